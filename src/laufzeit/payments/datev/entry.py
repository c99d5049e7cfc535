"""From an issued document to its bookings.

The customer's account against the revenue account, gross, once for each account: DATEV takes the tax out again. A
correction stands on the other side. What is for months to come goes on to the deferral account, net, with the key that
turns the account's automatic tax off: the tax is owed in full (``deferral``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from laufzeit.catalogue.billing import Datev
from laufzeit.invoices.document import Document, DocumentKind, Line, TaxCategory, TaxLine
from laufzeit.invoices.taxing import vat_country
from laufzeit.money.vat import NoRate, VatCategory, percent, rate_on
from laufzeit.payments.datev import accounts, deferral, fields
from laufzeit.payments.datev.accounts import HOME, Revenue, Sold
from laufzeit.payments.datev.booking import NO_AUTOMATICS, Booking, sided
from laufzeit.payments.datev.deferral import Prepaid
from laufzeit.payments.datev.fault import Code, Fault

_LONGEST_TEXT: Final = 60
_RATES: Final = {Revenue.STANDARD: VatCategory.STANDARD, Revenue.REDUCED: VatCategory.REDUCED}


class Item(NamedTuple):
    """What a line is about; lines of several documents may be about one."""

    contract: UUID
    item: str
    period_from: date


ItemNets = Mapping[Item, int]
"""What was first invoiced of items that a correction is about, net."""


@dataclass(frozen=True, slots=True)
class Books:
    """How the vendor's books are kept. ``oss``: ``Billing.oss``."""

    datev: Datev
    oss: bool

    def account(self, revenue: Revenue) -> int:
        """The revenue account in the vendor's chart."""
        return accounts.account(revenue, self.datev.chart)

    @property
    def deferred_account(self) -> int:
        return accounts.deferred_account(self.datev.chart)

    def key_of(self, account: int) -> str:
        """The key for a net amount on a revenue account."""
        return NO_AUTOMATICS if accounts.is_automatic(account, self.datev.chart) else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the books, and what of it was put off."""

    bookings: tuple[Booking, ...]
    deferred: Mapping[int, int]
    """Net cents by revenue account."""


def entry_of(document: Document, books: Books, item_nets: ItemNets) -> Entry | list[Fault]:
    """The bookings of a document, or all that keeps it from being booked."""
    faults = _faults(document)
    kinds = {group: _revenue(document, group, books) for group in ((tax.category, tax.rate) for tax in document.taxes)}
    for (category, rate), revenue in kinds.items():
        if revenue is None:
            faults.append(_fault(document, Code.NO_ACCOUNT, category=category.value, percent=percent(rate)))
        elif _rate_of_no_day(document, revenue, rate):
            faults.append(_fault(document, Code.RATE_OF_NO_DAY, percent=percent(rate)))
    known = {group: revenue for group, revenue in kinds.items() if revenue is not None}
    if faults:
        return faults
    put_off = _put_off(document, known, books, item_nets)
    bookings = (*_revenues(document, known, books), *_deferrals(document, put_off, books))
    if any(one.amount > fields.LARGEST_AMOUNT for one in bookings):
        return [_fault(document, Code.TOO_LARGE)]
    return Entry(bookings, put_off)


def prepaid(line: Line, issued_on: date, account: int, item_nets: ItemNets) -> Prepaid:
    """A line as the deferral sees it."""
    item = Item(line.contract, line.item, line.period.start)
    return Prepaid(account, issued_on, line.net, line.service, item_nets.get(item, line.net))


_Group = tuple[TaxCategory, int]


def _faults(document: Document) -> list[Fault]:
    faults = []
    if document.seller.country != HOME:
        faults.append(_fault(document, Code.NOT_GERMAN, country=document.seller.country))
    if document.currency != "EUR":
        faults.append(_fault(document, Code.CURRENCY, currency=document.currency))
    if not fields.fits_voucher(document.number):
        faults.append(_fault(document, Code.NUMBER_FORM))
    if any(tax.category is TaxCategory.REVERSE_CHARGE for tax in document.taxes) and not document.buyer.vat_id:
        faults.append(_fault(document, Code.VAT_ID_MISSING))
    if not _adds_up(document):
        faults.append(_fault(document, Code.DOES_NOT_ADD_UP))
    return faults


def _adds_up(document: Document) -> bool:
    bases: dict[_Group, int] = {}
    for line in document.lines:
        bases[line.category, line.rate] = bases.get((line.category, line.rate), 0) + line.net
    by_tax = {(tax.category, tax.rate): tax.base for tax in document.taxes}
    return bases == by_tax and sum(tax.base + tax.tax for tax in document.taxes) == document.gross


def _fault(document: Document, code: Code, **facts: str | int) -> Fault:
    return Fault(code, document.number, document.buyer.name, facts)


def _revenue(document: Document, group: _Group, books: Books) -> Revenue | None:
    category, rate = group
    sold = Sold(category, rate, document.buyer.country, _last_day(document, group), books.oss)
    return accounts.revenue_of(sold)


def _last_day(document: Document, group: _Group) -> date:
    """The last day of the services with this category and rate."""
    days = [line.service.last_day for line in document.lines if (line.category, line.rate) == group]
    return max((day for day in days if day is not None), default=document.issued_on)


def _rate_of_no_day(document: Document, revenue: Revenue, rate: int) -> bool:
    """Whether the rate is neither that of the document's day nor that of a last day of service before it. DATEV takes
    the day of performance only where it is not after the document's (k-advice.atlassian.net, "Fibu-Export nach Datev
    mit Leistungsdatum")."""
    return _service_day(document, revenue, rate) is None and not _has_rate(revenue, rate, document.issued_on)


def _service_day(document: Document, revenue: Revenue, rate: int) -> date | None:
    """The day that DATEV has to take the rate from, where it is not the document's own."""
    if revenue not in _RATES or _has_rate(revenue, rate, document.issued_on):
        return None
    last_days = [line.service.last_day for line in document.lines if line.rate == rate]
    fitting = [day for day in last_days if day and day <= document.issued_on and _has_rate(revenue, rate, day)]
    return max(fitting, default=None)


def _has_rate(revenue: Revenue, rate: int, day: date) -> bool:
    """Whether an automatic account takes this rate on a day; accounts without a German rate take any."""
    if revenue not in _RATES:
        return True
    try:
        return rate_on(_RATES[revenue], day) == rate
    except NoRate:
        return False


def _revenues(document: Document, kinds: Mapping[_Group, Revenue], books: Books) -> list[Booking]:
    return [
        _revenue_booking(document, tax, kinds[tax.category, tax.rate], books)
        for tax in document.taxes
        if tax.base + tax.tax
    ]


def _revenue_booking(document: Document, tax: TaxLine, revenue: Revenue, books: Books) -> Booking:
    amount, side = sided(tax.base + tax.tax)
    eu, eu_rate = _eu(document, revenue, tax.rate)
    return Booking(
        amount=amount,
        side=side,
        account=books.datev.debtor,
        contra=books.account(revenue),
        day=document.issued_on,
        voucher=document.number,
        text=_text(document),
        due_on=document.due_on,
        eu=eu,
        eu_rate=eu_rate,
        service_on=_service_day(document, revenue, tax.rate),
        customer=document.buyer.number,
    )


def _eu(document: Document, revenue: Revenue, rate: int) -> tuple[str, int | None]:
    """What the recapitulative statement and the one-stop shop ask: the VAT id, or the country and its rate."""
    match revenue:
        case Revenue.REVERSE_CHARGE_EU:
            return document.buyer.vat_id, None
        case Revenue.OSS:
            country = vat_country(document.buyer.country)
            return ("EL" if country == "GR" else country), rate
        case _:
            return "", None


def _put_off(document: Document, kinds: Mapping[_Group, Revenue], books: Books, item_nets: ItemNets) -> dict[int, int]:
    """What goes to later months, by revenue account."""
    found: dict[int, int] = {}
    for line in document.lines:
        account = books.account(kinds[line.category, line.rate])
        one = prepaid(line, document.issued_on, account, item_nets)
        if deferral.is_deferred(one, books.datev.defer_from):
            found[account] = found.get(account, 0) + deferral.deferred(one)
    return found


def _deferrals(document: Document, put_off: Mapping[int, int], books: Books) -> list[Booking]:
    """The revenue account stands as the contra account, which is what the key is for."""
    until = document.service.last_day
    text = f"PRAP bis {until:%d.%m.%Y} {document.buyer.name}" if until else document.buyer.name
    bookings = []
    for account, net in put_off.items():
        amount, side = sided(-net)
        if amount:
            bookings.append(
                Booking(
                    amount=amount,
                    side=side,
                    account=books.deferred_account,
                    contra=account,
                    day=document.issued_on,
                    voucher=document.number,
                    text=text[:_LONGEST_TEXT],
                    key=books.key_of(account),
                    customer=document.buyer.number,
                )
            )
    return bookings


def _text(document: Document) -> str:
    """Who, and for a correction what it corrects."""
    originals = ", ".join(reference.number for reference in document.references)
    match document.kind:
        case DocumentKind.INVOICE:
            return document.buyer.name[:_LONGEST_TEXT]
        case DocumentKind.CORRECTION:
            return f"Korrektur {originals}: {document.buyer.name}"[:_LONGEST_TEXT]
        case DocumentKind.CANCELLATION:
            return f"Storno {originals}: {document.buyer.name}"[:_LONGEST_TEXT]


def release_bookings(
    found: Mapping[deferral.Source, deferral.Released], month_end: date, books: Books
) -> list[Booking]:
    """What a month earns of earlier months' documents: one booking for each account and month of issue, on the last
    day. The documents behind it are those of that month, whose bookings name them one by one."""
    bookings = []
    for source, one in found.items():
        amount, side = sided(one.amount)
        if amount:
            bookings.append(
                Booking(
                    amount=amount,
                    side=side,
                    account=books.deferred_account,
                    contra=source.account,
                    day=month_end,
                    voucher=f"PRAP-{source.month:%Y-%m}",
                    text=f"Auflösung PRAP aus {source.month:%m/%Y}",
                    key=books.key_of(source.account),
                )
            )
    return bookings
