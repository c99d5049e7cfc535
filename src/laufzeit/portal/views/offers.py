"""The vendor's offers of other terms: by the link in the letter, one on its page, several in one step.

Neutral by intent: both answers are buttons of one kind, and none is preset (LG Köln 15.05.2025, 6 S 114/23). Each offer
is answered on its own, with its own consent in the log; until its deadline the answer can be another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from laufzeit.campaigns.links import LinkFault, link_key, read_token
from laufzeit.campaigns.store import opened
from laufzeit.catalogue.quote import quote
from laufzeit.contracts import actions, store
from laufzeit.contracts.commands import AcceptTerms, Command, DeclineTerms
from laufzeit.contracts.contract import Offer as OfferOfTerms
from laufzeit.contracts.contract import OfferState
from laufzeit.contracts.events import TermsAccepted
from laufzeit.contracts.pending import PendingKind
from laufzeit.contracts.refusal import Code, Refused
from laufzeit.contracts.store import Held
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.wording import rule_in_words, span_in_words
from laufzeit.portal import loading
from laufzeit.portal.contract_page import PlanCard, consents_to, plan_card
from laufzeit.portal.forms import DecisionForm, OffersForm
from laufzeit.portal.shown import Shown
from laufzeit.portal.terms_ahead import terms_ahead
from laufzeit.portal.views.deciding import day_of
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE, Asked, Decision, meanwhile
from laufzeit.portal.wording import CostCard, cost_card
from laufzeit.vendors.models import new_id

MOST_AT_ONCE: Final = 200
"""Offers that are answered in one step; a customer with more sees the next ones afterwards."""


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter: to the page of its offer. What it leads to, only its customer learns."""
    found = read_token(token, link_key(settings.SECRET_KEY, request.vendor.slug), request.today)
    if isinstance(found, LinkFault):
        status = 410 if found is LinkFault.EXPIRED else 404
        return render(request, "portal/offer_link.html", {"expired": found is LinkFault.EXPIRED}, status=status)
    loading.contract_or_404(request, found.contract)
    return HttpResponseRedirect(reverse("portal:offer", args=[found.contract, found.offer]))


class Offer(Decision):
    """One offer: old and new terms side by side, the days of this contract, and both answers."""

    template = "portal/offer.html"
    opens_refused = True

    def command(self, asked: Asked, form: DecisionForm | None) -> Command:
        return AcceptTerms(new_id(), self._offer(asked).id)

    def _offer(self, asked: Asked) -> OfferOfTerms:
        found = asked.held.contract.offer(self.kwargs["offer"])
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, contract_id: UUID, **kwargs: Any) -> HttpResponse:
        answer = super().get(request, contract_id, **kwargs)
        opened(contract_id, kwargs["offer"], request.now)
        return answer

    def post(self, request: HttpRequest, contract_id: UUID, **kwargs: Any) -> HttpResponse:
        if not loading.may_decide(request):
            return HttpResponse(status=403)
        if request.POST.get("answer") == "decline":
            return self._decline(request, contract_id)
        return super().post(request, contract_id, **kwargs)

    def _decline(self, request: HttpRequest, contract_id: UUID) -> HttpResponse:
        asked = self._asked(request, contract_id, lock=True)
        form = self._form(asked, self.command(asked, None), request.POST)
        form.is_valid()
        try:
            actions.carry_out(
                contract_id,
                DeclineTerms(new_id(), self.kwargs["offer"]),
                loading.declaration(request),
                request.now,
                seen_version=form.cleaned_data.get("seen_version"),
                form_key=form.cleaned_data.get("form_key"),
                locked=asked.held,
            )
        except Refused as refused:
            if refused.code is Code.CHANGED_MEANWHILE:
                return meanwhile(asked)
            form.forget_missing_consents()
            asked.refused = refused
            return self._page(asked, form, CONFLICT)
        messages.success(request, _("You have declined the offer. A confirmation is on its way to you by e-mail."))
        return HttpResponseRedirect(asked.back)

    def words(self, asked: Asked) -> dict[str, Any]:
        offer, shown = self._offer(asked), asked.shown
        acceptance = shown.of_kind(PendingKind.ACCEPTANCE)
        accepted = offer.state is OfferState.ACCEPTED
        after = asked.outcome.after if asked.outcome else asked.held
        events = asked.outcome.events if asked.outcome else ()
        first_day = next((event.effective_on for event in events if isinstance(event, TermsAccepted)), None)
        if accepted:
            first_day = acceptance.effective_on if acceptance else None
        in_time = shown.today <= offer.accept_until and not shown.ended
        may_decide = loading.may_decide(asked.request)
        return {
            "offer": offer,
            "state": offer.state.value,
            "in_time": in_time,
            "old": terms_card(shown, shown.phase.terms.plan, shown.phase.terms.edition),
            "new": terms_card(shown, offer.to.plan, offer.to.edition),
            "first_day": first_day,
            "acceptance": _acceptance(asked, offer),
            "once_more": _once_more(shown, first_day),
            "ahead": terms_ahead(after, shown, offer) if first_day else None,
            "without": _without(asked, offer),
            "may_decide": may_decide,
            "can_accept": may_decide and in_time and asked.outcome is not None,
            "can_decline": may_decide and in_time and offer.state in (OfferState.OPEN, OfferState.ACCEPTED),
            "refusal": _worth_saying(asked, offer),
        }

    def done(self, asked: Asked) -> str:
        pending = loading.shown(asked.request, asked.held).of_kind(PendingKind.ACCEPTANCE)
        return _(
            "You have accepted the offer; the new terms apply from %(day)s on. A confirmation is on its way to you by"
            " e-mail."
        ) % {"day": day_of(asked, pending.effective_on if pending else asked.shown.today)}


def _acceptance(asked: Asked, offer: OfferOfTerms) -> UUID | None:
    """The name of the acceptance that stands: there is a document of it."""
    standing = asked.held.contract.standing
    return next((one.id for one in standing if isinstance(one, TermsAccepted) and one.offer == offer.id), None)


def _worth_saying(asked: Asked, offer: OfferOfTerms) -> Any:
    """Why it cannot be accepted, unless the page says so by itself: because it has been."""
    if asked.refused is None or (offer.state is OfferState.ACCEPTED and asked.refused.code is Code.OFFER_DECIDED):
        return None
    if asked.refused.code is Code.ACCEPTANCE_PENDING:
        return None
    return refusal_in_words(asked.refused, asked.held.catalogue, asked.shown.language, asked.names)


def _without(asked: Asked, offer: OfferOfTerms) -> str:
    """What happens without an acceptance."""
    notice = asked.held.contract.standing_item(offer.notice) if offer.notice else None
    last_day = notice.effective_on - ONE_DAY if notice is not None else asked.held.timeline.last_day()
    if last_day is None:
        return _("Nothing changes: your contract goes on at the present terms.")
    return _("Your contract ends on %(day)s, because notice of it has been given.") % {"day": day_of(asked, last_day)}


def _once_more(shown: Shown, first_day: date | None) -> date | None:
    """Until when the present terms go on beyond the running term; ``None`` where they do not."""
    term = shown.without_end.term_on(shown.today) if first_day else None
    if first_day is None or term is None or term.end is None or term.end >= first_day:
        return None
    return first_day - ONE_DAY


@dataclass(frozen=True, slots=True)
class TermsCard:
    """An edition of terms: the plan with its prices, and the rules beside them."""

    plan: PlanCard
    notice: str
    term: str
    renewal: str


def terms_card(shown: Shown, plan: str, edition: str) -> TermsCard:
    """What is agreed with an edition of a plan."""
    terms = next(one for one in shown.catalogue.plans[plan].editions if one.ref.edition == edition)
    spoken = shown.language
    return TermsCard(
        plan=plan_card(terms, shown),
        notice=rule_in_words(terms.notice_by_customer, spoken),
        term=span_in_words(terms.term, spoken) if terms.term is not None else _("indefinite"),
        renewal=span_in_words(terms.renewal, spoken) if not isinstance(terms.renewal, str) else "",
    )


# --- Several in one step ----------------------------------------------------------------------------------------------


@dataclass
class Row:
    """An open offer in the list; ``problem`` says why its answer was not taken."""

    held: Held
    shown: Shown
    offer: OfferOfTerms
    first_day: date | None
    before: CostCard
    after: CostCard
    form: DecisionForm
    problem: str = ""

    @property
    def name(self) -> str:
        """Of the field with the answer."""
        return f"answer_{self.offer.id}"


def offers(request: HttpRequest) -> HttpResponse:
    """All open offers of the customer, each with its own answer; several are decided in one step."""
    found = _rows(request)
    form = OffersForm(found[0].form if found else None, request.POST or None)
    if request.method != "POST":
        return render(request, "portal/offers.html", _context(request, found, form))
    if not loading.may_decide(request):
        return HttpResponse(status=403)
    wanted = [(row, request.POST.get(row.name, "")) for row in found if request.POST.get(row.name)]
    if not form.is_valid() and any(answer == "accept" for _row, answer in wanted):
        return render(request, "portal/offers.html", _context(request, found, form), status=UNPROCESSABLE)
    decided = sum(_answer(request, row, answer, form) for row, answer in wanted)
    if decided:
        said = ngettext("%(count)d offer is answered.", "%(count)d offers are answered.", decided)
        messages.success(request, said % {"count": decided})
    problems = [row for row in found if row.problem]
    if problems:
        return render(request, "portal/offers.html", _context(request, problems, form), status=CONFLICT)
    return HttpResponseRedirect(reverse("portal:offers" if len(wanted) < len(found) else "portal:start"))


def _answer(request: HttpRequest, row: Row, answer: str, form: OffersForm) -> bool:
    """Carry out one answer on its own: another one that is refused does not hold it back."""
    command: Command = (
        AcceptTerms(new_id(), row.offer.id) if answer == "accept" else DeclineTerms(new_id(), row.offer.id)
    )
    consents = tuple(form.consents()) if answer == "accept" else ()
    try:
        with transaction.atomic():
            actions.carry_out(
                row.held.row.id, command, loading.declaration(request, consents), request.now,
                form_key=form.key_of(row.offer.id, answer),
            )  # fmt: skip
    except Refused as refused:
        row.problem = str(refusal_in_words(refused, row.held.catalogue, row.shown.language, {}))
        return False
    return True


def _context(request: HttpRequest, rows: Sequence[Row], form: OffersForm) -> dict[str, Any]:
    return {"rows": rows, "form": form, "may_decide": loading.may_decide(request)}


def _rows(request: HttpRequest) -> list[Row]:
    found = []
    for held in store.held_of_organisation(request.user.organisation_id):
        shown = loading.shown(request, held)
        found += [_row(request, held, shown, offer) for offer in shown.open_offers]
    return sorted(found, key=lambda row: (row.offer.accept_until, row.held.row.number))[:MOST_AT_ONCE]


def _row(request: HttpRequest, held: Held, shown: Shown, offer: OfferOfTerms) -> Row:
    command = AcceptTerms(new_id(), offer.id)
    consents = consents_to(shown, command)
    form = DecisionForm.fresh(held.contract.version, consents=consents, catalogue=held.catalogue)
    first_day, problem = None, ""
    try:
        preview = actions.preview(held, command, loading.declaration(request, consents))
        first_day = next(event.effective_on for event in preview.events if isinstance(event, TermsAccepted))
    except Refused as refused:
        problem = str(refusal_in_words(refused, held.catalogue, shown.language, {}))
    meters, old, new = dict(held.catalogue.meters), shown.terms, held.catalogue.terms(offer.to)
    before = cost_card(shown.plan_name, quote(old, shown.phase.seats), old, meters)
    after = cost_card(shown.name_of(offer.to), quote(new, shown.phase.seats), new, meters)
    return Row(held, shown, offer, first_day, before, after, form, problem)
