"""Columns of amounts by month, one part for each plan, as plain geometry: what stands where. The template draws it.

Two layouts of the same table: ``wide``, and ``narrow`` for phones, where every third month has its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from laufzeit.dates.wording import MONTHS
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_digits
from laufzeit.office.billing.tables import Table

MOST_LINES: Final = 5
"""Lines across the picture above zero, at round amounts."""
SIGNS: Final = {"EUR": "€", "GBP": "£", "USD": "$"}
GAP: Final = 1
"""Between two parts of a column."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a column: its upper edge and height, and which plan (counted from 1) it is of."""

    y: int
    height: int
    series: int


@dataclass(frozen=True, slots=True)
class Column:
    """A month. ``label`` is empty where there is no room for one; ``year`` stands below the first one of a year.
    ``growing``: not all of it has been invoiced yet."""

    x: int
    middle: int
    label: str
    year: str
    words: str
    parts: tuple[Part, ...]
    growing: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    left: int
    base: int
    bar: int
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def wide(table: Table, whole_until: date | None = None) -> Chart:
    """For screens. The months after ``whole_until`` (a first day) are still growing."""
    return _chart(table, whole_until, width=900, height=300, left=92, every=1)


def narrow(table: Table, whole_until: date | None = None) -> Chart:
    """For phones."""
    return _chart(table, whole_until, width=360, height=260, left=72, every=3)


def _chart(table: Table, whole_until: date | None, *, width: int, height: int, left: int, every: int) -> Chart:
    top, base = 14, height - 44
    highest = max(table.totals, default=0)
    step = _round_step(highest, Currency.of(table.currency))
    count = max(-(-highest // step), 1)
    room = (width - left) // max(len(table.months), 1)
    bar = room * 2 // 3
    columns = tuple(
        Column(
            x=left + at * room + (room - bar) // 2,
            middle=left + at * room + room // 2,
            label=MONTHS[table.language][month.month - 1][:3] if at % every == 0 else "",
            year=_year(table.months, at, every),
            words=f"{MONTHS[table.language][month.month - 1]} {month.year}: {table.rows[at][2]}",
            parts=_parts([one.amounts[at] for one in table.series], step * count, base, base - top),
            growing=whole_until is not None and month > whole_until,
        )
        for at, month in enumerate(table.months)
    )
    lines = tuple(Line(base - (base - top) * n // count, _label(step * n, table)) for n in range(count + 1))
    return Chart(width, height, left, base, bar, columns, lines)


def _year(months: Sequence[date], at: int, every: int) -> str:
    """The year below a month that has its name, where it is another than that of the one before."""
    if at % every or (at and months[at - every].year == months[at].year):
        return ""
    return str(months[at].year)


def _parts(amounts: list[int], most: int, base: int, room: int) -> tuple[Part, ...]:
    """One above the other; what is not above zero (a month of corrections) has no height."""
    parts, so_far = [], 0
    for number, amount in enumerate(amounts, 1):
        if amount <= 0:
            continue
        lower = base - so_far * room // most
        so_far += amount
        upper = base - so_far * room // most
        parts.append(Part(upper, max(lower - upper - GAP, 1), number))
    return tuple(parts)


def _round_step(most: int, currency: Currency) -> int:
    """The distance of two lines in minor units: 1, 2, 2.5 or 5 times a power of ten, at least a major unit, so that
    ``most`` is at or below the fifth.

    >>> from laufzeit.money.amount import EUR
    >>> _round_step(3_812_400, EUR), _round_step(2_150_000, EUR), _round_step(0, EUR)
    (1000000, 500000, 100)
    """
    least = max(-(-most // MOST_LINES), currency.per_major)
    power = 10 ** (len(str(least)) - 1)
    return next(step for step in (power, 2 * power, 5 * power // 2, 5 * power, 10 * power) if step >= least)


def _label(minor: int, table: Table) -> str:
    """An amount at a line, which is a round one: with as many digits as it needs."""
    currency = Currency.of(table.currency)
    number = in_digits(Money(minor, currency).decimal, table.language)
    sign = SIGNS.get(currency.code, "")
    return f"{sign}{number}" if sign and table.language == "en" else f"{number} {sign or currency.code}"
