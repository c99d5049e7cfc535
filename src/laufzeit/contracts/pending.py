"""What is decided but has not begun, and what that means for everything else one may ask for.

The table ``RULES`` is complete: each pair of something pending and something wished is allowed, refused with a code,
replaces what is pending, or moves it. Nothing pending is ever dropped silently. The documentation prints this table,
and the tests walk it pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, Terms
from laufzeit.contracts.contract import Contract, OfferState, Standing
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.events import (
    NoticeGiven,
    PlanChanged,
    SeatsChanged,
    SwitchRequested,
    TermsAccepted,
    UserAdded,
    UserRemoved,
)
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.timeline import Timeline, timeline, without_end


class PendingKind(StrEnum):
    CHANGE = "change of plan"
    SEATS = "change of seats"
    ACCEPTANCE = "accepted terms"
    NOTICE_BY_CUSTOMER = "notice by the customer"
    NOTICE_BY_VENDOR = "notice by the vendor"
    SWITCH = "switch under the Data Act"
    OFFER = "open offer"


class Wish(StrEnum):
    """What somebody may ask for while something is pending."""

    CHANGE_PLAN = "change plan"
    SEATS = "change seats at once"
    SEATS_LATER = "change seats at a later day"
    SEATS_EXTENDING = "add seats, which extends the term"
    NOTICE_BY_CUSTOMER = "notice by the customer"
    TERMINATE_AND_ERASE = "terminate and erase"
    NOTICE_BY_VENDOR = "notice by the vendor"
    OFFER_TERMS = "offer terms"
    ACCEPT_TERMS = "accept terms"
    EXTEND_OFFER = "extend an offer"
    WITHDRAW_OFFER = "withdraw an offer"
    SWITCH = "switch under the Data Act"
    BOOK = "book a feature"
    DISCOUNT = "grant or end a discount"
    EXTRA = "charge or cancel something once"


class Answer(StrEnum):
    ALLOWED = "allowed"
    REFUSED = "refused"
    REPLACES = "replaces"
    """What is pending stays in the log and has no effect as long as the new decision stands."""
    MOVES = "moves"
    """What is pending keeps standing and gets a new first day."""


@dataclass(frozen=True, slots=True)
class Rule:
    answer: Answer
    code: Code | None = None


ALLOWED = Rule(Answer.ALLOWED)
REPLACES = Rule(Answer.REPLACES)
MOVES = Rule(Answer.MOVES)


def _refused(code: Code) -> Rule:
    return Rule(Answer.REFUSED, code)


_CHANGE = _refused(Code.CHANGE_PENDING)
_SEATS = _refused(Code.SEATS_PENDING)
_ACCEPTANCE = _refused(Code.ACCEPTANCE_PENDING)
_NOTICE = _refused(Code.NOTICE_PENDING)
_SWITCH = _refused(Code.SWITCH_PENDING)
_OFFER = _refused(Code.OFFER_OPEN)
_BEYOND = _refused(Code.EXTENDS_BEYOND_END)
_NONE = _refused(Code.NO_OFFER)

RULES: dict[PendingKind, dict[Wish, Rule]] = {
    PendingKind.CHANGE: {
        Wish.CHANGE_PLAN: _CHANGE,
        Wish.SEATS: ALLOWED,
        Wish.SEATS_LATER: _CHANGE,
        Wish.SEATS_EXTENDING: _CHANGE,
        Wish.NOTICE_BY_CUSTOMER: ALLOWED,
        Wish.TERMINATE_AND_ERASE: ALLOWED,
        Wish.NOTICE_BY_VENDOR: ALLOWED,
        Wish.OFFER_TERMS: _CHANGE,
        Wish.ACCEPT_TERMS: _CHANGE,
        Wish.EXTEND_OFFER: _NONE,
        Wish.WITHDRAW_OFFER: _NONE,
        Wish.SWITCH: ALLOWED,
        Wish.BOOK: ALLOWED,
        Wish.DISCOUNT: ALLOWED,
        Wish.EXTRA: ALLOWED,
    },
    PendingKind.SEATS: {
        Wish.CHANGE_PLAN: _SEATS,
        Wish.SEATS: _SEATS,
        Wish.SEATS_LATER: _SEATS,
        Wish.SEATS_EXTENDING: _SEATS,
        Wish.NOTICE_BY_CUSTOMER: ALLOWED,
        Wish.TERMINATE_AND_ERASE: ALLOWED,
        Wish.NOTICE_BY_VENDOR: ALLOWED,
        Wish.OFFER_TERMS: ALLOWED,
        Wish.ACCEPT_TERMS: ALLOWED,
        Wish.EXTEND_OFFER: ALLOWED,
        Wish.WITHDRAW_OFFER: ALLOWED,
        Wish.SWITCH: ALLOWED,
        Wish.BOOK: ALLOWED,
        Wish.DISCOUNT: ALLOWED,
        Wish.EXTRA: ALLOWED,
    },
    PendingKind.ACCEPTANCE: {
        Wish.CHANGE_PLAN: _ACCEPTANCE,
        Wish.SEATS: ALLOWED,
        Wish.SEATS_LATER: ALLOWED,
        Wish.SEATS_EXTENDING: MOVES,
        Wish.NOTICE_BY_CUSTOMER: ALLOWED,
        Wish.TERMINATE_AND_ERASE: ALLOWED,
        Wish.NOTICE_BY_VENDOR: ALLOWED,
        Wish.OFFER_TERMS: _ACCEPTANCE,
        Wish.ACCEPT_TERMS: _ACCEPTANCE,
        Wish.EXTEND_OFFER: _ACCEPTANCE,
        Wish.WITHDRAW_OFFER: _ACCEPTANCE,
        Wish.SWITCH: ALLOWED,
        Wish.BOOK: ALLOWED,
        Wish.DISCOUNT: ALLOWED,
        Wish.EXTRA: ALLOWED,
    },
    PendingKind.NOTICE_BY_CUSTOMER: {
        Wish.CHANGE_PLAN: _NOTICE,
        Wish.SEATS: ALLOWED,
        Wish.SEATS_LATER: _NOTICE,
        Wish.SEATS_EXTENDING: _BEYOND,
        Wish.NOTICE_BY_CUSTOMER: _NOTICE,
        Wish.TERMINATE_AND_ERASE: REPLACES,
        Wish.NOTICE_BY_VENDOR: ALLOWED,
        Wish.OFFER_TERMS: _NOTICE,
        Wish.ACCEPT_TERMS: _NOTICE,
        Wish.EXTEND_OFFER: _NOTICE,
        Wish.WITHDRAW_OFFER: ALLOWED,
        Wish.SWITCH: ALLOWED,
        Wish.BOOK: ALLOWED,
        Wish.DISCOUNT: ALLOWED,
        Wish.EXTRA: ALLOWED,
    },
    PendingKind.NOTICE_BY_VENDOR: {
        Wish.CHANGE_PLAN: _NOTICE,
        Wish.SEATS: ALLOWED,
        Wish.SEATS_LATER: _NOTICE,
        Wish.SEATS_EXTENDING: _BEYOND,
        Wish.NOTICE_BY_CUSTOMER: ALLOWED,
        Wish.TERMINATE_AND_ERASE: ALLOWED,
        Wish.NOTICE_BY_VENDOR: _NOTICE,
        Wish.OFFER_TERMS: ALLOWED,
        Wish.ACCEPT_TERMS: REPLACES,
        Wish.EXTEND_OFFER: ALLOWED,
        Wish.WITHDRAW_OFFER: ALLOWED,
        Wish.SWITCH: ALLOWED,
        Wish.BOOK: ALLOWED,
        Wish.DISCOUNT: ALLOWED,
        Wish.EXTRA: ALLOWED,
    },
    PendingKind.SWITCH: {
        Wish.CHANGE_PLAN: _SWITCH,
        Wish.SEATS: ALLOWED,
        Wish.SEATS_LATER: _SWITCH,
        Wish.SEATS_EXTENDING: _BEYOND,
        Wish.NOTICE_BY_CUSTOMER: ALLOWED,
        Wish.TERMINATE_AND_ERASE: ALLOWED,
        Wish.NOTICE_BY_VENDOR: ALLOWED,
        Wish.OFFER_TERMS: _SWITCH,
        Wish.ACCEPT_TERMS: _SWITCH,
        Wish.EXTEND_OFFER: _SWITCH,
        Wish.WITHDRAW_OFFER: ALLOWED,
        Wish.SWITCH: _SWITCH,
        Wish.BOOK: ALLOWED,
        Wish.DISCOUNT: ALLOWED,
        Wish.EXTRA: ALLOWED,
    },
    PendingKind.OFFER: {
        Wish.CHANGE_PLAN: _OFFER,
        Wish.SEATS: ALLOWED,
        Wish.SEATS_LATER: ALLOWED,
        Wish.SEATS_EXTENDING: ALLOWED,
        Wish.NOTICE_BY_CUSTOMER: ALLOWED,
        Wish.TERMINATE_AND_ERASE: ALLOWED,
        Wish.NOTICE_BY_VENDOR: ALLOWED,
        Wish.OFFER_TERMS: _OFFER,
        Wish.ACCEPT_TERMS: ALLOWED,
        Wish.EXTEND_OFFER: MOVES,
        Wish.WITHDRAW_OFFER: ALLOWED,
        Wish.SWITCH: ALLOWED,
        Wish.BOOK: ALLOWED,
        Wish.DISCOUNT: ALLOWED,
        Wish.EXTRA: ALLOWED,
    },
}


@dataclass(frozen=True, slots=True)
class Pending:
    """A decision whose first day is still to come. ``last_day`` is the day before (inclusive); an open offer has the
    last day on which it can be accepted. ``revocable_until`` is inclusive, ``None`` where it cannot be taken back."""

    kind: PendingKind
    item: UUID
    by: Side
    effective_on: date
    last_day: date
    revocable_until: date | None


def pending(contract: Contract, catalogue: Catalogue, today: date) -> tuple[Pending, ...]:
    """All that is decided and not yet in effect on ``today``, in the order of its days. Nothing is, once the contract
    has ended; what would have begun after an end that is still to come is, for that end may be revoked."""
    end = timeline(contract, catalogue).end
    if end is not None and end <= today:
        return ()
    life = without_end(contract, catalogue)
    found = [*_standing(contract, catalogue, life, today), *_offers(contract, today)]
    return tuple(sorted(found, key=lambda one: one.effective_on))


def require_possible(wish: Wish, pendings: tuple[Pending, ...]) -> None:
    """Refuses ``wish`` where the table says so, with what stands in its way."""
    for one in pendings:
        rule = RULES[one.kind][wish]
        if rule.code is not None:
            raise refuse(
                rule.code, pending=one.kind.value, item=one.item, effective_on=one.effective_on, last_day=one.last_day
            )


def _standing(contract: Contract, catalogue: Catalogue, life: Timeline, today: date) -> Iterator[Pending]:
    for event in contract.in_force():
        kind = _kind(event)
        if kind is None or event.effective_on <= today:
            continue
        last_day = event.effective_on - timedelta(days=1)
        terms = _terms_before(event.effective_on, life, catalogue)
        side = event.by if isinstance(event, NoticeGiven) else Side.CUSTOMER
        until = _revocable_until(contract, event, last_day, terms)
        yield Pending(kind, event.id, side, event.effective_on, last_day, until)


def _offers(contract: Contract, today: date) -> Iterator[Pending]:
    for offer in contract.offers:
        if offer.state is OfferState.OPEN and today <= offer.accept_until:
            day_after = offer.accept_until + timedelta(days=1)
            yield Pending(PendingKind.OFFER, offer.id, Side.VENDOR, day_after, offer.accept_until, None)


def _kind(event: Standing) -> PendingKind | None:
    match event:
        case PlanChanged():
            return PendingKind.CHANGE
        case SeatsChanged() | UserAdded() | UserRemoved():
            return PendingKind.SEATS
        case TermsAccepted():
            return PendingKind.ACCEPTANCE
        case NoticeGiven(by=Side.CUSTOMER):
            return PendingKind.NOTICE_BY_CUSTOMER
        case NoticeGiven():
            return PendingKind.NOTICE_BY_VENDOR
        case SwitchRequested():
            return PendingKind.SWITCH
        case _:
            return None


def _terms_before(day: date, life: Timeline, catalogue: Catalogue) -> Terms:
    """The terms in force on the last day before ``day``: it is they that allow a revocation."""
    phase = life.phase_on(day - timedelta(days=1)) or life.phases[-1]
    return catalogue.terms(phase.terms)


def _revocable_until(contract: Contract, event: Standing, last_day: date, terms: Terms) -> date | None:
    match event:
        case TermsAccepted():
            return _acceptance_until(contract, event, last_day)
        case NoticeGiven(by=Side.VENDOR):
            return last_day if terms.revocable_by_vendor else None
        case _:
            return last_day if terms.revocable_by_customer else None


def _acceptance_until(contract: Contract, event: TermsAccepted, last_day: date) -> date:
    """An acceptance can be taken back until the deadline of its offer, but not when the notice that would then count
    again lies behind: the contract would have ended already."""
    offer = contract.offer(event.offer)
    assert offer is not None  # an acceptance answers an offer of the same log
    notice = contract.standing_item(event.takes_back) if event.takes_back else None
    return min([last_day, offer.accept_until, *([notice.effective_on - timedelta(days=1)] if notice else [])])
