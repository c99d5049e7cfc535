"""What is open, and by which mandates customers pay. Everything here runs inside ``acting_for(vendor)``."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from laufzeit.catalogue.store import catalogue_of
from laufzeit.dates.day import add_months
from laufzeit.invoices.paying import Paying
from laufzeit.invoices.store import Between, Payers
from laufzeit.payments import mandate as rules
from laufzeit.payments.fault import Code, refuse
from laufzeit.payments.mandate import LAPSE_MONTHS, Scheme
from laufzeit.payments.models import DebitOrder, DirectDebit, Dispute, Mandate
from laufzeit.payments.standing import AWAITED_DAYS, Collection, Standing
from laufzeit.vendors.tenancy import acting_vendor_id

STANDING = """
SELECT d.id, d.number, d.kind, d.organisation_id, d.currency, d.issued_on, d.due_on, d.gross - d.prepaid AS payable,
    COALESCE(e.moved, 0)::bigint AS moved, COALESCE(e.paid, 0)::bigint AS paid,
    debit.id AS debit_id, debit.attempt, debit.collected_on, debit.amount, debit.paid AS debit_paid, debit.returned_on,
    debit.code, EXISTS (
        SELECT 1 FROM payments_dispute x WHERE x.vendor_id = d.vendor_id AND x.document = d.id AND x.ended_on IS NULL
    ) AS disputed
FROM invoices_document d
LEFT JOIN LATERAL (
    SELECT sum(amount) AS moved, -sum(amount) FILTER (WHERE money) AS paid FROM payments_entry WHERE document = d.id
) e ON true
LEFT JOIN LATERAL (
    SELECT b.id, b.attempt, b.collected_on, b.amount, r.returned_on, COALESCE(r.code, '') AS code, EXISTS (
        SELECT 1 FROM payments_entry p WHERE p.document = d.id AND p.debit_id = b.id AND p.kind = 'payment'
            AND NOT EXISTS (SELECT 1 FROM payments_entry q WHERE q.reverses_id = p.id)
    ) AS paid
    FROM payments_directdebit b LEFT JOIN payments_debitreturn r ON r.debit_id = b.id
    WHERE b.vendor_id = d.vendor_id AND b.document = d.id ORDER BY b.attempt DESC LIMIT 1
) debit ON true
WHERE d.vendor_id = %s AND {condition} ORDER BY d.due_on, d.number
"""

MOVED = "(SELECT document, sum(amount) AS moved FROM payments_entry WHERE vendor_id = %s GROUP BY document)"
"""What has been booked on all documents, for questions about the whole base."""

AGES = f"""
SELECT currency, COALESCE(sum(open) FILTER (WHERE open > 0 AND late <= 0), 0)::bigint,
    COALESCE(sum(open) FILTER (WHERE open > 0 AND late BETWEEN 1 AND 30), 0)::bigint,
    COALESCE(sum(open) FILTER (WHERE open > 0 AND late BETWEEN 31 AND 60), 0)::bigint,
    COALESCE(sum(open) FILTER (WHERE open > 0 AND late BETWEEN 61 AND 90), 0)::bigint,
    COALESCE(sum(open) FILTER (WHERE open > 0 AND late > 90), 0)::bigint,
    COALESCE(sum(open) FILTER (WHERE open < 0), 0)::bigint, count(*)
FROM (
    SELECT d.currency, d.gross - d.prepaid + COALESCE(e.moved, 0) AS open, %s::date - d.due_on AS late
    FROM invoices_document d LEFT JOIN {MOVED} e ON e.document = d.id WHERE d.vendor_id = %s
) each WHERE open <> 0 GROUP BY currency ORDER BY currency
"""  # noqa: S608 - names of ours


def rows(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def rows_of_all(sql: str, *values: Any) -> list[Any]:
    """The answer to a question about the whole base. All of it is read, so tables are joined by hashes: right after a
    large run the planner knows no numbers yet, expects a handful of rows, and would loop over a million for each."""
    _set_nested_loops(on=False)
    found = rows(sql, *values)
    _set_nested_loops(on=True)
    return found


def _set_nested_loops(*, on: bool) -> None:
    rows("SELECT set_config('enable_nestloop', %s, true)", "on" if on else "off")


def alone() -> None:
    """Go alone until the transaction ends: whoever books money of this vendor has seen all that was booked before."""
    rows("SELECT pg_advisory_xact_lock(hashtextextended('payments' || laufzeit_vendor(), 0))")


# What is open


def standings(documents: Some[UUID]) -> dict[UUID, Standing]:
    """How these documents stand; those that do not exist are left out."""
    found = _standings("d.id = ANY(%s)", list(documents)) if documents else []
    return {one.document: one for one in found}


def standing(document: UUID) -> Standing:
    """How a document stands.

    Raises:
        Refused: DOCUMENT_UNKNOWN.
    """
    found = standings([document]).get(document)
    if found is None:
        raise refuse(Code.DOCUMENT_UNKNOWN, document=document)
    return found


def open_items(organisation: UUID) -> list[Standing]:
    """What is open of a customer: invoices that are not settled, and credits."""
    return [one for one in _standings("d.organisation_id = %s", organisation) if one.open]


def items_of(organisation: UUID) -> list[Standing]:
    """All documents of a customer, by due day."""
    return _standings("d.organisation_id = %s", organisation)


def _standings(condition: str, value: Any) -> list[Standing]:
    return [_standing(row) for row in rows(STANDING.format(condition=condition), acting_vendor_id(), value)]


def _standing(row: Any) -> Standing:
    document, number, kind, organisation, currency, issued_on, due_on, payable, moved, paid, *debit, disputed = row
    debit_id, attempt, collected_on, amount, debit_paid, returned_on, code = debit
    collection = None
    if debit_id is not None:
        collection = Collection(debit_id, attempt, collected_on, amount, debit_paid, returned_on, code)
    return Standing(
        document, number, kind, organisation, currency, issued_on, due_on, payable, payable + moved, paid, collection,
        disputed,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Age:
    """What is open in a currency, by how long it is overdue: not yet, up to 30, 60, 90 days, longer; and credits."""

    currency: str
    not_due: int
    up_to_30: int
    up_to_60: int
    up_to_90: int
    older: int
    credits: int
    documents: int


def ages(today: date) -> list[Age]:
    """All that is open at this vendor, by currency and age."""
    vendor = acting_vendor_id()
    found = rows_of_all(AGES, today, vendor, vendor)
    return [Age(*row) for row in found]


# Mandates


def value_of(row: Mandate) -> rules.Mandate:
    """A row as the rules look at it."""
    return rules.Mandate(
        row.reference, row.creditor_id, Scheme(row.scheme), row.signed_on, row.recurring, row.first_used_on,
        row.last_used_on, row.revoked_on,
    )  # fmt: skip


def mandate_of(organisation: UUID) -> Mandate | None:
    """The customer's mandate that has not been revoked."""
    return Mandate.objects.filter(organisation_id=organisation, revoked_on=None).first()


def mandates_of(organisation: UUID) -> QuerySet:
    """All mandates of a customer, the newest first."""
    return Mandate.objects.filter(organisation_id=organisation).order_by("-signed_on", "-id")


def mandates() -> QuerySet:
    """All mandates of the vendor with their customers, by number of the customer."""
    return Mandate.objects.select_related("organisation").order_by("organisation__number", "signed_on", "id")


def locked_mandate(mandate: UUID) -> Mandate:
    """A mandate, locked.

    Raises:
        Refused: MANDATE_UNKNOWN.
    """
    found = Mandate.objects.select_for_update().filter(id=mandate).first()
    if found is None:
        raise refuse(Code.MANDATE_UNKNOWN, mandate=mandate)
    return found


def reference_taken(creditor_id: str, reference: str) -> bool:
    """Whether the creditor has a mandate with that reference; capitals do not count."""
    return Mandate.objects.filter(creditor_id=creditor_id, reference__iexact=reference).exists()


def current_mandates(organisations: Payers, day: date, creditor_id: str) -> dict[UUID, Mandate]:
    """The mandates by which these customers' invoices can be collected on a day."""
    alive = Q(last_used_on__gte=add_months(day, -LAPSE_MONTHS - 1)) | Q(
        last_used_on=None, signed_on__gte=add_months(day, -LAPSE_MONTHS - 1)
    )
    not_revoked = Q(revoked_on=None) | Q(revoked_on__gt=day)
    found = _of(organisations).filter(not_revoked, alive, creditor_id=creditor_id)
    usable = (row for row in found.order_by("signed_on", "id") if rules.usable(value_of(row), day, creditor_id) is None)
    return {row.organisation_id: row for row in usable}


def _of(organisations: Payers) -> QuerySet:
    if isinstance(organisations, Between):
        return Mandate.objects.filter(organisation_id__gte=organisations.first, organisation_id__lte=organisations.last)
    # As one array: of many thousands each name would be a parameter.
    return Mandate.objects.extra(where=["organisation_id = ANY(%s)"], params=[list(organisations)])


def paying(organisations: Payers, day: date) -> Mapping[UUID, Paying]:
    """By which mandates these customers pay what is invoiced on a day (``invoices.store.add_paying_source``)."""
    creditor_id = catalogue_of(acting_vendor_id()).vendor.billing.creditor_id
    if not creditor_id or not organisations:
        return {}
    found = current_mandates(organisations, day, creditor_id)
    return {organisation: Paying(row.reference, row.iban) for organisation, row in found.items()}


# Collections


def orders() -> QuerySet:
    """The files of direct debits, the latest first, without their content."""
    return DebitOrder.objects.defer("content").order_by("-created_at", "-id")


def missing_debits(today: date) -> QuerySet:
    """Direct debits whose money has not come although it should have: a person asks the bank and says what happened."""
    known = Q(came_back__isnull=False) | Q(entries__kind="payment")
    late = DirectDebit.objects.filter(collected_on__lt=today - timedelta(days=AWAITED_DAYS)).exclude(known)
    return late.order_by("collected_on", "id")


def debit_of(debit: UUID) -> DirectDebit:
    """A direct debit with its mandate.

    Raises:
        Refused: ENTRY_UNKNOWN.
    """
    found = DirectDebit.objects.select_related("mandate").filter(id=debit).first()
    if found is None:
        raise refuse(Code.ENTRY_UNKNOWN, entry=debit)
    return found


def open_dispute(document: UUID) -> Dispute | None:
    return Dispute.objects.select_for_update().filter(document=document, ended_on=None).first()
