"""What the pages of campaigns show: a campaign with its numbers in words, and the trail of one contract."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from laufzeit.campaigns.aiming import Finding
from laufzeit.campaigns.life import RUNNING, Stage, StepKind, Task
from laufzeit.campaigns.models import Campaign, Participant, Step
from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.store import counts_of_check, plan_of
from laufzeit.campaigns.watching.funnel import STATES, Funnel
from laufzeit.campaigns.watching.store import watched
from laufzeit.campaigns.words import FINDINGS, STAGES, STANDINGS, STEPS
from laufzeit.dates.wording import Language
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full
from laufzeit.office.campaigns.chart import Curves, curves

ROAD = (Stage.DRAFT, Stage.CHECKED, Stage.ANNOUNCED, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the funnel, with the list behind it (``name``)."""

    name: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the check, with the list behind it (``name``)."""

    name: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A campaign as its page shows it."""

    row: Campaign
    plan: Plan
    stage: str
    road: list[tuple[str, bool]]
    numbers: list[Number]
    states: list[Number]
    segments: list[tuple[str, list[int]]]
    findings: list[Found]
    waiting: int
    left_out: int
    curves: Curves | None
    steps: list[tuple[Step, str]]
    accepted: list[tuple[int, str, str]]
    can: dict[str, bool]

    @property
    def at_work(self) -> bool:
        return bool(self.row.task)


FLOW = ("meant", "left_out", "written", "sent", "posted", "bounced", "opened")


def shown(row: Campaign, today: date, zone: str, language: Language) -> Shown:
    """The campaign as it stands."""
    found, stage = watched(row, today, zone), Stage(row.stage)
    counts = counts_of_check(row)
    total = found.total
    return Shown(
        row=row,
        plan=plan_of(row),
        stage=STAGES[stage][language],
        road=[(STAGES[one][language], one is _on_the_road(stage)) for one in ROAD],
        numbers=_numbers(total, FLOW, language),
        states=_numbers(total, STATES, language),
        segments=[(name, [getattr(one, state) for state in STATES]) for name, one in found.segments.items()],
        findings=[
            Found(one.value, words[language], counts[one.value])
            for one, words in FINDINGS.items()
            if counts.get(one.value)
        ],
        waiting=counts.get("waiting", 0),
        left_out=counts.get("left out", 0),
        curves=curves(found.days),
        steps=[(step, STEPS[StepKind(step.kind)][language]) for step in row.steps.order_by("at", "id")],
        accepted=[
            (one.contracts, _amount(one.before, one.currency, language), _amount(one.after, one.currency, language))
            for one in found.accepted
        ],
        can=_can(row, stage),
    )


def _on_the_road(stage: Stage) -> Stage:
    return {Stage.PAUSED: Stage.ANNOUNCED, Stage.WITHDRAWN: Stage.CLOSED}.get(stage, stage)


def _numbers(total: Funnel, names: tuple[str, ...], language: Language) -> list[Number]:
    counts = {one.name: getattr(total, one.name) for one in fields(total)}
    return [Number(name, STANDINGS[name][language], counts[name]) for name in names]


def _can(row: Campaign, stage: Stage) -> dict[str, bool]:
    """Which steps are possible now."""
    idle, running = row.task == Task.NONE, stage in RUNNING
    offers = plan_of(row).offers
    return {
        "check": idle and stage in (Stage.DRAFT, Stage.CHECKED),
        "edit": idle and stage in (Stage.DRAFT, Stage.CHECKED),
        "announce": idle and stage is Stage.CHECKED,
        "pause": stage is Stage.ANNOUNCED and not idle,
        "resume": stage is Stage.PAUSED,
        "remind": idle and running and offers,
        "extend": idle and running and offers,
        "withdraw": running,
        "close": idle and running,
    }


def _amount(minor: int | None, currency: str, language: Language) -> str:
    return "–" if minor is None else in_full(Money(minor, Currency.of(currency)), language)


def prices(one: Any, language: Language) -> tuple[str, str]:
    """What a contract of a list costs a year, before and after."""
    return _amount(one.before, one.currency, language), _amount(one.after, one.currency, language)


def findings_in_words(one: Participant, language: Language) -> list[str]:
    """What the check has said of a contract."""
    return [FINDINGS[Finding(name)][language] for name in one.findings]
