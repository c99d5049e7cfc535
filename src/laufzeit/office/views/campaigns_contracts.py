"""The contracts of a campaign: the lists behind its numbers, all of them as a file, those that go out on paper, and the
whole trail of one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any, ClassVar, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.campaigns import actions
from laufzeit.campaigns.life import CannotStep
from laufzeit.campaigns.models import Campaign, Participant
from laufzeit.campaigns.watching.store import WHICH, Listed, listed
from laufzeit.campaigns.words import FINDINGS, STANDINGS
from laufzeit.contracts import actions as deciding
from laufzeit.contracts import store as contracts
from laufzeit.contracts.commands import AcceptTerms, Command, ExtendOffer
from laufzeit.contracts.contract import OfferState
from laufzeit.contracts.declaration import Channel, Declaration
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.store import Held
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.office.campaigns.contracts import Line, lines, trail
from laufzeit.office.campaigns.forms import LateForm, ParticipantSearchForm, UntilForm
from laufzeit.office.campaigns.paper import MOST_ON_PAPER, bundle
from laufzeit.office.decision_forms import DecisionForm
from laufzeit.office.loading import context, for_customer, for_vendor
from laufzeit.office.views.campaigns_plan import campaign_or_404
from laufzeit.office.views.campaigns_steps import reasons
from laufzeit.office.views.decisions import Decision, Typed
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE, Asked
from laufzeit.portal.wording import language
from laufzeit.vendors.models import new_id
from laufzeit.vendors.store import acting_for

LINES: Final = 50
PIECE: Final = 2_000
"""Rows of the file that are read at a time."""


def participants(request: HttpRequest, key: str) -> HttpResponse:
    """The contracts behind a number, page by page."""
    row, form = campaign_or_404(key), ParticipantSearchForm(request.GET)
    which, finding = request.GET.get("which") or "meant", request.GET.get("finding", "")
    if which not in WHICH or (finding and finding not in FINDINGS):
        raise Http404
    segment = request.GET.get("segment")
    found = listed(
        row, request.today, which=which, finding=finding, segment=segment, words=form.text.split(),
        after=_uuid(request.GET.get("after", "")), limit=LINES + 1,
    )  # fmt: skip
    shown: list[Line] = lines(found[:LINES], language())
    values = context(
        request, row=row, form=form, lines=shown, which=which, finding=finding, segment=segment,
        head=FINDINGS[finding][language()] if finding else STANDINGS[which][language()],
        after=found[LINES - 1].participant if len(found) > LINES else None,
    )  # fmt: skip
    return render(request, "office/campaign_contracts.html", values)


def export(request: HttpRequest, key: str) -> StreamingHttpResponse:
    """All contracts of a campaign as CSV, written while they are read."""
    row = campaign_or_404(key)
    answer = StreamingHttpResponse(_rows(request, row), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.key}.csv"'
    return answer


def _rows(request: HttpRequest, row: Campaign) -> Iterator[bytes]:
    """Piece by piece, each in a transaction of its own: the one of the request is over by then."""
    names = [name for name in Listed.__dataclass_fields__ if name not in ("participant", "contract", "letter")]
    today: date = request.today
    yield _csv([names])
    after: UUID | None = None
    while True:
        with acting_for(request.vendor.id):
            found = listed(row, today, after=after, limit=PIECE)
        if not found:
            return
        yield _csv([[_plain(getattr(one, name)) for name in names] for one in found])
        after = found[-1].participant


def _csv(rows: list[list[Any]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _plain(value: Any) -> Any:
    """Lists of findings are parted by blanks. What a spreadsheet would take for a formula is a text."""
    if isinstance(value, tuple):
        return " ".join(value)
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def paper(request: HttpRequest, key: str) -> HttpResponse:
    """The letters that go out on paper, in files of some hundreds."""
    row = campaign_or_404(key)
    found = bundle(row, request.today, request.vendor.id)
    return render(request, "office/campaign_paper.html", context(request, row=row, found=found, most=MOST_ON_PAPER))


def paper_file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One of these files, as a PDF."""
    row = campaign_or_404(key)
    found = bundle(row, request.today, request.vendor.id)
    if not 1 <= number <= len(found.parts):
        raise Http404
    answer = HttpResponse(found.pdf(number), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{row.key}-{number:03}.pdf"'
    return answer


def participant(request: HttpRequest, key: str, contract_id: UUID) -> HttpResponse:
    """The whole trail of one contract in a campaign."""
    row = campaign_or_404(key)
    one = _participant(row, contract_id)
    values = context(request, row=row, one=one, trail=trail(row, one, request.today, language()))
    return render(request, "office/campaign_contract.html", values)


def extend_one(request: HttpRequest, key: str, contract_id: UUID) -> HttpResponse:
    """More time for one contract."""
    row = campaign_or_404(key)
    one = _participant(row, contract_id)
    if request.method != "POST":
        return _extend_page(request, row, one, UntilForm())
    form = UntilForm(request.POST)
    if not form.is_valid():
        return _extend_page(request, row, one, form, UNPROCESSABLE)
    day: date = form.cleaned_data["accept_until"]
    there = HttpResponseRedirect(reverse("office:campaign_contract", args=[key, contract_id]))
    if one.asked_until == day:
        return there
    held = contracts.held(contract_id)
    try:
        actions.extend_one(row.id, held.row.number, day, request.now, request.user.id)
    except CannotStep as reason:
        form.add_error("accept_until", " ".join(reasons(reason)))
        return _extend_page(request, row, one, form, CONFLICT)
    except Refused as refused:
        form.add_error("accept_until", str(refusal_in_words(refused, held.catalogue, language(), {})))
        return _extend_page(request, row, one, form, CONFLICT)
    messages.success(request, _("The deadline is extended; a letter says so."))
    return there


def _extend_page(
    request: HttpRequest, row: Campaign, one: Participant, form: UntilForm, status: int = 200
) -> HttpResponse:
    values = context(request, row=row, one=one, form=form)
    return render(request, "office/campaign_extend.html", values, status=status)


class LateAcceptance(Decision):
    """An acceptance that came by letter or e-mail, perhaps after the last day: shown, and recorded as it was shown."""

    form_class = LateForm
    http_method_names: ClassVar[list[str]] = ["get", "post"]

    def form_options(self, asked: Asked) -> dict[str, Any]:
        self._offer(asked)
        return {}

    def initial(self, asked: Asked) -> Typed:
        return {"channel": Channel.LETTER.value}

    def command(self, asked: Asked, typed: Typed) -> Command:
        return AcceptTerms(new_id(), self._offer(asked))

    def declaration(self, asked: Asked, typed: Typed) -> Declaration:
        return for_customer(asked.request, Channel(typed["channel"]))

    def words(self, asked: Asked) -> dict[str, Any]:
        return {
            "title": _("Record an acceptance"),
            "intro": _(
                "The customer has accepted the offer by letter or e-mail, in time or later. It counts as an acceptance"
                " of the customer; the log names who wrote it down."
            ),
            "submit": _("Record acceptance"),
        }

    def done(self, asked: Asked) -> str:
        return _("The acceptance is recorded.")

    @staticmethod
    def back(asked: Asked) -> str:
        key = asked.request.resolver_match.kwargs["key"]
        return reverse("office:campaign_contract", args=[key, asked.held.row.id])

    def _offer(self, asked: Asked) -> UUID:
        one = _participant(campaign_or_404(self.kwargs["key"]), asked.held.row.id)
        if one.offer is None:
            raise Http404
        return UUID(str(one.offer))

    def _rehearse(self, asked: Asked, form: DecisionForm) -> None:
        typed = form.typed()
        try:
            held = self._in_time(asked)
            asked.outcome = deciding.preview(held, self.command(asked, typed), self.declaration(asked, typed))
        except Refused as refused:
            asked.refused = refused

    def _in_time(self, asked: Asked) -> Held:
        """The contract with the offer put off until today, where its last day has passed: so the acceptance is taken,
        and so it is rehearsed."""
        found, today = asked.held.contract.offer(self._offer(asked)), asked.shown.today
        if found is None or found.accept_until >= today:
            return asked.held
        extension = ExtendOffer(new_id(), found.id, today)
        return deciding.preview(asked.held, extension, for_vendor(asked.request)).after

    def _record(self, asked: Asked, form: DecisionForm) -> HttpResponse:
        request, row = asked.request, campaign_or_404(self.kwargs["key"])
        asked.held = contracts.locked(asked.held.row.id)
        offer = asked.held.contract.offer(self._offer(asked))
        if offer is not None and offer.state is OfferState.ACCEPTED:
            return HttpResponseRedirect(self.back(asked))
        if asked.held.contract.version != form.cleaned_data["seen_version"]:
            return self._meanwhile(asked)
        channel = Channel(form.cleaned_data["channel"])
        try:
            actions.accept_late(row.id, asked.held.row.number, request.now, request.user.id, channel=channel)
        except CannotStep as reason:
            form.add_error(None, " ".join(reasons(reason)))
            return self._page(asked, form, CONFLICT)
        messages.success(request, self.done(asked))
        return HttpResponseRedirect(self.back(asked))


def _participant(row: Campaign, contract_id: UUID) -> Participant:
    found = Participant.objects.select_related("contract__organisation").filter(campaign=row, contract=contract_id)
    one = found.first()
    if one is None:
        raise Http404
    return one


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
