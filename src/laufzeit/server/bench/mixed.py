"""A customer base to be billed, with the kinds of contracts of both examples, large and lean.

Contracts, phases and main users are those that decisions would leave: each kind of contract is made once by the pure
functions, with marks in the place of its ids and days, and written out again and again with others there. What billing
does not read is left out: there are no log entries, no accounts but those of the main users, and the office does not
find these customers by their words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import connections
from django.db.backends.postgresql.psycopg_any import DateRange
from uuid_utils import uuid7

from laufzeit.catalogue.actions import apply
from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts.chain import GENESIS
from laufzeit.contracts.codec import contract_to_json
from laufzeit.contracts.contract import folded
from laufzeit.contracts.events import Concluded, Event, UserAdded
from laufzeit.contracts.models import Contract, Phase
from laufzeit.contracts.timeline import timeline
from laufzeit.customers.models import Organisation, User
from laufzeit.dates.day import add_months
from laufzeit.server.bench.population import (
    CHUNK,
    CITIES,
    CONTRACT,
    FIRST_NAMES,
    LAST_NAMES,
    ORGANISATION,
    PHASE,
    USER,
    insert,
)
from laufzeit.server.demo_data import EXAMPLES
from laufzeit.usage.models import Record
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.store import acting_for, create_vendor

MONTH: Final = date(2026, 3, 1)
"""The month that is billed: each contract owes something in it, and nothing before it is billed here."""
LAST_DAY: Final = date(2026, 3, 31)
NOW: Final = datetime.combine(LAST_DAY, time(12), tzinfo=UTC)

_CONTRACT, _MAIN, _ADDED, _USER = (str(UUID(int=number)) for number in range(1, 5))
_START, _CHANGE = date(2001, 1, 1), date(2001, 1, 11)
RECORD: Final = "id, vendor_id, contract, meter, day, quantity, subject, sender_id, received_at"
_USERS: Final = (1, 1, 2, 3, 5)
_SEATS: Final = (5, 10, 15, 29, 450)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of contract: so many ``seats`` at ``terms``; ``changes``: a user is added inside the period. ``usage`` has
    the meter of which something was counted."""

    terms: TermsRef
    seats: int
    changes: bool = False
    usage: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A contract with marks in the place of its ids and days; phases as (start, end, seats, users)."""

    state: str
    version: int
    phases: tuple[tuple[date, date | None, int, tuple[str, ...]], ...]


def vendor_with_both(slug: str) -> Vendor:
    """A vendor that sells what both examples sell, and begins to bill here in ``MONTH``."""
    red = (EXAMPLES / "red-connect.toml").read_text(encoding="utf-8")
    gapteq = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
    text = red + gapteq[gapteq.index("[feature.business]") :]
    text = text.replace('key = "red-connect"', f'key = "{slug}"').replace(
        '"red-connect.localhost"', f'"{slug}.localhost"'
    )
    text = text.replace("since = 2020-07-01", f"since = {MONTH}")
    vendor = create_vendor(slug=slug, name=slug, sandbox_day=LAST_DAY)
    with acting_for(vendor.id):
        apply(vendor, text, by="bench", now=NOW)
    return vendor


def populate(vendor: Vendor, count: int, *, progress: Callable[[int], None] | None = None) -> None:
    """Add ``count`` customers with one contract each, some thousand a transaction. Of twenty contracts thirteen are
    paid by the month and user in arrears, six by the year in advance, one by use; one in twenty changes inside the
    period, and two have usage."""
    with acting_for(vendor.id):
        catalogue = catalogue_of(vendor.id)
    numbers = iter(range(count))
    with _without_words():
        while chunk := list(islice(numbers, CHUNK)):
            rows = [_customer(vendor.id, number, catalogue) for number in chunk]
            with acting_for(vendor.id):
                insert(Organisation, ORGANISATION, (one.organisation for one in rows))
                insert(User, USER, (one.user for one in rows))
                insert(Contract, CONTRACT, (one.contract for one in rows))
                insert(Phase, PHASE, (row for one in rows for row in one.phases))
                insert(Record, RECORD, (row for one in rows for row in one.records))
            if progress is not None:
                progress(chunk[-1] + 1)


@contextmanager
def _without_words() -> Iterator[None]:
    """The office's search words are not made meanwhile: they take three times as long as all the rest."""
    tables = ("customers_organisation", "customers_user", "contracts_contract")
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER office_added")
    yield
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER office_added")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one customer, by table."""

    organisation: tuple[Any, ...]
    user: tuple[Any, ...]
    contract: tuple[Any, ...]
    phases: list[tuple[Any, ...]]
    records: list[tuple[Any, ...]]


def kind_of(number: int) -> tuple[Kind, date]:
    """What the contract of a customer is, and when it began."""
    place, day, nth = number % 20, number % 28 + 1, number // 20
    if place < 13:
        begun = add_months(MONTH, -2 - nth % 23).replace(day=day)
        return Kind(TermsRef("plus", "2020"), _USERS[nth % 5], changes=place == 0, usage="sms" * (place == 1)), begun
    if place == 19:
        return Kind(TermsRef("pay-per-use", "2023"), 1, usage="active-users"), add_months(MONTH, -1 - nth % 30).replace(
            day=day
        )
    begun = add_months(MONTH, -12 * (1 + nth % 4)).replace(day=day)
    return Kind(TermsRef("prepaid", "2022" if begun < date(2023, 2, 1) else "2023"), _SEATS[nth % 5]), begun


def _customer(vendor: UUID, number: int, catalogue: Catalogue) -> Rows:
    kind, start = kind_of(number)
    organisation, main, contract, added, user = (str(uuid7()) for _ in range(5))
    others = [str(uuid7()) for _ in range(kind.seats - 1)] if kind.terms.plan == "plus" else []
    period = add_months(MONTH, -1).replace(day=start.day) if start.day > 1 else MONTH
    marks = {
        _CONTRACT: contract, _MAIN: main, _ADDED: added, _USER: user, _START.isoformat(): start.isoformat(),
        _CHANGE.isoformat(): (period + timedelta(days=10)).isoformat(),
        **{_other(place): other for place, other in enumerate(others)},
    }  # fmt: skip
    model = _model(kind, catalogue)
    state = model.state
    for mark, value in marks.items():
        state = state.replace(mark, value)
    last, abroad = LAST_NAMES[number % len(LAST_NAMES)], number % 33 == 5
    return Rows(
        (
            organisation, vendor, f"K-{number}", f"Praxis Dr. {last} {number}", "business",
            f"Lindenweg {number % 90 + 1}", "", f"{10_000 + number % 80_000}", CITIES[number % len(CITIES)],
            "AT" if abroad else "DE", "", "", "en" if number % 5 == 0 else "de",
            "ATU13585627" if abroad else "", "", "", False,
        ),
        (
            main, vendor, organisation, "main", f"{number}@{organisation[-12:]}.example",
            FIRST_NAMES[number % len(FIRST_NAMES)], last, "", "de", True, "",
        ),
        (
            contract, vendor, organisation, f"V-{number}", "", state, model.version, GENESIS, start, None, None,
            datetime.combine(start, time(12), tzinfo=UTC),
        ),
        list(_phases(vendor, model, kind, marks)),
        list(_records(vendor, contract, number, kind, period)),
    )  # fmt: skip


def _phases(vendor: UUID, model: Model, kind: Kind, marks: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    def day(mark: date | None) -> date | None:
        return None if mark is None else date.fromisoformat(marks[mark.isoformat()])

    for start, end, seats, users in model.phases:
        yield (
            str(uuid7()), vendor, marks[_CONTRACT], DateRange(day(start), day(end)), kind.terms.plan,
            kind.terms.edition, seats, [UUID(marks[user]) for user in users], day(_START), False,
        )  # fmt: skip


def _records(vendor: UUID, contract: str, number: int, kind: Kind, period: date) -> Iterator[tuple[Any, ...]]:
    for nth in range(5 if kind.usage else 0):
        subject = f"user {nth}" if kind.usage == "active-users" else ""
        yield (
            str(uuid7()), vendor, contract, kind.usage, period + timedelta(days=5 * nth), 1_000_000, subject,
            f"{number}-{nth}", NOW,
        )  # fmt: skip


def _other(place: int) -> str:
    return str(UUID(int=100 + place))


_models: dict[Kind, Model] = {}


def _model(kind: Kind, catalogue: Catalogue) -> Model:
    if kind not in _models:
        _models[kind] = _made(kind, catalogue)
    return _models[kind]


def _made(kind: Kind, catalogue: Catalogue) -> Model:
    named = catalogue.terms(kind.terms).seats.named
    others = tuple(UUID(_other(place)) for place in range(kind.seats - 1)) if named else ()
    events: list[Event] = [Concluded(UUID(_CONTRACT), _START, kind.terms, kind.seats, UUID(_MAIN), others, None, None)]
    if kind.changes:
        events.append(UserAdded(UUID(_ADDED), _CHANGE, UUID(_USER)))
    contract = folded(events)
    assert contract is not None  # there is a conclusion
    phases = tuple(
        (phase.period.start, phase.period.end, phase.seats, tuple(str(user) for user in phase.users))
        for phase in timeline(contract, catalogue).phases
    )
    return Model(json.dumps(contract_to_json(contract)), contract.version, phases)
