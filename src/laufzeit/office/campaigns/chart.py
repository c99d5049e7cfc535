"""How answers came in, day by day: lines that only rise, as plain geometry for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Final

from laufzeit.campaigns.watching.funnel import Day

WIDTH: Final = 900
HEIGHT: Final = 240
LEFT: Final = 60
BASE: Final = 200
TOP: Final = 14
SERIES: Final = ("written", "opened", "accepted", "declined")


@dataclass(frozen=True, slots=True)
class Curve:
    """``name`` is a number of the funnel, ``points`` the line of it, ``total`` where it has come to."""

    name: str
    number: int
    points: str
    total: int


@dataclass(frozen=True, slots=True)
class Curves:
    first: date
    last: date
    most: int
    curves: tuple[Curve, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = BASE
    top: int = TOP


def curves(days: Sequence[Day]) -> Curves | None:
    """The lines, or ``None`` where nothing has happened yet."""
    if not days:
        return None
    first, last = days[0].day, days[-1].day
    sums = {name: list(accumulate(getattr(one, name) for one in days)) for name in SERIES}
    most = max(max(one) for one in sums.values()) or 1
    length = max((last - first).days, 1)
    found = []
    for number, (name, values) in enumerate(sums.items(), 1):
        points, before = [], BASE
        for one, value in zip(days, values, strict=True):
            x = LEFT + (WIDTH - LEFT) * (one.day - first).days // length
            y = BASE - (BASE - TOP) * value // most
            points += [f"{x},{before}", f"{x},{y}"]
            before = y
        points.append(f"{WIDTH},{before}")
        found.append(Curve(name, number, " ".join(points), values[-1]))
    return Curves(first, last, most, tuple(found))
