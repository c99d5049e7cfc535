"""What a bank file is matched with, and writing what it said. Everything here runs inside ``acting_for``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from laufzeit.payments.fault import Code, refuse
from laufzeit.payments.matching import LiveDebit, OpenItem
from laufzeit.payments.models import BankEntry, BankFile, BankStatement, Entry
from laufzeit.payments.statement import Statement
from laufzeit.payments.store import rows
from laufzeit.payments.why import EntryState
from laufzeit.vendors.tenancy import acting_vendor_id

ITEMS = """
SELECT d.id, d.number, d.organisation_id, d.currency, d.gross - d.prepaid + COALESCE(sum(e.amount), 0)::bigint
FROM invoices_document d LEFT JOIN payments_entry e ON e.document = d.id
WHERE d.vendor_id = %s AND d.{column} = ANY(%s) GROUP BY d.part, d.id
"""

DEBITS = """
SELECT b.id, b.document, b.end_to_end, m.reference, b.amount, b.collected_on, o.message_id, b.block, EXISTS (
        SELECT 1 FROM payments_entry p WHERE p.debit_id = b.id AND p.kind = 'payment'
            AND NOT EXISTS (SELECT 1 FROM payments_entry q WHERE q.reverses_id = p.id)
    ) AS paid, r.id IS NOT NULL AS returned
FROM payments_directdebit b
JOIN payments_mandate m ON m.id = b.mandate_id
JOIN payments_debitorder o ON o.id = b.order_id
LEFT JOIN payments_debitreturn r ON r.debit_id = b.id
WHERE b.vendor_id = %s AND {condition}
"""

ACCOUNTS = """
SELECT iban, organisation_id FROM customers_bankaccount WHERE vendor_id = %s AND iban = ANY(%s)
UNION SELECT iban, organisation_id FROM payments_mandate WHERE vendor_id = %s AND iban = ANY(%s)
UNION SELECT b.iban, e.organisation FROM payments_bankentry b
    JOIN payments_entry e ON e.bank_entry_id = b.id AND e.kind = 'payment'
    WHERE b.vendor_id = %s AND b.iban = ANY(%s)
        AND NOT EXISTS (SELECT 1 FROM payments_entry q WHERE q.reverses_id = e.id)
"""
"""Customers by the accounts that they named, or have paid from before."""


def items_by(column: str, values: Collection[Any]) -> list[OpenItem]:
    """Documents with what is open of them, by ``id``, ``number`` or ``organisation_id``."""
    assert column in ("id", "number", "organisation_id")
    found = rows(ITEMS.format(column=column), acting_vendor_id(), list(values)) if values else []
    return [OpenItem(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What entries say by which direct debits can be found; ``days`` for sums that say nothing."""

    references: frozenset[str]
    mandates: frozenset[str]
    orders: frozenset[str]
    blocks: frozenset[str]
    days: frozenset[date]


def debits(wanted: Wanted) -> list[LiveDebit]:
    """The direct debits that the entries of a file may be about."""
    conditions = (
        ("b.end_to_end = ANY(%s)", wanted.references),
        ("upper(m.reference) = ANY(%s)", wanted.mandates),
        ("o.message_id = ANY(%s)", wanted.orders),
        ("b.block = ANY(%s)", wanted.blocks),
        ("b.collected_on = ANY(%s)", wanted.days),
    )
    vendor = acting_vendor_id()
    found = {
        row[0]: LiveDebit(*row)
        for condition, values in conditions
        if values
        for row in rows(DEBITS.format(condition=condition), vendor, list(values))
    }
    return list(found.values())


def accounts(ibans: Collection[str]) -> list[tuple[str, UUID]]:
    """The customers that are known to pay from these accounts."""
    vendor, wanted = acting_vendor_id(), list(ibans)
    return rows(ACCOUNTS, vendor, wanted, vendor, wanted, vendor, wanted) if wanted else []


# Files that were read


def known_file(sha256: str) -> BankFile | None:
    return BankFile.objects.defer("content").filter(sha256=sha256).first()


def known_statements(statements: Iterable[Statement]) -> dict[str, date]:
    """The fingerprints of those statements that were read before, with the day when they were."""
    prints = [statement.fingerprint for statement in statements]
    found = BankStatement.objects.filter(fingerprint__in=prints).select_related("file").defer("file__content")
    return {row.fingerprint: row.file.imported_at.date() for row in found}


def entries_by_reference(references: Collection[str]) -> list[BankEntry]:
    """What other statements said under the bank's own references."""
    return list(BankEntry.objects.filter(bank_reference__in=list(references)).order_by("id"))


def entries_of_days(days: Collection[date]) -> list[BankEntry]:
    """What other statements said of these days without a reference of the bank's."""
    return list(BankEntry.objects.filter(booked_on__in=list(days), bank_reference="").order_by("id"))


def detailed(entries: Sequence[UUID]) -> None:
    """Their single transactions came in another file."""
    BankEntry.objects.filter(id__in=entries).update(state=EntryState.DETAILED)


def files() -> QuerySet:
    """The files that were read in, the latest first, without their content."""
    return BankFile.objects.defer("content").order_by("-imported_at", "-id")


# What a person has to look at


def unmatched(*, after: tuple[date, UUID] | None = None, count: int = 50) -> list[BankEntry]:
    """Entries that a person has to look at, the oldest first; a page begins ``after`` day and id of the last one."""
    found = BankEntry.objects.filter(state=EntryState.OPEN).order_by("booked_on", "id")
    if after is not None:
        day, last = after
        found = found.filter(booked_on__gte=day).exclude(booked_on=day, id__lte=last)
    return list(found[:count])


def unmatched_count() -> int:
    return int(BankEntry.objects.filter(state=EntryState.OPEN).count())


def left_of(entries: Collection[BankEntry]) -> dict[UUID, int]:
    """What has not been assigned of each entry."""
    booked = Entry.objects.filter(bank_entry__in=[entry.id for entry in entries]).values("bank_entry")
    sums = {row["bank_entry"]: int(row["total"]) for row in booked.annotate(total=Sum("amount"))}
    return {entry.id: entry.amount + sums.get(entry.id, 0) for entry in entries}


def locked_entry(entry: UUID) -> BankEntry:
    """A bank entry, locked.

    Raises:
        Refused: ENTRY_UNKNOWN.
    """
    found = BankEntry.objects.select_for_update().filter(id=entry).first()
    if found is None:
        raise refuse(Code.ENTRY_UNKNOWN, entry=entry)
    return found


def assigned(entry: UUID) -> list[Entry]:
    """What was booked for a bank entry and has not been taken back."""
    return list(Entry.objects.filter(bank_entry=entry, reverses=None, reversed_by=None).order_by("id"))


def entry_count(entry: UUID) -> int:
    return int(Entry.objects.filter(bank_entry=entry).count())
