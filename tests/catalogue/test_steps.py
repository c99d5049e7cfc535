"""Prices as steps: every way of writing a price, and what holds for all of them."""

from __future__ import annotations

import doctest
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.priced import MICROS, any_steps, prices, quantities, tiers, whole

from laufzeit.catalogue import steps as module
from laufzeit.catalogue.steps import NoPrice, Steps, graduated, included, package, per_unit, stairs, volume


@given(any_steps(), quantities)
def test_the_bands_add_up_to_the_amount(steps: Steps, quantity: int | Decimal) -> None:
    bands = steps.bands(quantity)
    assert sum(band.amount for band in bands) == steps.amount(quantity)


@given(any_steps(), quantities)
def test_a_band_is_what_it_says(steps: Steps, quantity: int | Decimal) -> None:
    for band in steps.bands(quantity):
        exact = band.fixed + band.each * Decimal(band.quantity)
        assert abs(band.amount - exact) <= Decimal("0.5")


@given(any_steps(), quantities)
def test_no_amount_is_negative(steps: Steps, quantity: int | Decimal) -> None:
    assert steps.amount(quantity) >= 0


@given(tiers(), quantities)
def test_the_bands_of_graduated_prices_hold_the_whole_quantity(table: list, quantity: int | Decimal) -> None:
    assert sum(band.quantity for band in graduated(table).bands(quantity)) == quantity


@given(tiers())
def test_graduated_prices_without_flat_parts_are_continuous(table: list) -> None:
    steps = graduated([(end, 0, each) for end, _, each in table])
    for before, row in pairwise(steps.rows):
        assert before.at(row.over) == row.at(row.over)


@given(tiers(), whole)
def test_graduated_prices_are_the_sum_of_their_units(table: list, quantity: int) -> None:
    """The long way: each unit at its tier's price, each entered tier's flat part (the first also for nothing)."""
    quantity = min(quantity, 3_000)
    overs = [0, *(end for end, _, _ in table[:-1])]
    flats = sum(entry for over, (_, entry, _) in zip(overs, table, strict=True) if quantity > over or not over)
    units = sum(each * _units_in(quantity, over, end) for over, (end, _, each) in zip(overs, table, strict=True))
    assert graduated(table).amount(quantity) == flats + units


def _units_in(quantity: int, over: int, end: int | None) -> int:
    return max(0, min(quantity, quantity if end is None else end) - over)


@given(st.integers(0, 100), prices, prices, quantities)
def test_an_included_quantity_is_a_graduated_price(
    includes: int, base: int, each: int, quantity: int | Decimal
) -> None:
    table = [(includes, base, 0), (None, 0, each)] if includes else [(None, base, each)]
    assert included(base, includes=includes, each=each).amount(quantity) == graduated(table).amount(quantity)


@given(st.integers(1, 1_000), prices, quantities)
def test_above_the_cap_nothing_is_added(cap: int, each: int, quantity: int | Decimal) -> None:
    assert per_unit(each, free_above=cap).amount(quantity) == per_unit(each).amount(min(quantity, Decimal(cap)))


@given(st.integers(2, 1_000), prices, whole)
def test_a_package_that_has_begun_is_charged(size: int, price: int, quantity: int) -> None:
    assert package(price, size=size).amount(quantity) == price * ((quantity + size - 1) // size)


def test_a_fraction_between_two_bounds_has_a_price() -> None:
    """10.5 between 10 and 11 falls into the upper tier; a bound that counts whole units would leave it out."""
    assert volume([(10, 0, 2 * MICROS), (None, 0, MICROS)]).amount(Decimal("10.5")) == 10_500_000


def test_a_fraction_of_a_micro_is_rounded_once() -> None:
    assert per_unit(1).amount(Decimal("0.5")) == 1
    assert per_unit(1).amount(Decimal("0.4")) == 0


@pytest.mark.parametrize("quantity", [-1, Decimal("-0.001"), 51, Decimal("50.001")])
def test_what_no_step_covers_has_no_price(quantity: int | Decimal) -> None:
    with pytest.raises(NoPrice, match="no price for a quantity of"):
        stairs([(10, MICROS), (50, 3 * MICROS)]).amount(quantity)


def test_bounds_belong_to_the_step_below() -> None:
    steps = stairs([(10, MICROS), (50, 3 * MICROS)])
    assert [steps.amount(quantity) // MICROS for quantity in (0, 1, 10, 11, 50)] == [1, 1, 1, 3, 3]


def test_the_examples() -> None:
    assert doctest.testmod(module).failed == 0
