"""What a benchmark says: a figure, what was aimed at, and the circumstances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Result:
    """``ratio`` over 1 is better than the aim, whichever direction is good."""

    name: str
    figure: float
    unit: str
    aim: float
    smaller_is_better: bool = True
    facts: dict[str, float | int | str] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        if not self.figure or not self.aim:
            return 0.0
        return self.aim / self.figure if self.smaller_is_better else self.figure / self.aim

    def line(self) -> str:
        sign = "≤" if self.smaller_is_better else "≥"
        facts = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        measured = f"{self.name:<44}{self.figure:>10.3f} {self.unit:<10}"
        return f"{measured} aim {sign} {self.aim:<7g} ratio {self.ratio:6.2f}   {facts}"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that ``percent`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, (len(ordered) * percent) // 100)]
