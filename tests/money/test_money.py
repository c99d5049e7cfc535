"""Amounts, the one rounding, shares, VAT."""

from __future__ import annotations

import json
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from operator import add, ge, gt, le, lt, sub
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.money.allocation import allocate
from laufzeit.money.amount import (
    CHF,
    CURRENCIES,
    EUR,
    USD,
    AmountFault,
    Currency,
    CurrencyMismatch,
    Money,
    parse_micros,
)
from laufzeit.money.rounding import div_half_away, micros_to_minor, minor_to_micros
from laufzeit.money.vat import RATES, NoRate, VatCategory, percent, rate_on, vat
from laufzeit.money.wording import in_full, short, short_unit_price

VAT_CASES = json.loads((Path(__file__).parents[1] / "cases" / "vat_rounding.json").read_text("utf-8"))

currencies = st.sampled_from(list(CURRENCIES.values()))
amounts = st.integers(-(10**14), 10**14)


class TestAmounts:
    @given(amounts, currencies)
    def test_amounts_are_read_as_they_are_written(self, minor: int, currency: Currency) -> None:
        money = Money(minor, currency)
        assert Money.parse(str(money.decimal), currency) == money
        assert str(money) == f"{money.decimal} {currency.code}"

    @pytest.mark.parametrize(
        ("text", "code", "minor"),
        [("19.00", "EUR", 1900), ("19", "EUR", 1900), ("-1.5", "EUR", -150), ("-0.05", "CHF", -5), ("0", "EUR", 0),
         ("1500", "JPY", 1500), ("1.234", "KWD", 1234), (" 7.10 ", "USD", 710)],
    )  # fmt: skip
    def test_reading(self, text: str, code: str, minor: int) -> None:
        assert Money.parse(text, Currency.of(code)).minor == minor

    @pytest.mark.parametrize(
        "text", ["", "19,00", "1.234", "1e3", "nan", "+5", "1 000", ".5", "5.", "٣", "1_000", "9" * 16]
    )
    def test_what_is_no_amount_is_refused(self, text: str) -> None:
        with pytest.raises(AmountFault):
            Money.parse(text, EUR)

    def test_yen_have_no_cents(self) -> None:
        with pytest.raises(AmountFault, match="more than 0 digits"):
            Money.parse("1.5", Currency.of("JPY"))

    def test_unit_prices_have_six_decimals(self) -> None:
        assert parse_micros("0.000001") == 1
        with pytest.raises(AmountFault):
            parse_micros("0.0000001")

    @pytest.mark.parametrize("operation", [add, sub, lt, le, gt, ge])
    def test_currencies_are_never_mixed(self, operation: Any) -> None:
        with pytest.raises(CurrencyMismatch, match="EUR and USD"):
            operation(Money(1, EUR), Money(1, USD))
        assert Money(1, EUR) != Money(1, USD)

    def test_only_whole_numbers_are_amounts(self) -> None:
        wrong: Any
        for wrong in (1.0, Decimal(1), True, "1"):
            with pytest.raises(TypeError, match="whole number"):
                Money(wrong, EUR)
        with pytest.raises(TypeError):
            Money(1, EUR) * 1.5  # type: ignore[operator]

    @given(amounts, amounts, st.integers(-1000, 1000))
    def test_reckoning(self, one: int, other: int, count: int) -> None:
        a, b = Money(one, EUR), Money(other, EUR)
        assert (a + b).minor == one + other and a - b == -(b - a) and (count * a).minor == one * count
        assert (a < b) == (one < other) and (a >= b) == (one >= other) and bool(a) == (one != 0)
        assert a - a == Money.zero(EUR)


class TestRounding:
    @given(st.integers(-(10**18), 10**18), st.integers(1, 10**9))
    def test_halves_go_away_from_zero(self, numerator: int, denominator: int) -> None:
        quotient = div_half_away(numerator, denominator)
        assert abs(2 * (quotient * denominator - numerator)) <= denominator
        if 2 * abs(numerator) % (2 * denominator) == denominator:
            assert abs(quotient) * denominator > abs(numerator)
        assert div_half_away(-numerator, denominator) == -quotient

    @given(st.integers(-(10**12), 10**12), currencies)
    def test_micros_are_rounded_as_decimals_would_be(self, micros: int, currency: Currency) -> None:
        exact = Decimal(micros).scaleb(currency.decimals - 6)
        assert micros_to_minor(micros, currency) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))
        assert micros_to_minor(minor_to_micros(micros, currency), currency) == micros

    def test_a_denominator_is_positive(self) -> None:
        with pytest.raises(ValueError, match="positive"):
            div_half_away(1, 0)


class TestAllocation:
    @given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**6), min_size=1).filter(any))
    def test_shares_add_up_and_are_as_near_as_can_be(self, total: int, weights: list[int]) -> None:
        shares = allocate(total, weights)
        whole = sum(weights)
        assert sum(shares) == total
        assert all(abs(share * whole - total * weight) < whole for share, weight in zip(shares, weights, strict=True))
        assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if weight == 0)
        assert allocate(-total, weights) == tuple(-share for share in shares)

    def test_the_first_of_equal_remainders_gets_what_is_left(self) -> None:
        assert allocate(10, [1, 1, 1, 1]) == (3, 3, 2, 2)
        assert allocate(1, [0, 1, 1]) == (0, 1, 0)

    @pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [2, -1]])
    def test_weights_that_divide_nothing_are_refused(self, weights: list[int]) -> None:
        with pytest.raises(ValueError, match="weights"):
            allocate(1, weights)


class TestVat:
    @pytest.mark.parametrize("case", VAT_CASES["vectors"], ids=lambda case: f"{case['BT116']}-{case['BT119']}")
    def test_tax_on_a_base(self, case: dict[str, str]) -> None:
        base, rate = Money.parse(case["BT116"], EUR), int(case["BT119"]) * 100
        assert Money(vat(base.minor, rate), EUR).decimal == Decimal(case["expected_BT117"])
        assert percent(rate) == case["BT119"]

    def test_rounding_once_for_a_group_and_not_by_line(self) -> None:
        group = VAT_CASES["group"]
        nets = [Money.parse(line["net"], EUR).minor for line in group["lines"]]
        assert Money(sum(nets), EUR).decimal == Decimal(group["sum_BT116"])
        assert Money(vat(sum(nets), 1900), EUR).decimal == Decimal(group["expected_BT117"])
        assert Money(sum(vat(net, 1900) for net in nets), EUR).decimal == Decimal(group["wrong_per_line_sum"])

    @pytest.mark.parametrize(
        ("day", "standard", "reduced"),
        [("2006-12-31", 1600, 700), ("2007-01-01", 1900, 700), ("2020-06-30", 1900, 700), ("2020-07-01", 1600, 500),
         ("2020-12-31", 1600, 500), ("2021-01-01", 1900, 700), ("2026-11-22", 1900, 700)],
    )  # fmt: skip
    def test_germanys_rates(self, day: str, standard: int, reduced: int) -> None:
        assert rate_on(VatCategory.STANDARD, date.fromisoformat(day)) == standard
        assert rate_on(VatCategory.REDUCED, date.fromisoformat(day)) == reduced

    def test_before_the_table_there_is_no_rate(self) -> None:
        with pytest.raises(NoRate, match="1998-04-01"):
            rate_on(VatCategory.STANDARD, date(1998, 3, 31))

    @pytest.mark.parametrize("category", VatCategory)
    def test_the_table_is_in_order(self, category: VatCategory) -> None:
        since = [row.since for row in RATES[category]]
        assert since == sorted(set(since))

    def test_rates_as_documents_print_them(self) -> None:
        assert [percent(rate) for rate in (0, 500, 700, 1600, 1900, 810, 1234)] == [
            "0",
            "5",
            "7",
            "16",
            "19",
            "8.1",
            "12.34",
        ]


class TestWording:
    @pytest.mark.parametrize(
        ("minor", "code", "language", "full", "brief"),
        [
            (1900, "EUR", "de", "19,00 €", "€ 19,-"),
            (10, "EUR", "de", "0,10 €", "€ 0,10"),
            (0, "EUR", "de", "0,00 €", "€ 0,-"),
            (132000, "EUR", "de", "1.320,00 €", "€ 1.320,-"),
            (132000, "EUR", "en", "€1,320.00", "€1,320"),
            (-250, "EUR", "de", "-2,50 €", "-€ 2,50"),
            (-250, "EUR", "en", "-€2.50", "-€2.50"),
            (123456789, "CHF", "de", "1.234.567,89 CHF", "CHF 1.234.567,89"),
            (100, "CHF", "en", "CHF 1.00", "CHF 1"),
            (1500, "JPY", "de", "1.500 ¥", "¥ 1.500"),
            (1500, "JPY", "en", "¥1,500", "¥1,500"),
            (1234, "KWD", "en", "KWD 1.234", "KWD 1.234"),
        ],
    )
    def test_amounts(self, minor: int, code: str, language: Literal["de", "en"], full: str, brief: str) -> None:
        money = Money(minor, Currency.of(code))
        assert (in_full(money, language), short(money, language)) == (full, brief)

    def test_unit_prices_show_the_digits_they_need(self) -> None:
        micros = (19_000_000, 100_000, 105_000, 500, 1, 0, -100_000)
        assert [short_unit_price(m, EUR, "de") for m in micros] == [
            "€ 19,-", "€ 0,10", "€ 0,105", "€ 0,0005", "€ 0,000001", "€ 0,-", "-€ 0,10",
        ]  # fmt: skip
        assert [short_unit_price(m, CHF, "en") for m in micros[:2]] == ["CHF 19", "CHF 0.10"]
