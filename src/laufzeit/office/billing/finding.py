"""The list of documents: searched, narrowed and paged, with a million of them as with a hundred.

What an index narrows (customer, number, month, run) comes first. How a document stands and of what kind it is, is
looked at document by document, in the order of the list and ``WINDOW`` of them for a page: so a page never takes long.
Where fewer were found than a page has, it says how far it has looked, and the next one goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from laufzeit.catalogue.store import current_catalogue
from laufzeit.dates.day import add_months
from laufzeit.invoices.document import DocumentKind
from laufzeit.invoices.models import Document, Run
from laufzeit.office.finding import MOST_CUSTOMERS, customers_found
from laufzeit.office.paging import ROWS, Mark, Order, Slice, read_mark, write_mark
from laufzeit.payments.models import Dispute
from laufzeit.payments.numbers import Finder
from laufzeit.payments.standing import AWAITED_DAYS
from laufzeit.payments.store import rows
from laufzeit.vendors.tenancy import acting_vendor_id

NEWEST: Final = Order(("issued_on", "id"), descending=True)
WINDOW: Final = 20_000
"""So many documents are looked at for one page: well under a quarter of a second."""
MOST_DISPUTES: Final = 1_000
"""More documents are not in dispute anywhere; of more the latest are shown."""


class DocumentState(StrEnum):
    """What can be asked of a document as of a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    DISPUTED = "disputed"
    SETTLED = "settled"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """What the list is narrowed to; what is empty narrows nothing. ``month`` is the first day of one."""

    search: str = ""
    state: DocumentState | None = None
    kind: DocumentKind | None = None
    month: date | None = None
    customer: UUID | None = None
    run: UUID | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the ids of documents. ``looked_until``: the day of issue up to which was looked, where not at all."""

    page: Slice
    looked_until: date | None = None


@dataclass(slots=True)
class _Where:
    """Conditions with their values, in the order in which they are written. ``few``: they leave few documents, which
    are found first and sorted then; otherwise the planner may go through all of them in the order of the list."""

    conditions: list[str]
    values: list[Any] = field(default_factory=list)
    few: bool = False

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values += values

    def __str__(self) -> str:
        return " AND ".join(self.conditions) or "true"


def documents_found(wanted: DocumentFilter, today: date, mark: str = "", size: int = ROWS) -> Found:
    """The page of documents that ``mark`` leads to, the latest first; the first one where it leads nowhere."""
    narrow = _narrowed(wanted)
    if narrow is None:
        return Found(Slice([]))
    at = read_mark(mark, Document, NEWEST)
    backwards = at is not None and at.backwards
    looked = _Where([])
    _add_kind_and_state(looked, wanted, today)
    found = _asked(narrow, looked, at, size + 1)
    until = _end_of_window(narrow, at) if looked.conditions and len(found) <= size else None
    more, found = len(found) > size or until is not None, found[:size]
    if backwards:
        found.reverse()
    return _page(found, at, until, more=more)


def _page(found: list[Any], at: Mark | None, until: Any, *, more: bool) -> Found:
    """``until`` is the last document that was looked at, where others remain."""
    backwards = at is not None and at.backwards
    ids, day = [row[1] for row in found], until[0] if until else None
    if not found and until is None:
        return Found(Slice([]))
    first, last = (found[0], found[-1]) if found else (until, until)
    if backwards:
        before = write_mark(until or first, backwards=True) if more else ""
        return Found(Slice(ids, before, write_mark(last, backwards=False)), day)
    before = write_mark(first, backwards=True) if at is not None and found else ""
    after = write_mark(until or last, backwards=False) if more else ""
    return Found(Slice(ids, before, after), day)


COLUMNS: Final = "issued_on, id, due_on, kind, vendor_id, gross - prepaid AS payable"
ALL: Final = f"SELECT {COLUMNS} FROM invoices_document WHERE {{narrow}}"  # noqa: S608 - names of ours
WINDOWED: Final = " ORDER BY issued_on {way}, id {way} LIMIT {window}"


def _asked(narrow: _Where, looked: _Where, at: Mark | None, count: int) -> list[Any]:
    """Day and id of the first documents of the window that fit."""
    inner, values, way = _window(narrow, at, WINDOW)
    sql = f"SELECT d.issued_on, d.id FROM ({inner}) d WHERE {looked} ORDER BY d.issued_on {way}, d.id {way} LIMIT %s"  # noqa: S608 - conditions of ours
    return rows(sql, *values, *looked.values, count)


def _end_of_window(narrow: _Where, at: Mark | None) -> Any:
    """Day and id of the last document of the window, where there are others beyond it."""
    inner, values, _way = _window(narrow, at, WINDOW + 1)
    sql = f"SELECT w.issued_on, w.id FROM ({inner}) w OFFSET %s"  # noqa: S608 - conditions of ours
    found = rows(sql, *values, WINDOW - 1)
    return found[0] if len(found) > 1 else None


def _window(narrow: _Where, at: Mark | None, size: int) -> tuple[str, list[Any], str]:
    backwards = at is not None and at.backwards
    way = "ASC" if backwards else "DESC"
    beyond = f"(issued_on, id) {'>' if backwards else '<'} (%s, %s)" if at is not None else "true"
    values = [*narrow.values, *(at.values if at is not None else ())]
    found = ALL.format(narrow=narrow)
    if narrow.few:
        # OFFSET keeps the two apart: what is few is found by its own index.
        found = f"SELECT * FROM ({found} OFFSET 0) few WHERE {beyond}"  # noqa: S608 - conditions of ours
    else:
        found = f"{found} AND {beyond}"
    return found + WINDOWED.format(way=way, window=size), values, way


def _narrowed(wanted: DocumentFilter) -> _Where | None:
    """What an index narrows; ``None`` where nothing can fit."""
    narrow = _Where(["vendor_id = %s"], [acting_vendor_id()])
    if wanted.month is not None:
        narrow.add("issued_on >= %s AND issued_on < %s", wanted.month, add_months(wanted.month, 1))
    if wanted.customer is not None:
        narrow.add("organisation_id = %s", wanted.customer)
        narrow.few = True
    if wanted.run is not None:
        run = Run.objects.filter(id=wanted.run).first()
        if run is None:
            return None
        narrow.add("part = %s AND issued_on = %s AND run_id = %s", run.part, run.issued_on, run.id)
    if wanted.state is DocumentState.DISPUTED:
        disputes = Dispute.objects.filter(ended_on=None).order_by("-id").values_list("document", flat=True)
        narrow.add("id = ANY(%s)", list(disputes[:MOST_DISPUTES]))
        narrow.few = True
    if wanted.search.strip():
        numbers, customers = numbers_meant(wanted.search), _customers(wanted.search)
        narrow.add("(number = ANY(%s) OR organisation_id = ANY(%s))", numbers, customers)
        narrow.few = True
    return narrow


def numbers_meant(search: str) -> list[str]:
    """Numbers of documents that what is typed may mean, written as the vendor writes them ("re 2026 17")."""
    catalogue = current_catalogue(acting_vendor_id())
    typed = search.replace("\x00", " ").strip()
    if catalogue is None:
        return [typed]
    billing = catalogue.vendor.billing
    finder = Finder((billing.invoice_number, billing.correction_number))
    return [typed, *(reading for mention in finder.mentions(typed) for reading in mention.readings)]


def _customers(search: str) -> list[UUID]:
    """The customers that have all the words typed."""
    return list(customers_found(search).order_by("-id").values_list("id", flat=True)[:MOST_CUSTOMERS])


OPEN_NOW: Final = "d.payable + COALESCE((SELECT sum(e.amount) FROM payments_entry e WHERE e.document = d.id), 0)"
IN_DISPUTE: Final = """EXISTS (
    SELECT 1 FROM payments_dispute x WHERE x.vendor_id = d.vendor_id AND x.document = d.id AND x.ended_on IS NULL)"""
ON_ITS_WAY: Final = """EXISTS (
    SELECT 1 FROM payments_directdebit b WHERE b.vendor_id = d.vendor_id AND b.document = d.id AND b.collected_on >= %s
        AND NOT EXISTS (SELECT 1 FROM payments_debitreturn r WHERE r.debit_id = b.id)
        AND NOT EXISTS (SELECT 1 FROM payments_entry p WHERE p.debit_id = b.id AND p.kind = 'payment'))"""
"""As ``payments.standing`` says it of one document."""


def _add_kind_and_state(looked: _Where, wanted: DocumentFilter, today: date) -> None:
    """What is looked at document by document."""
    if wanted.kind is not None:
        looked.add("d.kind = %s", wanted.kind.value)
    match wanted.state:
        case DocumentState.OPEN:
            looked.add(f"{OPEN_NOW} > 0")
        case DocumentState.OVERDUE:
            looked.add("d.due_on < %s", today)
            looked.add(f"{OPEN_NOW} > 0")
            looked.add(f"NOT {IN_DISPUTE}")
            looked.add(f"NOT {ON_ITS_WAY}", today - timedelta(days=AWAITED_DAYS))
        case DocumentState.SETTLED:
            looked.add(f"{OPEN_NOW} = 0")
        case DocumentState.CREDIT:
            looked.add(f"{OPEN_NOW} < 0")
        case DocumentState.DISPUTED | None:
            pass


OF_CONTRACT: Final = """
SELECT d.id FROM (
    SELECT DISTINCT part, document_id FROM invoices_line WHERE vendor_id = %s AND contract_id = %s
) l JOIN invoices_document d ON d.part = l.part AND d.id = l.document_id
ORDER BY d.issued_on DESC, d.id DESC LIMIT %s
"""


def latest_of_contract(contract: UUID, count: int) -> list[UUID]:
    """The latest documents with lines of a contract."""
    return [document for (document,) in rows(OF_CONTRACT, acting_vendor_id(), contract, count)]


OPEN_OF: Final = """
SELECT currency, sum(amount)::bigint FROM (
    SELECT currency, gross - prepaid AS amount FROM invoices_document WHERE vendor_id = %s AND organisation_id = %s
    UNION ALL SELECT currency, amount FROM payments_entry WHERE vendor_id = %s AND organisation = %s
) each GROUP BY currency HAVING sum(amount) <> 0 ORDER BY currency
"""


def open_of(customer: UUID) -> list[tuple[str, int]]:
    """What a customer owes in all, by currency in minor units; credits are taken off."""
    vendor = acting_vendor_id()
    return rows(OPEN_OF, vendor, customer, vendor, customer)


def months_of_issue() -> list[date]:
    """The first days of the months in which documents can have been issued, the latest first; at most ten years."""
    issued = Document.objects.order_by("issued_on").values_list("issued_on", flat=True)
    first, last = issued.first(), issued.last()
    if first is None or last is None:
        return []
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(last.replace(day=1), -n) for n in range(min(count, 120))]
