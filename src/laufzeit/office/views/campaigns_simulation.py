"""What announcing a campaign on its day would bring: pictures, tables, and the same as files."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from laufzeit.campaigns.models import Campaign
from laufzeit.campaigns.simulating.figures import Simulated
from laufzeit.campaigns.simulating.jobs import simulated
from laufzeit.campaigns.simulating.kept import from_json
from laufzeit.campaigns.simulating.mass import to_csv, to_parquet
from laufzeit.campaigns.store import plan_of
from laufzeit.contracts.models import Contract
from laufzeit.office.campaigns.assuming import AssumingForm
from laufzeit.office.campaigns.forecast import forecast
from laufzeit.office.counting import counted
from laufzeit.office.loading import context
from laufzeit.office.views.campaigns_plan import campaign_or_404
from laufzeit.portal.views.decisions import UNPROCESSABLE
from laufzeit.portal.wording import language

MOST_SIMULATED: Final = 50_000
"""Contracts of a base that is simulated while somebody waits for the page."""


def simulation(request: HttpRequest, key: str) -> HttpResponse:
    """What falls due with the shares that are assumed, here or in the plan; once it is announced, what was computed
    then. Nothing is changed."""
    row = campaign_or_404(key)
    if row.forecast:
        return _kept(request, row)
    plan = plan_of(row)
    form = AssumingForm(request.GET if "months" in request.GET else None, plan=plan)
    if form.is_bound and not form.is_valid():
        return _page(request, row, form, UNPROCESSABLE)
    base = counted(Contract.objects.all(), MOST_SIMULATED)
    if not base.exact:
        return _page(request, row, form, too_many=base)
    found = simulated(replace(plan, assumptions=form.assumptions()), form.months())
    kind = request.GET.get("as", "")
    if kind in ("csv", "parquet"):
        return _file(row, found, kind)
    return _page(request, row, form, found=found, shown=forecast(found, language()))


def _kept(request: HttpRequest, row: Campaign) -> HttpResponse:
    found = from_json(row.forecast)
    kind = request.GET.get("as", "")
    if kind in ("csv", "parquet"):
        return _file(row, found, kind)
    values = context(request, row=row, found=found, shown=forecast(found, language()))
    return render(request, "office/campaign_simulation.html", values)


def _page(request: HttpRequest, row: Campaign, form: AssumingForm, status: int = 200, **more: object) -> HttpResponse:
    values = context(request, row=row, form=form, most=MOST_SIMULATED, **more)
    return render(request, "office/campaign_simulation.html", values, status=status)


def _file(row: Campaign, found: Simulated, kind: str) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8" if kind == "csv" else "application/vnd.apache.parquet")
    answer["Content-Disposition"] = f'attachment; filename="{row.key}-simulation.{kind}"'
    if kind == "csv":
        answer.write(to_csv(found))
    else:
        sink = BytesIO()
        to_parquet(found, sink)
        answer.write(sink.getvalue())
    return answer
