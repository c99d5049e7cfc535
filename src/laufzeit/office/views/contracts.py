"""The list of contracts, a contract with everything about it, and its log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from laufzeit.agreed.actions import agreed_file
from laufzeit.catalogue.model import PriceBasis
from laufzeit.catalogue.store import current_catalogue
from laufzeit.contracts import actions
from laufzeit.contracts.effects import erase_on, export_until
from laufzeit.contracts.entitlement import bookings_without_feature, entitlement
from laufzeit.contracts.models import EffectDone, Erasure
from laufzeit.contracts.store import Held
from laufzeit.dates.wording import rule_in_words
from laufzeit.messages.store import mailbox
from laufzeit.office.billing.finding import latest_of_contract
from laufzeit.office.billing.lines import document_lines
from laufzeit.office.contract_page import pending_rows, ways
from laufzeit.office.finding import contracts_found
from laufzeit.office.forms import ContractSearchForm
from laufzeit.office.loading import context, contract_lines, contract_or_404, customer_or_404
from laufzeit.office.log import lines_of
from laufzeit.office.paging import slice_of
from laufzeit.office.wording import break_reason, effect_of
from laufzeit.portal.adjustments import discount_rows, extra_rows
from laufzeit.portal.billing import ahead_of
from laufzeit.portal.contract_page import plan_card, state_tag
from laufzeit.portal.keydates import About
from laufzeit.portal.loading import names, shown
from laufzeit.portal.portrait import DayInWords, days_in_words, portrait
from laufzeit.portal.shown import Shown
from laufzeit.portal.views.invoices import download
from laufzeit.portal.wording import language

LATEST = 8
"""Entries of the log on a contract's page."""
AHEAD = 4
"""Coming invoices."""


def contracts(request: HttpRequest) -> HttpResponse:
    """All contracts, searched and narrowed, a page at a time."""
    catalogue = current_catalogue(request.vendor.id)
    form = ContractSearchForm(request.GET or {}, catalogue=catalogue)
    wanted = form.wanted()
    rows = contracts_found(wanted, request.today).select_related("organisation")
    page = slice_of(rows, wanted.order, request.GET.get("page", ""))
    values = context(
        request,
        form=form,
        wanted=wanted,
        page=page,
        lines=contract_lines(request, page.rows),
        customer=customer_or_404(wanted.customer) if wanted.customer else None,
    )
    return render(request, "office/contracts.html", values)


def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """A contract: its life, what is pending, its terms and days, what it entitles to, its log and its letters."""
    held = contract_or_404(contract_id)
    as_of_today = shown(request, held)
    people = names(held.row.organisation_id)
    log = lines_of(held, as_of_today.language, people)
    values = context(
        request,
        contract=held.row,
        shown=as_of_today,
        tag=state_tag(as_of_today),
        life=replace(portrait(as_of_today), title=_("The life of the contract")),
        phases=_phases(as_of_today),
        days=_days(as_of_today),
        plan=plan_card(as_of_today.terms, as_of_today),
        seats=as_of_today.seats_in_words(as_of_today.phase),
        pending=pending_rows(as_of_today),
        ways=ways(as_of_today),
        discounts=discount_rows(as_of_today),
        extras=extra_rows(as_of_today),
        rules=_rules(as_of_today),
        ends=_ends(held),
        main_user=people.get(held.contract.main_user, ""),
        **_entitled(request, as_of_today, people),
        bookings=_bookings(request, held),
        documents=document_lines(latest_of_contract(held.row.id, LATEST), request.today, as_of_today.language),
        ahead=ahead_of(held, request.today, as_of_today.language)[:AHEAD],
        net_prices=held.catalogue.vendor.prices is PriceBasis.NET,
        effects=_effects(held),
        erasures=Erasure.objects.filter(contract=held.row),
        letters=mailbox(contract=held.row.id, count=LATEST),
        log=log[:LATEST],
        log_length=len(log),
    )
    return render(request, "office/contract.html", values)


def log(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The whole log with its hashes; on demand the chain is computed anew."""
    held = contract_or_404(contract_id)
    as_of_today = shown(request, held)
    verified = "verify" in request.GET
    values = context(
        request,
        contract=held.row,
        shown=as_of_today,
        lines=lines_of(held, as_of_today.language, names(held.row.organisation_id)),
        verified=verified,
        breaks=[(one.seq, break_reason(one.reason)) for one in actions.verify(contract_id)] if verified else [],
    )
    return render(request, "office/log.html", values)


def agreed_pdf(request: HttpRequest, contract_id: UUID, event: UUID) -> HttpResponse:
    """What was agreed by one declaration, with its evidence, as a PDF."""
    file = agreed_file(contract_or_404(contract_id), event, language())
    if file is None:
        raise Http404
    return download(file)


def _days(as_of_today: Shown) -> list[DayInWords]:
    """The key days; what the portal adds for the customer, who is spoken to there, is left out here."""
    neutral = (About.NOTICE_UNTIL, About.RENEWAL)
    return [one if one.about in neutral else replace(one, note="") for one in days_in_words(as_of_today)]


def _phases(as_of_today: Shown) -> list[dict[str, Any]]:
    return [
        {
            "phase": phase,
            "plan": as_of_today.name_of(phase.terms),
            "seats": as_of_today.seats_in_words(phase),
            "term": as_of_today.timeline.term_on(
                max(phase.period.start, min(as_of_today.today, _last(phase.period.last_day)))
            ),
            "now": phase.period.contains(as_of_today.today),
        }
        for phase in as_of_today.timeline.phases
    ]


def _last(day: date | None) -> date:
    return day or date.max


def _rules(as_of_today: Shown) -> dict[str, Any]:
    terms, language = as_of_today.terms, as_of_today.language
    return {
        "customer": rule_in_words(terms.notice_by_customer, language),
        "vendor": rule_in_words(terms.notice_by_vendor, language),
        "revocable": terms.revocable_by_customer,
    }


def _ends(held: Held) -> dict[str, date | None]:
    life = held.timeline, held.contract, held.catalogue
    return {"export_until": export_until(*life), "erase_on": erase_on(*life)}


def _entitled(request: HttpRequest, as_of_today: Shown, people: dict[UUID, str]) -> dict[str, Any]:
    """What the contract entitles to on the chosen day; today, where none can be read."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = request.today
    found = entitlement(as_of_today.timeline, as_of_today.catalogue, day)
    features = as_of_today.catalogue.features
    return {
        "entitlement": found,
        "entitled_plan": as_of_today.name_of(found.terms) if found.terms else "",
        "entitled_users": [people.get(user, _("former user")) for user in found.users],
        "entitled_features": [
            (features[grant.feature].names.text(as_of_today.language), grant.limit) for grant in found.grants
        ],
    }


def _bookings(request: HttpRequest, held: Held) -> dict[str, int]:
    upcoming = [one for one in held.contract.bookings if one.day >= request.today]
    lost = bookings_without_feature(held.contract, held.timeline, held.catalogue, request.today)
    return {"upcoming": len(upcoming), "invalid": len(lost)}


def _effects(held: Held) -> list[dict[str, Any]]:
    rows = EffectDone.objects.filter(contract=held.row).order_by("-due_on", "-done_at")[:LATEST]
    return [{"what": effect_of(row.key), "row": row} for row in rows]
