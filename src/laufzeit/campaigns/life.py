"""The life of a campaign: draft, checked, announced (perhaps paused), closed or withdrawn; which step may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from laufzeit.contracts.refusal import Fact


class Stage(StrEnum):
    DRAFT = "draft"
    CHECKED = "checked"
    ANNOUNCED = "announced"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


RUNNING: Final = frozenset({Stage.ANNOUNCED, Stage.PAUSED})


class Task(StrEnum):
    """What workers have to do for a campaign."""

    NONE = ""
    CHECK = "check"
    ANNOUNCE = "announce"
    EXTEND = "extend"
    WITHDRAW = "withdraw"


class StepKind(StrEnum):
    """What people do with a campaign; each is noted with who and when."""

    DRAFTED = "drafted"
    CHECKED = "checked"
    ANNOUNCED = "announced"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    EXTENDED_ONE = "extended one"
    ACCEPTED_LATE = "accepted late"
    REMINDED = "reminded"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


LEADS: Final[Mapping[StepKind, tuple[frozenset[Stage], Stage | None]]] = {
    StepKind.DRAFTED: (frozenset({Stage.DRAFT, Stage.CHECKED}), Stage.DRAFT),
    StepKind.CHECKED: (frozenset({Stage.DRAFT, Stage.CHECKED}), Stage.CHECKED),
    StepKind.ANNOUNCED: (frozenset({Stage.CHECKED}), Stage.ANNOUNCED),
    StepKind.PAUSED: (frozenset({Stage.ANNOUNCED}), Stage.PAUSED),
    StepKind.RESUMED: (frozenset({Stage.PAUSED}), Stage.ANNOUNCED),
    StepKind.EXTENDED: (RUNNING, None),
    StepKind.EXTENDED_ONE: (RUNNING, None),
    StepKind.ACCEPTED_LATE: (RUNNING, None),
    StepKind.REMINDED: (RUNNING, None),
    StepKind.WITHDRAWN: (RUNNING, Stage.WITHDRAWN),
    StepKind.CLOSED: (RUNNING, Stage.CLOSED),
}
"""At which stages each step may be taken, and the stage after it (``None``: the same)."""


class Obstacle(StrEnum):
    """Why a step cannot be taken."""

    WRONG_STAGE = "wrong_stage"
    CHANGED_SINCE_CHECK = "changed_since_check"
    FAULTY = "faulty"
    NOBODY_LEFT = "nobody_left"
    NOT_LATER = "not_later"
    NO_DEADLINE = "no_deadline"
    NOT_IN_CAMPAIGN = "not_in_campaign"
    STILL_OPEN = "still_open"
    STILL_WRITING = "still_writing"
    KEY_TAKEN = "key_taken"


@dataclass(slots=True)
class CannotStep(Exception):
    """A step that is not possible; nothing was changed. Not frozen: Python writes the traceback into it."""

    obstacle: Obstacle
    facts: Mapping[str, Fact]

    def __str__(self) -> str:
        return f"{self.obstacle.value}: " + ", ".join(f"{name}={fact}" for name, fact in self.facts.items())


def after(stage: Stage, step: StepKind) -> Stage:
    """The stage after a step. Raises ``CannotStep``."""
    allowed, following = LEADS[step]
    if stage not in allowed:
        raise CannotStep(Obstacle.WRONG_STAGE, {"stage": stage.value, "step": step.value})
    return following or stage


def require_later(accept_until: date, current: date, today: date) -> None:
    """Deadlines are only ever extended. Raises ``CannotStep``."""
    if accept_until <= current or accept_until < today:
        raise CannotStep(Obstacle.NOT_LATER, {"accept_until": accept_until, "current": current, "today": today})
