"""What people book by hand, and the setting off of corrections: each inside ``acting_for``, one transaction.

``by`` is who does it (``None``: the program); ``now`` the vendor's time.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from laufzeit.payments import store
from laufzeit.payments.booking import store as booking
from laufzeit.payments.booking.corrections import store as corrections
from laufzeit.payments.booking.store import Booking
from laufzeit.payments.fault import Code, refuse
from laufzeit.payments.ledger import EntryKind, set_off
from laufzeit.payments.models import Dispute, Entry
from laufzeit.payments.standing import Standing
from laufzeit.vendors.models import new_id


def record_payment(document: UUID, amount: int, *, paid_on: date, note: str, by: UUID | None, now: datetime) -> Entry:
    """Money came in on another way than the bank account (cash, another account).

    Raises:
        Refused: DOCUMENT_UNKNOWN, REASON_MISSING, MORE_THAN_OPEN.
    """
    store.alone()
    item = _open(document, amount, note)
    made = _made(item, EntryKind.PAYMENT, -amount, paid_on, "paid", note)
    return booking.book([made], by=by, now=now)[0]


def write_off(document: UUID, amount: int, *, note: str, today: date, by: UUID | None, now: datetime) -> Entry:
    """The vendor gives up an amount.

    Raises:
        Refused: DOCUMENT_UNKNOWN, REASON_MISSING, MORE_THAN_OPEN.
    """
    store.alone()
    item = _open(document, amount, note)
    made = _made(item, EntryKind.WRITE_OFF, -amount, today, "write-off", note)
    return booking.book([made], by=by, now=now)[0]


def _open(document: UUID, amount: int, note: str) -> Standing:
    item = store.standing(document)
    if not note.strip():
        raise refuse(Code.REASON_MISSING)
    if not 0 < amount <= item.open:
        raise _too_much(item, amount)
    return item


def _too_much(item: Standing, amount: int) -> Exception:
    return refuse(Code.MORE_THAN_OPEN, number=item.number, open=item.open, wanted=amount, currency=item.currency)


def _made(item: Standing, kind: EntryKind, amount: int, day: date, word: str, note: str) -> Booking:
    prefix = f"{word}/{item.document}/"
    return Booking(
        item.document, item.organisation, kind, amount, item.currency, day,
        f"{prefix}{booking.count(prefix) + 1}", note=note,
    )  # fmt: skip


def offset(
    credit: UUID, invoice: UUID, *, today: date, by: UUID | None, now: datetime, amount: int | None = None
) -> int:
    """Set a credit off against an invoice of the same customer, as far as both go (or by ``amount``); how much.

    Raises:
        Refused: DOCUMENT_UNKNOWN, OTHER_CUSTOMER, OTHER_CURRENCY, MORE_THAN_OPEN.
    """
    store.alone()
    less, more = store.standing(credit), store.standing(invoice)
    if less.organisation != more.organisation:
        raise refuse(Code.OTHER_CUSTOMER)
    if less.currency != more.currency:
        raise refuse(Code.OTHER_CURRENCY, found=less.currency, expected=more.currency)
    possible = set_off(less.open, more.open)
    wanted = possible if amount is None else amount
    if not 0 < wanted <= possible:
        raise _too_much(more, wanted)
    booking.book(_pair(less, more, wanted, today), by=by, now=now)
    return wanted


def _pair(credit: Standing, invoice: Standing, amount: int, day: date) -> tuple[Booking, Booking]:
    """The two entries of a set-off; their sum is zero."""
    key = f"offset/{new_id()}"
    sides = ((credit, amount, invoice), (invoice, -amount, credit))
    first, second = (
        Booking(
            one.document, one.organisation, EntryKind.OFFSET, part, one.currency, day,
            f"{key}/{'less' if part < 0 else 'more'}", counterpart=other.document, note=other.number,
        )
        for one, part, other in sides
    )  # fmt: skip
    return first, second


def set_off_corrections(*, today: date, now: datetime) -> int:
    """Set corrections and cancellations off against the invoices that they correct, as far as these are open; how many
    set-offs.

    What a correction takes off an invoice is no longer owed, so nobody has to decide about it; a credit for an invoice
    that was paid stays open until it is paid back or set off by hand. What is with the bank waits for its money.
    """
    store.alone()
    waiting = corrections.open_corrections()
    wanted = {document for correction, invoices in waiting for document in (correction, *invoices)}
    known = store.standings(wanted)
    bookings: list[Booking] = []
    for correction, invoices in waiting:
        for invoice in invoices:
            less, more = known[correction], known[invoice]
            moved = set_off(less.open, more.open)
            if moved and less.currency == more.currency and not more.collecting(today):
                bookings += _pair(less, more, moved, today)
                known[correction] = replace(less, open=less.open + moved)
                known[invoice] = replace(more, open=more.open - moved)
    booking.book(bookings, by=None, now=now)
    return len(bookings) // 2


# Disputes


def dispute(document: UUID, *, reason: str, today: date, by: UUID | None) -> Dispute:
    """The customer says that the invoice is wrong: no reminders, no collection until ``undispute``.

    Raises:
        Refused: DOCUMENT_UNKNOWN, REASON_MISSING, ALREADY_DISPUTED.
    """
    store.alone()
    item = store.standing(document)
    if not reason.strip():
        raise refuse(Code.REASON_MISSING)
    if item.disputed:
        raise refuse(Code.ALREADY_DISPUTED, number=item.number)
    return Dispute.objects.create(
        document=document, organisation=item.organisation, opened_on=today, opened_by=by, reason=reason.strip()[:500]
    )


def undispute(document: UUID, *, ending: str, today: date, by: UUID | None) -> Dispute:
    """The dispute is settled; ``ending`` says how.

    Raises:
        Refused: DOCUMENT_UNKNOWN, NOT_DISPUTED.
    """
    store.alone()
    item, row = store.standing(document), store.open_dispute(document)
    if row is None:
        raise refuse(Code.NOT_DISPUTED, number=item.number)
    row.ended_on, row.ended_by, row.ending = today, by, ending.strip()[:500]
    row.save(update_fields=["ended_on", "ended_by", "ending"])
    return row
