"""Days of TARGET, notices and mandates, held against the given cases."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from laufzeit.dates.target import (
    collection_day,
    earliest_collection,
    first_collection,
    is_target_day,
    latest_notice,
    latest_submission,
)
from laufzeit.dates.workday import NoCalendar, State, next_workday
from laufzeit.payments.fault import Code
from laufzeit.payments.mandate import (
    Mandate,
    Scheme,
    Sequence,
    contestable_until,
    creditor_id_fault,
    new_reference,
    reference_fault,
    reference_key,
    refundable_until,
    sequence,
    usable,
)
from laufzeit.payments.sepa_text import identifier, is_identifier, plain

CASES = Path(__file__).parents[1] / "cases"
DATES = json.loads((CASES / "sepa_dates.json").read_text("utf-8"))["vectors"]
RULES = json.loads((CASES / "sepa_mandate_rules.json").read_text("utf-8"))
CREDITOR = "DE98ZZZ09999999999"
DAYS = st.dates(date(2002, 1, 10), date(2099, 12, 1))


@pytest.mark.parametrize("case", DATES, ids=lambda case: f"{case['requested_due']}-{case['prenotification_days']}")
def test_the_cases_of_days(case: dict[str, Any]) -> None:
    due, collected = date.fromisoformat(case["requested_due"]), date.fromisoformat(case["collection_date"])
    assert collection_day(due) == collected
    assert latest_submission(collected).isoformat() == case["latest_submission_target_day_D_minus_1"]
    assert latest_notice(collected, case["prenotification_days"]).isoformat() == case["latest_prenotification"]
    assert next_workday(due, State.BERLIN).isoformat() == case["de_193_due"]


def test_german_holidays_are_no_holidays_of_target() -> None:
    whit_monday, unity = date(2027, 5, 17), date(2027, 10, 4)
    assert is_target_day(whit_monday)
    assert next_workday(whit_monday, State.BERLIN) != collection_day(whit_monday)
    assert is_target_day(unity)


@given(DAYS)
def test_a_file_in_time_is_collected_in_time(day: date) -> None:
    collected = earliest_collection(day)
    assert is_target_day(collected)
    assert latest_submission(collected) >= day, "handed in on this day, it is in time"
    between = [day + timedelta(days=n) for n in range(1, (collected - day).days)]
    assert all(not is_target_day(other) or latest_submission(other) < day for other in between), "and no day is earlier"


@given(DAYS, DAYS, st.integers(1, 30))
def test_nobody_is_debited_before_the_due_day_or_without_notice(due: date, today: date, days: int) -> None:
    collected = first_collection(due_on=due, told_on=today, notice_days=days, submitted_on=today)
    assert collected >= due
    assert latest_notice(collected, days) >= today
    assert latest_submission(collected) >= today


@pytest.mark.parametrize("year", [2001, 2101])
def test_no_day_is_guessed(year: int) -> None:
    with pytest.raises(NoCalendar):
        is_target_day(date(year, 6, 1))


@pytest.mark.parametrize("case", RULES["sequence"], ids=lambda case: case["case"])
def test_the_cases_of_sequence_types(case: dict[str, Any]) -> None:
    signed, used = date(2026, 1, 5), date(2026, 2, 2)
    said = {
        "one-off mandate": sequence(Mandate("M", CREDITOR, Scheme.CORE, signed, recurring=False)),
        "first collection of recurring mandate": sequence(Mandate("M", CREDITOR, Scheme.CORE, signed)),
        "following": sequence(Mandate("M", CREDITOR, Scheme.CORE, signed, True, used, used)),
        "last known collection": sequence(Mandate("M", CREDITOR, Scheme.CORE, signed, True, used, used), last=True),
    }[case["case"]]
    assert said.value in case["SeqTp"].split(" or ")


def test_the_first_collection_is_told_apart() -> None:
    assert sequence(Mandate("M", CREDITOR, Scheme.CORE, date(2026, 1, 5))) is Sequence.FIRST


def test_the_cases_of_mandates() -> None:
    by_reference, by_use = RULES["mandate"]
    assert "<= 35" in by_reference["rule"]
    assert reference_fault("M" * 35) is None
    assert reference_fault("M" * 36) is not None
    assert reference_key("abc-1") == reference_key("ABC-1")
    used, day = date.fromisoformat(by_use["unused_since"]), date.fromisoformat(by_use["valid_on"])
    mandate = Mandate("M", CREDITOR, Scheme.CORE, date(2020, 1, 1), True, used, used)
    assert usable(mandate, day, CREDITOR) is None
    lapsed = usable(mandate, day + timedelta(days=1), CREDITOR)
    assert lapsed is not None
    assert lapsed.code is Code.MANDATE_LAPSED


def test_a_mandate_never_used_lapses_after_its_signature() -> None:
    mandate = Mandate("M", CREDITOR, Scheme.CORE, date(2023, 11, 22))
    assert usable(mandate, date(2026, 11, 22), CREDITOR) is None
    assert usable(mandate, date(2026, 11, 23), CREDITOR) is not None


@pytest.mark.parametrize(
    ("mandate", "code"),
    [
        (Mandate("M", CREDITOR, Scheme.CORE, date(2026, 1, 5), revoked_on=date(2026, 3, 1)), Code.MANDATE_REVOKED),
        (Mandate("M", "DE00ZZZ00000000000", Scheme.CORE, date(2026, 1, 5)), Code.MANDATE_OF_OTHER_CREDITOR),
        (
            Mandate("M", CREDITOR, Scheme.CORE, date(2026, 1, 5), False, date(2026, 2, 2), date(2026, 2, 2)),
            Code.MANDATE_USED_UP,
        ),
    ],
)
def test_what_may_not_be_collected(mandate: Mandate, code: Code) -> None:
    found = usable(mandate, date(2026, 3, 1), CREDITOR)
    assert found is not None
    assert found.code is code


def test_revoked_from_a_day_on() -> None:
    mandate = Mandate("M", CREDITOR, Scheme.CORE, date(2026, 1, 5), revoked_on=date(2026, 3, 1))
    assert usable(mandate, date(2026, 2, 28), CREDITOR) is None


@pytest.mark.parametrize("case", RULES["windows"], ids=lambda case: case["scheme"])
def test_the_cases_of_refunds(case: dict[str, Any]) -> None:
    day = date(2026, 12, 1)
    until = refundable_until(Scheme(case["scheme"]), day)
    if case["scheme"] == "CORE":
        assert case["refund_authorised"] == "8 weeks from debit"
        assert until == day + timedelta(weeks=8)
        assert case["refund_unauthorised"] == "13 months"
        assert contestable_until(day) == date(2028, 1, 1)
    else:
        assert case["refund_authorised"] == "none"
        assert until is None


@pytest.mark.parametrize("case", RULES["ids"], ids=lambda case: case.get("ci") or case["iban"])
def test_the_cases_of_check_digits(case: dict[str, Any]) -> None:
    if "ci" in case:
        assert (creditor_id_fault(case["ci"]) is None) is case["valid"]
        return
    try:
        good = bool(IBAN(case["iban"]))
    except SchwiftyException:
        good = False
    assert good is case["valid"]


@pytest.mark.parametrize("text", ["de98zzz09999999999", "DE98 ZZZ 0999 9999 999", "DE98ZZZ0999", "nonsense"])
def test_a_creditor_identifier_is_compact_and_in_capitals(text: str) -> None:
    found = creditor_id_fault(text)
    assert found is not None
    assert found.code is Code.CREDITOR_ID_WRONG


@given(st.text(max_size=60), st.integers(1, 10**6))
def test_every_customer_gets_a_reference_that_banks_take(customer: str, count: int) -> None:
    assert is_identifier(new_reference(customer, count))


@given(st.text(max_size=80))
def test_texts_are_in_the_characters_of_sepa(text: str) -> None:
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
    assert set(plain(text)) <= allowed
    assert plain(plain(text)) == plain(text)
    assert identifier(identifier(text)) == identifier(text)
