"""From the differences of a customer's contracts to documents that only lack their numbers.

A document has one currency, and only what adds or only what takes away: what is owed in addition is an invoice, what
was invoiced too much is a correction that names the documents that it corrects. A credit without an earlier document
(the vendor's, once) goes on an invoice that stays above zero, otherwise on a correction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from laufzeit.catalogue.billing import InvoicePer
from laufzeit.catalogue.model import Catalogue, VendorFacts
from laufzeit.customers.details import Kind
from laufzeit.dates.period import Period
from laufzeit.dates.wording import Language
from laufzeit.dates.workday import State, next_workday
from laufzeit.invoices.difference import Due, service_of
from laufzeit.invoices.document import Document, DocumentKind, Line, Party, Reference, TaxCategory
from laufzeit.invoices.lines import Named, Tax, Writer
from laufzeit.invoices.paying import Paying, payment_of
from laufzeit.invoices.tax_words import reason_in_words
from laufzeit.invoices.taxing import TaxedBuyer, Untaxable, tax_of
from laufzeit.invoices.totals import totals


@dataclass(frozen=True, slots=True)
class Customer:
    """The customer as it stands on the day of issue."""

    id: UUID
    party: Party
    kind: Kind
    language: Language
    buyer_reference: str = ""
    paying: Paying | None = None
    """The mandate by which it pays; ``None``: it transfers."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What has to be documented of one contract."""

    contract: Named
    dues: tuple[Due, ...]


class CannotBill(Exception):
    """A contract cannot be billed: ``code`` and ``facts`` say why (``refusing.py`` has the words)."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


@dataclass(slots=True)
class _Sheet:
    """The lines of a document to be, and what their corrections refer to."""

    lines: list[Line] = field(default_factory=list)
    references: dict[str, Reference] = field(default_factory=dict)
    reasons: dict[TaxCategory, str] = field(default_factory=dict)
    contracts: set[UUID] = field(default_factory=set)

    @property
    def amount(self) -> int:
        return sum(line.net for line in self.lines)

    def add(self, other: _Sheet) -> None:
        self.lines += other.lines
        self.references |= other.references
        self.reasons |= other.reasons
        self.contracts |= other.contracts


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts the documents of one vendor on one day. ``seller`` is the vendor as documents show it."""

    catalogue: Catalogue
    seller: Party
    issued_on: date

    def drafts(self, customer: Customer, claims: Sequence[Claim]) -> Iterator[Document]:
        """The documents of a customer, invoices before corrections; their ids are zero and their numbers empty.

        Raises ``CannotBill`` where something is missing; then no document of the customer's claims was given.
        """
        if missing := _missing(customer):
            raise CannotBill("address_missing", missing=missing)
        sheets = self._sheets(customer, claims)
        yield from [self._document(customer, sheet, kind, currency) for kind, currency, sheet in sheets]

    def _sheets(self, customer: Customer, claims: Sequence[Claim]) -> list[tuple[DocumentKind, str, _Sheet]]:
        together = self.catalogue.vendor.billing.per is InvoicePer.CUSTOMER
        kept: dict[tuple[UUID | None, str], tuple[_Sheet, _Sheet, _Sheet]] = {}
        for claim in claims:
            for due in claim.dues:
                key = (None if together else claim.contract.id, due.currency)
                plus, minus, credit = kept.setdefault(key, (_Sheet(), _Sheet(), _Sheet()))
                sheet = plus if due.amount > 0 else minus if due.billed else credit
                self._write(customer, claim.contract, due, sheet)
        found: list[tuple[DocumentKind, str, _Sheet]] = []
        for (_, currency), (plus, minus, credit) in kept.items():
            (plus if plus.amount + credit.amount > 0 else minus).add(credit)
            found += [
                (kind, currency, sheet)
                for kind, sheet in ((DocumentKind.INVOICE, plus), (DocumentKind.CORRECTION, minus))
                if sheet.lines
            ]
        return found

    def _write(self, customer: Customer, contract: Named, due: Due, sheet: _Sheet) -> None:
        tax = self._tax(customer, due, sheet)
        sheet.lines += Writer(self.catalogue, customer.language).lines(due, contract, tax)
        sheet.contracts.add(contract.id)
        if due.billed is not None and due.amount < 0:
            sheet.references[due.billed.document.number] = due.billed.document

    def _tax(self, customer: Customer, due: Due, sheet: _Sheet) -> Tax:
        """What takes something back has the tax of what it takes back, be it a credit; the rest that of the last day of
        its billing period, because that is when the service is complete (§ 27 (1) UStG)."""
        if due.billed is not None and (due.amount < 0 or due.item is None):
            return Tax(due.billed.category, due.billed.rate)
        assert due.item is not None  # there is a difference of something
        last_day = due.item.service.last_day or service_of(due).start
        buyer = TaxedBuyer(customer.party.country, customer.kind, customer.party.vat_id)
        taxed = tax_of(self.catalogue.vendor, buyer, due.item.vat, last_day)
        if isinstance(taxed, Untaxable):
            raise CannotBill(taxed.code.value, **dict(taxed.facts))
        if taxed.category is not TaxCategory.STANDARD:
            country = self.catalogue.vendor.address.country
            sheet.reasons[taxed.category] = reason_in_words(taxed.reason, country, customer.language)
        return Tax(taxed.category, taxed.rate)

    def _document(self, customer: Customer, sheet: _Sheet, kind: DocumentKind, currency: str) -> Document:
        found = totals(sheet.lines, self.catalogue.vendor.prices, sheet.reasons)
        due_on = pay_until(self.catalogue.vendor, self.issued_on)
        contracts = sheet.contracts
        return Document(
            id=UUID(int=0),
            kind=kind,
            number="",
            issued_on=self.issued_on,
            due_on=due_on,
            currency=currency,
            language=customer.language,
            seller=self.seller,
            buyer=customer.party,
            organisation=customer.id,
            lines=found.lines,
            taxes=found.taxes,
            net=found.net,
            tax=found.tax,
            gross=found.gross,
            service=_service(found.lines),
            contract=next(iter(contracts)) if len(contracts) == 1 else None,
            buyer_reference=customer.buyer_reference or customer.party.number,
            references=tuple(sheet.references.values()),
            payment=payment_of(self.catalogue.vendor.billing, customer.paying, found.gross, currency, due_on),
            gross_prices=self.catalogue.vendor.prices.value == "gross",
        )


def pay_until(vendor: VendorFacts, issued_on: date) -> date:
    """§ 193 BGB: a payment that is due on a day without work is due on the next working day."""
    day = issued_on + timedelta(days=vendor.billing.due_days)
    state = vendor.address.state
    return next_workday(day, State(state)) if state in State.__members__.values() else day


NEEDED: Final = ("name", "street", "postcode", "city")
"""What an invoice has to say of its recipient (§ 14 (4) Nr. 1 UStG)."""


def _missing(customer: Customer) -> list[str]:
    """What of ``NEEDED`` is not known."""
    return [name for name in NEEDED if not getattr(customer.party, name)]


def _service(lines: Sequence[Line]) -> Period:
    ends = [line.service.end for line in lines if line.service.end is not None]
    return Period(min(line.service.start for line in lines), max(ends))
