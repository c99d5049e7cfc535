"""The numbers of documents."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import laufzeit.invoices.numbers
from laufzeit.catalogue.numbering import LARGEST_NUMBER, LONGEST, format_fault
from laufzeit.invoices.numbers import NumberFault, format_number, format_numbers, restarts_each_year, series_of


@pytest.mark.parametrize(
    ("fmt", "number", "written"),
    [
        ("RE-{year}-{number:06}", 123, "RE-2026-000123"),
        ("RE-{year}-{number:06}", 1234567, "RE-2026-1234567"),
        ("{number}", 7, "7"),
        ("{year}/{number:04}", 1, "2026/0001"),
        ("{number}{year}", 12, "122026"),
    ],
)
def test_numbers_are_written(fmt: str, number: int, written: str) -> None:
    assert format_number(fmt, 2026, number) == written


@pytest.mark.parametrize(
    "fmt",
    [
        "",
        "RE-{year}",
        "{number}{number}",
        "{number",
        "number}",
        "{{number}}",
        "{number:6}",
        "{number:00}",
        "{number:099}",
        "{year:04}{number}",
        "{month}{number}",
        "{}{number}",
        "{number.real}",
        "{number!r}",
        "RE {number}",
        "RE_{number}",
        "RÉ{number}",
        "R{number}\n",
        "X" * 30 + "{number}",
    ],
)
def test_formats_that_give_no_numbers_are_refused(fmt: str) -> None:
    with pytest.raises(NumberFault):
        format_number(fmt, 2026, 1)


@pytest.mark.parametrize("number", [0, -1, LARGEST_NUMBER + 1])
def test_numbers_have_bounds(number: int) -> None:
    with pytest.raises(NumberFault):
        format_number("{number}", 2026, number)


texts = st.lists(st.sampled_from(["RE", "-", "2"]), max_size=4)


@st.composite
def formats(draw: st.DrawFn) -> str:
    """What the catalogue takes as a format."""
    number = draw(st.sampled_from(["{number}", "{number:06}"]))
    year = draw(st.sampled_from([[], ["{year}"]]))
    fmt = "".join(draw(st.permutations([*draw(texts), number, *year])))
    assert format_fault(fmt) is None
    return fmt


@given(formats(), st.integers(2000, 2100), st.integers(1, LARGEST_NUMBER), st.integers(1, LARGEST_NUMBER))
def test_a_series_gives_each_number_once(fmt: str, year: int, one: int, other: int) -> None:
    numbers = {format_number(fmt, year, one), format_number(fmt, year, other)}
    assert len(numbers) == len({one, other})
    assert max(map(len, numbers)) <= LONGEST


@given(formats(), st.integers(2000, 2099))
def test_a_series_is_counted_by_year_where_the_year_is_seen(fmt: str, year: int) -> None:
    assert (series_of(fmt, year) != series_of(fmt, year + 1)) == restarts_each_year(fmt)


@given(
    st.sampled_from(["RE-{year}-{number:06}", "{number}", "{year}/{number:03}", "A{number:02}-{year}"]),
    st.integers(1, 1500),
    st.integers(0, 12),
)
def test_many_numbers_are_those_that_follow(fmt: str, first: int, count: int) -> None:
    assert format_numbers(fmt, 2026, first, count) == [format_number(fmt, 2026, first + n) for n in range(count)]
    with pytest.raises(NumberFault):
        format_numbers(fmt, 2026, LARGEST_NUMBER - count, count + 2)


def test_the_examples_hold() -> None:
    assert doctest.testmod(laufzeit.invoices.numbers).failed == 0
