"""What staff can do with a campaign, and what it refuses: each with its reason, and with nothing changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.campaigns.conftest import ANNOUNCED, Campaigner, noon

from laufzeit.campaigns.life import CannotStep
from laufzeit.campaigns.plan import Cohort, Replacement, Way
from laufzeit.campaigns.words import flaw_in_words, obstacle_in_words
from laufzeit.catalogue.model import TermsRef

pytestmark = pytest.mark.slow

LATER = date(2022, 11, 14)
UNTIL = date(2023, 1, 31)


@pytest.fixture
def contract(gapteq: Campaigner, muster: Any) -> UUID:
    return gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10)


def refused(step: Any, *arguments: Any, **named: Any) -> str:
    with pytest.raises(CannotStep) as caught:
        step(*arguments, **named)
    for language in ("de", "en"):
        assert "{" not in obstacle_in_words(caught.value, language)  # type: ignore[arg-type]
    return caught.value.obstacle.value


def flaws(gapteq: Campaigner, today: date = ANNOUNCED, **changes: Any) -> list[str]:
    from laufzeit.campaigns import actions
    from laufzeit.campaigns.models import Participant

    row = gapteq.draft(today, **changes)
    with pytest.raises(actions.FaultyPlan) as caught:
        actions.check(row.id, noon(today))
    for fault in caught.value.faults:
        for language in ("de", "en"):
            assert "{" not in flaw_in_words(fault, language)  # type: ignore[arg-type]
    assert not Participant.objects.exists()
    assert gapteq.row().stage == "draft"
    return [fault.flaw.value for fault in caught.value.faults]


def test_plans_that_cannot_be_carried_out(gapteq: Campaigner, contract: UUID) -> None:
    assert flaws(gapteq, date(2022, 11, 1)) == ["announced_in_past"]
    assert flaws(gapteq, accept_until=date(2022, 10, 1)) == ["deadline_in_past"]
    assert flaws(gapteq, accept_until=date(2022, 10, 27), today=date(2022, 10, 1)) == ["deadline_before_announcement"]
    assert flaws(gapteq, cut_over=date(2022, 10, 1)) == ["cut_over_before_announcement"]
    old = TermsRef("prepaid", "2022")
    assert flaws(gapteq, replacements=(Replacement(old, TermsRef("prepaid", "2024")),)) == ["unknown_edition"]
    assert flaws(gapteq, replacements=(Replacement(old, old),)) == ["same_edition"]
    assert flaws(gapteq, cohort=Cohort(countries=("AT",))) == ["empty_cohort"]
    assert flaws(gapteq, cohort=Cohort(without=("V-10001",))) == ["empty_cohort"]
    assert flaws(gapteq, accept_until=date(2022, 10, 1), cut_over=date(2022, 10, 1)) == [
        "deadline_in_past", "cut_over_before_announcement",
    ]  # fmt: skip


def test_a_cohort_is_chosen_by_seats_country_postcode_and_number(gapteq: Campaigner, muster: Any) -> None:
    from tests.campaigns.conftest import the_plan

    from laufzeit.campaigns import store
    from laufzeit.campaigns.plan import Seats

    vienna = gapteq.customer("Wiener AG", country="AT", city="Wien")
    gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10)
    gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=20)
    gapteq.conclude(vienna, "prepaid", date(2022, 3, 16), seats=30)
    gapteq.conclude(muster, "pay-per-use", date(2022, 3, 16), seats=1)

    def size(**cohort: Any) -> int:
        return store.cohort_size(the_plan(cohort=Cohort(**cohort)), ANNOUNCED)

    assert size() == 3
    assert size(seats=Seats(11, 30)) == 2
    assert size(seats=Seats(0, 19)) == 1
    assert size(countries=("AT",)) == 1
    assert size(postcodes=("101",)) == 3
    assert size(postcodes=("1%1",)) == 0
    assert size(only=("V-10001",)) == 1
    assert size(without=("V-10001", "V-10002")) == 1


def test_a_contract_is_in_one_running_campaign(gapteq: Campaigner, contract: UUID) -> None:
    gapteq.announce()
    assert flaws_of_second(gapteq) == ["overlaps"]


def flaws_of_second(gapteq: Campaigner) -> list[str]:
    from laufzeit.campaigns import actions

    second = gapteq.draft(key="second")
    with pytest.raises(actions.FaultyPlan) as caught:
        actions.check(second.id, noon(ANNOUNCED))
    assert "V-10001" in flaw_in_words(caught.value.faults[0], "de")
    assert "prices-2023" in flaw_in_words(caught.value.faults[0], "en")
    return [fault.flaw.value for fault in caught.value.faults]


def test_two_checked_campaigns_are_not_both_announced(gapteq: Campaigner, contract: UUID) -> None:
    from laufzeit.campaigns import actions

    first, second = gapteq.check(key="first"), gapteq.check(key="second")
    actions.announce(first.id, noon(ANNOUNCED))
    assert refused(actions.announce, second.id, noon(ANNOUNCED)) == "faulty"
    assert gapteq.row().stage == "checked"


def test_steps_out_of_their_order(gapteq: Campaigner, contract: UUID) -> None:
    from laufzeit.campaigns import actions

    row = gapteq.draft()
    for step in (actions.announce, actions.pause, actions.resume, actions.withdraw, actions.close, actions.remind):
        assert refused(step, row.id, noon(ANNOUNCED)) == "wrong_stage"
    gapteq.announce()
    for step in (actions.check, actions.announce, actions.resume):
        assert refused(step, row.id, noon(ANNOUNCED)) == "wrong_stage"
    assert refused(actions.draft, gapteq_plan(), noon(ANNOUNCED)) == "key_taken"
    assert refused(actions.close, row.id, noon(LATER)) == "still_open"


def gapteq_plan() -> Any:
    from tests.campaigns.conftest import the_plan

    return the_plan()


def test_who_came_since_the_check_is_looked_at_before_announcing(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.campaigns import actions

    gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10)
    row = gapteq.check()
    gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10)
    assert refused(actions.announce, row.id, noon(ANNOUNCED)) == "changed_since_check"


def test_it_waits_for_its_day(gapteq: Campaigner, contract: UUID) -> None:
    gapteq.announce(date(2022, 10, 20))
    assert gapteq.participant(contract).state == "waiting"
    assert gapteq.letters(contract) == []
    gapteq.work(ANNOUNCED)
    assert gapteq.participant(contract).state == "written"


def test_pause_and_resume(gapteq: Campaigner, contract: UUID) -> None:
    from laufzeit.campaigns import actions

    row = gapteq.check()
    actions.announce(row.id, noon(ANNOUNCED))
    actions.pause(row.id, noon(ANNOUNCED))
    assert gapteq.work(ANNOUNCED) == 0
    actions.resume(row.id, noon(ANNOUNCED))
    assert gapteq.work(ANNOUNCED) == 1


def test_the_pace_is_kept(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.campaigns import actions, jobs

    for _ in range(12):
        gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10)
    row = gapteq.check(letters_an_hour=6)
    actions.announce(row.id, noon(ANNOUNCED))
    written = []
    for minutes in (0, 30, 60, 90, 120, 150):
        now = noon(ANNOUNCED) + timedelta(minutes=minutes)
        while jobs.work(gapteq.vendor.id, row.id, now).more:
            pass
        from laufzeit.campaigns import store

        written.append(store.written(row))
    assert written == [0, 3, 6, 9, 12, 12]
    assert gapteq.row().task == ""


def test_more_time_for_all(gapteq: Campaigner, muster: Any, contract: UUID) -> None:
    from laufzeit.campaigns import actions

    accepting = gapteq.conclude(muster, "prepaid", date(2022, 4, 1), seats=10)
    row = gapteq.announce()
    gapteq.accept(accepting, LATER)
    assert refused(actions.extend, row.id, UNTIL, noon(LATER)) == "not_later"
    actions.extend(row.id, date(2023, 2, 28), noon(LATER))
    assert gapteq.work(LATER) == 1, "who has accepted needs no more time"
    assert gapteq.participant(contract).accept_until == date(2023, 2, 28)
    assert gapteq.letters(contract)[-1] == "2022-11-14 offer_extended"
    gapteq.accept(contract, date(2023, 2, 10))
    assert gapteq.participant(contract).answer == "accepted"


def test_more_time_for_one(gapteq: Campaigner, muster: Any, contract: UUID) -> None:
    from laufzeit.campaigns import actions

    other = gapteq.conclude(muster, "prepaid", date(2022, 4, 1), seats=10)
    row = gapteq.announce()
    actions.extend_one(row.id, "V-10001", date(2023, 2, 15), noon(LATER))
    assert gapteq.participant(contract).accept_until == date(2023, 2, 15)
    assert gapteq.participant(other).accept_until == UNTIL
    assert refused(actions.extend_one, row.id, "V-99", date(2023, 2, 15), noon(LATER)) == "not_in_campaign"


def test_staff_records_a_late_acceptance(gapteq: Campaigner, contract: UUID) -> None:
    from laufzeit.campaigns import actions
    from laufzeit.vendors.models import new_id

    row = gapteq.announce()
    actions.accept_late(row.id, "V-10001", noon(date(2023, 2, 20)), new_id())
    found = gapteq.participant(contract)
    assert (found.answer, found.first_day) == ("accepted", date(2023, 3, 16))
    assert [edition for _, edition in gapteq.terms(contract, date(2023, 4, 1))] == ["prepaid@2022", "prepaid@2023"]


def test_all_notices_are_taken_back(gapteq: Campaigner, muster: Any, contract: UUID) -> None:
    from laufzeit.campaigns import actions
    from laufzeit.contracts.store import held

    accepted = gapteq.conclude(muster, "prepaid", date(2022, 4, 1), seats=10)
    row = gapteq.announce()
    gapteq.accept(accepted, LATER)
    actions.withdraw(row.id, noon(LATER))
    gapteq.work(LATER)
    assert held(contract).timeline.end is None
    assert gapteq.letters(contract) == ["2022-10-28 terms_offered", "2022-11-14 offer_withdrawn"]
    assert gapteq.participant(contract).answer == "withdrawn"
    assert [edition for _, edition in gapteq.terms(accepted, date(2023, 5, 1))] == ["prepaid@2022", "prepaid@2023"]
    assert gapteq.row().stage == "withdrawn"
    gapteq.check(LATER, key="again", announce_on=LATER)


def test_the_silent_are_reminded_by_hand(gapteq: Campaigner, muster: Any, contract: UUID) -> None:
    from laufzeit.campaigns import actions

    answered = gapteq.conclude(muster, "prepaid", date(2022, 4, 1), seats=10)
    row = gapteq.announce()
    gapteq.decline(answered, LATER)
    assert actions.remind(row.id, noon(LATER)) == 1
    assert gapteq.letters(contract)[-1] == "2022-11-14 acceptance_reminder"
    assert "acceptance_reminder" not in " ".join(gapteq.letters(answered))


def test_closing_after_the_deadline(gapteq: Campaigner, contract: UUID) -> None:
    from laufzeit.campaigns import actions
    from laufzeit.campaigns.models import Step

    row = gapteq.announce()
    actions.close(row.id, noon(date(2023, 2, 1)))
    assert gapteq.row().stage == "closed"
    kinds = list(Step.objects.filter(campaign=row).order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["drafted", "checked", "announced", "closed"]


def test_an_offer_without_notice_leaves_the_old_terms(gapteq: Campaigner, contract: UUID) -> None:
    from laufzeit.contracts.store import held

    gapteq.announce(way=Way.OFFER)
    found = gapteq.participant(contract)
    assert (found.notice, found.notice_last_day) == (None, None)
    assert found.first_day == date(2023, 3, 16)
    assert held(contract).timeline.end is None


def test_notice_alone(gapteq: Campaigner, contract: UUID) -> None:
    from laufzeit.contracts.store import held

    replaced = (Replacement(TermsRef("prepaid", "2022"), None),)
    gapteq.announce(way=Way.NOTICE, replacements=replaced)
    assert held(contract).timeline.last_day() == date(2023, 3, 15)
    assert gapteq.letters(contract) == ["2022-10-28 vendor_notice"]
