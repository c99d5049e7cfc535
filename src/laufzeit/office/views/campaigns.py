"""Campaigns: planned, checked, announced, watched; the worker does the work."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.campaigns import actions
from laufzeit.campaigns.actions import FaultyPlan
from laufzeit.campaigns.example import EXAMPLE
from laufzeit.campaigns.life import CannotStep
from laufzeit.campaigns.models import Campaign, Participant
from laufzeit.campaigns.simulating.figures import Simulated
from laufzeit.campaigns.simulating.jobs import simulated
from laufzeit.campaigns.simulating.mass import to_csv, to_parquet
from laufzeit.campaigns.store import letter_key, plan_of, text_of
from laufzeit.campaigns.watching.store import WHICH, Listed, listed
from laufzeit.campaigns.words import FINDINGS, STAGES, STANDINGS, flaw_in_words, obstacle_in_words
from laufzeit.contracts import store as contracts
from laufzeit.contracts.declaration import Channel
from laufzeit.contracts.models import Contract as ContractRow
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.messages.models import Message
from laufzeit.office.campaigns.forecast import forecast, named
from laufzeit.office.campaigns.forms import LateForm, MonthsForm, PlanForm, UntilForm
from laufzeit.office.campaigns.pages import findings_in_words, prices, shown
from laufzeit.office.loading import context
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import language

LINES: Final = 50
PIECE: Final = 5_000
MONTHS: Final = 36
MOST_SIMULATED: Final = 100_000
"""Contracts of a base that is simulated while somebody waits for the page."""

STEPS: Final[dict[str, Callable[..., Any]]] = {
    "check": actions.check,
    "announce": actions.announce,
    "pause": actions.pause,
    "resume": actions.resume,
    "remind": actions.remind,
    "withdraw": actions.withdraw,
    "close": actions.close,
}


def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns, the latest first."""
    rows = [(row, STAGES[row.stage][language()]) for row in Campaign.objects.order_by("-created_at")[:200]]
    return render(request, "office/campaigns.html", context(request, rows=rows))


def plan(request: HttpRequest, key: str = "") -> HttpResponse:
    """A new plan, or one that has not been announced, as a text."""
    row = _campaign(key) if key else None
    if request.method != "POST":
        text = text_of(row) if row else EXAMPLE
        return render(request, "office/campaign_plan.html", context(request, form=PlanForm(initial={"text": text})))
    form = PlanForm(request.POST)
    if not form.is_valid() or form.plan is None:
        return render(request, "office/campaign_plan.html", context(request, form=form), status=UNPROCESSABLE)
    try:
        made = actions.draft(form.plan, request.now, request.user.id, text=form.cleaned_data["text"])
        actions.check(made.id, request.now, request.user.id)
    except CannotStep as reason:
        for words in _reasons(reason):
            form.add_error("text", words)
        if not isinstance(reason, FaultyPlan):
            return render(request, "office/campaign_plan.html", context(request, form=form), status=CONFLICT)
        return render(request, "office/campaign_plan.html", context(request, form=form), status=UNPROCESSABLE)
    return HttpResponseRedirect(reverse("office:campaign", args=[made.key]))


def campaign(request: HttpRequest, key: str) -> HttpResponse:
    """One campaign: its stage, what can be done, what the check found, and how far it is."""
    return _page(request, _campaign(key))


def _page(request: HttpRequest, row: Campaign, status: int = 200, **more: Any) -> HttpResponse:
    found = shown(row, request.today, request.vendor.time_zone, language())
    heads = [
        STANDINGS[name][language()] for name in ("silent", "accepted", "declined", "ended", "withdrawn", "overtaken")
    ]
    values = context(request, shown=found, heads=heads, until=more.pop("until", UntilForm()), **more)
    return render(request, "office/campaign.html", values, status=status)


def step(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """Take a step. What is not possible is said on the page, and nothing is changed."""
    row = _campaign(key)
    if name not in STEPS:
        raise Http404
    try:
        STEPS[name](row.id, request.now, request.user.id)
    except CannotStep as reason:
        return _page(request, _campaign(key), CONFLICT, reasons=_reasons(reason))
    messages.success(request, _("Done."))
    return HttpResponseRedirect(reverse("office:campaign", args=[key]))


def extend(request: HttpRequest, key: str) -> HttpResponse:
    """More time for all who have not accepted."""
    row, form = _campaign(key), UntilForm(request.POST)
    if not form.is_valid():
        return _page(request, row, UNPROCESSABLE, until=form)
    try:
        actions.extend(row.id, form.cleaned_data["accept_until"], request.now, request.user.id)
    except CannotStep as reason:
        form.add_error("accept_until", obstacle_in_words(reason, language()))
        return _page(request, _campaign(key), CONFLICT, until=form)
    messages.success(request, _("The deadline is extended; letters are being written."))
    return HttpResponseRedirect(reverse("office:campaign", args=[key]))


def simulation(request: HttpRequest, key: str) -> HttpResponse:
    """What announcing the campaign on its day would bring. Somebody waits for it, so it is not for large bases."""
    row, form = _campaign(key), MonthsForm(request.GET if "months" in request.GET else {"months": MONTHS})
    if not form.is_valid():
        values = context(request, row=row, form=form)
        return render(request, "office/campaign_simulation.html", values, status=UNPROCESSABLE)
    months, contracts_ = form.cleaned_data["months"], ContractRow.objects.count()
    if contracts_ > MOST_SIMULATED:
        values = context(request, row=row, form=form, too_many=contracts_)
        return render(request, "office/campaign_simulation.html", values)
    found = simulated(plan_of(row), months)
    if request.GET.get("as") in ("csv", "parquet"):
        return _file(row, found, request.GET["as"])
    values = context(
        request, row=row, form=form, months=months, found=found, shown=forecast(found, language()),
        rises=named(found.dearest, found, language()), falls=named(found.cheapest, found, language()),
    )  # fmt: skip
    return render(request, "office/campaign_simulation.html", values)


def _file(row: Campaign, found: Simulated, kind: str) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8" if kind == "csv" else "application/vnd.apache.parquet")
    answer["Content-Disposition"] = f'attachment; filename="{row.key}.{kind}"'
    if kind == "csv":
        answer.write(to_csv(found))
    else:
        sink = BytesIO()
        to_parquet(found, sink)
        answer.write(sink.getvalue())
    return answer


def participants(request: HttpRequest, key: str) -> HttpResponse:
    """The contracts behind a number, page by page."""
    row, which, finding = _campaign(key), request.GET.get("which", "meant"), request.GET.get("finding", "")
    if which not in WHICH or (finding and finding not in FINDINGS):
        raise Http404
    words = request.GET.get("q", "")[:200]
    found = listed(
        row, request.today, which=which, finding=finding, words=words.split(),
        after=_uuid(request.GET.get("after", "")), limit=LINES + 1,
    )  # fmt: skip
    lines = [(one, prices(one, language()), STANDINGS[one.standing][language()]) for one in found[:LINES]]
    head = FINDINGS[finding][language()] if finding else STANDINGS[which][language()]
    query = request.GET.copy()
    if len(found) > LINES:
        query["after"] = str(found[LINES - 1].participant)
    more = query.urlencode() if len(found) > LINES else ""
    values = context(request, row=row, lines=lines, head=head, which=which, finding=finding, q=words, more=more)
    return render(request, "office/campaign_contracts.html", values)


def export(request: HttpRequest, key: str) -> HttpResponse:
    """All contracts of a campaign as CSV."""
    row = _campaign(key)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.key}.csv"'
    names = [name for name in Listed.__dataclass_fields__ if name not in ("participant", "contract", "letter")]
    writer, after = csv.writer(answer), None
    writer.writerow(names)
    while found := listed(row, request.today, after=after, limit=PIECE):
        for one in found:
            values = (getattr(one, name) for name in names)
            writer.writerow([" ".join(value) if isinstance(value, tuple) else value for value in values])
        after = found[-1].participant
    return answer


def participant(request: HttpRequest, key: str, contract_id: UUID) -> HttpResponse:
    """The whole trail of one contract in a campaign."""
    return _trail(request, _campaign(key), contract_id)


def _trail(request: HttpRequest, row: Campaign, contract_id: UUID, status: int = 200, **more: Any) -> HttpResponse:
    one = (
        Participant.objects.select_related("contract__organisation").filter(campaign=row, contract=contract_id).first()
    )
    if one is None:
        raise Http404
    letters = Message.objects.filter(contract=contract_id, created_at__gte=row.created_at).order_by("created_at", "id")
    values = context(
        request, row=row, one=one, prices=prices(one, language()), findings=findings_in_words(one, language()),
        letters=letters, first_letter=letter_key(one), log=[
            line for line in contracts.log(contract_id) if line.recorded_at >= row.created_at
        ],
        can_decide=row.is_running and one.running and one.offer is not None,
        until=more.pop("until", UntilForm()), late=LateForm(), **more,
    )  # fmt: skip
    return render(request, "office/campaign_contract.html", values, status=status)


def extend_one(request: HttpRequest, key: str, contract_id: UUID) -> HttpResponse:
    """More time for one contract."""
    row, form = _campaign(key), UntilForm(request.POST)
    if not form.is_valid():
        return _trail(request, row, contract_id, UNPROCESSABLE, until=form)
    day, by = form.cleaned_data["accept_until"], request.user.id
    return _decide(request, row, contract_id, lambda number: actions.extend_one(row.id, number, day, request.now, by))


def accept_late(request: HttpRequest, key: str, contract_id: UUID) -> HttpResponse:
    """Record an acceptance that came by letter or mail."""
    row, form = _campaign(key), LateForm(request.POST)
    if not form.is_valid():
        return _trail(request, row, contract_id, UNPROCESSABLE)
    channel, by = Channel(form.cleaned_data["channel"]), request.user.id
    return _decide(
        request, row, contract_id, lambda number: actions.accept_late(row.id, number, request.now, by, channel=channel)
    )


def _decide(request: HttpRequest, row: Campaign, contract_id: UUID, act: Callable[[str], None]) -> HttpResponse:
    held = contracts.held(contract_id)
    try:
        act(held.row.number)
    except CannotStep as reason:
        return _trail(request, row, contract_id, CONFLICT, reasons=_reasons(reason))
    except Refused as refused:
        words = str(refusal_in_words(refused, held.catalogue, language(), {}))
        return _trail(request, row, contract_id, CONFLICT, reasons=[words])
    messages.success(request, _("Done."))
    return HttpResponseRedirect(reverse("office:campaign_contract", args=[row.key, contract_id]))


def _campaign(key: str) -> Campaign:
    found = Campaign.objects.filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _reasons(reason: CannotStep) -> list[str]:
    if isinstance(reason, FaultyPlan):
        return [flaw_in_words(fault, language()) for fault in reason.faults]
    return [obstacle_in_words(reason, language())]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
