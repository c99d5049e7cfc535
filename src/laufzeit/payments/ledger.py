"""What an invoice still costs: its amount and what has been booked on it since.

open = payable + Σ entries. Entries are never changed; what was booked by mistake is taken back by a further one.
Amounts are whole minor units of the document's currency.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final, assert_never

from laufzeit.dates.wording import Language


class EntryKind(StrEnum):
    """What changes the open amount of a document."""

    PAYMENT = "payment"
    """Money came in."""
    REFUND = "refund"
    """Money went out to the customer."""
    RETURN = "return"
    """A payment by direct debit came back."""
    FEE = "fee"
    """What a returned debit or a reminder costs the customer."""
    OFFSET = "offset"
    """A credit is set off against an invoice; one entry on each of the two, their sum is zero."""
    WRITE_OFF = "write-off"
    """The vendor gives up."""
    REVERSAL = "reversal"
    """Takes back an earlier entry."""


SIGNS: Final = {
    EntryKind.PAYMENT: -1,
    EntryKind.REFUND: 1,
    EntryKind.RETURN: 1,
    EntryKind.FEE: 1,
    EntryKind.OFFSET: 0,
    EntryKind.WRITE_OFF: 0,
    EntryKind.REVERSAL: 0,
}
"""What an entry does to the open amount: less, more, or either."""


def allowed(kind: EntryKind, amount: int) -> bool:
    """Whether an entry of this kind can have that amount.

    >>> allowed(EntryKind.PAYMENT, -11900), allowed(EntryKind.PAYMENT, 11900), allowed(EntryKind.OFFSET, 0)
    (True, False, False)
    """
    return amount != 0 and amount * SIGNS[kind] >= 0


def open_amount(payable: int, entries: Iterable[int]) -> int:
    """What is still to be paid; negative: what the customer has to get.

    >>> open_amount(11900, [-11900, 11900, 397])
    12297
    """
    return payable + sum(entries)


def set_off(credit: int, debt: int) -> int:
    """How much of an open credit (negative) can be set off against an open debt; not negative.

    >>> set_off(-5000, 11900), set_off(-15000, 11900), set_off(5000, 11900)
    (5000, 11900, 0)
    """
    return max(0, min(-credit, debt))


class Status(StrEnum):
    """How an invoice stands, in one word for a list."""

    PAID = "paid"
    SETTLED = "settled"
    """Nothing is open, though not because all was paid: cancelled, set off, written off."""
    CREDIT = "credit"
    DISPUTED = "disputed"
    COLLECTING = "collecting"
    RETURNED = "returned"
    OVERDUE = "overdue"
    PARTLY_PAID = "partly paid"
    OPEN = "open"


def status(
    *,
    payable: int,
    open_now: int,
    paid: int,
    due_on: date,
    today: date,
    disputed: bool,
    collecting: bool,
    returned: bool,
) -> Status:
    """The word for an invoice on a day. ``paid`` is the sum of the payments that have not come back."""
    if open_now == 0:
        return Status.PAID if payable > 0 and paid >= payable else Status.SETTLED
    if open_now < 0:
        return Status.CREDIT
    if disputed:
        return Status.DISPUTED
    if collecting:
        return Status.COLLECTING
    if returned:
        return Status.RETURNED
    if due_on < today:
        return Status.OVERDUE
    return Status.PARTLY_PAID if paid > 0 else Status.OPEN


def status_in_words(of: Status, language: Language) -> str:
    """As it stands on a page.

    >>> status_in_words(Status.COLLECTING, "de"), status_in_words(Status.COLLECTING, "en")
    ('wird eingezogen', 'being collected')
    """
    german, english = _words(of)
    return german if language == "de" else english


def _words(of: Status) -> tuple[str, str]:
    match of:
        case Status.PAID:
            return "bezahlt", "paid"
        case Status.SETTLED:
            return "ausgeglichen", "settled"
        case Status.CREDIT:
            return "Guthaben", "credit"
        case Status.DISPUTED:
            return "beanstandet", "disputed"
        case Status.COLLECTING:
            return "wird eingezogen", "being collected"
        case Status.RETURNED:
            return "Lastschrift zurückgegeben", "debit returned"
        case Status.OVERDUE:
            return "überfällig", "overdue"
        case Status.PARTLY_PAID:
            return "teilweise bezahlt", "partly paid"
        case Status.OPEN:
            return "offen", "open"
        case _:
            assert_never(of)
