"""What was decided. Events are appended, never changed; each names the first civil day on which it has its effect.

``id`` is the name of the decision (a pending one can be revoked by it); ``effective_on`` is the first day of what is
new: of the next plan, of the other number of seats, the first day *after* the contract.

A field with a default came later: it is not written where it has that default, so that an event says today what it
would have said then, and has the same hash.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from laufzeit.catalogue.model import AfterTrial, TermsRef
from laufzeit.contracts.commands import JudgedBy, SwitchTarget
from laufzeit.contracts.declaration import Side
from laufzeit.money.vat import VatCategory


@dataclass(frozen=True, slots=True)
class Concluded:
    id: UUID
    effective_on: date
    terms: TermsRef
    seats: int
    main_user: UUID
    users: tuple[UUID, ...]
    trial_until: date | None
    """First day after the trial."""
    after_trial: AfterTrial | None


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """``declared_on`` is the day on which the change was asked for."""

    id: UUID
    effective_on: date
    to: TermsRef
    keep: tuple[UUID, ...]
    declared_on: date


@dataclass(frozen=True, slots=True)
class SeatsChanged:
    id: UUID
    effective_on: date
    seats: int
    extends_term: bool


@dataclass(frozen=True, slots=True)
class UserAdded:
    id: UUID
    effective_on: date
    user: UUID


@dataclass(frozen=True, slots=True)
class UserRemoved:
    id: UUID
    effective_on: date
    user: UUID


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """``received_on`` is the day of receipt from which the period was computed; ``replaces`` an earlier notice of the
    same side that this one widens (a termination that now also asks for erasure)."""

    id: UUID
    effective_on: date
    by: Side
    received_on: date
    erase: bool
    replaces: UUID | None


@dataclass(frozen=True, slots=True)
class Revoked:
    id: UUID
    effective_on: date
    item: UUID


@dataclass(frozen=True, slots=True)
class Moved:
    """A pending decision got another first day, because the term it waits for has grown."""

    id: UUID
    effective_on: date
    item: UUID


@dataclass(frozen=True, slots=True)
class TermsOffered:
    """``accept_until`` (inclusive) lies within the contract. ``notice``: the vendor's notice that was given with the
    offer. ``reminders``: days before the deadline, ``None`` for those of the terms."""

    id: UUID
    effective_on: date
    to: TermsRef
    accept_until: date
    cut_over: date
    judged_by: JudgedBy
    notice: UUID | None = None
    reminders: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class TermsAccepted:
    """``takes_back``: the vendor's notice that falls away by the acceptance."""

    id: UUID
    effective_on: date
    offer: UUID
    to: TermsRef
    takes_back: UUID | None


@dataclass(frozen=True, slots=True)
class TermsDeclined:
    id: UUID
    effective_on: date
    offer: UUID


@dataclass(frozen=True, slots=True)
class OfferExtended:
    """``accept_until`` (inclusive) is the new last day to accept."""

    id: UUID
    effective_on: date
    offer: UUID
    accept_until: date


@dataclass(frozen=True, slots=True)
class OfferWithdrawn:
    """A notice that was given with the offer is revoked by an event of its own."""

    id: UUID
    effective_on: date
    offer: UUID


@dataclass(frozen=True, slots=True)
class SwitchRequested:
    """Art. 25 Data Act. The three days are inclusive last days."""

    id: UUID
    effective_on: date
    target: SwitchTarget
    received_on: date
    notice_end: date
    transition_end: date
    retrieval_end: date


@dataclass(frozen=True, slots=True)
class SwitchExtended:
    id: UUID
    effective_on: date
    request: UUID
    by: Side
    retrieval_end: date


@dataclass(frozen=True, slots=True)
class SwitchCompleted:
    id: UUID
    effective_on: date
    request: UUID
    retrieval_end: date


@dataclass(frozen=True, slots=True)
class Booked:
    id: UUID
    effective_on: date
    feature: str
    day: date
    at: time
    organiser: UUID


@dataclass(frozen=True, slots=True)
class BookingCancelled:
    id: UUID
    effective_on: date
    booking: UUID


@dataclass(frozen=True, slots=True)
class DiscountGranted:
    """From the billing periods on that begin on or after ``effective_on``.

    Either ``percent``, in basis points (1000 is 10 %), or ``amount``, in minor units off each billing period.
    ``charge``: the key of one recurring charge; ``None``: every recurring charge (an amount is off one). ``until``:
    only periods that begin before that day; ``periods``: only the first so many of each charge. ``reason``: what the
    invoice calls it."""

    id: UUID
    effective_on: date
    percent: int | None
    amount: int | None
    charge: str | None
    until: date | None
    periods: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class DiscountEnded:
    """Billing periods that begin on or after ``effective_on`` no longer have the discount."""

    id: UUID
    effective_on: date
    discount: UUID


@dataclass(frozen=True, slots=True)
class ExtraCharged:
    """A one-off charge (positive) or credit (negative) in minor units, owed on ``effective_on``."""

    id: UUID
    effective_on: date
    amount: int
    text: str
    vat: VatCategory


@dataclass(frozen=True, slots=True)
class ExtraCancelled:
    """The one-off charge or credit is no longer owed, as if it had never been."""

    id: UUID
    effective_on: date
    extra: UUID


Event = (
    Concluded
    | PlanChanged
    | SeatsChanged
    | UserAdded
    | UserRemoved
    | NoticeGiven
    | Revoked
    | Moved
    | TermsOffered
    | TermsAccepted
    | TermsDeclined
    | OfferExtended
    | OfferWithdrawn
    | SwitchRequested
    | SwitchExtended
    | SwitchCompleted
    | Booked
    | BookingCancelled
    | DiscountGranted
    | DiscountEnded
    | ExtraCharged
    | ExtraCancelled
)

ORDER_OF_A_DAY: tuple[type, ...] = (
    Concluded,
    PlanChanged,
    TermsAccepted,
    SeatsChanged,
    UserAdded,
    UserRemoved,
    NoticeGiven,
    SwitchRequested,
)
"""Which of several decisions with the same first day counts first: a contract begins before it changes, has its plan
before the seats of that plan, and an end comes last. Among equals the order of the log counts."""
