"""The answers to the questions for discounts and for what is owed once."""

from __future__ import annotations

from datetime import date, timedelta

from laufzeit.contracts.contract import Discount, Extra
from laufzeit.contracts.currency import currency_on
from laufzeit.money.amount import Money
from laufzeit.money.vat import VatCategory
from laufzeit.money.wording import percentage
from laufzeit.stories.life import Life
from laufzeit.stories.table import Answer, aligned, day_text


def discounts(life: Life) -> Answer:
    """All that were granted, those that have ended too."""
    assert life.contract is not None
    found = life.contract.discounts
    rows = [
        (f"from {day_text(one.effective_on)}", _measure(one, life), f"off {one.charge or 'all'}", one.reason, _end(one))
        for one in found
    ]
    data = [
        {
            "from": one.effective_on.isoformat(),
            "percent": one.percent,
            "amount": None if one.amount is None else str(_money(one.amount, one.effective_on, life).decimal),
            "charge": one.charge,
            "periods": one.periods,
            "until": day_text(_last_day(one.ends)) or None,
            "reason": one.reason,
        }
        for one in found
    ]
    return Answer(aligned(rows) or ("nothing",), data)


def extras(life: Life) -> Answer:
    """What is owed once, credits with a minus, in the order of its days."""
    assert life.contract is not None
    found = sorted(life.contract.extras, key=lambda one: one.effective_on)
    rows = [
        (day_text(one.effective_on), str(_money(one.amount, one.effective_on, life)), one.text, _rate(one))
        for one in found
    ]
    data = [
        {
            "day": one.effective_on.isoformat(),
            "amount": str(_money(one.amount, one.effective_on, life).decimal),
            "text": one.text,
            "vat": one.vat.value,
        }
        for one in found
    ]
    return Answer(aligned(rows) or ("nothing",), data)


def _measure(discount: Discount, life: Life) -> str:
    if discount.amount is not None:
        return str(_money(discount.amount, discount.effective_on, life))
    return percentage(discount.percent or 0, "en")


def _end(discount: Discount) -> str:
    periods = f"{discount.periods} {'period' if discount.periods == 1 else 'periods'}" if discount.periods else ""
    never = discount.ends is not None and discount.ends <= discount.effective_on
    until = "never" if never else f"until {day_text(_last_day(discount.ends))}" if discount.ends else ""
    return ", ".join(part for part in (periods, until) if part)


def _last_day(day_after: date | None) -> date | None:
    return None if day_after is None else day_after - timedelta(days=1)


def _money(minor: int, day: date, life: Life) -> Money:
    return Money(minor, currency_on(life.timeline, life.catalogue, day))


def _rate(extra: Extra) -> str:
    return "reduced rate" if extra.vat is VatCategory.REDUCED else ""
