"""The vendors of the examples with their staff, each signed in with a second factor."""

from __future__ import annotations

import html
import re
import time
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from tests.portal.conftest import Site, make_red
from tests.portal.conftest import gapteq as gapteq_site  # noqa: F401 - a fixture that those below build on

APP_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STAFF = {"clerk": ("Karl", "Kern"), "manager": ("Rita", "Roth"), "auditor": ("Paula", "Prüf")}


@dataclass
class Office:
    """A vendor's office: its site with one customer, and its people by role."""

    site: Site
    people: dict[str, Any] = field(default_factory=dict)

    @property
    def vendor(self) -> Any:
        return self.site.vendor

    def acting(self) -> Any:
        return self.site.acting()

    def path(self, path: str = "") -> str:
        return self.site.path(f"office/{path}")

    def of_contract(self, path: str = "") -> str:
        return self.path(f"contracts/{self.site.contract}/{path}")

    def enter(self, role: str = "clerk", language: str = "en", *, second_factor: bool = True) -> Client:
        """A browser in which one of the staff is signed in."""
        from laufzeit.customers.signin.actions import set_up_app

        person = self.people[role]
        client = Client(headers={"accept-language": language})
        client.cookies["language"] = language
        with self.acting():
            if second_factor and not has_app(person):
                set_up_app(person, APP_KEY)
            client.cookies["session"] = session_of(person)
        return client


def has_app(person: Any) -> bool:
    from laufzeit.customers.store import has_second_factor

    return has_second_factor(person)


def session_of(person: Any) -> str:
    """A session as the sign-in makes it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from laufzeit.server.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "laufzeit.customers.adapter.Backend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": person.email}]
    session.save()
    return str(session.session_key)


def staffed(site: Site) -> Office:
    from laufzeit.customers.accounts.actions import create_staff
    from laufzeit.customers.details import Person
    from laufzeit.customers.roles import Role

    office = Office(site)
    with site.acting():
        for role, (first, last) in STAFF.items():
            address = f"{role}@{site.vendor.slug}.example"
            office.people[role] = create_staff(
                Person(address, first, last, "de"), Role(role), by=None, password="correct horse battery"
            )
    return office


@pytest.fixture
def red(db: None) -> Office:
    """RED connect on 10 February 2021 with Praxis Dr. Sommer on plus, four users and three bookings."""
    return staffed(make_red())


@pytest.fixture
def gapteq(gapteq_site: Site) -> Office:  # noqa: F811
    """GAPTEQ on 28 October 2022 with a customer that has two servers."""
    return staffed(gapteq_site)


def words(answer: Any) -> str:
    """What a page says, without its markup."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def filled(answer: Any, **typed: Any) -> dict[str, Any]:
    """What the form of a page would send, with ``typed`` in place of what stands there."""
    from tests.portal.reading import sent_by

    return {**sent_by(answer.content.decode()), **typed}


def record(client: Client, address: str, **typed: Any) -> Any:
    """Fill in, look at what follows, and record it, as somebody without scripts does."""
    shown = client.post(address, filled(client.get(address), **typed) | {"rehearse": "1"})
    if shown.status_code != 200:
        return shown
    return client.post(address, filled(shown, **typed) | {"record": "1"})
