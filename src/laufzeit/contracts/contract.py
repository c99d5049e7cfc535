"""A contract as the fold of its events: the decisions that stand, the bookings, the offers, and what the vendor grants
or charges beside the prices.

Nothing here depends on a day. What is in force on a day, and what follows from it by itself, is told by ``timeline``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.events import (
    Booked,
    BookingCancelled,
    Concluded,
    DiscountEnded,
    DiscountGranted,
    Event,
    ExtraCancelled,
    ExtraCharged,
    Moved,
    NoticeGiven,
    OfferExtended,
    OfferWithdrawn,
    PlanChanged,
    Revoked,
    SeatsChanged,
    SwitchCompleted,
    SwitchExtended,
    SwitchRequested,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
    UserAdded,
    UserRemoved,
)
from laufzeit.money.vat import VatCategory

Standing = (
    Concluded | PlanChanged | SeatsChanged | UserAdded | UserRemoved | NoticeGiven | TermsAccepted | SwitchRequested
)
"""Decisions that shape the timeline for as long as they are not revoked."""

Ending = NoticeGiven | SwitchRequested


@dataclass(frozen=True, slots=True)
class Booking:
    """A feature booked for a day; whether it is valid follows from the plan that the contract has on that day."""

    id: UUID
    feature: str
    day: date
    at: time
    organiser: UUID


class OfferState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Offer:
    """``notice`` and ``reminders`` as in ``TermsOffered``; ``extended_on``: the day on which ``accept_until`` was
    put off."""

    id: UUID
    to: TermsRef
    accept_until: date
    cut_over: date
    judged_by: str
    offered_on: date
    state: OfferState = OfferState.OPEN
    notice: UUID | None = None
    reminders: tuple[int, ...] | None = None
    extended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Discount:
    """What ``DiscountGranted`` grants; ``ended_on``: billing periods that begin on or after that day no longer have
    it."""

    id: UUID
    effective_on: date
    percent: int | None
    amount: int | None
    charge: str | None
    until: date | None
    periods: int | None
    reason: str
    ended_on: date | None = None

    @property
    def ends(self) -> date | None:
        """The first day on which no billing period with the discount begins, as far as a day says so."""
        days = [day for day in (self.until, self.ended_on) if day is not None]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Extra:
    """A one-off charge (positive) or credit (negative) in minor units, owed on ``effective_on``."""

    id: UUID
    effective_on: date
    amount: int
    text: str
    vat: VatCategory


@dataclass(frozen=True, slots=True)
class Contract:
    """``version`` counts the events; ``extended_by`` names the switch requests that were extended, and by whom."""

    id: UUID
    standing: tuple[Standing, ...]
    bookings: tuple[Booking, ...] = ()
    offers: tuple[Offer, ...] = ()
    extended_by: tuple[tuple[UUID, Side], ...] = ()
    version: int = 1
    discounts: tuple[Discount, ...] = ()
    """All that were ever granted, those that have ended too: what was owed is computed with them."""
    extras: tuple[Extra, ...] = ()
    """All but the cancelled ones."""

    @property
    def conclusion(self) -> Concluded:
        first = self.standing[0]
        assert isinstance(first, Concluded)  # evolve begins with it, and it cannot be revoked
        return first

    @property
    def start(self) -> date:
        return self.conclusion.effective_on

    @property
    def main_user(self) -> UUID:
        return self.conclusion.main_user

    def in_force(self) -> tuple[Standing, ...]:
        """The standing decisions without those that another one replaces or takes back for as long as it stands."""
        overridden = {event.replaces for event in self.standing if isinstance(event, NoticeGiven)}
        overridden |= {event.takes_back for event in self.standing if isinstance(event, TermsAccepted)}
        return tuple(event for event in self.standing if event.id not in overridden)

    def standing_item(self, item: UUID) -> Standing | None:
        return next((event for event in self.standing if event.id == item), None)

    def offer(self, offer: UUID) -> Offer | None:
        return next((one for one in self.offers if one.id == offer), None)

    def discount(self, discount: UUID) -> Discount | None:
        return next((one for one in self.discounts if one.id == discount), None)


def evolve(contract: Contract | None, event: Event) -> Contract:
    """The contract after ``event``. Never refuses: events were decided, and the log is the truth."""
    if contract is None:
        assert isinstance(event, Concluded)  # a log begins with the conclusion
        return Contract(event.id, (event,))
    return replace(_applied(contract, event), version=contract.version + 1)


def offer_of(event: TermsOffered) -> Offer:
    """The open offer that is made by ``event``."""
    return Offer(
        event.id,
        event.to,
        event.accept_until,
        event.cut_over,
        event.judged_by.value,
        offered_on=event.effective_on,
        notice=event.notice,
        reminders=event.reminders,
    )


def discount_of(event: DiscountGranted) -> Discount:
    """The discount that is granted by ``event``."""
    return Discount(
        event.id,
        event.effective_on,
        event.percent,
        event.amount,
        event.charge,
        event.until,
        event.periods,
        event.reason,
    )


def extra_of(event: ExtraCharged) -> Extra:
    """The one-off charge or credit that is made by ``event``."""
    return Extra(event.id, event.effective_on, event.amount, event.text, event.vat)


def steps_of(contract: Contract | None, events: Iterable[Event]) -> tuple[Contract, ...]:
    """The contract after each of ``events``; the last one is the contract after all of them."""
    steps = list[Contract]()
    for event in events:
        contract = evolve(contract, event)
        steps.append(contract)
    return tuple(steps)


def folded(events: Iterable[Event]) -> Contract | None:
    """The contract that a whole log tells of; ``None`` for an empty one."""
    contract: Contract | None = None
    for event in events:
        contract = evolve(contract, event)
    return contract


def _applied(contract: Contract, event: Event) -> Contract:  # noqa: C901 - one case an event
    match event:
        case Concluded():
            raise AssertionError("a contract is concluded once")
        case PlanChanged():
            return _with_plan(contract, event)
        case SeatsChanged() | UserAdded() | UserRemoved() | NoticeGiven() | SwitchRequested():
            return replace(contract, standing=(*contract.standing, event))
        case TermsAccepted():
            accepted = _with_offer_state(contract, event.offer, OfferState.ACCEPTED)
            return replace(accepted, standing=(*contract.standing, event))
        case TermsOffered() | TermsDeclined() | OfferExtended() | OfferWithdrawn():
            return _with_offer(contract, event)
        case Revoked():
            return _without(contract, event.item)
        case Moved():
            return _with_standing(contract, event.item, effective_on=event.effective_on)
        case SwitchExtended() | SwitchCompleted():
            return _with_switch(contract, event)
        case Booked():
            return _with_booking(contract, event)
        case BookingCancelled():
            kept = tuple(booking for booking in contract.bookings if booking.id != event.booking)
            return replace(contract, bookings=kept)
        case DiscountGranted() | DiscountEnded():
            return _with_discount(contract, event)
        case ExtraCharged() | ExtraCancelled():
            return _with_extra(contract, event)
        case _:
            assert_never(event)


def _with_plan(contract: Contract, event: PlanChanged) -> Contract:
    """Declined offers were made for the plan that is left; they can no longer be accepted after all."""
    accepted = tuple(offer for offer in contract.offers if offer.state is OfferState.ACCEPTED)
    return replace(contract, standing=(*contract.standing, event), offers=accepted)


def _without(contract: Contract, item: UUID) -> Contract:
    revoked = contract.standing_item(item)
    kept = replace(contract, standing=tuple(event for event in contract.standing if event.id != item))
    if isinstance(revoked, TermsAccepted):
        return _with_offer_state(kept, revoked.offer, OfferState.OPEN)
    return kept


def _with_standing(contract: Contract, item: UUID, *, effective_on: date) -> Contract:
    moved = tuple(
        replace(event, effective_on=effective_on) if event.id == item else event for event in contract.standing
    )
    return replace(contract, standing=moved)


def _with_switch(contract: Contract, event: SwitchExtended | SwitchCompleted) -> Contract:
    changed = tuple(
        replace(one, effective_on=event.effective_on, retrieval_end=event.retrieval_end)
        if isinstance(one, SwitchRequested) and one.id == event.request
        else one
        for one in contract.standing
    )
    extended = contract.extended_by
    if isinstance(event, SwitchExtended):
        extended = (*extended, (event.request, event.by))
    return replace(contract, standing=changed, extended_by=extended)


def _with_booking(contract: Contract, event: Booked) -> Contract:
    """Bookings of days gone by are let go here, so that a contract does not grow with its age."""
    upcoming = tuple(booking for booking in contract.bookings if booking.day >= event.effective_on)
    booking = Booking(event.id, event.feature, event.day, event.at, event.organiser)
    return replace(contract, bookings=(*upcoming, booking))


def _with_offer(contract: Contract, event: TermsOffered | TermsDeclined | OfferExtended | OfferWithdrawn) -> Contract:
    match event:
        case TermsOffered():
            return replace(contract, offers=(*contract.offers, offer_of(event)))
        case TermsDeclined():
            return _with_offer_state(contract, event.offer, OfferState.DECLINED)
        case OfferWithdrawn():
            return _with_offer_state(contract, event.offer, OfferState.WITHDRAWN)
        case OfferExtended():
            return replace(contract, offers=tuple(extended(one, event) for one in contract.offers))
        case _:
            assert_never(event)


def extended(offer: Offer, event: OfferExtended) -> Offer:
    """``offer`` with its new deadline, if it is the one that ``event`` extends."""
    if offer.id != event.offer:
        return offer
    return replace(offer, accept_until=event.accept_until, extended_on=event.effective_on)


def _with_offer_state(contract: Contract, offer: UUID, state: OfferState) -> Contract:
    offers = tuple(replace(one, state=state) if one.id == offer else one for one in contract.offers)
    return replace(contract, offers=offers)


def _with_discount(contract: Contract, event: DiscountGranted | DiscountEnded) -> Contract:
    if isinstance(event, DiscountGranted):
        return replace(contract, discounts=(*contract.discounts, discount_of(event)))
    discounts = tuple(
        replace(one, ended_on=event.effective_on) if one.id == event.discount else one for one in contract.discounts
    )
    return replace(contract, discounts=discounts)


def _with_extra(contract: Contract, event: ExtraCharged | ExtraCancelled) -> Contract:
    if isinstance(event, ExtraCharged):
        return replace(contract, extras=(*contract.extras, extra_of(event)))
    return replace(contract, extras=tuple(one for one in contract.extras if one.id != event.extra))
