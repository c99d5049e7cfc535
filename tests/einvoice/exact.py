"""Our own reading of both syntaxes, and what the official rules do not see or only warn of.

They accept a tax that is off by less than 1.00 (BR-CO-17, BR-S-08, BR-S-09) and only warn of a wrong line (R120); the
packages that we have them from lack R008, R061, R110 and R111.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lxml import etree

UBL = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
CII = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
DIGITS = {"JPY": 0, "KWD": 3}


@dataclass(frozen=True)
class ReadLine:
    quantity: Fraction
    price: Fraction
    per: Fraction
    allowances: Fraction
    net: Fraction
    category: str
    rate: Fraction
    first: date
    last: date


@dataclass(frozen=True)
class ReadTax:
    category: str
    rate: Fraction
    base: Fraction
    tax: Fraction


@dataclass(frozen=True)
class Read:
    """What an XML says, in numbers."""

    currency: str
    means: str
    mandate: str
    first: date
    last: date
    lines: tuple[ReadLine, ...]
    taxes: tuple[ReadTax, ...]
    sum_of_lines: Fraction
    net: Fraction
    tax: Fraction
    gross: Fraction
    prepaid: Fraction
    payable: Fraction


class Cursor:
    """An element and its name spaces: texts, numbers and days at paths below it."""

    def __init__(self, element: Any, spaces: dict[str, str]) -> None:
        self.element, self.spaces = element, spaces

    def text(self, path: str) -> str:
        found = self.element.xpath(path, namespaces=self.spaces)
        return (found[0] if isinstance(found[0], str) else found[0].text) if found else ""

    def number(self, path: str, missing: str = "0") -> Fraction:
        return Fraction(Decimal(self.text(path) or missing))

    def total(self, path: str) -> Fraction:
        return sum(
            (Fraction(Decimal(one.text)) for one in self.element.xpath(path, namespaces=self.spaces)), Fraction(0)
        )

    def day(self, path: str) -> date:
        text = self.text(path)
        return date.fromisoformat(text)  # both "20260401" and "2026-04-01"

    def each(self, path: str) -> Iterator[Cursor]:
        return (Cursor(one, self.spaces) for one in self.element.xpath(path, namespaces=self.spaces))


def read_ubl(xml: bytes) -> Read:
    root = Cursor(etree.fromstring(xml), UBL)
    totals = "cac:LegalMonetaryTotal/cbc:"
    return Read(
        currency=root.text("cbc:DocumentCurrencyCode"),
        means=root.text("cac:PaymentMeans/cbc:PaymentMeansCode"),
        mandate=root.text("cac:PaymentMeans/cac:PaymentMandate/cbc:ID"),
        first=root.day("cac:InvoicePeriod/cbc:StartDate"),
        last=root.day("cac:InvoicePeriod/cbc:EndDate"),
        lines=tuple(
            ReadLine(
                line.number("cbc:InvoicedQuantity"),
                line.number("cac:Price/cbc:PriceAmount"),
                line.number("cac:Price/cbc:BaseQuantity", "1"),
                line.total("cac:AllowanceCharge/cbc:Amount"),
                line.number("cbc:LineExtensionAmount"),
                line.text("cac:Item/cac:ClassifiedTaxCategory/cbc:ID"),
                line.number("cac:Item/cac:ClassifiedTaxCategory/cbc:Percent"),
                line.day("cac:InvoicePeriod/cbc:StartDate"),
                line.day("cac:InvoicePeriod/cbc:EndDate"),
            )
            for line in root.each("cac:InvoiceLine")
        ),
        taxes=tuple(
            ReadTax(
                tax.text("cac:TaxCategory/cbc:ID"),
                tax.number("cac:TaxCategory/cbc:Percent"),
                tax.number("cbc:TaxableAmount"),
                tax.number("cbc:TaxAmount"),
            )
            for tax in root.each("cac:TaxTotal/cac:TaxSubtotal")
        ),
        sum_of_lines=root.number(f"{totals}LineExtensionAmount"),
        net=root.number(f"{totals}TaxExclusiveAmount"),
        tax=root.number("cac:TaxTotal/cbc:TaxAmount"),
        gross=root.number(f"{totals}TaxInclusiveAmount"),
        prepaid=root.number(f"{totals}PrepaidAmount"),
        payable=root.number(f"{totals}PayableAmount"),
    )


def read_cii(xml: bytes) -> Read:
    root = Cursor(etree.fromstring(xml), CII)
    head = next(root.each("//ram:ApplicableHeaderTradeSettlement"))
    totals = "ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
    period = "ram:BillingSpecifiedPeriod/ram:{}/udt:DateTimeString"
    return Read(
        currency=head.text("ram:InvoiceCurrencyCode"),
        means=head.text("ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode"),
        mandate=head.text("ram:SpecifiedTradePaymentTerms/ram:DirectDebitMandateID"),
        first=head.day(period.format("StartDateTime")),
        last=head.day(period.format("EndDateTime")),
        lines=tuple(_cii_line(line, period) for line in root.each("//ram:IncludedSupplyChainTradeLineItem")),
        taxes=tuple(
            ReadTax(
                tax.text("ram:CategoryCode"),
                tax.number("ram:RateApplicablePercent"),
                tax.number("ram:BasisAmount"),
                tax.number("ram:CalculatedAmount"),
            )
            for tax in head.each("ram:ApplicableTradeTax")
        ),
        sum_of_lines=head.number(f"{totals}LineTotalAmount"),
        net=head.number(f"{totals}TaxBasisTotalAmount"),
        tax=head.number(f"{totals}TaxTotalAmount"),
        gross=head.number(f"{totals}GrandTotalAmount"),
        prepaid=head.number(f"{totals}TotalPrepaidAmount"),
        payable=head.number(f"{totals}DuePayableAmount"),
    )


def _cii_line(line: Cursor, period: str) -> ReadLine:
    price = "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:"
    settlement = next(line.each("ram:SpecifiedLineTradeSettlement"))
    return ReadLine(
        line.number("ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"),
        line.number(f"{price}ChargeAmount"),
        line.number(f"{price}BasisQuantity", "1"),
        settlement.total("ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount"),
        settlement.number("ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"),
        settlement.text("ram:ApplicableTradeTax/ram:CategoryCode"),
        settlement.number("ram:ApplicableTradeTax/ram:RateApplicablePercent"),
        settlement.day(period.format("StartDateTime")),
        settlement.day(period.format("EndDateTime")),
    )


def half_away(number: Fraction, digits: int) -> Fraction:
    """Rounded to so many digits, halves away from zero; written anew here, on purpose."""
    scaled = abs(number) * 10**digits
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    return Fraction(whole if number >= 0 else -whole, 10**digits)


def inexact(read: Read, *, gross_prices: bool = False) -> Iterator[str]:
    """Every amount that is not exactly what its parts say. With gross prices the tax of a group is what is within the
    gross amounts, so that it may differ by one from that of the net base (BR-CO-17 rounds the other way round)."""
    digits = DIGITS.get(read.currency, 2)
    for number, line in enumerate(read.lines, 1):
        if line.quantity * line.price / line.per - line.allowances != line.net:
            yield f"line {number}: quantity × price"
        if line.price < 0:
            yield f"line {number}: negative price (BR-27)"
        if not (read.first <= line.first <= line.last <= read.last):
            yield f"line {number}: outside of the document's period (R110, R111)"
    for tax in read.taxes:
        of = [line.net for line in read.lines if (line.category, line.rate) == (tax.category, tax.rate)]
        if sum(of) != tax.base or not of:
            yield f"{tax.category} {tax.rate}: base"
        off = abs(half_away(tax.base * tax.rate / 100, digits) - tax.tax)
        if off > (Fraction(1, 10**digits) if gross_prices else 0):
            yield f"{tax.category} {tax.rate}: tax"
    if sum(line.net for line in read.lines) != read.sum_of_lines or read.sum_of_lines != read.net:
        yield "sum of lines"
    if sum(tax.tax for tax in read.taxes) != read.tax:
        yield "sum of taxes"
    if read.net + read.tax != read.gross or read.gross - read.prepaid != read.payable:
        yield "totals"


def missing(read: Read, xml: bytes) -> Iterator[str]:
    """What the packages' rules lack."""
    if read.means == "59" and not read.mandate:
        yield "R061: no mandate"
    if any(not len(one) and not (one.text or "").strip() for one in etree.fromstring(xml).iter()):
        yield "R008: an empty element"


def own_faults(read: Read, xml: bytes, *, gross_prices: bool = False) -> list[str]:
    return [*inexact(read, gross_prices=gross_prices), *missing(read, xml)]
