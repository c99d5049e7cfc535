"""What the database counts is what the pure function says, for each kind of meter and any periods."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.usage.conftest import METERS, NOON, House, meter

from laufzeit.catalogue.model import Aggregate
from laufzeit.dates.period import Period
from laufzeit.usage import aggregate as pure
from laufzeit.usage.aggregate import MICROS, Recorded, in_units
from laufzeit.vendors.models import new_id

NEW_YEAR = date(2021, 1, 1)
JANUARY, FEBRUARY = Period(NEW_YEAR, date(2021, 2, 1)), Period(date(2021, 2, 1), date(2021, 3, 1))
ONCE = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Kept:
    """A record as a test makes it: of which contract and meter."""

    contract: int
    meter: str
    record: Recorded


def test_the_examples_in_the_files_are_right() -> None:
    assert doctest.testmod(pure).failed == 0


days = st.integers(0, 45).map(lambda number: NEW_YEAR + timedelta(days=number))
instants = st.none() | st.integers(0, 3).map(lambda hours: datetime(2021, 1, 15, 6 * hours, tzinfo=UTC))
records = st.builds(
    Recorded,
    day=days,
    quantity=st.integers(-3, 3).map(lambda number: number * 500_000) | st.integers(-(10**18), 10**18),
    received_at=st.sampled_from([NOON, NOON + timedelta(days=1)]),
    id=st.uuids(version=4),
    at=instants,
    subject=st.sampled_from(["", "anna", "Anna", "ben"]),
)
kept = st.builds(Kept, st.integers(0, 1), st.sampled_from(list(METERS)), records)
periods = st.tuples(days, st.none() | st.integers(1, 40)).map(
    lambda made: Period(made[0], None if made[1] is None else made[0] + timedelta(days=made[1]))
)


def keep(house: House, all_kept: Sequence[Kept]) -> list[UUID]:
    """Stores the records past all checks of an import; gives the contracts' ids."""
    from laufzeit.usage.models import Record

    ids = list(house.contracts.values())
    Record.objects.bulk_create(
        Record(
            id=one.record.id, contract=ids[one.contract], meter=one.meter, day=one.record.day, at=one.record.at,
            quantity=one.record.quantity, subject=one.record.subject, sender_id=str(one.record.id),
            received_at=one.record.received_at,
        )
        for one in all_kept
    )  # fmt: skip
    return ids


def expected(all_kept: Sequence[Kept], contract: int, key: str, period: Period) -> int:
    mine = [one.record for one in all_kept if (one.contract, one.meter) == (contract, key)]
    return pure.counted(mine, METERS[key], period)


@ONCE
@given(st.lists(kept, max_size=25, unique_by=lambda one: one.record.id), st.lists(periods, min_size=1, max_size=4))
def test_the_database_counts_as_the_pure_function_does(house: House, all_kept: list[Kept], asked: list[Period]) -> None:
    from laufzeit.usage.store import Asked, counted, counted_many

    with transaction.atomic():
        ids = keep(house, all_kept)
        wanted = [
            (number, key, Asked(ids[number], key, METERS[key], period))
            for number in (0, 1, 2)
            for key in METERS
            for period in asked
        ]
        right = {one: expected(all_kept, number, key, one.period) for number, key, one in wanted}
        assert counted_many(right) == right
        for number, key, one in wanted:
            assert counted(one.contract, meter(key), asked)[one.period] == right[one], (number, key)
        transaction.set_rollback(True)


def test_a_period_without_a_record_is_zero(house: House) -> None:
    from laufzeit.usage.store import Asked, counted, counted_many

    contract = house.contracts[house.numbers[0]]
    for key, kind in METERS.items():
        assert counted(contract, meter(key), [JANUARY, JANUARY, FEBRUARY]) == {JANUARY: 0, FEBRUARY: 0}
        assert pure.counted([], kind, JANUARY) == 0
    assert counted(contract, meter("sms"), []) == {}
    assert counted_many([]) == {}
    # Of a contract or a meter that nobody knows there is no record either.
    nobody = Asked(new_id(), "sms", Aggregate.SUM, JANUARY)
    assert counted_many([nobody]) == {nobody: 0}


def test_the_last_value_is_that_of_the_latest_instant(house: House) -> None:
    from laufzeit.usage.store import counted

    day = date(2021, 1, 15)
    first = Recorded(day, 1 * MICROS, NOON, UUID(int=1), datetime(2021, 1, 15, 9, tzinfo=UTC))
    second = Recorded(day, 2 * MICROS, NOON, UUID(int=2), datetime(2021, 1, 15, 7, tzinfo=UTC))
    only_a_day = Recorded(day, 3 * MICROS, NOON, UUID(int=3))
    corrected = replace(first, quantity=4 * MICROS, received_at=NOON + timedelta(hours=1), id=UUID(int=4))
    ids = keep(house, [Kept(0, "devices", one) for one in (second, first, only_a_day)])
    assert counted(ids[0], meter("devices"), [JANUARY])[JANUARY] == 1 * MICROS
    keep(house, [Kept(0, "devices", corrected)])
    assert counted(ids[0], meter("devices"), [JANUARY])[JANUARY] == 4 * MICROS


def test_sums_are_exact_beyond_what_a_column_holds(house: House) -> None:
    """Each record fits a bigint; what they come to does not have to."""
    from laufzeit.usage.store import counted

    most = 10**18
    ids = keep(house, [Kept(0, "sms", Recorded(NEW_YEAR, most, NOON, UUID(int=n))) for n in range(1, 21)])
    assert counted(ids[0], meter("sms"), [JANUARY])[JANUARY] == 20 * most
    assert in_units(20 * most + 1) == Decimal("20000000000000.000001")


def test_a_record_is_of_a_contract_of_the_vendor(other_vendor: Any, house: House) -> None:
    from laufzeit.usage.models import Record

    facts = {"meter": "sms", "day": NEW_YEAR, "quantity": 1, "received_at": NOON}
    with pytest.raises(IntegrityError, match="that the vendor does not have"), transaction.atomic():
        Record.objects.create(contract=new_id(), sender_id="1", **facts)
    contract = house.contracts[house.numbers[0]]
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Record.objects.create(contract=contract, sender_id="2", vendor=other_vendor, **facts)
    Record.objects.create(contract=contract, sender_id="3", **facts)
    with pytest.raises(IntegrityError, match="usage_record_vendor_and_sender_id"), transaction.atomic():
        Record.objects.create(contract=contract, sender_id="3", **facts)


def test_only_the_days_of_a_period_are_read(house: House) -> None:
    """Behind a policy an index is used for few kinds of conditions: both ends of the period have to be among them."""
    from laufzeit.usage.store import ASKED_COLUMNS, counting

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE asked ({ASKED_COLUMNS}) ON COMMIT DROP")
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(
            "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off"
        )
        cursor.execute(f"EXPLAIN {counting('asked')}")
        plan = [line for (line,) in cursor.fetchall()]
    conditions = [line for line in plan if "Index Cond" in line and "contract" in line]
    assert len(conditions) == len(Aggregate)
    for condition in conditions:
        assert "day >= " in condition and "day < " in condition
