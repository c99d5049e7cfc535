"""A span of time as contracts state it: a count and a unit ("12 months", "30 days").

The unit matters: 30 days are not a month, and 6 weeks are not a month and a half (§§ 188, 189 BGB).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from laufzeit.dates.day import add_months
from laufzeit.dates.fault import TextFault

LARGEST_COUNT: Final = 1200
"""No agreed span is longer than a hundred years; what is larger is a slip of the pen."""

VALID_SPANS: Final = ("30 days", "6 weeks", "3 months", "1 year")


class Unit(StrEnum):
    """The units that §§ 188, 189 BGB know; a year is 12 months."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class SpanFault(TextFault):
    """A span that cannot be read."""


@dataclass(frozen=True, slots=True)
class Span:
    """``count`` units, 1 to 1200 (years: 1 to 100).

    >>> str(Span.parse("1 month")), str(Span.parse(" 12  MONTHS "))
    ('1 month', '12 months')
    >>> Span(0, Unit.DAYS)
    Traceback (most recent call last):
    ValueError: a span has 1 to 1200 days, not 0
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        largest = largest_count(self.unit)
        if not 1 <= self.count <= largest:
            raise ValueError(f"a span has 1 to {largest} {self.unit}, not {self.count}")

    @classmethod
    def parse(cls, text: str) -> Span:
        """Reads "30 days", "6 weeks", "3 months", "1 year"; singular and plural, any case.

        Raises ``SpanFault`` with the place of the first thing that cannot be read.
        """
        return read_span(text, 0, len(text))

    @property
    def months(self) -> int | None:
        """The span in months, or None where it is counted in days or weeks."""
        match self.unit:
            case Unit.MONTHS:
                return self.count
            case Unit.YEARS:
                return self.count * 12
            case _:
                return None

    @property
    def days(self) -> int | None:
        """The span in days, or None where it is counted in months or years."""
        match self.unit:
            case Unit.DAYS:
                return self.count
            case Unit.WEEKS:
                return self.count * 7
            case _:
                return None

    def after(self, day: date, times: int = 1) -> date:
        """``times`` spans counted at once from ``day``: same weekday or same number, or the last of a shorter month.

        By §§ 187 (1), 188 BGB this is the last day of a period that an event on ``day`` sets off.

        >>> Span(1, Unit.MONTHS).after(date(2021, 1, 31)), Span(1, Unit.MONTHS).after(date(2021, 1, 31), 2)
        (datetime.date(2021, 2, 28), datetime.date(2021, 3, 31))
        """
        months = self.months
        if months is not None:
            return add_months(day, months * times)
        return day + timedelta(days=(self.days or 0) * times)

    def __str__(self) -> str:
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"


def largest_count(unit: Unit) -> int:
    """The largest count of a unit that a span may have."""
    return LARGEST_COUNT // 12 if unit is Unit.YEARS else LARGEST_COUNT


_WORD = re.compile(r"\s*([^\s]*)")


def read_span(text: str, start: int, end: int) -> Span:
    """Reads ``text`` from ``start`` to ``end`` as a span; places in faults count from the text's beginning."""
    count, after_count = _read_count(text, start, end)
    word, position, after_unit = _word(text, after_count, end)
    unit = next((u for u in Unit if word.lower() in (u.value, u.value[:-1])), None)
    if unit is None:
        said = f"{word!r} is not a unit" if word else "the unit is missing"
        raise SpanFault(text, position, said, tuple(u.value for u in Unit))
    if not 1 <= count <= largest_count(unit):
        place = _word(text, start, end)[1]
        raise SpanFault(text, place, f"{count} {unit} is out of bounds", (f"1 to {largest_count(unit)} {unit}",))
    rest, position, _ = _word(text, after_unit, end)
    if rest:
        raise SpanFault(text, position, f"nothing can follow the unit, found {rest!r}", VALID_SPANS)
    return Span(count, unit)


def _read_count(text: str, start: int, end: int) -> tuple[int, int]:
    word, position, after = _word(text, start, end)
    if not word:
        raise SpanFault(text, position, "a span is expected", VALID_SPANS)
    if not re.fullmatch(r"[0-9]{1,9}", word):
        raise SpanFault(text, position, f"{word!r} is not a whole number", VALID_SPANS)
    return int(word), after


def _word(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The next word, where it begins and where it ends."""
    match = _WORD.match(text, start, end)
    assert match is not None  # the pattern also matches nothing
    return match[1], match.start(1), match.end(1)
