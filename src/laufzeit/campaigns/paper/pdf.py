"""Many letters in one PDF, in postal order. The same letters give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from laufzeit.campaigns.paper.sheet import Addressed, sheet
from laufzeit.einvoice.typesetting import Layout, typeset

LAYOUT: Final = Layout("laufzeit.campaigns.paper", "letter.typ")

LETTERS: Final = 250
"""Of one file: some megabytes, and a stack that a person can carry."""


def files_of(
    letters: Sequence[Addressed], return_line: str, colour: str, title: str, *, a_file: int = LETTERS
) -> Iterator[bytes]:
    """The letters in postal order (country, postcode, street), so many ``a_file``."""
    ordered = sorted(letters, key=lambda one: one.order)
    for begin in range(0, len(ordered), a_file):
        yield _pdf(ordered[begin : begin + a_file], return_line, colour, title)


def _pdf(letters: Sequence[Addressed], return_line: str, colour: str, title: str) -> bytes:
    sheets = [sheet(one, return_line, colour) for one in letters]
    inputs = {
        "letters": json.dumps(sheets, ensure_ascii=False),
        "title": title,
        "author": letters[0].letter.head.name,
    }
    return typeset(LAYOUT, inputs, max(one.on for one in letters))
