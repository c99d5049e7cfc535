"""Notice rules: the vectors of statute and courts, what cannot be read, and the properties that must hold."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.dates.notice import VALID_RULES, KeyDate, NoticeRule, RuleFault, TermsMissing
from laufzeit.dates.span import Span, Unit
from laufzeit.dates.term import Renewal, TermChain
from laufzeit.dates.workday import State, nth_werktag

CASES = Path(__file__).parents[1] / "cases"
VECTORS = json.loads((CASES / "notice_periods.json").read_text("utf-8"))["vectors"]
COURT = {case["id"]: case for case in json.loads((CASES / "notice_court_cases.json").read_text("utf-8"))["vectors"]}

ONE_DAY = timedelta(days=1)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
spans = st.one_of(
    st.builds(Span, st.integers(1, 400), st.just(Unit.DAYS)),
    st.builds(Span, st.integers(1, 60), st.just(Unit.WEEKS)),
    st.builds(Span, st.integers(1, 36), st.just(Unit.MONTHS)),
    st.builds(Span, st.integers(1, 3), st.just(Unit.YEARS)),
)
rules = st.builds(NoticeRule, st.none() | spans, st.sampled_from(KeyDate))
chains = st.one_of(
    st.builds(TermChain, days, st.none()),
    st.builds(TermChain, days, spans, spans | st.just(Renewal.INDEFINITE)),
)


def rule_of(vector: dict[str, Any]) -> NoticeRule:
    return NoticeRule(
        Span(vector["n"], Unit(vector["unit"])), KeyDate(vector["to"].replace("_", " ").replace("half ", "half-"))
    )


def terms_of(vector: dict[str, Any]) -> TermChain | None:
    term = vector.get("term")
    if term is None:
        return None
    first, renewal = (Span(term[key], Unit.MONTHS) for key in ("initial_months", "renewal_months"))
    return TermChain(date.fromisoformat(term["first_day"]), first, renewal)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_the_vectors_of_the_statute(vector: dict[str, Any]) -> None:
    rule, terms, received = rule_of(vector), terms_of(vector), date.fromisoformat(vector["received"])
    assert rule.period_end(received).isoformat() == vector["period_end"]
    assert rule.last_day(received, terms).isoformat() == vector["expected_end"]
    latest = rule.latest_receipt(date.fromisoformat(vector["expected_end"]), terms)
    assert latest == date.fromisoformat(vector["latest_receipt_for_this_end"])


def test_no_vector_is_missing() -> None:
    assert len(COURT) == 9 and len({vector["id"] for vector in VECTORS}) == len(VECTORS) == 41


@pytest.mark.parametrize("case_id", ["BGHZ59_265_a", "BGHZ59_265_b", "BGH_XII_ZR_120_04_facts"])
def test_decided_cases_with_a_rule(case_id: str) -> None:
    case = COURT[case_id]
    rule = NoticeRule.parse(case["rule"].partition(" (")[0])
    assert rule.last_day(date.fromisoformat(case["received"])).isoformat() == case["expected_end"]


@pytest.mark.parametrize("case_id", ["BGH_III_ZR_172_04_late", "BGH_III_ZR_172_04_ok", "BGH_III_ZR_172_04_edge"])
def test_decided_cases_to_a_fixed_day(case_id: str) -> None:
    case = COURT[case_id]
    lead, _, fixed_day = case["rule"].partition(" to ")
    in_time = NoticeRule.parse(lead).period_end(date.fromisoformat(case["received"])) <= date.fromisoformat(fixed_day)
    assert in_time == case["expected"].startswith("in time")


def test_the_lease_that_had_to_be_ended_by_the_third_werktag() -> None:
    case = COURT["BGH_VIII_ZR_206_04"]
    third = nth_werktag(date(2002, 6, 1), 3, State.BERLIN)
    assert third == date(2002, 6, 4) < date.fromisoformat(case["received"])
    lease = TermChain(date(2001, 9, 1), Span.parse("1 year"), Span.parse("1 year"))
    assert lease.ends_on_or_after(date(2002, 8, 31)) == date(2002, 8, 31)
    assert lease.ends_on_or_after(date(2002, 9, 1)).isoformat() == case["expected_end"]


def test_published_tables_that_are_wrong() -> None:
    assert COURT["table_error_giga"]["correct"] == "19.11."
    assert NoticeRule.parse("6 weeks to quarter end").latest_receipt(date(2026, 12, 31)) == date(2026, 11, 19)
    assert COURT["table_error_helpster"]["correct"] == "30 Sep"
    assert NoticeRule.parse("6 weeks to quarter end").last_day(date(2026, 7, 20)) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        ("2020-12-31", "2021-03-31"),
        ("2021-01-01", "2021-06-30"),
        ("2021-03-31", "2021-06-30"),
        ("2021-04-01", "2021-09-30"),
        ("2021-04-02", "2021-09-30"),
    ],
)
def test_three_months_to_the_end_of_a_quarter(received: str, last_day: str) -> None:
    rule = NoticeRule.parse("3 months to quarter end")
    assert rule.last_day(date.fromisoformat(received)).isoformat() == last_day


class TestTerms:
    def test_a_calendar_rule_never_ends_a_fixed_first_term_early(self) -> None:
        terms = TermChain(date(2021, 2, 15), Span.parse("12 months"))
        rule = NoticeRule.parse("3 months to quarter end")
        assert rule.last_day(date(2021, 3, 1), terms) == date(2022, 3, 31)
        assert rule.latest_receipt(date(2022, 3, 31), terms) == date(2021, 12, 31)
        assert rule.latest_receipt(date(2021, 6, 30), terms) is None
        assert rule.last_day(date(2022, 1, 1), terms) == date(2022, 6, 30)

    def test_a_rule_without_key_date_waits_for_the_first_term(self) -> None:
        terms = TermChain(date(2021, 2, 15), Span.parse("12 months"))
        assert NoticeRule.parse("30 days").last_day(date(2021, 3, 1), terms) == date(2022, 2, 14)
        assert NoticeRule.parse("any time").last_day(date(2022, 3, 1), terms) == date(2022, 3, 1)

    def test_after_the_first_term_of_a_consumer_the_lead_alone_counts(self) -> None:
        terms = TermChain(date(2021, 2, 15), Span.parse("12 months"), Renewal.INDEFINITE)
        rule = NoticeRule.parse("1 month to term end")
        assert rule.last_day(date(2022, 1, 14), terms) == date(2022, 2, 14)
        assert rule.last_day(date(2022, 1, 20), terms) == date(2022, 2, 20)

    def test_a_contract_that_ends_by_itself_ends_then(self) -> None:
        terms = TermChain(date(2021, 2, 15), Span.parse("12 months"), Renewal.NONE)
        rule = NoticeRule.parse("3 months to term end")
        for received in (date(2021, 3, 1), date(2022, 2, 1)):
            assert rule.last_day(received, terms) == date(2022, 2, 14)
        assert rule.latest_receipt(date(2022, 2, 14), terms) is None

    def test_notice_before_the_first_day_leaves_a_day_of_contract(self) -> None:
        terms = TermChain(date(2021, 3, 1), None)
        assert NoticeRule.parse("any time").last_day(date(2021, 1, 5), terms) == date(2021, 3, 1)

    def test_a_rule_to_the_end_of_a_term_needs_the_terms(self) -> None:
        with pytest.raises(TermsMissing, match="3 months to term end"):
            NoticeRule.parse("3 months to term end").last_day(date(2021, 1, 1))


class TestReading:
    @pytest.mark.parametrize("text", VALID_RULES)
    def test_what_is_called_valid_can_be_read(self, text: str) -> None:
        assert str(NoticeRule.parse(text)) == text

    @given(rules)
    def test_writing_and_reading_are_inverse(self, rule: NoticeRule) -> None:
        assert NoticeRule.parse(str(rule)) == rule

    @pytest.mark.parametrize(
        ("text", "canonical"),
        [
            ("  3  Months TO Quarter  End ", "3 months to quarter end"),
            ("1 months", "1 month"),
            ("0 days", "any time"),
            ("Half-Year End", "half-year end"),
        ],
    )
    def test_spelling_that_is_forgiven(self, text: str, canonical: str) -> None:
        assert str(NoticeRule.parse(text)) == canonical

    @pytest.mark.parametrize(
        ("text", "place", "said", "valid"),
        [
            ("", "", "a span is expected", "3 months to quarter end"),
            ("three months", "three", "not a whole number", "3 months to quarter end"),
            ("-3 months", "-3", "not a whole number", "30 days"),
            ("3 moons to quarter end", "moons", "not a unit", "weeks"),
            ("3", "", "the unit is missing", "months"),
            ("3 to quarter end", "to", "the unit is missing", "months"),
            ("3 months quarter end", "quarter end", "nothing can follow", "3 months to quarter end"),
            ("3 months to easter", "easter", "not a day that notice can be given to", "half-year end"),
            ("3 months to", "", "is missing", "term end"),
            ("0 months to year end", "0", "out of bounds", "1 to 1200 months"),
            ("101 years", "101", "out of bounds", "1 to 100 years"),
            ("9999999999 days", "9999999999", "not a whole number", "30 days"),
            ("٣ months", "٣", "not a whole number", "30 days"),
            ("to quarter end", "to", "a span is expected", "quarter end"),
        ],
    )
    def test_what_cannot_be_read_shows_the_place_and_what_would_be_valid(
        self, text: str, place: str, said: str, valid: str
    ) -> None:
        with pytest.raises(RuleFault) as caught:
            NoticeRule.parse(text)
        fault = caught.value
        assert text[fault.position :].startswith(place) and (place or fault.position == len(text))
        assert said in fault.message
        message, shown, caret, last = str(fault).split("\n")
        assert message == fault.message and shown == f"  {text}"
        assert caret.index("^") == 2 + fault.position
        assert last.startswith("valid: ") and valid in last

    @given(st.text(max_size=30))
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        place = 0
        try:
            NoticeRule.parse(text)
        except RuleFault as fault:
            place = fault.position
        assert 0 <= place <= len(text)


class TestProperties:
    @given(rules, chains, days)
    def test_an_end_never_comes_earlier_with_a_later_receipt(
        self, rule: NoticeRule, terms: TermChain, day: date
    ) -> None:
        assert rule.last_day(day, terms) <= rule.last_day(day + ONE_DAY, terms)

    @given(rules, chains, days)
    def test_an_end_gives_the_whole_notice_period_and_the_first_term(
        self, rule: NoticeRule, terms: TermChain, day: date
    ) -> None:
        last_day = rule.last_day(day, terms)
        assert last_day >= rule.period_end(day) >= day
        assert last_day >= (terms.first_term.last_day or terms.first_day)

    @given(rules, chains, days)
    def test_the_latest_receipt_is_the_latest(self, rule: NoticeRule, terms: TermChain, day: date) -> None:
        last_day = rule.last_day(day, terms)
        latest = rule.latest_receipt(last_day, terms)
        assert latest is not None and latest >= day
        assert rule.last_day(latest, terms) == last_day < rule.last_day(latest + ONE_DAY, terms)

    @given(rules, st.none() | chains, days)
    def test_the_search_finds_what_trying_every_day_finds(
        self, rule: NoticeRule, terms: TermChain | None, last_day: date
    ) -> None:
        if terms is None and rule.key is KeyDate.TERM_END:
            terms = TermChain(last_day, None)
        lead_days = 0 if rule.lead is None else (rule.lead.days or (rule.lead.months or 0) * 31)
        tried = (last_day - timedelta(days=back) for back in range(lead_days + 1))
        found = next((day for day in tried if rule.last_day(day, terms) == last_day), None)
        assert rule.latest_receipt(last_day, terms) == found

    def test_the_ends_of_the_calendar_do_no_harm(self) -> None:
        assert NoticeRule.parse("1 month").latest_receipt(date(1, 1, 15)) is None
        assert NoticeRule.parse("any time").latest_receipt(date.min) == date.min
        assert NoticeRule.parse("100 years").latest_receipt(date.max) == date(9899, 12, 31)
