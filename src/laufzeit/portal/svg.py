"""The picture of a contract's life as SVG: lying for wide screens, upright for phones.

Written here rather than by a template, because it is mostly numbers: a hundred of them, each of which a template would
look up, turn into the form of the page's language and back. Words are escaped; everything else is a number or a word of
``life.py``.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from laufzeit.portal.life import Bar, Drawing, Kind, Sign
from laufzeit.portal.portrait import Portrait
from laufzeit.portal.wording import short_month


def drawn(life: Portrait) -> SafeString:
    """Both pictures; the style sheet shows the one that fits. Each is read out by its title and description."""
    return mark_safe(f"{_whole(life, 'wide', '', life.lying)}\n{_whole(life, 'upright', '-2', life.upright)}")  # noqa: S308


def _whole(life: Portrait, name: str, suffix: str, drawing: Drawing) -> str:
    """``suffix`` keeps the names of the title and the description of the two apart."""
    title, description = f"life-title{suffix}", f"life-desc{suffix}"
    parts = _lying(drawing) if name == "wide" else _upright(drawing)
    return (
        f'<svg class="life {name}" viewBox="0 0 {drawing.width} {drawing.height}" role="img"'
        f' aria-labelledby="{title} {description}">\n'
        f'<title id="{title}">{escape(life.title)}</title>'
        f'<desc id="{description}">{escape(life.description)}</desc>\n'
        f'<g aria-hidden="true">\n{"".join(parts)}</g></svg>'
    )


def _lying(drawing: Drawing) -> Iterator[str]:
    top, axis = drawing.bar_top, drawing.axis
    yield from (_bar(bar, top) for bar in drawing.bars)
    yield f'<line class="axis" x1="6" x2="{drawing.width - 6}" y1="{axis}" y2="{axis}"/>\n'
    for tick in drawing.ticks:
        yield f'<line class="tick" x1="{tick.at}" x2="{tick.at}" y1="{axis}" y2="{axis + 5}"/>'
        yield _text("", tick.at, axis + 20, short_month(tick.day))
    yield from (f'<circle class="mark bill" cx="{at}" cy="{axis}" r="3"/>' for at in drawing.billing)
    yield from (_lead(sign, top, axis) for sign in drawing.signs)
    for sign in drawing.signs:
        anchor = f' text-anchor="{sign.anchor}"'
        yield _text(f"strong {sign.kind}", sign.at, sign.text_at, sign.title, anchor)
        if sign.detail:
            yield _text("", sign.at, sign.text_at + 15, sign.detail, anchor)


def _bar(bar: Bar, top: int) -> str:
    said = _text(f"on {bar.tense}", bar.at + 14, top + 21, bar.title) if bar.title else ""
    said += _text(f"on {bar.tense}", bar.at + 14, top + 38, bar.detail) if bar.detail else ""
    return (
        f"<g><title>{escape(bar.whole)}</title>"
        f'<rect class="bar {bar.tense}" x="{bar.at}" y="{top}" width="{bar.length}" height="48" rx="7"/>{said}</g>\n'
    )


def _lead(sign: Sign, top: int, axis: int) -> str:
    """The line from the words to the day; today's goes through to the axis."""
    ends = f'x1="{sign.at}" x2="{sign.at}" y1="{sign.text_at + 20}"'
    if sign.kind is Kind.TODAY:
        return f'<line class="today" {ends} y2="{axis}"/>'
    return f'<line class="lead" {ends} y2="{top}"/><circle class="mark {sign.kind}" cx="{sign.at}" cy="{top}" r="5"/>'


def _upright(drawing: Drawing) -> Iterator[str]:
    for bar in drawing.bars:
        yield f'<rect class="bar {bar.tense}" x="8" y="{bar.at}" width="22" height="{bar.length}" rx="7"/>'
    yield from (f'<circle class="mark bill" cx="38" cy="{at}" r="2.5"/>' for at in drawing.billing)
    for sign in drawing.signs:
        yield f'<path class="lead" fill="none" d="M32 {sign.at}H44L52 {sign.text_at - 4}H58"/>'
        if sign.kind is Kind.TODAY:
            yield f'<line class="today" x1="2" x2="44" y1="{sign.at}" y2="{sign.at}"/>'
        elif sign.kind is not Kind.START:
            yield f'<circle class="mark {sign.kind}" cx="30" cy="{sign.at}" r="5"/>'
        yield _text(f"strong {sign.kind}", 64, sign.text_at, sign.title)
        if sign.detail:
            yield _text("", 64, sign.text_at + 16, sign.detail)


def _text(names: str, x: int, y: int, words: str, more: str = "") -> str:
    given = f' class="{names}"' if names else ""
    return f'<text{given} x="{x}" y="{y}"{more}>{escape(words)}</text>'
