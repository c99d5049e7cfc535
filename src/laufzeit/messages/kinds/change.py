"""Change of plan and of seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laufzeit.messages.facts import AgreedText, ContractName, Cost, LostBooking, Prices, Receipt
from laufzeit.messages.kinds.base import Letters


@dataclass(frozen=True, slots=True)
class ChangeConfirmed(Letters):
    """A change of plan was decided. ``removed_users`` lose their access and ``lost_bookings`` become invalid on
    ``first_day``. ``revocable_until`` ``None``: it can no longer be revoked (a change at once)."""

    contract: ContractName
    old_plan: str
    new_plan: str
    last_day: date
    first_day: date
    old_prices: Prices
    new_prices: Prices
    removed_users: tuple[str, ...]
    lost_bookings: tuple[LostBooking, ...]
    revocable_until: date | None
    receipt: Receipt
    agreements: tuple[AgreedText, ...]
    link: str


@dataclass(frozen=True, slots=True)
class ChangeRevoked(Letters):
    """A pending change of plan was taken back; ``plan`` goes on. ``first_day``: when ``new_plan`` would have begun."""

    contract: ContractName
    plan: str
    new_plan: str
    first_day: date
    receipt: Receipt
    link: str


@dataclass(frozen=True, slots=True)
class PlanSwitched(Letters):
    """The change has happened by itself."""

    contract: ContractName
    old_plan: str
    new_plan: str
    first_day: date
    new_prices: Prices
    removed_users: tuple[str, ...]
    lost_bookings: tuple[LostBooking, ...]
    link: str


@dataclass(frozen=True, slots=True)
class SeatsChanged(Letters):
    """``term_last_day``: the new last day of the term where the change begins the term anew. ``revocable_until``
    ``None``: it took effect at once."""

    contract: ContractName
    plan: str
    unit: str
    seats_before: int
    seats_after: int
    first_day: date
    cost_before: Cost | None
    cost_after: Cost | None
    term_last_day: date | None
    revocable_until: date | None
    receipt: Receipt
    agreements: tuple[AgreedText, ...]
    link: str


@dataclass(frozen=True, slots=True)
class SeatsRevoked(Letters):
    """A pending change of the number of seats was taken back."""

    contract: ContractName
    plan: str
    unit: str
    seats: int
    seats_revoked: int
    first_day: date
    receipt: Receipt
    link: str


ChangeKind = ChangeConfirmed | ChangeRevoked | PlanSwitched | SeatsChanged | SeatsRevoked
