"""What is read of customers who are billed one by one: contracts whole, customers, what was invoiced of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

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
from laufzeit.invoices.paying import Paying
from laufzeit.invoices.running.looking import Window
from laufzeit.rating.items import ItemKey
from laufzeit.vendors.tenancy import acting_vendor_id


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contract that a run looks at."""

    id: UUID
    number: str
    organisation: UUID
    contract: Contract


def candidates(organisations: Collection[UUID], window: Window, marked: Collection[UUID]) -> list[Candidate]:
    """The contracts of these customers that may owe something new, by customer and number."""
    rows = ContractRow.objects.filter(organisation_id__in=organisations)
    if window.only_changed:
        rows = rows.filter(id__in=list(marked))
    elif (earliest := window.earliest_end) is not None:
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=earliest) | Q(id__in=list(marked)))
    return [
        Candidate(row.id, row.number, row.organisation_id, contract_from_json(row.state))
        for row in rows.order_by("organisation_id", "number")
    ]


def customers(ids: Iterable[UUID], paying: Mapping[UUID, Paying]) -> dict[UUID, Customer]:
    """Customers as documents show them. Where the organisation has no address for mails, its main user's counts."""
    wanted = list(ids)
    main = User.objects.filter(organisation_id__in=wanted, role=Role.MAIN.value, ended_on__isnull=True)
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
        sum(l.charged) OVER item AS amount, min(l.service_from) OVER item AS first,
        max(l.service_until) OVER item AS until, array_agg(l.service_from) OVER item AS starts,
        d.currency, l.text, l.category, l.rate, d.number, d.issued_on
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
