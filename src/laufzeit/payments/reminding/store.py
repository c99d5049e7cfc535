"""Which invoices are overdue, and how far they have been reminded of. Everything here runs inside ``acting_for``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from laufzeit.payments.models import DunningStep
from laufzeit.payments.store import MOVED, rows_of_all
from laufzeit.vendors.tenancy import acting_vendor_id

OVERDUE = f"""
SELECT d.organisation_id, d.id
FROM invoices_document d LEFT JOIN {MOVED} e ON e.document = d.id
WHERE d.vendor_id = %s AND d.kind = 'invoice' AND d.due_on <= %s AND d.gross - d.prepaid + COALESCE(e.moved, 0) > 0
    AND NOT EXISTS (
        SELECT 1 FROM payments_dunningstep s WHERE s.vendor_id = d.vendor_id AND s.document = d.id AND s.level >= %s)
ORDER BY d.organisation_id, d.due_on, d.number
"""  # noqa: S608 - names of ours
"""Invoices of which something is open and which have not reached the last level."""


def overdue(today: date, first_days: int, last_level: int) -> dict[UUID, list[UUID]]:
    """By customer the invoices that may be due for a reminder; whether they are is looked at one by one."""
    vendor = acting_vendor_id()
    found: dict[UUID, list[UUID]] = {}
    for organisation, document in rows_of_all(OVERDUE, vendor, vendor, today - timedelta(days=first_days), last_level):
        found.setdefault(organisation, []).append(document)
    return found


def reached(documents: Collection[UUID]) -> dict[UUID, tuple[int, date]]:
    """The last level of each document and the day when it was reminded of."""
    steps = DunningStep.objects.filter(document__in=list(documents)).order_by("level")
    return {step.document: (step.level, step.on) for step in steps}


def steps_of(document: UUID) -> list[DunningStep]:
    """The reminders of a document, in order."""
    return list(DunningStep.objects.filter(document=document).order_by("level"))
