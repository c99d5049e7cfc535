"""Two vendors with the same catalogue, and everybody who may come to their pages.

Each vendor is a sandbox at 10 February 2021 and has two customers. The first has a contract in each state that pages
know: running, with a change pending, with a notice, with a switch, with an open offer. Everything is made by the
actions that pages and commands use.
"""

from __future__ import annotations

import re
import time as clock
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core import signing
from django.test import Client

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = date(2021, 2, 10)
NOON = datetime(2021, 2, 10, 11, tzinfo=UTC)
PASSWORD = "correct horse battery"
APP_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

IBAN = "DE02120300000000202051"
TITLE = "Supervisionsrunde Wintermond"
"""Of a booking: personal, and easy to find wherever it should not be."""

PEOPLE = (
    ("main", "Wilhelmine", "Sonderling"),
    ("member", "Balduin", "Querkopf"),
    ("ended", "Kunigunde", "Altvorderen"),
    ("other", "Theophil", "Nebenan"),
    ("erased", "Eulalia", "Verschwunden"),
)
STAFF = (
    ("clerk", "Ottokar", "Schreibtisch"),
    ("manager", "Brunhilde", "Leitwerk"),
    ("auditor", "Arnulf", "Pruefstein"),
)
ROLES = ("anonymous", "main", "member", "other", "ended", "erased", "clerk", "manager", "auditor", "operator")


@dataclass
class Customer:
    organisation: Any
    contracts: dict[str, UUID] = field(default_factory=dict)
    items: dict[str, UUID] = field(default_factory=dict)


@dataclass
class House:
    """One vendor: its people by role, and the ids of things by name."""

    vendor: Any
    people: dict[str, Any] = field(default_factory=dict)
    ours: Customer = None  # type: ignore[assignment]
    theirs: Customer = None  # type: ignore[assignment]
    ids: dict[str, Any] = field(default_factory=dict)

    def acting(self, *, operator: bool = False) -> Any:
        from laufzeit.vendors.store import acting_for

        return acting_for(self.vendor.id, operator=operator)

    def path(self, below: str = "") -> str:
        return f"/{self.vendor.slug}/{below}"

    def enter(self, role: str, language: str = "de", **options: Any) -> Client:
        """A browser in which somebody is signed in, with a session as the sign-in makes it."""
        client = Client(headers={"accept-language": language}, **options)
        client.cookies["language"] = language
        if role == "anonymous":
            return client
        user = self.people[role]
        with self.acting(operator=role == "operator"):
            client.cookies["session"] = _session(user)
        return client

    def contract(self, state: str = "running") -> UUID:
        return self.ours.contracts[state]

    def on_contract(self, below: str = "", state: str = "running") -> str:
        return self.path(f"contracts/{self.contract(state)}/{below}")


def _session(user: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from laufzeit.server.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "laufzeit.customers.adapter.Backend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "password", "at": clock.time(), "email": user.email}]
    session.save()
    return str(session.session_key)


def build(slug: str) -> House:
    """A vendor with everything."""
    from laufzeit.catalogue.actions import apply
    from laufzeit.vendors.store import create_vendor

    vendor = create_vendor(slug=slug, name=slug, sandbox_day=TODAY)
    house = House(vendor)
    with house.acting():
        apply(vendor, _catalogue(slug), by="test", now=NOON)
        _people(house)
        _contracts(house)
        _paperwork(house)
        _usage(house)
        _invoices(house)
        _money(house)
    vendor.refresh_from_db()
    return house


def _catalogue(slug: str) -> str:
    """RED connect's, under consumer law too, so that the public page of § 312k BGB exists."""
    text = (EXAMPLES / "red-connect.toml").read_text(encoding="utf-8")
    text = text.replace('laws = ["data act"]', 'laws = ["data act", "consumer"]')
    return re.sub(r"hosts = \[.*\]", f'hosts = ["{slug}.localhost"]', text)


def person(house: House, role: str, first: str, last: str) -> Any:
    from laufzeit.customers.details import Person

    return Person(f"{role}@{house.vendor.slug}.example", first, last, "de")


def _people(house: House) -> None:
    from laufzeit.customers import actions
    from laufzeit.customers.accounts.actions import create_member, create_staff
    from laufzeit.customers.addresses import Address
    from laufzeit.customers.details import BankDetails, OrganisationDetails
    from laufzeit.customers.iban import read_account
    from laufzeit.customers.roles import Role
    from laufzeit.customers.signin.actions import set_up_app

    address = Address("Lindenweg 4", "", "10115", "Berlin", "DE")
    made = {
        name: actions.create_organisation(OrganisationDetails(name, address), by=None)
        for name in ("Praxis Sonderling", "Praxis Nebenan", "Praxis Verschwunden")
    }
    ours, theirs, gone = made.values()
    house.ours, house.theirs = Customer(ours), Customer(theirs)
    of = {"main": (ours, Role.MAIN), "other": (theirs, Role.MAIN), "erased": (gone, Role.MAIN)}
    for role, first, last in PEOPLE:
        organisation, kind = of.get(role, (ours, Role.MEMBER))
        house.people[role] = create_member(
            organisation.id, person(house, role, first, last), kind, by=None, password=PASSWORD
        )
    for role, first, last in STAFF:
        house.people[role] = create_staff(person(house, role, first, last), Role(role), by=None, password=PASSWORD)
        set_up_app(house.people[role], APP_KEY)
    bank = BankDetails("Wilhelmine Sonderling", read_account(IBAN, ""))
    for customer, by in ((ours, "main"), (theirs, "other")):
        actions.set_bank_account(customer.id, bank, by=house.people[by].id, now=NOON)


STATES = ("running", "changing", "ending", "switching", "offered", "noticed")


def _contracts(house: House) -> None:
    from laufzeit.catalogue.model import TermsRef
    from laufzeit.contracts.commands import (
        ChangePlan,
        ChargeExtra,
        GiveNotice,
        GrantDiscount,
        OfferTerms,
        RequestSwitch,
        SwitchTarget,
    )
    from laufzeit.contracts.declaration import Role, Side
    from laufzeit.vendors.models import new_id

    people = house.people
    for state in STATES:
        # The plan that is offered has room for the main user alone.
        users = () if state == "offered" else (people["member"].id,)
        house.ours.contracts[state] = conclude(house, house.ours, people["main"], users)
    house.theirs.contracts["running"] = conclude(house, house.theirs, people["other"], ())
    commands = {
        "changing": ChangePlan(new_id(), "basis"),
        "ending": GiveNotice(new_id()),
        "switching": RequestSwitch(new_id(), SwitchTarget.OTHER_PROVIDER),
    }
    for state, command in commands.items():
        declare(house, house.ours.contracts[state], command)
        house.ours.items[state] = command.id
    offer = OfferTerms(new_id(), TermsRef("basis", "2020"), TODAY + timedelta(days=20), TODAY + timedelta(days=40))
    declare(house, house.ours.contracts["offered"], offer, side=Side.VENDOR, role=Role.STAFF)
    house.ours.items["offered"] = offer.id
    notice = GiveNotice(new_id())
    declare(house, house.ours.contracts["noticed"], notice, side=Side.VENDOR, role=Role.STAFF)
    house.ours.items["noticed"] = notice.id
    declare(house, house.theirs.contracts["running"], change := ChangePlan(new_id(), "basis"), by=people["other"])
    house.theirs.items["changing"] = change.id
    house.ours.items["booking"] = book(house, house.ours.contracts["running"], people["main"])
    discount = GrantDiscount(new_id(), TODAY, 1000, None, None, None, None, "Treue")
    extra = ChargeExtra(new_id(), TODAY, 15_000, "Schulung")
    for name, granted in (("discount", discount), ("extra", extra)):
        declare(house, house.ours.contracts["running"], granted, side=Side.VENDOR, role=Role.STAFF)
        house.ours.items[name] = granted.id


def conclude(house: House, customer: Customer, main: Any, users: tuple[UUID, ...]) -> UUID:
    from laufzeit.contracts import actions
    from laufzeit.contracts.commands import Conclude
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
    from laufzeit.vendors.models import new_id

    start = date(2020, 10, 1)
    command = Conclude(new_id(), "plus", start, main.id, users)
    declared = Declaration(start, Actor(Side.CUSTOMER, Role.PROGRAM), Channel.IMPORT)
    held = actions.conclude(customer.organisation.id, command, declared, NOON - timedelta(days=132))
    return UUID(str(held.row.id))


def declare(house: House, contract: UUID, command: Any, *, side: Any = None, role: Any = None, by: Any = None) -> Any:
    """Inside ``acting_for``: the main user declares it today in the portal, or staff for the vendor."""
    from laufzeit.contracts import actions, store
    from laufzeit.contracts.consent import consents_needed
    from laufzeit.contracts.declaration import Actor, Channel, Consent, Declaration, Role, Side

    held = store.held(contract)
    consents = tuple(
        Consent(one.agreement, one.edition.edition, "de", one.edition.hash_of("de"), "Hiermit stimme ich zu.")
        for one in consents_needed(command, held.contract, held.catalogue, TODAY)
    )
    actor = Actor(side or Side.CUSTOMER, role or Role.MAIN, (by or house.people["main"]).id)
    channel = Channel.OFFICE if side is Side.VENDOR else Channel.PORTAL
    return actions.carry_out(contract, command, Declaration(TODAY, actor, channel, consents), NOON)


def book(house: House, contract: UUID, organiser: Any) -> UUID:
    from laufzeit.contracts import actions
    from laufzeit.contracts.commands import Book
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
    from laufzeit.vendors.models import new_id

    command = Book(new_id(), "konferenzen", date(2021, 7, 6), time(18), organiser.id)
    declared = Declaration(TODAY, Actor(Side.CUSTOMER, Role.MAIN, organiser.id), Channel.PORTAL)
    actions.book(contract, command, TITLE, declared, NOON)
    return command.id


def _paperwork(house: House) -> None:
    """Invitations, public cancellations, letters; somebody has left and somebody was erased."""
    from laufzeit.customers import actions
    from laufzeit.customers.details import Invitee, Person
    from laufzeit.customers.joining.actions import Inviting, invite
    from laufzeit.customers.roles import Role
    from laufzeit.messages.models import Message
    from laufzeit.portal.actions import Cancelling, receive_cancellation
    from laufzeit.portal.models import Sort

    people, slug = house.people, house.vendor.slug
    links: list[str] = []
    for name, organisation, role in (("invitation", house.ours.organisation, Role.MEMBER), ("staff", None, Role.CLERK)):
        invitee = Invitee(Person(f"invited-{name}@{slug}.example", "Irmgard", "Neuling"), role)
        by = Inviting(people["main"].id, "Wilhelmine Sonderling")
        made = invite(organisation, invitee, by=by, now=NOON, link_for=lambda token: links.append(token) or token)
        house.ids[name] = made.id
    house.ids["tokens"] = links
    said = Cancelling(Sort.ORDINARY, "", "Theophil Nebenan", "unknown", None, f"somebody@{slug}.example")
    row = receive_cancellation(said, today=TODAY, now=NOON, language="de", form_key=None)
    house.ids["declaration"] = row.id
    house.ids["cancelled"] = signing.dumps(str(row.id), salt="portal.cancellation")
    actions.end_access([people["ended"].id], ends_on=TODAY - timedelta(days=10))
    actions.erase_organisation(people["erased"].organisation_id, NOON)
    for role in ("ended", "erased"):
        people[role].refresh_from_db()
    letters = Message.objects.filter(organisation=house.ours.organisation.id, email=people["main"].email)
    house.ids["letter"] = letters.order_by("id").first().id


def _usage(house: House) -> None:
    """What the running contract has used; both vendors' products call their records the same."""
    from laufzeit.usage.actions import record_usage
    from laufzeit.usage.line import Line

    lines = [
        Line(number, str(house.contract()), "sms", number * 1_000_000, TODAY, None, "", f"record {number}")
        for number in (1, 2, 3)
    ]
    report = record_usage(house.vendor.id, lines, TODAY, NOON)
    assert report.accepted == len(lines), report


def _invoices(house: House) -> None:
    """Everything due is invoiced; the customer has given a mandate before."""
    from laufzeit.invoices.running import actions as running
    from laufzeit.invoices.store import rows_of
    from laufzeit.payments.actions import Evidence, give_mandate
    from laufzeit.payments.mandate import Scheme

    main, organisation = house.people["main"], house.ours.organisation.id
    give_mandate(organisation, Scheme.CORE, Evidence("portal", TODAY), by=main.id, now=NOON)
    house.ids["run"] = running.run(house.vendor.id, TODAY, TODAY, NOON).id
    _make_campaign(house)
    house.ids["document"] = rows_of(organisation).first().id


def _make_campaign(house: House) -> None:
    """A campaign that is checked, about the running contract."""
    from laufzeit.campaigns import actions, jobs
    from laufzeit.campaigns.plan import Cohort, Plan, Replacement, Way
    from laufzeit.catalogue.model import TermsRef
    from laufzeit.contracts.store import held

    with house.acting():
        number = held(house.ours.contracts["running"]).row.number
        replaced = (Replacement(TermsRef("plus", "2020"), None),)
        plan = Plan("prices", "Prices", Way.NOTICE, replaced, TODAY, TODAY, TODAY, cohort=Cohort(only=(number,)))
        row = actions.draft(plan, NOON)
        actions.check(row.id, NOON)
    while jobs.work(house.vendor.id, row.id, NOON).more:
        pass


def _money(house: House) -> None:
    """What can be collected is with the bank, and a payment came in that nobody knows."""
    from laufzeit.payments.banking.actions import import_statement
    from laufzeit.payments.collecting.actions import Run, collect
    from laufzeit.payments.models import BankEntry, DirectDebit
    from tests.payments.bank import booking, camt

    collect(house.vendor.id, Run(TODAY + timedelta(days=14), TODAY, NOON))
    debit = DirectDebit.objects.order_by("id").first()
    assert debit is not None
    file = camt(booking(1234, "Danke", reference="B1", booked=TODAY, iban="DE75512108001245126199"))
    import_statement(house.vendor.id, file, today=TODAY, now=NOON, by=house.people["clerk"].id, name="bank.xml")
    house.ids |= {"debit": debit.id, "order": debit.order_id, "entry": BankEntry.objects.get().id}


def make_operator() -> Any:
    """The one who runs the installation, with a second factor."""
    from laufzeit.customers.accounts.actions import create_operator
    from laufzeit.customers.details import Person
    from laufzeit.customers.models import User
    from laufzeit.vendors.store import acting_as_operator

    with acting_as_operator():
        made: User = create_operator(Person("operator@house.example", "Olga", "Betrieb"), password=PASSWORD)
    return made


@dataclass
class World:
    red: House
    blue: House

    def __iter__(self) -> Iterator[House]:
        return iter((self.red, self.blue))


def build_world() -> World:
    from laufzeit.customers.signin.actions import set_up_app

    world = World(build("red"), build("blue"))
    operator = make_operator()
    for house in world:
        house.people["operator"] = operator
    with world.red.acting(operator=True):
        set_up_app(operator, APP_KEY)
    return world
