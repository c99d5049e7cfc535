"""An issued document as it is stored: all that its page, its XML, a payment file and the books need, and nothing else.

Amounts are whole minor units of ``currency``; unit prices are micros (millionths of the major unit); rates are basis
points (1900 is 19 %). In a correction or a cancellation quantities and amounts are negative and prices are not
(BR-27). Terms of EN 16931 are named where they are meant (BT-…, BG-…).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from laufzeit.dates.period import Period


class DocumentKind(StrEnum):
    """What a document is (BT-3): an invoice (380), a correction of one ("Rechnungskorrektur", 384) or the reversal of a
    whole one ("Stornorechnung", 384). "Gutschrift" is something else in Germany (§ 14 (2) UStG)."""

    INVOICE = "invoice"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"


class TaxCategory(StrEnum):
    """UNTDID 5305, as far as software is sold (BT-118, BT-151)."""

    STANDARD = "S"
    """A rate of Germany, or that of the consumer's country (OSS)."""
    ZERO = "Z"
    REVERSE_CHARGE = "AE"
    """Services to businesses elsewhere in the EU (Art. 196 Directive 2006/112/EC)."""
    EXEMPT = "E"
    """Small businesses (§ 19 UStG)."""
    OUTSIDE = "O"
    """Not taxable here: customers outside the EU (§ 3a UStG)."""


@dataclass(frozen=True, slots=True)
class Party:
    """Seller (BG-4) or buyer (BG-7) as it was on the day of issue. ``number`` is what the seller calls the buyer by
    (BT-46)."""

    name: str
    street: str
    postcode: str
    city: str
    country: str
    address_extra: str = ""
    number: str = ""
    vat_id: str = ""
    tax_number: str = ""
    email: str = ""
    phone: str = ""
    contact: str = ""
    register: str = ""
    managers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is taken off a line (BG-27): a discount. ``amount`` has the sign of the line, ``percent`` is in basis points
    where the discount is one of the line's amount."""

    amount: int
    reason: str
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One position (BG-25). ``quantity`` × ``unit_price`` is ``amount`` exactly; ``net`` is that without allowances.

    ``item`` names what is owed (``plus@2020/fee``, ``extra/<event>``) and ``period`` the billing period that it is of:
    with the contract they are the key by which the next run knows what has been invoiced. ``service`` is the time
    that this line is about (BG-26). ``text`` is the name of the charge (BT-153), ``explanation`` the price in words
    (BT-154). ``gross`` is the amount with tax where the vendor's prices are gross.
    """

    contract: UUID
    contract_number: str
    item: str
    period: Period
    service: Period
    text: str
    explanation: str
    quantity: Decimal
    unit: str
    """UN/ECE Recommendation 20: C62 for pieces (BT-130)."""
    unit_price: int
    amount: int
    net: int
    category: TaxCategory
    rate: int
    allowances: tuple[Allowance, ...] = ()
    gross: int | None = None

    @property
    def charged(self) -> int:
        """What the line adds to what is invoiced of its item, in the vendor's price basis: net, or with tax."""
        return self.net if self.gross is None else self.gross


@dataclass(frozen=True, slots=True)
class TaxLine:
    """The tax of one category and rate (BG-23). ``reason`` says why there is none (BT-120)."""

    category: TaxCategory
    rate: int
    base: int
    tax: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An earlier document that this one is about (BG-3)."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Debit:
    """The direct debit that will collect the document (BG-19)."""

    mandate: str
    creditor_id: str
    iban: str
    collected_on: date


@dataclass(frozen=True, slots=True)
class Transfer:
    """The account to pay to (BG-17)."""

    holder: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """``due_on`` is the day until which it is to be paid (BT-9). ``net + tax = gross``; ``gross - prepaid`` is payable
    (BT-115). ``references`` are the documents that a correction corrects. ``contract`` is set where all lines are of
    one contract. ``notes`` are sentences that the law or the vendor wants on it (BT-22)."""

    id: UUID
    kind: DocumentKind
    number: str
    issued_on: date
    due_on: date
    currency: str
    language: str
    seller: Party
    buyer: Party
    organisation: UUID
    lines: tuple[Line, ...]
    taxes: tuple[TaxLine, ...]
    net: int
    tax: int
    gross: int
    service: Period
    prepaid: int = 0
    contract: UUID | None = None
    buyer_reference: str = ""
    """BT-10; where the buyer has given none, its number."""
    references: tuple[Reference, ...] = ()
    notes: tuple[str, ...] = ()
    payment: Debit | Transfer | None = None
    gross_prices: bool = False

    @property
    def payable(self) -> int:
        """What is still to be paid, in minor units; negative: what the customer gets back."""
        return self.gross - self.prepaid
