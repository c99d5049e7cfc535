"""The picture of contracts by plan as plain geometry: names with bars below them, drawn by the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laufzeit.office.figures import PlanCount

WIDTH: Final = 480
NUMBER, ROW, NAME, BAR = 90, 52, 18, 18
"""Room for the figures at the right; height of a row, of the name in it, and of the bar below."""


@dataclass(frozen=True, slots=True)
class Bar:
    plan: PlanCount
    name_at: int
    bar_at: int
    length: int

    @property
    def number_at(self) -> int:
        return self.length + 10 if self.length else 0

    @property
    def middle(self) -> int:
        return self.bar_at + BAR // 2


@dataclass(frozen=True, slots=True)
class Bars:
    width: int
    height: int
    thickness: int
    rows: tuple[Bar, ...]


def bars(plans: Sequence[PlanCount]) -> Bars:
    """One bar a plan, the longest across the room that there is; a plan with any contract is visible."""
    most = max((plan.count.number for plan in plans), default=0)
    room = WIDTH - NUMBER
    rows = tuple(
        Bar(
            plan,
            name_at=index * ROW + NAME - 4,
            bar_at=index * ROW + NAME + 4,
            length=max(plan.count.number * room // most, 3) if plan.count.number else 0,
        )
        for index, plan in enumerate(plans)
    )
    return Bars(WIDTH, ROW * len(rows), BAR, rows)
