"""What repeats is counted from its anchor."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.dates.day import add_months, month_end
from laufzeit.dates.period import Period
from laufzeit.dates.recurrence import Recurrence
from laufzeit.dates.span import Span, Unit

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
intervals = st.one_of(
    st.builds(Span, st.integers(1, 40), st.sampled_from([Unit.DAYS, Unit.WEEKS])),
    st.builds(Span, st.integers(1, 24), st.just(Unit.MONTHS)),
    st.builds(Span, st.integers(1, 3), st.just(Unit.YEARS)),
)
recurrences = st.builds(Recurrence, days, intervals)


@given(days, st.integers(1, 24), st.integers(-60, 60))
def test_every_start_keeps_the_anchors_number_where_the_month_has_it(anchor: date, months: int, n: int) -> None:
    start = Recurrence(anchor, Span(months, Unit.MONTHS)).nth_start(n)
    assert start == add_months(anchor, months * n)
    assert start.day == min(anchor.day, month_end(start).day)


@given(recurrences, days)
def test_the_period_of_a_day_contains_it(recurrence: Recurrence, day: date) -> None:
    n = recurrence.number_containing(day)
    assert recurrence.nth_start(n) <= day < recurrence.nth_start(n + 1)
    assert recurrence.period_containing(day) == recurrence.nth_period(n)


@given(recurrences, days, st.integers(1, 1500))
def test_periods_tile_what_they_cover(recurrence: Recurrence, start: date, length: int) -> None:
    within = Period(start, start + timedelta(days=length))
    found = list(recurrence.periods(within))
    assert found[0].contains(within.start) and found[-1].contains(within.end - timedelta(days=1))
    assert all(before.end == after.start for before, after in pairwise(found))
    assert all(period.overlaps(within) for period in found)


def test_an_open_stretch_gives_periods_as_long_as_one_asks() -> None:
    monthly = Recurrence(date(2023, 1, 31), Span.parse("1 month"))
    starts = [period.start.day for period in islice(monthly.periods(Period(date(2023, 1, 31), None)), 5)]
    assert starts == [31, 28, 31, 30, 31]


@pytest.mark.parametrize(
    ("interval", "first", "last"),
    [
        ("1 month", "2021-05-01", "2021-05-31"),
        ("3 months", "2021-04-01", "2021-06-30"),
        ("6 months", "2021-01-01", "2021-06-30"),
        ("12 months", "2021-01-01", "2021-12-31"),
        ("1 year", "2021-01-01", "2021-12-31"),
    ],
)
def test_calendar_periods(interval: str, first: str, last: str) -> None:
    period = Recurrence.calendar(Span.parse(interval)).period_containing(date(2021, 5, 17))
    assert (str(period.start), str(period.last_day)) == (first, last)


@pytest.mark.parametrize("interval", ["30 days", "5 months", "24 months"])
def test_what_does_not_divide_a_year_is_no_calendar_period(interval: str) -> None:
    with pytest.raises(ValueError, match="do not divide a calendar year"):
        Recurrence.calendar(Span.parse(interval))
