"""From lines to totals: rounding once a group, what adds up, and what changes nothing."""

from __future__ import annotations

import doctest
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

import laufzeit.invoices.totals
from laufzeit.catalogue.model import PriceBasis
from laufzeit.dates.period import Period
from laufzeit.invoices.document import Allowance, Line, TaxCategory, TaxLine
from laufzeit.invoices.totals import Totals, tax_within, totals
from laufzeit.money.vat import vat

VAT_CASES = json.loads((Path(__file__).parents[1] / "cases" / "vat_rounding.json").read_text("utf-8"))
MONTH = Period(date(2026, 11, 1), date(2026, 12, 1))
NET, GROSS = PriceBasis.NET, PriceBasis.GROSS
S = TaxCategory.STANDARD


def line(amount: int, rate: int = 1900, category: TaxCategory = S, *allowances: int) -> Line:
    taken = tuple(Allowance(allowance, "Rabatt") for allowance in allowances)
    return Line(
        contract=UUID(int=1), contract_number="V-1", item="plus@2020/fee", period=MONTH, service=MONTH, text="PLUS",
        explanation="", quantity=Decimal(1 if amount >= 0 else -1), unit="C62", unit_price=abs(amount) * 10_000,
        amount=amount, net=0, category=category, rate=rate, allowances=taken,
    )  # fmt: skip


def cents(text: str) -> int:
    return int(Decimal(text) * 100)


@pytest.mark.parametrize("case", VAT_CASES["vectors"], ids=lambda case: f"{case['BT116']} at {case['BT119']} %")
def test_tax_is_rounded_half_away_from_zero(case: dict[str, str]) -> None:
    found = totals([line(cents(case["BT116"]), cents(case["BT119"]))], NET)
    assert found.tax == cents(case["expected_BT117"])
    assert found.gross == found.net + found.tax == cents(case["BT116"]) + cents(case["expected_BT117"])


def test_tax_is_rounded_once_a_group() -> None:
    group = VAT_CASES["group"]
    found = totals([line(cents(row["net"]), cents(row["rate"])) for row in group["lines"]], NET)
    assert found.taxes == (TaxLine(S, 1900, cents(group["sum_BT116"]), cents(group["expected_BT117"])),)
    assert found.tax != cents(group["wrong_per_line_sum"])


def test_each_rate_has_its_line_with_the_reason() -> None:
    lines = [line(10_000, 700), line(5_000, 0, TaxCategory.EXEMPT), line(20_000), line(1, 700)]
    found = totals(lines, NET, {TaxCategory.EXEMPT: "§ 19 UStG"})
    assert found.taxes == (
        TaxLine(S, 1900, 20_000, 3_800),
        TaxLine(S, 700, 10_001, 700),
        TaxLine(TaxCategory.EXEMPT, 0, 5_000, 0, "§ 19 UStG"),
    )
    assert (found.net, found.tax, found.gross) == (35_001, 4_500, 39_501)
    assert [one.net for one in found.lines] == [10_000, 5_000, 20_000, 1]


def test_a_discount_lowers_base_and_tax() -> None:
    found = totals([line(10_000, 1900, S, 1_000, 500)], NET)
    assert (found.lines[0].net, found.tax, found.lines[0].gross) == (8_500, 1_615, None)


def test_gross_prices_are_what_is_paid() -> None:
    """Ten times 0,99 € are 9,90 €; the tax is that of the sum, and three lines bear the cents that are left over."""
    found = totals([line(99)] * 10, GROSS)
    assert (found.gross, found.tax, found.net) == (990, 158, 832)
    assert [one.net for one in found.lines] == [83] * 8 + [84] * 2
    assert all(one.gross == 99 for one in found.lines)


def test_gross_lines_of_both_signs_keep_their_own_tax() -> None:
    """An advance of 119,00 € and a credit of 118,99 €: the taxes nearly cancel out, the lines' nets do not suffer."""
    found = totals([line(11_900), line(-11_899)], GROSS)
    assert [one.net for one in found.lines] == [10_000, -9_999]
    assert (found.net, found.tax, found.gross) == (1, 0, 1)


def test_no_lines_have_no_totals() -> None:
    assert totals([], NET) == Totals((), (), 0, 0, 0)


rates = st.sampled_from([(S, 1900), (S, 700), (S, 2550), (S, 1600), (TaxCategory.EXEMPT, 0)])
amounts = st.integers(-(10**9), 10**9)


@st.composite
def some_lines(draw: st.DrawFn) -> list[Line]:
    rows = draw(st.lists(st.tuples(amounts, rates, st.lists(st.integers(-(10**6), 10**6), max_size=2)), max_size=8))
    return [line(amount, rate, category, *taken) for amount, (category, rate), taken in rows]


def figures(found: Totals) -> tuple[object, ...]:
    return found.taxes, found.net, found.tax, found.gross


@given(some_lines(), st.sampled_from(PriceBasis))
def test_everything_adds_up(lines: list[Line], prices: PriceBasis) -> None:
    found = totals(lines, prices)
    assert found.gross == found.net + found.tax
    assert found.net == sum(one.net for one in found.lines) == sum(tax.base for tax in found.taxes)
    assert found.tax == sum(tax.tax for tax in found.taxes)
    for tax in found.taxes:
        mine = [one for one in found.lines if (one.category, one.rate) == (tax.category, tax.rate)]
        assert tax.base == sum(one.net for one in mine)
        if prices is NET:
            assert tax.tax == vat(tax.base, tax.rate)
        else:
            assert tax.base + tax.tax == sum(one.gross or 0 for one in mine)
            assert tax.tax == tax_within(tax.base + tax.tax, tax.rate)
            assert abs(vat(tax.base, tax.rate) - tax.tax) <= 1


@given(some_lines(), st.sampled_from(PriceBasis))
def test_a_credit_mirrors_its_invoice(lines: list[Line], prices: PriceBasis) -> None:
    turned = [
        replace(one, amount=-one.amount, allowances=tuple(replace(a, amount=-a.amount) for a in one.allowances))
        for one in lines
    ]
    there, back = totals(lines, prices), totals(turned, prices)
    assert (back.net, back.tax, back.gross) == (-there.net, -there.tax, -there.gross)
    assert [one.net for one in back.lines] == [-one.net for one in there.lines]
    assert [(tax.base, tax.tax) for tax in back.taxes] == [(-tax.base, -tax.tax) for tax in there.taxes]


@given(some_lines(), st.sampled_from(PriceBasis), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines: list[Line], prices: PriceBasis, chance: Any) -> None:
    other = list(lines)
    chance.shuffle(other)
    assert figures(totals(other, prices)) == figures(totals(lines, prices))


@given(some_lines(), st.tuples(amounts, rates), amounts, st.sampled_from(PriceBasis))
def test_splitting_a_line_changes_no_total(
    lines: list[Line], split: tuple[int, tuple[TaxCategory, int]], part: int, prices: PriceBasis
) -> None:
    whole, (category, rate) = split
    one = totals([*lines, line(whole, rate, category)], prices)
    two = totals([line(part, rate, category), *lines, line(whole - part, rate, category)], prices)
    assert figures(one) == figures(two)


@given(some_lines())
def test_a_gross_line_s_tax_is_off_by_less_than_a_cent(lines: list[Line]) -> None:
    for one in totals(lines, GROSS).lines:
        tax = (one.gross or 0) - one.net
        assert abs(tax * (10_000 + one.rate) - (one.gross or 0) * one.rate) < 10_000 + one.rate


def test_the_examples_hold() -> None:
    assert doctest.testmod(laufzeit.invoices.totals).failed == 0
