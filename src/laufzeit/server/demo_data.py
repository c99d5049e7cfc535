"""The demo's people and contracts: the two vendors of the examples on the days of their documents.

Everything goes through the same actions as in real use, each on the sandbox's day it happened, so that log, letters and
phases are those of a lived contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from laufzeit.campaigns import actions as campaigns
from laufzeit.campaigns.reading import read
from laufzeit.catalogue.actions import apply
from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts import actions as contracts
from laufzeit.contracts.commands import Book, ChangePlan, Command, Conclude, GiveNotice
from laufzeit.contracts.consent import consents_needed
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.declaration import Actor, Channel, Consent, Declaration, Role, Side
from laufzeit.contracts.store import Held
from laufzeit.customers import actions as customers
from laufzeit.customers.accounts.actions import create_member, create_staff
from laufzeit.customers.addresses import Address
from laufzeit.customers.details import Kind, OrganisationDetails, Person
from laufzeit.customers.models import Organisation, User
from laufzeit.customers.roles import Role as AccountRole
from laufzeit.server.demo import SignIn
from laufzeit.server.demo_billing import bill_the_past
from laufzeit.vendors.models import Vendor, new_id
from laufzeit.vendors.store import acting_for, create_vendor, vendor_by_slug

_PLACES: Final = (Path(__file__).parent / "examples", Path(__file__).parents[3] / "examples")
EXAMPLES: Final = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
"""The example catalogues: inside an installed package, at the top of a source tree."""
PASSWORD: Final = "laufzeit-demo"  # noqa: S105 - printed on the screen of whoever starts the demo
SENTENCES: Final = {"de": "Hiermit stimme ich den {name} zu.", "en": "I agree to the {name}."}


@dataclass(frozen=True)
class Booked:
    day: date
    at: time
    title: str


@dataclass(frozen=True)
class Deal:
    """A contract: ``changes`` are decided later, each on its day."""

    plan: str
    start: date
    seats: int = 1
    label: str = ""
    bookings: tuple[Booked, ...] = ()
    change: tuple[date, str] | None = None
    notice: date | None = None


@dataclass(frozen=True)
class Customer:
    name: str
    address: Address
    people: tuple[tuple[str, str, str], ...]
    """First name, last name, language; the main user first."""
    deals: tuple[Deal, ...]
    domain: str
    kind: Kind = Kind.BUSINESS


@dataclass(frozen=True)
class Example:
    slug: str
    file: str
    day: date
    staff: tuple[tuple[str, str, AccountRole], ...]
    customers: tuple[Customer, ...] = field(default=())
    campaign: str = ""
    """The file of a plan that lies in the office as a draft."""


RED_CONNECT: Final = Example(
    "red-connect",
    "red-connect.toml",
    date(2021, 2, 10),
    (("Rita", "Roth", AccountRole.MANAGER), ("Karl", "Kern", AccountRole.CLERK)),
    (
        Customer(
            "Praxis Dr. Sommer",
            Address("Lindenweg 4", "", "10115", "Berlin", "DE"),
            (("Anna", "Sommer", "de"), ("Max", "Winter", "de"), ("Lea", "Herbst", "de"), ("Tom", "Lenz", "en")),
            (
                Deal(
                    "plus",
                    date(2020, 10, 1),
                    bookings=(
                        Booked(date(2021, 3, 3), time(18), "Qualitätszirkel"),
                        Booked(date(2021, 7, 6), time(18), "Qualitätszirkel"),
                        Booked(date(2021, 7, 20), time(17, 30), "Fallbesprechung"),
                    ),
                ),
            ),
            "praxis-sommer.example",
        ),
        Customer(
            "Therapiezentrum Nord",
            Address("Deichstraße 12", "", "20459", "Hamburg", "DE"),
            (("Nora", "Frank", "de"), ("Ole", "Petersen", "de")),
            (Deal("plus", date(2020, 6, 15), change=(date(2021, 1, 11), "basis")),),
            "therapie-nord.example",
        ),
        Customer(
            "Hausarztpraxis Keller",
            Address("Marktplatz 3", "", "99084", "Erfurt", "DE"),
            (("Jonas", "Keller", "de"),),
            (Deal("basis", date(2020, 11, 2)),),
            "praxis-keller.example",
        ),
        Customer(
            "Klinik am See",
            Address("Seestraße 88", "", "82319", "Starnberg", "DE"),
            (("Ida", "Brandt", "en"), ("Paul", "Vogt", "de"), ("Mia", "Wolf", "de")),
            (Deal("plus", date(2020, 3, 1), notice=date(2020, 12, 18)),),
            "klinik-see.example",
        ),
    ),
)

GAPTEQ: Final = Example(
    "gapteq",
    "gapteq.toml",
    date(2022, 10, 28),
    (("Gesa", "Quandt", AccountRole.MANAGER),),
    (
        Customer(
            "Muster Maschinenbau GmbH",
            Address("Werkstraße 7", "", "70469", "Stuttgart", "DE"),
            (("Eva", "Muster", "de"), ("Ben", "Adler", "en")),
            (
                Deal("prepaid", date(2022, 3, 16), 10, "Server Stuttgart"),
                Deal("prepaid", date(2022, 1, 25), 15, "Server München"),
            ),
            "muster-maschinenbau.example",
        ),
        Customer(
            "Stadtwerke Beispielstadt",
            Address("Am Wasserturm 1", "", "04109", "Leipzig", "DE"),
            (("Uwe", "Berger", "de"),),
            (
                Deal("prepaid", date(2022, 8, 1), 29, "Server Leitstand"),
                Deal("test", date(2022, 10, 3), 1, "Server Test"),
            ),
            "stadtwerke.example",
        ),
    ),
    "campaigns/gapteq-prices-2023.toml",
)


def load(now: datetime) -> list[SignIn]:
    """Make what is missing of the example vendors; who can sign in there. Safe to repeat."""
    return [sign_in for example in (RED_CONNECT, GAPTEQ) for sign_in in _load(example, now)]


def _load(example: Example, now: datetime) -> list[SignIn]:
    vendor = vendor_by_slug(example.slug)
    if vendor is None:
        vendor = create_vendor(slug=example.slug, name=example.slug, sandbox_day=example.day)
    with acting_for(vendor.id):
        apply(vendor, (EXAMPLES / example.file).read_text(encoding="utf-8"), by="demo", now=now, files=_beside)
        new = not Organisation.objects.exists()
        if new:
            for customer in example.customers:
                _make(vendor, customer)
            for first, last, role in example.staff:
                person = _person(first, last, "de", f"{example.slug}.example")
                _with_second_factor(create_staff(person, role, by=None, password=PASSWORD))
    if new:
        bill_the_past(vendor, example.day, example.customers[0].name, example.customers[1].name)
    if new and example.campaign:
        _plan(vendor, example)
    with acting_for(vendor.id):
        return _sign_ins(example)


def _plan(vendor: Vendor, example: Example) -> None:
    text = (EXAMPLES / example.campaign).read_text(encoding="utf-8")
    with acting_for(vendor.id):
        campaigns.draft(read(text), _at(vendor, example.day), text=text)


def _with_second_factor(user: User) -> None:
    """Staff need one. Nobody who tries the demo has its key in an app, so recovery codes are what is used."""
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def _codes(email: str) -> tuple[str, ...]:
    kept = Authenticator.objects.get(user__email=email, type=Authenticator.Type.RECOVERY_CODES)
    return tuple(RecoveryCodes(kept).get_unused_codes()[:3])


def _beside(name: str) -> bytes | None:
    path = EXAMPLES / name
    return path.read_bytes() if path.is_file() else None


def _sign_ins(example: Example) -> list[SignIn]:
    first = example.customers[0]
    found = [
        SignIn(example.slug, "", f"{first.name}, {role}", _person(*person, first.domain).email, PASSWORD)
        for person, role in zip(first.people, ("main user", "member"), strict=False)
    ]
    for name, last, role in example.staff:
        email = _person(name, last, "de", f"{example.slug}.example").email
        found.append(SignIn(example.slug, "office/", f"the vendor's {role.value}", email, PASSWORD, _codes(email)))
    return found


def _person(first: str, last: str, language: str, domain: str) -> Person:
    return Person(email=f"{first}.{last}@{domain}".lower(), first_name=first, last_name=last, language=language)


def _make(vendor: Vendor, customer: Customer) -> None:
    organisation = customers.create_organisation(
        OrganisationDetails(customer.name, customer.address, kind=customer.kind), by=None
    )
    roles = [AccountRole.MAIN, *[AccountRole.MEMBER] * (len(customer.people) - 1)]
    users = [
        create_member(organisation.id, _person(*person, customer.domain), role, by=None, password=PASSWORD)
        for person, role in zip(customer.people, roles, strict=True)
    ]
    for deal in customer.deals:
        _conclude(vendor, organisation.id, users, deal)


def _conclude(vendor: Vendor, organisation_id: UUID, users: Sequence[User], deal: Deal) -> None:
    main, others = users[0], tuple(user.id for user in users[1:])
    conclusion = Conclude(new_id(), deal.plan, deal.start, main.id, others, deal.seats)
    catalogue = catalogue_of(vendor.id)
    declared = _declared(main, deal.start, conclusion, None, catalogue)
    held = contracts.conclude(organisation_id, conclusion, declared, _at(vendor, deal.start), label=deal.label)
    for booked in deal.bookings:
        day = date(2021, 2, 1)
        booking = Book(new_id(), "konferenzen", booked.day, booked.at, main.id)
        declared = _declared(main, day, booking, held.contract, catalogue)
        held = contracts.book(held.row.id, booking, booked.title, declared, _at(vendor, day))
    if deal.change is not None:
        _carry_out(vendor, held, main, deal.change[0], ChangePlan(new_id(), deal.change[1]))
    if deal.notice is not None:
        _carry_out(vendor, held, main, deal.notice, GiveNotice(new_id()))


def _carry_out(vendor: Vendor, held: Held, main: User, day: date, command: Command) -> None:
    declared = _declared(main, day, command, held.contract, held.catalogue)
    contracts.carry_out(held.row.id, command, declared, _at(vendor, day))


def _declared(main: User, day: date, command: Command, contract: Contract | None, catalogue: Catalogue) -> Declaration:
    consents = tuple(
        Consent(
            needed.agreement,
            needed.edition.edition,
            main.language,
            needed.edition.hash_of(main.language),
            SENTENCES[main.language].format(name=catalogue.agreements[needed.agreement].names.text(main.language)),
        )
        for needed in consents_needed(command, contract, catalogue, day)
    )
    return Declaration(day, Actor(Side.CUSTOMER, Role.MAIN, main.id), Channel.PORTAL, consents)


def _at(vendor: Vendor, day: date) -> datetime:
    return datetime.combine(day, time(10, 12), tzinfo=ZoneInfo(vendor.time_zone))
