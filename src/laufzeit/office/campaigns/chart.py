"""How answers came in, day by day: lines that only rise, as plain geometry for the template, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Final

from laufzeit.campaigns.watching.funnel import Day

SERIES: Final = ("written", "opened", "accepted", "declined")
TABLED: Final = 400
"""Days that the table has; of more, every n-th."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A canvas: its size, and where the plot lies in it."""

    width: int
    height: int
    left: int
    top: int
    base: int


WIDE: Final = Frame(900, 260, 64, 14, 222)
NARROW: Final = Frame(360, 240, 48, 14, 206)


@dataclass(frozen=True, slots=True)
class Curve:
    """``name`` is a number of the funnel, ``points`` its line, ``total`` where it has come to, at ``y``."""

    name: str
    number: int
    points: str
    total: int
    y: int


@dataclass(frozen=True, slots=True)
class Plot:
    """The lines on one canvas, and the marks of its height: where, and how many contracts."""

    frame: Frame
    curves: tuple[Curve, ...]
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """``days`` are the rows of the table: the day, and the sums until its end."""

    first: date
    last: date
    wide: Plot
    narrow: Plot
    totals: tuple[tuple[str, int, int], ...]
    """Name, number of the line, and what it comes to."""
    days: tuple[tuple[date, tuple[int, ...]], ...]


def curves(days: Sequence[Day], today: date) -> Curves | None:
    """The lines until today, or ``None`` where nothing has happened yet."""
    if not days:
        return None
    sums = [list(accumulate(getattr(one, name) for one in days)) for name in SERIES]
    rows = [(one.day, tuple(values[at] for values in sums)) for at, one in enumerate(days)]
    first, last = days[0].day, max(days[-1].day, today)
    each = -(-len(rows) // TABLED)
    return Curves(
        first=first,
        last=last,
        wide=_plot(WIDE, rows, first, last),
        narrow=_plot(NARROW, rows, first, last),
        totals=tuple((name, at + 1, sums[at][-1]) for at, name in enumerate(SERIES)),
        days=tuple(rows[::-1][::each][::-1]),
    )


def _plot(frame: Frame, rows: Sequence[tuple[date, tuple[int, ...]]], first: date, last: date) -> Plot:
    most = _round_up(max(max(values) for _, values in rows))
    length = max((last - first).days, 1)

    def x(day: date) -> int:
        return frame.left + (frame.width - frame.left) * (day - first).days // length

    def y(value: int) -> int:
        return frame.base - (frame.base - frame.top) * value // most

    found = []
    for at, name in enumerate(SERIES):
        points, before = [f"{frame.left},{frame.base}"], frame.base
        for day, values in rows:
            points += [f"{x(day)},{before}", f"{x(day)},{y(values[at])}"]
            before = y(values[at])
        points.append(f"{frame.width},{before}")
        found.append(Curve(name, at + 1, " ".join(points), rows[-1][1][at], before))
    return Plot(
        frame, tuple(found), tuple((y(value), value) for value in (0, most // 2, most) if value or not most % 2)
    )


def _round_up(most: int) -> int:
    """The next number with one digit and noughts, so that half of it is whole.

    >>> _round_up(1), _round_up(7), _round_up(1234), _round_up(90000)
    (2, 8, 2000, 90000)
    """
    scale = 10 ** (len(str(most)) - 1)
    rounded = -(-most // scale) * scale
    return rounded + rounded % 2
