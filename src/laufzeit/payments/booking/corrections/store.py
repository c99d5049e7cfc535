"""Which corrections still have something to take off."""

from __future__ import annotations

from uuid import UUID

from laufzeit.payments.store import MOVED, rows
from laufzeit.vendors.tenancy import acting_vendor_id

OPEN = f"""
SELECT d.id, (
    SELECT array_agg(i.id ORDER BY i.issued_on, i.number) FROM invoices_document i
    WHERE i.vendor_id = d.vendor_id AND i.organisation_id = d.organisation_id
        AND i.number IN (SELECT each ->> 'number' FROM jsonb_array_elements(d.head -> 'references') each)
)
FROM invoices_document d LEFT JOIN {MOVED} e ON e.document = d.id
WHERE d.vendor_id = %s AND d.kind <> 'invoice' AND d.gross - d.prepaid + COALESCE(e.moved, 0) < 0
ORDER BY d.issued_on, d.number
"""  # noqa: S608 - names of ours
"""Corrections with an open credit, and the customer's documents that they name."""


def open_corrections() -> list[tuple[UUID, list[UUID]]]:
    vendor = acting_vendor_id()
    return [(correction, invoices) for correction, invoices in rows(OPEN, vendor, vendor) if invoices]
