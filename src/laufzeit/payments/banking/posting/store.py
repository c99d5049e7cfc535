"""What becomes of a matched entry: a row of what the bank said, bookings, returns. Inside ``acting_for``, alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import assert_never
from uuid import UUID

from laufzeit.payments.booking import store as booking
from laufzeit.payments.booking.store import Booking
from laufzeit.payments.ledger import EntryKind
from laufzeit.payments.matching import Allocation, Back, Book, LiveDebit, Match, NotOurs, OpenItem, Paid, Unclear
from laufzeit.payments.models import BankEntry, BankStatement, DebitReturn
from laufzeit.payments.statement import Entry
from laufzeit.payments.why import EntryState, Unsure, Why
from laufzeit.vendors.models import new_id


@dataclass(frozen=True, slots=True)
class Returned:
    """A debit that came back, for the letter and the mandate."""

    debit: LiveDebit
    item: OpenItem
    fee: int
    code: str
    on: date


@dataclass(slots=True)
class Post:
    """All that is to be written for a file. The database gets it at the end, in few statements."""

    now: datetime
    by: UUID | None = None
    rows: list[BankEntry] = field(default_factory=list)
    bookings: list[Booking] = field(default_factory=list)
    returns: list[DebitReturn] = field(default_factory=list)
    returned: list[Returned] = field(default_factory=list)
    came_back: dict[UUID, tuple[UUID | None, date]] = field(default_factory=dict)
    """By debit the bank entry and the day of its return, of those that come back in this file."""

    def take(self, entry: Entry, found: Match, place: tuple[BankStatement, int], book: Book) -> None:
        """Note an entry with what it was matched with in ``book``, before that is told of it."""
        match found:
            case NotOurs():
                return
            case Paid():
                state = EntryState.BOOKED if not found.rest else EntryState.OPEN
                row = self._row(entry, place, state, found.why if not found.rest else Unsure.REST, ())
                self.bookings += paid(row.id, found.allocations, book, entry.booked_on)
                self._came_and_went(found, book)
            case Back():
                row = self._row(entry, place, EntryState.BOOKED, found.why, ())
                self._back(row, entry, found, book.item(found.debit.document))
            case Unclear():
                documents = tuple(item.document for item in found.candidates)
                self._row(entry, place, EntryState.OPEN, found.why, documents)
            case _:
                assert_never(found)

    def _back(self, row: BankEntry, entry: Entry, found: Back, item: OpenItem) -> None:
        """A debit came back: its document is open again, with the bank's fee."""
        debit = found.debit
        self.returns.append(
            DebitReturn(
                debit_id=debit.id, code=entry.return_code[:40], text=entry.return_text, fee=found.fee,
                returned_on=entry.booked_on, recorded_at=self.now, by=self.by, bank_entry=row,
            )
        )  # fmt: skip
        self.bookings += returned(debit, item, found.fee, entry.booked_on, row.id)
        self.returned.append(Returned(debit, item, found.fee, entry.return_code, entry.booked_on))
        self.came_back[debit.id] = (row.id, entry.booked_on)

    def _came_and_went(self, found: Paid, book: Book) -> None:
        """Money of a debit whose return was read before: it is taken back at once, on the day of the return."""
        gone = [part for part in found.allocations if part.debit and book.debit_of(part.debit).returned]
        earlier = DebitReturn.objects.filter(debit_id__in=[part.debit for part in gone]) if gone else ()
        known = {row.debit_id: (row.bank_entry_id, row.returned_on) for row in earlier} | self.came_back
        for part in gone:
            assert part.debit is not None
            bank_entry, day = known[part.debit]
            self.bookings.append(taken_back(book.debit_of(part.debit), book.item(part.document), day, bank_entry))

    def _row(
        self, entry: Entry, place: tuple[BankStatement, int], state: EntryState, why: Why | Unsure,
        candidates: Sequence[UUID],
    ) -> BankEntry:  # fmt: skip
        statement, position = place
        row = BankEntry(
            id=new_id(), statement=statement, position=position, amount=entry.amount, currency=entry.currency,
            booked_on=entry.booked_on, value_on=entry.value_on, whole=entry.whole,
            bank_reference=entry.bank_reference[:200], end_to_end=entry.end_to_end[:200], mandate=entry.mandate[:200],
            remittance=entry.remittance, name=entry.name[:200], iban=entry.iban[:60], returned=entry.returned,
            return_code=entry.return_code[:40], return_text=entry.return_text, charges=entry.charges, text=entry.text,
            state=state.value, why=why.value, candidates=[str(document) for document in candidates],
        )  # fmt: skip
        self.rows.append(row)
        return row

    def write(self) -> None:
        """Everything into the database."""
        BankEntry.objects.bulk_create(self.rows, batch_size=1000)
        DebitReturn.objects.bulk_create(self.returns, batch_size=1000)
        booking.book(self.bookings, by=self.by, now=self.now)


def paid(bank_entry: UUID, allocations: Sequence[Allocation], book: Book, day: date, first: int = 0) -> list[Booking]:
    """The bookings of an assignment; ``first`` counts those that the bank entry has had before."""
    made = []
    for number, part in enumerate(allocations, start=first + 1):
        item = book.item(part.document)
        kind = EntryKind.PAYMENT if part.amount > 0 else EntryKind.REFUND
        made.append(
            Booking(
                part.document, item.organisation, kind, -part.amount, item.currency, day, f"bank/{bank_entry}/{number}",
                bank_entry=bank_entry, debit=part.debit,
            )
        )  # fmt: skip
    return made


def returned(debit: LiveDebit, item: OpenItem, fee: int, day: date, bank_entry: UUID | None) -> list[Booking]:
    """The bookings of a return. Money that has not been booked yet is taken back when it is."""
    made = [taken_back(debit, item, day, bank_entry)] if debit.paid else []
    if fee:
        made.append(
            Booking(
                debit.document, item.organisation, EntryKind.FEE, fee, item.currency, day, f"fee/return/{debit.id}",
                bank_entry=bank_entry, debit=debit.id,
            )
        )  # fmt: skip
    return made


def taken_back(debit: LiveDebit, item: OpenItem, day: date, bank_entry: UUID | None) -> Booking:
    """The payment by a debit, taken back."""
    return Booking(
        debit.document, item.organisation, EntryKind.RETURN, debit.amount, item.currency, day, f"return/{debit.id}",
        bank_entry=bank_entry, debit=debit.id,
    )  # fmt: skip
