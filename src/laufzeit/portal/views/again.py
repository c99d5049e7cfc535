"""After the end: the way back. Who decided for the customer can conclude a new contract at what is on sale today.

Only customers in business: towards consumers an order on the web needs more than this page says (§§ 312d, 312i, 312j,
355 BGB). And only where the vendor has not ended the contract by itself: whoever did not accept an offer is as welcome
as whoever gave notice; whom the vendor gave notice for another reason is asked to write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.catalogue.model import Terms
from laufzeit.catalogue.quote import quote
from laufzeit.contracts import actions
from laufzeit.contracts.commands import Conclude
from laufzeit.contracts.contract import Contract, folded
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.events import NoticeGiven
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.store import Held, form_was_sent
from laufzeit.contracts.timeline import timeline
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.customers.models import OrganisationKind
from laufzeit.portal import loading
from laufzeit.portal.contract_page import consents_to
from laufzeit.portal.forms import DecisionForm, SeatsForm
from laufzeit.portal.shown import Shown
from laufzeit.portal.views.decisions import CONFLICT, UNPROCESSABLE
from laufzeit.portal.views.offers import terms_card
from laufzeit.portal.wording import cost_card
from laufzeit.vendors.models import new_id


def on_sale(held: Held, shown: Shown) -> Terms | None:
    """The terms at which the customer of an ended contract can come back by itself; ``None``: it cannot."""
    organisation = held.row.organisation
    if not shown.ended or organisation.erased_at is not None or organisation.kind != OrganisationKind.BUSINESS:
        return None
    return None if _put_out(shown) else shown.plan.sold_on(shown.today)


def _put_out(shown: Shown) -> bool:
    """Whether the vendor has ended the contract without offering to go on."""
    contract = shown.contract
    notice = contract.standing_item(shown.timeline.ended_by) if shown.timeline.ended_by else None
    by_vendor = isinstance(notice, NoticeGiven) and notice.by is Side.VENDOR
    return by_vendor and not any(offer.notice == shown.timeline.ended_by for offer in contract.offers)


@dataclass
class Returning:
    """One request to conclude a new contract in the place of ``held``."""

    request: HttpRequest
    held: Held
    shown: Shown
    terms: Terms
    outcome: Contract | None = None
    refused: Refused | None = None
    id: UUID = field(default_factory=new_id)

    @property
    def seats(self) -> int:
        """As many as before, as far as they are sold."""
        sold = self.terms.seats
        most = sold.maximum or self.shown.phase.seats
        return max(sold.minimum, min(self.shown.phase.seats, most))

    def command(self, seats: int) -> Conclude:
        return Conclude(self.id, self.terms.ref.plan, self.shown.today, self.request.user.id, (), seats)

    def form(self, data: Any = None) -> DecisionForm:
        sold, consents = self.terms.seats, consents_to(self.shown, self.command(self.seats))
        options: dict[str, Any] = {"consents": consents, "catalogue": self.held.catalogue}
        kind: type[DecisionForm] = DecisionForm
        if not sold.named:
            kind = SeatsForm
            units = (sold.plurals or sold.names).text(self.shown.language)
            options |= {"units": units, "minimum": sold.minimum, "maximum": sold.maximum}
        if data is not None:
            return kind(data, **options)
        return kind.fresh(self.held.contract.version, initial={"seats": self.seats}, **options)

    def rehearse(self, seats: int) -> None:
        command = self.command(seats)
        declaration = loading.declaration(self.request, consents_to(self.shown, command))
        try:
            self.outcome = folded(decide(None, command, declaration, self.held.catalogue))
        except Refused as refused:
            self.refused = refused


def again(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """A new contract in the place of one that has ended: seen, and then concluded."""
    held = loading.contract_or_404(request, contract_id, lock=request.method == "POST")
    shown = loading.shown(request, held)
    terms = on_sale(held, shown)
    if terms is None:
        raise Http404
    asked = Returning(request, held, shown, terms)
    if request.method != "POST":
        return _page(asked, asked.form(), asked.seats)
    form = asked.form(request.POST)
    valid = form.is_valid()
    seats = int(form.cleaned_data.get("seats") or asked.seats)
    if "rehearse" in request.POST:
        form.forget_missing_consents()
        return _page(asked, form, seats)
    return _concluded(asked, form, seats) if valid else _page(asked, form, seats, UNPROCESSABLE)


def _concluded(asked: Returning, form: DecisionForm, seats: int) -> HttpResponse:
    request, held = asked.request, asked.held
    if form_was_sent(form.cleaned_data["form_key"]):
        return HttpResponseRedirect(reverse("portal:contracts"))
    try:
        new = actions.conclude(
            held.row.organisation_id,
            asked.command(seats),
            loading.declaration(request, form.consents()),
            request.now,
            label=held.row.label,
            form_key=form.cleaned_data["form_key"],
        )
    except Refused as refused:
        asked.refused = refused
        return _page(asked, form, seats, CONFLICT)
    messages.success(
        request, _("Welcome back. Your new contract runs from today; a confirmation is on its way to you.")
    )
    return HttpResponseRedirect(reverse("portal:contract", args=[new.row.id]))


def _page(asked: Returning, form: DecisionForm, seats: int, status: int = 200) -> HttpResponse:
    shown, ref = asked.shown, asked.terms.ref
    if asked.refused is None:
        asked.rehearse(seats)
    refusal = refusal_in_words(asked.refused, asked.held.catalogue, shown.language, {}) if asked.refused else None
    context = {
        "contract": asked.held.row,
        "form": form,
        "refusal": refusal,
        "possible": True,
        "back": reverse("portal:contract", args=[asked.held.row.id]),
        "card": terms_card(shown, ref.plan, ref.edition),
    }
    if asked.outcome is not None:
        life = timeline(asked.outcome, asked.held.catalogue)
        term = life.term_on(shown.today)
        meters = dict(asked.held.catalogue.meters)
        context |= {
            "last_day": term.last_day if term else None,
            "cost": cost_card(shown.name_of(ref), quote(asked.terms, life.phases[0].seats), asked.terms, meters),
        }
    return render(asked.request, "portal/again.html", context, status=status)
