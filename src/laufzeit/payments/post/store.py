"""To whom letters about money go: the customer's address for letters, otherwise its main user."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from laufzeit.catalogue.model import Catalogue
from laufzeit.customers.iban import grouped
from laufzeit.customers.models import Organisation, User
from laufzeit.customers.roles import Role
from laufzeit.messages.facts import PayTo
from laufzeit.messages.outgoing import Recipient


@dataclass(frozen=True, slots=True)
class Addressee:
    """``organisation`` is the customer's name."""

    to: Recipient
    language: str
    organisation: str


def addressees(organisations: Collection[UUID]) -> dict[UUID, Addressee]:
    """The addressee of each customer that can be written to; those that were erased are left out."""
    rows = Organisation.objects.filter(id__in=list(organisations), erased_at=None)
    main = User.objects.filter(organisation_id__in=list(organisations), role=Role.MAIN, ended_on=None, erased_at=None)
    people = {user.organisation_id: user for user in main}
    found = ((row, people.get(row.id)) for row in rows)
    return {row.id: _addressee(row, user) for row, user in found if row.email or user is not None}


def _addressee(row: Organisation, user: User | None) -> Addressee:
    if row.email or user is None:
        return Addressee(Recipient(row.email, row.name, organisation=row.id), row.language, row.name)
    to = Recipient(user.email, user.name, user=user.id, organisation=row.id)
    return Addressee(to, user.language, row.name)


def portal_link(catalogue: Catalogue) -> str:
    """Where customers see their invoices."""
    return f"{settings.PUBLIC_URL}/{catalogue.vendor.key}/invoices/"


def pay_to(catalogue: Catalogue) -> PayTo | None:
    """The vendor's account as letters name it."""
    bank = catalogue.vendor.billing.bank
    return PayTo(bank.holder, grouped(bank.iban), bank.bic) if bank is not None else None
