"""The letters about offers of other terms: offered, extended, withdrawn, accepted, declined."""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from laufzeit.contracts.decided import Decided
from laufzeit.contracts.deciding.offers import first_renewal
from laufzeit.contracts.events import (
    OfferExtended,
    OfferWithdrawn,
    Revoked,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
)
from laufzeit.messages import kinds

_ONE_DAY = timedelta(days=1)

AboutOffer = TermsOffered | OfferExtended | OfferWithdrawn | TermsAccepted | TermsDeclined


def letter_of(event: AboutOffer, decided: Decided) -> kinds.OfferKind:
    match event:
        case TermsOffered():
            return _offered(event, decided)
        case OfferExtended():
            return _extended(event, decided)
        case OfferWithdrawn():
            return _withdrawn(decided)
        case TermsAccepted():
            return _accepted(event, decided)
        case TermsDeclined():
            return declined(decided)
        case _:
            assert_never(event)


def declined(decided: Decided) -> kinds.TermsDeclined:
    """Also where an acceptance was taken back without a further word."""
    circumstances = decided.circumstances
    return kinds.TermsDeclined(
        circumstances.contract, decided.plan, decided.timeline.last_day(), decided.receipt, circumstances.link
    )


def _offered(event: TermsOffered, decided: Decided) -> kinds.TermsOffered:
    circumstances, language = decided.circumstances, decided.language
    phase = decided.phase_on(decided.today)
    return kinds.TermsOffered(
        contract=circumstances.contract,
        plan=circumstances.plan(phase.terms, language),
        first_day=_first_day(event, decided),
        accept_until=event.accept_until,
        notice_last_day=decided.timeline.last_day(),
        cost_before=circumstances.cost(phase.terms, phase.seats, language),
        cost_after=circumstances.cost(event.to, phase.seats, language),
        new_prices=circumstances.prices(event.to, language),
        changes=(),
        link=circumstances.offer_link(event.id),
        gives_notice=event.notice is not None,
    )


def _extended(event: OfferExtended, decided: Decided) -> kinds.OfferExtended:
    circumstances, language = decided.circumstances, decided.language
    phase, offer = decided.phase_on(decided.today), decided.after.offer(event.offer)
    assert offer is not None  # decide refuses one that there is not
    return kinds.OfferExtended(
        contract=circumstances.contract,
        plan=circumstances.plan(phase.terms, language),
        first_day=_first_day(event, decided),
        accept_until=event.accept_until,
        notice_last_day=decided.timeline.last_day(),
        cost_before=circumstances.cost(phase.terms, phase.seats, language),
        cost_after=circumstances.cost(offer.to, phase.seats, language),
        link=circumstances.offer_link(offer.id),
    )


def _first_day(event: TermsOffered | OfferExtended, decided: Decided) -> date:
    """Of the new terms, if they are accepted."""
    offer = decided.after.offer(event.id if isinstance(event, TermsOffered) else event.offer)
    assert offer is not None  # it has just been made or extended
    phase = decided.phase_on(decided.today)
    terms = decided.circumstances.catalogue.terms(phase.terms)
    return first_renewal(phase, offer, terms, decided.today + _ONE_DAY)


def _withdrawn(decided: Decided) -> kinds.OfferWithdrawn:
    """The notice that fell away with the offer was revoked by another event of the same decision."""
    assert decided.at_first is not None  # there was a contract, with an offer
    revoked = [event.item for event in decided.together if isinstance(event, Revoked)]
    notice = next((event for event in decided.at_first.standing if event.id in revoked), None)
    return kinds.OfferWithdrawn(
        contract=decided.circumstances.contract,
        plan=decided.plan,
        notice_last_day=notice.effective_on - _ONE_DAY if notice else None,
        last_day=decided.timeline.last_day(),
        link=decided.circumstances.link,
    )


def _accepted(event: TermsAccepted, decided: Decided) -> kinds.TermsAccepted:
    circumstances, language = decided.circumstances, decided.language
    phase = decided.phase_on(event.effective_on)
    return kinds.TermsAccepted(
        contract=circumstances.contract,
        plan=circumstances.plan(event.to, language),
        first_day=event.effective_on,
        cost_after=circumstances.cost(event.to, phase.seats, language),
        new_prices=circumstances.prices(event.to, language),
        notice_withdrawn=event.takes_back is not None,
        receipt=decided.receipt,
        agreements=circumstances.agreed(decided.consents, language),
        link=circumstances.link,
    )
