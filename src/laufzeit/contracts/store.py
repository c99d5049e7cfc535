"""Finding, locking and writing contracts. Everything here runs inside ``acting_for(vendor)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q, prefetch_related_objects

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts.chain import Entry
from laufzeit.contracts.codec import (
    contract_from_json,
    event_from_json,
    value_from_json,
)
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.correspondence import Circumstances, Person
from laufzeit.contracts.declaration import Actor, Channel, Consent, Declaration, Role, Side
from laufzeit.contracts.events import Event
from laufzeit.contracts.models import BookingDetail, LogEntry
from laufzeit.contracts.models import Contract as ContractRow
from laufzeit.contracts.models import Phase as PhaseRow
from laufzeit.contracts.timeline import Timeline, timeline
from laufzeit.customers.models import Organisation, User
from laufzeit.dates.wording import Language
from laufzeit.messages.facts import ContractName
from laufzeit.vendors.reading.store import Table, asked, first
from laufzeit.vendors.tenancy import acting_vendor_id

_CONTRACT = Table(ContractRow, "c")
_ORGANISATION = Table(Organisation, "o")
_LOG = Table(LogEntry, "l")


@dataclass(frozen=True)
class Held:
    """A contract as stored, with the catalogue of its vendor: ready for every question."""

    row: ContractRow
    contract: Contract
    catalogue: Catalogue

    @cached_property
    def timeline(self) -> Timeline:
        return timeline(self.contract, self.catalogue)


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log, read back."""

    seq: int
    event: Event
    recorded_at: datetime
    declaration: Declaration
    hash: str


def held(contract_id: UUID) -> Held:
    """The contract. Raises ``ContractRow.DoesNotExist``."""
    return _one(contract_id, "")


def held_of_organisation(organisation_id: UUID) -> list[Held]:
    """All contracts of a customer, the running ones first, then by number."""
    sql = f"{_selected()} c.organisation_id = %s ORDER BY c.ends_on, c.number"
    rows = asked(sql, [acting_vendor_id(), organisation_id])
    return _all_held(_CONTRACT.instance_with(row, "organisation", _ORGANISATION) for row in rows)


def held_many(ids: Sequence[UUID]) -> list[Held]:
    """Contracts by their ids, in the order of these; ones that there are not are passed over."""
    rows = asked(f"{_selected()} c.id = ANY(%s) ORDER BY c.id", [acting_vendor_id(), list(ids)])
    return _all_held(_CONTRACT.instance_with(row, "organisation", _ORGANISATION) for row in rows)


def locked(contract_id: UUID) -> Held:
    """The contract, locked until the transaction ends: who decides about it decides alone."""
    return _one(contract_id, " FOR UPDATE OF c")


def locked_many(ids: Sequence[UUID]) -> list[Held]:
    """Contracts by their ids, locked until the transaction ends. They are locked in the order of their ids, so that
    two who want some of the same do not wait for each other."""
    rows = asked(f"{_selected()} c.id = ANY(%s) ORDER BY c.id FOR UPDATE OF c", [acting_vendor_id(), list(ids)])
    return _all_held(_CONTRACT.instance_with(row, "organisation", _ORGANISATION) for row in rows)


def locked_due(today: date, limit: int) -> list[Held]:
    """Contracts on which something happens by itself until ``today``, those that waited longest first. Those that
    somebody else has locked are passed over: they are at work, or come next time."""
    due = ContractRow.objects.select_for_update(skip_locked=True).filter(next_moment_on__lte=today)
    # In the order of the index and without a join, so that a slice costs the same however many are due.
    rows = list(due.order_by("next_moment_on", "id")[:limit])
    prefetch_related_objects(rows, "organisation")
    return _all_held(rows)


def form_was_sent(form_key: UUID) -> bool:
    sql = "SELECT 1 FROM contracts_logentry WHERE vendor_id = %s AND form_key = %s"
    return first(sql, [acting_vendor_id(), form_key]) is not None


def has_other_contracts(row: ContractRow) -> bool:
    """Whether the contract's customer has further ones."""
    sql = "SELECT 1 FROM contracts_contract WHERE vendor_id = %s AND organisation_id = %s AND id <> %s LIMIT 1"
    return first(sql, [acting_vendor_id(), row.organisation_id, row.id]) is not None


def log(contract_id: UUID) -> list[Logged]:
    """The whole log of a contract in its order."""
    rows = asked(
        f"SELECT {_LOG.columns} FROM contracts_logentry l"  # noqa: S608 - columns of ours
        " WHERE l.vendor_id = %s AND l.contract_id = %s ORDER BY l.seq",
        [acting_vendor_id(), contract_id],
    )
    return [_logged(_LOG.instance(row)) for row in rows]


def entries(contract_id: UUID) -> Iterator[tuple[Entry, str]]:
    """The log as it was hashed, each entry with the hash that is stored beside it."""
    for row in LogEntry.objects.filter(contract_id=contract_id).order_by("seq"):
        yield entry_of(row), row.hash


def stored_phases(contract_id: UUID) -> tuple[tuple[Any, ...], ...]:
    rows = PhaseRow.objects.filter(contract_id=contract_id).order_by("period")
    return tuple(
        (row.period.lower, row.period.upper, row.plan, row.edition, row.seats, tuple(row.users), row.anchor, row.trial)
        for row in rows
    )


def phases_as_stored(life: Timeline) -> tuple[tuple[Any, ...], ...]:
    """What ``stored_phases`` has to give for this timeline."""
    return tuple(
        (
            phase.period.start, phase.period.end, phase.terms.plan, phase.terms.edition, phase.seats, phase.users,
            phase.anchor, phase.trial,
        )
        for phase in life.phases
    )  # fmt: skip


def circumstances(held_ones: Sequence[Held]) -> dict[UUID, Circumstances]:
    """Names and titles for the letters about these contracts, by contract: two queries for all of them."""
    users = {user for one in held_ones for phase in one.timeline.phases for user in phase.users}
    users |= {booking.organiser for one in held_ones for booking in one.contract.bookings}
    people = persons(users)
    booked = [booking.id for one in held_ones for booking in one.contract.bookings]
    titles = dict(BookingDetail.objects.filter(id__in=booked).values_list("id", "title")) if booked else {}
    return {
        one.row.id: Circumstances(
            catalogue=one.catalogue,
            contract=ContractName(one.row.number, one.row.label),
            organisation=one.row.organisation.name,
            people=people,
            titles=titles,
            link=f"{settings.PUBLIC_URL}/{one.catalogue.vendor.key}/contracts/{one.row.id}/",
        )
        for one in held_ones
    }


def persons(users: Iterable[UUID]) -> dict[UUID, Person]:
    """Names and languages of people, as far as they have not been erased."""
    rows = asked(
        "SELECT id, first_name, last_name, language, email FROM customers_user"
        " WHERE vendor_id = %s AND id = ANY(%s) AND erased_at IS NULL",
        [acting_vendor_id(), list(users)],
    )
    return {
        id_: Person(id_, f"{first_name} {last_name}".strip() or email, cast(Language, language), email)
        for id_, first_name, last_name, language, email in rows
    }


def access_ended_on(user: User, day: date) -> date | None:
    """The first day without access for a named user whose seats are all gone; ``None`` for all others.

    Read off the stored phases, so it is right on the very day of a switch, also while no worker runs. One query: it is
    asked with every page.
    """
    [(seated, last)] = asked(
        "SELECT bool_or(p.ends_on IS NULL OR p.ends_on > %s OR c.state->'standing'->0->>'main_user' = %s),"
        " max(p.ends_on) FROM contracts_phase p JOIN contracts_contract c ON c.id = p.contract_id"
        " WHERE c.organisation_id = %s AND p.users @> ARRAY[%s]::uuid[]",
        [day, str(user.pk), user.organisation_id, user.pk],
    )
    return last if seated is False else None


def seated_on(organisations: Iterable[UUID], day: date) -> set[UUID]:
    """Everybody who has a seat in any contract of these customers on ``day``."""
    rows = PhaseRow.objects.filter(contract__organisation_id__in=list(organisations), period__contains=day)
    return {user for users in rows.values_list("users", flat=True) for user in users}


def living_contracts(organisation_id: UUID, day: date) -> int:
    """How many contracts of a customer run on ``day`` or begin later."""
    rows = ContractRow.objects.filter(organisation_id=organisation_id)
    return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day)).count()


def bound_to(vendor_id: UUID) -> dict[tuple[str, str], int]:
    """How many contracts have a phase at which edition of which plan, now or later."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT plan, edition, count(DISTINCT contract_id) FROM contracts_phase WHERE vendor_id = %s GROUP BY 1, 2",
            [vendor_id],
        )
        return {(plan, edition): count for plan, edition, count in cursor.fetchall()}


def all_ids() -> Iterator[UUID]:
    """The ids of all contracts of the vendor."""
    yield from ContractRow.objects.order_by("id").values_list("id", flat=True).iterator(chunk_size=5000)


def _selected() -> str:
    """Contracts with their customers, up to the first condition, which is the vendor's."""
    return (
        f"SELECT {_CONTRACT.columns}, {_ORGANISATION.columns} FROM contracts_contract c"  # noqa: S608 - columns of ours
        " JOIN customers_organisation o ON o.id = c.organisation_id WHERE c.vendor_id = %s AND"
    )


def _one(contract_id: UUID, lock: str) -> Held:
    row = first(f"{_selected()} c.id = %s{lock}", [acting_vendor_id(), contract_id])
    if row is None:
        raise ContractRow.DoesNotExist(f"the vendor has no contract {contract_id}")
    found = _CONTRACT.instance_with(row, "organisation", _ORGANISATION)
    return Held(found, contract_from_json(found.state), catalogue_of(found.vendor_id))


def _all_held(rows: Iterable[ContractRow]) -> list[Held]:
    """The same for many rows of the acting vendor, which share its catalogue."""
    found = list(rows)
    catalogue = catalogue_of(acting_vendor_id()) if found else None
    return [Held(row, contract_from_json(row.state), catalogue) for row in found if catalogue is not None]


def entry_of(row: LogEntry) -> Entry:
    return Entry(
        contract=row.contract_id,
        seq=row.seq,
        kind=row.kind,
        payload=row.payload,
        declared_on=row.declared_on,
        recorded_at=row.recorded_at,
        side=row.side,
        role=row.role,
        actor=row.actor,
        channel=row.channel,
        consents=row.consents,
        previous=row.previous,
    )


def _logged(row: LogEntry) -> Logged:
    declaration = Declaration(
        today=row.declared_on,
        actor=Actor(Side(row.side), Role(row.role), row.actor),
        channel=Channel(row.channel),
        consents=tuple(value_from_json(Consent, consent) for consent in row.consents),
    )
    return Logged(row.seq, event_from_json(row.kind, row.payload), row.recorded_at, declaration, row.hash)
