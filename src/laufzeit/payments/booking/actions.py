"""What people book by hand, and the setting off of corrections: each inside ``acting_for``, one transaction.

``by`` is who does it (``None``: the program); ``now`` the vendor's time.
"""

from __future__ import annotations

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
    prefix = f"offset/{credit.document}/{invoice.document}/"
    number = booking.count(prefix) // 2 + 1
    sides = ((credit, amount, invoice), (invoice, -amount, credit))
    first, second = (
        Booking(
            one.document, one.organisation, EntryKind.OFFSET, part, one.currency, day,
            f"{prefix}{number}/{'less' if part < 0 else 'more'}", counterpart=other.document, note=other.number,
        )
        for one, part, other in sides
    )  # fmt: skip
    return first, second


def set_off_corrections(*, today: date, now: datetime) -> int:
    """Set corrections and cancellations off against the invoices that they correct, as far as these are open; how many.

    What a correction takes off an invoice is no longer owed, so nobody has to decide about it; a credit for an invoice
    that was paid stays open until it is paid back or set off by hand.
    """
    store.alone()
    made = 0
    for correction, invoices in corrections.open_corrections():
        known = store.standings([correction, *invoices])
        for invoice in invoices:
            less, more = known[correction], known.get(invoice)
            moved = set_off(less.open, more.open) if more is not None else 0
            if more is None or not moved or less.currency != more.currency or more.collecting(today):
                continue
            booking.book(_pair(less, more, moved, today), by=None, now=now)
            known = store.standings([correction, *invoices])
            made += 1
    return made


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
