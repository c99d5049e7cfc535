"""Many customers with contracts, made by the same pure functions as real ones and written in bulk.

Row-level security allows no COPY into a vendor's table, so rows go by COPY into a temporary one and from there by
INSERT … SELECT, through the policies.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, connections
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.contracts.chain import GENESIS, Entry, entry_hash
from laufzeit.contracts.codec import contract_to_json, event_kind, event_to_json
from laufzeit.contracts.contract import folded
from laufzeit.contracts.effects import effects, next_day
from laufzeit.contracts.events import Concluded, Event, PlanChanged
from laufzeit.contracts.models import Contract, LogEntry, Phase
from laufzeit.contracts.timeline import timeline
from laufzeit.customers.models import Organisation, User
from laufzeit.vendors.models import new_id

CHUNK = 5000
FIRST_NAMES = ("Anna", "Max", "Lea", "Tom", "Ida", "Paul", "Mia", "Jonas", "Nora", "Ole")
LAST_NAMES = ("Sommer", "Winter", "Herbst", "Lenz", "Keller", "Brandt", "Vogt", "Wolf", "Frank", "Petersen")
CITIES = ("Berlin", "Hamburg", "München", "Köln", "Leipzig", "Erfurt", "Bremen", "Kiel")


@dataclass(frozen=True, slots=True)
class Plan:
    """What each contract of a population is: begun over three years before ``today`` at ``terms`` with so many named
    users. Every ``change_each``-th has decided to change to ``change_to`` on ``change_on``; 0 is none."""

    terms: TermsRef
    users: int
    today: date
    change_each: int = 0
    change_to: TermsRef | None = None
    change_on: date | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """Rows of one customer, by table."""

    organisation: tuple[Any, ...]
    users: tuple[tuple[Any, ...], ...]
    contract: tuple[Any, ...]
    phases: tuple[tuple[Any, ...], ...]
    log: tuple[tuple[Any, ...], ...]


ORGANISATION = (
    "id, vendor_id, number, name, kind, street, address_extra, postcode, city, country, email, phone, language, vat_id,"
    " tax_number, buyer_reference, second_factor_required"
)
USER = "id, vendor_id, organisation_id, role, email, first_name, last_name, phone, language, is_active, password"
CONTRACT = (
    "id, vendor_id, organisation_id, number, label, state, version, head, starts_on, ends_on, next_moment_on,"
    " created_at"
)
PHASE = "id, vendor_id, contract_id, period, plan, edition, seats, users, anchor, trial"
LOG = (
    "id, vendor_id, contract_id, seq, kind, payload, effective_on, declared_on, recorded_at, side, role, actor,"
    " channel, consents, previous, hash"
)


def populate(
    vendor_id: UUID, catalogue: Catalogue, plan: Plan, count: int, *, progress: Callable[[int], None] | None = None
) -> list[UUID]:
    """Add ``count`` customers with one contract each; inside ``acting_for``. Gives the contracts' ids."""
    ids: list[UUID] = []
    made = (_customer(vendor_id, catalogue, plan, number) for number in range(count))
    while chunk := list(islice(made, CHUNK)):
        insert(Organisation, ORGANISATION, (one.organisation for one in chunk))
        insert(User, USER, (row for one in chunk for row in one.users))
        insert(Contract, CONTRACT, (one.contract for one in chunk))
        insert(Phase, PHASE, (row for one in chunk for row in one.phases))
        insert(LogEntry, LOG, (row for one in chunk for row in one.log))
        ids += [one.contract[0] for one in chunk]
        if progress is not None:
            progress(len(ids))
    return ids


def analyze() -> None:
    """Let the planner know the rows that have just been made, as autovacuum does on a database that is in use."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def _customer(vendor_id: UUID, catalogue: Catalogue, plan: Plan, number: int) -> Customer:
    organisation, last = new_id(), LAST_NAMES[number % len(LAST_NAMES)]
    users = [new_id() for _ in range(plan.users)]
    contract_id, rows = _contract(vendor_id, catalogue, plan, number, organisation, users)
    return Customer(
        organisation=(
            organisation, vendor_id, f"K-{organisation.hex[-12:]}", f"Praxis Dr. {last} {number}", "business",
            f"Lindenweg {number % 90 + 1}", "", f"{10_000 + number % 80_000}", CITIES[number % len(CITIES)], "DE",
            "", "", "de", "", "", "", False,
        ),
        users=tuple(
            (
                user, vendor_id, organisation, "member" if index else "main", f"{user.hex}@praxis.example",
                FIRST_NAMES[(number + index) % len(FIRST_NAMES)], last, "", "de", True, "",
            )
            for index, user in enumerate(users)
        ),
        contract=(contract_id, *rows[0]),
        phases=rows[1],
        log=rows[2],
    )  # fmt: skip


def _contract(
    vendor_id: UUID, catalogue: Catalogue, plan: Plan, number: int, organisation: UUID, users: Sequence[UUID]
) -> tuple[UUID, tuple[Any, ...]]:
    events = _events(plan, number, users)
    contract = folded(events)
    assert contract is not None  # there is a conclusion
    life = timeline(contract, catalogue)
    moments = effects(contract, life, catalogue, plan.today)
    log = tuple(_log(vendor_id, contract.id, events, users[0]))
    row = (
        vendor_id, organisation, f"V-{contract.id.hex[-12:]}", "", json.dumps(contract_to_json(contract)),
        contract.version, log[-1][-1], life.start, life.end, next_day(moments, plan.today - timedelta(days=1)),
        datetime.combine(life.start, time(12), tzinfo=UTC),
    )  # fmt: skip
    phases = tuple(
        (
            new_id(), vendor_id, contract.id, DateRange(phase.period.start, phase.period.end), phase.terms.plan,
            phase.terms.edition, phase.seats, list(phase.users), phase.anchor, phase.trial,
        )
        for phase in life.phases
    )  # fmt: skip
    return contract.id, (row, phases, log)


def _events(plan: Plan, number: int, users: Sequence[UUID]) -> list[Event]:
    start = plan.today - timedelta(days=120 + number * 7 % 970)
    events: list[Event] = [Concluded(new_id(), start, plan.terms, len(users), users[0], tuple(users[1:]), None, None)]
    if plan.change_each and number % plan.change_each == 0:
        assert plan.change_to is not None and plan.change_on is not None  # they go together
        events.append(PlanChanged(new_id(), plan.change_on, plan.change_to, (), plan.change_on - timedelta(days=95)))
    return events


def _log(vendor_id: UUID, contract: UUID, events: Iterable[Event], actor: UUID) -> Iterator[tuple[Any, ...]]:
    previous = GENESIS
    for seq, event in enumerate(events, 1):
        at = datetime.combine(event.effective_on, time(12), tzinfo=UTC)
        payload = event_to_json(event)
        entry = Entry(
            contract, seq, event_kind(event), payload, at.date(), at, "customer", "main", actor, "portal", [], previous
        )
        yield (
            new_id(), vendor_id, contract, seq, entry.kind, json.dumps(payload), event.effective_on, at.date(), at,
            entry.side, entry.role, actor, entry.channel, "[]", previous, previous := entry_hash(entry),
        )  # fmt: skip


def insert(model: type[Model], names: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows to a vendor's table in bulk."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE new_rows ON COMMIT DROP AS SELECT {names} FROM {table} LIMIT 0")  # noqa: S608
        with cursor.cursor.copy(f"COPY new_rows ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM new_rows")  # noqa: S608 - names of ours
        cursor.execute("DROP TABLE new_rows")
