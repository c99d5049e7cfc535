"""Documents as the tests of the books need them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from laufzeit.catalogue.billing import Chart, Datev
from laufzeit.catalogue.model import PriceBasis
from laufzeit.dates.period import Period
from laufzeit.invoices.document import Document, DocumentKind, Line, Party, Reference, TaxCategory
from laufzeit.invoices.totals import totals
from laufzeit.payments.datev.entry import Books

SELLER = Party("Vendor GmbH", "Weg 1", "10115", "Berlin", "DE", vat_id="DE136695976")
BUYER = Party("Müller & Söhne KG", "Gasse 2", "80331", "München", "DE", number="10042")
SKR03 = Books(Datev(Chart.SKR03, 1001, 1), oss=False)


def line(
    net: int, first: date, last: date, rate: int = 1900, category: TaxCategory = TaxCategory.STANDARD, contract: int = 1
) -> Line:
    service = Period.from_inclusive(first, last)
    return Line(
        contract=UUID(int=contract), contract_number=f"V-{contract}", item="plus@2020/fee", period=service,
        service=service, text="PLUS", explanation="", quantity=Decimal(1 if net >= 0 else -1), unit="C62",
        unit_price=abs(net) * 10_000, amount=net, net=net, category=category, rate=rate,
    )  # fmt: skip


def document(
    number: str,
    issued_on: date,
    *lines: Line,
    buyer: Party = BUYER,
    kind: DocumentKind = DocumentKind.INVOICE,
    prices: PriceBasis = PriceBasis.NET,
) -> Document:
    done = totals(lines, prices)
    return Document(
        id=UUID(int=7), kind=kind, number=number, issued_on=issued_on, due_on=issued_on + timedelta(days=14),
        currency="EUR", language="de", seller=SELLER, buyer=buyer, organisation=UUID(int=9), lines=done.lines,
        taxes=done.taxes, net=done.net, tax=done.tax, gross=done.gross,
        service=Period(min(one.service.start for one in lines), max(one.service.end or issued_on for one in lines)),
        gross_prices=prices is PriceBasis.GROSS,
        references=() if kind is DocumentKind.INVOICE else (Reference("RE-1", date(2026, 1, 1)),),
    )  # fmt: skip


def turned(original: Document, number: str, issued_on: date) -> Document:
    """The cancellation of a whole document."""
    return replace(
        original,
        kind=DocumentKind.CANCELLATION,
        number=number,
        issued_on=issued_on,
        lines=tuple(replace(one, amount=-one.amount, net=-one.net, gross=one.gross and -one.gross)
                    for one in original.lines),
        taxes=tuple(replace(tax, base=-tax.base, tax=-tax.tax) for tax in original.taxes),
        net=-original.net,
        tax=-original.tax,
        gross=-original.gross,
        references=(Reference(original.number, original.issued_on),),
    )  # fmt: skip
