"""The plan of a campaign: in a form or as a file; saved as a draft, or saved and checked contract by contract."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from laufzeit.campaigns import actions
from laufzeit.campaigns.example import EXAMPLE
from laufzeit.campaigns.faults import PlanFault
from laufzeit.campaigns.life import CannotStep, Obstacle, Stage
from laufzeit.campaigns.models import Campaign
from laufzeit.campaigns.plan import Plan, to_json
from laufzeit.campaigns.store import plan_of, text_of
from laufzeit.campaigns.words import flaw_in_words, obstacle_in_words
from laufzeit.catalogue.store import current_catalogue
from laufzeit.contracts.store import bound_to
from laufzeit.office.campaigns.file import as_file
from laufzeit.office.campaigns.forms import FileForm
from laufzeit.office.campaigns.planning import Planning
from laufzeit.office.loading import context
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language


def campaign_or_404(key: str) -> Campaign:
    """A campaign of the vendor's by its key."""
    found = Campaign.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def plan_form(request: HttpRequest, key: str = "") -> HttpResponse:
    """A new plan, or one that has not been announced, in a form."""
    row = campaign_or_404(key) if key else None
    catalogue = current_catalogue(request.vendor.id)
    if catalogue is None:
        return render(request, "office/campaign_form.html", context(request, row=row))
    planning = Planning(catalogue, bound_to(request.vendor.id), language(), key=key)
    if request.method == "GET":
        return _form_page(request, row, planning.show(plan_of(row) if row else None, request.today))
    if "more" in request.POST:
        return _form_page(request, row, planning.show_more(request.POST, request.POST["more"]))
    if not planning.read(request.POST) or planning.plan is None:
        return _form_page(request, row, planning, UNPROCESSABLE)
    faults = _faults(request, planning.plan, row)
    if faults:
        planning.add(faults)
        return _form_page(request, row, planning, UNPROCESSABLE)
    try:
        return _saved(request, row, planning.plan, as_file(planning.plan))
    except CannotStep as reason:
        planning.form.add_error("key" if row is None else None, obstacle_in_words(reason, language()))
        return _form_page(request, row, planning, CONFLICT)


def _form_page(request: HttpRequest, row: Campaign | None, planning: Planning, status: int = 200) -> HttpResponse:
    values = context(request, row=row, planning=planning, form=planning.form)
    return render(request, "office/campaign_form.html", values, status=status)


def plan_file(request: HttpRequest, key: str = "") -> HttpResponse:
    """The same as a file: with all faults and their lines, and what was typed stays."""
    row = campaign_or_404(key) if key else None
    if request.method == "GET":
        text = (text_of(row) or as_file(plan_of(row))) if row else EXAMPLE
        return _file_page(request, row, FileForm(initial={"text": text}))
    form = FileForm(request.POST, request.FILES, key=key)
    if not form.is_valid() or form.plan is None:
        return _file_page(request, row, form, UNPROCESSABLE)
    faults = _faults(request, form.plan, row)
    if faults:
        return _file_page(request, row, form, UNPROCESSABLE, reasons=_in_words(faults))
    try:
        return _saved(request, row, form.plan, form.cleaned_data["text"])
    except CannotStep as reason:
        return _file_page(request, row, form, CONFLICT, reasons=[obstacle_in_words(reason, language())])


def _file_page(
    request: HttpRequest, row: Campaign | None, form: FileForm, status: int = 200, reasons: Sequence[str] = ()
) -> HttpResponse:
    values = context(request, row=row, form=form, reasons=reasons)
    return render(request, "office/campaign_plan.html", values, status=status)


def _in_words(faults: Sequence[PlanFault]) -> list[str]:
    return [flaw_in_words(fault, language()) for fault in faults]


def _faults(request: HttpRequest, plan: Plan, row: Campaign | None) -> list[PlanFault]:
    """What speaks against checking the plan; a draft may have faults."""
    return [] if "draft" in request.POST else actions.faults(plan, request.today, row.id if row else None)


def _saved(request: HttpRequest, row: Campaign | None, plan: Plan, text: str) -> HttpResponse:
    """Store the plan, and have it checked unless it stays a draft. Raises ``CannotStep``. Sent twice, it counts
    once."""
    there = HttpResponseRedirect(reverse("office:campaign", args=[plan.key]))
    known = Campaign.objects.filter(key=plan.key).first()
    if row is None and known is not None:
        if known.plan == to_json(plan):
            return there
        raise CannotStep(Obstacle.KEY_TAKEN, {"key": plan.key, "stage": known.stage})
    if known is not None and Stage(known.stage) not in (Stage.DRAFT, Stage.CHECKED):
        raise CannotStep(Obstacle.WRONG_STAGE, {"stage": known.stage})
    made = actions.draft(plan, request.now, request.user.id, text=text)
    if "draft" not in request.POST:
        actions.check(made.id, request.now, request.user.id)
    return there


def plan_download(request: HttpRequest, key: str) -> HttpResponse:
    """The plan as a file, as it was written or as the form says it."""
    row = campaign_or_404(key)
    answer = HttpResponse(text_of(row) or as_file(plan_of(row)), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.key}.toml"'
    return answer
