"""The days on which euros move between banks (TARGET), and what follows from them for direct debits.

TARGET is closed on Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December (ECB, "T2
calendar"; from the ``holidays`` library). A direct debit is presented one TARGET day before it is due at the latest,
CORE and B2B alike (since November 2016; banks' own hours come on top), and the customer is told of it some calendar
days before: 14, or fewer where that was agreed (EPC016-06 and EPC222-07, section 4.3.4).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.workday import NoCalendar

FIRST_YEAR: Final = 2002
LAST_YEAR: Final = 2100
"""The calendar of TARGET has been the same since 2002."""


@cache
def _closed(year: int) -> frozenset[date]:
    from holidays import financial_holidays  # a large library, loaded when the first day is asked for

    return frozenset(financial_holidays("XECB", years=year))


def is_target_day(day: date) -> bool:
    """Whether TARGET is open. Raises ``NoCalendar`` before 2002 and after 2100.

    >>> is_target_day(date(2027, 3, 26)), is_target_day(date(2027, 5, 17))  # Good Friday, Whit Monday
    (False, True)
    """
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NoCalendar(f"the days of TARGET in {day.year} are not known, only those of {FIRST_YEAR} to {LAST_YEAR}")
    return day.weekday() < 5 and day not in _closed(day.year)


def collection_day(wanted: date) -> date:
    """The day itself where TARGET is open, otherwise the next one that is.

    >>> collection_day(date(2027, 3, 26))
    datetime.date(2027, 3, 30)
    """
    while not is_target_day(wanted):
        wanted += ONE_DAY
    return wanted


def latest_submission(collected_on: date) -> date:
    """The last day on which the bank takes a file for that day of collection: one TARGET day before (D-1).

    >>> latest_submission(date(2027, 3, 30))
    datetime.date(2027, 3, 25)
    """
    day = collected_on - ONE_DAY
    while not is_target_day(day):
        day -= ONE_DAY
    return day


def earliest_collection(submitted_on: date) -> date:
    """The first day on which a file that is handed in on ``submitted_on`` can be collected.

    >>> earliest_collection(date(2026, 12, 24)), earliest_collection(date(2026, 12, 25))
    (datetime.date(2026, 12, 28), datetime.date(2026, 12, 29))
    """
    return collection_day(collection_day(submitted_on) + ONE_DAY)


def latest_notice(collected_on: date, notice_days: int) -> date:
    """The last day on which the customer may learn of the debit; ``notice_days`` are calendar days.

    >>> latest_notice(date(2026, 12, 1), 14)
    datetime.date(2026, 11, 17)
    """
    return collected_on - timedelta(days=notice_days)


def first_collection(*, due_on: date, told_on: date, notice_days: int, submitted_on: date) -> date:
    """The first TARGET day that is not before the due day, long enough after the notice, and still reached by a file
    that is handed in on ``submitted_on``.

    >>> day = date(2026, 12, 1)
    >>> first_collection(due_on=day, told_on=date(2026, 11, 20), notice_days=14, submitted_on=date(2026, 11, 20))
    datetime.date(2026, 12, 4)
    """
    noticed = told_on + timedelta(days=notice_days)
    return collection_day(max(due_on, noticed, earliest_collection(submitted_on)))
