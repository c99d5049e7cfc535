"""Writing what changes open amounts. Everything here runs inside ``acting_for`` and ``store.alone``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from laufzeit.payments.ledger import EntryKind, allowed
from laufzeit.payments.models import Entry

BATCH = 2000

MONEY = frozenset({EntryKind.PAYMENT, EntryKind.REFUND, EntryKind.RETURN})
"""Kinds that stand for money that moved."""


@dataclass(frozen=True, slots=True)
class Booking:
    """An entry to be written; ``key`` says what for, so that it is written once."""

    document: UUID
    organisation: UUID
    kind: EntryKind
    amount: int
    currency: str
    booked_on: date
    key: str
    bank_entry: UUID | None = None
    debit: UUID | None = None
    counterpart: UUID | None = None
    reverses: UUID | None = None
    money: bool | None = None
    """``None``: as the kind says."""
    note: str = ""


def book(bookings: Iterable[Booking], *, by: UUID | None, now: datetime) -> list[Entry]:
    """Write entries. One whose key is there already is an error of the program, and nothing is written."""
    rows = [_row(booking, by, now) for booking in bookings]
    return list(Entry.objects.bulk_create(rows, batch_size=BATCH))


def _row(booking: Booking, by: UUID | None, now: datetime) -> Entry:
    assert allowed(booking.kind, booking.amount), booking
    return Entry(
        document=booking.document,
        organisation=booking.organisation,
        kind=booking.kind.value,
        amount=booking.amount,
        currency=booking.currency,
        money=booking.kind in MONEY if booking.money is None else booking.money,
        booked_on=booking.booked_on,
        recorded_at=now,
        by=by,
        bank_entry_id=booking.bank_entry,
        debit_id=booking.debit,
        counterpart=booking.counterpart,
        reverses_id=booking.reverses,
        note=booking.note[:500],
        key=booking.key,
    )


def entries_of(document: UUID) -> list[Entry]:
    """What was booked on a document, in order."""
    return list(Entry.objects.filter(document=document).order_by("recorded_at", "id"))


def count(prefix: str) -> int:
    """How many entries there are whose key begins so: for the next one of its kind."""
    return int(Entry.objects.filter(key__startswith=prefix).count())
