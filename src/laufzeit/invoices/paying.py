"""How a document says that it is paid: collected by direct debit, or transferred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laufzeit.catalogue.billing import Billing
from laufzeit.dates.target import collection_day
from laufzeit.invoices.document import Debit, Transfer


@dataclass(frozen=True, slots=True)
class Paying:
    """The mandate that a customer has given."""

    mandate: str
    iban: str


def payment_of(
    billing: Billing, paying: Paying | None, gross: int, currency: str, due_on: date
) -> Debit | Transfer | None:
    """The direct debit that will collect an amount, or the account to pay to; ``None`` where there is nothing to pay or
    no account. SEPA knows euros only, and collects on days of TARGET only."""
    if gross <= 0:
        return None
    if paying is not None and billing.creditor_id and currency == "EUR":
        return Debit(paying.mandate, billing.creditor_id, paying.iban, collection_day(due_on))
    if billing.bank is None:
        return None
    return Transfer(billing.bank.holder, billing.bank.iban, billing.bank.bic)
