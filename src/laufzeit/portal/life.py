"""The picture of a contract's life as pure geometry: what stands where. Templates draw it, words come in.

Two layouts of the same ``Life``: ``lying`` for wide screens (time runs to the right) and ``upright`` for phones (time
runs down). All coordinates are whole units of the picture's view box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from laufzeit.dates.day import add_months
from laufzeit.dates.period import Period


class Tense(StrEnum):
    PAST = "past"
    NOW = "now"
    NEXT = "next"


class Kind(StrEnum):
    """What a mark tells; the style sheet knows these words."""

    TODAY = "today"
    START = "start"
    CHANGE = "change"
    END = "end"
    DEADLINE = "deadline"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase: its plan as ``title``, its number of seats as ``detail``."""

    period: Period
    title: str
    detail: str
    tense: Tense


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters. ``day`` is where it stands in the picture; a last day stands at the day after it, where it
    is over."""

    day: date
    kind: Kind
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    billing: tuple[date, ...]
    today: date

    def window(self) -> Period:
        """The days that are shown: half a year back (all, where the contract is younger than a year), and as far
        ahead as something is known, at least ten months."""
        start = self.stretches[0].period.start
        first = min(start, self.today) if self.today - start < timedelta(days=365) else add_months(self.today, -6)
        end = self.stretches[-1].period.end
        if end is not None and end <= self.today:
            return Period(
                first if end - start < timedelta(days=365) else add_months(end, -6), add_months(self.today, 2)
            )
        known = [mark.day for mark in self.marks]
        until = max([add_months(self.today, 10), *(add_months(day, 2) for day in known)])
        return Period(first, min(until, add_months(self.today, 30)))


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch on the picture. ``title`` and ``detail`` are empty where they would not fit."""

    at: int
    length: int
    tense: Tense
    whole: str
    title: str
    detail: str
    open: bool
    """It goes on beyond the picture."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark with its words: ``at`` is its place in time, ``text_at`` the height of the words, ``anchor`` the side of
    them that stands at the mark, ``row`` their lane, counted from the bars."""

    at: int
    text_at: int
    kind: Kind
    anchor: str
    title: str
    detail: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Tick:
    at: int
    day: date


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that a template needs."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    signs: tuple[Sign, ...]
    ticks: tuple[Tick, ...]
    billing: tuple[int, ...]
    bar_top: int = 0
    axis: int = 0


LETTER = 7
"""Width of an average letter, generously: nothing can be measured on the server."""

WIDTH, MARGIN = 960, 6
LANE, BAR = 38, 48


def lying(life: Life) -> Drawing:
    """Time from left to right: words in lanes above the bars, months and billing days below."""
    scale = _Scale(life.window(), MARGIN, WIDTH - 2 * MARGIN)
    placed = _in_lanes([mark for mark in life.marks if scale.shows(mark.day)], scale)
    bar_top = (1 + max((sign.row for sign in placed), default=-1)) * LANE + 12
    axis = bar_top + BAR + 16
    return Drawing(
        width=WIDTH,
        height=axis + 26,
        bars=tuple(_bar(stretch, scale) for stretch in life.stretches if scale.shares(stretch.period)),
        signs=tuple(replace(sign, text_at=bar_top - 22 - sign.row * LANE) for sign in placed),
        ticks=_ticks(scale, most=8),
        billing=tuple(scale.place(day) for day in life.billing if scale.shows(day)),
        bar_top=bar_top,
        axis=axis,
    )


UPRIGHT_WIDTH, UPRIGHT_LENGTH = 340, 330
ENTRY, LINE = 24, 17
"""Distance between two entries, and of a further line."""


def upright(life: Life) -> Drawing:
    """Time from top to bottom: the bars in a column at the left, every start and mark an entry beside it, moved down
    where there is no room."""
    scale = _Scale(life.window(), 16, UPRIGHT_LENGTH)
    signs: list[Sign] = []
    free = 12
    for mark in _entries(life, scale):
        at = scale.place(mark.day)
        text_at = max(at + 4, free)
        signs.append(Sign(at, text_at, mark.kind, "start", mark.title, mark.detail))
        free = text_at + ENTRY + (LINE if mark.detail else 0)
    return Drawing(
        width=UPRIGHT_WIDTH,
        height=max(UPRIGHT_LENGTH + 24, free),
        bars=tuple(_bar(stretch, scale) for stretch in life.stretches if scale.shares(stretch.period)),
        signs=tuple(signs),
        ticks=_ticks(scale, most=9),
        billing=tuple(scale.place(day) for day in life.billing if scale.shows(day)),
    )


def _entries(life: Life, scale: _Scale) -> list[Mark]:
    """The marks and the beginnings of the phases, which have no room for words of their own in a narrow column."""
    starts = [
        Mark(max(stretch.period.start, scale.window.start), Kind.START, stretch.title, stretch.detail)
        for stretch in life.stretches
        if scale.shares(stretch.period)
    ]
    marks = [mark for mark in life.marks if scale.shows(mark.day) and mark.kind is not Kind.CHANGE]
    return sorted([*starts, *marks], key=lambda mark: mark.day)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to units: the window's first day is at ``origin``."""

    window: Period
    origin: int
    length: int

    def place(self, day: date) -> int:
        days = self.window.days
        assert days is not None  # a picture has two ends
        inside = min(max((day - self.window.start).days, 0), days)
        return self.origin + inside * self.length // days

    def shows(self, day: date) -> bool:
        assert self.window.end is not None
        return self.window.start <= day <= self.window.end

    def shares(self, period: Period) -> bool:
        return self.window.overlaps(period)

    @property
    def end(self) -> int:
        return self.origin + self.length


def _bar(stretch: Stretch, scale: _Scale) -> Bar:
    at = scale.place(stretch.period.start)
    until = scale.end if stretch.period.end is None else scale.place(stretch.period.end)
    goes_on = stretch.period.end is None or not scale.shows(stretch.period.end)
    length = max(until - at - (0 if goes_on else 3), 2)
    room = (length - 24) // LETTER
    title = stretch.title if len(stretch.title) <= room else ""
    detail = stretch.detail if title and len(stretch.detail) <= room else ""
    whole = f"{stretch.title} · {stretch.detail}" if stretch.detail else stretch.title
    return Bar(at, length, stretch.tense, whole, title, detail, goes_on)


@dataclass(frozen=True, slots=True)
class _Words:
    """A sign with the room that its words take."""

    sign: Sign
    left: int
    right: int


ANCHORS = ("middle", "start", "end")


def _in_lanes(marks: Sequence[Mark], scale: _Scale) -> list[Sign]:
    """All words in one lane where that is possible; else each mark in the lowest lane in which its words touch neither
    other words nor another mark's line."""
    ordered = sorted(marks, key=lambda one: one.day)
    signs = [Sign(scale.place(mark.day), 0, mark.kind, "", mark.title, mark.detail) for mark in ordered]
    placed = _one_lane(signs, ())
    if placed is None:
        placed = ()
        for sign in signs:
            placed = (*placed, _first_free(sign, placed))
    return [words.sign for words in placed]


def _one_lane(signs: Sequence[Sign], placed: tuple[_Words, ...]) -> tuple[_Words, ...] | None:
    """Every sign beside, before or over its mark, so that nothing touches; ``None`` where there is no such way."""
    if not signs:
        return placed
    for anchor in ANCHORS:
        words = _words(signs[0], anchor, row=0)
        if words is not None and not _touches(words, placed):
            whole = _one_lane(signs[1:], (*placed, words))
            if whole is not None:
                return whole
    return None


def _first_free(sign: Sign, placed: Sequence[_Words]) -> _Words:
    highest = 1 + max((words.sign.row for words in placed), default=-1)
    for row in range(highest + 1):
        for anchor in ANCHORS:
            words = _words(sign, anchor, row)
            if words is not None and not _touches(words, placed):
                return words
    # Words longer than the picture begin at their mark and are cut off at its end.
    return _Words(replace(sign, anchor="start", row=highest), sign.at, WIDTH)


def _words(sign: Sign, anchor: str, row: int) -> _Words | None:
    """The room of the words with this anchor; ``None`` where they would stick out of the picture."""
    width = LETTER * max(len(sign.title), len(sign.detail)) + 6
    left = {"middle": sign.at - width // 2, "start": sign.at - 2, "end": sign.at - width + 2}[anchor]
    inside = left >= 0 and left + width <= WIDTH
    return _Words(replace(sign, anchor=anchor, row=row), left, left + width) if inside else None


def _touches(words: _Words, placed: Sequence[_Words]) -> bool:
    at, row = words.sign.at, words.sign.row
    for other in placed:
        if other.sign.row == row and words.left < other.right + 8 and other.left < words.right + 8:
            return True
        if other.sign.row < row and other.left - 3 < at < other.right + 3:
            return True
        if other.sign.row > row and words.left - 3 < other.sign.at < words.right + 3:
            return True
    return False


def _ticks(scale: _Scale, most: int) -> tuple[Tick, ...]:
    """Firsts of months in a round distance, at most about ``most`` of them, none that would stick out at the end."""
    window = scale.window
    assert window.end is not None
    months = max((window.end - window.start).days // 30, 1)
    step = next((step for step in (1, 2, 3, 6, 12) if months // step <= most), 24)
    year = window.start.replace(month=1, day=1)
    firsts = (add_months(year, step * n) for n in range(12 * 60 // step))
    ticks: list[Tick] = []
    for first in firsts:
        if first >= window.end:
            break
        at = scale.place(first)
        if first >= window.start and at <= scale.end - 40:
            ticks.append(Tick(at, first))
    return tuple(ticks)
