"""The direct debit mandate: given with evidence, shown, taken back. It belongs to the tab "Bankverbindung"."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laufzeit.catalogue.store import catalogue_of
from laufzeit.customers import store as customers
from laufzeit.customers.iban import masked
from laufzeit.customers.models import OrganisationKind
from laufzeit.payments import actions, store
from laufzeit.payments.fault import Refused
from laufzeit.payments.mandate import Scheme
from laufzeit.payments.sentence import sentence_of
from laufzeit.payments.words import sentence
from laufzeit.portal.wording import language

UNPROCESSABLE = 422


class MandateForm(forms.Form):
    """Which kind of mandate, and the box beside its words."""

    scheme = forms.ChoiceField(
        label=gettext_lazy("Kind of direct debit"), choices=[(one.value, one.value) for one in Scheme]
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("I give this mandate."),
        error_messages={"required": gettext_lazy("Without your agreement there is no mandate.")},
    )


def mandate(request: HttpRequest) -> HttpResponse:
    """The words of the mandate, and the box; sent, it is given for the account as it is now."""
    organisation = request.user.organisation
    account = customers.bank_account(organisation.id)
    vendor = catalogue_of(request.vendor.id).vendor
    if account is None or not vendor.billing.creditor_id:
        return HttpResponseRedirect(reverse("portal:bank"))
    schemes = [Scheme.CORE] if organisation.kind == OrganisationKind.CONSUMER else list(Scheme)
    form = MandateForm(request.POST or None, initial={"scheme": Scheme.CORE.value})
    if request.method == "POST" and form.is_valid():
        scheme = Scheme(form.cleaned_data["scheme"])
        try:
            _give(request, scheme)
        except Refused as refused:
            for fault in refused.faults:
                form.add_error(None, sentence(fault, language()))
        else:
            messages.success(request, _("The mandate is given. You get its text by e-mail."))
            return HttpResponseRedirect(reverse("portal:bank"))
    context = {
        "form": form,
        "account": account,
        "iban": masked(account.iban),
        "creditor": vendor.legal_name,
        "creditor_id": vendor.billing.creditor_id,
        "chosen": form["scheme"].value() or Scheme.CORE.value,
        "texts": [(one.value, _name(one), sentence_of(one, vendor.legal_name, language())) for one in schemes],
    }
    return render(request, "portal/mandate.html", context, status=UNPROCESSABLE if form.errors else 200)


def _give(request: HttpRequest, scheme: Scheme) -> None:
    evidence = actions.Evidence("portal", request.today, language())
    actions.give_mandate(request.user.organisation_id, scheme, evidence, by=request.user.id, now=request.now)


def _name(scheme: Scheme) -> str:
    return _("SEPA direct debit (CORE)") if scheme is Scheme.CORE else _("SEPA direct debit for businesses (B2B)")


def revoke_mandate(request: HttpRequest) -> HttpResponse:
    """From today on nothing is collected."""
    found = store.mandate_of(request.user.organisation_id)
    if found is not None:
        actions.revoke_mandate(found.id, on=request.today, why="by the customer", by=request.user.id, now=request.now)
        messages.success(request, _("The mandate is revoked. Please transfer open amounts from now on."))
    return HttpResponseRedirect(reverse("portal:bank"))


def mandate_context(request: HttpRequest) -> dict[str, Any]:
    """What the tab "Bankverbindung" says of the mandate; nothing where the vendor collects nothing."""
    vendor = catalogue_of(request.vendor.id).vendor
    if not vendor.billing.creditor_id:
        return {"collects": False}
    found = store.mandate_of(request.user.organisation_id)
    account = customers.bank_account(request.user.organisation_id)
    other = found is not None and account is not None and found.iban != account.iban
    return {
        "collects": True,
        "mandate": found,
        "mandate_iban": masked(found.iban) if found else "",
        "mandate_kind": _name(Scheme(found.scheme)) if found else "",
        "other_account": other,
        "creditor": vendor.legal_name,
    }
