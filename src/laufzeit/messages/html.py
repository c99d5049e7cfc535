"""A letter as HTML for mail programs: tables and inline styles, since many of them know nothing else.

Readable in light and dark (``color-scheme`` and a media query where a program honours them), with no picture, no
script and nothing to be fetched: opening a letter tells nobody anything.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final, assert_never

from laufzeit.messages.letter import Block, Facts, Items, Letter, Link, Paragraph
from laufzeit.messages.text import one_line, plain

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_FONT: Final = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_TEXT: Final = "margin:0 0 16px;font-size:16px;line-height:1.5;color:#1c2430"
_SMALL: Final = "margin:0 0 4px;font-size:13px;line-height:1.5;color:#5b6675"
_DARK: Final = (
    "@media (prefers-color-scheme:dark){"
    ".page{background:#12161c!important}"
    ".sheet{background:#1b212a!important}"
    ".text{color:#e8ecf1!important}"
    ".small{color:#a9b4c2!important}"
    ".line{border-color:#343d4a!important}"
    "}"
)


def as_html(letter: Letter) -> str:
    """A whole HTML document."""
    brand, ink = _colour(letter.head.brand, "#1f4e79"), _colour(letter.head.ink, "#ffffff")
    content = "".join(_block(block, brand, ink) for block in letter.blocks)
    closing = "<br>".join(_safe(line) for line in letter.closing)
    imprint = "".join(f'<p class="small" style="{_SMALL}">{_safe(line)}</p>' for line in letter.imprint)
    subject = escape(one_line(letter.subject))
    return f"""<!doctype html>
<html lang="{letter.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{subject}</title>
<style>:root{{color-scheme:light dark}}{_DARK}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f2f4f7">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" class="sheet" width="600" cellpadding="0" cellspacing="0" \
style="width:100%;max-width:600px;background:#ffffff;border-radius:8px;overflow:hidden">
<tr><td style="padding:16px 32px;background:{brand};{_FONT};font-size:18px;font-weight:600;color:{ink}">\
{_safe(letter.head.name)}</td></tr>
<tr><td style="padding:32px 32px 16px;{_FONT}">
<h1 class="text" style="margin:0 0 20px;font-size:20px;line-height:1.3;color:#1c2430">{subject}</h1>
{_paragraph(letter.salutation)}{content}{_paragraph_of(closing)}</td></tr>
<tr><td class="line" style="padding:16px 32px 28px;{_FONT};border-top:1px solid #dfe4ea">
{imprint}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""


def _safe(text: str) -> str:
    return escape(plain(text))


def _colour(colour: str, otherwise: str) -> str:
    return colour if _COLOUR.fullmatch(colour) else otherwise


def _paragraph(text: str) -> str:
    return _paragraph_of(_safe(text))


def _paragraph_of(markup: str) -> str:
    return f'<p class="text" style="{_TEXT}">{markup}</p>\n'


def _block(block: Block, brand: str, ink: str) -> str:
    match block:
        case Paragraph(text):
            return _paragraph(text)
        case Facts(rows):
            return _facts(rows)
        case Items(title, items, note):
            return _items(title, items, note)
        case Link(label, url):
            return _link(label, url, brand, ink)
        case _:
            assert_never(block)


def _facts(rows: tuple[tuple[str, str], ...]) -> str:
    line = "padding:8px 0;border-top:1px solid #dfe4ea;vertical-align:top"
    name = f"{line};{_FONT};font-size:14px;line-height:1.5;color:#5b6675;text-align:left;font-weight:normal;width:42%"
    value = f"{line};padding-left:16px;{_FONT};font-size:14px;line-height:1.5;color:#1c2430;word-break:break-word"
    lines = "".join(
        f'<tr><th scope="row" class="small line" style="{name}">{_safe(row[0])}</th>'
        f'<td class="text line" style="{value}">{_safe(row[1])}</td></tr>\n'
        for row in rows
    )
    return f'<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 20px">\n{lines}</table>\n'


def _items(title: str, items: tuple[str, ...], note: str) -> str:
    style = "margin:0 0 4px;font-size:15px;line-height:1.5;color:#1c2430;word-break:break-word"
    lines = "".join(f'<li class="text" style="{style}">{_safe(item)}</li>\n' for item in items)
    below = f'<p class="small" style="{_SMALL};margin:0 0 16px">{_safe(note)}</p>\n' if note else ""
    head = f'<p class="text" style="{_TEXT};margin:0 0 6px;font-weight:600">{_safe(title)}</p>\n'
    return f'{head}<ul style="margin:0 0 16px;padding:0 0 0 20px">\n{lines}</ul>\n{below}'


def _link(label: str, url: str, brand: str, ink: str) -> str:
    """A button, and the address below it in words; an address that is none of the web's is not made a link."""
    if not url.startswith(("https://", "http://")):
        return _paragraph(f"{label}: {url}")
    style = "display:inline-block;padding:12px 20px;border-radius:6px;font-size:15px;font-weight:600"
    button = f'<a href="{escape(url)}" style="{style};background:{brand};color:{ink};text-decoration:none">'
    return (
        f'<p style="margin:4px 0 8px">{button}{_safe(label)}</a></p>\n'
        f'<p class="small" style="{_SMALL};margin:0 0 20px;word-break:break-all">{escape(url)}</p>\n'
    )
