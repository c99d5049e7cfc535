"""Ticks and decisions on a real database with fsync on."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, connections

from laufzeit.catalogue.model import TermsRef
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts.actions import carry_out
from laufzeit.contracts.codec import contract_from_json
from laufzeit.contracts.commands import ChangePlan
from laufzeit.contracts.consent import consents_needed
from laufzeit.contracts.declaration import Actor, Channel, Consent, Declaration, Role, Side
from laufzeit.contracts.jobs import tick
from laufzeit.contracts.models import Contract
from laufzeit.contracts.store import Held, held
from laufzeit.server.bench.population import Plan, analyze, populate
from laufzeit.server.bench.result import Result
from laufzeit.vendors.models import Vendor, new_id
from laufzeit.vendors.store import acting_for

PLUS, BASIS = TermsRef("plus", "2020"), TermsRef("basis", "2020")


def tick_with_due_switches(vendor: Vendor, today: date, now: datetime, count: int) -> Result:
    """``count`` contracts of four users switch on the same day: users leave, everybody is told."""
    with acting_for(vendor.id):
        plan = Plan(PLUS, 4, today, 1, BASIS, today)
        populate(vendor.id, catalogue_of(vendor.id), plan, count)
    analyze()
    began = time.perf_counter()
    done = tick(vendor.id, today, now)
    seconds = time.perf_counter() - began
    facts: dict[str, float | int | str] = {
        "effects": done.effects,
        "letters": done.letters,
        "a_second": round(done.effects / seconds),
    }
    return Result(f"tick with {count:,} due switches", seconds, "s", 30.0 * count / 10_000, facts=facts)


def changes_decided_and_stored(vendor: Vendor, today: date, now: datetime, count: int) -> Result:
    """Two processes decide changes of plan, each in its own transaction with log, phases and letter."""
    with acting_for(vendor.id):
        ids = populate(vendor.id, catalogue_of(vendor.id), Plan(PLUS, 4, today), count)
    analyze()
    connections.close_all()
    context = multiprocessing.get_context("fork")
    began = time.perf_counter()
    halves = [ids[0::2], ids[1::2]]
    processes = [context.Process(target=_decide_all, args=(vendor.id, half, today, now)) for half in halves]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - began
    with acting_for(vendor.id):
        changed = Contract.objects.filter(id__in=ids, version=2).count()
    assert changed == count, f"{changed} of {count} changes were stored"
    return Result("changes decided and stored, two processes", count / seconds, "a second", 400.0, False)


def _decide_all(vendor_id: UUID, ids: Sequence[UUID], today: date, now: datetime) -> None:
    connection.close()
    with acting_for(vendor_id):
        first = held(ids[0])
        consents = _consents(first, today)
        main_users = {row.id: contract_from_json(row.state).main_user for row in Contract.objects.filter(id__in=ids)}
    for contract_id in ids:
        with acting_for(vendor_id):
            by = Actor(Side.CUSTOMER, Role.MAIN, main_users[contract_id])
            declared = Declaration(today, by, Channel.PORTAL, consents)
            carry_out(contract_id, ChangePlan(new_id(), "basis"), declared, now, form_key=new_id())


def _consents(one: Held, today: date) -> tuple[Consent, ...]:
    needed = consents_needed(ChangePlan(new_id(), "basis"), one.contract, one.catalogue, today)
    return tuple(Consent(need.agreement, need.edition.edition, "de", need.edition.hash_of("de"), "") for need in needed)
