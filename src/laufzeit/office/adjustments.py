"""What a decision about discounts and one-off charges changes on invoices.

The amounts come from the function that invoices are made of (``rating.owed``), asked before and after the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

from laufzeit.catalogue.model import PriceBasis
from laufzeit.catalogue.steps import NoPrice
from laufzeit.contracts.store import Held
from laufzeit.dates.day import add_months
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full
from laufzeit.portal.shown import Shown
from laufzeit.rating.items import Item, ItemKey
from laufzeit.rating.owed import Account, owed

LOOK_AHEAD: Final = 36
"""Months in which a decision shows what it changes: longer than any usual billing period."""

FIRST_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """What one billing period of a price costs before and after a decision."""

    name: str
    service: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """``items`` are the first of all that change; ``settled``: some of it may have been invoiced already."""

    items: tuple[ChangedItem, ...]
    more: bool
    settled: bool
    basis: str


def basis_in_words(shown: Shown) -> str:
    """Whether amounts are with or without VAT."""
    net = shown.catalogue.vendor.prices is PriceBasis.NET
    return _("Amounts are without VAT.") if net else _("Amounts include VAT.")


def difference(before: Held, after: Held, since: date, shown: Shown) -> Difference:
    """What becomes different on invoices from ``since`` on; what meters count is left out, for nobody knows it yet."""
    was, will = _items(before, since), _items(after, since)
    changed = [key for key in {**was, **will} if _amount(was.get(key)) != _amount(will.get(key))]
    settled = any(was[key].due_on <= shown.today for key in changed if key in was)
    rows = tuple(_changed(was.get(key), will.get(key), shown.language) for key in islice(changed, FIRST_FEW))
    return Difference(rows, len(changed) > FIRST_FEW, settled, basis_in_words(shown))


def _items(held: Held, since: date) -> dict[ItemKey, Item]:
    account = Account(held.timeline.phases, held.contract.discounts, held.contract.extras)
    try:
        found = owed(account, held.catalogue, add_months(since, LOOK_AHEAD), lambda _meter, _period: None, since=since)
    except NoPrice:
        return {}
    return {item.key: item for item in found}


def _amount(item: Item | None) -> int:
    return item.amount if item else 0


def _changed(was: Item | None, will: Item | None, language: Language) -> ChangedItem:
    item = will or was
    assert item is not None  # one of the two has the key
    currency = Currency.of(item.currency)
    first, last = item.service.start, item.service.last_day
    assert last is not None  # billing periods have an end
    days = day_in_digits(first, language)
    return ChangedItem(
        item.charge.names.text(language) if item.charge else item.text,
        days if first == last else f"{days} – {day_in_digits(last, language)}",
        in_full(Money(_amount(was), currency), language),
        in_full(Money(_amount(will), currency), language),
    )
