"""Recurring revenue: what issued documents say, by month of the service and plan.

Net amounts of invoices, corrections and cancellations, spread over the days of each line's service period: a year in
advance counts in each of its months. What is charged once (set-up, extras) is no recurring revenue. What has not been
invoiced yet is not there: the latest months grow with each run.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from laufzeit.catalogue.model import Catalogue
from laufzeit.dates.day import ONE_DAY, add_months
from laufzeit.invoices.ahead.mass import Falls
from laufzeit.invoices.models import Run, RunState
from laufzeit.invoices.running.store import billed_through
from laufzeit.office.models import RunRevenue
from laufzeit.payments.store import rows
from laufzeit.rating.items import name_of
from laufzeit.vendors.tenancy import acting_vendor_id

SPREAD: Final = """
WITH services AS (
    SELECT split_part(l.item, '@', 1) AS plan, d.currency, l.service_from, l.service_until, sum(l.net) AS net
    FROM invoices_document d JOIN invoices_line l ON l.part = d.part AND l.document_id = d.id
    WHERE d.vendor_id = %s AND {documents} AND position('@' IN l.item) > 0 AND l.item <> ALL(%s)
    GROUP BY 1, 2, 3, 4
)
SELECT month::date, plan, currency, round(sum(
        net * (least(service_until, (month + interval '1 month')::date) - greatest(service_from, month::date))
        / (service_until - service_from)))::bigint
FROM services CROSS JOIN LATERAL generate_series(
    date_trunc('month', service_from::timestamp), service_until - interval '1 day', interval '1 month') AS month
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
"""First by what has the same service period, which is little, and that by its days. ``sum`` of bigint is exact."""

OF_RUN: Final = "d.part = %s AND d.issued_on = %s AND d.run_id = %s"
CANCELLATIONS: Final = "d.corrects_id IS NOT NULL"


def revenue(catalogue: Catalogue, first: date, until: date) -> dict[Falls, int]:
    """Net amounts of the months from that of ``first`` up to and without that of ``until``."""
    once = charged_once(catalogue)
    for run in _not_yet_reckoned():
        _reckon(run, once)
    found: dict[Falls, int] = {}
    kept = [row for months in RunRevenue.objects.values_list("months", flat=True) for row in months]
    for month, plan, currency, net in [*map(_read, kept), *_spread(CANCELLATIONS, (), once)]:
        if first <= month < until:
            key = Falls(month, plan, currency)
            found[key] = found.get(key, 0) + net
    return found


def whole_month() -> date | None:
    """The first day of the latest month of which everything has been invoiced that is billed by months, also in
    arrears: a run that is done reaches a month beyond it. ``None`` before the first such run."""
    through = billed_through()
    return None if through is None else add_months((through + ONE_DAY).replace(day=1), -2)


def charged_once(catalogue: Catalogue) -> list[str]:
    """The names of all items that do not recur."""
    editions = [terms for plan in catalogue.plans.values() for terms in plan.editions]
    return [name_of(terms.ref, charge) for terms in editions for charge in terms.charges if charge.interval is None]


def _not_yet_reckoned() -> list[Run]:
    known = RunRevenue.objects.values("run")
    return list(Run.objects.filter(state=RunState.DONE).exclude(id__in=known).order_by("started_at"))


def _reckon(run: Run, once: Sequence[str]) -> None:
    """Keep what a run says. Two who do it at once find the same."""
    months = [
        [month.isoformat(), plan, currency, net]
        for month, plan, currency, net in _spread(OF_RUN, (run.part, run.issued_on, run.id), once)
    ]
    RunRevenue.objects.bulk_create([RunRevenue(run=run.id, months=months)], ignore_conflicts=True)


def _spread(documents: str, values: Sequence[Any], once: Sequence[str]) -> list[Any]:
    return rows(SPREAD.format(documents=documents), acting_vendor_id(), *values, list(once))


def _read(stored: Sequence[Any]) -> tuple[date, str, str, int]:
    month, plan, currency, net = stored
    return date.fromisoformat(month), plan, currency, net
