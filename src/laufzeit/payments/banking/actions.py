"""Reading in what the bank booked: matched and booked as a whole, or nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, assert_never
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.payments import store
from laufzeit.payments.banking import store as banking
from laufzeit.payments.banking.gathering import traces
from laufzeit.payments.banking.known import Before, Known, sorted_out
from laufzeit.payments.banking.posting.store import Post
from laufzeit.payments.banking.returning.actions import after_returns
from laufzeit.payments.banking.store import Wanted
from laufzeit.payments.booking.actions import set_off_corrections
from laufzeit.payments.camt import read
from laufzeit.payments.fault import Code, Refused, fault, refuse
from laufzeit.payments.matching import Back, Book, Match, NotOurs, OpenItem, Paid, Unclear, match
from laufzeit.payments.models import BankFile, BankStatement
from laufzeit.payments.statement import BankFile as File
from laufzeit.payments.statement import Entry, Statement
from laufzeit.payments.why import EntryState, Unsure
from laufzeit.vendors.models import new_id
from laufzeit.vendors.store import acting_for

NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: entries that were booked with their sum, debits that came back, entries for people to look
    at, and those that are no business of ours, known from another file, or not final."""

    file: UUID
    statements: int
    booked: int = 0
    amount: int = 0
    returned: int = 0
    unclear: int = 0
    not_ours: int = 0
    known: int = 0
    pending: int = 0
    currency: str = "EUR"


def import_statement(
    vendor_id: UUID, data: bytes, *, today: date, now: datetime, by: UUID | None, name: str = ""
) -> Imported:
    """Read a camt file, match its entries and book them; all of it or nothing.

    Raises:
        Refused: NO_BANK_ACCOUNT, ALREADY_IMPORTED, and all that ``camt.read`` finds.
    """
    with acting_for(vendor_id):
        catalogue = catalogue_of(vendor_id)
    bank = catalogue.vendor.billing.bank
    if bank is None:
        raise refuse(Code.NO_BANK_ACCOUNT)
    found = read(data, iban=bank.iban, currency=catalogue.vendor.currency)
    if isinstance(found, tuple):
        raise Refused(found)
    with acting_for(vendor_id):
        store.alone()
        set_off_corrections(today=today, now=now)
        return _import(found, data, catalogue, today=today, now=now, by=by, name=name)


def _import(
    file: File, data: bytes, catalogue: Catalogue, *, today: date, now: datetime, by: UUID | None, name: str
) -> Imported:
    statements = _new_statements(file, data)
    row = BankFile.objects.create(
        name=name[:200], sha256=hashlib.sha256(data).hexdigest(), version=file.version, content=data, imported_at=now,
        imported_by=by,
    )  # fmt: skip
    entries = [entry for statement in statements for entry in statement.entries]
    known, apart = sorted_out(entries, _before(entries))
    banking.detailed(apart)
    taken = [entry for entry, verdict in zip(entries, known, strict=True) if verdict is not Known.KNOWN]
    book = _book(taken, catalogue)
    post, result = Post(now, by), Imported(row.id, len(statements), currency=catalogue.vendor.currency)
    verdicts = iter(known)
    for statement in statements:
        result = _take(statement, row, [next(verdicts) for _ in statement.entries], book, post, result)
    post.write()
    after_returns(post.returned, catalogue, today=today, now=now)
    return result


def _new_statements(file: File, data: bytes) -> list[Statement]:
    """Those that were not read before; a file without any new one is refused."""
    again = banking.known_file(hashlib.sha256(data).hexdigest())
    if again is not None:
        number = file.statements[0].id
        raise refuse(Code.ALREADY_IMPORTED, statement=number, day=again.imported_at.date())
    known = banking.known_statements(file.statements)
    fresh = [statement for statement in file.statements if statement.fingerprint not in known]
    if not fresh:
        twice = (fault(Code.ALREADY_IMPORTED, statement=one.id, day=known[one.fingerprint]) for one in file.statements)
        raise Refused(twice)
    return list({statement.fingerprint: statement for statement in fresh}.values())


def _before(entries: Sequence[Entry]) -> list[Before]:
    """What other statements said that these entries may say again."""
    references = {entry.bank_reference for entry in entries} - {""}
    days = {entry.booked_on for entry in entries if not entry.bank_reference}
    rows = [*banking.entries_by_reference(references), *banking.entries_of_days(days)]
    return [
        Before(
            row.id, (row.bank_reference, row.whole, row.booked_on),
            (row.booked_on, row.amount, row.end_to_end, row.remittance, row.iban),
            whole=row.amount == row.whole, waiting=row.state == EntryState.OPEN,
        )
        for row in rows
        if row.state != EntryState.DETAILED
    ]  # fmt: skip


def _book(entries: Sequence[Entry], catalogue: Catalogue) -> Book:
    """All that these entries may be about, with a few questions to the database."""
    billing = catalogue.vendor.billing
    formats = (billing.invoice_number, billing.correction_number)
    said = traces(entries, formats)
    debits = banking.debits(Wanted(said.references, said.mandates, said.orders, said.blocks, said.days))
    accounts = banking.accounts(said.ibans)
    items = [
        *banking.items_by("number", said.numbers),
        *banking.items_by("organisation_id", {organisation for _, organisation in accounts}),
        *banking.items_by("id", {debit.document for debit in debits}),
    ]
    return Book({item.document: item for item in items}.values(), debits, accounts, formats)


def _take(
    statement: Statement, file: BankFile, known: Sequence[Known], book: Book, post: Post, result: Imported
) -> Imported:
    """The entries of a statement, one after the other."""
    before = replace(result)
    first, last = statement.days or (None, None)
    row = BankStatement(
        id=new_id(), file=file, report=statement.report.value, number=statement.id, fingerprint=statement.fingerprint,
        iban=statement.iban, currency=statement.currency, first_day=first, last_day=last, opening=statement.opening,
        closing=statement.closing,
    )  # fmt: skip
    for position, (entry, verdict) in enumerate(zip(statement.entries, known, strict=True), start=1):
        if verdict is Known.KNOWN:
            result = replace(result, known=result.known + 1)
            continue
        found = match(entry, book)
        if verdict is Known.DOUBTFUL and not isinstance(found, NotOurs):
            found = Unclear(Unsure.PERHAPS_TWICE, _about(found))
        post.take(entry, found, (row, position), book)
        book.booked(found)
        result = _counted(result, entry, found)
    result = replace(result, pending=result.pending + statement.pending)
    counts = ("booked", "returned", "unclear", "not_ours", "known", "pending")
    row.totals = {name: getattr(result, name) - getattr(before, name) for name in counts}
    row.save(force_insert=True)
    return result


def _about(found: Match) -> tuple[OpenItem, ...]:
    """The documents that an entry would have been booked on."""
    match found:
        case Paid(_, allocations, _):
            return tuple(OpenItem(part.document, part.number, NOBODY, "", part.amount) for part in allocations)
        case Unclear(_, candidates):
            return candidates
        case _:
            return ()


def _counted(result: Imported, entry: Entry, found: Match) -> Imported:
    match found:
        case Paid(_, _, rest):
            unclear = result.unclear + (1 if rest else 0)
            return replace(
                result, booked=result.booked + 1, amount=result.amount + entry.amount - rest, unclear=unclear
            )
        case Back():
            return replace(result, returned=result.returned + 1)
        case Unclear():
            return replace(result, unclear=result.unclear + 1)
        case NotOurs():
            return replace(result, not_ours=result.not_ours + 1)
        case _:
            assert_never(found)
