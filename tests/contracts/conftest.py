"""RED connect with one customer, its people and its contract, on the real database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
NOON = datetime(2021, 2, 10, 12, tzinfo=UTC)


@dataclass
class Practice:
    """Praxis Dr. Sommer with four users on plus since 2020-10-01."""

    vendor: Any
    organisation: Any
    main: Any
    others: list[Any]
    contract_id: UUID

    def declared(self, today: date, *, by: Any = None, consents: bool = True) -> Any:
        from laufzeit.catalogue.store import catalogue_of
        from laufzeit.contracts.declaration import Actor, Channel, Consent, Declaration, Role, Side

        actor = by or self.main
        given = tuple(
            Consent(key, edition.edition, "de", edition.hash_of("de"), "Hiermit stimme ich den AGB zu.")
            for key, agreement in catalogue_of(self.vendor.id).agreements.items()
            if (edition := agreement.on(today))
        )
        role = Role.MAIN if actor.role == "main" else Role.MEMBER
        return Declaration(today, Actor(Side.CUSTOMER, role, actor.id), Channel.PORTAL, given if consents else ())


def applied(vendor: Any, name: str) -> None:
    from laufzeit.catalogue.actions import apply

    apply(vendor, (EXAMPLES / name).read_text(encoding="utf-8"), by="test", now=NOON)


def person(first: str, last: str) -> Any:
    from laufzeit.customers.details import Person

    return Person(email=f"{first}.{last}@praxis.example".lower(), first_name=first, last_name=last, language="de")


def make_practice(vendor: Any) -> Practice:
    """Inside ``acting_for(vendor.id)``."""
    from laufzeit.contracts.actions import conclude
    from laufzeit.contracts.commands import Conclude
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
    from laufzeit.customers import actions as customers
    from laufzeit.customers.accounts.actions import create_member
    from laufzeit.customers.addresses import Address
    from laufzeit.customers.details import OrganisationDetails
    from laufzeit.customers.roles import Role as MemberRole
    from laufzeit.vendors.models import new_id

    organisation = customers.create_organisation(
        OrganisationDetails("Praxis Dr. Sommer", Address("Lindenweg 4", "", "10115", "Berlin", "DE")), by=None
    )
    main = create_member(organisation.id, person("Anna", "Sommer"), MemberRole.MAIN, by=None)
    others = [
        create_member(organisation.id, person(first, last), MemberRole.MEMBER, by=None)
        for first, last in [("Max", "Winter"), ("Lea", "Herbst"), ("Tom", "Lenz")]
    ]
    command = Conclude(new_id(), "plus", date(2020, 10, 1), main.id, tuple(user.id for user in others))
    by_import = Declaration(date(2020, 10, 1), Actor(Side.CUSTOMER, Role.PROGRAM), Channel.IMPORT)
    held = conclude(organisation.id, command, by_import, datetime(2020, 10, 1, 12, tzinfo=UTC))
    return Practice(vendor, organisation, main, others, held.row.id)


@pytest.fixture
def practice(acting: Any) -> Practice:
    applied(acting, "red-connect.toml")
    return make_practice(acting)
