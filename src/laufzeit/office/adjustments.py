"""What the vendor grants and charges beside the prices, in words; and what a decision about it changes on invoices.

The amounts come from the function that invoices are made of (``rating.owed``), asked before and after the decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from laufzeit.catalogue.model import PriceBasis
from laufzeit.catalogue.steps import NoPrice
from laufzeit.contracts.contract import Discount, Extra
from laufzeit.contracts.currency import currency_on
from laufzeit.contracts.deciding.discounts import recurring_charges
from laufzeit.contracts.store import Held
from laufzeit.dates.day import ONE_DAY, add_months
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full, percentage
from laufzeit.portal.shown import Shown
from laufzeit.rating.items import Item, ItemKey
from laufzeit.rating.owed import Account, owed

LOOK_AHEAD: Final = 36
"""Months in which a decision shows what it changes: longer than any usual billing period."""

FIRST_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class DiscountRow:
    """A discount as the contract's page lists it. ``tag`` is empty while it applies."""

    discount: Discount
    what: str
    when: str
    tag: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class ExtraRow:
    extra: Extra
    amount: str
    when: str


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


def discount_rows(shown: Shown) -> list[DiscountRow]:
    """Those that apply or will first, those that are over last; otherwise the latest first."""
    rows = [_discount_row(one, shown) for one in reversed(shown.contract.discounts)]
    return sorted(rows, key=lambda row: not row.can_end)


def extra_rows(shown: Shown) -> list[ExtraRow]:
    """The latest day first."""
    extras = sorted(shown.contract.extras, key=lambda one: one.effective_on, reverse=True)
    return [
        ExtraRow(
            one,
            amount_in_words(one.amount, one.effective_on, shown),
            day_in_digits(one.effective_on, shown.language),
        )
        for one in extras
    ]


def measure_in_words(discount: Discount, shown: Shown) -> str:
    """ "10 % auf alle wiederkehrenden Preise"."""
    charge = charge_name(discount.charge, discount.effective_on, shown) if discount.charge else ""
    if discount.amount is not None:
        amount = amount_in_words(discount.amount, discount.effective_on, shown)
        return _("%(amount)s off each billing period of %(charge)s") % {"amount": amount, "charge": charge}
    said = {"percent": percentage(discount.percent or 0, shown.language), "charge": charge}
    return (_("%(percent)s off %(charge)s") if charge else _("%(percent)s off all recurring prices")) % said


def span_in_words(discount: Discount, language: Language) -> str:
    """From when to when, and for how many periods."""
    first = day_in_digits(discount.effective_on, language)
    if discount.ends is None:
        span = _("from %(first)s on") % {"first": first}
    elif discount.ends <= discount.effective_on:
        return _("from %(first)s on, and ended on the same day: it never applied") % {"first": first}
    else:
        last = day_in_digits(discount.ends - ONE_DAY, language)
        span = _("from %(first)s to %(last)s") % {"first": first, "last": last}
    if discount.periods is None:
        return span
    periods = ngettext("for %(count)d billing period", "for %(count)d billing periods", discount.periods)
    return f"{span}, {periods % {'count': discount.periods}}"


def charge_name(key: str, day: date, shown: Shown) -> str:
    """The name of a price that the contract has from ``day`` on; of one that it has no more, its key."""
    found = recurring_charges(shown.timeline, shown.catalogue, day).get(key)
    return found.names.text(shown.language) if found else key


def amount_in_words(minor: int, day: date, shown: Shown) -> str:
    return in_full(Money(minor, currency_on(shown.timeline, shown.catalogue, day)), shown.language)


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


def _discount_row(discount: Discount, shown: Shown) -> DiscountRow:
    over = discount.ends is not None and discount.ends <= max(shown.today, discount.effective_on)
    tag = ""
    if over:
        tag = pgettext("of a discount", "ended")
    elif discount.effective_on > shown.today:
        tag = pgettext("of a discount", "ahead")
    what, when = measure_in_words(discount, shown), span_in_words(discount, shown.language)
    return DiscountRow(discount, what, when, tag, can_end=not over)
