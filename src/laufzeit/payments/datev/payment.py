"""Money that moved, as a booking between the bank's account and the customers'."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from laufzeit.payments.datev import accounts
from laufzeit.payments.datev.booking import Booking, sided
from laufzeit.payments.datev.entry import Books
from laufzeit.payments.datev.fault import Code, Fault
from laufzeit.payments.ledger import EntryKind

_LONGEST_TEXT: Final = 60
_CALLED: Final = {
    EntryKind.PAYMENT: "Zahlung",
    EntryKind.REFUND: "Erstattung",
    EntryKind.RETURN: "Rücklastschrift",
    EntryKind.REVERSAL: "Storno Zahlung",
}


@dataclass(frozen=True, slots=True)
class Payment:
    """Cents that came in for a document; negative: that went out again. What banks charge is not in it."""

    kind: EntryKind
    amount: int
    currency: str
    day: date
    document: str
    customer: str
    customer_number: str = ""


def booking_of(payment: Payment, books: Books) -> Booking | Fault:
    """The bank's account against the customers', with the document's number to clear its open item."""
    if payment.currency != "EUR":
        return Fault(Code.CURRENCY, payment.document, payment.customer, {"currency": payment.currency})
    amount, side = sided(payment.amount)
    return Booking(
        amount=amount,
        side=side,
        account=accounts.bank_account(books.datev.chart),
        contra=books.datev.debtor,
        day=payment.day,
        voucher=payment.document,
        text=f"{_CALLED.get(payment.kind, 'Zahlung')} {payment.customer}"[:_LONGEST_TEXT],
        customer=payment.customer_number,
    )
