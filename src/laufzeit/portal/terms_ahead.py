"""The terms of a contract from today's on, each with what it costs, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from laufzeit.catalogue.quote import quote
from laufzeit.catalogue.steps import NoPrice
from laufzeit.contracts.contract import Offer
from laufzeit.contracts.store import Held
from laufzeit.dates.period import Period
from laufzeit.invoices.forecast import nothing_known
from laufzeit.invoices.running.looking import account_of
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full
from laufzeit.portal.shown import Shown
from laufzeit.portal.wording import CostCard, cost_card
from laufzeit.rating.items import Item
from laufzeit.rating.owed import owed

SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A term of the contract with what it costs."""

    first: date
    last: date | None
    card: CostCard
    is_new: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """``total`` is what billing will ask for all rows together, in the vendor's price basis, with the discounts that
    apply (``discounted``); empty where it is not known today: there is no end, or something is charged by use."""

    rows: tuple[Row, ...]
    total: str
    discounted: bool


def terms_ahead(after: Held, shown: Shown, offer: Offer) -> Ahead:
    """The running term of a contract and its next ones; those at the terms of ``offer`` are new."""
    rows, bounds, uncounted = list[Row](), list[Period](), False
    for term, phase in islice(after.timeline.terms_between(shown.today, date(9000, 1, 1)), SHOWN):
        terms = shown.catalogue.terms(phase.terms)
        quoted = quote(terms, phase.seats)
        card = cost_card(shown.name_of(phase.terms), quoted, terms, dict(shown.catalogue.meters))
        rows.append(Row(term.start, term.last_day, card, phase.terms == offer.to))
        bounds.append(term)
        uncounted |= bool(quoted.uncounted)
    owing = [] if uncounted or len(rows) < 2 else _owing(after, bounds[0].start, bounds[-1].last_day)
    total = sum(item.amount for item in owing)
    said = in_full(Money(total, Currency.of(owing[0].currency)), shown.language) if owing else ""
    return Ahead(tuple(rows), said, discounted=total != sum(item.listed for item in owing))


def _owing(after: Held, first: date, last: date | None) -> list[Item]:
    """What billing will ask for the prices of the contract from one day through another; nothing if that has no end,
    or some of it no price."""
    if last is None:
        return []
    try:
        found = owed(account_of(after.contract, after.catalogue), after.catalogue, last, nothing_known, since=first)
    except NoPrice:
        return []
    items = [item for item in found if item.charge is not None]
    return items if len({item.currency for item in items}) == 1 else []
