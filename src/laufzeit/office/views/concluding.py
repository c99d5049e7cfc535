"""The conclusion of a contract that was agreed upon outside of the portal: filled in, seen, and then concluded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.catalogue.quote import quote
from laufzeit.catalogue.store import current_catalogue
from laufzeit.contracts import actions
from laufzeit.contracts.commands import Conclude
from laufzeit.contracts.contract import Contract, folded
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Channel, Declaration
from laufzeit.contracts.models import Contract as ContractRow
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.store import form_was_sent
from laufzeit.contracts.timeline import timeline
from laufzeit.contracts.wording import Words, refusal_in_words
from laufzeit.customers import store
from laufzeit.customers.models import Organisation, User
from laufzeit.dates.wording import rule_in_words
from laufzeit.office.customer_forms import ConcludeForm
from laufzeit.office.decision_forms import DecisionForm
from laufzeit.office.loading import context, customer_or_404, for_customer
from laufzeit.portal.shown import Shown
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.wording import cost_card, language
from laufzeit.vendors.models import new_id


@dataclass
class Concluding:
    """One request to conclude a contract with ``customer``."""

    request: HttpRequest
    customer: Organisation
    main: User
    catalogue: Catalogue
    outcome: Contract | None = None
    refused: Refused | None = None

    def command(self, typed: dict[str, Any]) -> Conclude:
        ref = TermsRef.parse(typed["plan"])
        users = tuple(UUID(user) for user in typed["users"])
        return Conclude(
            new_id(), ref.plan, typed["start"], self.main.id, users, typed["seats"] or 1, ref.edition, typed["trial"]
        )

    def declaration(self, typed: dict[str, Any]) -> Declaration:
        return for_customer(self.request, Channel(typed["channel"]))

    def rehearse(self, form: DecisionForm) -> None:
        """The contract as it would be."""
        typed = form.typed()
        try:
            self.outcome = folded(decide(None, self.command(typed), self.declaration(typed), self.catalogue))
        except Refused as refused:
            self.refused = refused

    def print_of(self, form: DecisionForm) -> str:
        assert self.outcome is not None  # a print is taken of what would follow
        first = self.outcome.conclusion
        return form.print_of([first.terms, first.effective_on, first.seats, first.trial_until])


def conclude(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Fill in, see the contract as it would be, conclude it."""
    asked = _asked(request, customer_id)
    if asked is None:
        return render(
            request, "office/cannot_conclude.html", {"customer": customer_or_404(customer_id)}, status=CONFLICT
        )
    options = {"catalogue": asked.catalogue, "today": request.today, "people": _people(asked)}
    if request.method == "GET":
        form = ConcludeForm.opening(0, _initial(asked), **options)
        if form.is_bound:
            asked.rehearse(form)
        return _page(asked, form)
    form = ConcludeForm(request.POST, **options)
    if not form.is_valid():
        return _page(asked, form, UNPROCESSABLE)
    if form_was_sent(form.cleaned_data["form_key"]):
        return HttpResponseRedirect(reverse("office:customer", args=[asked.customer.id]))
    asked.rehearse(form)
    if asked.outcome is None:
        return _page(asked, form, CONFLICT)
    if "rehearse" in request.POST or form.cleaned_data["seen"] != asked.print_of(form):
        return _page(asked, form, unseen="rehearse" not in request.POST)
    return _concluded(asked, form)


def _asked(request: HttpRequest, customer_id: UUID) -> Concluding | None:
    """``None`` where nobody can decide for the customer, or nothing is sold."""
    organisation = customer_or_404(customer_id)
    if organisation.erased_at is not None:
        raise Http404
    main, catalogue = store.main_user(organisation.id), current_catalogue(request.vendor.id)
    return Concluding(request, organisation, main, catalogue) if main is not None and catalogue is not None else None


def _people(asked: Concluding) -> list[tuple[str, str]]:
    members = store.members(asked.customer.id)
    return [(str(user.id), user.name or user.email) for user in members if user != asked.main and user.ended_on is None]


def _initial(asked: Concluding) -> dict[str, Any]:
    today = asked.request.today
    sold = next((terms for plan in asked.catalogue.plans.values() if (terms := plan.sold_on(today))), None)
    return {
        "plan": str(sold.ref) if sold else None,
        "start": today,
        "seats": sold.seats.minimum if sold else 1,
        "channel": Channel.LETTER.value,
    }


def _concluded(asked: Concluding, form: ConcludeForm) -> HttpResponse:
    typed, request = form.typed(), asked.request
    number = typed["number"].strip()
    if number and ContractRow.objects.filter(number=number).exists():
        form.add_error("number", _("Another contract has this number."))
        return _page(asked, form, UNPROCESSABLE)
    try:
        held = actions.conclude(
            asked.customer.id,
            asked.command(typed),
            asked.declaration(typed),
            request.now,
            number=number,
            label=typed["label"].strip(),
            form_key=form.cleaned_data["form_key"],
        )
    except Refused as refused:
        asked.refused = refused
        return _page(asked, form, CONFLICT)
    messages.success(request, _("The contract %(number)s is concluded.") % {"number": held.row.number})
    return HttpResponseRedirect(reverse("office:contract", args=[held.row.id]))


def _page(asked: Concluding, form: DecisionForm, status: int = 200, *, unseen: bool = False) -> HttpResponse:
    values: dict[str, Any] = {
        "customer": asked.customer,
        "main": asked.main,
        "form": form,
        "seen": asked.print_of(form) if asked.outcome else "",
        "unseen": unseen,
        "refusal": _words(asked) if asked.refused else None,
        "back": reverse("office:customer", args=[asked.customer.id]),
    }
    if asked.request.htmx:
        status = 200  # the part that it asked for is shown, whatever it says
    if asked.outcome is not None:
        values |= _outcome(asked, asked.outcome)
    return render(asked.request, "office/conclude.html", context(asked.request, **values), status=status)


def _words(asked: Concluding) -> Words:
    assert asked.refused is not None  # asked for refusals only
    return refusal_in_words(asked.refused, asked.catalogue, language(), {})


def _outcome(asked: Concluding, contract: Contract) -> dict[str, Any]:
    """The contract as it would be, in words."""
    life = timeline(contract, asked.catalogue)
    as_of = Shown(contract, asked.catalogue, life, asked.request.today, language())
    first = life.phases[0]
    terms = asked.catalogue.terms(first.terms)
    return {
        "outcome": as_of,
        "seats_in_words": as_of.seats_in_words(first),
        "trial_until": first.period.last_day if first.trial else None,
        "term": life.term_on(life.phases[-1].period.start),
        "rule": rule_in_words(terms.notice_by_customer, language()),
        "cost": cost_card(as_of.name_of(first.terms), quote(terms, first.seats), terms, dict(asked.catalogue.meters)),
        "price_note": terms.price_notes.text(language()),
    }
