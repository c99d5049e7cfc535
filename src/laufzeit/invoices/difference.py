"""Owed minus invoiced, by item: what a run has to put on a document.

A second run, a crash and a late correction are no special cases: a difference of zero issues nothing, a negative one is
a credit. What was invoiced and is no longer owed at all is a difference too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from laufzeit.dates.period import Period
from laufzeit.invoices.document import Reference, TaxCategory
from laufzeit.rating.items import Item, ItemKey


@dataclass(frozen=True, slots=True)
class Billed:
    """What documents say of an item of a contract: ``amount`` is the sum of all its lines in the vendor's price basis.
    The rest is that of the latest line: its text, tax and document; ``service`` is the time of all lines together and
    ``starts`` the first days of each."""

    key: ItemKey
    period: Period
    amount: int
    currency: str
    service: Period
    starts: frozenset[date]
    text: str
    category: TaxCategory
    rate: int
    document: Reference


@dataclass(frozen=True, slots=True)
class Due:
    """A difference. ``item`` is ``None`` where nothing is owed any more, ``billed`` where nothing was invoiced yet."""

    item: Item | None
    billed: Billed | None
    amount: int

    @property
    def currency(self) -> str:
        one = self.item or self.billed
        assert one is not None  # there is a difference of something
        return one.currency


def differences(items: Iterable[Item], billed: Mapping[ItemKey, Billed]) -> list[Due]:
    """All differences that are not zero: of what is owed in its order, then of what is owed no more."""
    dues: list[Due] = []
    seen: set[ItemKey] = set()
    for item in items:
        seen.add(item.key)
        before = billed.get(item.key)
        amount = item.amount - (before.amount if before else 0)
        if amount:
            dues.append(Due(item, before, amount))
    gone = (one for key, one in sorted(billed.items()) if key not in seen and one.amount)
    return [*dues, *(Due(None, one, -one.amount) for one in gone)]


def service_of(due: Due) -> Period:
    """The time that a difference is about: where what was invoiced before is another than what is owed now."""
    item, before = due.item, due.billed
    if item is None:
        assert before is not None  # there is a difference of something
        return before.service
    if before is None:
        return item.service
    now, was = item.service, before.service
    if now.end is not None and was.end is not None and now.end < was.end:
        return Period(now.end, was.end)
    changes = [part.service.start for part in item.parts if part.service.start not in before.starts]
    return Period(min(changes), now.end) if changes else now
