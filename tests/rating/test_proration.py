"""Parts of periods: they add up to the whole, however it is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rating.samples import example

from laufzeit.catalogue import steps
from laufzeit.catalogue.model import Charge, Due, Proration, Quantity, Terms
from laufzeit.catalogue.texts import Texts
from laufzeit.dates.period import Period
from laufzeit.dates.span import Span
from laufzeit.money.amount import Currency
from laufzeit.money.rounding import micros_to_minor
from laufzeit.rating.covers import Cover, Stretch
from laufzeit.rating.pricing import parts_of

START = date(2021, 2, 1)
FEE = Charge(
    "fee", Texts.of({"de": "Gebühr", "en": "fee"}), Quantity.SEATS, steps.per_unit(19_990_000),
    Span.parse("1 month"), Due.ADVANCE,
)  # fmt: skip


def terms(currency: str = "EUR") -> Terms:
    return replace(example("red-connect").plans["plus"].editions[0], charges=(FEE,), currency=currency)


def cover(days: int, cuts: list[int], seats: list[int], *, charge: Charge = FEE, currency: str = "EUR") -> Cover:
    period = Period(START, START + timedelta(days=days))
    bounds = [0, *sorted({cut % days for cut in cuts} - {0}), days]
    stretches = tuple(
        Stretch(Period(START + timedelta(days=first), START + timedelta(days=until)), seats[index % len(seats)])
        for index, (first, until) in enumerate(pairwise(bounds))
    )
    return Cover(terms(currency), charge, period, stretches)


def amount(one: Cover) -> int:
    parts = parts_of(one, lambda _meter, _period: None)
    assert parts is not None
    return sum(part.amount for part in parts)


days = st.integers(2, 400)
cuts = st.lists(st.integers(1, 400), max_size=8)
prices = st.integers(0, 10_000_000_000)
currencies = st.sampled_from(["EUR", "JPY", "KWD"])


@given(days, cuts, st.integers(1, 500), prices, currencies)
def test_prorations_of_a_period_add_up_to_its_price(
    days: int, cuts: list[int], seats: int, price: int, currency: str
) -> None:
    charge = replace(FEE, steps=steps.per_unit(price))
    whole = micros_to_minor(charge.amount(seats), Currency.of(currency))
    assert amount(cover(days, cuts, [seats], charge=charge, currency=currency)) == whole


@given(days, cuts, st.lists(st.integers(0, 50), min_size=1, max_size=4), st.integers(1, 400), prices)
def test_splitting_a_stretch_changes_no_total(
    days: int, cuts: list[int], seats: list[int], cut: int, price: int
) -> None:
    one = cover(days, cuts, seats, charge=replace(FEE, steps=steps.per_unit(price)))
    day = START + timedelta(days=cut % days)
    stretches: list[Stretch] = []
    for stretch in one.stretches:
        if stretch.service.start < day < (stretch.service.end or day):
            stretches.append(Stretch(Period(stretch.service.start, day), stretch.quantity))
            stretches.append(Stretch(Period(day, stretch.service.end), stretch.quantity))
        else:
            stretches.append(stretch)
    assert amount(replace(one, stretches=tuple(stretches))) == amount(one)


@given(days, cuts, st.lists(st.integers(0, 50), min_size=2, max_size=4), prices)
def test_what_comes_later_in_a_period_leaves_the_earlier_parts_as_they_are(
    days: int, cuts: list[int], seats: list[int], price: int
) -> None:
    one = cover(days, cuts, seats, charge=replace(FEE, steps=steps.per_unit(price)))
    parts = parts_of(one, lambda _meter, _period: None)
    shorter = parts_of(replace(one, stretches=one.stretches[:1]), lambda _meter, _period: None)
    assert parts is not None and shorter is not None
    assert parts[0] == shorter[0]


@pytest.mark.parametrize(
    ("proration", "cut_off", "expected"),
    [
        (Proration.DAYS, 14, [(4, 3998)]),
        (Proration.WHOLE, 14, [(4, 7996)]),
        (Proration.NONE, 14, []),
        (Proration.NONE, 28, [(4, 7996)]),
    ],
)
def test_a_part_of_a_period_costs_what_its_charge_says(
    proration: Proration, cut_off: int, expected: list[tuple[int, int]]
) -> None:
    charge = replace(FEE, proration=proration)
    stretch = Stretch(Period(START, START + timedelta(days=cut_off)), 4)
    one = Cover(terms(), charge, Period(START, date(2021, 3, 1)), (stretch,))
    parts = parts_of(one, lambda _meter, _period: None)
    assert parts is not None
    assert [(part.quantity, part.amount) for part in parts] == expected


def test_the_least_of_a_period_is_prorated_with_it() -> None:
    charge = replace(FEE, minimum=100_000_000)
    half = Stretch(Period(START, START + timedelta(days=14)), 1)
    one = Cover(terms(), charge, Period(START, date(2021, 3, 1)), (half,))
    assert amount(one) == 5000


def test_a_decimal_quantity_of_a_meter_is_charged_exactly() -> None:
    charge = replace(FEE, quantity=Quantity.METER, meter="gb", steps=steps.per_unit(100_000), proration=Proration.WHOLE)
    one = Cover(terms(), charge, Period(START, date(2021, 3, 1)), (Stretch(Period(START, date(2021, 3, 1)), 0),))
    parts = parts_of(one, lambda _meter, _period: Decimal("12.5"))
    assert parts is not None
    assert [(part.quantity, part.amount) for part in parts] == [(Decimal("12.5"), 125)]


def test_what_no_meter_has_said_yet_is_not_free() -> None:
    charge = replace(FEE, quantity=Quantity.METER, meter="gb")
    one = Cover(terms(), charge, Period(START, date(2021, 3, 1)), (Stretch(Period(START, date(2021, 3, 1)), 0),))
    assert parts_of(one, lambda _meter, _period: None) is None


def test_a_quantity_without_a_price_is_refused() -> None:
    charge = replace(FEE, steps=steps.graduated([(10, 0, 1_000_000)]))
    with pytest.raises(steps.NoPrice):
        amount(cover(28, [], [11], charge=charge))
