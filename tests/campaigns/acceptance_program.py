"""What the tests of acceptances over HTTP ask of an installation, in a process of its own.

python -m tests.campaigns.acceptance_program base SLUG COUNT TWO    customers with a checked campaign; so many of them
                                                                    have two contracts
python -m tests.campaigns.acceptance_program announced SLUG         the campaign announced; the sessions of the main
                                                                    users with the offers of each
python -m tests.campaigns.acceptance_program staff SLUG             sessions of two managers
python -m tests.campaigns.acceptance_program facts SLUG             what logs, letters and the campaign say
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

from tests.campaigns.conftest import ANNOUNCED, noon, the_plan

from laufzeit.server.running import installation

CAMPAIGN = "prices-2023"
SECOND_SINCE = date(2022, 3, 16)


def main(what: str, slug: str, *arguments: str) -> None:
    with installation():
        from laufzeit.vendors.store import acting_for, vendor_by_slug

        if what == "base":
            _base(slug, *map(int, arguments))
            return
        vendor = vendor_by_slug(slug)
        assert vendor is not None
        if what == "announced":
            _announce(vendor)
        with acting_for(vendor.id):
            found = {"announced": _customers, "staff": _staff, "facts": _facts}[what](vendor)
        print(json.dumps(found))  # noqa: T201


def _base(slug: str, count: int, two: int) -> None:
    from tests.contracts.conftest import applied

    from laufzeit.campaigns import actions
    from laufzeit.catalogue.model import TermsRef
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.server.bench.population import Plan, populate
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug=slug, name=slug, sandbox_day=ANNOUNCED)
    with acting_for(vendor.id):
        applied(vendor, "gapteq.toml")
        populate(vendor.id, catalogue_of(vendor.id), Plan(TermsRef("prepaid", "2022"), 1, ANNOUNCED), count)
        _second_contracts(two)
        row = actions.draft(the_plan(), noon(ANNOUNCED))
        actions.check(row.id, noon(ANNOUNCED))
    _work(vendor)


def _second_contracts(count: int) -> None:
    from laufzeit.contracts.actions import conclude
    from laufzeit.contracts.commands import Conclude
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
    from laufzeit.customers.models import User
    from laufzeit.vendors.models import new_id

    imported = Declaration(SECOND_SINCE, Actor(Side.CUSTOMER, Role.PROGRAM), Channel.IMPORT)
    for person in User.objects.order_by("id")[:count]:
        command = Conclude(new_id(), "prepaid", SECOND_SINCE, person.id, (), 10)
        conclude(person.organisation_id, command, imported, noon(SECOND_SINCE))


def _work(vendor: Any) -> None:
    from laufzeit.campaigns import jobs

    for campaign in jobs.waiting(vendor.id):
        while jobs.work(vendor.id, campaign, noon(ANNOUNCED)).more:
            pass


def _announce(vendor: Any) -> None:
    from laufzeit.campaigns import actions, store
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        actions.announce(store.campaign(CAMPAIGN).id, noon(ANNOUNCED))
    _work(vendor)


def _customers(vendor: Any) -> list[dict[str, Any]]:
    """Whoever decides, signed in as the door would do it, with contract and offer of each that is to be answered."""
    from tests.office.conftest import session_of

    from laufzeit.campaigns.models import Participant
    from laufzeit.customers.models import User

    offers: dict[Any, list[tuple[str, str]]] = {}
    for organisation, contract, offer in Participant.objects.values_list("organisation", "contract_id", "offer"):
        offers.setdefault(organisation, []).append((str(contract), str(offer)))
    people = User.objects.filter(organisation__isnull=False).order_by("id")
    return [{"session": session_of(person), "offers": offers[person.organisation_id]} for person in people]


def _staff(vendor: Any) -> list[dict[str, str]]:
    from tests.office.conftest import APP_KEY, session_of

    from laufzeit.customers.accounts.actions import create_staff
    from laufzeit.customers.details import Person
    from laufzeit.customers.roles import Role
    from laufzeit.customers.signin.actions import set_up_app

    found = []
    for name in ("rita", "gesa"):
        person = create_staff(Person(f"{name}@{vendor.slug}.example", name, "Roth", "de"), Role.MANAGER, by=None)
        set_up_app(person, APP_KEY)
        found.append({"session": session_of(person), "id": str(person.id)})
    return found


def _facts(vendor: Any) -> dict[str, Any]:
    from laufzeit.campaigns import store
    from laufzeit.campaigns.models import Step
    from laufzeit.campaigns.watching.funnel import together
    from laufzeit.campaigns.watching.store import watched
    from laufzeit.contracts.models import Contract, LogEntry
    from laufzeit.messages.models import Message

    contracts: dict[str, Counter[str]] = {str(key): Counter() for key in Contract.objects.values_list("id", flat=True)}
    for contract, kind in LogEntry.objects.values_list("contract", "kind"):
        contracts[str(contract)][kind] += 1
    for contract, kind in Message.objects.filter(contract__isnull=False).values_list("contract", "kind"):
        contracts[str(contract)][f"letter {kind}"] += 1
    row = store.campaign(CAMPAIGN)
    seen = watched(row, ANNOUNCED, vendor.time_zone)
    return {
        "contracts": contracts,
        "funnel": asdict(together(seen.segments.values())),
        "days": {name: sum(getattr(day, name) for day in seen.days) for name in ("written", "opened", "accepted")},
        "paying": sum(money.contracts for money in seen.accepted),
        "sent": Message.objects.filter(kind="terms_offered", state="sent").count(),
        "steps": [[step.kind, str(step.by)] for step in Step.objects.filter(campaign=row).order_by("id")],
        "task": row.task,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
