"""What the records of a meter come to in a period: the reference that the database's way is compared with.

Quantities are whole millionths ("micros"): 1.5 is 1_500_000, three users are 3_000_000.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import assert_never
from uuid import UUID

from laufzeit.catalogue.model import Aggregate
from laufzeit.dates.period import Period

MICROS = 1_000_000
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record of one contract and one meter, as far as counting asks for it."""

    day: date
    quantity: int
    received_at: datetime
    id: UUID
    at: datetime | None = None
    subject: str = ""

    @property
    def place(self) -> tuple[date, datetime, datetime, UUID]:
        """Where it stands in time. What says its day only stands at the day's beginning; of two at one place the later
        arrival is the later one."""
        return self.day, self.at or _BEFORE_ALL, self.received_at, self.id


def counted(records: Iterable[Recorded], aggregate: Aggregate, period: Period) -> int:
    """The figure of ``period`` in micros. Without a record it is 0 for every aggregate, for the last value too: nothing
    is carried over from the period before.

    >>> seen = datetime(2026, 2, 1, tzinfo=UTC)
    >>> two = [Recorded(date(2026, 1, day), day * MICROS, seen, UUID(int=day)) for day in (3, 5)]
    >>> [counted(two, aggregate, Period(date(2026, 1, 1), date(2026, 2, 1))) // MICROS for aggregate in Aggregate]
    [8, 5, 1, 5]
    """
    within = [record for record in records if period.contains(record.day)]
    match aggregate:
        case Aggregate.SUM:
            return sum(record.quantity for record in within)
        case Aggregate.MAXIMUM:
            return max((record.quantity for record in within), default=0)
        case Aggregate.DISTINCT:
            return MICROS * len({record.subject for record in within})
        case Aggregate.LAST:
            return max(within, key=lambda record: record.place).quantity if within else 0
        case _:
            assert_never(aggregate)


def in_units(micros: int) -> int | Decimal:
    """The quantity that prices are asked for: a whole number where it is one, otherwise exact decimals.

    >>> in_units(3_000_000), in_units(-1_250_000)
    (3, Decimal('-1.25'))
    """
    if micros % MICROS == 0:
        return micros // MICROS
    sign, digits, _ = Decimal(micros).as_tuple()
    return Decimal((sign, digits, -6)).normalize()
