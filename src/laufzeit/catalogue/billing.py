"""How a vendor invoices: one document for what, numbered how, due when, paid to which account, and dunned how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from laufzeit.catalogue.texts import NO_TEXTS, Texts


class InvoicePer(StrEnum):
    """What gets a document of its own in a billing run."""

    CONTRACT = "contract"
    CUSTOMER = "customer"


class TaxScheme(StrEnum):
    """``SMALL_BUSINESS``: § 19 UStG, no tax is charged."""

    REGULAR = "regular"
    SMALL_BUSINESS = "small business"


@dataclass(frozen=True, slots=True)
class BankDetails:
    """The vendor's account that customers pay to."""

    holder: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class DunningLevel:
    """What happens ``days`` after an invoice fell due: a letter with a sentence of the vendor's, and a fee in the
    vendor's currency (minor units; 0: none)."""

    days: int
    texts: Texts = NO_TEXTS
    fee: int = 0


class Chart(StrEnum):
    """A chart of accounts by DATEV."""

    SKR03 = "SKR03"
    SKR04 = "SKR04"


@dataclass(frozen=True, slots=True)
class Datev:
    """``consultant`` and ``client`` are the numbers that DATEV knows the office and the company by; ``fiscal_year`` the
    month that a fiscal year begins with; ``defer_from`` the net amount (minor units) from which a prepayment is
    deferred (§ 5 (5) S. 2 EStG allows to leave it up to 800 €), ``None``: nothing is deferred."""

    chart: Chart
    consultant: int
    client: int
    fiscal_year: int = 1
    debtor: int = 10_000
    """The account of all customers together (Debitor)."""
    defer_from: int | None = 0


@dataclass(frozen=True, slots=True)
class Billing:
    """``since``: the first day whose dues are invoiced here; what fell due before was invoiced elsewhere. Numbers are
    formats with ``{year}`` and ``{number}`` (``{number:06}``: with leading zeros); a number begins anew each year where
    its format has the year."""

    per: InvoicePer = InvoicePer.CONTRACT
    since: date | None = None
    invoice_number: str = "RE-{year}-{number:06}"
    correction_number: str = "RK-{year}-{number:06}"
    due_days: int = 14
    tax: TaxScheme = TaxScheme.REGULAR
    oss: bool = False
    """Consumers elsewhere in the EU are charged the rate of their country (Art. 369a ff. Directive 2006/112/EC)."""
    contact: str = ""
    """Who answers questions about an invoice (BT-41); empty: the vendor's name."""
    bank: BankDetails | None = None
    creditor_id: str = ""
    """The vendor's SEPA creditor identifier; empty: nothing is collected by direct debit."""
    notice_of_debit_days: int = 5
    """Calendar days between the notice of a direct debit (on the invoice) and its due day, as agreed with customers."""
    dunning: tuple[DunningLevel, ...] = ()
    datev: Datev | None = None


NO_BILLING = Billing()
"""Where a vendor says nothing."""
