"""What a vendor plans: whom a change of terms is for, what is offered, when, and how.

A plan is a value; it is written in the office or in a file (``reading``), checked against the catalogue (``faults``)
and stored with its campaign as it was announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts.commands import JudgedBy
from laufzeit.values.codec import Codec, Json


class Way(StrEnum):
    """How the vendor goes about it."""

    NOTICE_AND_OFFER = "notice and offer"
    """Notice to the end of the term, taken back by whoever accepts the new terms."""
    OFFER = "offer"
    """An offer alone: without acceptance the old terms go on."""
    NOTICE = "notice"
    """Notice alone: the contracts end."""


class EndingBefore(StrEnum):
    """What becomes of a term that ends before the cut-over, when the new terms are accepted."""

    ONCE_MORE = "once more"
    """It is renewed once more at the old terms; the new ones hold from the renewal after that."""
    NEW_TERMS = "new terms"
    """Its next renewal is at the new terms already."""


class By(StrEnum):
    MAIL = "mail"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Contracts at the edition ``old`` are offered ``new``; ``None`` where they only get notice."""

    old: TermsRef
    new: TermsRef | None


@dataclass(frozen=True, slots=True)
class Seats:
    """From ``least`` to ``most`` seats, both with it; ``None``: without a bound."""

    least: int = 0
    most: int | None = None

    def __contains__(self, seats: int) -> bool:
        return self.least <= seats and (self.most is None or seats <= self.most)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Which contracts at the old editions are meant. ``countries`` by ISO 3166, ``postcodes`` by their beginnings;
    empty: all of them. ``only``: nothing but these contracts (by number); ``without``: never these."""

    seats: Seats = Seats()
    countries: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assumption:
    """A segment of the cohort, and which share of it the vendor believes will accept, in basis points. A contract
    belongs to the first segment that it fits into."""

    name: str
    accepting: int
    plans: tuple[str, ...] = ()
    seats: Seats = Seats()
    countries: tuple[str, ...] = ()

    def fits(self, plan: str, seats: int, country: str) -> bool:
        """Whether a contract belongs here."""
        plans, countries = not self.plans or plan in self.plans, not self.countries or country in self.countries
        return plans and countries and seats in self.seats


OTHERS: Final = Assumption("", 10_000)
"""Everybody that no segment has: they accept."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``announce_on``: the day of the first letters; ``accept_until``: the last day to accept; ``cut_over``: renewals
    from that day on are at the new terms. ``reminders``: days before the deadline on which the silent are reminded.
    ``letters_an_hour``: how many contracts are written to (``None``: all at once). ``post_days``: after how many
    working days a letter by post counts as received. ``threshold``: a rise of the price by more than that is named
    before anything is announced, in basis points."""

    key: str
    name: str
    way: Way
    replacements: tuple[Replacement, ...]
    announce_on: date
    accept_until: date
    cut_over: date
    cohort: Cohort = Cohort()
    ending_before: EndingBefore = EndingBefore.ONCE_MORE
    judged_by: JudgedBy = JudgedBy.FIRST_DAY
    reminders: tuple[int, ...] = (30, 7)
    by: By = By.MAIL
    letters_an_hour: int | None = None
    post_days: int = 3
    threshold: int = 5_000
    assumptions: tuple[Assumption, ...] = ()

    @property
    def gives_notice(self) -> bool:
        return self.way is not Way.OFFER

    @property
    def offers(self) -> bool:
        return self.way is not Way.NOTICE

    def replacing(self, old: TermsRef) -> TermsRef | None:
        """What contracts at ``old`` are offered. Raises ``KeyError`` for an edition that the campaign is not about."""
        for one in self.replacements:
            if one.old == old:
                return one.new
        raise KeyError(str(old))

    def assumption_for(self, plan: str, seats: int, country: str) -> Assumption:
        """The segment of a contract; ``OTHERS`` where it fits into none."""
        return next((one for one in self.assumptions if one.fits(plan, seats, country)), OTHERS)


_CODEC: Final = Codec({}, leave_out_defaults=True)


def to_json(plan: Plan) -> Json:
    """The plan as stored with its campaign."""
    return _CODEC.write(plan)


def from_json(stored: Json) -> Plan:
    """The plan that was stored. Raises ``Unreadable``."""
    return _CODEC.read(Plan, stored)
