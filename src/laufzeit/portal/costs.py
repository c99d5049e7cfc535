"""What a decision puts on the next invoice, shown before it is made: by the same ``owed`` that billing asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.contract import Contract
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.invoices.forecast import Changed, cost_of, nothing_known
from laufzeit.invoices.running.looking import account_of
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full


@dataclass(frozen=True, slots=True)
class Cost:
    """A line of what changes: ``credit`` where it is given back. ``days`` are what it is for, ``how`` the amount that
    the period has instead of which."""

    text: str
    days: str
    amount: str
    credit: bool
    how: str = ""


@dataclass(frozen=True, slots=True)
class Costs:
    """``total`` is what is charged in the end, or given back."""

    lines: tuple[Cost, ...]
    total: str
    credit: bool


def costs_of(
    before: Contract, after: Contract, catalogue: Catalogue, first_day: date, language: Language
) -> Costs | None:
    """What a decision that begins on ``first_day`` changes of the billing periods that hold this day; ``None`` where
    it changes no amount."""
    found = cost_of(account_of(before, catalogue), account_of(after, catalogue), catalogue, first_day, nothing_known)
    if not found:
        return None
    currency = Currency.of(found[0].item.currency)
    total = sum(one.amount for one in found)
    lines = tuple(_line(one, catalogue, currency, language) for one in found)
    return Costs(lines, in_full(Money(abs(total), currency), language), total < 0)


def _line(changed: Changed, catalogue: Catalogue, currency: Currency, language: Language) -> Cost:
    item, service = changed.item, changed.service
    assert service.last_day is not None  # billing periods have an end
    days = f"{day_in_digits(service.start, language)} – {day_in_digits(service.last_day, language)}"
    amount = in_full(Money(abs(changed.amount), currency), language)
    text = item.text if item.charge is None else item.charge.names.text(language)
    how = ""
    if changed.before and changed.after:
        now, was = (in_full(Money(one, currency), language) for one in (changed.after, changed.before))
        how = f"{was} → {now}"
    return Cost(text, days, amount, changed.amount < 0, how)
