"""Billing runs: what one would come to, started, how far it is, what it came to. The worker does the work."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.invoices.models import Run
from laufzeit.invoices.running import actions
from laufzeit.invoices.running.actions import CannotRun
from laufzeit.invoices.running.store import open_run
from laufzeit.office.billing.forms import StartRunForm, ThroughForm
from laufzeit.office.billing.runs import NEWEST_RUNS, latest_run, preview, run_lines, run_page, usual_day
from laufzeit.office.billing.words import reason_in_words
from laufzeit.office.loading import context
from laufzeit.office.paging import slice_of
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language


def billing(request: HttpRequest) -> HttpResponse:
    """The runs until now, and what the next one would come to."""
    usual = {"through": usual_day(request.vendor, request.today)}
    if "through" not in request.GET:
        return _page(request, ThroughForm(initial=usual))
    form = ThroughForm(request.GET)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    through: date = form.cleaned_data["through"]
    try:
        found = preview(request.vendor, through, request.today, language())
    except CannotRun as reason:
        form.add_error("through", reason_in_words(reason, language()))
        return _page(request, form, UNPROCESSABLE)
    latest = latest_run()
    start = StartRunForm(initial={"through": through, "seen": latest.id if latest else None})
    return _page(request, form, preview=found, through=through, start=start)


def _page(request: HttpRequest, form: ThroughForm, status: int = 200, **more: Any) -> HttpResponse:
    page = slice_of(Run.objects.all(), NEWEST_RUNS, request.GET.get("page", ""))
    values = context(
        request, form=form, page=page, runs=run_lines(page.rows, language()), open_run=open_run(), **more
    )  # fmt: skip
    return render(request, "office/billing.html", values, status=status)


def start_run(request: HttpRequest) -> HttpResponse:
    """Start a run, or lead to the one that has been started since the form was shown."""
    form = StartRunForm(request.POST)
    if not form.is_valid():
        return _page(request, form, UNPROCESSABLE)
    latest = latest_run()
    if latest is not None and latest.id != form.cleaned_data["seen"]:
        messages.info(request, _("A run has been started meanwhile; this is it."))
        return HttpResponseRedirect(reverse("office:run", args=[latest.id]))
    through: date = form.cleaned_data["through"]
    try:
        run = actions.start(request.vendor.id, through, request.today, request.now, by=request.user.id)
    except CannotRun as reason:
        form.add_error("through", reason_in_words(reason, language()))
        return _page(request, form, CONFLICT)
    return HttpResponseRedirect(reverse("office:run", args=[run.id]))


def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How far a run is, what it came to, and what it refused. While it works the page asks anew by itself."""
    found = Run.objects.filter(id=run_id).first()
    if found is None:
        raise Http404
    shown = run_page(found, request.vendor, request.GET.get("page", ""), language())
    waiting = not shown.done and not shown.slices_done and (request.now - found.started_at).total_seconds() > 60
    return render(
        request, "office/run.html", context(request, shown=shown, run=found, page=shown.page, waiting=waiting)
    )
