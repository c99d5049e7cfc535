"""A letter as it stands on paper, as plain texts for the layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from laufzeit.dates.wording import day_in_words
from laufzeit.einvoice.page.address import size_of
from laufzeit.einvoice.page.letters import settable
from laufzeit.messages.letter import Block, Facts, Items, Letter, Link, Paragraph


@dataclass(frozen=True, slots=True)
class Addressed:
    """A letter with the lines of its address and where it belongs in the postal order: country, postcode, street."""

    letter: Letter
    lines: tuple[str, ...]
    order: tuple[str, str, str]
    on: date


def sheet(one: Addressed, return_line: str, colour: str) -> dict[str, Any]:
    """What the layout sets. Letters of the alphabet that the font lacks are written with those that it has."""
    letter, lines = one.letter, [_set(" ".join(line.split())) for line in one.lines if line.strip()]
    return {
        "sender": _set(letter.head.name),
        "return": _set(return_line),
        "colour": colour,
        "language": letter.language,
        "address": lines,
        "size": size_of(lines),
        "date": day_in_words(one.on, letter.language),
        "subject": _set(letter.subject),
        "salutation": _set(letter.salutation),
        "blocks": [_block(block) for block in letter.blocks],
        "closing": [_set(line) for line in letter.closing],
        "imprint": [_set(line) for line in letter.imprint],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "text": _set(text)}
        case Facts(rows):
            return {"kind": "facts", "rows": [[_set(name), _set(value)] for name, value in rows]}
        case Items(title, items, note):
            return {"kind": "items", "title": _set(title), "items": [_set(item) for item in items], "note": _set(note)}
        case Link(label, url):
            return {"kind": "link", "label": _set(label), "url": _set(url)}
        case _:
            assert_never(block)


def _set(text: str) -> str:
    return settable(text)
