"""People to sign in with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of everybody's authenticator app."""


def details(**changes: Any) -> Any:
    """A doctor's practice in Bremen."""
    from laufzeit.customers.addresses import Address
    from laufzeit.customers.details import OrganisationDetails

    values = {"name": "Praxis Dr. Sommer", "address": Address("Lindenweg 5", "", "28195", "Bremen", "DE")}
    return OrganisationDetails(**{**values, **changes})


def person(email: str, first: str = "Anna", last: str = "Sommer", **more: Any) -> Any:
    from laufzeit.customers.details import Person

    return Person(email, first, last, **more)


def app_code() -> str:
    """What everybody's authenticator app shows now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


@dataclass
class House:
    """One vendor with a customer, its people, staff and an operator: each ``<role>@house.example``."""

    vendor: Any
    organisation: Any
    people: dict[str, Any]
    url: str = ""
    errors: list[str] | None = None

    def acting(self) -> Any:
        from laufzeit.vendors.store import acting_for

        return acting_for(self.vendor.id, operator=True)

    def path(self, path: str = "") -> str:
        return f"/{self.vendor.slug}/{path}"

    def __getitem__(self, role: str) -> Any:
        return self.people[role]


def make_house(vendor: Any, *, operator: bool = True) -> House:
    from laufzeit.customers import actions
    from laufzeit.customers.roles import STAFF_ROLES, Role
    from laufzeit.customers.signin.actions import set_up_app
    from laufzeit.vendors.store import acting_as_operator, acting_for

    with acting_for(vendor.id):
        organisation = actions.create_organisation(details(), by=None)
        people = {
            "main": actions.create_member(
                organisation.id, person("main@house.example"), Role.MAIN, by=None, password=PASSWORD
            ),
            "member": actions.create_member(
                organisation.id,
                person("member@house.example", "Max", "Winter"),
                Role.MEMBER,
                by=None,
                password=PASSWORD,
            ),
        }
        for role in STAFF_ROLES:
            name = person(f"{role}@house.example", "Ida", "Amt")
            people[role.value] = actions.create_staff(name, role, by=None, password=PASSWORD)
            set_up_app(people[role.value], SECRET)
    if operator:
        with acting_as_operator():
            people["operator"] = actions.create_operator(
                person("operator@house.example", "Olga", "Op"), password=PASSWORD
            )
        with acting_for(vendor.id, operator=True):
            set_up_app(people["operator"], SECRET)
    return House(vendor, organisation, people)


@pytest.fixture
def house(vendor: Any) -> House:
    return make_house(vendor)


DOORS = {"main": "", "member": "", "operator": "operator/"}


@pytest.fixture
def enter(house: House) -> Callable[..., Client]:
    """``enter("clerk")``: a browser in which that person is signed in, at their own door, second factor and all."""

    def sign_in(role: str, at: House = house) -> Client:
        client = Client()
        door = DOORS.get(role, "office/")
        sent = {"login": f"{role}@house.example", "password": PASSWORD}
        answer = client.post(at.path(f"{door}account/login/"), sent)
        assert answer.status_code == 302, answer.content.decode()
        if "second-factor" in answer["Location"]:
            answer = client.post(answer["Location"], {"code": app_code()})
            # A code counts once; everybody here has the same app, and so has used it up for the others.
            from django.core.cache import cache

            cache.clear()
        assert answer.status_code == 302, answer.content.decode()
        return client

    return sign_in
