"""A simulation as the office shows it: its lines as plain geometry, its figures in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Final

from django.utils.translation import gettext as _

from laufzeit.campaigns.simulating.figures import Named, Simulated
from laufzeit.dates.wording import MONTHS, Language
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full
from laufzeit.office.campaigns.chart import Frame

WIDE: Final = Frame(900, 280, 4, 26, 244)
NARROW: Final = Frame(360, 250, 4, 26, 214)
LINES: Final = {"today": 1, "all_accept": 3, "nobody_accepts": 4, "expected": 2}
"""The lines with their looks."""


@dataclass(frozen=True, slots=True)
class Row:
    """A month of the table."""

    month: str
    amounts: tuple[str, ...]
    switching: int
    ending: int


@dataclass(frozen=True, slots=True)
class Band:
    """A band of the price changes; ``width`` is its bar, in percent of the longest."""

    percent: int
    contracts: int
    width: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line: its points on both canvases, and what it comes to."""

    name: str
    number: int
    wide: str
    narrow: str
    total: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """``rows`` leaves out months in which nothing falls due and nothing happens; ``extremes`` are the largest changes
    of a price by name."""

    lines: tuple[Drawn, ...]
    rows: list[Row]
    bands: list[Band]
    extremes: tuple[tuple[str, list[tuple[str, str, str, str]]], ...]
    most: str
    first: str
    last: str
    wide: Frame = WIDE
    narrow: Frame = NARROW


def forecast(found: Simulated, language: Language) -> Forecast:
    """The picture and the tables of a simulation. The lines are sums from the first month on: what has come in by
    then."""
    sums = {name: list(accumulate(getattr(one, name) for one in found.months)) for name in LINES}
    most = max([*(max(values, default=0) for values in sums.values()), 1])
    words = [_month(one.first, language) for one in found.months]
    return Forecast(
        lines=tuple(
            Drawn(
                name,
                LINES[name],
                _points(values, most, WIDE),
                _points(values, most, NARROW),
                _full(values[-1], found, language),
            )
            for name, values in sums.items()
        ),
        rows=[
            Row(word, tuple(_full(getattr(one, name), found, language) for name in LINES), one.switching, one.ending)
            for word, one in zip(words, found.months, strict=True)
            if any(getattr(one, name) for name in (*LINES, "switching", "ending"))
        ],
        bands=_bands(found),
        extremes=(
            (_("The largest rises"), named(found.dearest, found, language)),
            (_("The largest falls"), named(found.cheapest, found, language)),
        ),
        most=_full(most, found, language),
        first=words[0],
        last=words[-1],
    )


def named(found: list[Named], simulated: Simulated, language: Language) -> list[tuple[str, str, str, str]]:
    """Contracts by name with both prices a year."""
    return [
        (one.number, one.customer, _full(one.before, simulated, language), _full(one.after, simulated, language))
        for one in found
    ]


def _points(values: Sequence[int], most: int, frame: Frame) -> str:
    steps, wide, high = max(len(values) - 1, 1), frame.width - frame.left, frame.base - frame.top
    return " ".join(
        f"{frame.left + wide * at // steps},{frame.base - high * max(value, 0) // most}"
        for at, value in enumerate(values)
    )


def _bands(found: Simulated) -> list[Band]:
    longest = max((one.contracts for one in found.rises), default=1)
    return [Band(one.percent, one.contracts, 100 * one.contracts // longest) for one in found.rises]


def _full(minor: int, found: Simulated, language: Language) -> str:
    return in_full(Money(minor, Currency.of(found.currency)), language)


def _month(first: date, language: Language) -> str:
    return f"{MONTHS[language][first.month - 1][:3]} {first.year}"
