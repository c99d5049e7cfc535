"""What people do with single documents. Runs have actions of their own (``running/actions.py``)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from laufzeit.catalogue.store import catalogue_of
from laufzeit.invoices import store
from laufzeit.invoices.cancelling import reversed_document
from laufzeit.invoices.document import Document, DocumentKind
from laufzeit.invoices.running import store as running
from laufzeit.vendors.tenancy import acting_vendor_id


class CannotCancel(Exception):
    """A document cannot be cancelled: ``code`` and ``facts`` say why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


def cancel(document_id: UUID, today: date) -> Document:
    """Reverse a whole document by one of its own; the original stays as it is. What it invoiced counts as not invoiced
    from then on, so the next run issues it anew, as it is owed then.

    Raises ``store.NoDocument``, and ``CannotCancel``: ``is_a_cancellation``, ``already_cancelled``.
    """
    original = store.document(document_id)
    if original.kind is DocumentKind.CANCELLATION:
        raise CannotCancel("is_a_cancellation", number=original.number)
    billing = catalogue_of(acting_vendor_id()).vendor.billing
    [issued] = store.numbered([reversed_document(original, today)], billing.correction_number, today.year)
    # The numbers' lock is held: whoever cancels the same document waits above, and then finds the first one here.
    if by := store.cancellation_of(document_id):
        raise CannotCancel("already_cancelled", number=original.number, by=by)
    store.insert([store.Issue(issued, 0, None, corrects=document_id)])
    running.mark({line.contract for line in original.lines})
    return issued
