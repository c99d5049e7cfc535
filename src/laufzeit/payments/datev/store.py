"""What the books read of issued documents. Everything here runs inside ``acting_for(vendor)``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection

from laufzeit.dates.period import Period
from laufzeit.invoices.document import Document, DocumentKind, TaxCategory
from laufzeit.invoices.models import Document as DocumentRow
from laufzeit.invoices.models import Line, Run, RunState
from laufzeit.payments.datev.entry import Item
from laufzeit.payments.datev.payment import Payment
from laufzeit.payments.ledger import EntryKind
from laufzeit.payments.models import Entry

# Lines that are alike in all that matters are one row: a base of contracts has few prices and few days.
_EARLIER = """
SELECT d.issued_on, l.net, l.service_from, l.service_until, l.category, l.rate, d.head->'buyer'->>'country',
    CASE WHEN d.kind = 'invoice' THEN l.net ELSE coalesce((
        SELECT max(f.net) FROM invoices_line f
        WHERE f.contract_id = l.contract_id AND f.item = l.item AND f.period_from = l.period_from AND f.net > 0
    ), l.net) END, count(*)
FROM invoices_document d JOIN invoices_line l ON l.part = d.part AND l.document_id = d.id
WHERE d.issued_on < %(day)s AND d.service_until > %(day)s AND l.service_until > %(day)s
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
"""


@dataclass(frozen=True, slots=True)
class EarlierLines:
    """Lines of earlier months that are alike, whose service goes on."""

    issued_on: date
    net: int
    service: Period
    category: TaxCategory
    rate: int
    country: str
    item_net: int
    count: int


def earlier_lines(day: date) -> Iterator[EarlierLines]:
    """Lines that were issued before ``day`` for a service that ends after it."""
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, {"day": day})
        while rows := cursor.fetchmany(5_000):
            for issued_on, net, start, until, category, rate, country, item_net, count in rows:
                service = Period(start, until)
                yield EarlierLines(issued_on, net, service, TaxCategory(category), rate, country, item_net, count)


def item_nets(document: Document) -> dict[Item, int]:
    """What was first invoiced of the items that a correction is about."""
    if document.kind is DocumentKind.INVOICE:
        return {}
    found: dict[Item, int] = {}
    rows = Line.objects.filter(contract__in={line.contract for line in document.lines}, net__gt=0)
    items = {line.item for line in document.lines}
    for contract, item, period_from, net in rows.filter(item__in=items).values_list(
        "contract", "item", "period_from", "net"
    ):
        key = Item(contract, item, period_from)
        found[key] = max(net, found.get(key, 0))
    return found


def payments(first: date, until: date) -> Iterator[Payment]:
    """The money that moved from ``first`` up to and without ``until``, by day."""
    entries = list(
        Entry.objects.filter(money=True, booked_on__gte=first, booked_on__lt=until)
        .order_by("booked_on", "id")
        .values_list("document", "kind", "amount", "currency", "booked_on")
    )
    ids = {document for document, *_ in entries}
    paid = {
        row: (number, buyer)
        for row, number, buyer in DocumentRow.objects.filter(id__in=ids).values_list("id", "number", "head__buyer")
    }
    for document, kind, amount, currency, day in entries:
        number, buyer = paid[document]
        yield Payment(EntryKind(kind), -amount, currency, day, number, buyer["name"], buyer.get("number", ""))


def is_being_filled(until: date) -> bool:
    """Whether a billing run is open that will add documents of days before ``until``."""
    return Run.objects.filter(state=RunState.FILLING, issued_on__lt=until).exists()
