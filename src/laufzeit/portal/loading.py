"""What a page needs of the rooms below: a customer's contract, people's names, and who is declaring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from laufzeit.contracts import store
from laufzeit.contracts.contract import Booking
from laufzeit.contracts.declaration import Actor, Channel, Consent, Declaration, Side
from laufzeit.contracts.declaration import Role as DeclaringRole
from laufzeit.contracts.models import BookingDetail
from laufzeit.contracts.models import Contract as ContractRow
from laufzeit.contracts.store import Held
from laufzeit.customers import store as customers
from laufzeit.customers.roles import Role
from laufzeit.portal.shown import Shown
from laufzeit.portal.wording import language


def contract_or_404(request: HttpRequest, contract_id: UUID, *, lock: bool = False) -> Held:
    """A contract of the signed-in person's own organisation; of others nobody learns that they exist. With ``lock``
    nobody else decides about it until the request is answered."""
    try:
        held = store.locked(contract_id) if lock else store.held(contract_id)
    except ContractRow.DoesNotExist:
        raise Http404 from None
    if held.row.organisation_id != request.user.organisation_id:
        raise Http404
    return held


def shown(request: HttpRequest, held: Held) -> Shown:
    return Shown(held.contract, held.catalogue, held.timeline, request.today, language())


def may_decide(request: HttpRequest) -> bool:
    """Whether this person decides for the customer."""
    return request.user.role == Role.MAIN


def declaration(request: HttpRequest, consents: Iterable[Consent] = ()) -> Declaration:
    """The circumstances under which the signed-in person declares something today."""
    role = DeclaringRole.MAIN if may_decide(request) else DeclaringRole.MEMBER
    actor = Actor(Side.CUSTOMER, role, request.user.id)
    return Declaration(request.today, actor, Channel.PORTAL, tuple(consents))


def names(organisation_id: UUID) -> dict[UUID, str]:
    """Names of everybody who belongs or belonged to a customer and has not been erased."""
    return customers.names_of_members(organisation_id)


def with_titles(bookings: Iterable[Booking]) -> list[dict[str, Any]]:
    """Bookings with what they are called, in the order of their days."""
    found = sorted(bookings, key=lambda booking: (booking.day, booking.at))
    ids = [booking.id for booking in found]
    titles = dict(BookingDetail.objects.filter(id__in=ids).values_list("id", "title")) if ids else {}
    return [
        {
            "id": booking.id,
            "title": titles.get(booking.id, ""),
            "day": booking.day,
            "at": booking.at,
            "organiser": booking.organiser,
            "feature": booking.feature,
        }
        for booking in found
    ]
