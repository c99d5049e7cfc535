"""A simulation as the office shows it: its lines as plain geometry, its figures in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from laufzeit.campaigns.simulating.figures import Named, Simulated
from laufzeit.dates.wording import MONTHS, Language
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full
from laufzeit.office.campaigns.chart import BASE, LEFT, TOP, WIDTH

LINES: Final = ("today", "all_accept", "nobody_accepts", "expected")


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
class Forecast:
    """``rows`` leaves out months in which nothing falls due and nothing happens."""

    lines: tuple[tuple[str, int, str, str], ...]
    """Name, number, points, and what the line comes to."""
    rows: list[Row]
    bands: list[Band]
    most: str
    first: str
    last: str


def forecast(found: Simulated, language: Language) -> Forecast:
    """The picture and the tables of a simulation. The lines are sums from the first month on: what has come in by
    then."""
    sums = {name: _running([getattr(one, name) for one in found.months]) for name in LINES}
    most = max([*(max(values, default=0) for values in sums.values()), 1])
    steps = max(len(found.months) - 1, 1)
    lines = tuple(
        (
            name,
            number,
            " ".join(_point(at, steps, value, most) for at, value in enumerate(values)),
            _money(values, found),
        )
        for number, (name, values) in enumerate(sums.items(), 1)
    )
    words = [_month(one.first, language) for one in found.months]
    return Forecast(
        lines=tuple((name, number, points, in_full(total, language)) for name, number, points, total in lines),
        rows=[
            Row(word, tuple(_full(getattr(one, name), found, language) for name in LINES), one.switching, one.ending)
            for word, one in zip(words, found.months, strict=True)
            if any(getattr(one, name) for name in (*LINES, "switching", "ending"))
        ],
        bands=_bands(found),
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


def _running(values: list[int]) -> list[int]:
    total, sums = 0, []
    for value in values:
        total += value
        sums.append(total)
    return sums


def _point(at: int, steps: int, value: int, most: int) -> str:
    return f"{LEFT + (WIDTH - LEFT) * at // steps},{BASE - (BASE - TOP) * max(value, 0) // most}"


def _bands(found: Simulated) -> list[Band]:
    longest = max((one.contracts for one in found.rises), default=1)
    return [Band(one.percent, one.contracts, 100 * one.contracts // longest) for one in found.rises]


def _money(values: list[int], found: Simulated) -> Money:
    return Money(values[-1] if values else 0, Currency.of(found.currency))


def _full(minor: int, found: Simulated, language: Language) -> str:
    return in_full(Money(minor, Currency.of(found.currency)), language)


def _month(first: date, language: Language) -> str:
    return f"{MONTHS[language][first.month - 1][:3]} {first.year}"
