"""What the pages need of the rooms below: contracts of any customer of the vendor, names, and who is declaring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts import store
from laufzeit.contracts.codec import contract_from_json
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.models import Contract as ContractRow
from laufzeit.contracts.store import Held
from laufzeit.customers.models import Organisation, User
from laufzeit.customers.roles import Role as AccountRole
from laufzeit.customers.roles import staff_may
from laufzeit.portal.contract_page import state_tag
from laufzeit.portal.loading import shown
from laufzeit.portal.shown import Shown


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract as a list shows it."""

    row: ContractRow
    shown: Shown
    tag: tuple[str, str]
    seats: str


def contract_or_404(contract_id: UUID) -> Held:
    """A contract of the vendor's; those of others do not exist here."""
    try:
        return store.held(contract_id)
    except ContractRow.DoesNotExist:
        raise Http404 from None


def customer_or_404(organisation_id: UUID) -> Organisation:
    """A customer of the vendor's."""
    found = Organisation.objects.filter(id=organisation_id).first()
    if found is None:
        raise Http404
    return found


def main_users(organisations: list[UUID]) -> QuerySet[User]:
    """Who decides for each of these customers."""
    return User.objects.filter(organisation_id__in=organisations, role=AccountRole.MAIN, ended_on__isnull=True)


def contract_lines(request: HttpRequest, rows: list[ContractRow]) -> list[ContractLine]:
    """Rows with what they are today; the catalogue is asked for once."""
    if not rows:
        return []
    catalogue = catalogue_of(request.vendor.id)
    return [_line(request, Held(row, contract_from_json(row.state), catalogue)) for row in rows]


def _line(request: HttpRequest, held: Held) -> ContractLine:
    as_of_today = shown(request, held)
    seats = as_of_today.seats_in_words(as_of_today.phase)
    return ContractLine(held.row, as_of_today, state_tag(as_of_today), seats)


def may(request: HttpRequest, role: AccountRole) -> bool:
    """Whether the signed-in person may do what takes ``role``."""
    return staff_may(AccountRole(request.user.role), role)


def rights(request: HttpRequest) -> dict[str, bool]:
    """For templates: which buttons to show. The views check again."""
    return {"may_record": may(request, AccountRole.CLERK), "may_manage": may(request, AccountRole.MANAGER)}


def for_customer(request: HttpRequest, channel: Channel) -> Declaration:
    """What a customer declared by ``channel`` and staff record: it counts for the customer."""
    return Declaration(request.today, Actor(Side.CUSTOMER, Role.STAFF, request.user.id), channel)


def for_vendor(request: HttpRequest) -> Declaration:
    """What staff declare for the vendor."""
    return Declaration(request.today, Actor(Side.VENDOR, Role.STAFF, request.user.id), Channel.OFFICE)


def context(request: HttpRequest, **values: Any) -> dict[str, Any]:
    """The values for a template, with the rights of whoever asks."""
    return rights(request) | values
