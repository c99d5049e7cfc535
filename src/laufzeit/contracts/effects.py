"""What happens by itself when time reaches a moment, and when. Pure: nothing here knows whether it has happened.

A moment follows from the timeline: a change that was revoked has none. Each has a key that stays the same however
often it is computed, so that it is carried out once (``jobs.py``), after any downtime, in the order of its days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, Terms
from laufzeit.contracts.contract import Contract, OfferState
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.events import (
    NoticeGiven,
    PlanChanged,
    SwitchRequested,
    TermsAccepted,
    UserRemoved,
)
from laufzeit.contracts.timeline import Timeline
from laufzeit.dates.data_act import RETRIEVAL_DAYS
from laufzeit.dates.span import Span


class EffectKind(StrEnum):
    SWITCHED = "plan switched"
    RENEWED = "renewed at accepted terms"
    ACCESS_ENDED = "access of a user ended"
    ENDED = "contract ended"
    REVOCATION_REMINDER = "reminder before the last day to revoke"
    NOTICE_REMINDER = "reminder before the last day to give notice"
    TRIAL_REMINDER = "reminder before the end of a trial"
    ACCEPTANCE_REMINDER = "reminder before the last day to accept"
    ERASURE_ANNOUNCED = "erasure announced"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Effect:
    """``until`` is the last day on which it still makes sense: a reminder that comes later is left out."""

    key: str
    kind: EffectKind
    on: date
    item: UUID | None = None
    until: date | None = None


def effects(contract: Contract, timeline: Timeline, catalogue: Catalogue, today: date) -> tuple[Effect, ...]:
    """All moments of the contract, past and future, in the order of their days; of reminders that return with every
    term those of the terms around ``today``."""
    found = [
        *_of_decisions(contract, timeline),
        *_of_the_end(contract, timeline, catalogue),
        *_revocation_reminders(contract, timeline, catalogue),
        *_notice_reminders(timeline, catalogue, today),
        *_trial_reminders(contract, timeline, catalogue),
        *_acceptance_reminders(contract, timeline, catalogue),
    ]
    return tuple(sorted(found, key=lambda effect: (effect.on, effect.kind is EffectKind.ERASURE, effect.key)))


def due(all_effects: tuple[Effect, ...], today: date) -> tuple[Effect, ...]:
    return tuple(effect for effect in all_effects if effect.on <= today)


def next_day(all_effects: tuple[Effect, ...], today: date) -> date | None:
    """The day on which something happens next, after ``today``."""
    return next((effect.on for effect in all_effects if effect.on > today), None)


def export_until(timeline: Timeline, contract: Contract, catalogue: Catalogue) -> date | None:
    """The last day (inclusive) on which the data can be fetched; ``None`` while nothing ends the contract."""
    if timeline.end is None:
        return None
    terms = _last_terms(timeline, catalogue)
    days = max(terms.export_days, RETRIEVAL_DAYS)
    last_day = timeline.end + timedelta(days=days - 1)
    retrievals = [event.retrieval_end for event in contract.in_force() if isinstance(event, SwitchRequested)]
    return max([last_day, *retrievals])


def erase_on(timeline: Timeline, contract: Contract, catalogue: Catalogue) -> date | None:
    """The day on which personal data is erased, where that was asked for or the Data Act asks for it
    (Art. 25 (2)(h)): the day after the time to fetch it."""
    asked = any(
        isinstance(event, SwitchRequested) or (isinstance(event, NoticeGiven) and event.erase)
        for event in contract.in_force()
    )
    last_day = export_until(timeline, contract, catalogue)
    return last_day + timedelta(days=1) if asked and last_day is not None else None


def _of_decisions(contract: Contract, timeline: Timeline) -> Iterator[Effect]:
    for event in contract.in_force():
        if timeline.end is not None and event.effective_on >= timeline.end:
            continue
        match event:
            case PlanChanged():
                yield Effect(f"switched:{event.id}", EffectKind.SWITCHED, event.effective_on, event.id)
            case TermsAccepted():
                yield Effect(f"renewed:{event.id}", EffectKind.RENEWED, event.effective_on, event.id)
            case UserRemoved():
                yield Effect(f"access:{event.id}", EffectKind.ACCESS_ENDED, event.effective_on, event.id)
            case _:
                pass


def _of_the_end(contract: Contract, timeline: Timeline, catalogue: Catalogue) -> Iterator[Effect]:
    if timeline.end is None:
        return
    cause = timeline.ended_by
    yield Effect(f"ended:{cause or timeline.end}", EffectKind.ENDED, timeline.end, cause)
    erasure = erase_on(timeline, contract, catalogue)
    if erasure is None:
        return
    for days in _last_terms(timeline, catalogue).reminder_days:
        on, last_day = erasure - timedelta(days=days), erasure - timedelta(days=1)
        if on > timeline.end:
            key = f"erasure-announced:{erasure}:{days}"
            yield Effect(key, EffectKind.ERASURE_ANNOUNCED, on, cause, until=last_day)
    yield Effect(f"erasure:{erasure}", EffectKind.ERASURE, erasure, cause)


def _revocation_reminders(contract: Contract, timeline: Timeline, catalogue: Catalogue) -> Iterator[Effect]:
    for event in contract.in_force():
        match event:
            case PlanChanged() if timeline.end is not None and event.effective_on >= timeline.end:
                continue
            case PlanChanged():
                declared = event.declared_on
            case NoticeGiven(by=Side.CUSTOMER):
                declared = event.received_on
            case _:
                continue
        phase = timeline.phase_on(event.effective_on - timedelta(days=1))
        if phase is None or not catalogue.terms(phase.terms).revocable_by_customer:
            continue
        last_day = event.effective_on - timedelta(days=1)
        for days in catalogue.terms(phase.terms).reminder_days:
            on = last_day - timedelta(days=days)
            if on > declared:
                key = f"revocable:{event.id}:{days}"
                yield Effect(key, EffectKind.REVOCATION_REMINDER, on, event.id, until=last_day)


def _notice_reminders(timeline: Timeline, catalogue: Catalogue, today: date) -> Iterator[Effect]:
    """Before the last day on which the customer's notice still ends the contract with its term. Only where it would
    otherwise go on: an end or a change that is already decided needs no reminder."""
    for term, phase in timeline.terms_between(today, today + timedelta(days=3 * 366)):
        terms = catalogue.terms(phase.terms)
        ends_anyway = term.end is None or term.end == timeline.end
        if phase.trial or ends_anyway or not isinstance(terms.renewal, Span) or not terms.reminder_days:
            continue
        assert term.last_day is not None  # open terms are left out above
        latest = terms.notice_by_customer.latest_receipt(term.last_day, phase.chain)
        if latest is None or latest < today - timedelta(days=366):
            continue
        for days in terms.reminder_days:
            on = latest - timedelta(days=days)
            if on > term.start:
                yield Effect(f"notice:{term.end}:{days}", EffectKind.NOTICE_REMINDER, on, None, until=latest)
        if latest > today:
            return


def _trial_reminders(contract: Contract, timeline: Timeline, catalogue: Catalogue) -> Iterator[Effect]:
    trial_until = contract.conclusion.trial_until
    if trial_until is None:
        return
    last = timeline.phase_on(trial_until - timedelta(days=1))
    if last is None or not last.trial:
        return
    for days in catalogue.terms(last.terms).reminder_days:
        on, last_day = trial_until - timedelta(days=1 + days), trial_until - timedelta(days=1)
        if on > contract.start:
            yield Effect(f"trial:{trial_until}:{days}", EffectKind.TRIAL_REMINDER, on, contract.id, until=last_day)


def _acceptance_reminders(contract: Contract, timeline: Timeline, catalogue: Catalogue) -> Iterator[Effect]:
    """To those who are silent; who has accepted or declined is not asked again, nor is who ends the contract. Where
    the vendor has left more time, there are reminders of the later day too."""
    if any(isinstance(event, SwitchRequested | NoticeGiven) and _of_customer(event) for event in contract.in_force()):
        return
    for offer in contract.offers:
        phase = timeline.phase_on(offer.offered_on)
        if offer.state is not OfferState.OPEN or phase is None:
            continue
        since, name = offer.offered_on, f"{offer.id}"
        if offer.extended_on is not None:
            since, name = offer.extended_on, f"{offer.id}:{offer.accept_until}"
        for days in catalogue.terms(phase.terms).reminder_days if offer.reminders is None else offer.reminders:
            on = offer.accept_until - timedelta(days=days)
            if on > since:
                key = f"acceptance:{name}:{days}"
                yield Effect(key, EffectKind.ACCEPTANCE_REMINDER, on, offer.id, until=offer.accept_until)


def _of_customer(event: NoticeGiven | SwitchRequested) -> bool:
    return isinstance(event, SwitchRequested) or event.by is Side.CUSTOMER


def _last_terms(timeline: Timeline, catalogue: Catalogue) -> Terms:
    return catalogue.terms(timeline.phases[-1].terms)
