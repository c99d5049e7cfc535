"""Customers billed one by one: by the rules as they are written for one contract.

It is the reference that billing in columns is held to, and how customers are billed whom columns leave aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.invoices import store as documents
from laufzeit.invoices.document import Document
from laufzeit.invoices.drafting import CannotBill, Claim, Drafter
from laufzeit.invoices.lines import Named
from laufzeit.invoices.parties import seller_of
from laufzeit.invoices.running.looking import Wanted, Window, account_of, dues, wanted
from laufzeit.invoices.running.singly import store
from laufzeit.invoices.running.singly.store import Candidate
from laufzeit.invoices.running.summary import Summary
from laufzeit.rating.owed import Account
from laufzeit.usage.aggregate import in_units
from laufzeit.usage.store import Asked, counted_many
from laufzeit.vendors.tenancy import acting_vendor_id


@dataclass(slots=True)
class Rated:
    """What came of some customers: documents without numbers, and contracts that cannot be billed."""

    documents: list[Document]
    refused: list[tuple[Candidate, str, dict[str, Any]]]
    contracts: int

    @property
    def summary(self) -> Summary:
        """What they come to."""
        found = Summary(contracts=self.contracts, singly=self.contracts, refused=len(self.refused))
        for document in self.documents:
            found.add_document(document)
        return found


def rate(organisations: Collection[UUID], window: Window, issued_on: date, marked: Collection[UUID]) -> Rated:
    """Rate the contracts of customers and draft their documents; nothing is stored."""
    if not organisations:
        return Rated([], [], 0)
    catalogue = catalogue_of(acting_vendor_id())
    marks = set(marked)
    found = store.candidates(organisations, window, marks)
    accounts = {one.id: account_of(one.contract, catalogue) for one in found}
    figures = _figures(found, accounts, catalogue, window, marks)
    billed = store.billed([one.id for one in found if window.whole or one.id in marks])
    rated = Rated([], [], len(found))
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
    return {one: in_units(found[question]) for one, question in questions.items()}
