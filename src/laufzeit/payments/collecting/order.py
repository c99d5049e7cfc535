"""From an open invoice and its mandate to a direct debit: whether it may be collected, when, and as what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from laufzeit.dates.target import first_collection
from laufzeit.payments.fault import Code, Fault, fault
from laufzeit.payments.mandate import Mandate, sequence, usable
from laufzeit.payments.pain008 import Debit, Party
from laufzeit.payments.pain008_check import of as faults_of_debit
from laufzeit.payments.sepa_text import identifier, is_identifier

EARLIEST_DAYS: Final = 14
"""So many days before its day banks take a debit at the earliest (EPC016-06, section 4.3.1)."""


@dataclass(frozen=True, slots=True)
class Due:
    """An invoice that is to be collected. ``told_on`` is when the customer learned of the day ``due_on``; ``attempt``
    counts from 1; ``mandate`` is the one that the customer was told of."""

    document: UUID
    number: str
    organisation: UUID
    customer: str
    """The customer's number."""
    currency: str
    open: int
    due_on: date
    told_on: date
    attempt: int
    language: str = "de"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all debits of a run. ``today`` is when the file is handed in."""

    creditor_id: str
    notice_days: int
    today: date


def end_to_end(due: Due) -> str:
    """The reference of a collection: the invoice's number and the attempt; where banks would not take that, the
    document's id.

    >>> one = Due(UUID(int=10), "RE-2026-000123", UUID(int=1), "K-1", "EUR", 1, date(2026, 1, 1), date(2026, 1, 1), 2)
    >>> end_to_end(one), end_to_end(replace(one, number="RE%1"))
    ('RE-2026-000123-2', '0000000000000000000000000000000a-2')
    """
    plain = f"{due.number}-{due.attempt}"
    known = identifier(due.number) == due.number and is_identifier(plain)
    return plain if known else f"{due.document.hex}-{due.attempt}"[-35:]


def debit_of(due: Due, mandate: Mandate, debtor: Party, terms: Terms) -> Debit | tuple[Fault, ...]:
    """The direct debit, or why there is none."""
    if due.currency != "EUR":
        return (fault(Code.NOT_IN_EUROS, number=due.number, currency=due.currency),)
    collected_on = first_collection(
        due_on=due.due_on, told_on=due.told_on, notice_days=terms.notice_days, submitted_on=terms.today
    )
    wrong = usable(mandate, collected_on, terms.creditor_id)
    if wrong is not None:
        return (wrong,)
    made = Debit(
        end_to_end(due), due.open, mandate.reference, mandate.signed_on, mandate.scheme, sequence(mandate),
        collected_on, debtor, remittance(due),
    )  # fmt: skip
    return tuple(faults_of_debit(made)) or made


def used(mandate: Mandate, on: date) -> Mandate:
    """The mandate after a collection by it."""
    first = mandate.first_used_on or on
    last = max(mandate.last_used_on or on, on)
    return replace(mandate, first_used_on=first, last_used_on=last)


def remittance(due: Due) -> str:
    """What the customer reads on the statement of the account.

    >>> day = date(2026, 1, 1)
    >>> remittance(Due(UUID(int=1), "RE-2026-000123", UUID(int=1), "K-10001", "EUR", 1, day, day, 1))
    'Rechnung RE-2026-000123, Kunde K-10001'
    """
    if due.language == "de":
        return f"Rechnung {due.number}, Kunde {due.customer}"
    return f"Invoice {due.number}, customer {due.customer}"
