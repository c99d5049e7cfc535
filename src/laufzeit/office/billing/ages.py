"""What is open by how long it is overdue, with the lengths of the bars beside the amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from laufzeit.dates.wording import Language
from laufzeit.payments.store import Age
from laufzeit.portal.billing import money

LONGEST: Final = 200
"""Of a bar."""


@dataclass(frozen=True, slots=True)
class AgeRow:
    """``late``: whether it is overdue, and so calls for attention."""

    label: str
    amount: str
    length: int
    late: bool


@dataclass(frozen=True, slots=True)
class AgeTable:
    """What is open in a currency. ``credits`` (what customers have to get) is empty where there are none."""

    currency: str
    rows: tuple[AgeRow, ...]
    total: str
    overdue: str
    credits: str
    documents: int
    longest: int = LONGEST


def age_tables(ages: list[Age], language: Language) -> list[AgeTable]:
    """One table a currency."""
    return [_table(age, language) for age in ages]


def _table(age: Age, language: Language) -> AgeTable:
    labels = (
        (_("not due yet"), age.not_due),
        (_("overdue by up to 30 days"), age.up_to_30),
        (_("31 to 60 days"), age.up_to_60),
        (_("61 to 90 days"), age.up_to_90),
        (_("more than 90 days"), age.older),
    )
    most = max(amount for _label, amount in labels)
    overdue = sum(amount for _label, amount in labels[1:])
    rows = tuple(
        AgeRow(label, money(amount, age.currency, language), max(amount * LONGEST // most, 2) if amount else 0, at > 0)
        for at, (label, amount) in enumerate(labels)
    )
    return AgeTable(
        age.currency,
        rows,
        money(overdue + age.not_due, age.currency, language),
        money(overdue, age.currency, language),
        money(-age.credits, age.currency, language) if age.credits else "",
        age.documents,
    )
