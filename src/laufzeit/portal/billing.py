"""The customer's documents and what is still to come, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from laufzeit.catalogue.steps import NoPrice
from laufzeit.contracts import store as contracts
from laufzeit.contracts.store import Held
from laufzeit.dates.day import add_months
from laufzeit.dates.wording import Language
from laufzeit.invoices.document import Document, DocumentKind, Line
from laufzeit.invoices.forecast import Expected, expected
from laufzeit.invoices.running.looking import account_of
from laufzeit.money.amount import MICROS, Currency, Money
from laufzeit.money.vat import percent
from laufzeit.money.wording import exactly, in_digits, in_full
from laufzeit.payments.ledger import Status
from laufzeit.payments.standing import Standing

AHEAD = 12
"""Months that are looked ahead."""

Tag = tuple[str, str]
"""Style and word."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list."""

    id: UUID
    number: str
    title: str
    issued_on: date
    due_on: date
    amount: str
    open: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class Ahead:
    """What will be invoiced: when, for which contract, how much, and what comes on top by count."""

    day: date
    contract: UUID
    name: str
    amount: str
    counted: str


@dataclass(frozen=True, slots=True)
class Position:
    """A line of a document as a page shows it."""

    line: Line
    quantity: str
    price: str
    amount: str
    allowances: tuple[tuple[str, str], ...]


def title_of(kind: str) -> str:
    """What a document is called."""
    match DocumentKind(kind):
        case DocumentKind.INVOICE:
            return _("Invoice")
        case DocumentKind.CORRECTION:
            return _("Correction of an invoice")
        case DocumentKind.CANCELLATION:
            return _("Cancellation of an invoice")


def tag_of(status: Status) -> Tag:
    """Style and word for how a document stands."""
    words: dict[Status, Tag] = {
        Status.PAID: ("good", _("paid")),
        Status.SETTLED: ("", _("settled")),
        Status.CREDIT: ("info", _("credit")),
        Status.DISPUTED: ("warn", _("disputed")),
        Status.COLLECTING: ("info", _("is being collected")),
        Status.RETURNED: ("bad", _("direct debit returned")),
        Status.OVERDUE: ("bad", _("overdue")),
        Status.PARTLY_PAID: ("warn", _("partly paid")),
        Status.OPEN: ("info", _("open")),
    }
    return words[status]


def listed(standings: Sequence[Standing], today: date, language: Language) -> list[Listed]:
    """Documents for a list, the latest first."""
    latest = sorted(standings, key=lambda one: (one.issued_on, one.number), reverse=True)
    return [
        Listed(
            one.document,
            one.number,
            title_of(one.kind),
            one.issued_on,
            one.due_on,
            money(one.payable, one.currency, language),
            money(one.open, one.currency, language) if one.open else "",
            tag_of(one.status(today)),
        )
        for one in latest
    ]


def open_amounts(standings: Sequence[Standing], language: Language) -> list[str]:
    """What the customer owes in all, in each currency; credits are taken off."""
    sums: dict[str, int] = {}
    for one in standings:
        sums[one.currency] = sums.get(one.currency, 0) + one.open
    return [money(minor, currency, language) for currency, minor in sorted(sums.items()) if minor]


def ahead(organisation: UUID, today: date, language: Language) -> list[Ahead]:
    """What falls due in the next months, by what is decided today."""
    held_ones = contracts.held_of_organisation(organisation)
    found = [one for held in held_ones for one in ahead_of(held, today, language)]
    return sorted(found, key=lambda one: (one.day, one.name))


def ahead_of(held: Held, today: date, language: Language) -> list[Ahead]:
    """The same for one contract; nothing where its quantity has no price, which the next run says to the vendor."""
    account = account_of(held.contract, held.catalogue)
    try:
        found = expected(account, held.catalogue, today, add_months(today, AHEAD))
    except NoPrice:
        return []
    return [_ahead(held, one, language) for one in found if one.amount or one.uncounted]


def _ahead(held: Held, one: Expected, language: Language) -> Ahead:
    names = ", ".join(charge.names.text(language) for charge in one.uncounted)
    amount = money(one.amount, one.currency, language) if one.amount else ""
    return Ahead(one.due_on, held.row.id, held.row.label or held.row.number, amount, names)


def positions(document: Document, language: Language) -> list[Position]:
    """The lines of a document."""
    currency = Currency.of(document.currency)
    return [
        Position(
            line,
            in_digits(line.quantity, language, decimals=0 if line.quantity == int(line.quantity) else 2),
            exactly(Decimal(line.unit_price) / MICROS, currency, language),
            money(line.amount, document.currency, language),
            tuple((one.reason, money(-one.amount, document.currency, language)) for one in line.allowances),
        )
        for line in document.lines
    ]


def taxes(document: Document, language: Language) -> list[tuple[str, str, str]]:
    """The rate, the base and the tax of each group; without a rate the reason why there is none."""
    return [
        (
            f"{percent(one.rate).replace('.', ',' if language == 'de' else '.')} %" if one.rate else one.reason,
            money(one.base, document.currency, language),
            money(one.tax, document.currency, language),
        )
        for one in document.taxes
    ]


def money(minor: int, currency: str, language: Language) -> str:
    """An amount with all its digits."""
    return in_full(Money(minor, Currency.of(currency)), language)
