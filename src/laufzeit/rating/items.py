"""What a contract owes: one item for each charge and billing period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from laufzeit.catalogue.model import Charge, TermsRef
from laufzeit.dates.period import Period
from laufzeit.money.vat import VatCategory


class ItemKey(NamedTuple):
    """By what an item is known for ever: ``plus@2020/fee`` or ``extra/<event>``, and the first day of its billing
    period."""

    item: str
    start: date


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an item with one quantity. ``amount`` is in minor units, before discounts; ``of_days`` is the length
    of the whole billing period where the part is charged by its days, 0 where it is charged whole."""

    service: Period
    quantity: int | Decimal
    amount: int
    of_days: int = 0


@dataclass(frozen=True, slots=True)
class Reduction:
    """What a discount takes off an item, in minor units; ``percent`` in basis points where it is one of the amount."""

    discount: UUID
    reason: str
    amount: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """``charge`` and ``terms`` are ``None`` for a one-off charge or credit of this contract, which has its own
    ``text``. ``due_on`` is the day from which it is owed: the first of its service in advance, the last in arrears."""

    name: str
    period: Period
    due_on: date
    parts: tuple[Part, ...]
    currency: str
    vat: VatCategory
    charge: Charge | None = None
    terms: TermsRef | None = None
    reductions: tuple[Reduction, ...] = ()
    text: str = ""

    @property
    def key(self) -> ItemKey:
        return ItemKey(self.name, self.period.start)

    @property
    def listed(self) -> int:
        """The amount before discounts, in minor units."""
        return sum(part.amount for part in self.parts)

    @property
    def amount(self) -> int:
        """What is owed for it, in minor units of its currency and the vendor's price basis."""
        return self.listed - sum(one.amount for one in self.reductions)

    @property
    def service(self) -> Period:
        """From the first day of its first part to the last of its last."""
        return Period(self.parts[0].service.start, self.parts[-1].service.end)


def name_of(terms: TermsRef, charge: Charge) -> str:
    """The name of a charge's items."""
    return f"{terms}/{charge.key}"


def extra_name(extra: UUID) -> str:
    """The name of the item of a one-off charge or credit."""
    return f"extra/{extra}"
