"""What people decide about bank entries: whose they are, that they are nobody's, that it was another's after all.

Each inside ``acting_for``, one transaction; ``by`` is who does it, ``now`` the vendor's time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from laufzeit.catalogue.store import catalogue_of
from laufzeit.payments import store
from laufzeit.payments.banking import store as banking
from laufzeit.payments.banking.posting.store import Returned, paid, returned
from laufzeit.payments.banking.returning.actions import after_returns
from laufzeit.payments.banking.store import Wanted
from laufzeit.payments.booking import store as booking
from laufzeit.payments.booking.store import MONEY, Booking
from laufzeit.payments.fault import Code, refuse
from laufzeit.payments.ledger import EntryKind
from laufzeit.payments.matching import Allocation, Book, LiveDebit
from laufzeit.payments.models import BankEntry, DebitReturn, DirectDebit
from laufzeit.payments.standing import Standing
from laufzeit.payments.why import EntryState, Unsure, Why
from laufzeit.vendors.tenancy import acting_vendor_id


def assign(entry_id: UUID, amounts: Mapping[UUID, int], *, by: UUID | None, now: datetime, note: str = "") -> BankEntry:
    """Book parts of an entry on documents: positive amounts pay invoices, negative ones pay credits back. What is left
    stays for another decision.

    Raises:
        Refused: ENTRY_UNKNOWN, ENTRY_DONE, DOCUMENT_UNKNOWN, OTHER_CURRENCY, WRONG_DIRECTION, MORE_THAN_OPEN,
            MORE_THAN_THERE_IS.
    """
    store.alone()
    row = _open_entry(entry_id)
    left = banking.left_of([row])[row.id]
    known = store.standings(list(amounts))
    for document, amount in amounts.items():
        _may_assign(row, known.get(document), document, amount)
    total = sum(amounts.values())
    if abs(total) > abs(left) or total * left < 0:
        raise refuse(Code.MORE_THAN_THERE_IS, wanted=total, left=left, currency=row.currency)
    book = Book(banking.items_by("id", amounts))
    parts = [Allocation(document, known[document].number, amount) for document, amount in amounts.items()]
    bookings = paid(row.id, parts, book, row.booked_on, banking.entry_count(row.id))
    booking.book(bookings, by=by, now=now)
    whole = total == left
    state = EntryState.BOOKED if whole else EntryState.OPEN
    return _decided(row, state, Why.BY_HAND if whole else Unsure.REST, by, now, note)


def _may_assign(row: BankEntry, item: Standing | None, document: UUID, amount: int) -> None:
    if item is None:
        raise refuse(Code.DOCUMENT_UNKNOWN, document=document)
    if item.currency != row.currency:
        raise refuse(Code.OTHER_CURRENCY, found=row.currency, expected=item.currency)
    if amount == 0 or amount * item.open < 0:
        raise refuse(Code.WRONG_DIRECTION)
    if abs(amount) > abs(item.open):
        raise refuse(Code.MORE_THAN_OPEN, number=item.number, open=item.open, wanted=amount, currency=item.currency)


def _open_entry(entry_id: UUID) -> BankEntry:
    row = banking.locked_entry(entry_id)
    if row.state != EntryState.OPEN:
        raise refuse(Code.ENTRY_DONE)
    return row


def _decided(
    row: BankEntry, state: EntryState, why: Why | Unsure, by: UUID | None, now: datetime, note: str
) -> BankEntry:
    row.state, row.why, row.decided_by, row.decided_at, row.note = state.value, why.value, by, now, note.strip()[:500]
    row.save(update_fields=["state", "why", "decided_by", "decided_at", "note"])
    return row


def set_aside(entry_id: UUID, *, note: str, by: UUID | None, now: datetime) -> BankEntry:
    """The entry, or what is left of it, is about no customer.

    Raises:
        Refused: ENTRY_UNKNOWN, ENTRY_DONE, REASON_MISSING.
    """
    store.alone()
    row = _open_entry(entry_id)
    if not note.strip():
        raise refuse(Code.REASON_MISSING)
    return _decided(row, EntryState.ASIDE, Why.BY_HAND, by, now, note)


def take_back(entry_id: UUID, *, note: str, today: date, by: UUID | None, now: datetime) -> BankEntry:
    """It was booked on the wrong documents: all its bookings are taken back by further ones, and it waits for another
    decision. What a return has booked stays.

    Raises:
        Refused: ENTRY_UNKNOWN, ENTRY_DONE (nothing to take back, or a return), REASON_MISSING.
    """
    store.alone()
    row = banking.locked_entry(entry_id)
    booked = banking.assigned(row.id)
    if row.returned or (not booked and row.state != EntryState.ASIDE):
        raise refuse(Code.ENTRY_DONE)
    if not note.strip():
        raise refuse(Code.REASON_MISSING)
    reversals = [
        Booking(
            one.document, one.organisation, EntryKind.REVERSAL, -one.amount, one.currency, today, f"reversal/{one.id}",
            bank_entry=row.id, debit=one.debit_id, reverses=one.id, money=EntryKind(one.kind) in MONEY, note=note,
        )
        for one in booked
    ]  # fmt: skip
    booking.book(reversals, by=by, now=now)
    return _decided(row, EntryState.OPEN, Unsure.TAKEN_BACK, by, now, note)


def assign_return(entry_id: UUID, debit_id: UUID, *, today: date, by: UUID | None, now: datetime) -> BankEntry:
    """A return that was not recognised belongs to this direct debit.

    Raises:
        Refused: ENTRY_UNKNOWN, ENTRY_DONE, WRONG_DIRECTION (it is no return, or smaller than the debit).
    """
    store.alone()
    row, debit = _open_entry(entry_id), store.debit_of(debit_id)
    fee = -row.amount - debit.amount
    if not row.returned or fee < 0:
        raise refuse(Code.WRONG_DIRECTION)
    _returned(debit, fee, row.return_code, row.booked_on, row, today=today, by=by, now=now)
    return _decided(row, EntryState.BOOKED, Why.BY_HAND, by, now, "")


def record_return(
    debit_id: UUID, code: str, *, returned_on: date, by: UUID | None, now: datetime, fee: int = 0
) -> DebitReturn:
    """The bank said otherwise than in a statement that a debit did not work (a rejection has no booking).

    Raises:
        Refused: ENTRY_UNKNOWN, ENTRY_DONE (it had come back before).
    """
    store.alone()
    debit = store.debit_of(debit_id)
    return _returned(debit, fee, code.strip().upper(), returned_on, None, today=returned_on, by=by, now=now)


def _returned(
    debit: DirectDebit, fee: int, code: str, on: date, row: BankEntry | None, *, today: date, by: UUID | None,
    now: datetime,
) -> DebitReturn:  # fmt: skip
    if DebitReturn.objects.filter(debit=debit).exists():
        raise refuse(Code.ENTRY_DONE)
    live = _live(debit)
    item = banking.items_by("id", [debit.document])[0]
    made = DebitReturn.objects.create(
        debit=debit, code=code[:40], text=row.return_text if row else "", fee=fee, returned_on=on, recorded_at=now,
        by=by, bank_entry=row,
    )  # fmt: skip
    booking.book(returned(live, item, fee, on, row.id if row else None), by=by, now=now)
    after_returns([Returned(live, item, fee, code, on)], catalogue_of(acting_vendor_id()), today=today, now=now)
    return made


def _live(debit: DirectDebit) -> LiveDebit:
    nothing: frozenset[str] = frozenset()
    found = banking.debits(Wanted(frozenset({debit.end_to_end}), nothing, nothing, nothing, frozenset()))
    return found[0]
