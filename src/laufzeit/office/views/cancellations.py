"""Public cancellations (§ 312k BGB) whose contract staff have to find."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.contracts.models import Contract
from laufzeit.customers.models import User
from laufzeit.office.cancellations import handle, handled, handled_among, waiting
from laufzeit.office.finding import NEWEST_CONTRACTS, ContractFilter, contracts_found
from laufzeit.office.forms import SearchForm, SetAsideForm
from laufzeit.office.loading import ContractLine, context, contract_lines
from laufzeit.office.outcome import Outcome
from laufzeit.office.paging import Order, slice_of
from laufzeit.portal.models import PublicCancellation
from laufzeit.portal.store import cancellation as stored
from laufzeit.portal.views.decisions import UNPROCESSABLE

NEWEST = Order(("received_at", "id"), descending=True)
CANDIDATES = 8


def cancellations(request: HttpRequest) -> HttpResponse:
    """Those that wait, and all that came in."""
    page = slice_of(PublicCancellation.objects.select_related("contract"), NEWEST, request.GET.get("page", ""))
    outcomes = handled_among(one.id for one in page.rows)
    rows = [{"declared": one, "handled": outcomes.get(one.id)} for one in page.rows]
    return render(request, "office/cancellations.html", context(request, waiting=waiting()[:50], page=page, rows=rows))


def cancellation(request: HttpRequest, declaration: UUID) -> HttpResponse:
    """One declaration as it was made, with the contracts that it may mean."""
    found = _found(declaration)
    known = handled(found.id)
    search = SearchForm(request.GET if "q" in request.GET else {"q": found.contract_as_named})
    lines = []
    if found.contract_id is None and known is None:
        rows = contracts_found(ContractFilter(search=search.text), request.today).select_related("organisation")
        lines = contract_lines(request, slice_of(rows, NEWEST_CONTRACTS, size=CANDIDATES).rows) if search.text else []
        lines = lines or _of_address(request, found.email)
    values = context(
        request, declared=found, handled=known, by=_name(known.handled_by) if known else "", form=search,
        lines=lines, aside=SetAsideForm(), contract=_contract(found, known.contract if known else None),
    )  # fmt: skip
    return render(request, "office/cancellation.html", values)


def set_aside(request: HttpRequest, declaration: UUID) -> HttpResponse:
    """Note that a declaration concerns no contract of ours, and why."""
    found = _found(declaration)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        values = context(request, declared=found, form=SearchForm({}), aside=form, lines=[])
        return render(request, "office/cancellation.html", values, status=UNPROCESSABLE)
    if found.contract_id is None:
        handle(found.id, Outcome.SET_ASIDE, by=request.user.id, now=request.now, reason=form.cleaned_data["reason"])
        messages.success(request, _("The declaration is set aside."))
    return HttpResponseRedirect(reverse("office:cancellations"))


def _found(declaration: UUID) -> PublicCancellation:
    found = stored(declaration)
    if found is None:
        raise Http404
    return found


def _of_address(request: HttpRequest, email: str) -> list[ContractLine]:
    """The contracts of the customer that has this address."""
    organisations = User.objects.filter(email=email.lower(), organisation__isnull=False).values("organisation")
    rows = Contract.objects.filter(organisation__in=organisations).select_related("organisation")
    return contract_lines(request, list(rows.order_by("-starts_on")[:CANDIDATES]))


def _contract(found: PublicCancellation, assigned: UUID | None) -> Contract | None:
    return Contract.objects.filter(id=found.contract_id or assigned).first() if found.contract_id or assigned else None


def _name(user: UUID) -> str:
    found = User.objects.filter(id=user).first()
    return str(found) if found else ""
