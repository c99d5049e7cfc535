"""Working days, and the deadlines that § 193 BGB moves to one.

§ 193: where a declaration is to be given or something is to be performed on a day or within a period, and the day or
the last day is a Saturday, a Sunday or a public holiday at the place, the next working day takes its place. That holds
for payments, the acceptance of an offer and the withdrawal of a consumer. It does not hold for notice periods and for
the ends of terms (BGH 17.02.2005, III ZR 172/04), which is why ``notice.py`` and ``term.py`` know nothing of this file.

Holidays come from the ``holidays`` library, by federal state. What a holiday is in a part of a state only (Assumption
Day in Catholic municipalities of Bavaria, the Peace Festival in Augsburg) is none here.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from laufzeit.dates.day import ONE_DAY, add_months
from laufzeit.dates.span import Span

FIRST_YEAR: Final = 1991
LAST_YEAR: Final = 2100
"""The years whose holidays the library knows for all states."""

WITHDRAWAL_DAYS: Final = 14


class State(StrEnum):
    """The federal states of Germany by the codes of ISO 3166-2:DE."""

    BADEN_WUERTTEMBERG = "BW"
    BAVARIA = "BY"
    BERLIN = "BE"
    BRANDENBURG = "BB"
    BREMEN = "HB"
    HAMBURG = "HH"
    HESSE = "HE"
    LOWER_SAXONY = "NI"
    MECKLENBURG_WESTERN_POMERANIA = "MV"
    NORTH_RHINE_WESTPHALIA = "NW"
    RHINELAND_PALATINATE = "RP"
    SAARLAND = "SL"
    SAXONY = "SN"
    SAXONY_ANHALT = "ST"
    SCHLESWIG_HOLSTEIN = "SH"
    THURINGIA = "TH"


class NoCalendar(LookupError):
    """The holidays of a year are not known."""


def holidays_of(year: int, state: State) -> frozenset[date]:
    """The public holidays of a year in a state. Raises ``NoCalendar`` before 1991 and after 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoCalendar(f"the holidays of {year} are not known, only those of {FIRST_YEAR} to {LAST_YEAR}")
    return _holidays_of(year, State(state))


@cache
def _holidays_of(year: int, state: State) -> frozenset[date]:
    from holidays.countries import Germany  # a large library, loaded when the first holiday is asked for

    return frozenset(Germany(subdiv=state.value, years=year))


def is_workday(day: date, state: State) -> bool:
    """Whether the day is no Saturday, no Sunday and no public holiday.

    >>> is_workday(date(2026, 11, 18), State.SAXONY), is_workday(date(2026, 11, 18), State.BERLIN)
    (False, True)
    """
    return day.weekday() < 5 and day not in holidays_of(day.year, state)


def next_workday(day: date, state: State) -> date:
    """The day itself where it is a working day, otherwise the next one (§ 193 BGB).

    >>> next_workday(date(2026, 12, 25), State.BERLIN)
    datetime.date(2026, 12, 28)
    """
    while not is_workday(day, state):
        day += ONE_DAY
    return day


def add_workdays(day: date, count: int, state: State) -> date:
    """The ``count``-th working day after ``day``, which is not counted itself.

    >>> add_workdays(date(2026, 12, 23), 2, State.BERLIN)
    datetime.date(2026, 12, 28)
    """
    for _ in range(count):
        day = next_workday(day + ONE_DAY, state)
    return day


def nth_werktag(first: date, n: int, state: State) -> date:
    """The ``n``-th Werktag counted from ``first``, which is counted; Saturdays count (BGH VIII ZR 206/04).

    For clauses like "at the latest on the third Werktag of a month".

    >>> nth_werktag(date(2002, 6, 1), 3, State.BERLIN)
    datetime.date(2002, 6, 4)
    """
    if n < 1:
        raise ValueError(f"Werktage are counted from 1, not {n}")
    day, left = first, n
    while True:
        left -= day.weekday() < 6 and day not in holidays_of(day.year, state)
        if left == 0:
            return day
        day += ONE_DAY


def deadline(event: date, span: Span, state: State) -> date:
    """The last day (inclusive) of a period within which a declaration or a payment is due, counted from an event.

    §§ 187 (1), 188, 193 BGB: the day of the event is not counted; the last day moves to the next working day.

    >>> deadline(date(2026, 11, 22), Span.parse("14 days"), State.BERLIN)
    datetime.date(2026, 12, 7)
    """
    return next_workday(span.after(event), state)


def withdrawal_last_day(concluded: date, state: State, *, instructed: bool = True) -> date:
    """The last day (inclusive) on which a consumer can send the withdrawal from a contract for services.

    14 days from the conclusion (§§ 355 (2), 356 (2) no. 2 BGB); without a proper instruction 12 months and 14 days
    (§ 356 (3) sentence 2). Sending in time is enough (§ 355 (1) sentence 5).

    >>> withdrawal_last_day(date(2026, 12, 12), State.BERLIN)
    datetime.date(2026, 12, 28)
    """
    begins = concluded if instructed else add_months(concluded, 12)
    return next_workday(begins + timedelta(days=WITHDRAWAL_DAYS), state)
