"""What can be collected, and writing what is. Everything here runs inside ``acting_for``."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from laufzeit.customers.models import Organisation
from laufzeit.payments import mandate as rules
from laufzeit.payments.models import DebitOrder, Mandate
from laufzeit.payments.pain008 import Party
from laufzeit.payments.postal import Postal
from laufzeit.payments.store import MOVED, rows, rows_of_all
from laufzeit.vendors.tenancy import acting_vendor_id

ATTEMPTS = """(
    SELECT b.document, count(*) AS made, count(r.id) AS returned FROM payments_directdebit b
    LEFT JOIN payments_debitreturn r ON r.debit_id = b.id WHERE b.vendor_id = %s GROUP BY b.document
)"""

CANDIDATES = f"""
SELECT d.id
FROM invoices_document d
LEFT JOIN {MOVED} e ON e.document = d.id
LEFT JOIN {ATTEMPTS} a ON a.document = d.id
LEFT JOIN payments_dispute x ON x.vendor_id = d.vendor_id AND x.document = d.id AND x.ended_on IS NULL
LEFT JOIN payments_mandate m ON m.organisation_id = d.organisation_id AND m.revoked_on IS NULL
WHERE d.vendor_id = %s AND d.kind = 'invoice' AND d.due_on <= %s AND x.id IS NULL
    AND d.gross - d.prepaid + COALESCE(e.moved, 0) > 0 AND COALESCE(a.made, 0) = COALESCE(a.returned, 0)
    AND ((%s AND m.id IS NOT NULL) OR (a.made IS NULL AND d.head -> 'payment' ->> '_' = 'Debit'
        AND (d.head -> 'payment' ->> 'collected_on')::date <= %s))
ORDER BY d.id
"""  # noqa: S608 - names of ours
"""Open invoices, not disputed, that are not with the bank: those that announced a direct debit, and if wanted all
others of customers with a mandate."""

LOCKED = f"""
SELECT d.id, d.number, d.organisation_id, d.currency, d.issued_on, d.due_on, d.language,
    d.gross - d.prepaid + COALESCE(sum(e.amount), 0)::bigint AS open, COALESCE(max(a.made), 0) AS made,
    d.head -> 'payment' AS payment
FROM invoices_document d
LEFT JOIN payments_entry e ON e.document = d.id
LEFT JOIN {ATTEMPTS.replace("GROUP BY", "AND b.document = ANY(%s) GROUP BY")} a ON a.document = d.id
WHERE d.id = ANY(%s)
    AND NOT EXISTS (
        SELECT 1 FROM payments_dispute x WHERE x.vendor_id = d.vendor_id AND x.document = d.id AND x.ended_on IS NULL)
GROUP BY d.part, d.id HAVING d.gross - d.prepaid + COALESCE(sum(e.amount), 0) > 0
    AND COALESCE(max(a.made), 0) = COALESCE(max(a.returned), 0)
ORDER BY d.organisation_id, d.due_on, d.number
"""  # noqa: S608 - names of ours
"""The same question once more for some of them, when nobody else can book any more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An invoice to be collected; ``payment`` as its document says it."""

    document: UUID
    number: str
    organisation: UUID
    currency: str
    issued_on: date
    due_on: date
    language: str
    open: int
    made: int
    payment: dict[str, Any] | None


def candidates(through: date, *, unannounced: bool) -> list[UUID]:
    """The invoices that can be collected by a day; with ``unannounced`` also those that did not say so, and those whose
    debit came back."""
    vendor = acting_vendor_id()
    found = rows_of_all(CANDIDATES, vendor, vendor, vendor, through, unannounced, through)
    return [document for (document,) in found]


def still(documents: Sequence[UUID]) -> list[Candidate]:
    """Those of them that can still be collected; inside ``store.alone``."""
    found = rows(LOCKED, acting_vendor_id(), list(documents), list(documents))
    return [_candidate(row) for row in found]


def _candidate(row: Any) -> Candidate:
    payment = json.loads(row[9]) if isinstance(row[9], str) else row[9]
    return Candidate(*(*row[:9], payment))


def mandates(references: Collection[str], organisations: Collection[UUID], creditor_id: str) -> list[Mandate]:
    """The mandates of that creditor with these references, and the current ones of these customers, locked."""
    named = Mandate.objects.select_for_update().filter(creditor_id=creditor_id, reference__in=list(references))
    current = Mandate.objects.select_for_update().filter(organisation_id__in=list(organisations), revoked_on=None)
    return list({row.id: row for row in (*named.order_by("id"), *current.order_by("id"))}.values())


@dataclass(frozen=True, slots=True)
class Customer:
    number: str
    address: Postal


def customers(organisations: Collection[UUID]) -> dict[UUID, Customer]:
    """What a payment file says of customers beside their mandates."""
    found = Organisation.objects.filter(id__in=list(organisations))
    return {
        row.id: Customer(row.number, Postal(row.street, row.address_extra, row.postcode, row.city, row.country))
        for row in found
    }


def debtor(mandate: Mandate, customer: Customer) -> Party:
    """The account of the mandate, at the customer's address."""
    return Party(mandate.holder, mandate.iban, mandate.bic, customer.address)


def use(mandates: Sequence[tuple[UUID, rules.Mandate]]) -> None:
    """Note the first and the last use of mandates."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE payments_mandate SET first_used_on = %s, last_used_on = %s WHERE id = %s",
            [(value.first_used_on, value.last_used_on, row) for row, value in mandates],
        )


def orders_since(prefix: str) -> int:
    """How many files were written whose id begins so."""
    return int(DebitOrder.objects.filter(message_id__startswith=prefix).count())
