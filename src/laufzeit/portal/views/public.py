"""Verträge hier kündigen: the page that § 312k BGB asks of vendors to consumers. Nobody signs in here.

One page with the particulars of the statute and the button that declares; then the confirmation with day and time, to
keep. It says the same whether or not the contract was found, so that nobody can ask it who is a customer.
"""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from laufzeit.catalogue.model import Catalogue, Law
from laufzeit.portal import store
from laufzeit.portal.actions import Cancelling, receive_cancellation
from laufzeit.portal.forms import PublicCancellationForm
from laufzeit.portal.frame import catalogue_of
from laufzeit.portal.models import PublicCancellation, Sort
from laufzeit.portal.wording import language
from laufzeit.vendors.models import new_id

SALT = "portal.cancellation"
A_DAY = 86_400
TOO_MANY, UNPROCESSABLE = 429, 422


def cancel_publicly(request: HttpRequest) -> HttpResponse:
    """The confirmation page of § 312k (2) S. 3: all fields and the second button at once."""
    catalogue = _consumers_catalogue(request)
    if request.method != "POST":
        return _page(request, catalogue, PublicCancellationForm(initial={"form_key": new_id()}))
    form = PublicCancellationForm(request.POST)
    if not form.is_valid():
        return _page(request, catalogue, form, status=UNPROCESSABLE)
    sent = form.cleaned_data
    earlier = store.by_form(sent["form_key"])
    if earlier is None and store.too_many(sent["email"], request.now):
        return _page(request, catalogue, form, status=TOO_MANY)
    said = Cancelling(
        Sort(sent["sort"]),
        sent["reason"] if sent["sort"] == Sort.EXTRAORDINARY else "",
        sent["person"],
        sent["contract"],
        sent["wished_last_day"],
        sent["email"],
    )
    row = receive_cancellation(
        said, today=request.today, now=request.now, language=language(), form_key=sent["form_key"]
    )
    token = signing.dumps(str(row.id), salt=SALT)
    return HttpResponseRedirect(reverse("portal:cancelled_publicly", args=[token]))


def _page(
    request: HttpRequest, catalogue: Catalogue, form: PublicCancellationForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "facts": catalogue.vendor, "too_many": status == TOO_MANY}
    return render(request, "portal/cancel_publicly.html", context, status=status)


def cancelled_publicly(request: HttpRequest, token: str) -> HttpResponse:
    """The declaration with day and time of the button, to read, print or store."""
    context = {
        "declaration": _declaration(request, token),
        "token": token,
        "facts": _consumers_catalogue(request).vendor,
    }
    return render(request, "portal/cancelled_publicly.html", context)


def cancellation_text(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a text file: a durable medium (§ 312k (3) BGB)."""
    declaration = _declaration(request, token)
    context = {"declaration": declaration, "facts": _consumers_catalogue(request).vendor}
    text = render_to_string("portal/cancellation.txt", context, request=request)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kuendigung-{declaration.received_on}.txt"'
    return response


def _declaration(request: HttpRequest, token: str) -> PublicCancellation:
    """The declaration of a link that we have signed, for a day."""
    try:
        found = store.cancellation(UUID(signing.loads(token, salt=SALT, max_age=A_DAY)))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def _consumers_catalogue(request: HttpRequest) -> Catalogue:
    """Only vendors under consumer law have this page."""
    catalogue = catalogue_of(request)
    if catalogue is None or Law.CONSUMER not in catalogue.vendor.laws:
        raise Http404
    return catalogue
