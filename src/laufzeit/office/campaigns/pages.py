"""What the pages of campaigns show: a list of them, and one with its numbers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from laufzeit.campaigns import actions
from laufzeit.campaigns.life import Stage, StepKind
from laufzeit.campaigns.models import Campaign, Step
from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.store import counts_of_check, plan_of, refresh
from laufzeit.campaigns.watching.funnel import STATES, Funnel
from laufzeit.campaigns.watching.store import paid, watched
from laufzeit.campaigns.words import FINDINGS, STAGES, STANDINGS, STEPS, flaw_in_words
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.money.wording import in_digits
from laufzeit.office.billing.runs import staff_names
from laufzeit.office.campaigns.chart import Curves, curves
from laufzeit.office.campaigns.counts import Counts, Reach, counts_of, reach_of
from laufzeit.office.campaigns.progress import Progress, progress_of
from laufzeit.office.campaigns.result import Line, result
from laufzeit.office.campaigns.steps import label, possible

ROAD: Final = (Stage.DRAFT, Stage.CHECKED, Stage.ANNOUNCED, Stage.CLOSED)
ON_ITS_WAY: Final = {Stage.PAUSED: Stage.ANNOUNCED, Stage.WITHDRAWN: Stage.CLOSED}
TONES: Final = {Stage.ANNOUNCED: "info", Stage.PAUSED: "warn", Stage.CLOSED: "good", Stage.WITHDRAWN: "bad"}
FLOW: Final = ("meant", "left_out", "written", "sent", "posted", "bounced", "opened")
SEGMENT: Final = ("written", "opened", *STATES)


@dataclass(frozen=True, slots=True)
class Row:
    """A campaign in the list."""

    row: Campaign
    plan: Plan
    stage: tuple[str, str]
    reach: Reach


def rows_of(found: Sequence[Campaign], language: Language) -> list[Row]:
    for row in found:
        if row.is_running:
            refresh(row)
    reached = reach_of([UUID(str(row.pk)) for row in found])
    return [
        Row(row, plan_of(row), stage_tag(row, language), reached.get(row.pk, Reach())) for row in found
    ]  # fmt: skip


def stage_tag(row: Campaign, language: Language) -> tuple[str, str]:
    """Tone and word."""
    stage = Stage(row.stage)
    return TONES.get(stage, ""), STAGES[stage][language]


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with the list behind it (``name``, and ``segment`` where it is of one)."""

    name: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken: when, by whom, and what it was about."""

    at: datetime
    words: str
    by: str
    facts: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A campaign as its page shows it. ``road`` are its stages with whether they are behind, reached or ahead."""

    row: Campaign
    plan: Plan
    counts: Counts
    stage: tuple[str, str]
    road: list[tuple[str, str]]
    progress: Progress | None
    steps: list[tuple[str, str]]
    faults: list[str]
    findings: list[Number]
    flow: list[Number]
    states: list[Number]
    segments: list[tuple[str, list[Number]]]
    curves: Curves | None
    result: list[Line]
    history: list[Done]
    can_edit: bool

    @property
    def begun(self) -> bool:
        """Whether anybody was written to."""
        return bool(self.counts.written)


def shown(row: Campaign, today: date, now: datetime, zone: str, language: Language) -> Shown:
    """The campaign as it stands."""
    plan, found, stage = plan_of(row), watched(row, today, zone), Stage(row.stage)
    counts = counts_of(row, plan, today)
    return Shown(
        row=row,
        plan=plan,
        counts=counts,
        stage=stage_tag(row, language),
        road=_road(stage, language),
        progress=progress_of(row, plan, counts, now, language),
        steps=[(name, label(name)) for name in possible(row, plan, counts)],
        faults=_faults(row, plan, stage, today, language),
        findings=_findings(row, language),
        flow=_numbers(found.total, FLOW, language),
        states=_numbers(found.total, STATES, language),
        segments=[(name, _numbers(one, SEGMENT, language)) for name, one in found.segments.items()],
        curves=curves(found.days, today if row.is_running else date.min),
        result=result(paid(row), plan, language) if plan.offers else [],
        history=_history(row, language),
        can_edit=stage in (Stage.DRAFT, Stage.CHECKED) and not row.task,
    )


def _road(stage: Stage, language: Language) -> list[tuple[str, str]]:
    here = ROAD.index(ON_ITS_WAY.get(stage, stage))
    return [
        (STAGES[stage if at == here else one][language], "here" if at == here else "behind" if at < here else "ahead")
        for at, one in enumerate(ROAD)
    ]


def _faults(row: Campaign, plan: Plan, stage: Stage, today: date, language: Language) -> list[str]:
    """What keeps the plan of a draft from being checked or announced."""
    if row.task or stage not in (Stage.DRAFT, Stage.CHECKED):
        return []
    return [flaw_in_words(one, language) for one in actions.faults(plan, today, row.id)]


def _findings(row: Campaign, language: Language) -> list[Number]:
    counts = counts_of_check(row)
    return [
        Number(one.value, words[language], counts[one.value])
        for one, words in FINDINGS.items()
        if counts.get(one.value)
    ]  # fmt: skip


def _numbers(total: Funnel, names: Sequence[str], language: Language) -> list[Number]:
    return [Number(name, STANDINGS[name][language], getattr(total, name)) for name in names]


def _history(row: Campaign, language: Language) -> list[Done]:
    steps = list(row.steps.order_by("-id"))
    names = staff_names({step.by for step in steps})
    return [
        Done(step.at, STEPS[StepKind(step.kind)][language], names.get(step.by, ""), _facts(step, language))
        for step in steps
    ]


def _facts(step: Step, language: Language) -> str:
    """What a step was about, as far as people want to read it."""
    facts: Mapping[str, object] = step.facts
    match StepKind(step.kind), facts:
        case StepKind.ANNOUNCED | StepKind.REMINDED, {"contracts": int(count)}:
            return _("%(count)s contracts") % {"count": in_digits(count, language)}
        case StepKind.EXTENDED, {"accept_until": str(until)}:
            return _("until %(day)s") % {"day": day_in_digits(date.fromisoformat(until), language)}
        case StepKind.EXTENDED_ONE, {"contract": str(number), "accept_until": str(until)}:
            day = day_in_digits(date.fromisoformat(until), language)
            return _("%(number)s, until %(day)s") % {"number": number, "day": day}
        case StepKind.ACCEPTED_LATE, {"contract": str(number)}:
            return number
        case StepKind.CHECKED, {**counts}:
            said = [counts.get("waiting", 0), counts.get("left out", 0)]
            waiting, left_out = (in_digits(one, language) for one in said if isinstance(one, int))
            return _("%(waiting)s would be written to, %(left_out)s left out") % {
                "waiting": waiting, "left_out": left_out,
            }  # fmt: skip
        case StepKind.WITHDRAWN, {"written": int(written), "spared": int(spared)}:
            numbers = {"written": in_digits(written, language), "spared": in_digits(spared, language)}
            return _("%(written)s had been written to, %(spared)s had not") % numbers
    return ""
