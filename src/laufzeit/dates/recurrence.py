"""What repeats: the n-th period is always counted from the anchor, never from the period before.

31 January by the month is 28 February and then 31 March again; stepping from one to the next would stay on the 28th.
(Terms are different by law, see ``term.py``; this is for billing periods.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from laufzeit.dates.day import month_number
from laufzeit.dates.period import Period
from laufzeit.dates.span import Span


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Periods of ``interval`` of which one begins on ``anchor``; they go on in both directions.

    >>> from laufzeit.dates.span import Span
    >>> monthly = Recurrence(date(2023, 1, 31), Span.parse("1 month"))
    >>> [str(monthly.nth_start(n)) for n in range(4)]
    ['2023-01-31', '2023-02-28', '2023-03-31', '2023-04-30']
    """

    anchor: date
    interval: Span

    @classmethod
    def calendar(cls, interval: Span) -> Recurrence:
        """Calendar months, quarters, half-years or years, whatever day a contract began.

        >>> from laufzeit.dates.span import Span
        >>> Recurrence.calendar(Span.parse("3 months")).period_containing(date(2021, 5, 17))
        Period(start=datetime.date(2021, 4, 1), end=datetime.date(2021, 7, 1))
        """
        if interval.months is None or 12 % interval.months:
            raise ValueError(f"{interval} do not divide a calendar year; 1, 2, 3, 4, 6 or 12 months do")
        return cls(date(2001, 1, 1), interval)

    def nth_start(self, n: int) -> date:
        """The start of the n-th period; 0 is the anchor itself, negative numbers lie before it."""
        return self.interval.after(self.anchor, n)

    def number_containing(self, day: date) -> int:
        """The number of the period that the day lies in."""
        days, months = self.interval.days, self.interval.months
        if days is not None:
            return (day - self.anchor).days // days
        assert months is not None  # a span counts either days or months
        n = (month_number(day) - month_number(self.anchor)) // months
        return n if self.nth_start(n) <= day else n - 1

    def nth_period(self, n: int) -> Period:
        """The n-th period, up to the start of the next."""
        return Period(self.nth_start(n), self.nth_start(n + 1))

    def period_containing(self, day: date) -> Period:
        """The period that the day lies in."""
        return self.nth_period(self.number_containing(day))

    def periods(self, within: Period) -> Iterator[Period]:
        """The periods that share a day with ``within``, whole and in their order; endless where ``within`` is open.

        >>> from laufzeit.dates.span import Span
        >>> monthly = Recurrence(date(2023, 1, 31), Span.parse("1 month"))
        >>> [str(p.start) for p in monthly.periods(Period(date(2023, 2, 27), date(2023, 3, 31)))]
        ['2023-01-31', '2023-02-28']
        """
        n = self.number_containing(within.start)
        start = self.nth_start(n)
        while within.end is None or start < within.end:
            n += 1
            following = self.nth_start(n)
            yield Period(start, following)
            start = following
