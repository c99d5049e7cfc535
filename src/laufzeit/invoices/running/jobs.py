"""A slice of a billing run: read, rate, subtract, draft, number, store, all in one transaction.

Most of it is done in columns (``mass.py``); customers whom columns leave aside are billed one by one (``singly``).

Nothing is issued twice: a slice is locked while it is worked on, marked as done with its documents, and what the next
run looks at follows from that. No number is lost: numbers are taken in the same transaction, as late as can be, because
whoever takes them holds the series until the transaction ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from laufzeit.catalogue.billing import Billing
from laufzeit.catalogue.model import Catalogue, PriceBasis
from laufzeit.catalogue.store import catalogue_of
from laufzeit.invoices import store as documents
from laufzeit.invoices.document import Document, DocumentKind
from laufzeit.invoices.drafting import pay_until
from laufzeit.invoices.models import Run, Slice
from laufzeit.invoices.parties import seller_of
from laufzeit.invoices.running import mass, store
from laufzeit.invoices.running.columns import store as columns
from laufzeit.invoices.running.looking import Window
from laufzeit.invoices.running.singly import jobs as one_by_one
from laufzeit.invoices.running.summary import Summary
from laufzeit.rating.mass import Tariff
from laufzeit.vendors.store import acting_for
from laufzeit.vendors.tenancy import acting_vendor_id


@dataclass(frozen=True, slots=True)
class Rated:
    """What came of a slice: documents without numbers, those in columns and those of customers billed one by one."""

    columns: mass.Drafted
    singly: one_by_one.Rated

    @property
    def summary(self) -> Summary:
        """What it comes to."""
        found = mass.summary(self.columns)
        found.add(self.singly.summary)
        return found


def work(vendor_id: UUID, run_id: UUID) -> bool:
    """Take a slice of a run and bill it. ``False`` where none was left to take."""
    with acting_for(vendor_id):
        taken = store.take_slice(run_id)
        if taken is None:
            return False
        bill(taken)
        return True


def bill(taken: Slice) -> Summary:
    """Bill a locked slice."""
    run = taken.run
    # The marks go first: whatever is decided from here on marks its contract again, for the next run.
    marked = store.take_marks(taken.first, taken.last)
    rated = rate(taken.first, taken.last, window_of(run), run.issued_on, marked)
    _issue(rated, run)
    store.refuse(run, rated.singly.refused)
    summary = rated.summary
    taken.done, taken.totals = True, summary.to_json()
    taken.save(update_fields=["done", "totals"])
    return summary


def window_of(run: Run) -> Window:
    """What a run looks at."""
    return window(run.through)


def window(through: date) -> Window:
    """What a run until ``through`` would look at now."""
    since = catalogue_of(acting_vendor_id()).vendor.billing.since
    return Window(through, store.billed_through(), since)


def rate(first: UUID, last: UUID, window: Window, issued_on: date, marked: Collection[UUID]) -> Rated:
    """Rate the contracts of the customers from ``first`` to ``last`` and draft their documents; nothing is stored."""
    catalogue = catalogue_of(acting_vendor_id())
    store.read_by_index(ranges=True)
    read = columns.base(first, last, window, marked)
    store.read_by_index(ranges=False)
    found = mass.base(read, window, {str(one) for one in marked})
    asking = columns.Asking(first, last, issued_on)
    drafted = mass.draft(found, window, catalogue, _tariff(catalogue), issued_on, asking)
    left = [UUID(one) for one in drafted.left]
    return Rated(drafted, one_by_one.rate(left, window, issued_on, marked))


_tariffs: list[tuple[Catalogue, Tariff]] = []


def _tariff(catalogue: Catalogue) -> Tariff:
    """The tariff of a catalogue, made once for the slices of a run."""
    for known, tariff in _tariffs:
        if known is catalogue:
            return tariff
    _tariffs[:] = [*_tariffs[-3:], (catalogue, Tariff(catalogue))]
    return _tariffs[-1][1]


def _issue(rated: Rated, run: Run) -> None:
    """Number documents and store them. In a part that is being filled, lines may come before their documents, and so
    they come before the numbers."""
    drafted, catalogue = rated.columns, catalogue_of(run.vendor_id)
    ids = columns.new_ids(drafted.sheets.documents.height)
    facts = {"part": run.part, "vendor_id": str(run.vendor_id)}
    lines = mass.line_rows(drafted, ids, _names(documents.LINE), facts) if ids else b""
    if run.part:
        columns.write("invoices_line", documents.LINE, run.part, lines)
    facts |= _facts(run, catalogue)
    numbers = _Numbers(catalogue.vendor.billing, run.issued_on.year)
    given = {kind: numbers.take(kind, count) for kind, count in drafted.kinds.items()}
    if ids:
        rows = mass.document_rows(drafted, ids, given, _names(documents.DOCUMENT), facts)
        columns.write("invoices_document", documents.DOCUMENT, run.part, rows)
    if not run.part:
        columns.write("invoices_line", documents.LINE, run.part, lines)
    issued = list(numbers.on(rated.singly.documents))
    documents.insert([documents.Issue(document, run.part, run.id) for document in issued])


def _facts(run: Run, catalogue: Catalogue) -> dict[str, object]:
    """What is the same on all documents of a run."""
    return {
        "run_id": str(run.id), "issued_on": run.issued_on, "due_on": pay_until(catalogue.vendor, run.issued_on),
        "gross_prices": catalogue.vendor.prices is PriceBasis.GROSS, "prepaid": 0,
        "seller_id": str(documents.seller_id(seller_of(catalogue.vendor))),
    }  # fmt: skip


def _names(columns: str) -> list[str]:
    return columns.split(", ")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of documents of a year. Those of invoices are always taken first, so that nobody waits for somebody
    who waits."""

    billing: Billing
    year: int

    def form(self, *, correction: bool) -> str:
        return self.billing.correction_number if correction else self.billing.invoice_number

    def take(self, kind: DocumentKind, count: int) -> list[str]:
        """The next ``count`` numbers for documents of a kind."""
        return documents.numbers(self.form(correction=kind is not DocumentKind.INVOICE), self.year, count)

    def on(self, drafts: Sequence[Document]) -> Iterator[Document]:
        """Drafts with ids and numbers, invoices first."""
        for correction in (False, True):
            some = [draft for draft in drafts if (draft.kind is not DocumentKind.INVOICE) is correction]
            yield from documents.numbered(some, self.form(correction=correction), self.year)
