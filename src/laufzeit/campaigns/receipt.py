"""The day on which a letter of the vendor's counts as received: a notice period is counted from it (§ 187 (1) BGB).

A mail between businesses is received when it can be read on the recipient's mail server within usual business hours
(BGH 06.10.2022, VII ZR 895/21). The court left open what holds outside of them; the cautious reading, the next working
day, is taken here, for consumers too.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.workday import State, add_workdays, is_workday, next_workday

CLOSING: Final = time(17)
"""The end of usual business hours."""


def by_mail(sent: datetime, state: str) -> date:
    """The day of receipt of a mail; ``sent`` in the vendor's time zone, ``state`` whose holidays count ("BY"; empty:
    only the days of the week).

    >>> by_mail(datetime(2022, 10, 28, 10), "BY")
    datetime.date(2022, 10, 28)
    >>> by_mail(datetime(2022, 10, 28, 18), "BY")  # Friday evening, then a weekend, a Monday and All Saints' Day
    datetime.date(2022, 10, 31)
    >>> by_mail(datetime(2022, 11, 1, 10), "BY"), by_mail(datetime(2022, 11, 1, 10), "BE")
    (datetime.date(2022, 11, 2), datetime.date(2022, 11, 1))
    """
    first = sent.date() if sent.time() < CLOSING else sent.date() + ONE_DAY
    return workday(first, state)


def by_post(posted: date, days: int, state: str) -> date:
    """The day of receipt of a letter that is on its way for so many working days.

    >>> by_post(date(2022, 10, 28), 3, "BY")
    datetime.date(2022, 11, 3)
    """
    if state in State.__members__.values():
        return add_workdays(posted, days, State(state))
    day = posted
    for _ in range(days):
        day = workday(day + ONE_DAY, state)
    return day


def workday(day: date, state: str) -> date:
    """The day itself where it is a working day, otherwise the next one."""
    if state in State.__members__.values():
        return day if is_workday(day, State(state)) else next_workday(day, State(state))
    while day.weekday() >= 5:
        day += ONE_DAY
    return day
