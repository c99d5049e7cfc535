"""Stammdaten: the main user, the organisation, the bank account. What is wrong stands at its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.customers import actions, store
from laufzeit.customers.forms import BankAccountForm, MainUserForm, OrganisationForm
from laufzeit.customers.iban import grouped
from laufzeit.portal.loading import may_decide
from laufzeit.portal.views.mandate import mandate_context


def main_user(request: HttpRequest) -> HttpResponse:
    """The main user's data; other members read it and change their own."""
    deciding = store.main_user(request.user.organisation_id)
    form = MainUserForm.of(request.user, request.POST or None)

    def save() -> None:
        actions.update_profile(request.user.id, form.profile(), by=request.user.id)

    return _edited(request, form, save, "main_user", {"deciding": deciding, "editable": True})


def organisation(request: HttpRequest) -> HttpResponse:
    """The customer's name, address and tax ids."""
    row = request.user.organisation
    form = OrganisationForm.of(row, request.POST or None)

    def save() -> None:
        actions.update_organisation(row.id, form.details(), by=request.user.id)

    return _edited(request, form, save, "organisation", {"row": row, "editable": may_decide(request)})


def bank(request: HttpRequest) -> HttpResponse:
    """The account that payments come from. An account that was used before stays in the list."""
    row = request.user.organisation
    stored = store.bank_account(row.id)
    form = BankAccountForm.of(stored, request.POST or None)
    earlier = [
        {"holder": one.holder, "iban": _hidden(one.iban), "until": one.replaced_at}
        for one in store.bank_accounts(row.id)
        if one.replaced_at is not None
    ]

    def save() -> None:
        actions.set_bank_account(row.id, form.details(), by=request.user.id, now=request.now)

    context = {"stored": stored, "iban": _hidden(stored.iban) if stored else "", "earlier": earlier}
    context |= mandate_context(request)
    return _edited(request, form, save, "bank", context | {"editable": may_decide(request)})


def _hidden(iban: str) -> str:
    """An IBAN that only its owner recognises: country, and the last four digits."""
    return f"{grouped(iban)[:4]} … {iban[-4:]}"


def _edited(
    request: HttpRequest, form: Any, save: Callable[[], None], tab: str, context: dict[str, Any]
) -> HttpResponse:
    """The tab as it is, or stored and shown again."""
    status = 200
    if request.method == "POST" and context["editable"]:
        if form.is_valid():
            save()
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse(f"portal:{tab}"))
        status = 422
    return render(request, f"portal/{tab}.html", context | {"form": form, "tab": tab}, status=status)
