"""The picture of contracts by plan as plain geometry: horizontal bars, drawn by the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laufzeit.office.figures import PlanCount

WIDTH: Final = 640
LABEL, NUMBER, ROW, BAR = 210, 110, 34, 18
"""Room for the names at the left and the figures at the right; height of a row, and of the bar in it."""


@dataclass(frozen=True, slots=True)
class Bar:
    plan: PlanCount
    top: int
    length: int

    @property
    def middle(self) -> int:
        return self.top + ROW // 2

    @property
    def number_at(self) -> int:
        return LABEL + self.length + 10


@dataclass(frozen=True, slots=True)
class Bars:
    width: int
    height: int
    left: int
    thickness: int
    rows: tuple[Bar, ...]


def bars(plans: Sequence[PlanCount]) -> Bars:
    """One bar a plan, the longest across the room that there is; a plan with any contract is visible."""
    most = max((plan.count.number for plan in plans), default=0)
    room = WIDTH - LABEL - NUMBER
    rows = tuple(
        Bar(plan, index * ROW, max(plan.count.number * room // most, 3) if plan.count.number else 0)
        for index, plan in enumerate(plans)
    )
    return Bars(WIDTH, ROW * len(rows), LABEL, BAR, rows)
