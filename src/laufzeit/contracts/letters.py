"""Which letters a decision leads to. Pure: the facts of a letter, not its wording and not its sending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never

from laufzeit.catalogue.model import AfterTrial
from laufzeit.contracts import offer_letters
from laufzeit.contracts.contract import Contract, Standing
from laufzeit.contracts.correspondence import Circumstances, Post, seat_unit
from laufzeit.contracts.decided import Decided
from laufzeit.contracts.declaration import Declaration, Side
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
from laufzeit.contracts.timeline import without_end
from laufzeit.dates.wording import notice_in_words
from laufzeit.messages import facts, kinds
from laufzeit.messages.facts import Receipt

_ONE_DAY = timedelta(days=1)


def letters_of(
    events: tuple[Event, ...],
    before: Contract | None,
    steps: tuple[Contract, ...],
    receipt: Receipt,
    declaration: Declaration,
    circumstances: Circumstances,
) -> tuple[Post, ...]:
    """The letters that go out at once, all to the main user; what happens later is told by ``effect_letters``.

    ``steps`` are the contracts after each of ``events``, which one decision led to."""
    befores = (before, *steps[:-1])
    return tuple(
        Post(f"{type(letter).__name__}:{event.id}", after.main_user, letter)
        for event, old, after in zip(events, befores, steps, strict=True)
        for letter in _letters(
            Decided(event, events, before, old, after, receipt, declaration.consents, declaration.today, circumstances)
        )
    )


def _told_by_another(event: Event, together: tuple[Event, ...]) -> bool:
    """Of what was decided in one breath one letter goes out: the one about the offer."""
    match event:
        case NoticeGiven():
            return any(isinstance(one, TermsOffered) and one.notice == event.id for one in together)
        case Revoked():
            return any(isinstance(one, TermsDeclined | OfferWithdrawn) for one in together)
        case _:
            return False


def _letters(decided: Decided) -> Iterator[kinds.Kind]:  # noqa: C901 - one case an event
    event = decided.event
    if _told_by_another(event, decided.together):
        return
    match event:
        case Concluded():
            yield _concluded(event, decided)
        case PlanChanged():
            yield _change_confirmed(event, decided)
        case SeatsChanged() | UserAdded() | UserRemoved():
            yield _seats_changed(event, decided)
        case NoticeGiven():
            yield _notice(event, decided)
        case Revoked():
            yield from _revoked(event, decided)
        case TermsOffered() | OfferExtended() | OfferWithdrawn() | TermsAccepted() | TermsDeclined():
            yield offer_letters.letter_of(event, decided)
        case SwitchRequested():
            yield _switch_requested(event, decided)
        case SwitchExtended():
            yield _switch_extended(event, decided)
        case SwitchCompleted():
            yield _switch_completed(event, decided)
        case Booked() | BookingCancelled() | Moved():
            return
        case DiscountGranted() | DiscountEnded() | ExtraCharged() | ExtraCancelled():
            return  # the next invoice says it
        case _:
            assert_never(event)


def _concluded(event: Concluded, decided: Decided) -> kinds.ContractConcluded:
    circumstances, language = decided.circumstances, decided.language
    terms = circumstances.catalogue.terms(event.terms)
    paid_from = event.trial_until or event.effective_on
    term = decided.timeline.term_on(paid_from)
    return kinds.ContractConcluded(
        contract=circumstances.contract,
        plan=circumstances.plan(event.terms, language),
        first_day=event.effective_on,
        term_last_day=term.last_day if term else None,
        notice=notice_in_words(terms.notice_by_customer, language),
        seats=event.seats,
        seats_unit=seat_unit(terms, event.seats, language),
        prices=circumstances.prices(event.terms, language),
        trial_last_day=event.trial_until - _ONE_DAY if event.trial_until else None,
        trial_continues=event.after_trial is AfterTrial.CONTINUES,
        receipt=decided.receipt,
        agreements=circumstances.agreed(decided.consents, language),
        link=circumstances.link,
    )


def _change_confirmed(event: PlanChanged, decided: Decided) -> kinds.ChangeConfirmed:
    circumstances, language, found = decided.circumstances, decided.language, decided.consequences
    return kinds.ChangeConfirmed(
        contract=circumstances.contract,
        old_plan=circumstances.plan(found.plan_before, language),
        new_plan=circumstances.plan(event.to, language),
        last_day=event.effective_on - _ONE_DAY,
        first_day=event.effective_on,
        old_prices=circumstances.prices(found.plan_before, language),
        new_prices=circumstances.prices(event.to, language),
        removed_users=circumstances.names(found.users_removed),
        lost_bookings=circumstances.lost(found.bookings_invalid, language),
        revocable_until=found.revocable_until,
        receipt=decided.receipt,
        agreements=circumstances.agreed(decided.consents, language),
        link=circumstances.link,
    )


def _seats_changed(event: SeatsChanged | UserAdded | UserRemoved, decided: Decided) -> kinds.SeatsChanged:
    circumstances, language, found = decided.circumstances, decided.language, decided.consequences
    plan = found.plan_after or found.plan_before
    extends = isinstance(event, SeatsChanged) and event.extends_term
    return kinds.SeatsChanged(
        contract=circumstances.contract,
        plan=circumstances.plan(plan, language),
        unit=seat_unit(circumstances.catalogue.terms(plan), found.seats_after, language),
        seats_before=found.seats_before,
        seats_after=found.seats_after,
        first_day=event.effective_on,
        cost_before=circumstances.cost(found.plan_before, found.seats_before, language),
        cost_after=circumstances.cost(plan, found.seats_after, language),
        term_last_day=found.term_after.last_day if extends and found.term_after else None,
        revocable_until=found.revocable_until,
        receipt=decided.receipt,
        agreements=circumstances.agreed(decided.consents, language),
        link=circumstances.link,
    )


def _notice(event: NoticeGiven, decided: Decided) -> kinds.NoticeConfirmed | kinds.VendorNotice:
    found, contract, link = decided.consequences, decided.circumstances.contract, decided.circumstances.link
    last_day = event.effective_on - _ONE_DAY
    if event.by is Side.VENDOR:
        return kinds.VendorNotice(contract, decided.plan, last_day, "", found.export_until, link)
    return kinds.NoticeConfirmed(
        contract=contract,
        plan=decided.plan,
        last_day=last_day,
        erase=event.erase,
        export_until=found.export_until,
        revocable_until=found.revocable_until,
        receipt=replace(decided.receipt, on=event.received_on),
        link=link,
    )


def _revoked(event: Revoked, decided: Decided) -> Iterator[kinds.Kind]:
    assert decided.before is not None  # nothing is revoked before there is a contract
    item = decided.before.standing_item(event.item)
    assert item is not None  # decide refuses what does not stand
    yield from _revocation_of(item, decided)


def _revocation_of(item: Standing, decided: Decided) -> Iterator[kinds.Kind]:
    circumstances, receipt = decided.circumstances, decided.receipt
    contract, plan, link = circumstances.contract, decided.plan, circumstances.link
    match item:
        case PlanChanged():
            new_plan = circumstances.plan(item.to, decided.language)
            yield kinds.ChangeRevoked(contract, plan, new_plan, item.effective_on, receipt, link)
        case NoticeGiven():
            by = facts.Side(item.by.value)
            yield kinds.NoticeRevoked(contract, plan, by, item.effective_on - _ONE_DAY, receipt, link)
        case SwitchRequested():
            by, last_day = facts.Side.CUSTOMER, item.effective_on - _ONE_DAY
            yield kinds.NoticeRevoked(contract, plan, by, last_day, receipt, link)
        case SeatsChanged() | UserAdded() | UserRemoved():
            yield _seats_revoked(item, decided)
        case TermsAccepted():
            yield offer_letters.declined(decided)
        case Concluded():
            return
        case _:
            assert_never(item)


def _seats_revoked(item: SeatsChanged | UserAdded | UserRemoved, decided: Decided) -> kinds.SeatsRevoked:
    circumstances, language, found = decided.circumstances, decided.language, decided.consequences
    terms = circumstances.catalogue.terms(found.plan_before)
    return kinds.SeatsRevoked(
        contract=circumstances.contract,
        plan=circumstances.plan(found.plan_before, language),
        unit=seat_unit(terms, found.seats_after, language),
        seats=found.seats_before,
        seats_revoked=_seats_on(item.effective_on, decided),
        first_day=item.effective_on,
        receipt=decided.receipt,
        link=circumstances.link,
    )


def _seats_on(day: date, decided: Decided) -> int:
    """The seats of ``day`` before the decision."""
    assert decided.before is not None  # asked for what was decided before
    life = without_end(decided.before, decided.circumstances.catalogue)
    return (life.phase_on(day) or life.phases[-1]).seats


def _switch_requested(event: SwitchRequested, decided: Decided) -> kinds.SwitchRequestReceived:
    return kinds.SwitchRequestReceived(
        contract=decided.circumstances.contract,
        plan=decided.plan,
        target=kinds.SwitchTarget(event.target.value),
        receipt=replace(decided.receipt, on=event.received_on),
        notice_last_day=event.notice_end,
        transition_last_day=event.transition_end,
        retrieval_last_day=event.retrieval_end,
        link=decided.circumstances.link,
    )


def _switch_extended(event: SwitchExtended, decided: Decided) -> kinds.SwitchExtended:
    return kinds.SwitchExtended(
        contract=decided.circumstances.contract,
        plan=decided.plan,
        by=facts.Side(event.by.value),
        reason="",
        transition_last_day=event.effective_on - _ONE_DAY,
        retrieval_last_day=event.retrieval_end,
        receipt=decided.receipt,
        link=decided.circumstances.link,
    )


def _switch_completed(event: SwitchCompleted, decided: Decided) -> kinds.SwitchCompleted:
    return kinds.SwitchCompleted(
        contract=decided.circumstances.contract,
        plan=decided.plan,
        last_day=event.effective_on - _ONE_DAY,
        retrieval_last_day=event.retrieval_end,
        link=decided.circumstances.link,
    )
