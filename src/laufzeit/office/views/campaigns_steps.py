"""The steps of a campaign: each one is shown with what it will do, and taken only as it was shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.campaigns import actions, store
from laufzeit.campaigns.actions import FaultyPlan
from laufzeit.campaigns.life import CannotStep
from laufzeit.campaigns.models import Campaign, Step
from laufzeit.campaigns.words import flaw_in_words, obstacle_in_words
from laufzeit.office.campaigns.counts import counts_of
from laufzeit.office.campaigns.forms import UntilForm
from laufzeit.office.campaigns.steps import KINDS, Asked, confirmation
from laufzeit.office.loading import context
from laufzeit.office.views.campaigns_plan import campaign_or_404
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language

TAKE: Final[dict[str, Callable[..., Any]]] = {
    "check": actions.check,
    "announce": actions.announce,
    "pause": actions.pause,
    "resume": actions.resume,
    "remind": actions.remind,
    "withdraw": actions.withdraw,
    "close": actions.close,
}


def step(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """What a step will do; sent, it is taken. A form that is sent twice counts once, and so does a step that somebody
    has taken since the page was shown."""
    row = campaign_or_404(key)
    if name not in KINDS:
        raise Http404
    form = UntilForm(request.POST or None) if name == "extend" else None
    if request.method != "POST":
        return _page(request, row, name, form)
    row = store.locked(row.id) or row
    latest = _latest(row)
    if str(latest.pk) != request.POST.get("seen", ""):
        mine = latest.kind == KINDS[name].value and latest.by == request.user.id
        return _back(row) if mine else _page(request, row, name, form, CONFLICT, meanwhile=True)
    if form is not None and not form.is_valid():
        return _page(request, row, name, form, UNPROCESSABLE)
    return _taken(request, row, name, form)


def _taken(request: HttpRequest, row: Campaign, name: str, form: UntilForm | None) -> HttpResponse:
    try:
        if form is not None:
            until: date = form.cleaned_data["accept_until"]
            actions.extend(row.id, until, request.now, request.user.id)
        else:
            TAKE[name](row.id, request.now, request.user.id)
    except CannotStep as reason:
        row.refresh_from_db()
        if form is not None and not isinstance(reason, FaultyPlan):
            form.add_error("accept_until", obstacle_in_words(reason, language()))
            return _page(request, row, name, form, CONFLICT)
        return _page(request, row, name, form, CONFLICT, reasons=reasons(reason))
    messages.success(request, _said(name))
    return _back(row)


def _page(
    request: HttpRequest, row: Campaign, name: str, form: UntilForm | None, status: int = 200, **more: Any
) -> HttpResponse:
    plan = store.plan_of(row)
    store.refresh(row)
    asked = Asked(row, plan, counts_of(row, plan, request.today), request.today, language())
    values = context(
        request, row=row, form=form, asked=confirmation(name, asked), seen=_latest(row).pk, **more
    )  # fmt: skip
    return render(request, "office/campaign_step.html", values, status=status)


def _latest(row: Campaign) -> Step:
    """The last step that was noted; the first one is that the plan was written."""
    found: Step = Step.objects.filter(campaign=row).latest("id")
    return found


def _back(row: Campaign) -> HttpResponse:
    return HttpResponseRedirect(reverse("office:campaign", args=[row.key]))


def _said(name: str) -> str:
    return {
        "check": _("The contracts are being checked."),
        "announce": _("The campaign is announced; the letters are being written."),
        "pause": _("The announcement is paused."),
        "resume": _("The announcement goes on."),
        "remind": _("The reminders are on their way."),
        "extend": _("The deadline is extended; letters are being written."),
        "withdraw": _("The campaign is taken back; letters are being written."),
        "close": _("The campaign is closed."),
    }[name]


def reasons(reason: CannotStep) -> Sequence[str]:
    """Why a step cannot be taken: everything."""
    if isinstance(reason, FaultyPlan):
        return [flaw_in_words(fault, language()) for fault in reason.faults]
    return [obstacle_in_words(reason, language())]
