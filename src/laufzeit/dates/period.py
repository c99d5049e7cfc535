"""Half-open periods of civil days: from the start, up to and without the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laufzeit.dates.day import ONE_DAY


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` up to but not including ``end``; ``end`` None means open. Never empty.

    >>> first_quarter = Period(date(2021, 1, 1), date(2021, 4, 1))
    >>> first_quarter.last_day, first_quarter.days
    (datetime.date(2021, 3, 31), 90)
    >>> Period(date(2021, 4, 1), date(2021, 4, 1))
    Traceback (most recent call last):
    ValueError: a period ends after its start: 2021-04-01 to 2021-04-01
    """

    start: date
    end: date | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period ends after its start: {self.start} to {self.end}")

    @classmethod
    def from_inclusive(cls, first: date, last: date | None) -> Period:
        """The period from the first to the last day, both of which belong to it; None is open.

        >>> Period.from_inclusive(date(2021, 1, 1), date(2021, 3, 31)).end
        datetime.date(2021, 4, 1)
        """
        return cls(first, None if last is None else last + ONE_DAY)

    @property
    def last_day(self) -> date | None:
        """The last day that belongs to the period, as letters and pages state it; None where it is open.

        The one place where the inside's half-open end turns into the outside's last day.
        """
        return None if self.end is None else self.end - ONE_DAY

    @property
    def days(self) -> int | None:
        """How many days the period has; None where it is open."""
        return None if self.end is None else (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Whether the day belongs to the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether the two periods share a day; neighbours do not."""
        return self.intersection(other) is not None

    def intersection(self, other: Period) -> Period | None:
        """The days that belong to both, or None.

        >>> Period(date(2021, 1, 1), None).intersection(Period(date(2020, 6, 1), date(2021, 2, 1)))
        Period(start=datetime.date(2021, 1, 1), end=datetime.date(2021, 2, 1))
        """
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        return Period(start, end) if end is None or start < end else None
