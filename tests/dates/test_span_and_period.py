"""Spans, periods, months and their ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.dates.day import add_months, half_year_end, month_end, quarter_end, year_end
from laufzeit.dates.period import Period
from laufzeit.dates.span import Span, SpanFault, Unit

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
units = st.sampled_from(Unit)
all_spans = units.flatmap(
    lambda unit: st.builds(Span, st.integers(1, 100 if unit is Unit.YEARS else 1200), st.just(unit))
)
periods = st.builds(
    lambda start, length: Period(start, None if length is None else start + timedelta(days=length)),
    days,
    st.none() | st.integers(1, 4000),
)


@given(all_spans)
def test_spans_are_read_as_they_are_written(span: Span) -> None:
    assert Span.parse(str(span)) == span


def test_a_year_is_twelve_months_and_a_week_seven_days() -> None:
    assert (Span.parse("1 year").months, Span.parse("1 year").days) == (12, None)
    assert (Span.parse("6 weeks").months, Span.parse("6 weeks").days) == (None, 42)


def test_thirty_days_are_not_a_month() -> None:
    assert Span.parse("30 days").after(date(2027, 1, 30)) == date(2027, 3, 1)
    assert Span.parse("1 month").after(date(2027, 1, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "month", "1", "1.5 months", "1 month 2 days", "1 monthss", "1201 days", "0 weeks", "1e2 days"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(SpanFault) as caught:
        Span.parse(text)
    assert caught.value.text == text and caught.value.valid_forms


@given(days, st.integers(-1200, 1200))
def test_a_month_later_keeps_the_number_or_is_the_last_of_its_month(day: date, n: int) -> None:
    later = add_months(day, n)
    assert (later.year - day.year) * 12 + later.month - day.month == n
    assert later.day == day.day or (later.day < day.day and later == month_end(later))


def test_months_that_leave_the_calendar_are_refused() -> None:
    for day, n in ((date(9999, 12, 1), 1), (date(1, 1, 31), -1)):
        with pytest.raises(OverflowError, match="calendar"):
            add_months(day, n)


@given(days)
def test_ends_are_the_next_days_before_a_first(day: date) -> None:
    for end, months in ((month_end, 1), (quarter_end, 3), (half_year_end, 6), (year_end, 12)):
        last = end(day)
        assert day <= last and end(last) == last
        following = last + timedelta(days=1)
        assert following.day == 1 and following.month % months == 1 % months
        assert (last.year - day.year) * 12 + last.month - day.month < months


@given(periods, days)
def test_a_day_belongs_to_a_period_from_its_start_to_its_last_day(period: Period, day: date) -> None:
    assert period.contains(day) == (period.start <= day and (period.last_day is None or day <= period.last_day))
    assert period.contains(period.start) and (period.last_day is None or period.contains(period.last_day))
    assert period.end is None or not period.contains(period.end)
    assert Period.from_inclusive(period.start, period.last_day) == period


@given(periods, periods, days)
def test_what_two_periods_share(one: Period, other: Period, day: date) -> None:
    shared = one.intersection(other)
    assert shared == other.intersection(one)
    assert one.overlaps(other) == (shared is not None)
    assert (one.contains(day) and other.contains(day)) == (shared is not None and shared.contains(day))


def test_neighbours_do_not_overlap() -> None:
    assert not Period(date(2021, 1, 1), date(2021, 7, 1)).overlaps(Period(date(2021, 7, 1), None))
