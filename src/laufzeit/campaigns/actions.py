"""What people do with a campaign: each step is checked, noted with who and when, and what follows from it is done by
workers (``jobs``). ``by`` is a member of staff, ``None`` the console; ``now`` the vendor's time.

Everything here runs inside ``acting_for(vendor)``, in one transaction. Where a step is not possible, ``CannotStep``
says why, and nothing was changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from laufzeit.campaigns import store
from laufzeit.campaigns.faults import Flaw, PlanFault, faults_of
from laufzeit.campaigns.life import CannotStep, Obstacle, Stage, StepKind, Task, after, require_later
from laufzeit.campaigns.models import Campaign, Participant
from laufzeit.campaigns.outcome import ParticipantState
from laufzeit.campaigns.plan import Plan, to_json
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts import store as contracts
from laufzeit.contracts.actions import carry_out
from laufzeit.contracts.commands import AcceptTerms, ExtendOffer
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.reminding.actions import remind as remind_of_offers
from laufzeit.vendors.models import new_id
from laufzeit.vendors.tenancy import acting_vendor_id

NAMED: Final = 20
"""Contracts that an error names one by one."""


class FaultyPlan(CannotStep):
    """A plan with faults, all of them."""

    def __init__(self, faults: Sequence[PlanFault]) -> None:
        super().__init__(Obstacle.FAULTY, {"flaws": tuple(one.flaw.value for one in faults)})
        self.faults = tuple(faults)


def draft(plan: Plan, now: datetime, by: UUID | None = None, *, text: str = "") -> Campaign:
    """Write a plan down, or write it anew as long as nothing was announced; ``text`` is what it was read from. Raises
    ``CannotStep``."""
    row = store.locked_by_key(plan.key)
    if row is None:
        row = Campaign(key=plan.key, created_at=now)
    elif Stage(row.stage) not in (Stage.DRAFT, Stage.CHECKED):
        raise CannotStep(Obstacle.KEY_TAKEN, {"key": plan.key, "stage": row.stage})
    else:
        store.forget_participants(row)
    row.name, row.plan, row.accept_until = plan.name, to_json(plan), plan.accept_until
    row.stage, row.task, row.checked_to = Stage.DRAFT.value, Task.NONE, None
    row.save()
    store.note(row, StepKind.DRAFTED, {"plan": row.plan, "text": text}, by, now)
    return row


def faults(plan: Plan, today: date, campaign_id: UUID | None = None) -> list[PlanFault]:
    """All that speaks against a plan: its days, its editions, a cohort that is empty or that another campaign has."""
    found = faults_of(plan, catalogue_of(acting_vendor_id()), today)
    if found:
        return found
    day = max(plan.announce_on, today)
    if not store.cohort_size(plan, day):
        return [PlanFault(Flaw.EMPTY_COHORT, {"day": day})]
    others = store.in_other_campaigns(plan, day, campaign_id)
    if others:
        numbers, keys = tuple(number for number, _ in others[:NAMED]), tuple(sorted({key for _, key in others}))
        return [PlanFault(Flaw.OVERLAPS, {"contracts": numbers, "campaigns": keys})]
    return []


def check(campaign_id: UUID, now: datetime, by: UUID | None = None) -> Campaign:
    """Have every contract of the cohort looked at. Raises ``CannotStep``; ``FaultyPlan`` with all faults."""
    row = _locked(campaign_id)
    after(Stage(row.stage), StepKind.CHECKED)
    _require_faultless(row, now)
    row.stage, row.task, row.asked_by, row.checked_to = Stage.DRAFT.value, Task.CHECK, by, None
    row.save()
    return row


def announce(campaign_id: UUID, now: datetime, by: UUID | None = None) -> Campaign:
    """Have all contracts written to that the check has found, from the day of the announcement on and at the pace of
    the plan. Raises ``CannotStep``; ``FaultyPlan`` with all faults."""
    row = _locked(campaign_id)
    row.stage = after(Stage(row.stage), StepKind.ANNOUNCED).value
    _require_faultless(row, now)
    plan, found = store.plan_of(row), Participant.objects.filter(campaign=row)
    size = store.cohort_size(plan, max(plan.announce_on, now.date()))
    if size != found.count():
        raise CannotStep(Obstacle.CHANGED_SINCE_CHECK, {"checked": found.count(), "meant": size})
    written_to = found.filter(state=ParticipantState.WAITING)
    if not written_to.exists():
        raise CannotStep(Obstacle.NOBODY_LEFT, {"left_out": size})
    try:
        with transaction.atomic():
            written_to.update(running=True)
    except IntegrityError:  # two campaigns announced at the same moment
        raise FaultyPlan([PlanFault(Flaw.OVERLAPS, {"contracts": (), "campaigns": ()})]) from None
    row.task, row.asked_by, row.announced_by, row.announced_at = Task.ANNOUNCE, by, by, now
    row.counted_from, row.counted_since = now, 0
    row.save()
    store.note(row, StepKind.ANNOUNCED, {"contracts": written_to.count()}, by, now)
    return row


def pause(campaign_id: UUID, now: datetime, by: UUID | None = None) -> Campaign:
    """No further contract is written to until the campaign goes on. Raises ``CannotStep``."""
    row = _locked(campaign_id)
    row.stage = after(Stage(row.stage), StepKind.PAUSED).value
    row.save(update_fields=["stage"])
    store.note(row, StepKind.PAUSED, {"written": store.written(row)}, by, now)
    return row


def resume(campaign_id: UUID, now: datetime, by: UUID | None = None) -> Campaign:
    """Go on with writing. Raises ``CannotStep``."""
    row = _locked(campaign_id)
    row.stage = after(Stage(row.stage), StepKind.RESUMED).value
    row.counted_from, row.counted_since = now, store.written(row)
    row.save()
    store.note(row, StepKind.RESUMED, {"written": row.counted_since}, by, now)
    return row


def extend(campaign_id: UUID, accept_until: date, now: datetime, by: UUID | None = None) -> Campaign:
    """More time for all who have not accepted. Raises ``CannotStep``, also while letters are still being written."""
    row = _locked(campaign_id)
    after(Stage(row.stage), StepKind.EXTENDED)
    plan = store.plan_of(row)
    if not plan.offers:
        raise CannotStep(Obstacle.NO_DEADLINE, {})
    if row.task != Task.NONE:
        raise CannotStep(Obstacle.STILL_WRITING, {"task": row.task})
    require_later(accept_until, row.accept_until, now.date())
    facts = {"was": row.accept_until.isoformat(), "accept_until": accept_until.isoformat()}
    row.accept_until, row.task, row.asked_by = accept_until, Task.EXTEND, by
    row.save()
    store.note(row, StepKind.EXTENDED, facts, by, now)
    return row


def extend_one(campaign_id: UUID, number: str, accept_until: date, now: datetime, by: UUID | None = None) -> None:
    """More time for one contract. Raises ``CannotStep``, ``Refused``."""
    row, one = _one(campaign_id, number, StepKind.EXTENDED_ONE)
    current = one.asked_until or row.accept_until
    require_later(accept_until, current, now.date())
    held = carry_out(one.contract_id, ExtendOffer(new_id(), _offer(one), accept_until), _vendor(now, by), now)
    offer = held.contract.offer(_offer(one))
    one.asked_until, one.accept_until = accept_until, offer.accept_until if offer else accept_until
    one.save(update_fields=["asked_until", "accept_until"])
    facts = {"contract": number, "was": current.isoformat(), "accept_until": accept_until.isoformat()}
    store.note(row, StepKind.EXTENDED_ONE, facts, by, now)


def accept_late(campaign_id: UUID, number: str, now: datetime, by: UUID, *, channel: Channel = Channel.MAIL) -> None:
    """A customer has accepted by letter or mail, perhaps after the deadline; staff records it, as long as the contract
    runs. Raises ``CannotStep``, ``Refused``."""
    row, one = _one(campaign_id, number, StepKind.ACCEPTED_LATE)
    if one.accept_until is not None and one.accept_until < now.date():
        extension = ExtendOffer(new_id(), _offer(one), now.date())
        carry_out(one.contract_id, extension, _vendor(now, by), now)
    customer = Declaration(now.date(), Actor(Side.CUSTOMER, Role.STAFF, by), channel)
    carry_out(one.contract_id, AcceptTerms(new_id(), _offer(one)), customer, now)
    store.note(row, StepKind.ACCEPTED_LATE, {"contract": number}, by, now)
    store.refresh(row)


def remind(campaign_id: UUID, now: datetime, by: UUID | None = None) -> int:
    """Remind all who have not answered and still can; how many. Raises ``CannotStep``."""
    row = _locked(campaign_id)
    after(Stage(row.stage), StepKind.REMINDED)
    store.refresh(row)
    silent = store.silent(row, now.date())
    if not silent:
        raise CannotStep(Obstacle.NOBODY_LEFT, {"silent": 0})
    step = store.note(row, StepKind.REMINDED, {"contracts": len(silent)}, by, now)
    for begin in range(0, len(silent), 500):
        some = silent[begin : begin + 500]
        offers = {one.contract_id: _offer(one) for one in some}
        remind_of_offers(contracts.held_many(list(offers)), offers, now, name=str(step.pk))
        Participant.objects.filter(id__in=[one.pk for one in some]).update(reminded_at=now)
    return len(silent)


def withdraw(campaign_id: UUID, now: datetime, by: UUID | None = None) -> Campaign:
    """Take all offers and notices back, with letters. What was accepted is agreed, and stays. Raises ``CannotStep``."""
    row = _locked(campaign_id)
    row.stage = after(Stage(row.stage), StepKind.WITHDRAWN).value
    row.task, row.asked_by = Task.WITHDRAW, by
    row.save()
    untouched = Participant.objects.filter(campaign=row, state=ParticipantState.WAITING)
    facts = {"written": store.written(row), "spared": untouched.update(running=False)}
    store.note(row, StepKind.WITHDRAWN, facts, by, now)
    return row


def close(campaign_id: UUID, now: datetime, by: UUID | None = None) -> Campaign:
    """The campaign is over: all deadlines are. Raises ``CannotStep``."""
    row = _locked(campaign_id)
    row.stage = after(Stage(row.stage), StepKind.CLOSED).value
    if row.task != Task.NONE:
        raise CannotStep(Obstacle.STILL_WRITING, {"task": row.task})
    store.refresh(row)
    still_open = store.silent(row, now.date())
    if still_open:
        raise CannotStep(Obstacle.STILL_OPEN, {"contracts": len(still_open), "accept_until": row.accept_until})
    row.save(update_fields=["stage"])
    answers = store.answers(row)
    Participant.objects.filter(campaign=row, running=True).update(running=False)
    store.note(row, StepKind.CLOSED, answers, by, now)
    return row


def _locked(campaign_id: UUID) -> Campaign:
    row = store.locked(campaign_id)
    if row is None:
        raise Campaign.DoesNotExist(f"the vendor has no campaign {campaign_id}")
    return row


def _require_faultless(row: Campaign, now: datetime) -> None:
    found = faults(store.plan_of(row), now.date(), row.id)
    if found:
        raise FaultyPlan(found)


def _one(campaign_id: UUID, number: str, step: StepKind) -> tuple[Campaign, Participant]:
    row = _locked(campaign_id)
    after(Stage(row.stage), step)
    one = store.participant(row, number)
    if one.offer is None:
        raise CannotStep(Obstacle.NO_DEADLINE, {"contract": number})
    return row, one


def _offer(one: Participant) -> UUID:
    assert one.offer is not None  # asked for those only that have one
    return one.offer


def _vendor(now: datetime, by: UUID | None) -> Declaration:
    role = Role.STAFF if by else Role.PROGRAM
    return Declaration(now.date(), Actor(Side.VENDOR, role, by), Channel.OFFICE)
