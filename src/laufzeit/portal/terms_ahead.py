"""The terms of a contract from today's on, each with what it costs, and all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from laufzeit.catalogue.quote import Quote, quote
from laufzeit.contracts.contract import Offer
from laufzeit.contracts.timeline import Timeline
from laufzeit.dates.day import add_months
from laufzeit.dates.period import Period
from laufzeit.money.amount import Money
from laufzeit.money.wording import in_full
from laufzeit.portal.shown import Shown
from laufzeit.portal.wording import CostCard, cost_card

SHOWN: Final = 3
LONGEST: Final = 120
"""Payments in a term that are counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """A term of the contract with what it costs."""

    first: date
    last: date | None
    card: CostCard
    is_new: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """``total`` is what all rows cost together, before tax where the prices are; empty where it is not known today:
    there is no end, or something is charged by use."""

    rows: tuple[Row, ...]
    total: str


def terms_ahead(life: Timeline, shown: Shown, offer: Offer) -> Ahead:
    """The running term and the next ones; those at the terms of ``offer`` are new."""
    rows, costs = list[Row](), list[Money | None]()
    for term, phase in islice(life.terms_between(shown.today, date(9000, 1, 1)), SHOWN):
        terms = shown.catalogue.terms(phase.terms)
        quoted = quote(terms, phase.seats)
        card = cost_card(shown.name_of(phase.terms), quoted, terms, dict(shown.catalogue.meters))
        rows.append(Row(term.start, term.last_day, card, phase.terms == offer.to))
        costs.append(_cost(quoted, term))
    return Ahead(tuple(rows), _together(costs, shown))


def _cost(quoted: Quote, term: Period) -> Money | None:
    """What is charged in the whole term, where that can be said: each charge a whole number of times."""
    total = Money(0, quoted.currency)
    for interval, amount in quoted.recurring.items():
        times = _times(term, interval.months)
        if times is None:
            return None
        total += amount * times
    return None if quoted.uncounted else total


def _times(term: Period, months: int | None) -> int | None:
    if term.end is None or months is None:
        return None
    counts = range(1, LONGEST + 1)
    return next((count for count in counts if add_months(term.start, count * months) == term.end), None)


def _together(costs: Sequence[Money | None], shown: Shown) -> str:
    known = [cost for cost in costs if cost is not None]
    if len(known) < 2 or len(known) < len(costs) or len({cost.currency for cost in known}) > 1:
        return ""
    return in_full(sum(known[1:], known[0]), shown.language)
