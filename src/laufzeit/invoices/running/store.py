"""What a run reads and keeps: runs and slices, the contracts of a slice, what was invoiced of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q

from laufzeit.contracts.codec import contract_from_json
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.models import Contract as ContractRow
from laufzeit.customers.details import Kind
from laufzeit.customers.models import Organisation, User
from laufzeit.customers.roles import Role
from laufzeit.dates.period import Period
from laufzeit.dates.wording import Language
from laufzeit.invoices.difference import Billed
from laufzeit.invoices.document import Party, Reference, TaxCategory
from laufzeit.invoices.drafting import Customer
from laufzeit.invoices.models import Refusal, Run, RunState, Slice, Touched
from laufzeit.invoices.paying import Paying
from laufzeit.rating.items import ItemKey
from laufzeit.vendors.tenancy import acting_vendor_id

AFTER_THE_END: Final = timedelta(days=400)
"""How long after its end something of a contract can still fall due: the vendor's final charges."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A row that says that a contract has to be looked at as a whole."""

    id: UUID
    contract: UUID


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contract that a run looks at."""

    id: UUID
    number: str
    organisation: UUID
    contract: Contract


def open_run() -> Run | None:
    """The run of the vendor that is not done yet."""
    return Run.objects.filter(state=RunState.FILLING).first()


def billed_through() -> date | None:
    """Until which day everything was looked at by runs that are done."""
    found: date | None = Run.objects.filter(state=RunState.DONE).aggregate(through=Max("through"))["through"]
    return found


RANGES: Final = """
    WITH counted AS (
        SELECT organisation_id, count(*) AS contracts FROM contracts_contract WHERE vendor_id = %s
        GROUP BY organisation_id
    ), placed AS (
        SELECT organisation_id, contracts,
            (sum(contracts) OVER (ORDER BY organisation_id) - 1)::bigint / %s AS slice
        FROM counted
    )
    SELECT (array_agg(organisation_id ORDER BY organisation_id))[1],
        (array_agg(organisation_id ORDER BY organisation_id DESC))[1], sum(contracts)::bigint
    FROM placed GROUP BY slice ORDER BY 1
"""
"""All customers with contracts, in ranges of about so many contracts; those of one customer stay together."""


def _ranges(size: int) -> list[tuple[UUID, UUID, int]]:
    with connection.cursor() as cursor:
        cursor.execute(RANGES, [acting_vendor_id(), size])
        return [tuple(row) for row in cursor.fetchall()]


def ranges(size: int) -> list[tuple[UUID, UUID]]:
    """The first and the last customer of each range of about ``size`` contracts."""
    return [(first, last) for first, last, _ in _ranges(size)]


def make_slices(run: Run, size: int) -> int:
    """Cut all customers with contracts into slices of about ``size`` contracts; gives the number of contracts."""
    found = _ranges(size)
    Slice.objects.bulk_create(
        Slice(run=run, first=first, last=last, contracts=contracts) for first, last, contracts in found
    )
    return sum(contracts for _, _, contracts in found)


def refusals(run_id: UUID) -> list[tuple[str, UUID, str, dict[str, Any]]]:
    """The contracts that a run could not bill, by their numbers."""
    rows = Refusal.objects.filter(run_id=run_id).values_list("contract", "code", "facts")
    numbers = dict(ContractRow.objects.filter(id__in=[row[0] for row in rows]).values_list("id", "number"))
    return sorted((numbers[contract], contract, code, facts) for contract, code, facts in rows)


def locked_run(run_id: UUID) -> Run:
    """The run, locked: who finishes it does so alone."""
    return Run.objects.select_for_update().get(id=run_id)


def take_slice(run_id: UUID) -> Slice | None:
    """A slice that nobody works on, locked until the transaction ends; a worker that dies gives it back."""
    waiting = Slice.objects.filter(run_id=run_id, done=False).order_by("id")
    return waiting.select_for_update(skip_locked=True).first()


def marks(first: UUID, last: UUID) -> list[Mark]:
    """The marks of the contracts of these customers."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.id, t.contract FROM invoices_touched t
            JOIN contracts_contract c ON c.id = t.contract AND c.vendor_id = t.vendor_id
            WHERE t.vendor_id = %s AND c.organisation_id BETWEEN %s AND %s
            """,
            [acting_vendor_id(), first, last],
        )
        return [Mark(*row) for row in cursor.fetchall()]


def unmark(found: Iterable[Mark]) -> None:
    """Remove marks that were looked at; what was marked meanwhile stays."""
    Touched.objects.filter(id__in=[mark.id for mark in found]).delete()


def mark(contracts: Iterable[UUID]) -> None:
    """Have the next run look at contracts as a whole."""
    Touched.objects.bulk_create(Touched(contract=contract) for contract in contracts)


def candidates(first: UUID, last: UUID, looked_at: date | None, marked: Iterable[UUID]) -> list[Candidate]:
    """The contracts of these customers that may owe something new, by customer and number."""
    rows = ContractRow.objects.filter(organisation_id__gte=first, organisation_id__lte=last)
    if looked_at is not None:
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=looked_at - AFTER_THE_END) | Q(id__in=list(marked)))
    return [
        Candidate(row.id, row.number, row.organisation_id, contract_from_json(row.state))
        for row in rows.order_by("organisation_id", "number")
    ]


def customers(ids: Iterable[UUID], paying: Mapping[UUID, Paying]) -> dict[UUID, Customer]:
    """Customers as documents show them. Where the organisation has no address for mails, its main user's counts."""
    wanted = list(ids)
    main = User.objects.filter(organisation_id__in=wanted, role=Role.MAIN.value)
    mails = dict(main.values_list("organisation_id", "email"))
    rows = Organisation.objects.filter(id__in=wanted)
    return {row.id: _customer(row, row.email or mails.get(row.id, ""), paying.get(row.id)) for row in rows}


def _customer(row: Organisation, email: str, paying: Paying | None) -> Customer:
    language: Language = "en" if row.language == "en" else "de"
    party = Party(
        name=row.name,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        country=row.country,
        address_extra=row.address_extra,
        number=row.number,
        vat_id=row.vat_id,
        tax_number=row.tax_number,
        email=email,
        phone=row.phone,
    )
    return Customer(row.id, party, Kind(row.kind), language, row.buyer_reference, paying)


BILLED: Final = """
    SELECT DISTINCT ON (l.contract_id, l.item, l.period_from)
        l.contract_id, l.item, l.period_from, l.period_until,
        sum(l.charged) OVER item, min(l.service_from) OVER item, max(l.service_until) OVER item,
        array_agg(l.service_from) OVER item, d.currency, l.text, l.category, l.rate, d.number, d.issued_on
    FROM invoices_line l JOIN invoices_document d ON d.part = l.part AND d.id = l.document_id
    WHERE l.vendor_id = %s AND l.contract_id = ANY(%s)
    WINDOW item AS (PARTITION BY l.contract_id, l.item, l.period_from)
    ORDER BY l.contract_id, l.item, l.period_from, d.kind <> 'invoice', d.created_at DESC, d.number DESC
"""
"""By item: what its lines come to, and its latest invoice."""


def billed(contracts: Sequence[UUID]) -> dict[UUID, dict[ItemKey, Billed]]:
    """What documents say of these contracts, by item."""
    found: dict[UUID, dict[ItemKey, Billed]] = {contract: {} for contract in contracts}
    if not contracts:
        return found
    with connection.cursor() as cursor:
        cursor.execute(BILLED, [acting_vendor_id(), list(contracts)])
        for row in cursor.fetchall():
            one = _billed(row)
            found[row[0]][one.key] = one
    return found


def _billed(row: Sequence[Any]) -> Billed:
    _, item, start, end, amount, first, until, starts, currency, text, category, rate, number, issued_on = row
    return Billed(
        ItemKey(item, start),
        Period(start, end),
        int(amount),
        currency,
        Period(first, until),
        frozenset(starts),
        text,
        TaxCategory(category),
        rate,
        Reference(number, issued_on),
    )


def refuse(run: Run, refusals: Iterable[tuple[Candidate, str, dict[str, Any]]]) -> None:
    """Note contracts that could not be billed, and mark them for the next run."""
    rows = [
        Refusal(run=run, contract=one.id, organisation=one.organisation, code=code, facts=facts)
        for one, code, facts in refusals
    ]
    Refusal.objects.bulk_create(rows)
    mark(row.contract for row in rows)


def new_part() -> int:
    """A part for the documents of a run over many contracts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT laufzeit_new_part()")
        return int(cursor.fetchone()[0])


def attach_part(part: int) -> None:
    """Index a part and make its documents visible."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT laufzeit_attach_part(%s)", [part])
