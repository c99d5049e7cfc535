"""Entries of the bank's files that a person has to look at: what they say, and what they can be about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from laufzeit.customers.iban import grouped
from laufzeit.dates.wording import Language
from laufzeit.money.amount import Currency, Money
from laufzeit.office.billing.finding import DocumentFilter, DocumentState, documents_found
from laufzeit.office.billing.forms import AssignForm
from laufzeit.office.billing.lines import DocumentLine, document_lines
from laufzeit.office.paging import Order
from laufzeit.payments.banking import store as banking
from laufzeit.payments.models import BankEntry, DirectDebit, Entry
from laufzeit.payments.returns import reason
from laufzeit.payments.why import EntryState, Unsure, Why, in_words
from laufzeit.portal.billing import money

OLDEST_ENTRIES: Final = Order(("booked_on", "id"))
FOUND: Final = 10
"""Documents of a search for what an entry may be about."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in words. ``left`` is what has not been assigned, empty where all of it is left."""

    entry: BankEntry
    amount: str
    left: str
    minor_left: int
    who: str
    iban: str
    text: str
    why: str
    open: bool


def entry_lines(entries: Sequence[BankEntry], language: Language) -> list[EntryLine]:
    """Entries for a list: one query more for all of them."""
    left = banking.left_of(entries) if entries else {}
    return [_line(one, left[one.id], language) for one in entries]


def _line(one: BankEntry, left: int, language: Language) -> EntryLine:
    said = [one.remittance, one.text if not one.remittance else ""]
    if one.returned:
        said = [reason(one.return_code).in_words(language), one.return_text]
    return EntryLine(
        entry=one,
        amount=money(one.amount, one.currency, language),
        left=money(left, one.currency, language) if left != one.amount else "",
        minor_left=left,
        who=one.name,
        iban=grouped(one.iban),
        text=" · ".join(part for part in said if part),
        why=why_in_words(one.why, language),
        open=one.state == EntryState.OPEN,
    )


def why_in_words(why: str, language: Language) -> str:
    """Why an entry was booked as it was, or was left to a person."""
    if why in Why.__members__.values():
        return in_words(Why(why), language)
    return in_words(Unsure(why), language) if why in Unsure.__members__.values() else why


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that an entry can be about, with a form that says how much of it; or, of a debit that came back, with
    the debit."""

    line: DocumentLine
    form: AssignForm | None
    debit: UUID | None = None


def candidates(
    found: EntryLine, search: str, today: date, language: Language, *, typed: AssignForm | None = None
) -> list[Candidate]:
    """What the entry can be about: as it was matched, or what is found by ``search`` and fits its direction."""
    entry = found.entry
    ids = [UUID(one) for one in entry.candidates]
    if search.strip():
        state = None if entry.returned else DocumentState.OPEN if found.minor_left > 0 else DocumentState.CREDIT
        ids = documents_found(DocumentFilter(search=search, state=state), today, size=FOUND).page.rows
    lines = document_lines(ids, today, language)
    if entry.returned:
        return _with_debits(lines)
    fitting = [one for one in lines if one.standing.open * found.minor_left > 0]
    return [Candidate(one, _form(one, found, language, typed)) for one in fitting]


def _with_debits(lines: Sequence[DocumentLine]) -> list[Candidate]:
    """The last direct debit of each document, as long as it has not come back."""
    debits = DirectDebit.objects.filter(document__in=[one.id for one in lines], came_back=None).order_by("attempt")
    latest = {one.document: one.id for one in debits}
    return [Candidate(one, None, latest[one.id]) for one in lines if one.id in latest]


def _form(line: DocumentLine, found: EntryLine, language: Language, typed: AssignForm | None) -> AssignForm:
    """Filled with as much as there is, at most what is open."""
    if typed is not None and typed.data.get("document") == str(line.id):
        return typed
    currency = Currency.of(found.entry.currency)
    most = min(abs(found.minor_left), abs(line.standing.open))
    plain = str(Money(most, currency).decimal)
    initial = {"document": line.id, "amount": plain.replace(".", ",") if language == "de" else plain}
    return AssignForm(initial=initial, currency=currency, auto_id=f"id_%s_{line.id.hex[-12:]}")


@dataclass(frozen=True, slots=True)
class BookedLine:
    """What was booked for an entry on a document."""

    line: DocumentLine
    amount: str


def booked_lines(booked: Sequence[Entry], today: date, language: Language) -> list[BookedLine]:
    """What was booked for an entry and has not been taken back."""
    lines = {one.id: one for one in document_lines([one.document for one in booked], today, language)}
    return [
        BookedLine(lines[one.document], money(-one.amount, one.currency, language))
        for one in booked
        if one.document in lines
    ]
