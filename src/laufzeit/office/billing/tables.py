"""Amounts by month and plan, as a table in one currency: what pictures are drawn of, and what is read where nothing
can be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from laufzeit.catalogue.model import Catalogue
from laufzeit.dates.wording import Language
from laufzeit.invoices.ahead.mass import Falls
from laufzeit.office.billing.words import plan_name
from laufzeit.portal.billing import money

MOST_PLANS: Final = 5
"""Plans with a colour of their own; the smaller ones are one."""


@dataclass(frozen=True, slots=True)
class Series:
    """The amounts of a plan, month by month, in minor units."""

    name: str
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """``series`` of the same ``months``, in one currency."""

    currency: str
    months: tuple[date, ...]
    series: tuple[Series, ...]
    language: Language

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(sum(one.amounts[at] for one in self.series) for at in range(len(self.months)))

    @property
    def total(self) -> str:
        return money(sum(self.totals), self.currency, self.language)

    @property
    def rows(self) -> list[tuple[date, list[str], str]]:
        """Each month with the amount of each plan, and all together."""
        return [
            (month, [self._said(one.amounts[at]) for one in self.series], self._said(self.totals[at]))
            for at, month in enumerate(self.months)
        ]

    def _said(self, minor: int) -> str:
        return money(minor, self.currency, self.language)


def tables(
    sums: Mapping[Falls, int], months: Sequence[date], catalogue: Catalogue | None, language: Language
) -> list[Table]:
    """One table a currency, the vendor's own first."""
    own = catalogue.vendor.currency if catalogue else ""
    currencies = sorted({key.currency for key in sums}, key=lambda code: (code != own, code))
    return [_table(sums, code, tuple(months), catalogue, language) for code in currencies]


def _table(
    sums: Mapping[Falls, int], currency: str, months: tuple[date, ...], catalogue: Catalogue | None, language: Language
) -> Table:
    plans: dict[str, list[int]] = {}
    for key, amount in sums.items():
        if key.currency == currency and key.month in months:
            plans.setdefault(key.plan, [0] * len(months))[months.index(key.month)] += amount
    largest = sorted(plans, key=lambda plan: (-sum(plans[plan]), plan))
    shown, others = largest[:MOST_PLANS], largest[MOST_PLANS:]
    series = [Series(plan_name(plan, catalogue, language), tuple(plans[plan])) for plan in shown]
    if others:
        sums_of = tuple(sum(plans[plan][at] for plan in others) for at in range(len(months)))
        series.append(Series(_("Other plans"), sums_of))
    return Table(currency, months, tuple(series), language)
