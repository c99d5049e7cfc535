"""Other terms, offered by the vendor and accepted or declined by the customer until a deadline.

Silence is not consent (BGH 27.04.2021, XI ZR 26/20): without an acceptance nothing changes, and a notice that the
vendor has given takes effect.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from laufzeit.catalogue.model import Terms, TermsRef
from laufzeit.contracts.commands import (
    AcceptTerms,
    DeclineTerms,
    ExtendOffer,
    GiveNotice,
    JudgedBy,
    OfferTerms,
    Revoke,
    WithdrawOffer,
)
from laufzeit.contracts.contract import Offer, OfferState, evolve, extended, offer_of
from laufzeit.contracts.deciding.bounds import require_before_end, require_sane_day, require_seats
from laufzeit.contracts.deciding.revocation import revoke
from laufzeit.contracts.deciding.termination import give_notice
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.events import (
    Event,
    OfferExtended,
    OfferWithdrawn,
    Revoked,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
)
from laufzeit.contracts.pending import PendingKind, Wish, require_possible
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation
from laufzeit.contracts.timeline import Phase
from laufzeit.dates.recurrence import Recurrence

MOST_REMINDERS: Final = 12
LONGEST_REMINDER: Final = 366
"""Days before the deadline."""


def offer_terms(command: OfferTerms, situation: Situation) -> tuple[Event, ...]:
    """The vendor offers the edition ``command.to`` from the first renewal at or after the cut-over on, and may give
    notice in the same breath: then the notice comes first, and the offer is made to a contract that ends."""
    situation.require_side(Side.VENDOR)
    if command.notice is None:
        return (_offered(command, situation),)
    (notice,) = give_notice(GiveNotice(command.notice, command.received_on), situation)
    ending = evolve(situation.contract, notice)
    return (notice, _offered(command, Situation(ending, situation.declaration, situation.catalogue)))


def accept_terms(command: AcceptTerms, situation: Situation) -> tuple[Event, ...]:
    """The customer accepts: the new terms are bound to the right renewal, and the vendor's notice is taken back."""
    situation.require_side(Side.CUSTOMER)
    phase = situation.phase
    require_possible(Wish.ACCEPT_TERMS, situation.pending)
    offer = _in_time(command.offer, situation)
    if offer.state is OfferState.ACCEPTED:
        raise refuse(Code.OFFER_DECIDED, offer=offer.id)
    notice = next((one.item for one in situation.pending if one.kind is PendingKind.NOTICE_BY_VENDOR), None)
    _require_room(phase, situation.terms_of(offer.to), situation)
    first_day = _first_day(phase, offer, situation)
    return (TermsAccepted(command.id, first_day, offer.id, offer.to, notice),)


def decline_terms(command: DeclineTerms, situation: Situation) -> tuple[Event, ...]:
    """The customer declines; what the vendor has given notice of stands, also where it was averted by an acceptance
    that is taken back now."""
    situation.require_side(Side.CUSTOMER)
    situation.require_running()
    offer = _in_time(command.offer, situation)
    declined = TermsDeclined(command.id, situation.today, offer.id)
    if offer.state is OfferState.OPEN:
        return (declined,)
    acceptance = _revocable_acceptance(offer, situation)
    if acceptance is None:
        raise refuse(Code.OFFER_DECIDED, offer=offer.id)
    return (Revoked(command.id, situation.today, acceptance), declined)


def extend_offer(command: ExtendOffer, situation: Situation) -> tuple[Event, ...]:
    """The vendor leaves more time to decide, as far as the contract still runs then."""
    situation.require_side(Side.VENDOR)
    phase = situation.phase
    require_sane_day(command.accept_until)
    require_possible(Wish.EXTEND_OFFER, situation.pending)
    offer = _not_accepted(command.offer, situation)
    if command.accept_until < situation.today:
        raise refuse(Code.OFFER_EXPIRED, accept_until=command.accept_until)
    accept_until = _within_the_contract(command.accept_until, situation)
    if accept_until <= offer.accept_until:
        raise refuse(Code.OFFER_NOT_LONGER, accept_until=offer.accept_until, last_day=situation.timeline.last_day())
    event = OfferExtended(command.id, situation.today, offer.id, accept_until)
    _first_day(phase, extended(offer, event), situation)
    return (event,)


def withdraw_offer(command: WithdrawOffer, situation: Situation) -> tuple[Event, ...]:
    """The vendor takes its offer back, and the notice that was given with it: the contract goes on as before."""
    situation.require_side(Side.VENDOR)
    situation.require_running()
    require_possible(Wish.WITHDRAW_OFFER, situation.pending)
    offer = _not_accepted(command.offer, situation)
    withdrawn = OfferWithdrawn(command.id, situation.today, offer.id)
    if all(one.item != offer.notice for one in situation.pending):
        return (withdrawn,)
    assert offer.notice is not None  # nothing pending is called None
    return (*revoke(Revoke(command.id, offer.notice), situation), withdrawn)


def first_renewal(phase: Phase, offer: Offer, terms: Terms, not_before: date) -> date:
    """The first day of the first term that is to be at the offered terms.

    A term that begins before the cut-over is once more at the old terms. Judged by the last day of the old term, one
    that ends on the very day before the cut-over still counts as ending before it. Contracts without fixed terms
    change with a billing period. Refuses where the old terms end by themselves before.
    """
    judged_by_last_day = offer.judged_by == JudgedBy.LAST_DAY.value
    cut_over = offer.cut_over + timedelta(days=1) if judged_by_last_day else offer.cut_over
    earliest = max(cut_over, not_before)
    own_end = phase.chain.own_end
    if own_end is not None and earliest > own_end + timedelta(days=1):
        raise refuse(Code.AFTER_THE_END, effective_on=earliest, last_day=own_end)
    if phase.chain.term is not None:
        return phase.chain.next_start_on_or_after(earliest)
    interval = next((charge.interval for charge in terms.charges if charge.interval is not None), None)
    if interval is None:
        return earliest
    period = Recurrence(phase.anchor, interval).period_containing(earliest)
    assert period.end is not None  # billing periods are never open
    return earliest if period.start == earliest else period.end


def _offered(command: OfferTerms, situation: Situation) -> TermsOffered:
    phase = situation.phase
    for day in (command.accept_until, command.cut_over):
        require_sane_day(day)
    terms = _edition(command.to, situation)
    if command.to == phase.terms:
        raise refuse(Code.SAME_PLAN, plan=str(command.to))
    if command.accept_until < situation.today:
        raise refuse(Code.OFFER_EXPIRED, accept_until=command.accept_until)
    require_possible(Wish.OFFER_TERMS, situation.pending)
    _require_room(phase, terms, situation)
    offered = TermsOffered(
        id=command.id,
        effective_on=situation.today,
        to=command.to,
        accept_until=_within_the_contract(command.accept_until, situation),
        cut_over=command.cut_over,
        judged_by=command.judged_by,
        notice=command.notice,
        reminders=_reminders(command.reminders),
    )
    _first_day(phase, offer_of(offered), situation)
    return offered


def _reminders(days: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Each once, the first one first."""
    if days is None:
        return None
    if len(days) > MOST_REMINDERS or not all(0 <= one <= LONGEST_REMINDER for one in days):
        raise refuse(Code.REMINDERS_OUT_OF_RANGE, most=MOST_REMINDERS, longest=LONGEST_REMINDER)
    return tuple(sorted(set(days), reverse=True))


def _within_the_contract(day: date, situation: Situation) -> date:
    """``day``, or the contract's last day where that comes before: after it there is nothing left to accept for."""
    last_day = situation.timeline.last_day()
    return day if last_day is None else min(day, last_day)


def _found(offer: UUID, situation: Situation) -> Offer:
    found = situation.contract.offer(offer)
    if found is None:
        raise refuse(Code.NO_OFFER)
    if found.state is OfferState.WITHDRAWN:
        raise refuse(Code.OFFER_WITHDRAWN, offer=found.id)
    return found


def _in_time(offer: UUID, situation: Situation) -> Offer:
    found = _found(offer, situation)
    if situation.today > found.accept_until:
        raise refuse(Code.OFFER_EXPIRED, accept_until=found.accept_until)
    return found


def _not_accepted(offer: UUID, situation: Situation) -> Offer:
    """What was accepted is agreed, and is no longer the vendor's alone."""
    found = _found(offer, situation)
    if found.state is OfferState.ACCEPTED:
        raise refuse(Code.OFFER_DECIDED, offer=found.id)
    return found


def _revocable_acceptance(offer: Offer, situation: Situation) -> UUID | None:
    for one in situation.pending:
        event = situation.standing(one.item)
        in_time = one.revocable_until is not None and situation.today <= one.revocable_until
        if isinstance(event, TermsAccepted) and event.offer == offer.id and in_time:
            return one.item
    return None


def _first_day(phase: Phase, offer: Offer, situation: Situation) -> date:
    """The first renewal from tomorrow on. A notice does not count here: the vendor's is taken back by the acceptance,
    and with the customer's nothing can be accepted."""
    first_day = first_renewal(phase, offer, situation.terms, situation.today + timedelta(days=1))
    require_before_end(situation.without_end, first_day, continuing=True)
    return first_day


def _require_room(phase: Phase, terms: Terms, situation: Situation) -> None:
    """Refuses terms that those who use the contract do not fit into: nobody loses a place by accepting."""
    if terms.seats.named != situation.terms.seats.named:
        raise refuse(Code.CHANGE_NOT_OFFERED, plan=phase.terms.plan, to=terms.ref.plan)
    require_seats(phase.seats, terms)


def _edition(ref: TermsRef, situation: Situation) -> Terms:
    plan = situation.catalogue.plans.get(ref.plan)
    if plan is None:
        raise refuse(Code.UNKNOWN_PLAN, plan=ref.plan)
    found = next((terms for terms in plan.editions if terms.ref == ref), None)
    if found is None:
        raise refuse(Code.UNKNOWN_EDITION, plan=ref.plan, edition=ref.edition)
    return found
