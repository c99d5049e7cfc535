"""Documents as lists show them: with their customers, and how they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from laufzeit.customers.models import Organisation
from laufzeit.dates.wording import Language
from laufzeit.payments import store as payments
from laufzeit.payments.standing import Standing
from laufzeit.portal.billing import Tag, money, tag_of, title_of


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """``open`` is empty where nothing is open, or all of it."""

    id: UUID
    number: str
    title: str
    organisation: UUID
    customer: str
    issued_on: date
    due_on: date
    amount: str
    open: str
    tag: Tag
    standing: Standing


def document_lines(ids: Sequence[UUID], today: date, language: Language) -> list[DocumentLine]:
    """Documents in the order of ``ids``: two queries, however many there are."""
    standings = payments.standings(ids)
    names = customer_names({one.organisation for one in standings.values()})
    return [_line(standings[one], names, today, language) for one in ids if one in standings]


def _line(one: Standing, names: dict[UUID, str], today: date, language: Language) -> DocumentLine:
    return DocumentLine(
        id=one.document,
        number=one.number,
        title=title_of(one.kind),
        organisation=one.organisation,
        customer=names.get(one.organisation, ""),
        issued_on=one.issued_on,
        due_on=one.due_on,
        amount=money(one.payable, one.currency, language),
        open=money(one.open, one.currency, language) if one.open not in (0, one.payable) else "",
        tag=tag_of(one.status(today)),
        standing=one,
    )


def customer_names(ids: Collection[UUID]) -> dict[UUID, str]:
    """What customers are called."""
    return dict(Organisation.objects.filter(id__in=list(ids)).values_list("id", "name")) if ids else {}
