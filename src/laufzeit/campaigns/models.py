"""Campaigns as stored: the plan and its stage, the steps that people took, and the contracts it is about."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from laufzeit.campaigns.life import RUNNING, Stage, StepKind, Task
from laufzeit.campaigns.outcome import Answer, ParticipantState
from laufzeit.contracts.models import Contract
from laufzeit.vendors.models import Scoped


def _choices(kinds: type) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]  # type: ignore[attr-defined]


class Campaign(Scoped):
    """``plan`` as it was written (``plan.to_json``); ``accept_until`` is the deadline as it was last extended."""

    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    plan = models.JSONField()
    stage = models.CharField(max_length=12, choices=_choices(Stage), default=Stage.DRAFT.value)
    task = models.CharField(max_length=10, choices=_choices(Task), default=Task.NONE.value, blank=True)
    accept_until = models.DateField()
    created_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    announced_by = models.UUIDField(null=True)
    """The member of staff in whose name notice is given; ``None``: from the console."""
    asked_by = models.UUIDField(null=True)
    """Who asked for the task; ``None``: from the console."""
    counted_from = models.DateTimeField(null=True)
    """From when on the pace of the letters counts: the announcement, or the end of the last pause."""
    counted_since = models.PositiveIntegerField(default=0)
    """How many contracts had been written to by then."""
    checked_to = models.UUIDField(null=True)
    """The last contract that the check has looked at, while it is at work."""
    forecast = models.JSONField(null=True)
    """What the simulation said before the first letter (``simulating.kept``); ``{}`` where it could not be computed."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "key"], name="campaigns_campaign_key"),
        ]
        indexes = [models.Index(fields=["vendor", "-created_at"], name="campaigns_campaign_latest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return Stage(self.stage) in RUNNING


class Step(Scoped):
    """What somebody did with a campaign. Append-only. ``by`` is ``None`` for the console."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=_choices(StepKind))
    facts = models.JSONField(default=dict)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["campaign", "at"], name="campaigns_step_of")]


class Participant(Scoped):
    """A contract that a campaign is about, with what it was (or is to be) offered. Prices are minor units a year; days
    are inclusive last days, but for ``first_day``, the first one at the new terms. ``answer`` follows the contract's
    log (``outcome.answer_of``): a trigger marks the row as ``stale``, and whoever reads it next looks again.

    ``running``: the campaign may still change something for the contract; only one campaign at a time may.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="participants")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    organisation = models.UUIDField()
    state = models.CharField(max_length=10, choices=_choices(ParticipantState), default=ParticipantState.WAITING.value)
    running = models.BooleanField(default=False)
    findings = ArrayField(models.CharField(max_length=30), default=list)
    refusal = models.CharField(max_length=40, blank=True)
    segment = models.CharField(max_length=60, blank=True)
    old_plan = models.CharField(max_length=60)
    old_edition = models.CharField(max_length=60)
    new_plan = models.CharField(max_length=60, blank=True)
    new_edition = models.CharField(max_length=60, blank=True)
    seats = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    before = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)
    notice_last_day = models.DateField(null=True)
    first_day = models.DateField(null=True)
    accept_until = models.DateField(null=True)
    asked_until = models.DateField(null=True)
    """The deadline that was last asked for; ``accept_until`` may be earlier, where the contract ends before."""
    by_post = models.BooleanField(default=False)
    offer = models.UUIDField(null=True)
    notice = models.UUIDField(null=True)
    written_at = models.DateTimeField(null=True)
    received_on = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=_choices(Answer), default=Answer.OPEN.value)
    answered_at = models.DateTimeField(null=True)
    stale = models.BooleanField(default=False)
    touched_at = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["campaign", "contract"], name="campaigns_participant_once"),
            models.UniqueConstraint(
                fields=["contract"], name="campaigns_participant_one_running", condition=models.Q(running=True)
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state", "id"], name="campaigns_participant_state"),
            models.Index(fields=["campaign", "answer", "id"], name="campaigns_participant_answer"),
            models.Index(fields=["campaign", "id"], name="campaigns_participant_stale", condition=models.Q(stale=True)),
            models.Index(fields=["vendor", "offer"], name="campaigns_participant_offer"),
        ]
