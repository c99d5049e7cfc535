"""Mandates as the office lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import pgettext

from laufzeit.customers.iban import masked
from laufzeit.dates.wording import Language
from laufzeit.office.finding import MOST_CUSTOMERS, customers_found
from laufzeit.office.paging import Order
from laufzeit.payments import store as payments
from laufzeit.payments.mandate import usable
from laufzeit.payments.models import Mandate
from laufzeit.payments.words import sentence
from laufzeit.portal.billing import Tag

NEWEST_MANDATES: Final = Order(("id",), descending=True)
"""Ids are made in the order of time (UUIDv7)."""


def mandates_found(search: str) -> QuerySet[Mandate]:
    """Mandates of the customers that have all the words typed, or with that reference."""
    rows = Mandate.objects.select_related("organisation")
    if not search.strip():
        return rows
    customers = list(customers_found(search).order_by("-id").values_list("id", flat=True)[:MOST_CUSTOMERS])
    return rows.filter(Q(organisation_id__in=customers) | Q(reference__iexact=search.strip()))


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate in a list. ``why_not`` says why nothing can be collected by it; empty where it can."""

    mandate: Mandate
    iban: str
    tag: Tag
    why_not: str


def mandate_lines(rows: Sequence[Mandate], creditor_id: str, today: date, language: Language) -> list[MandateLine]:
    return [_mandate_line(row, creditor_id, today, language) for row in rows]


def _mandate_line(row: Mandate, creditor_id: str, today: date, language: Language) -> MandateLine:
    fault = usable(payments.value_of(row), today, creditor_id)
    tag = ("good", pgettext("of a mandate", "valid")) if fault is None else ("", pgettext("of a mandate", "ended"))
    return MandateLine(row, masked(row.iban), tag, "" if fault is None else sentence(fault, language))
