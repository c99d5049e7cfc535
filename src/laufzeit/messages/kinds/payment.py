"""Money that is owed, collected, came back, or did not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laufzeit.messages.facts import OverdueInvoice, PayTo
from laufzeit.messages.kinds.base import Letters
from laufzeit.money.amount import Money


@dataclass(frozen=True, slots=True)
class MandateGiven(Letters):
    """To a customer who gave a mandate for direct debits. ``account`` is the customer's own, masked; ``sentence`` what
    was agreed to, with its SHA-256. ``business``: by the scheme for businesses (B2B), whose bank has to be told."""

    organisation: str
    creditor: str
    creditor_id: str
    reference: str
    account: str
    signed_on: date
    business: bool
    sentence: str
    sha256: str
    link: str


@dataclass(frozen=True, slots=True)
class DebitAnnounced(Letters):
    """Some days before an amount is collected that the invoice itself did not announce ("Vorabankündigung")."""

    invoice: str
    issued_on: date
    amount: Money
    collected_on: date
    account: str
    reference: str
    creditor_id: str
    link: str


@dataclass(frozen=True, slots=True)
class DebitReturned(Letters):
    """A direct debit came back: ``amount`` of the invoice is open again, with ``fee`` for the return. ``reason`` is in
    words. ``mandate_ended``: the customer has to give a new one."""

    invoice: str
    issued_on: date
    collected_on: date
    amount: Money
    fee: Money | None
    total: Money
    reason: str
    reference: str
    mandate_ended: bool
    pay_until: date
    pay_to: PayTo | None
    link: str


@dataclass(frozen=True, slots=True)
class PaymentReminder(Letters):
    """Invoices are overdue. ``level`` counts from 1 (a friendly reminder) to ``last_level``; ``sentence`` is the
    vendor's own for it. ``fee`` is what the reminder costs, ``total`` all that is to be paid."""

    level: int
    last_level: int
    organisation: str
    invoices: tuple[OverdueInvoice, ...]
    fee: Money | None
    total: Money
    sentence: str
    pay_until: date
    pay_to: PayTo | None
    link: str


PaymentKind = MandateGiven | DebitAnnounced | DebitReturned | PaymentReminder
