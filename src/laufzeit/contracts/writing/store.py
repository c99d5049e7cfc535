"""Writing contracts: the log and what follows from it, the effects that were carried out, and numbers.

Everything here runs inside ``acting_for(vendor)``, on contracts that ``store.locked`` has locked. A decision is written
in one round trip: it is what the time of a click consists of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts.chain import GENESIS, Entry, entry_hash
from laufzeit.contracts.codec import contract_to_json, event_kind, event_to_json, value_to_json
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.declaration import Declaration
from laufzeit.contracts.effects import Effect, effects, next_day
from laufzeit.contracts.events import Event
from laufzeit.contracts.models import BookingDetail
from laufzeit.contracts.models import Contract as ContractRow
from laufzeit.contracts.store import Held
from laufzeit.contracts.timeline import Phase, timeline
from laufzeit.vendors.models import new_id
from laufzeit.vendors.tenancy import acting_vendor_id

_LOG = (
    "INSERT INTO contracts_logentry (id, vendor_id, contract_id, seq, kind, payload, effective_on, declared_on,"
    " recorded_at, side, role, actor, channel, consents, previous, hash, form_key) VALUES"
)
_PHASE = (
    "INSERT INTO contracts_phase"
    " (id, vendor_id, contract_id, period, plan, edition, seats, users, anchor, trial) VALUES"
)
_PHASES_FROM = "DELETE FROM contracts_phase WHERE vendor_id = %s AND contract_id = %s AND lower(period) >= %s"
_STATE = (
    "UPDATE contracts_contract SET state = %s, version = %s, head = %s, ends_on = %s, next_moment_on = %s"
    " WHERE vendor_id = %s AND id = %s"
)


def new_contract(
    contract: Contract, *, organisation_id: UUID, number: str, label: str, today: date, now: datetime
) -> Held:
    """The row of a contract that has just been concluded; its log is written by ``append``."""
    catalogue = catalogue_of(acting_vendor_id())
    row = ContractRow(
        id=contract.id,
        organisation_id=organisation_id,
        number=number or f"V-{next_number('contract', 10_001)}",
        label=label,
        state={},
        version=0,
        head=GENESIS,
        starts_on=contract.start,
        created_at=now,
    )
    _set_state(row, contract, catalogue, today)
    row.version = 0
    row.save(force_insert=True)
    return Held(row, contract, catalogue)


def next_number(series: str, first: int) -> int:
    """The next number of a series; whoever takes one holds the series until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contracts_counter (id, vendor_id, series, next) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (vendor_id, series) DO UPDATE SET next = contracts_counter.next + 1 RETURNING next - 1",
            [new_id(), acting_vendor_id(), series, first + 1],
        )
        return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Written:
    """A decision that is to be stored: the contract ``before`` it (``None``: the conclusion) and ``after`` it."""

    before: Held | None
    after: Held
    events: Sequence[Event]


def append(
    before: Held | None,
    after: Held,
    events: Sequence[Event],
    declaration: Declaration,
    now: datetime,
    form_key: UUID | None,
) -> None:
    """Write ``events`` to the log, and what follows from them: state, phases, the next moment."""
    _execute(_statements(Written(before, after, events), declaration, now, form_key))


def append_all(decisions: Sequence[Written], declaration: Declaration, now: datetime) -> None:
    """The same for decisions about several contracts, in one round trip."""
    _execute([one for decision in decisions for one in _statements(decision, declaration, now, None)])


def _execute(statements: Sequence[tuple[str, list[Any]]]) -> None:
    if not statements:
        return
    with connection.cursor() as cursor:
        cursor.execute("; ".join(sql for sql, _ in statements), [value for _, values in statements for value in values])


def _statements(
    decision: Written, declaration: Declaration, now: datetime, form_key: UUID | None
) -> list[tuple[str, list[Any]]]:
    before, after = decision.before, decision.after
    row, previous = after.row, after.row.head
    statements = []
    for offset, event in enumerate(decision.events):
        entry = _entry(row, row.version + 1 + offset, event, declaration, now, previous)
        previous = entry_hash(entry)
        statements.append(_log_line(row, event, entry, previous, form_key if offset == 0 else None))
    statements += _new_phases(row, before.timeline.phases if before else (), after.timeline.phases)
    _set_state(row, after.contract, after.catalogue, declaration.today)
    row.head = previous
    values = [json.dumps(row.state), row.version, row.head, row.ends_on, row.next_moment_on, row.vendor_id, row.id]
    statements.append((_STATE, values))
    return statements


def claim(moments: Iterable[tuple[ContractRow, Effect, bool]], now: datetime) -> set[tuple[UUID, str]]:
    """Which of these effects have not been carried out; from now on they are. (row, effect, whether it came too late)

    In the transaction of what they do: it happens, and is known to have happened, or neither.
    """
    wanted = list(moments)
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contracts_effectdone (id, vendor_id, contract_id, key, due_on, done_at, lapsed)"
            " SELECT new.id, %s, new.contract_id, new.key, new.due_on, %s, new.lapsed"
            " FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::date[], %s::bool[])"
            " AS new (id, contract_id, key, due_on, lapsed)"
            " ON CONFLICT (contract_id, key) DO NOTHING RETURNING contract_id, key",
            [
                acting_vendor_id(),
                now,
                [new_id() for _ in wanted],
                [row.id for row, _, _ in wanted],
                [effect.key for _, effect, _ in wanted],
                [effect.on for _, effect, _ in wanted],
                [lapsed for _, _, lapsed in wanted],
            ],
        )
        return set(cursor.fetchall())


def set_next_moments(held_ones: Sequence[Held], today: date) -> None:
    """Note when something happens next on each of these contracts, in one statement."""
    for one in held_ones:
        one.row.next_moment_on = next_day(effects(one.contract, one.timeline, one.catalogue, today), today)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE contracts_contract AS row SET next_moment_on = new.day"
            " FROM unnest(%s::uuid[], %s::date[]) AS new (id, day) WHERE row.id = new.id",
            [[one.row.id for one in held_ones], [one.row.next_moment_on for one in held_ones]],
        )


def forget_titles(contract_id: UUID) -> int:
    """Erase what the bookings of a contract were called; how many there were."""
    return BookingDetail.objects.filter(contract_id=contract_id).delete()[0]


def _set_state(row: ContractRow, contract: Contract, catalogue: Catalogue, today: date) -> None:
    life = timeline(contract, catalogue)
    row.state = contract_to_json(contract)
    row.version = contract.version
    row.ends_on = life.end
    row.next_moment_on = next_day(effects(contract, life, catalogue, today), today)


def _new_phases(row: ContractRow, before: Sequence[Phase], after: Sequence[Phase]) -> list[tuple[str, list[Any]]]:
    """Only what is different is touched: phases that are over stay the rows that they are."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    statements: list[tuple[str, list[Any]]] = []
    if before[same:]:
        statements.append((_PHASES_FROM, [row.vendor_id, row.id, before[same].period.start]))
    statements += [_rows(_PHASE, _phase(row, phase)) for phase in after[same:]]
    return statements


def _phase(row: ContractRow, phase: Phase) -> list[Any]:
    period = DateRange(phase.period.start, phase.period.end)
    return [
        new_id(), row.vendor_id, row.id, period, phase.terms.plan, phase.terms.edition, phase.seats, list(phase.users),
        phase.anchor, phase.trial,
    ]  # fmt: skip


def _entry(row: ContractRow, seq: int, event: Event, declaration: Declaration, now: datetime, previous: str) -> Entry:
    return Entry(
        contract=row.id,
        seq=seq,
        kind=event_kind(event),
        payload=event_to_json(event),
        declared_on=declaration.today,
        recorded_at=now,
        side=declaration.actor.side.value,
        role=declaration.actor.role.value,
        actor=declaration.actor.id,
        channel=declaration.channel.value,
        consents=[value_to_json(consent) for consent in declaration.consents],
        previous=previous,
    )


def _log_line(row: ContractRow, event: Event, entry: Entry, hash_: str, form_key: UUID | None) -> tuple[str, list[Any]]:
    return _rows(
        _LOG,
        [
            new_id(), row.vendor_id, row.id, entry.seq, entry.kind, json.dumps(entry.payload), event.effective_on,
            entry.declared_on, entry.recorded_at, entry.side, entry.role, entry.actor, entry.channel,
            json.dumps(entry.consents), entry.previous, hash_, form_key,
        ],
    )  # fmt: skip


def _rows(insert: str, values: list[Any]) -> tuple[str, list[Any]]:
    return f"{insert} ({', '.join(['%s'] * len(values))})", values
