"""Which corrections still have something to take off."""

from __future__ import annotations

from uuid import UUID

from laufzeit.payments.store import MOVED, rows, rows_of_all
from laufzeit.vendors.tenancy import acting_vendor_id

OPEN = f"""
SELECT d.id FROM invoices_document d LEFT JOIN {MOVED} e ON e.document = d.id
WHERE d.vendor_id = %s AND d.kind <> 'invoice' AND d.gross - d.prepaid + COALESCE(e.moved, 0) < 0
"""  # noqa: S608 - names of ours
"""Corrections with an open credit."""

NAMED = """
SELECT d.id, array_agg(i.id ORDER BY i.issued_on, i.number)
FROM invoices_document d
CROSS JOIN LATERAL jsonb_array_elements(d.head -> 'references') each
JOIN invoices_document i ON i.vendor_id = d.vendor_id AND i.number = each ->> 'number'
WHERE d.vendor_id = %s AND d.id = ANY(%s) AND i.organisation_id = d.organisation_id
GROUP BY d.part, d.id ORDER BY d.issued_on, d.number
"""
"""The customer's documents that corrections name."""


def open_corrections() -> list[tuple[UUID, list[UUID]]]:
    """Corrections that still have something to take off, each with the documents that it corrects."""
    vendor = acting_vendor_id()
    found = [correction for (correction,) in rows_of_all(OPEN, vendor, vendor)]
    return [(correction, invoices) for correction, invoices in rows(NAMED, vendor, found)] if found else []
