"""What people can ask of a contract. ``id`` names what the command creates, so that ``decide`` stays deterministic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from laufzeit.catalogue.model import TermsRef
from laufzeit.money.vat import VatCategory


@dataclass(frozen=True, slots=True)
class Conclude:
    """Begin a contract on ``start``. Without ``terms.edition`` the edition on sale on that day is taken."""

    id: UUID
    plan: str
    start: date
    main_user: UUID
    users: tuple[UUID, ...] = ()
    """Further named users from the first day on."""
    seats: int = 1
    edition: str | None = None
    trial: bool = False


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """``keep``: named users that stay when the new plan has room for fewer (the main user always stays)."""

    id: UUID
    to: str
    keep: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeSeats:
    id: UUID
    seats: int


@dataclass(frozen=True, slots=True)
class AddUser:
    id: UUID
    user: UUID


@dataclass(frozen=True, slots=True)
class RemoveUser:
    id: UUID
    user: UUID


@dataclass(frozen=True, slots=True)
class GiveNotice:
    """Notice of the whole contract by the declaring side. ``received_on``: the day of receipt (§ 130 (1) BGB) where
    it is not today; the vendor's own notice may be received some days after it is sent. ``not_before``: a later last
    day that the declaring side wishes. ``erase``: the customer terminates and has its data deleted."""

    id: UUID
    received_on: date | None = None
    not_before: date | None = None
    erase: bool = False


@dataclass(frozen=True, slots=True)
class Revoke:
    """Take back a pending change, seat change or notice (``item``) before its last day is over."""

    id: UUID
    item: UUID


class JudgedBy(StrEnum):
    """Which day tells whether a renewal is at the old or the new terms."""

    FIRST_DAY = "first day"
    LAST_DAY = "last day"


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """The vendor offers other terms from the first renewal at or after ``cut_over`` on.

    ``notice``: by the same decision the vendor gives notice, under this id, for the case that the offer is not
    accepted; ``received_on`` is its day of receipt, as in ``GiveNotice``. ``reminders``: so many days before the
    deadline whoever is silent is reminded (none: not at all; ``None``: as the terms say).
    """

    id: UUID
    to: TermsRef
    accept_until: date
    cut_over: date
    judged_by: JudgedBy = JudgedBy.FIRST_DAY
    notice: UUID | None = None
    received_on: date | None = None
    reminders: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class AcceptTerms:
    id: UUID
    offer: UUID


@dataclass(frozen=True, slots=True)
class DeclineTerms:
    """The customer declines; an acceptance that can still be taken back is taken back by it."""

    id: UUID
    offer: UUID


@dataclass(frozen=True, slots=True)
class ExtendOffer:
    """The vendor leaves more time: the offer can be accepted until a later day (inclusive), also where its time is
    over."""

    id: UUID
    offer: UUID
    accept_until: date


@dataclass(frozen=True, slots=True)
class WithdrawOffer:
    """The vendor takes back an offer that is not accepted, and the notice that was given with it."""

    id: UUID
    offer: UUID


class SwitchTarget(StrEnum):
    """The customer's choice by Art. 25 (3) Data Act."""

    OTHER_PROVIDER = "other provider"
    ON_PREMISES = "on premises"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class RequestSwitch:
    id: UUID
    target: SwitchTarget
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExtendSwitch:
    """A longer transition: by the vendor for technical reasons (Art. 25 (4), at most 7 months), or once by the
    customer (Art. 25 (5))."""

    id: UUID
    request: UUID
    until: date


@dataclass(frozen=True, slots=True)
class CompleteSwitch:
    """The customer has switched successfully; the contract ends with ``last_day`` (Art. 25 (2)(c))."""

    id: UUID
    request: UUID
    last_day: date


@dataclass(frozen=True, slots=True)
class Book:
    """Book a feature for a day (a conference). Title and invitees are personal data and live outside the log."""

    id: UUID
    feature: str
    day: date
    at: time
    organiser: UUID


@dataclass(frozen=True, slots=True)
class CancelBooking:
    id: UUID
    booking: UUID


@dataclass(frozen=True, slots=True)
class GrantDiscount:
    """``percent`` in basis points (1..10,000) or ``amount`` in minor units off each billing period of ``charge``; the
    rest as ``DiscountGranted`` says. The discount holds for ever where neither ``until`` nor ``periods`` says less."""

    id: UUID
    effective_on: date
    percent: int | None
    amount: int | None
    charge: str | None
    until: date | None
    periods: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class EndDiscount:
    """Billing periods that begin on or after ``effective_on`` are to be without the discount."""

    id: UUID
    effective_on: date
    discount: UUID


@dataclass(frozen=True, slots=True)
class ChargeExtra:
    """A one-off charge (positive) or credit (negative) in minor units, owed on ``effective_on``."""

    id: UUID
    effective_on: date
    amount: int
    text: str
    vat: VatCategory = VatCategory.STANDARD


@dataclass(frozen=True, slots=True)
class CancelExtra:
    """A one-off charge or credit was a mistake, or is waived."""

    id: UUID
    extra: UUID


Command = (
    Conclude
    | ChangePlan
    | ChangeSeats
    | AddUser
    | RemoveUser
    | GiveNotice
    | Revoke
    | OfferTerms
    | AcceptTerms
    | DeclineTerms
    | ExtendOffer
    | WithdrawOffer
    | RequestSwitch
    | ExtendSwitch
    | CompleteSwitch
    | Book
    | CancelBooking
    | GrantDiscount
    | EndDiscount
    | ChargeExtra
    | CancelExtra
)
