"""The product's page in a sandbox: conferences are booked, listed and cancelled, as far as the contract includes them.

It stands for the vendor's own product, so that one can see what a change of plan does to it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts import actions, store
from laufzeit.contracts.commands import Book, CancelBooking
from laufzeit.contracts.entitlement import entitlement
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.store import Held
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.portal import loading
from laufzeit.portal.forms import BookingForm
from laufzeit.portal.wording import language
from laufzeit.vendors.models import new_id


def bookings(request: HttpRequest) -> HttpResponse:
    """What the contract includes today, the bookings to come, and a form for another one."""
    held = _own_contract(request)
    if held is None:
        return render(request, "portal/bookings.html", {"contract": None})
    features = _bookable(held.catalogue)
    form = BookingForm(request.POST, features=features) if request.method == "POST" else None
    if form is not None and form.is_valid():
        answer = _book(request, held, form)
        if answer is not None:
            return answer
    status = 200 if form is None else 422
    form = form or BookingForm.fresh(request.today + timedelta(days=7), features=features)
    return render(request, "portal/bookings.html", _context(request, held) | {"form": form}, status=status)


def _book(request: HttpRequest, held: Held, form: BookingForm) -> HttpResponse | None:
    """The booking, or ``None`` with the refusal at the field that it is about."""
    sent = form.cleaned_data
    command = Book(new_id(), sent["feature"], sent["day"], sent["at"], request.user.id)
    try:
        actions.book(
            held.row.id, command, sent["title"], loading.declaration(request), request.now, form_key=sent["form_key"]
        )
    except Refused as refused:
        form.add_error("day" if "day" in refused.facts else None, _words(request, held, refused))
        return None
    messages.success(request, _("Booked: %(title)s.") % {"title": sent["title"]})
    return HttpResponseRedirect(reverse("portal:bookings"))


def cancel_booking(request: HttpRequest, booking: UUID) -> HttpResponse:
    """Cancel a booking of one's own organisation."""
    held = _own_contract(request)
    if held is None:
        raise Http404
    try:
        actions.cancel(held.row.id, CancelBooking(new_id(), booking), loading.declaration(request), request.now)
    except Refused as refused:
        messages.error(request, _words(request, held, refused))
    else:
        messages.success(request, _("The appointment has been cancelled."))
    return HttpResponseRedirect(reverse("portal:bookings"))


def _context(request: HttpRequest, held: Held) -> dict[str, Any]:
    today = entitlement(held.timeline, held.catalogue, request.today)
    upcoming = [booking for booking in held.contract.bookings if booking.day >= request.today]
    names = loading.names(held.row.organisation_id)
    rows = loading.with_titles(upcoming)
    for row in rows:
        row["valid"] = _valid(held, row)
        row["organiser"] = names.get(row["organiser"], "")
    features = held.catalogue.features
    return {
        "contract": held.row,
        "shown": loading.shown(request, held),
        "rows": rows,
        "may_book": today.may_use(request.user.id)
        and any(today.includes(key) for key in features if features[key].bookable),
        "included": [
            {"name": features[grant.feature].names.text(language()), "limit": grant.limit} for grant in today.grants
        ],
        "missing": [feature.names.text(language()) for feature in features.values() if not today.includes(feature.key)],
    }


def _valid(held: Held, row: dict[str, Any]) -> bool:
    return entitlement(held.timeline, held.catalogue, row["day"]).includes(row["feature"])


def _bookable(catalogue: Catalogue) -> list[tuple[str, str]]:
    found = [feature for feature in catalogue.features.values() if feature.bookable]
    if not found:
        raise Http404
    return [(feature.key, feature.names.text(language())) for feature in found]


def _own_contract(request: HttpRequest) -> Held | None:
    """The contract in which this person has a seat; otherwise the customer's first, if it has one."""
    if not request.vendor.sandbox:
        raise Http404
    found = store.held_of_organisation(request.user.organisation_id)
    seated = (
        held for held in found if entitlement(held.timeline, held.catalogue, request.today).may_use(request.user.id)
    )
    return next(seated, found[0] if found else None)


def _words(request: HttpRequest, held: Held, refused: Refused) -> str:
    names = loading.names(request.user.organisation_id)
    return str(refusal_in_words(refused, held.catalogue, language(), names))
