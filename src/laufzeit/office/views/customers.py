"""The list of customers, a customer with everything about it, a new one, and the conclusion of a contract."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.contracts.models import Contract, Erasure
from laufzeit.customers import actions, store
from laufzeit.customers.forms import OrganisationForm, refusal_sentence
from laufzeit.customers.models import AccountEvent, Organisation
from laufzeit.customers.refusal import Refused
from laufzeit.messages.store import mailbox
from laufzeit.office.billing.finding import DocumentFilter, documents_found, open_of
from laufzeit.office.billing.lines import document_lines
from laufzeit.office.customer_forms import MainUserForm
from laufzeit.office.finding import NEWEST_CONTRACTS, NEWEST_CUSTOMERS, customers_found
from laufzeit.office.forms import CustomerSearchForm
from laufzeit.office.inviting import create_main_user, invite_again
from laufzeit.office.loading import context, contract_lines, customer_or_404, main_users
from laufzeit.office.paging import slice_of
from laufzeit.portal.billing import money
from laufzeit.portal.loading import names
from laufzeit.portal.views.decisions import UNPROCESSABLE
from laufzeit.portal.wording import language

LATEST = 8


def customers(request: HttpRequest) -> HttpResponse:
    """All customers, searched and narrowed, a page at a time."""
    form = CustomerSearchForm(request.GET or {})
    rows = customers_found(form.text, erased=form.wanted)
    page = slice_of(rows, NEWEST_CUSTOMERS, request.GET.get("page", ""))
    values = context(request, form=form, page=page, rows=_with_main_users(page.rows))
    return render(request, "office/customers.html", values)


def _with_main_users(rows: list[Organisation]) -> list[dict[str, Any]]:
    """Customers with whoever decides for them, and how many contracts they have: two queries for a page."""
    ids = [row.id for row in rows]
    mains = {user.organisation_id: user for user in main_users(ids)}
    counts = dict(
        Contract.objects.filter(organisation_id__in=ids)
        .values_list("organisation_id")
        .annotate(number=Count("id"))
        .values_list("organisation_id", "number")
    )
    return [{"customer": row, "main": mains.get(row.id), "contracts": counts.get(row.id, 0)} for row in rows]


def customer(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """A customer: its data, people, contracts, letters and what was done to its accounts."""
    organisation = customer_or_404(customer_id)
    contracts = slice_of(
        Contract.objects.filter(organisation=organisation).select_related("organisation"), NEWEST_CONTRACTS
    )
    events = AccountEvent.objects.filter(organisation=organisation.id).order_by("-at")[:LATEST]
    values = context(
        request,
        customer=organisation,
        members=store.members(organisation.id),
        invitations=store.open_invitations(organisation.id, request.now),
        bank=store.bank_account(organisation.id),
        contracts=contract_lines(request, contracts.rows),
        more_contracts=bool(contracts.after),
        **_documents(request, organisation),
        letters=mailbox(organisation=organisation.id, count=LATEST),
        erasures=Erasure.objects.filter(organisation=organisation.id).order_by("-erased_at"),
        events=_named(events, names(organisation.id)),
    )
    return render(request, "office/customer.html", values)


def _documents(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    """The latest documents of a customer, and what it owes in all."""
    found = documents_found(DocumentFilter(customer=organisation.id), request.today, size=LATEST).page
    return {
        "documents": document_lines(found.rows, request.today, language()),
        "more_documents": bool(found.after),
        "open_amounts": [money(minor, currency, language()) for currency, minor in open_of(organisation.id)],
    }


def _named(events: Any, people: dict[UUID, str]) -> list[dict[str, Any]]:
    """What was done to accounts, with names where they are still known."""
    rows = list(events)
    staff = {user.id: str(user) for user in store.staff()} if rows else {}
    known = staff | people
    return [{"event": row, "actor": known.get(row.actor, ""), "subject": people.get(row.subject, "")} for row in rows]


def new_customer(request: HttpRequest) -> HttpResponse:
    """A customer with its main user, who is invited."""
    data = request.POST if request.method == "POST" else None
    initial = {"country": "DE", "language": request.vendor.language, "kind": "business"}
    form = OrganisationForm(data, initial=initial)
    main = MainUserForm(data, initial={"language": language()})
    if data is not None and all([form.is_valid(), main.is_valid()]):
        made = _created(request, form, main)
        if made is not None:
            messages.success(
                request, _("%(name)s is a customer now; the invitation is on its way.") % {"name": made.name}
            )
            return HttpResponseRedirect(reverse("office:customer", args=[made.id]))
    status = 200 if data is None else UNPROCESSABLE
    return render(request, "office/new_customer.html", context(request, form=form, main=main), status=status)


def _created(request: HttpRequest, form: OrganisationForm, main: MainUserForm) -> Organisation | None:
    """The new customer; ``None`` with the refusal at the form."""
    try:
        with transaction.atomic():
            made = actions.create_organisation(form.details(), by=request.user.id)
            create_main_user(request, made, main.person())
    except Refused as refused:
        main.add_error("email", refusal_sentence(refused.code))
        return None
    return made


def edit_customer(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Other data, on the customer's behalf."""
    organisation = customer_or_404(customer_id)
    if organisation.erased_at is not None:
        raise Http404
    form = OrganisationForm.of(organisation, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.update_organisation(organisation.id, form.details(), by=request.user.id)
        messages.success(request, _("The data is saved."))
        return HttpResponseRedirect(reverse("office:customer", args=[organisation.id]))
    status = 200 if request.method == "GET" else UNPROCESSABLE
    return render(
        request, "office/edit_customer.html", context(request, form=form, customer=organisation), status=status
    )


def invite(request: HttpRequest, customer_id: UUID) -> HttpResponse:
    """Send the main user its link once more."""
    organisation = customer_or_404(customer_id)
    main = store.main_user(organisation.id)
    if main is None:
        raise Http404
    invite_again(request, organisation, main)
    messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": main.email})
    return HttpResponseRedirect(reverse("office:customer", args=[organisation.id]))
