"""GAPTEQ and RED connect with customers to bill, on the real database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.contracts.conftest import applied

NOON = datetime(2021, 2, 10, 12, tzinfo=UTC)


@dataclass
class Biller:
    """A vendor that bills, with short ways to what the tests do."""

    vendor: Any

    def customer(
        self, name: str, *, country: str = "DE", kind: str = "business", vat_id: str = "", city: str = "Berlin"
    ) -> Any:
        from laufzeit.customers import actions as customers
        from laufzeit.customers.accounts.actions import create_member
        from laufzeit.customers.addresses import Address
        from laufzeit.customers.details import Kind, OrganisationDetails, Person
        from laufzeit.customers.roles import Role

        address = Address("Lindenweg 4", "", "10115", city, country)
        details = OrganisationDetails(name, address, Kind(kind), vat_id=vat_id)
        organisation = customers.create_organisation(details, by=None)
        mail = f"{name.lower().replace(' ', '.')}@customer.example"
        main = create_member(organisation.id, Person(mail, name, "Main", "de"), Role.MAIN, by=None)
        return organisation, main

    def conclude(self, customer: Any, plan: str, start: date, *, seats: int = 1, edition: str | None = None) -> UUID:
        from laufzeit.contracts.actions import conclude
        from laufzeit.contracts.commands import Conclude
        from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
        from laufzeit.vendors.models import new_id

        organisation, main = customer
        by_import = Declaration(start, Actor(Side.CUSTOMER, Role.PROGRAM), Channel.IMPORT)
        command = Conclude(new_id(), plan, start, main.id, seats=seats, edition=edition)
        return conclude(organisation.id, command, by_import, datetime.combine(start, NOON.timetz())).row.id

    def decide(self, contract: UUID, command: Any, today: date, *, staff: bool = False) -> None:
        from laufzeit.contracts.actions import carry_out
        from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
        from laufzeit.contracts.store import held

        by = held(contract).contract.main_user
        actor = Actor(Side.VENDOR, Role.STAFF) if staff else Actor(Side.CUSTOMER, Role.MAIN, by)
        channel = Channel.OFFICE if staff else Channel.PORTAL
        carry_out(contract, command, Declaration(today, actor, channel), datetime.combine(today, NOON.timetz()))

    def bill(self, through: date, *, today: date | None = None) -> Any:
        from laufzeit.invoices.running import actions

        day = today or through
        run = actions.run(self.vendor.id, through, day, datetime.combine(day, NOON.timetz()))
        return actions.outcome(self.vendor.id, run.id)

    def documents(self) -> list[Any]:
        from laufzeit.invoices.store import documents_between

        return sorted(
            documents_between(date(2000, 1, 1), date(2100, 1, 1)), key=lambda one: (one.issued_on, one.number)
        )


@pytest.fixture
def gapteq(acting: Any) -> Biller:
    applied(acting, "gapteq.toml")
    return Biller(acting)


@pytest.fixture
def red(acting: Any) -> Biller:
    applied(acting, "red-connect.toml")
    return Biller(acting)
