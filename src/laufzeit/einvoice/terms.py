"""What a document says in terms of EN 16931, before it is written in one of the two syntaxes (UBL, CII).

The numbers of rules and terms are those of EN 16931-1, of XRechnung 3.0.2 (BR-DE) and of Peppol BIS Billing 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from laufzeit.invoices.document import Allowance, Debit, Document, DocumentKind, Line, Party, TaxCategory, Transfer
from laufzeit.money.amount import Currency
from laufzeit.money.rounding import div_half_away, minor_to_micros
from laufzeit.money.vat import WHOLE

BUSINESS_PROCESS: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
"""BT-23 (Peppol R001)."""
DISCOUNT: Final = "95"
"""UNTDID 5189, BT-140."""
EMAIL_SCHEME: Final = "EM"
GERMAN_VAT_SCHEME: Final = "9930"
"""Schemes of electronic addresses (EAS): e-mail, and the German VAT id."""
TRANSFER: Final = "58"
DEBIT: Final = "59"
NOT_DEFINED: Final = "1"
"""UNTDID 4461, BT-81."""

_ONE: Final = Decimal(1)

_EXEMPTIONS: Final = {TaxCategory.REVERSE_CHARGE: "VATEX-EU-AE", TaxCategory.OUTSIDE: "VATEX-EU-O"}
"""CEF VATEX, BT-121. There is none for small businesses (§ 19 UStG): the reason is told in words."""


def type_code(kind: DocumentKind) -> str:
    """UNTDID 1001, BT-3: an invoice, or a corrected one."""
    return "380" if kind is DocumentKind.INVOICE else "384"


def buyer_reference(document: Document) -> str:
    """BT-10, which XRechnung asks for (BR-DE-15): what the buyer gave, its number, or the contract's."""
    return document.buyer_reference or document.buyer.number or contract_number(document) or document.number


def contract_number(document: Document) -> str:
    """BT-12: the contract, where all lines are of one."""
    numbers = {line.contract_number for line in document.lines}
    return numbers.pop() if len(numbers) == 1 else ""


def line_note(document: Document, line: Line) -> str:
    """BT-127: the line's contract, where the document is about several."""
    return "" if contract_number(document) else line.contract_number


def electronic_address(party: Party) -> tuple[str, str]:
    """BT-34 and BT-49 with their scheme: the e-mail address, or a German VAT id; empty where there is neither."""
    if party.email:
        return party.email, EMAIL_SCHEME
    return (party.vat_id, GERMAN_VAT_SCHEME) if party.vat_id.startswith("DE") else ("", "")


@dataclass(frozen=True, slots=True)
class SellerIds:
    """``identifier`` (BT-29) is written only where nothing else identifies the seller (BR-CO-26)."""

    vat_id: str
    tax_number: str
    identifier: str


def seller_ids(document: Document) -> SellerIds:
    """BT-29, BT-31 and BT-32.

    An invoice that is not subject to VAT must not carry VAT ids (BR-O-02); § 14 (4) No. 2 UStG still wants one of the
    two numbers, so it stands as the tax number.
    """
    seller = document.seller
    vat_id = "" if is_outside(document) else seller.vat_id
    tax_number = seller.tax_number or ("" if vat_id else seller.vat_id)
    return SellerIds(vat_id, tax_number, "" if vat_id or seller.register else tax_number or seller.email)


def buyer_vat_id(document: Document) -> str:
    """BT-48 (BR-AE-02 wants it, BR-O-02 forbids it)."""
    return "" if is_outside(document) else document.buyer.vat_id


def is_outside(document: Document) -> bool:
    return any(line.category is TaxCategory.OUTSIDE for line in document.taxes)


def legal_information(seller: Party) -> str:
    """BT-33: what § 35a GmbHG wants on business letters, beside the register's number (BT-30)."""
    return ", ".join(seller.managers)


def exemption_code(category: TaxCategory) -> str:
    return _EXEMPTIONS.get(category, "")


def exemption_reason(category: TaxCategory, reason: str) -> str:
    """BT-120; a category with a rate must not have one (BR-S-10, BR-Z-10)."""
    return "" if category in (TaxCategory.STANDARD, TaxCategory.ZERO) else reason


def payment_code(document: Document) -> str:
    """BT-81. Who is owed nothing, or gets money back, is told no way to pay."""
    if document.payable <= 0:
        return NOT_DEFINED
    match document.payment:
        case Debit():
            return DEBIT
        case Transfer():
            return TRANSFER
        case None:
            return NOT_DEFINED


def debit(document: Document) -> Debit | None:
    """BG-19, where something will be collected."""
    return document.payment if document.payable > 0 and isinstance(document.payment, Debit) else None


def transfer(document: Document) -> Transfer | None:
    """BG-17, where something is to be transferred."""
    return document.payment if document.payable > 0 and isinstance(document.payment, Transfer) else None


@dataclass(frozen=True, slots=True)
class NetAllowance:
    """BG-27 without tax; ``percent`` (BT-138, basis points) and ``base`` (BT-137) only where the amount is exactly that
    part of the line (Peppol R040)."""

    amount: int
    base: int
    percent: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class NetLine:
    """A line without tax: ``quantity`` × ``price`` ÷ ``per`` without the allowances is exactly ``net``.

    ``price`` is in micros (BT-146), ``per`` the quantity that it is for (BT-149). Where prices are with tax, the net
    price of one unit is often no finite number (3 × 15.9663…), so that of the whole quantity is told.
    """

    price: int
    per: Decimal
    allowances: tuple[NetAllowance, ...]


def net_line(line: Line, currency: Currency) -> NetLine:
    """BG-27 and BG-29 of a line."""
    if line.gross is None:
        return NetLine(
            line.unit_price, _ONE, tuple(_allowance(line.amount, one.amount, one) for one in line.allowances)
        )
    reduced = [div_half_away(one.amount * WHOLE, WHOLE + line.rate) for one in line.allowances]
    full = line.net + sum(reduced)
    allowances = tuple(_allowance(full, net, one) for net, one in zip(reduced, line.allowances, strict=True))
    whole = abs(minor_to_micros(full, currency))
    single = Fraction(whole) / Fraction(abs(line.quantity)) if line.quantity else Fraction(whole)
    if single.denominator == 1:
        return NetLine(single.numerator, _ONE, allowances)
    return NetLine(whole, abs(line.quantity), allowances)


def _allowance(base: int, amount: int, stated: Allowance) -> NetAllowance:
    exact = stated.percent is not None and div_half_away(base * stated.percent, WHOLE) == amount
    return NetAllowance(amount, base, stated.percent if exact else None, stated.reason)


def delivered_on(document: Document) -> date:
    """BT-72: the last day of what the document is about (CII cannot go without a delivery)."""
    return document.service.last_day or document.service.start
