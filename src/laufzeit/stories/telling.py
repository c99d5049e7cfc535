"""Telling a story: each declaration is decided, each question is answered, and the answers are written into the text.

A story is its own golden file: what is told has the form of the story with the answers of today in it, so checking is
comparing two texts.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.events import Event
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.stories.answers import Told, answer
from laufzeit.stories.life import Life
from laufzeit.stories.model import Asked, Declared, Scene, Step, Story
from laufzeit.stories.naming import names_in
from laufzeit.stories.reading import ARROW
from laufzeit.stories.table import Answer

INDENT: Final = "    "


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one step. ``events`` is empty for a question and for a refusal; ``contract`` is the one after it."""

    step: Step
    contract: Contract | None
    events: tuple[Event, ...] = ()
    refused: Refused | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class ToldScene:
    scene: Scene
    outcomes: tuple[Outcome, ...]
    life: Life

    @property
    def contract(self) -> Contract | None:
        """The contract at the end of the scene."""
        return self.life.contract


def tell(story: Story, catalogue: Catalogue) -> tuple[ToldScene, ...]:
    """Every scene from nothing on, independent of the others."""
    return tuple(_scene(scene, Life(story, catalogue, names_in(story))) for scene in story.scenes)


def _scene(scene: Scene, life: Life) -> ToldScene:
    told = Told()
    outcomes = []
    for step in scene.steps:
        life.reach(step.day)
        outcomes.append(_outcome(step, life, told))
    return ToldScene(scene, tuple(outcomes), life)


def _outcome(step: Step, life: Life, told: Told) -> Outcome:
    if isinstance(step, Asked):
        return Outcome(step, life.contract, answer=answer(step.question, life, told))
    try:
        events = life.declare(step.sentence)
    except Refused as refused:
        return Outcome(step, life.contract, refused=refused)
    return Outcome(step, life.contract, events)


def rewritten(story: Story, told: tuple[ToldScene, ...]) -> str:
    """The story's text with the answers of ``told`` in place of those that stand in it."""
    outcomes = {outcome.step.line: outcome for scene in told for outcome in scene.outcomes}
    lines: list[str] = []
    number = 1
    while number <= len(story.lines):
        outcome = outcomes.get(number)
        if outcome is None:
            lines.append(story.lines[number - 1].rstrip())
            number += 1
            continue
        lines += _written(story, outcome)
        number = outcome.step.last_line + 1 if isinstance(outcome.step, Asked) else number + 1
    return "\n".join(lines) + "\n"


def _written(story: Story, outcome: Outcome) -> Iterator[str]:
    if isinstance(outcome.step, Declared):
        refused = outcome.refused
        yield outcome.step.said + (f" {ARROW} refused {refused.code.value}" if refused else "")
        return
    assert outcome.answer is not None  # every question is answered
    yield story.lines[outcome.step.line - 1].rstrip()
    for line in outcome.answer.lines:
        yield INDENT + line


def differences(story: Story, told: tuple[ToldScene, ...], name: str) -> tuple[str, ...]:
    """Where the answers are not what the story expects, as the lines of a unified diff; empty if they are."""
    expected = [line.rstrip() for line in story.lines]
    found = rewritten(story, told).splitlines()
    return tuple(difflib.unified_diff(expected, found, f"{name} (expected)", f"{name} (told)", lineterm=""))


def as_data(story: Story, told: tuple[ToldScene, ...]) -> dict[str, Any]:
    """What was told, for programs."""
    return {
        "story": story.title,
        "scenes": [
            {
                "title": scene.scene.title,
                "cases": list(scene.scene.cases),
                "steps": [_step_data(story, scene.life, outcome) for outcome in scene.outcomes],
            }
            for scene in told
        ],
    }


def _step_data(story: Story, life: Life, outcome: Outcome) -> dict[str, Any]:
    step = outcome.step
    data: dict[str, Any] = {"line": step.line, "day": step.day.isoformat()}
    if isinstance(step, Declared):
        data["said"] = " ".join(step.said.split()[1:])
        data["refused"] = outcome.refused.code.value if outcome.refused else None
        if outcome.refused:
            data["because"] = str(refusal_in_words(outcome.refused, life.catalogue, story.language, life.names))
        return data
    assert outcome.answer is not None  # every question is answered
    data["asked"] = " ".join(story.lines[step.line - 1].split()[1:])
    data["answer"] = outcome.answer.data
    return data
