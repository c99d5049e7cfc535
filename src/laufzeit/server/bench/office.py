"""The vendor's lists among many contracts: searched, filtered and paged, each request whole."""

from __future__ import annotations

import time
from typing import Final

from django.conf import settings
from django.test import Client

from laufzeit.customers.accounts.actions import create_staff
from laufzeit.customers.details import Person
from laufzeit.customers.roles import Role
from laufzeit.customers.signin.actions import set_up_app
from laufzeit.server.bench.pages import session_of
from laufzeit.server.bench.result import Result, percentile
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.store import acting_for

AIM_MS: Final = 150.0
ROUNDS: Final = 20
LISTS: Final = {
    "first page of all contracts": "contracts/",
    "contracts found by a rare word": "contracts/?q=praxis+4711",
    "contracts found by a common word": "contracts/?q=sommer",
    "contracts with a change ahead": "contracts/?state=changing",
    "contracts at a plan that end": "contracts/?plan=plus&state=ending",
    "customers found by two words": "customers/?q=herbst+4711",
    "the office's first page": "",
}


def office_lists(vendor: Vendor) -> list[Result]:
    """Each list again and again by one of the staff, in this process; the database is as the benchmarks before left
    it."""
    client = _signed_in(vendor)
    return [_measured(client, f"/{vendor.slug}/office/{path}", name) for name, path in LISTS.items()]


def _measured(client: Client, address: str, name: str) -> Result:
    client.get(address)
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = client.get(address)
        seconds.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
    facts: dict[str, float | int | str] = {"median_ms": round(percentile(seconds, 50) * 1000, 1)}
    return Result(f"{name}, 95 % within", percentile(seconds, 95) * 1000, "ms", AIM_MS, facts=facts)


def _signed_in(vendor: Vendor) -> Client:
    client = Client(SERVER_NAME="localhost")
    with acting_for(vendor.id):
        person = Person(f"auditor@{vendor.slug}.example", "Paula", "Prüf", "de")
        user = create_staff(person, Role.AUDITOR, by=None)
        set_up_app(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return client
