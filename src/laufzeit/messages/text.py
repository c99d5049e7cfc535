"""A letter as plain text: 72 columns, good to read in any program and to print."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Final, assert_never

from laufzeit.messages.letter import Block, Facts, Items, Letter, Link, Paragraph

WIDTH: Final = 72
_WIDEST_LABEL: Final = 34
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def plain(text: str) -> str:
    """``text`` without control characters and without marks that turn the writing direction; whatever a person typed
    comes into a letter through here.

    >>> plain("Praxis\\x07 Dr. Muster\\r\\nBcc: x@example.com")
    'Praxis  Dr. Muster \\nBcc: x@example.com'
    """
    return _CONTROL.sub(" ", text)


def one_line(text: str) -> str:
    """``text`` on one line, for a subject or another header.

    >>> one_line("Ihr Vertrag\\r\\nBcc: x@example.com")
    'Ihr Vertrag Bcc: x@example.com'
    """
    return " ".join(plain(text).split())


def as_text(letter: Letter) -> str:
    """The letter from the salutation to the imprint; every line ends with a line feed."""
    parts = [_wrapped(letter.salutation), *("\n".join(_block(block)) for block in letter.blocks)]
    parts += ["\n".join(map(_wrapped, letter.closing)), "\n".join(("-- ", *map(_wrapped, letter.imprint)))]
    return "\n\n".join(plain(part) for part in parts) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _wrapped(text)
        case Facts(rows):
            yield from _facts(rows)
        case Items(title, items, note):
            yield _wrapped(title)
            yield from (_wrapped(item, first="  - ", others="    ") for item in items)
            if note:
                yield _wrapped(note, first="    ", others="    ")
        case Link(label, url):
            yield _wrapped(f"{label}:")
            yield url
        case _:
            assert_never(block)


def _facts(rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Names and values side by side; a name that is too long stands above its value."""
    column = min(max(len(name) for name, _ in rows), _WIDEST_LABEL) + 2
    indent = " " * (column + 2)
    for name, value in rows:
        label = f"  {name}:"
        if len(label) <= column + 1:
            yield _wrapped(value, first=label.ljust(column + 2), others=indent)
        else:
            yield label
            yield _wrapped(value, first=indent, others=indent)


def _wrapped(text: str, first: str = "", others: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
