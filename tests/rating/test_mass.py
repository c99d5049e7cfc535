"""Rated in columns, many contracts owe item by item what ``owed`` says of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts.lives import FILES, FIRST_DAY, NUMBERS, Wish, attempt, begun, catalogue, wishes
from tests.rating.samples import example

from laufzeit.catalogue import steps
from laufzeit.catalogue.model import Catalogue, Charge, Due, Periods, Plan, Proration, Quantity, Terms, TermsRef
from laufzeit.catalogue.texts import Texts
from laufzeit.contracts.timeline import Phase, timeline
from laufzeit.dates.period import Period
from laufzeit.dates.span import Span
from laufzeit.dates.term import TermChain
from laufzeit.rating import mass
from laufzeit.rating.items import Item
from laufzeit.rating.owed import Account, owed
from laufzeit.stories.sentences import user_id
from laufzeit.usage.aggregate import in_units

quickly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Asked:
    """A contract and the days in which what falls due is asked for."""

    phases: Sequence[Phase]
    since: date | None
    through: date


def counted(contract: int, meter: str, period: Period) -> int:
    """A figure in millionths that depends on everything that a figure may depend on; whole, halves, thirds, nothing."""
    assert period.end is not None
    seed = contract * 31 + len(meter) + period.start.toordinal() * 7 + period.end.toordinal()
    return (0, seed % 40 * 1_000_000, seed % 90 * 500_000, seed % 1000 * 333_333)[seed % 4]


def frame_of(contracts: Sequence[Asked]) -> pl.DataFrame:
    rows = [
        (
            c, one.since, one.through, phase.terms.plan, phase.terms.edition, phase.seats, len(phase.users),
            phase.period.start, phase.period.end, phase.anchor, phase.trial,
        )
        for c, one in enumerate(contracts)
        for phase in one.phases
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=mass.PHASES, orient="row")


def in_columns(contracts: Sequence[Asked], of: Catalogue) -> tuple[list[tuple[Any, ...]], set[int]]:
    """The items of all contracts as plain rows, and the contracts that are left to be rated one by one."""
    tariff = mass.Tariff(of)
    found = mass.covers(frame_of(contracts), tariff)
    figures = [
        (cover, counted(c, meter, Period(start, end))) for cover, c, meter, start, end in found.asked().iter_rows()
    ]
    rated = mass.rated(found, pl.DataFrame(figures, schema=mass.FIGURES, orient="row"), tariff)
    parts: dict[int, list[Any]] = {}
    for i, *part in rated.parts.select(
        "i", "service_start", "service_end", "quantity", "amount", "of_days"
    ).iter_rows():
        parts.setdefault(i, []).append(tuple(part))
    columns = (
        "c", "item", "currency", "vat", "period_start", "period_end", "service_start", "service_end", "due_on",
        "amount", "i",
    )  # fmt: skip
    rows = [(*row[:-1], tuple(parts[row[-1]])) for row in rated.items.select(columns).iter_rows()]
    return rows, set(rated.left)


def one_by_one(contracts: Sequence[Asked], of: Catalogue, left: set[int]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for c, one in enumerate(contracts):

        def figure(meter: str, period: Period, c: int = c) -> int | Decimal:
            return in_units(counted(c, meter, period))

        try:
            items = owed(Account(one.phases), of, one.through, figure, since=one.since)
        except steps.NoPrice:
            assert c in left
            continue
        if c not in left:
            found += [_row(c, item) for item in items]
    return found


def _row(c: int, item: Item) -> tuple[Any, ...]:
    parts = tuple(
        (part.service.start, part.service.end, int(part.quantity * 1_000_000), part.amount, part.of_days)
        for part in item.parts
    )
    return (
        c, item.name, item.currency, item.vat.value, item.period.start, item.period.end, item.service.start,
        item.service.end, item.due_on, item.amount, parts,
    )  # fmt: skip


lived = st.tuples(
    st.integers(60, 1500).map(lambda day: FIRST_DAY + timedelta(days=day)), NUMBERS, st.lists(wishes, max_size=8)
)
windows = st.tuples(st.integers(0, 700), st.none() | st.integers(0, 500))


@quickly
@given(st.sampled_from(sorted(FILES)), st.lists(st.tuples(lived, windows), min_size=1, max_size=5))
def test_over_random_lives(
    name: str, stories: list[tuple[tuple[date, tuple[int, ...], list[Wish]], tuple[int, int | None]]]
) -> None:
    contracts = []
    for (start, first, story), (days, back) in stories:
        life = begun(name, start, first)
        for wish in story:
            attempt(life, wish)
        assert life.contract is not None
        through = start + timedelta(days=days)
        since = None if back is None else through - timedelta(days=back)
        contracts.append(Asked(timeline(life.contract, life.catalogue).phases, since, through))
    rows, left = in_columns(contracts, catalogue(name))
    assert not left
    assert rows == one_by_one(contracts, catalogue(name), left)


# Charges of every kind that a catalogue can have, also those that no example uses.

charges = st.builds(
    lambda quantity, steps_, interval, due, proration, periods, least, most: Charge(
        "fee", Texts.of({"en": "fee"}), quantity, steps_, Span.parse(interval) if interval else None, due,
        "sms" if quantity is Quantity.METER else None, proration, least,
        Periods.CONTRACT if interval in ("10 days", "6 weeks", "5 months", None) else periods,
        maximum=None if most is None else least + most,
    ),
    st.sampled_from(Quantity),
    st.sampled_from(
        [
            steps.per_unit(19_990_000), steps.flat(7_000_000), steps.included(5_000_000, includes=3, each=333_333),
            steps.graduated([(5, 0, 3_000_000), (12, 1_000_000, 2_500_000)]), steps.package(4_990_000, size=3),
            steps.volume([(4, 0, 2_000_000), (None, 0, 1_234_567)]), steps.per_unit(2**52),
        ]
    ),
    st.sampled_from(["1 month", "1 month", "3 months", "12 months", "1 year", "10 days", "6 weeks", "5 months", None]),
    st.sampled_from(Due), st.sampled_from(Proration), st.sampled_from(Periods),
    st.sampled_from([0, 0, 0, 10_000_000]), st.none() | st.integers(0, 50_000_000),
)  # fmt: skip


def terms_of(ref: str, charges: tuple[Charge, ...], term: str | None, currency: str) -> Terms:
    one = example("red-connect").plans["plus"].editions[0]
    span = Span.parse(term) if term else None
    numbered = tuple(replace(charge, key=f"{charge.key}-{n}") for n, charge in enumerate(charges))
    return replace(
        one, ref=TermsRef.parse(ref), charges=numbered, term=span, renewal=span or one.renewal, currency=currency
    )


@st.composite
def made_up(draw: st.DrawFn) -> Catalogue:
    """A catalogue of two plans, one of them with two editions."""
    base = example("red-connect")
    editions = [
        terms_of(
            ref,
            tuple(draw(st.lists(charges, min_size=1, max_size=3))),
            draw(st.sampled_from([None, "1 month", "12 months", "6 weeks"])),
            draw(st.sampled_from(["EUR", "EUR", "JPY", "KWD"])),
        )
        for ref in ("a@1", "a@2", "b@1")
    ]
    plan = base.plans["plus"]
    plans = {
        "a": replace(plan, key="a", editions=tuple(editions[:2])),
        "b": replace(plan, key="b", editions=(editions[2],)),
    }
    return replace(base, plans=plans)


def test_made_up_plan_is_one() -> None:
    assert isinstance(example("red-connect").plans["plus"], Plan)


@st.composite
def phases(draw: st.DrawFn, of: Catalogue) -> list[Phase]:
    """Phases that tile a contract's life, with any terms, quantities and anchors."""
    day = date(2023, 1, 1) + timedelta(days=draw(st.integers(0, 120)))
    anchor = day - timedelta(days=draw(st.integers(0, 3)))
    found: list[Phase] = []
    for index in range(draw(st.integers(1, 5))):
        last = draw(st.booleans()) and index > 2
        end = None if last else day + timedelta(days=draw(st.sampled_from([1, 7, 28, 31, 45, 90, 200])))
        if draw(st.booleans()):
            anchor = day
        terms = of.terms(TermsRef.parse(draw(st.sampled_from(["a@1", "a@1", "a@2", "b@1"]))))
        users = tuple(user_id(f"user {number}") for number in range(draw(st.integers(1, 6))))
        chain = TermChain(anchor, terms.term, terms.renewal)
        seats = draw(st.sampled_from([0, 1, 2, 3, 7, 14]))
        found.append(Phase(Period(day, end), terms.ref, seats, users, anchor, chain, draw(st.integers(0, 5)) == 0))
        if end is None:
            break
        day = end
    return found


@st.composite
def slices(draw: st.DrawFn) -> tuple[Catalogue, list[Asked]]:
    of = draw(made_up())
    contracts = []
    for _ in range(draw(st.integers(1, 6))):
        through = date(2023, 1, 15) + timedelta(days=draw(st.integers(0, 700)))
        back = draw(st.none() | st.integers(0, 500))
        since = None if back is None else through - timedelta(days=back)
        contracts.append(Asked(draw(phases(of)), since, through))
    return of, contracts


@settings(quickly, max_examples=50)
@given(slices())
def test_over_random_catalogues(made: tuple[Catalogue, list[Asked]]) -> None:
    of, contracts = made
    rows, left = in_columns(contracts, of)
    assert rows == one_by_one(contracts, of, left)


def test_an_unknown_edition_is_an_error_and_not_left_out() -> None:
    phase = Phase(
        Period(date(2023, 1, 1), None), TermsRef("plus", "1999"), 1, (), date(2023, 1, 1),
        TermChain(date(2023, 1, 1), None), trial=False,
    )  # fmt: skip
    with pytest.raises(KeyError, match="plus@1999"):
        in_columns([Asked([phase], None, date(2023, 2, 1))], example("red-connect"))


def test_nothing_of_nothing() -> None:
    assert in_columns([], example("red-connect")) == ([], set())


NUMERATORS = st.integers(-(2**61), 2**61)


@given(st.lists(st.tuples(NUMERATORS, st.integers(1, 10**12)), min_size=1, max_size=20))
def test_halves_go_away_from_zero(pairs: list[tuple[int, int]]) -> None:
    from laufzeit.money.rounding import div_half_away

    frame = pl.DataFrame(pairs, schema={"n": pl.Int64, "d": pl.Int64}, orient="row")
    found = frame.select(mass.half_away(pl.col("n"), pl.col("d"))).to_series().to_list()
    assert found == [div_half_away(n, d) for n, d in pairs]
