"""Civil days: months added as § 188 (3) BGB says, and the ends of month, quarter, half-year and year.

A day here is a ``datetime.date`` in the vendor's civil calendar; it has no time and no zone.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

ONE_DAY: Final = timedelta(days=1)
SHORTEST_MONTH: Final = 28
"""Days that every month has."""


def month_number(day: date) -> int:
    """Months counted from the year 0, so that months can be added and compared.

    >>> month_number(date(2024, 3, 31)) - month_number(date(2024, 1, 1))
    2
    """
    return day.year * 12 + day.month - 1


def days_in_month(month: int) -> int:
    """How many days the month with this ``month_number`` has.

    >>> days_in_month(month_number(date(2024, 2, 1)))
    29
    """
    return monthrange(month // 12, month % 12 + 1)[1]


def add_months(day: date, n: int) -> date:
    """The day with the same number ``n`` months later; where it is missing, the last day of that month (§ 188 (3) BGB).

    Not the inverse of itself: 31 March minus a month is 28 February, plus a month 28 March. Anything that repeats is
    therefore counted from its anchor (``recurrence.py``), and no deadline is ever computed backwards.

    >>> add_months(date(2023, 1, 31), 1)
    datetime.date(2023, 2, 28)
    >>> add_months(date(2023, 1, 31), 2)
    datetime.date(2023, 3, 31)
    """
    month = month_number(day) + n
    if not 12 <= month <= 9999 * 12 + 11:
        raise OverflowError(f"{day} and {n} months leave the calendar (years 1 to 9999)")
    last = day.day if day.day <= SHORTEST_MONTH else min(day.day, days_in_month(month))
    return date(month // 12, month % 12 + 1, last)


def month_end(day: date) -> date:
    """The last day of the month (§ 192 BGB).

    >>> month_end(date(2024, 2, 3))
    datetime.date(2024, 2, 29)
    """
    return _end_of_block(day, 1)


def quarter_end(day: date) -> date:
    """The last day of the calendar quarter.

    >>> quarter_end(date(2021, 4, 1))
    datetime.date(2021, 6, 30)
    """
    return _end_of_block(day, 3)


def half_year_end(day: date) -> date:
    """30 June or 31 December.

    >>> half_year_end(date(2021, 6, 30)), half_year_end(date(2021, 7, 1))
    (datetime.date(2021, 6, 30), datetime.date(2021, 12, 31))
    """
    return _end_of_block(day, 6)


def year_end(day: date) -> date:
    """31 December of the day's year."""
    return date(day.year, 12, 31)


def _end_of_block(day: date, months: int) -> date:
    month = -(-day.month // months) * months
    return date(day.year, month, monthrange(day.year, month)[1])
