"""How far a campaign has come: how many contracts are at which point, all in all and by segment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date


@dataclass(slots=True)
class Funnel:
    """Numbers of contracts. ``meant`` are all of the cohort; of these some are ``left_out``, the others ``prepared``
    and then ``written`` to. Of the letters, ``sent`` have gone out by mail and ``posted`` are for the post; ``bounced``
    came back or were refused. ``opened``: the offer was looked at in the portal. The rest are the states that a
    contract that was written to is in, exactly one each."""

    meant: int = 0
    left_out: int = 0
    prepared: int = 0
    written: int = 0
    sent: int = 0
    posted: int = 0
    bounced: int = 0
    opened: int = 0
    accepted: int = 0
    declined: int = 0
    silent: int = 0
    ended: int = 0
    withdrawn: int = 0
    overtaken: int = 0

    def add(self, other: Funnel) -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


STATES = ("silent", "accepted", "declined", "ended", "withdrawn", "overtaken")
"""The fields of ``Funnel`` that every written contract is in one of."""


def together(funnels: Iterable[Funnel]) -> Funnel:
    """The sum of several."""
    total = Funnel()
    for one in funnels:
        total.add(one)
    return total


@dataclass(frozen=True, slots=True)
class Day:
    """What came on a day."""

    day: date
    written: int = 0
    opened: int = 0
    accepted: int = 0
    declined: int = 0


@dataclass(frozen=True, slots=True)
class Money:
    """What accepted contracts pay a year in minor units, before and after, by currency."""

    currency: str
    contracts: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Paid:
    """What the contracts of a segment that were written to pay a year in minor units, before and at the new terms: all
    of them, and those that have accepted. Contracts without a price count as nothing."""

    segment: str
    currency: str
    contracts: int
    before: int
    after: int
    accepted: int
    accepted_before: int
    accepted_after: int


@dataclass(slots=True)
class Watched:
    """A campaign as it stands: by segment ("" has all that are in none), over the days, and what was accepted."""

    segments: dict[str, Funnel] = field(default_factory=dict)
    days: list[Day] = field(default_factory=list)
    accepted: list[Money] = field(default_factory=list)

    @property
    def total(self) -> Funnel:
        return together(self.segments.values())
