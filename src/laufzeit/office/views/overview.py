"""Revenue by month and plan, what is open by age, and what will be invoiced in the next twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from laufzeit.catalogue.model import Catalogue, PriceBasis
from laufzeit.catalogue.store import current_catalogue
from laufzeit.dates.day import ONE_DAY, add_months
from laufzeit.office.billing.ages import age_tables
from laufzeit.office.billing.chart import Chart, narrow, wide
from laufzeit.office.billing.expecting import expecting
from laufzeit.office.billing.revenue import revenue, whole_month
from laufzeit.office.billing.tables import Table, tables
from laufzeit.office.billing.waiting import waiting
from laufzeit.office.loading import context
from laufzeit.payments import store as payments
from laufzeit.portal.billing import money
from laufzeit.portal.wording import language

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Picture:
    """A table with its two drawings; ``key`` tells the pictures of a page apart."""

    key: str
    table: Table
    wide: Chart
    narrow: Chart


def overview(request: HttpRequest) -> HttpResponse:
    """The figures of the house."""
    catalogue, spoken = current_catalogue(request.vendor.id), language()
    if catalogue is None:
        return render(request, "office/overview.html", context(request, catalogue=None))
    this_month = request.today.replace(day=1)
    earned, whole_until = _earned(catalogue, this_month), whole_month()
    coming = expecting(catalogue, request.today, add_months(this_month, MONTHS) - ONE_DAY)
    ahead = tables(coming.sums, [add_months(this_month, n) for n in range(MONTHS)], catalogue, spoken)
    values = context(
        request,
        catalogue=catalogue,
        revenue=[_picture("revenue", one, whole_until or date.min) for one in earned],
        whole_month=_of_month(earned, whole_until),
        ages=age_tables(payments.ages(request.today), spoken),
        expected=[_picture("expected", one, None) for one in ahead],
        coming=coming,
        net_prices=catalogue.vendor.prices is PriceBasis.NET,
        waiting=waiting(request.today),
    )
    return render(request, "office/overview.html", values)


def _earned(catalogue: Catalogue, this_month: date) -> list[Table]:
    """Revenue of the last twelve months, this one with it."""
    months = [add_months(this_month, n - MONTHS + 1) for n in range(MONTHS)]
    sums = revenue(catalogue, months[0], add_months(this_month, 1))
    return [one for one in tables(sums, months, catalogue, language()) if any(one.totals)]


def _picture(key: str, table: Table, whole_until: date | None) -> Picture:
    return Picture(f"{key}-{table.currency}", table, wide(table, whole_until), narrow(table, whole_until))


def _of_month(found: list[Table], month: date | None) -> list[tuple[date, str]]:
    """The latest month that is invoiced as a whole, in each currency."""
    return [
        (month, money(one.totals[one.months.index(month)], one.currency, one.language))
        for one in found
        if month in one.months
    ]
