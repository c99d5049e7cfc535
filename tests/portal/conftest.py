"""The vendors of the examples as sandboxes, with customers who sign in through the real door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

EXAMPLES = Path(__file__).parents[2] / "examples"
PASSWORD = "correct horse battery"
TODAY = date(2021, 2, 10)


@dataclass
class Site:
    """One vendor in a sandbox, a customer of it with ``people`` (the main user first), and its contracts."""

    vendor: Any
    organisation: Any
    people: list[Any]
    contracts: list[UUID] = field(default_factory=list)

    def acting(self) -> Any:
        from laufzeit.vendors.store import acting_for

        return acting_for(self.vendor.id)

    def path(self, path: str = "") -> str:
        return f"/{self.vendor.slug}/{path}"

    @property
    def contract(self) -> UUID:
        return self.contracts[0]

    def of_contract(self, path: str = "") -> str:
        return self.path(f"contracts/{self.contract}/{path}")

    def held(self, contract: UUID | None = None) -> Any:
        from laufzeit.contracts.store import held

        with self.acting():
            return held(contract or self.contract)

    def enter(self, who: int = 0, language: str = "de") -> Client:
        """A browser in which somebody is signed in."""
        client = Client(headers={"accept-language": language})
        client.cookies["language"] = language
        sent = {"login": self.people[who].email, "password": PASSWORD}
        answer = client.post(self.path("account/login/"), sent)
        assert answer.status_code == 302, answer.content.decode()
        return client

    def letters(self) -> list[Any]:
        """The letters of the customer, the newest first."""
        from laufzeit.messages.store import mailbox

        with self.acting():
            return list(mailbox(organisation=self.organisation.id).letters)


def person(first: str, last: str, language: str = "de") -> Any:
    from laufzeit.customers.details import Person

    return Person(f"{first}.{last}@customer.example".lower(), first, last, language)


def make_site(slug: str, text: str, today: date, people: list[tuple[str, str]], kind: str = "business") -> Site:
    """A sandbox vendor with the catalogue ``text`` and one customer."""
    from laufzeit.catalogue.actions import apply
    from laufzeit.customers.accounts.actions import create_member
    from laufzeit.customers.actions import create_organisation
    from laufzeit.customers.addresses import Address
    from laufzeit.customers.details import Kind, OrganisationDetails
    from laufzeit.customers.roles import Role
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug=slug, name=slug, sandbox_day=today)
    with acting_for(vendor.id):
        apply(vendor, text, by="test", now=at(today))
        details = OrganisationDetails(
            "Praxis Dr. Sommer", Address("Lindenweg 4", "", "10115", "Berlin", "DE"), Kind(kind)
        )
        organisation = create_organisation(details, by=None)
        roles = [Role.MAIN, *[Role.MEMBER] * (len(people) - 1)]
        members = [
            create_member(organisation.id, person(*name), role, by=None, password=PASSWORD)
            for name, role in zip(people, roles, strict=True)
        ]
    vendor.refresh_from_db()
    return Site(vendor, organisation, members)


def at(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def conclude(site: Site, plan: str, start: date, *, seats: int = 1, users: int | None = None, label: str = "") -> UUID:
    """A contract of the site's customer, as it came from a former system."""
    from laufzeit.contracts import actions
    from laufzeit.contracts.commands import Conclude
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
    from laufzeit.vendors.models import new_id

    main, *others = site.people if users is None else site.people[:users]
    command = Conclude(new_id(), plan, start, main.id, tuple(one.id for one in others), seats)
    declared = Declaration(start, Actor(Side.CUSTOMER, Role.PROGRAM), Channel.IMPORT)
    with site.acting():
        held = actions.conclude(site.organisation.id, command, declared, at(start), label=label)
    site.contracts.append(held.row.id)
    return UUID(str(held.row.id))


def declare(
    site: Site, command: Any, today: date = TODAY, *, side: str = "customer", contract: UUID | None = None
) -> Any:
    """Something declared on a day outside of the portal, by letter."""
    from laufzeit.contracts import actions
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side

    declared = Declaration(today, Actor(Side(side), Role.STAFF), Channel.LETTER)
    with site.acting():
        return actions.carry_out(contract or site.contract, command, declared, at(today))


def book(site: Site, title: str, day: date, hour: int = 18) -> UUID:
    from laufzeit.contracts import actions
    from laufzeit.contracts.commands import Book
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
    from laufzeit.vendors.models import new_id

    main = site.people[0].id
    command = Book(new_id(), "konferenzen", day, time(hour), main)
    declared = Declaration(TODAY, Actor(Side.CUSTOMER, Role.MAIN, main), Channel.PORTAL)
    with site.acting():
        actions.book(site.contract, command, title, declared, at(TODAY))
    return command.id


def make_red() -> Site:
    """Praxis Dr. Sommer with four users on RED connect plus since 1 October 2020; it is 10 February 2021."""
    text = (EXAMPLES / "red-connect.toml").read_text(encoding="utf-8")
    names = [("Anna", "Sommer"), ("Max", "Winter"), ("Lea", "Herbst"), ("Tom", "Lenz")]
    site = make_site("red-connect", text, TODAY, names)
    conclude(site, "plus", date(2020, 10, 1))
    book(site, "Qualitätszirkel", date(2021, 7, 6))
    book(site, "Fallbesprechung", date(2021, 7, 20), 17)
    book(site, "Teamrunde", date(2021, 3, 3))
    return site


@pytest.fixture
def red(db: None) -> Site:
    return make_red()


@pytest.fixture
def gapteq(db: None) -> Site:
    """A customer with two servers; it is 28 October 2022."""
    text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
    site = make_site("gapteq", text, date(2022, 10, 28), [("Eva", "Muster"), ("Ben", "Adler")])
    conclude(site, "prepaid", date(2022, 3, 16), seats=10, label="Server Stuttgart")
    conclude(site, "prepaid", date(2022, 1, 25), seats=15, label="Server München")
    return site


def fields(answer: Any, action: str = "") -> dict[str, str]:
    """What the form of a page would send if nothing were changed: its inputs, chosen options and texts."""
    from tests.portal.reading import sent_by

    return sent_by(answer.content.decode(), action)
