"""What a slice in columns reads and writes, as CSV on the transaction's own connection: row-level security applies.

Days are given as numbers of days since 1970, which are columns of days without being read as texts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection
from uuid_utils import uuid7

from laufzeit.invoices import store as documents
from laufzeit.invoices.models import Document
from laufzeit.invoices.paying import Paying
from laufzeit.invoices.running.looking import Window
from laufzeit.invoices.running.singly.store import BILLED
from laufzeit.usage.store import ASKED_COLUMNS, counting
from laufzeit.vendors.tenancy import acting_vendor_id

BASE: Final = """
    COPY (
        SELECT c.id, c.number, c.organisation_id, (c.state ?| ARRAY['discounts', 'extras'])::int,
            p.plan, p.edition, p.seats, cardinality(p.users), p.starts_on - DATE '1970-01-01',
            p.ends_on - DATE '1970-01-01', p.anchor - DATE '1970-01-01', p.trial::int,
            o.kind, o.language, o.buyer_reference, o.name, o.street, o.postcode, o.city, o.country, o.address_extra,
            o.number, o.vat_id, o.tax_number, coalesce(nullif(o.email, ''), u.email, ''), o.phone
        FROM contracts_contract c
        JOIN customers_organisation o ON o.vendor_id = c.vendor_id AND o.id = c.organisation_id
            AND o.id BETWEEN %(first)s AND %(last)s
        LEFT JOIN contracts_phase p ON p.vendor_id = c.vendor_id AND p.contract_id = c.id
        LEFT JOIN customers_user u
            ON u.vendor_id = c.vendor_id AND u.organisation_id = o.id AND u.role = 'main' AND u.ended_on IS NULL
            AND u.organisation_id BETWEEN %(first)s AND %(last)s
        WHERE c.vendor_id = %(vendor)s AND c.organisation_id BETWEEN %(first)s AND %(last)s {}
        ORDER BY c.organisation_id, c.number, p.starts_on
    ) TO STDOUT (FORMAT csv)
"""

_LOOKED_AT: Final = {
    "all": "",
    "changed": "AND c.id = ANY(%(marked)s)",
    "open": "AND (c.ends_on IS NULL OR c.ends_on > %(earliest_end)s OR c.id = ANY(%(marked)s))",
}

_BILLED: Final = f"""
    COPY (
        SELECT contract_id, item, period_from - DATE '1970-01-01', period_until - DATE '1970-01-01', amount::bigint,
            first - DATE '1970-01-01', until - DATE '1970-01-01',
            (SELECT string_agg((day - DATE '1970-01-01')::text, ' ') FROM unnest(starts) AS day),
            currency, text, category, rate, number, issued_on - DATE '1970-01-01'
        FROM ({BILLED}) AS billed
    ) TO STDOUT (FORMAT csv)
"""  # noqa: S608 - a text of ours


def base(first: UUID, last: UUID, window: Window, marked: Collection[UUID]) -> bytes:
    """The contracts of these customers that are looked at, with their phases, as ``mass.BASE`` says."""
    which = "changed" if window.only_changed else "all" if window.earliest_end is None else "open"
    facts = {
        "vendor": acting_vendor_id(), "first": first, "last": last, "marked": list(marked),
        "earliest_end": window.earliest_end,
    }  # fmt: skip
    return _read(BASE.format(_LOOKED_AT[which]), facts)


@dataclass(frozen=True, slots=True)
class Asking:
    """``mass.Answers`` by PostgreSQL, for the customers from the first to the last."""

    first: UUID
    last: UUID
    issued_on: date

    def figures(self, asked: bytes) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE usage_asked ({ASKED_COLUMNS}) ON COMMIT DROP")
            with cursor.cursor.copy("COPY usage_asked FROM STDIN (FORMAT csv)") as copy:
                copy.write(asked)
            cursor.execute("ANALYZE usage_asked")
            found = _read(_COUNTED, {})
            cursor.execute("DROP TABLE usage_asked")
        return found

    def billed(self, contracts: Sequence[str]) -> bytes:
        if not Document.objects.exists():
            return b""
        return _read(_BILLED, [acting_vendor_id(), [UUID(one) for one in contracts]])

    def paying(self) -> Mapping[str, Paying]:
        found = documents.paying(documents.Between(self.first, self.last), self.issued_on)
        return {str(organisation): one for organisation, one in found.items()}


LARGEST_FIGURE: Final = 2**60
"""In millionths; what is larger is given as this, and too large for columns all the same."""

_COUNTED: Final = f"""
    COPY (
        SELECT contract, meter, starts_on - DATE '1970-01-01', ends_on - DATE '1970-01-01',
            least(greatest(micros, -{LARGEST_FIGURE}), {LARGEST_FIGURE})::bigint
        FROM ({counting("usage_asked")}) AS counted WHERE micros <> 0
    ) TO STDOUT (FORMAT csv)
"""  # noqa: S608 - a text of ours


def _read(statement: str, facts: Any) -> bytes:
    with connection.cursor() as cursor, cursor.cursor.copy(statement, facts) as copy:
        return b"".join(copy)


def write(table: str, names: str, part: int, rows: bytes) -> None:
    """Store rows (CSV) of documents or lines in a part."""
    if rows:
        with documents.copying(table, names, part, "csv") as copy:
            copy.write(rows)


def new_ids(count: int) -> list[str]:
    """Fresh ids, as ``vendors.models.new_id`` gives them."""
    return [str(uuid7()) for _ in range(count)]
