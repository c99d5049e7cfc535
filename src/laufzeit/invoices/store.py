"""Finding and writing documents. Everything here runs inside ``acting_for(vendor)``."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from laufzeit.dates.period import Period
from laufzeit.invoices import codec
from laufzeit.invoices import document as value
from laufzeit.invoices.models import Document as DocumentRow
from laufzeit.invoices.models import Line as LineRow
from laufzeit.invoices.models import Seller, Series
from laufzeit.invoices.numbers import format_numbers, restarts_each_year
from laufzeit.invoices.paying import Paying
from laufzeit.money.amount import MICROS
from laufzeit.vendors.models import new_id
from laufzeit.vendors.tenancy import acting_vendor_id

CHUNK = 500
"""Documents that are read, with their lines, at a time."""

DOCUMENT = (
    "part, id, vendor_id, run_id, kind, number, issued_on, due_on, organisation_id, contract_id, corrects_id, currency,"
    " language, gross_prices, net, tax, gross, prepaid, service_from, service_until, seller_id, head"
)
LINE = (
    "part, document_id, pos, vendor_id, contract_id, contract_number, item, period_from, period_until, service_from,"
    " service_until, text, explanation, quantity, unit, unit_price, amount, net, charged, gross, category, rate,"
    " allowances"
)


@dataclass(frozen=True, slots=True)
class Between:
    """The customers from the first id to the last: a slice of a billing run, without naming each."""

    first: UUID
    last: UUID


Payers = Collection[UUID] | Between
PayingSource = Callable[[Payers, date], Mapping[UUID, Paying]]
_paying_sources: list[PayingSource] = []


def add_paying_source(source: PayingSource) -> None:
    """Have ``source`` say by which mandates customers pay on a day: mandates are kept in a room above."""
    _paying_sources.append(source)


def paying(organisations: Payers, day: date) -> dict[UUID, Paying]:
    """The mandates by which these customers pay on a day; the others transfer."""
    found: dict[UUID, Paying] = {}
    for source in _paying_sources:
        found |= source(organisations, day)
    return found


class NoDocument(LookupError):
    """There is no such document at this vendor."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A document that is about to be stored, with what its columns say beside it."""

    document: value.Document
    part: int
    run: UUID | None
    corrects: UUID | None = None


def document(document_id: UUID) -> value.Document:
    """The document, whole. Raises ``NoDocument``."""
    found = documents([document_id])
    if not found:
        raise NoDocument(str(document_id))
    return found[0]


def documents(ids: Sequence[UUID]) -> list[value.Document]:
    """Documents, whole, in the order of ``ids``; those that do not exist are left out."""
    rows = {row.id: row for row in DocumentRow.objects.filter(id__in=ids).select_related("seller")}
    return whole([rows[one] for one in ids if one in rows])


def documents_between(first: date, until: date) -> Iterator[value.Document]:
    """All documents that were issued from ``first`` up to and without ``until``, by day and number, a few at a time."""
    rows = DocumentRow.objects.filter(issued_on__gte=first, issued_on__lt=until).select_related("seller")
    chunk: list[DocumentRow] = []
    for row in rows.order_by("issued_on", "number").iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from whole(chunk)
            chunk = []
    yield from whole(chunk)


def rows_of(organisation_id: UUID) -> QuerySet:
    """The documents of a customer, the latest first."""
    return DocumentRow.objects.filter(organisation=organisation_id).order_by("-issued_on", "-number")


def cancellation_of(document_id: UUID) -> str | None:
    """The number of the document that reverses this one, if there is one."""
    found: str | None = DocumentRow.objects.filter(corrects=document_id).values_list("number", flat=True).first()
    return found


def whole(rows: Sequence[DocumentRow]) -> list[value.Document]:
    """Rows (with their sellers) as documents; the lines of all of them come with one query."""
    lines: dict[UUID, list[value.Line]] = {row.id: [] for row in rows}
    parts = {row.part for row in rows}
    for line in LineRow.objects.filter(part__in=parts, document_id__in=list(lines)).order_by("document_id", "pos"):
        lines[line.document_id].append(_line(line))
    return [_document(row, tuple(lines[row.id])) for row in rows]


def _document(row: DocumentRow, lines: tuple[value.Line, ...]) -> value.Document:
    head = codec.head_from_json(row.head)
    return value.Document(
        id=row.id,
        kind=value.DocumentKind(row.kind),
        number=row.number,
        issued_on=row.issued_on,
        due_on=row.due_on,
        currency=row.currency,
        language=row.language,
        seller=codec.party_from_json(row.seller.facts),
        buyer=head.buyer,
        organisation=row.organisation,
        lines=lines,
        taxes=head.taxes,
        net=row.net,
        tax=row.tax,
        gross=row.gross,
        service=Period(row.service_from, row.service_until),
        prepaid=row.prepaid,
        contract=row.contract,
        buyer_reference=head.buyer_reference,
        references=head.references,
        notes=head.notes,
        payment=head.payment,
        gross_prices=row.gross_prices,
    )


def _line(row: LineRow) -> value.Line:
    return value.Line(
        contract=row.contract,
        contract_number=row.contract_number,
        item=row.item,
        period=Period(row.period_from, row.period_until),
        service=Period(row.service_from, row.service_until),
        text=row.text,
        explanation=row.explanation,
        quantity=Decimal(row.quantity) / MICROS,
        unit=row.unit,
        unit_price=row.unit_price,
        amount=row.amount,
        net=row.net,
        category=value.TaxCategory(row.category),
        rate=row.rate,
        allowances=codec.allowances_from_json(row.allowances),
        gross=row.gross,
    )


def take_numbers(series: str, year: int, count: int) -> int:
    """The first of ``count`` numbers that follow each other. The series stays locked until the transaction ends, so
    what is rolled back leaves no gap."""
    Series.objects.bulk_create([Series(series=series, year=year)], ignore_conflicts=True)
    row = Series.objects.select_for_update().get(series=series, year=year)
    first = row.next
    row.next = first + count
    row.save(update_fields=["next"])
    return int(first)


def numbers(form: str, year: int, count: int) -> list[str]:
    """The next ``count`` numbers of a series, taken for this transaction."""
    if not count:
        return []
    return format_numbers(form, year, take_numbers(form, year if restarts_each_year(form) else 0, count), count)


def numbered(drafts: Sequence[value.Document], form: str, year: int) -> Iterator[value.Document]:
    """Documents with the next numbers of a series, taken for this transaction, and ids."""
    for draft, number in zip(drafts, numbers(form, year, len(drafts)), strict=True):
        yield replace(draft, id=new_id(), number=number)


def seller_id(seller: value.Party) -> UUID:
    """The row of a seller as it stands today, made where it is new."""
    named = codec.party_hash(seller)
    Seller.objects.bulk_create([Seller(hash=named, facts=codec.party_to_json(seller))], ignore_conflicts=True)
    return UUID(str(Seller.objects.values_list("id", flat=True).get(hash=named)))


def insert(issues: Sequence[Issue]) -> None:
    """Store documents: in part 0 through the policies, in a part that is not attached yet directly."""
    if not issues:
        return
    sellers = {seller: seller_id(seller) for seller in {one.document.seller for one in issues}}
    vendor = acting_vendor_id()
    for part in sorted({one.part for one in issues}):
        some = [one for one in issues if one.part == part]
        with copying("invoices_document", DOCUMENT, part) as copy:
            for one in some:
                copy.write_row(_columns(one, vendor, sellers[one.document.seller]))
        with copying("invoices_line", LINE, part) as copy:
            for one in some:
                for pos, line in enumerate(one.document.lines, 1):
                    copy.write_row(_line_columns(one, vendor, pos, line))


def _columns(one: Issue, vendor: UUID, seller: UUID) -> tuple[Any, ...]:
    doc = one.document
    head = codec.Head(doc.buyer, doc.taxes, doc.buyer_reference, doc.references, doc.notes, doc.payment)
    return (
        one.part, doc.id, vendor, one.run, doc.kind.value, doc.number, doc.issued_on, doc.due_on, doc.organisation,
        doc.contract, one.corrects, doc.currency, doc.language, doc.gross_prices, doc.net, doc.tax, doc.gross,
        doc.prepaid, doc.service.start, doc.service.end, seller, _json(codec.head_to_json(head)),
    )  # fmt: skip


def _line_columns(one: Issue, vendor: UUID, pos: int, line: value.Line) -> tuple[Any, ...]:
    allowances = codec.allowances_to_json(line.allowances)
    return (
        one.part, one.document.id, pos, vendor, line.contract, line.contract_number, line.item, line.period.start,
        line.period.end, line.service.start, line.service.end, line.text, line.explanation,
        int(line.quantity * MICROS), line.unit, line.unit_price, line.amount, line.net, line.charged, line.gross,
        line.category.value, line.rate, None if allowances is None else _json(allowances),
    )  # fmt: skip


def _json(stored: Any) -> str:
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def copying(table: str, names: str, part: int, form: str = "text") -> Iterator[Any]:
    """COPY into a part; afterwards the rows are there.

    Row-level security allows no COPY into a table: rows of part 0 go into a temporary one, and from there through the
    policies. A part that is being filled has none yet; it holds every row to its vendor by itself.
    """
    into = f"{table}_p{part}" if part else f"new_{new_id().hex}"
    with connection.cursor() as cursor:
        if not part:
            cursor.execute(f"CREATE TEMPORARY TABLE {into} ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")  # noqa: S608 - names of ours
        with cursor.cursor.copy(f"COPY {into} ({names}) FROM STDIN (FORMAT {form})") as copy:
            yield copy
        if not part:
            cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {into}")  # noqa: S608 - names of ours
            cursor.execute(f"DROP TABLE {into}")
