"""Start, the list of contracts, a contract with its history and texts, and the data to take along."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from laufzeit.agreed.actions import agreed_file
from laufzeit.catalogue.model import SeatPolicy
from laufzeit.catalogue.store import agreed_text
from laufzeit.contracts import store
from laufzeit.contracts.declaration import Declaration
from laufzeit.contracts.effects import erase_on, export_until
from laufzeit.contracts.ending import switching_notice
from laufzeit.contracts.pending import PendingKind
from laufzeit.contracts.store import Held
from laufzeit.dates.wording import rule_in_words
from laufzeit.portal import loading
from laufzeit.portal.adjustments import discount_rows
from laufzeit.portal.contract_page import notices, plan_card, possible_changes, state_tag
from laufzeit.portal.history import latest_history, whole_history
from laufzeit.portal.keydates import key_days
from laufzeit.portal.portrait import days_in_words, portrait
from laufzeit.portal.shown import Shown
from laufzeit.portal.views.again import on_sale
from laufzeit.portal.views.invoices import download
from laufzeit.portal.wording import language

LATEST = 5


def start(request: HttpRequest) -> HttpResponse:
    """What is pending, what comes next, and where everything is."""
    organisation = request.user.organisation
    rows = [_row(request, held) for held in store.held_of_organisation(organisation.id)]
    days = sorted(({"day": day, "row": row} for row in rows for day in row["days"]), key=lambda one: one["day"].day)
    context = {
        "organisation": organisation,
        "rows": rows,
        "days": days[:6],
        "several": len(rows) > 1,
        "offers": sum(len(row["shown"].open_offers) for row in rows),
        "may_decide": loading.may_decide(request),
        "steps": _next_steps(request, rows),
    }
    return render(request, "portal/start.html", context)


def _next_steps(request: HttpRequest, rows: list[dict[str, Any]]) -> list[str]:
    """What is worth doing now, by name; the template has the words and links."""
    from laufzeit.customers.store import bank_account

    organisation = request.user.organisation
    steps = []
    if loading.may_decide(request):
        if not organisation.street:
            steps.append("address")
        if any(row["shown"].terms.charges for row in rows) and bank_account(organisation.id) is None:
            steps.append("bank")
    return steps


def _row(request: HttpRequest, held: Held) -> dict[str, Any]:
    shown = loading.shown(request, held)
    days = days_in_words(shown)
    return {
        "contract": held.row,
        "shown": shown,
        "tag": state_tag(shown),
        "seats": shown.seats_in_words(shown.phase),
        "notices": notices(shown),
        "days": days,
        "next": days[0] if days else None,
    }


def contracts(request: HttpRequest) -> HttpResponse:
    """The tab "Vertrag": the contract where there is one, a list where there are several."""
    found = store.held_of_organisation(request.user.organisation_id)
    if len(found) == 1:
        return HttpResponseRedirect(reverse("portal:contract", args=[found[0].row.id]))
    return render(request, "portal/contracts.html", {"rows": [_row(request, held) for held in found]})


def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """A contract: what is pending, its life, its plan and prices, what may be changed, its days and its history."""
    held = loading.contract_or_404(request, contract_id)
    shown = loading.shown(request, held)
    names = loading.names(held.row.organisation_id)
    history, older = latest_history(held, shown, names, LATEST)
    days = key_days(shown)
    context = _what_can_be_done(shown) | {
        "contract": held.row,
        "shown": shown,
        "several": store.has_other_contracts(held.row),
        "may_decide": loading.may_decide(request),
        "life": portrait(shown, days),
        "days": days_in_words(shown, days),
        "notices": notices(shown),
        "tag": state_tag(shown),
        "plan": plan_card(shown.terms, shown),
        "seats": shown.seats_in_words(shown.phase),
        "discounts": [row for row in discount_rows(shown) if row.can_end],
        "changes": possible_changes(shown, names),
        "notice_rule": rule_in_words(shown.terms.notice_by_customer, shown.language),
        "history": history,
        "older": older,
        "export_until": export_until(held.timeline, held.contract, held.catalogue),
        "erase_on": erase_on(held.timeline, held.contract, held.catalogue),
        "again": shown.ended and on_sale(held, shown) is not None,
        "contact": held.catalogue.vendor,
        "erased": held.row.organisation.erased_at is not None,
    }
    return render(request, "portal/contract.html", context)


def _what_can_be_done(shown: Shown) -> dict[str, bool]:
    """Which ways are open; what is pending may close some."""
    seats = shown.terms.seats
    noticed = shown.of_kind(PendingKind.NOTICE_BY_CUSTOMER) is not None
    return {
        "seats_changeable": SeatPolicy.NEVER not in (seats.increase, seats.decrease)
        or seats.increase != seats.decrease,
        "may_give_notice": not noticed,
        "may_switch": switching_notice(shown.terms, shown.catalogue) is not None
        and shown.of_kind(PendingKind.SWITCH) is None,
    }


def history(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Everything that was declared about a contract."""
    held = loading.contract_or_404(request, contract_id)
    shown = loading.shown(request, held)
    lines = whole_history(held, shown, loading.names(held.row.organisation_id))
    return render(request, "portal/history.html", {"contract": held.row, "history": lines})


def agreements(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Which texts were agreed to, when, by whom and with which sentence; each can be read as it was."""
    held = loading.contract_or_404(request, contract_id)
    names = loading.names(held.row.organisation_id)
    rows = []
    for entry in store.log(held.row.id):
        rows += _agreed(entry.declaration, held, names, entry.recorded_at)
    return render(request, "portal/agreements.html", {"contract": held.row, "rows": rows})


def _agreed(declaration: Declaration, held: Held, names: dict[UUID, str], at: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": held.catalogue.agreements[consent.agreement].names.text(language()),
            "consent": consent,
            "who": names.get(declaration.actor.id, "") if declaration.actor.id else "",
            "at": at,
        }
        for consent in declaration.consents
    ]


def agreed(request: HttpRequest, contract_id: UUID, sha256: str) -> HttpResponse:
    """A text exactly as it was agreed to, by its hash in the contract's log."""
    held = loading.contract_or_404(request, contract_id)
    declared = (one for entry in store.log(held.row.id) for one in entry.declaration.consents)
    consent = next((one for one in declared if one.sha256 == sha256), None)
    text = agreed_text(sha256) if consent else None
    if text is None:
        raise Http404
    names = held.catalogue.agreements[text.agreement].names
    context = {
        "text": text,
        "name": names.text(text.language),
        "back": reverse("portal:agreements", args=[contract_id]),
    }
    return render(request, "portal/text.html", context)


def agreed_pdf(request: HttpRequest, contract_id: UUID, event: UUID) -> HttpResponse:
    """What was agreed by one declaration, with its evidence, as a PDF."""
    held = loading.contract_or_404(request, contract_id)
    file = agreed_file(held, event, language())
    if file is None:
        raise Http404
    return download(file)
