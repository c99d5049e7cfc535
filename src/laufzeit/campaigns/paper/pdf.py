"""Many letters in one PDF, in postal order. The same letters give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import as_file, files
from typing import Final

import typst

from laufzeit.campaigns.paper.sheet import Addressed, sheet

LETTERS: Final = 250
"""Of one file: some megabytes, and a stack that a person can carry."""


@cache
def _compiler() -> typst.Compiler:
    with (
        as_file(files("laufzeit.campaigns.paper")) as folder,
        as_file(files("laufzeit.einvoice.page")) as beside,
    ):
        return typst.Compiler(
            folder / "letter.typ", root=folder, font_paths=[beside / "fonts"], ignore_system_fonts=True
        )


def files_of(letters: Sequence[Addressed], return_line: str, colour: str, title: str) -> Iterator[bytes]:
    """The letters in postal order (country, postcode, street), some hundreds a file."""
    ordered = sorted(letters, key=lambda one: one.order)
    for begin in range(0, len(ordered), LETTERS):
        yield _pdf(ordered[begin : begin + LETTERS], return_line, colour, title)


def _pdf(letters: Sequence[Addressed], return_line: str, colour: str, title: str) -> bytes:
    sheets = [sheet(one, return_line, colour) for one in letters]
    inputs = {
        "letters": json.dumps(sheets, ensure_ascii=False),
        "title": title,
        "author": letters[0].letter.head.name,
    }
    made_at = datetime.combine(max(one.on for one in letters), time(12), UTC)
    pdf = _compiler().compile(format="pdf", sys_inputs=inputs, timestamp=made_at)
    assert isinstance(pdf, bytes)  # one format, one file
    return pdf
