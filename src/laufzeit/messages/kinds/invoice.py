"""Invoices and what corrects them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from laufzeit.messages.kinds.base import Letters
from laufzeit.money.amount import Money


class InvoiceSort(StrEnum):
    """What is sent; the values are those of the documents."""

    INVOICE = "invoice"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class InvoiceIssued(Letters):
    """The document itself is enclosed. ``first_day`` to ``last_day``: the time that it is about, inclusive. ``amount``
    is what is to be paid; negative: what the customer gets. ``payment`` says in the letter's language how and until
    when. ``corrects``: numbers of the documents that it corrects."""

    sort: InvoiceSort
    number: str
    issued_on: date
    first_day: date
    last_day: date
    amount: Money
    payment: str
    corrects: tuple[str, ...]
    link: str


InvoiceKind = InvoiceIssued
