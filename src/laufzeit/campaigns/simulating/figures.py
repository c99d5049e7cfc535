"""What a simulation says: money by month under each assumption, and what becomes of the contracts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from laufzeit.money.rounding import div_half_away

WHOLE = 10_000
"""A share of one, in basis points."""


@dataclass(frozen=True, slots=True)
class Month:
    """What falls due in a month, in minor units of the vendor's price basis. ``today``: as things stand, which is also
    what the old terms bring; ``all_accept`` and ``nobody_accepts``: the two ends; ``expected``: with the assumed
    shares, rounded half away from zero once.

    ``switching`` and ``ending`` count contracts: those whose new terms begin in the month if they accept, and those
    that would end in it without an acceptance."""

    first: date
    today: int
    all_accept: int
    nobody_accepts: int
    expected: int
    switching: int
    ending: int


@dataclass(frozen=True, slots=True)
class Rise:
    """How many contracts pay how much more (or less) a year: ``percent`` is the lower bound of a band of ten."""

    percent: int
    contracts: int


@dataclass(frozen=True, slots=True)
class Named:
    """A contract with one of the largest changes of its price; minor units a year."""

    number: str
    customer: str
    before: int
    after: int


@dataclass(slots=True)
class Simulated:
    """``currency`` is that of all figures. ``contracts`` are all, ``meant`` those of the campaign, ``left_out`` those
    of them that cannot be offered anything. ``uncounted``: something is charged by use and comes on top."""

    currency: str
    contracts: int
    meant: int
    left_out: int
    uncounted: bool
    months: list[Month] = field(default_factory=list)
    rises: list[Rise] = field(default_factory=list)
    dearest: list[Named] = field(default_factory=list)
    cheapest: list[Named] = field(default_factory=list)
    segments: dict[str, int] = field(default_factory=dict)


def expected(accepted: Mapping[str, int], declined: Mapping[str, int], shares: Mapping[str, int]) -> int:
    """The sum over segments of what both lives bring, weighted by the share that accepts (basis points)."""
    weighted = sum(
        share * accepted.get(name, 0) + (WHOLE - share) * declined.get(name, 0) for name, share in shares.items()
    )
    return div_half_away(weighted, WHOLE)
