"""A simulation in columns is what the decisions say one by one, and what billing then issues."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.campaigns.conftest import ANNOUNCED, Campaigner, the_plan
from tests.campaigns.test_properties import GAPTEQ, OLD, concluded, plans

from laufzeit.campaigns.aiming import Ids
from laufzeit.campaigns.plan import Assumption, Plan, Seats
from laufzeit.campaigns.simulating.figures import expected
from laufzeit.campaigns.simulating.lives import dues, lives_of
from laufzeit.campaigns.simulating.mass import BASE, simulate
from laufzeit.campaigns.simulating.when import When, when_announced
from laufzeit.contracts.contract import Contract
from laufzeit.dates.day import ONE_DAY, add_months
from laufzeit.vendors.models import new_id

MONTHS = 36
SEGMENTS = (Assumption("small", 7_500, seats=Seats(0, 10)), Assumption("abroad", 3_333, countries=("AT",)))

bases = st.lists(
    st.tuples(st.integers(0, 1000), st.integers(1, 500), st.sampled_from(["DE", "AT"]), st.booleans()),
    min_size=1,
    max_size=25,
)


def one_by_one(contracts: list[tuple[Contract, int, str, bool]], plan: Plan, when: When) -> list[tuple[int, ...]]:
    first = when.today.replace(day=1)
    through = add_months(first, MONTHS) - ONE_DAY
    still: dict[date, int] = {}
    yes: dict[str, dict[date, int]] = {}
    no: dict[str, dict[date, int]] = {}
    today: dict[date, int] = {}
    for contract, seats, country, meant in contracts:
        lives = lives_of(contract, plan if meant else None, GAPTEQ, when, Ids(new_id(), new_id()))
        segment = plan.assumption_for("prepaid", seats, country).name
        add(today, dues(lives.today, GAPTEQ, first, through))
        if lives.aim is None or lives.aim.left_out:
            add(still, dues(lives.today, GAPTEQ, first, through))
            continue
        add(yes.setdefault(segment, {}), dues(lives.accepted, GAPTEQ, first, through))
        add(no.setdefault(segment, {}), dues(lives.declined, GAPTEQ, first, through))
    shares = {one.name: one.accepting for one in plan.assumptions} | {"": 10_000}
    found = []
    for number in range(MONTHS):
        month = add_months(first, number)
        accepted = {name: sums.get(month, 0) for name, sums in yes.items()}
        declined = {name: sums.get(month, 0) for name, sums in no.items()}
        base = still.get(month, 0)
        weighted = base + expected(accepted, declined, {name: shares[name] for name in accepted})
        found.append((today.get(month, 0), base + sum(accepted.values()), base + sum(declined.values()), weighted))
    return found


def add(sums: dict[date, int], more: Any) -> None:
    for month, amount in more.items():
        sums[month] = sums.get(month, 0) + amount


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), bases)
def test_columns_say_what_the_decisions_say_one_by_one(plan: Plan, base: list[tuple[int, int, str, bool]]) -> None:
    plan = replace(plan, assumptions=SEGMENTS)
    when = When(plan.announce_on, plan.announce_on)
    rows, contracts = [], []
    for age, seats, country, meant in base:
        start = plan.announce_on - timedelta(days=age)
        rows.append((OLD.plan, OLD.edition, start, seats, 1, country, meant))
        contracts.append((concluded(start, seats), seats, country, meant))
    found = simulate(pl.DataFrame(rows, schema=BASE, orient="row"), plan, GAPTEQ, when, MONTHS)
    said = [(one.today, one.all_accept, one.nobody_accepts, one.expected) for one in found.months]
    assert said == one_by_one(contracts, plan, when)


def test_the_figures_of_the_document() -> None:
    plan = the_plan()
    starts = {date(2022, 3, 16): 10, date(2022, 1, 25): 15}
    rows = [("prepaid", "2022", start, seats, 1, "DE", True) for start, seats in starts.items()]
    found = simulate(pl.DataFrame(rows, schema=BASE, orient="row"), plan, GAPTEQ, when_announced(plan, "BY"), MONTHS)
    money = {one.first: (one.today, one.all_accept, one.nobody_accepts, one.expected) for one in found.months}
    assert money[date(2023, 1, 1)] == (900_00, 900_00, 0, 810_00), "once more at the old price; 90 % accept"
    assert money[date(2023, 3, 1)] == (600_00, 960_00, 0, 768_00), "the new price; 80 % accept"
    assert money[date(2024, 1, 1)] == (900_00, 1320_00, 0, 1188_00)
    assert {one.first: (one.switching, one.ending) for one in found.months if one.switching or one.ending} == {
        date(2023, 1, 1): (0, 1), date(2023, 3, 1): (1, 1), date(2024, 1, 1): (1, 0),
    }  # fmt: skip
    assert [(one.percent, one.contracts) for one in found.rises] == [(40, 1), (60, 1)]


@pytest.mark.slow
def test_what_is_simulated_is_what_billing_then_issues(gapteq: Campaigner, muster: Any) -> None:
    """Contracts of every kind: plain ones, one with more seats, one with a discount, one that ends."""
    from laufzeit.campaigns.simulating.jobs import simulated
    from laufzeit.contracts.commands import ChangeSeats, GiveNotice, GrantDiscount

    contracts = [
        gapteq.conclude(muster, "prepaid", date(2022, 1, 25), seats=15),
        gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10),
        gapteq.conclude(muster, "prepaid", date(2022, 2, 1), seats=450),
        gapteq.conclude(muster, "prepaid", date(2022, 5, 10), seats=3),
        gapteq.conclude(muster, "prepaid", date(2022, 6, 10), seats=4),
        gapteq.conclude(muster, "prepaid", date(2022, 7, 10), seats=5),
    ]
    gapteq.decide(contracts[3], ChangeSeats(new_id(), 7), date(2022, 8, 1))
    discount = GrantDiscount(new_id(), date(2022, 6, 10), 1000, None, None, None, None, "Treue")
    gapteq.decide(contracts[4], discount, date(2022, 7, 1), staff=True)
    gapteq.decide(contracts[5], GiveNotice(new_id()), date(2022, 9, 1))
    found = simulated(the_plan(), 30)
    assert (found.meant, found.left_out) == (6, 1), "who has given notice is left out"

    gapteq.announce()
    for contract in contracts[:5]:
        gapteq.accept(contract, ANNOUNCED)
    gapteq.bill(date(2022, 9, 30))
    billed: dict[date, int] = {}
    for number in range(30):
        month = add_months(date(2022, 10, 1), number)
        before = len(gapteq.documents())
        gapteq.bill(add_months(month, 1) - ONE_DAY)
        new = gapteq.documents()[before:]
        billed[month] = sum(
            document.net if document.kind.value == "invoice" else -abs(document.net) for document in new
        )
    assert {one.first: one.all_accept for one in found.months} == billed


@pytest.mark.slow
def test_the_tables(gapteq: Campaigner, muster: Any, tmp_path: Any) -> None:
    from laufzeit.campaigns.simulating.jobs import simulated
    from laufzeit.campaigns.simulating.mass import to_csv, to_parquet

    gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10)
    found = simulated(the_plan(), 12)
    lines = to_csv(found).decode().splitlines()
    assert lines[0] == "month,today,all_accept,nobody_accepts,expected,switching,ending"
    assert lines[6] == "2023-03-01,60000,96000,0,76800,1,1"
    with (tmp_path / "s.parquet").open("wb") as sink:
        to_parquet(found, sink)
    assert pl.read_parquet(tmp_path / "s.parquet").height == 12
    assert [(one.before, one.after) for one in found.dearest] == [(600_00, 960_00)]


def test_what_was_computed_before_the_first_letter_is_kept(gapteq: Campaigner) -> None:
    """Without names, which would outlive an erasure; what happens afterwards changes nothing about it."""
    from laufzeit.campaigns.simulating.jobs import simulated
    from laufzeit.campaigns.simulating.kept import MONTHS, from_json

    customer = gapteq.customer("Muster AG")
    contract = gapteq.conclude(customer, "prepaid", date(2022, 3, 16), seats=10)
    gapteq.conclude(customer, "prepaid", date(2022, 1, 25), seats=15)
    before = simulated(the_plan(), MONTHS)
    assert before.dearest
    gapteq.announce()
    gapteq.accept(contract, date(2022, 11, 14))
    kept = gapteq.row().forecast
    assert "Muster" not in str(kept)
    assert from_json(kept) == replace(before, dearest=[], cheapest=[])


def test_what_cannot_be_computed_holds_back_no_letter(gapteq: Campaigner, monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.campaigns.simulating import jobs

    contract = gapteq.conclude(gapteq.customer("Muster AG"), "prepaid", date(2022, 3, 16), seats=10)
    monkeypatch.setattr(jobs, "plain", lambda *_: 1 / 0)
    gapteq.announce()
    assert gapteq.row().forecast == {}
    assert gapteq.letters(contract) == ["2022-10-28 terms_offered"]
