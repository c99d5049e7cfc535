"""The terms of a contract: a first term and what follows it, as a chain without gaps.

Rule: a term begins with the beginning of its first day, so it ends the day before the corresponding day (§§ 187 (2),
188 (2) alt. 2 BGB); where the corresponding day is missing, on the last day of the month (§ 188 (3)). A renewal runs
from the end of the term before it (§ 190), so it begins the day after. The chain is therefore counted from term to
term, not from the first day: 30 January, by the month, ends on 28 February and from then on at the ends of the months.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import gcd

from laufzeit.dates.day import ONE_DAY, add_months, days_in_month, month_number
from laufzeit.dates.period import Period
from laufzeit.dates.span import Span


class Renewal(StrEnum):
    """What follows a fixed term when it is not a further fixed term."""

    INDEFINITE = "indefinite"
    """The contract goes on for an indefinite time (for consumers the only lawful renewal, § 309 Nr. 9 b BGB)."""
    NONE = "none"
    """The contract ends by itself."""


class NoTerm(LookupError):
    """No term of the contract lies where one was looked for: before the first day, or after the contract's own end."""


@dataclass(frozen=True, slots=True)
class TermChain:
    """A first term (None: indefinite from the start) and what follows it.

    >>> from laufzeit.dates.span import Span
    >>> chain = TermChain(date(2026, 3, 1), Span.parse("12 months"), Span.parse("12 months"))
    >>> [str(period.last_day) for period, _ in zip(chain.periods(), range(3))]
    ['2027-02-28', '2028-02-29', '2029-02-28']
    """

    first_day: date
    term: Span | None
    renewal: Span | Renewal = Renewal.INDEFINITE

    def __post_init__(self) -> None:
        if self.term is None and self.renewal is not Renewal.INDEFINITE:
            raise ValueError("an indefinite first term has no end that a renewal could follow")

    @property
    def first_term(self) -> Period:
        """The first term; open where the contract is indefinite from the start."""
        if self.term is None:
            return Period(self.first_day, None)
        return Period(self.first_day, _next_start(self.first_day, self.term))

    @property
    def own_end(self) -> date | None:
        """The last day of a contract that ends by itself; None where it goes on until somebody gives notice."""
        return self.first_term.last_day if self.renewal is Renewal.NONE else None

    def periods(self) -> Iterator[Period]:
        """The terms in their order, one at a time; where terms renew, up to the calendar's last year, 9999."""
        period = self.first_term
        while True:
            yield period
            if period.end is None or self.renewal is Renewal.NONE:
                return
            try:
                period = self._term_from(period.end)
            except OverflowError:
                return

    def boundaries(self) -> Iterator[date]:
        """The days on which a new term begins, the first day among them."""
        return (period.start for period in self.periods())

    def term_containing(self, day: date) -> Period:
        """The term that the day lies in; open in an indefinite stretch.

        Raises ``NoTerm`` for a day before the first and for one after the contract's own end.
        """
        first = self.first_term
        if day < first.start:
            raise NoTerm(f"{day} lies before the contract's first day, {first.start}")
        if first.contains(day):
            return first
        if self.renewal is Renewal.NONE:
            raise NoTerm(f"{day} lies after the contract's last day, {first.last_day}")
        assert first.end is not None  # an open first term contains every later day
        if isinstance(self.renewal, Renewal):
            return Period(first.end, None)
        return self._term_from(_last_start(first.end, self.renewal, day))

    def ends_on_or_after(self, day: date) -> date:
        """The first day on or after ``day`` that is the last of a term; in an indefinite stretch every day is.

        Never before the first term's last day, never before the contract's first day. Raises ``NoTerm`` after the
        contract's own end.
        """
        day = max(day, self.first_day)
        return self.term_containing(day).last_day or day

    def next_start_on_or_after(self, day: date) -> date:
        """The first day on or after ``day`` with which a term begins: the day after a term's end, or the first day."""
        if day <= self.first_day:
            return self.first_day
        return self.ends_on_or_after(day - ONE_DAY) + ONE_DAY

    def _term_from(self, start: date) -> Period:
        if isinstance(self.renewal, Renewal):
            return Period(start, None)
        return Period(start, _next_start(start, self.renewal))


def _next_start(start: date, span: Span) -> date:
    """The first day after a term of ``span`` that begins on ``start``."""
    same_number = span.after(start)
    if span.months is not None and same_number.day < start.day:
        return same_number + ONE_DAY  # § 188 (3): the term lasts to the end of the shorter month
    return same_number


def _last_start(start: date, span: Span, day: date) -> date:
    """The last start on or before ``day`` in the chain of terms of ``span`` that has a start on ``start``.

    Walks only while the start's number may still change, which it does at most once, to the 1st. Only 29 February
    can hold out longer than a round of the year, and no longer than to the next century without a leap day.
    """
    days = span.days
    if days is not None:
        return day - timedelta(days=(day - start).days % days)
    months = span.months
    assert months is not None  # a span counts either days or months
    while not _keeps_its_number(start, months):
        following = _next_start(start, span)
        if following > day:
            return start
        start = following
    jumps = (month_number(day) - month_number(start)) // months
    reached = add_months(start, jumps * months)
    return reached if reached <= day else add_months(start, (jumps - 1) * months)


def _keeps_its_number(start: date, months: int) -> bool:
    """Whether the day's number exists in every month that steps of ``months`` can reach, leap day not counted on."""
    if start.day <= 28:
        return True
    common_year = 2001 * 12
    step = gcd(months, 12)
    reached = range((start.month - 1) % step, 12, step)
    return all(days_in_month(common_year + month) >= start.day for month in reached)
