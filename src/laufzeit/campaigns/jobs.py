"""What is done to many contracts of a campaign, slice by slice, by the console or by any number of workers.

Each slice is one transaction: contracts are decided about, their letters are in the outbox, and the campaign knows it,
or nothing of that has happened. What a process leaves that dies, another one takes: nothing is lost, nothing comes
twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from laufzeit.campaigns import store
from laufzeit.campaigns.aiming import Aim, Ids, aim, command, declaration
from laufzeit.campaigns.life import Stage, StepKind, Task
from laufzeit.campaigns.links import AFTERWARDS, OfferLink, offer_link
from laufzeit.campaigns.models import Campaign, Participant
from laufzeit.campaigns.outcome import Answer, ParticipantState
from laufzeit.campaigns.pace import room
from laufzeit.campaigns.plan import By, Plan
from laufzeit.campaigns.receipt import by_mail, by_post, workday
from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts import store as contracts
from laufzeit.contracts.actions import carry_out_many
from laufzeit.contracts.commands import Command, ExtendOffer, Revoke, WithdrawOffer
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.store import Held
from laufzeit.messages.actions import keep_for_paper
from laufzeit.vendors.models import new_id
from laufzeit.vendors.store import acting_for

log = structlog.get_logger("laufzeit.campaigns")

SLICE: Final = 200
"""Contracts of one transaction that writes to them."""

CHECKED_AT_ONCE: Final = 500
"""Contracts of one transaction that only looks at them."""

UNANSWERED: Final = (Answer.OPEN.value, Answer.DECLINED.value)


@dataclass(frozen=True, slots=True)
class Worked:
    """``contracts`` were treated; ``more``: there is more that can be done now."""

    contracts: int
    more: bool


NOTHING: Final = Worked(0, more=False)


def work(vendor_id: UUID, campaign_id: UUID, now: datetime) -> Worked:
    """Do a slice of what is to be done for a campaign at this moment."""
    with acting_for(vendor_id):
        row = Campaign.objects.filter(id=campaign_id).first()
        task = Task(row.task) if row else Task.NONE
        if row is None or task is Task.NONE:
            return NOTHING
        return _TASKS[task](row, now)


def waiting(vendor_id: UUID) -> list[UUID]:
    """The campaigns of a vendor that there is something to be done for."""
    with acting_for(vendor_id):
        return list(Campaign.objects.exclude(task=Task.NONE).order_by("id").values_list("id", flat=True))


def _check(row: Campaign, now: datetime) -> Worked:
    """Look at the next contracts of the cohort: what announcing would come to on its day. One process at a time."""
    mine = store.locked(row.id, skip=True)
    if mine is None or mine.task != Task.CHECK:
        return NOTHING
    plan, catalogue = store.plan_of(mine), catalogue_of(mine.vendor_id)
    if mine.checked_to is None:
        store.forget_participants(mine)
    day = max(plan.announce_on, now.date())
    ids, last = store.cohort_after(plan, day, mine.checked_to, CHECKED_AT_ONCE)
    if last is None:
        _checked(mine, now)
        return NOTHING
    held_ones = contracts.held_many(ids)
    reached = store.addressees(held_ones, day)
    found = []
    for held in held_ones:
        to = reached[held.row.id]
        received = _received(plan, day, None, catalogue, post=_goes_by_post(plan, mail=to.mail))
        aimed = aim(plan, held.contract, to, catalogue, day, received, _ids())
        segment = plan.assumption_for(aimed.old.plan, aimed.seats, held.row.organisation.country)
        found.append((held, aimed, segment.name))
    store.add_participants(mine, found)
    mine.checked_to = last
    mine.save(update_fields=["checked_to"])
    return Worked(len(ids), more=True)


def _checked(row: Campaign, now: datetime) -> None:
    counts = store.counts_of_check(row)
    store.note(row, StepKind.CHECKED, counts, row.asked_by, now)
    row.stage, row.task, row.checked_to = Stage.CHECKED.value, Task.NONE, None
    row.save(update_fields=["stage", "task", "checked_to"])


def _announce(row: Campaign, now: datetime) -> Worked:
    """Write to the next contracts, as many as the pace allows."""
    plan = store.plan_of(row)
    if plan.letters_an_hour is not None and store.locked(row.id, skip=True) is None:
        return NOTHING  # with a pace, one process at a time counts
    row.refresh_from_db(fields=["stage", "task", "forecast"])
    if row.stage != Stage.ANNOUNCED.value or now.date() < plan.announce_on:
        return NOTHING
    if row.forecast is None:
        return _foresee(row, plan)
    free = room(plan.letters_an_hour, row.counted_from or now, row.counted_since, store.written(row), now)
    taken = store.take(row, min(SLICE, free), state=ParticipantState.WAITING) if free else []
    if not taken:
        if free:
            store.finish(row, Task.ANNOUNCE)
        return NOTHING
    _write_to(row, plan, taken, now)
    return Worked(len(taken), more=True)


def _foresee(row: Campaign, plan: Plan) -> Worked:
    """Before the first letter: keep what the simulation says, which the campaign is held against afterwards. Once,
    by one process, for which the others wait; that it cannot be computed holds back no letter."""
    from laufzeit.campaigns.simulating.jobs import simulated
    from laufzeit.campaigns.simulating.kept import MONTHS, to_json

    mine = store.locked(row.id)
    if mine is None or mine.forecast is not None:
        return Worked(0, more=mine is not None)
    try:
        with transaction.atomic():
            mine.forecast = to_json(simulated(plan, MONTHS))
    except Exception as fault:
        log.exception("a campaign cannot be simulated", campaign=str(row.pk), fault=type(fault).__name__)
        mine.forecast = {}
    mine.save(update_fields=["forecast"])
    return Worked(0, more=True)


@dataclass(frozen=True, slots=True)
class _Letter:
    """What is about to be declared to a contract."""

    held: Held
    participant: Participant
    aim: Aim
    command: Command
    ids: Ids
    received: date


def _write_to(row: Campaign, plan: Plan, taken: Sequence[Participant], now: datetime) -> None:
    catalogue = catalogue_of(row.vendor_id)
    ids = [one.contract_id for one in taken]
    held = {one.row.id: one for one in contracts.locked_many(ids)}
    reached = store.addressees(list(held.values()), now.date())
    letters = []
    for one in taken:
        to = reached[one.contract_id]
        one.by_post = _goes_by_post(plan, mail=to.mail)
        received = _received(plan, now.date(), now, catalogue, post=one.by_post)
        found = held[one.contract_id]
        if not _is_meant(plan, found, now.date()):
            _leave_out(one, "no_longer_meant")
            continue
        names = _ids()
        aimed = aim(plan, found.contract, to, catalogue, now.date(), received, names)
        _note_aim(one, aimed)
        if not aimed.left_out:
            wanted = command(plan, aimed.new, names, now.date(), received)
            letters.append(_Letter(found, one, aimed, wanted, names, received))
    _declare(row, letters, plan, now)
    store.change(taken)


def _declare(row: Campaign, letters: Sequence[_Letter], plan: Plan, now: datetime) -> None:
    links = {one.held.row.id: _link(one) for one in letters if one.aim.new is not None}
    declared = declaration(now.date(), row.announced_by)
    done = carry_out_many([(one.held, one.command) for one in letters], declared, now, links=links)
    for letter, result in zip(letters, done, strict=True):
        one = letter.participant
        if isinstance(result, Refused):
            _leave_out(one, result.code.value)
            continue
        one.state, one.written_at, one.received_on = ParticipantState.WRITTEN.value, now, letter.received
        one.offer = letter.ids.offer if letter.aim.new is not None and plan.offers else None
        one.notice = letter.ids.notice if plan.gives_notice else None
        one.asked_until = plan.accept_until
    posted = [one.participant for one in letters if one.participant.by_post and one.participant.written_at]
    keep_for_paper([store.letter_key(one) for one in posted])


def _note_aim(one: Participant, aimed: Aim) -> None:
    running = not aimed.left_out
    for name, value in store.columns(aimed).items():
        setattr(one, name, value)
    one.running, one.stale = running, False


def _leave_out(one: Participant, refusal: str) -> None:
    one.state, one.running, one.refusal = ParticipantState.LEFT_OUT.value, False, refusal
    one.findings = [*one.findings, "refused"]


def _is_meant(plan: Plan, held: Held, today: date) -> bool:
    """Whether the contract still is at an edition that is to be replaced."""
    phase = held.timeline.phase_on(today)
    return phase is not None and any(one.old == phase.terms for one in plan.replacements)


def _extend(row: Campaign, now: datetime) -> Worked:
    """Tell those who have not accepted that they have more time."""
    return _treat(
        row, now, Task.EXTEND, lambda one: ExtendOffer(new_id(), _offer(one), row.accept_until),
        answer__in=UNANSWERED, asked_until__lt=row.accept_until, offer__isnull=False,
    )  # fmt: skip


def _withdraw(row: Campaign, now: datetime) -> Worked:
    """Take offers and notices back, but for what was accepted."""
    return _treat(row, now, Task.WITHDRAW, _taking_back, answer__in=UNANSWERED)


def _taking_back(one: Participant) -> Command:
    if one.offer is not None:
        return WithdrawOffer(new_id(), one.offer)
    assert one.notice is not None  # whoever was written to has one or the other
    return Revoke(new_id(), one.notice)


def _treat(
    row: Campaign, now: datetime, task: Task, wanted: Callable[[Participant], Command], **which: object
) -> Worked:
    store.refresh(row)
    taken = store.take(row, SLICE, running=True, state=ParticipantState.WRITTEN, **which)
    if not taken:
        store.finish(row, task)
        return NOTHING
    held = {one.row.id: one for one in contracts.locked_many([one.contract_id for one in taken])}
    pairs = [(held[one.contract_id], wanted(one)) for one in taken]
    results = carry_out_many(pairs, declaration(now.date(), row.asked_by), now)
    for one, result in zip(taken, results, strict=True):
        one.asked_until = row.accept_until
        if task is Task.WITHDRAW:
            one.running = False
            if not isinstance(result, Refused):
                one.answer, one.answered_at = Answer.WITHDRAWN.value, now
        elif not isinstance(result, Refused):
            offer = result.contract.offer(_offer(one))
            one.accept_until = offer.accept_until if offer else one.accept_until
    store.change(taken)
    return Worked(len(taken), more=True)


_TASKS: Final[dict[Task, Callable[[Campaign, datetime], Worked]]] = {
    Task.CHECK: _check,
    Task.ANNOUNCE: _announce,
    Task.EXTEND: _extend,
    Task.WITHDRAW: _withdraw,
}


def _offer(one: Participant) -> UUID:
    assert one.offer is not None  # only those that have one are taken
    return one.offer


def _ids() -> Ids:
    return Ids(*store.fresh_ids())


def _goes_by_post(plan: Plan, *, mail: bool) -> bool:
    return plan.by is By.PAPER or not mail


def _received(plan: Plan, day: date, now: datetime | None, catalogue: Catalogue, *, post: bool) -> date:
    """The day of receipt of what goes out on ``day``; ``now``: at this instant (``None``: within office hours)."""
    state = catalogue.vendor.address.state
    if post:
        return by_post(day, plan.post_days, state)
    return by_mail(now, state) if now else workday(day, state)


def _link(letter: _Letter) -> str:
    until = letter.aim.accept_until
    assert until is not None  # whoever is offered something has a deadline
    link = OfferLink(letter.held.row.id, letter.ids.offer, until + AFTERWARDS)
    return offer_link(settings.PUBLIC_URL, letter.held.catalogue.vendor.key, settings.SECRET_KEY, link)
