"""§ 193 BGB, the withdrawal of consumers, the Data Act's dates and retention."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.dates.data_act import SwitchCharges, SwitchDates, applies_on, switching_charges
from laufzeit.dates.notice import NoticeRule
from laufzeit.dates.retention import YEARS, Record, erase_from, retain_until
from laufzeit.dates.span import Span
from laufzeit.dates.workday import (
    NoCalendar,
    State,
    add_workdays,
    deadline,
    is_workday,
    next_workday,
    nth_werktag,
    withdrawal_last_day,
)

CASES = Path(__file__).parents[1] / "cases"
SHIFTS = json.loads((CASES / "weekday_shift.json").read_text("utf-8"))
SWITCHES = json.loads((CASES / "data_act_switching.json").read_text("utf-8"))["vectors"]
RETENTION = json.loads((CASES / "retention.json").read_text("utf-8"))["vectors"]
KINDS = {"invoice": Record.VOUCHER, "books": Record.BOOKS, "commercial": Record.LETTER}


@pytest.mark.parametrize("case", SHIFTS["shift"], ids=lambda case: f"{case['day']}-{case['land']}")
def test_a_payment_is_due_on_the_next_working_day(case: dict[str, Any]) -> None:
    assert next_workday(date.fromisoformat(case["day"]), State(case["land"])).isoformat() == case["expected"]


@pytest.mark.parametrize("case", SHIFTS["withdrawal"], ids=lambda case: case["expected_last_day"])
def test_the_last_day_of_a_withdrawal(case: dict[str, Any]) -> None:
    concluded, state = date.fromisoformat(case["concluded"]), State(case.get("land", "BE"))
    last_day = withdrawal_last_day(concluded, state, instructed=case.get("instruction_given", True))
    assert last_day.isoformat() == case["expected_last_day"]
    if "calendar_end" in case:
        assert deadline(concluded, Span.parse("14 days"), state) == last_day
        assert Span.parse("14 days").after(concluded).isoformat() == case["calendar_end"]


def test_where_193_applies() -> None:
    applies = {case["case"]: case["applies"] for case in SHIFTS["applies"]}
    sunday = date(2026, 12, 6)
    assert applies["notice period end"] is False
    assert NoticeRule.parse("14 days").last_day(date(2026, 11, 22)) == sunday
    assert applies["payment due date"] is True
    assert deadline(date(2026, 11, 22), Span.parse("14 days"), State.BERLIN) == sunday + timedelta(days=1)
    assert applies["retention period end (§ 147 AO)"] is False
    assert retain_until(Record.LETTER, date(2016, 3, 1)).weekday() == 5
    assert applies["contract end date / term end"] is False


def test_years_without_a_calendar_are_refused_and_not_guessed() -> None:
    for day in (date(1990, 12, 31), date(2101, 1, 3)):
        with pytest.raises(NoCalendar, match=str(day.year)):
            is_workday(day, State.BERLIN)


def test_saturdays_are_no_working_days_but_werktage() -> None:
    saturday = date(2002, 6, 1)
    assert not is_workday(saturday, State.BERLIN)
    assert nth_werktag(saturday, 1, State.BERLIN) == saturday
    with pytest.raises(ValueError, match="from 1"):
        nth_werktag(saturday, 0, State.BERLIN)


@given(st.dates(date(1992, 1, 1), date(2099, 12, 1)), st.sampled_from(State), st.integers(0, 20))
def test_working_days_are_counted_one_by_one(day: date, state: State, count: int) -> None:
    reached = add_workdays(day, count, state)
    passed = [day + timedelta(days=n) for n in range(1, (reached - day).days + 1)]
    assert sum(is_workday(d, state) for d in passed) == count
    assert count == 0 or is_workday(reached, state)


@pytest.mark.parametrize("case", SWITCHES, ids=lambda case: case["switch_notice_received"])
def test_the_dates_of_a_switch(case: dict[str, Any]) -> None:
    received = date.fromisoformat(case["switch_notice_received"])
    dates = SwitchDates.from_receipt(received, State.BERLIN)
    assert dates.notice_end.isoformat() == case["latest_end_of_notice_period"]
    assert dates.transition_end.isoformat() == case["latest_end_of_transition_30d"]
    assert dates.retrieval_end.isoformat() == case["earliest_end_of_data_retrieval"]
    assert dates.extended_transition_end.isoformat() == case["extended_transition_max_7_months"]
    assert case["provider_must_announce_within"] == "14 working days of the request"
    assert dates.announce_by == add_workdays(received, 14, State.BERLIN)
    assert switching_charges(received) is SwitchCharges(case["switching_charges_allowed"])


def test_a_switch_waits_no_longer_than_two_months_whatever_was_agreed() -> None:
    received = date(2026, 11, 22)
    assert SwitchDates.from_receipt(received, State.BERLIN, Span.parse("3 months")).notice_end == date(2027, 1, 22)
    assert SwitchDates.from_receipt(received, State.BERLIN, Span.parse("14 days")).notice_end == date(2026, 12, 6)


def test_the_announcement_skips_holidays() -> None:
    assert SwitchDates.from_receipt(date(2026, 12, 18), State.BERLIN).announce_by == date(2027, 1, 11)


def test_the_chapter_on_switching_applies_from_its_day() -> None:
    assert not applies_on(date(2025, 9, 11)) and applies_on(date(2025, 9, 12))


@pytest.mark.parametrize("case", RETENTION, ids=lambda case: f"{case['years']}-{case['created']}")
def test_retention(case: dict[str, Any]) -> None:
    kind = next(record for word, record in KINDS.items() if case["kind"].startswith(word))
    created = date.fromisoformat(case["created"])
    assert YEARS[kind] == case["years"]
    assert retain_until(kind, created).isoformat() == case["retain_until"]
    assert erase_from(kind, created).isoformat() == case["erase_from"]
