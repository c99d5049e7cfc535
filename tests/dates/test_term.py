"""Terms and renewals by §§ 188 (2), 190 BGB."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.dates.period import Period
from laufzeit.dates.span import Span, Unit
from laufzeit.dates.term import NoTerm, Renewal, TermChain

VECTORS = json.loads((Path(__file__).parents[1] / "cases" / "term_ends.json").read_text("utf-8"))["vectors"]

ONE_DAY = timedelta(days=1)
days = st.dates(date(1890, 1, 1), date(2210, 12, 31))
spans = st.one_of(
    st.builds(Span, st.integers(1, 400), st.just(Unit.DAYS)),
    st.builds(Span, st.integers(1, 60), st.just(Unit.WEEKS)),
    st.builds(Span, st.integers(1, 60), st.just(Unit.MONTHS)),
    st.builds(Span, st.integers(1, 5), st.just(Unit.YEARS)),
)
late_days = days.map(lambda day: day.replace(day=1) - ONE_DAY)  # ends of months, where the rules differ
chains = st.builds(TermChain, days | late_days, spans, spans)


def last_days(terms: TermChain, count: int) -> list[str]:
    return [str(period.last_day) for period in islice(terms.periods(), count)]


@pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda v: f"{v['first_day']}+{v['initial_months']}+{v['renewal_months']}"
)
def test_the_vectors_of_the_statute(vector: dict[str, Any]) -> None:
    first, renewal = (Span(vector[key], Unit.MONTHS) for key in ("initial_months", "renewal_months"))
    terms = TermChain(date.fromisoformat(vector["first_day"]), first, renewal)
    assert last_days(terms, 5) == vector["ends_successive_190"]


def test_a_leap_day_ends_with_february() -> None:
    year = Span.parse("1 year")
    assert last_days(TermChain(date(2024, 2, 29), year, year), 4) == [
        "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
    ]  # fmt: skip


def test_a_first_term_and_renewals_of_another_length() -> None:
    terms = TermChain(date(2026, 10, 1), Span.parse("24 months"), Span.parse("1 month"))
    assert last_days(terms, 4) == ["2028-09-30", "2028-10-31", "2028-11-30", "2028-12-31"]


def test_terms_of_days_and_weeks() -> None:
    terms = TermChain(date(2026, 1, 1), Span.parse("30 days"), Span.parse("2 weeks"))
    assert last_days(terms, 3) == ["2026-01-30", "2026-02-13", "2026-02-27"]
    assert terms.term_containing(date(2026, 2, 14)) == Period(date(2026, 2, 14), date(2026, 2, 28))


class TestWhatFollows:
    def test_an_indefinite_contract_is_one_open_term(self) -> None:
        terms = TermChain(date(2021, 1, 1), None)
        assert list(terms.periods()) == [Period(date(2021, 1, 1), None)]
        assert terms.term_containing(date(2050, 1, 1)) == Period(date(2021, 1, 1), None)
        assert terms.ends_on_or_after(date(2021, 5, 5)) == date(2021, 5, 5)
        assert terms.next_start_on_or_after(date(2021, 5, 5)) == date(2021, 5, 5)
        assert terms.own_end is None

    def test_a_fixed_term_that_goes_on_for_an_indefinite_time(self) -> None:
        terms = TermChain(date(2021, 1, 1), Span.parse("12 months"), Renewal.INDEFINITE)
        assert list(terms.boundaries()) == [date(2021, 1, 1), date(2022, 1, 1)]
        assert terms.term_containing(date(2021, 12, 31)).last_day == date(2021, 12, 31)
        assert terms.term_containing(date(2022, 1, 1)) == Period(date(2022, 1, 1), None)
        assert terms.ends_on_or_after(date(2021, 1, 1)) == date(2021, 12, 31)
        assert terms.ends_on_or_after(date(2022, 6, 1)) == date(2022, 6, 1)
        assert terms.own_end is None

    def test_a_fixed_term_that_ends_by_itself(self) -> None:
        terms = TermChain(date(2021, 1, 1), Span.parse("12 months"), Renewal.NONE)
        assert list(terms.periods()) == [Period(date(2021, 1, 1), date(2022, 1, 1))]
        assert terms.own_end == date(2021, 12, 31)
        for question in (terms.term_containing, terms.ends_on_or_after):
            with pytest.raises(NoTerm, match="after the contract's last day, 2021-12-31"):
                question(date(2022, 1, 1))

    def test_nothing_can_follow_an_open_term(self) -> None:
        for renewal in (Renewal.NONE, Span.parse("1 year")):
            with pytest.raises(ValueError, match="no end that a renewal could follow"):
                TermChain(date(2021, 1, 1), None, renewal)


def test_before_the_first_day_there_is_no_term_but_an_end_to_come() -> None:
    terms = TermChain(date(2021, 3, 1), Span.parse("12 months"), Span.parse("12 months"))
    with pytest.raises(NoTerm, match="before the contract's first day"):
        terms.term_containing(date(2021, 2, 28))
    assert terms.ends_on_or_after(date(2020, 1, 1)) == date(2022, 2, 28)
    assert terms.next_start_on_or_after(date(2020, 1, 1)) == date(2021, 3, 1)
    assert terms.next_start_on_or_after(date(2021, 3, 2)) == date(2022, 3, 1)
    assert terms.next_start_on_or_after(date(2022, 3, 1)) == date(2022, 3, 1)


def test_the_chain_ends_with_the_calendar() -> None:
    terms = TermChain(date(9990, 1, 31), Span.parse("12 months"), Span.parse("12 months"))
    assert last_days(terms, 100)[-1] == "9999-01-30"


@pytest.mark.parametrize("span", ["1 month", "6 months", "12 months", "48 months", "16 months"])
@pytest.mark.parametrize("first_day", ["2024-02-29", "2023-10-31", "2023-08-30", "2023-11-29", "2023-01-01"])
def test_a_far_day_is_reached_by_a_leap_and_the_leap_by_steps(first_day: str, span: str) -> None:
    terms = TermChain(date.fromisoformat(first_day), Span.parse(span), Span.parse(span))
    far = date(2391, 7, 15)
    stepped = next(period for period in terms.periods() if period.contains(far))
    assert terms.term_containing(far) == stepped


@given(chains)
def test_terms_tile(terms: TermChain) -> None:
    periods = list(islice(terms.periods(), 40))
    assert periods[0].start == terms.first_day
    assert all(before.end == after.start for before, after in pairwise(periods))


@given(chains, st.integers(0, 60), st.data())
def test_the_term_of_a_day_is_the_one_that_stepping_finds(terms: TermChain, n: int, data: st.DataObject) -> None:
    period = next(islice(terms.periods(), n, None))
    assert period.last_day is not None
    day = data.draw(st.dates(period.start, period.last_day))
    assert terms.term_containing(day) == period
    assert terms.ends_on_or_after(day) == period.last_day
    assert terms.next_start_on_or_after(day) == (day if day == period.start else period.end)
