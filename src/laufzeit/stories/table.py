"""How answers are laid out: columns and named facts, plain enough to be typed by hand."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from laufzeit.dates.period import Period

GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class Answer:
    """``lines`` are what stands in the file (without their indent), ``data`` the same for programs."""

    lines: tuple[str, ...]
    data: Any


def aligned(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Rows of cells as lines with columns of one width; the last column is as long as it is.

    >>> aligned([("a", "1", "x"), ("bcd", "22", "")])
    ('a    1   x', 'bcd  22')
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return tuple(GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def facts_lines(*facts: tuple[str, str], width: int) -> tuple[str, ...]:
    """Named facts below each other, long ones wrapped; those without a value are left out."""
    told = [(name, value) for name, value in facts if value]
    column = max((len(name) for name, _ in told), default=0) + len(GAP)
    lines: list[str] = []
    for name, value in told:
        first, *rest = textwrap.wrap(value, width - column, break_long_words=False, break_on_hyphens=False)
        lines.append(name.ljust(column) + first)
        lines += [" " * column + line for line in rest]
    return tuple(lines)


def day_text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def span_text(period: Period) -> str:
    """First and last day; an open period has no last one.

    >>> span_text(Period(date(2021, 7, 1), None))
    '2021-07-01 –           '
    """
    return f"{period.start} – {day_text(period.last_day):<10}"
