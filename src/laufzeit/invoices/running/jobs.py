"""A slice of a billing run: read, rate, subtract, draft, number, store, all in one transaction.

Nothing is issued twice: a slice is locked while it is worked on, marked as done with its documents, and what the next
run looks at follows from that. No number is lost: numbers are taken in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.invoices import store as documents
from laufzeit.invoices.document import Document, DocumentKind
from laufzeit.invoices.drafting import CannotBill, Claim, Drafter
from laufzeit.invoices.lines import Named
from laufzeit.invoices.models import Run, Slice
from laufzeit.invoices.numbers import format_number, restarts_each_year
from laufzeit.invoices.parties import seller_of
from laufzeit.invoices.running import store
from laufzeit.invoices.running.looking import Wanted, Window, account_of, dues, wanted
from laufzeit.invoices.running.store import Candidate, Mark
from laufzeit.invoices.running.summary import Summary
from laufzeit.money.amount import MICROS
from laufzeit.rating.owed import Account
from laufzeit.usage.store import Asked, counted_many
from laufzeit.vendors.models import new_id
from laufzeit.vendors.store import acting_for
from laufzeit.vendors.tenancy import acting_vendor_id


@dataclass(slots=True)
class Rated:
    """What came of some customers: documents without numbers, and contracts that cannot be billed."""

    documents: list[Document]
    refused: list[tuple[Candidate, str, dict[str, Any]]]
    contracts: int
    marks: list[Mark]


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
    rated = rate(taken.first, taken.last, window_of(run), run.issued_on)
    issued = _issue(rated.documents, run)
    store.unmark(rated.marks)
    store.refuse(run, rated.refused)
    summary = summary_of(rated, issued)
    taken.done, taken.totals = True, summary.to_json()
    taken.save(update_fields=["done", "totals"])
    return summary


def summary_of(rated: Rated, issued: Iterable[Document]) -> Summary:
    """What some customers come to."""
    summary = Summary(contracts=rated.contracts, refused=len(rated.refused))
    for document in issued:
        summary.add_document(document)
    return summary


def window_of(run: Run) -> Window:
    """What a run looks at."""
    return window(run.through)


def window(through: date) -> Window:
    """What a run until ``through`` would look at now."""
    since = catalogue_of(acting_vendor_id()).vendor.billing.since
    return Window(through, store.billed_through(), since)


def rate(first: UUID, last: UUID, window: Window, issued_on: date) -> Rated:
    """Rate the contracts of the customers from ``first`` to ``last`` and draft their documents; nothing is stored."""
    catalogue = catalogue_of(acting_vendor_id())
    marks = store.marks(first, last)
    marked = {mark.contract for mark in marks}
    found = store.candidates(first, last, window.looked_at, marked)
    accounts = {one.id: account_of(one.contract, catalogue) for one in found}
    figures = _figures(found, accounts, catalogue, window, marked)
    whole = marked if window.looked_at is not None else {one.id for one in found}
    billed = store.billed(sorted(whole))
    rated = Rated([], [], len(found), marks)
    claims: list[tuple[Candidate, Claim]] = []
    for one in found:
        try:
            differences = dues(accounts[one.id], catalogue, window, figures.of(one.id), billed.get(one.id))
        except CannotBill as reason:
            rated.refused.append((one, reason.code, reason.facts))
            continue
        if differences:
            claims.append((one, Claim(Named(one.id, one.number), tuple(differences))))
    _draft(claims, Drafter(catalogue, seller_of(catalogue.vendor), issued_on), rated)
    return rated


def _draft(claims: Sequence[tuple[Candidate, Claim]], drafter: Drafter, rated: Rated) -> None:
    """Documents customer by customer; where one cannot be billed, the others are."""
    organisations = {one.organisation for one, _ in claims}
    known = store.customers(organisations, documents.paying(organisations, drafter.issued_on))
    for organisation, group in groupby(claims, key=lambda pair: pair[0].organisation):
        pairs = list(group)
        try:
            rated.documents += drafter.drafts(known[organisation], [claim for _, claim in pairs])
        except CannotBill as reason:
            rated.refused += [(one, reason.code, reason.facts) for one, _ in pairs]


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the meters counted, by contract, meter and period; nothing where nothing was recorded."""

    counted: Mapping[Wanted, int | Decimal]

    def of(self, contract: UUID) -> Any:
        return lambda meter, period: self._figure(Wanted(contract, meter, period))

    def _figure(self, asked: Wanted) -> int | Decimal:
        return self.counted[asked]


def _figures(
    found: Iterable[Candidate],
    accounts: Mapping[UUID, Account],
    catalogue: Catalogue,
    window: Window,
    marked: set[UUID],
) -> _Figures:
    asked = [
        one
        for candidate in found
        for one in wanted(candidate.id, accounts[candidate.id], catalogue, window, marked=candidate.id in marked)
    ]
    return _Figures(_asked(asked, catalogue))


def _asked(asked: Sequence[Wanted], catalogue: Catalogue) -> dict[Wanted, int | Decimal]:
    if not asked:
        return {}
    questions = {
        one: Asked(one.contract, one.meter, catalogue.meters[one.meter].aggregate, one.period) for one in asked
    }
    found = counted_many(questions.values())
    return {one: quantity_of(found[question]) for one, question in questions.items()}


def quantity_of(micros: int) -> int | Decimal:
    """What a meter counted, from millionths."""
    whole, rest = divmod(micros, MICROS)
    return Decimal(micros) / MICROS if rest else whole


def _issue(drafts: Sequence[Document], run: Run) -> list[Document]:
    """Number documents and store them."""
    billing = catalogue_of(run.vendor_id).vendor.billing
    formats = {False: billing.invoice_number, True: billing.correction_number}
    issued: list[Document] = []
    for correction in (False, True):
        some = [draft for draft in drafts if (draft.kind is not DocumentKind.INVOICE) is correction]
        issued += numbered(some, formats[correction], run.issued_on.year)
    documents.insert([documents.Issue(document, run.part, run.id) for document in issued])
    return issued


def numbered(drafts: Sequence[Document], fmt: str, year: int) -> Iterator[Document]:
    """Documents with the next numbers of a series, taken for this transaction, and ids."""
    if not drafts:
        return
    first = documents.take_numbers(fmt, year if restarts_each_year(fmt) else 0, len(drafts))
    for count, draft in enumerate(drafts, first):
        yield replace(draft, id=new_id(), number=format_number(fmt, year, count))
