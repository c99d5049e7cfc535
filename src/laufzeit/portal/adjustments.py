"""What the vendor grants and charges beside the prices, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from laufzeit.contracts.contract import Discount, Extra
from laufzeit.contracts.currency import currency_on
from laufzeit.contracts.deciding.discounts import recurring_charges
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.money.amount import Money
from laufzeit.money.wording import in_full, percentage
from laufzeit.portal.shown import Shown


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


def _discount_row(discount: Discount, shown: Shown) -> DiscountRow:
    over = discount.ends is not None and discount.ends <= max(shown.today, discount.effective_on)
    tag = ""
    if over:
        tag = pgettext("of a discount", "ended")
    elif discount.effective_on > shown.today:
        tag = pgettext("of a discount", "ahead")
    what, when = measure_in_words(discount, shown), span_in_words(discount, shown.language)
    return DiscountRow(discount, what, when, tag, can_end=not over)
