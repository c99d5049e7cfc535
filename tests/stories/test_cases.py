"""The documented cases of the two example vendors: each is covered by a scene, and what the scene tells is what the
case expects. The cases are read from their files, nothing of them is typed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from tests.stories.conftest import FILES, ROOT, told

from laufzeit.contracts.events import PlanChanged
from laufzeit.contracts.refusal import Code
from laufzeit.messages import kinds
from laufzeit.stories.model import Asked, AskEntitlements, AskPrice, AskTerms, Question
from laufzeit.stories.telling import ToldScene

CASES = ROOT / "tests" / "cases"
RED = json.loads((CASES / "red-connect.json").read_text("utf-8"))
GAPTEQ = json.loads((CASES / "gapteq.json").read_text("utf-8"))
ALL = {case["id"]: case for case in (*RED["cases"], *GAPTEQ["timelines"], *GAPTEQ["seats"], *GAPTEQ["modes"])}


def scenes_of(case: str) -> list[ToldScene]:
    return [scene for path in FILES for scene in told(path)[1] if case in scene.scene.cases]


def scene_of(case: str) -> ToldScene:
    (scene,) = scenes_of(case)
    return scene


def answers(scene: ToldScene, kind: type[Question]) -> Iterator[tuple[Question, Any]]:
    for outcome in scene.outcomes:
        if isinstance(outcome.step, Asked) and isinstance(outcome.step.question, kind):
            assert outcome.answer is not None
            yield outcome.step.question, outcome.answer.data


def letters(scene: ToldScene, kind: type) -> list[str]:
    return [letter.to for letter in scene.life.letters if isinstance(letter.post.letter, kind)]


@pytest.mark.parametrize("case", ALL)
def test_each_case_is_covered_by_a_story(case: str) -> None:
    assert len(scenes_of(case)) == 1


def test_stories_name_no_case_that_there_is_not() -> None:
    assert {case for path in FILES for case in told(path)[0].cases} <= set(ALL)


@pytest.mark.parametrize("case", [one["id"] for one in RED["cases"] if "last_day_of_plus" in str(one["expect"])])
def test_the_last_day_of_plus(case: str) -> None:
    scene, expected = scene_of(case), ALL[case]["expect"]
    requests = [
        outcome
        for outcome in scene.outcomes
        if any(isinstance(event, PlanChanged) for event in outcome.events)
    ]  # fmt: skip
    plus, basis = scene.life.timeline.phases
    assert (plus.terms.plan, basis.terms.plan) == ("plus", "basis")
    assert str(plus.period.last_day) == expected["last_day_of_plus"]
    if "received_on" in ALL[case]:
        assert str(requests[-1].step.day) == ALL[case]["received_on"]
    if "first_day_of_basis" in expected:
        assert str(basis.period.start) == expected["first_day_of_basis"]
        assert basis.seats == len(basis.users) == expected["users_after"]


def test_the_price_of_a_month() -> None:
    for case in ("red-11", "red-12"):
        ((_, price),) = answers(scene_of(case), AskPrice)
        assert price["net"] == ALL[case]["expect"]["net"]


def test_a_revoked_change_is_confirmed_and_the_next_one_counts_anew() -> None:
    """red-06, red-07: the days of the case are those of the scene."""
    scene = scene_of("red-07")
    assert scene is scene_of("red-06")
    assert letters(scene, kinds.ChangeRevoked) == ["Anna"]
    for outcome in scene.outcomes:
        if outcome.events and outcome.step.day > date(2020, 12, 31):
            assert str(outcome.step.day) in ALL["red-07"]["given"]


def test_until_the_last_day_every_feature_of_plus_can_be_used() -> None:
    """red-08; the document's list of features is the plan's, but for a slip of the pen in it."""
    scene = scene_of("red-08")
    last_day = scene.life.timeline.phases[0].period.last_day
    (_, found) = next(one for one in answers(scene, AskEntitlements) if one[0] == AskEntitlements(last_day))  # type: ignore[arg-type]
    names = {scene.life.catalogue.features[key].names.text("de") for key in found["features"]}
    assert names == {name.replace("beliebige viele", "beliebig viele") for name in RED["plans"]["plus"]["features"]}


def test_on_the_first_day_of_basis_all_happens_by_itself() -> None:
    """red-09"""
    scene = scene_of("red-09")
    first_day = scene.life.timeline.phases[1].period.start
    assert letters(scene, kinds.PlanSwitched) == ["Anna"]
    assert letters(scene, kinds.AccessEnded) == ["Max", "Lea", "Tom"]
    assert letters(scene, kinds.BookingsInvalid) == ["Anna", "Max"]
    assert {letter.day for letter in scene.life.letters if isinstance(letter.post.letter, kinds.AccessEnded)} == {
        first_day
    }
    lost = [one.post.letter for one in scene.life.letters if isinstance(one.post.letter, kinds.BookingsInvalid)]
    assert all(booking.day >= first_day for letter in lost for booking in letter.bookings)


def test_the_terms_have_to_be_agreed_to() -> None:
    """red-10"""
    scene = scene_of("red-10")
    assert Code.CONSENT_MISSING in {outcome.refused.code for outcome in scene.outcomes if outcome.refused}
    assert letters(scene, kinds.ChangeConfirmed) == ["Anna"]
    (confirmed,) = [one.post.letter for one in scene.life.letters if isinstance(one.post.letter, kinds.ChangeConfirmed)]
    assert [agreed.name for agreed in confirmed.agreements] == ["AGB"]


def test_termination_with_erasure_is_a_path_of_its_own() -> None:
    """red-13"""
    scene = scene_of("red-13")
    assert scene.life.timeline.last_day() == date(2021, 6, 30)
    assert [effect.kind.value for effect in scene.life.happened][-1] == "erasure"
    assert scene.life.names == {}


@pytest.mark.parametrize("case", [one["id"] for one in GAPTEQ["timelines"]])
def test_the_terms_and_prices_of_a_migrated_contract(case: str) -> None:
    scene, expected = scene_of(case), ALL[case]
    *_, (_, found) = answers(scene_up_to_the_case(scene, expected), AskTerms)
    terms = [{"from": one["from"], "through": one["through"], "price": one["price"]} for one in found["terms"]]
    assert terms == expected["expect"]
    assert {one["seats"] for one in found["terms"]} == {expected["users"]}
    assert terms[0]["through"] == expected["term_through"]
    assert found["ends"] == expected.get("ends")


def scene_up_to_the_case(scene: ToldScene, expected: dict[str, Any]) -> ToldScene:
    """One scene goes on after its case: what was declined can still be accepted."""
    if expected["accepted"]:
        return scene
    refused_or_declined = [one for one in scene.outcomes if one.step.day <= date(2023, 2, 1)]
    first_terms = next(
        index
        for index, outcome in enumerate(refused_or_declined)
        if isinstance(outcome.step, Asked) and isinstance(outcome.step.question, AskTerms)
    )
    return ToldScene(scene.scene, scene.outcomes[: first_terms + 1], scene.life)


def test_more_users_begin_the_term_of_all_anew() -> None:
    """gap-30: all end together, 12 months after the increase."""
    scene = scene_of("gap-30")
    increase = next(one.step.day for one in scene.outcomes if len(one.events) == 1 and one.step.day > date(2022, 3, 16))
    term = scene.life.timeline.term_on(increase)
    assert term is not None and term.start == increase
    assert term.last_day == date(increase.year + 1, increase.month, increase.day) - timedelta(days=1)


def test_the_modes() -> None:
    """gap-40 to gap-44"""
    prepaid, by_use = scene_of("gap-40").life.catalogue.plans["prepaid"], scene_of("gap-41")
    assert all(str(terms.term) == str(terms.renewal) == "12 months" for terms in prepaid.editions)
    prices = {key: answer["net"] for case in ("gap-43", "gap-44") for key, answer in _prices(case).items()}
    for case in ("gap-43", "gap-44"):
        assert prices[ALL[case]["active_users"]] == ALL[case]["expect_month"]
    assert by_use is scene_of("gap-43")
    _, test_price = next(answers(scene_of("gap-42"), AskPrice))
    assert test_price["net"] == "0.00"


def _prices(case: str) -> dict[int, Any]:
    return {
        question.meters[0][1]: answer
        for question, answer in answers(scene_of(case), AskPrice)
        if isinstance(question, AskPrice) and question.meters
    }
