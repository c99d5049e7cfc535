"""Each code of refusal has one case that reproduces it; nothing is changed by it, and people are told what to do.

Most cases are scenes of ``stories/kontor/refusals.story``, which can be read and told without this program's source.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from tests.contracts.lives import ROOT, catalogue

from laufzeit.contracts.commands import Book, ChargeExtra, Conclude, GrantDiscount
from laufzeit.contracts.contract import Contract, evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.deciding.bookings import MOST_BOOKINGS
from laufzeit.contracts.deciding.discounts import MOST_DISCOUNTS
from laufzeit.contracts.deciding.extras import MOST_EXTRAS
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.refusal import Code, Refused, refuse
from laufzeit.contracts.refusal_words import ENGLISH, GERMAN
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.stories.reading import read_story
from laufzeit.stories.sentences import id_of, user_id
from laufzeit.stories.telling import ToldScene, tell

STORY = read_story((ROOT / "stories" / "kontor" / "refusals.story").read_text("utf-8"))
SCENES = tell(STORY, catalogue("kontor"))
TODAY = date(2021, 2, 1)
VENDOR = Declaration(TODAY, Actor(Side.VENDOR, Role.STAFF), Channel.OFFICE)
IDA = Declaration(TODAY, Actor(Side.CUSTOMER, Role.MAIN, user_id("Ida")), Channel.LETTER)


def a_booking(number: int = 0) -> Book:
    return Book(id_of("booking", number), "room", TODAY + timedelta(days=1), time(10), user_id("Ida"))


def a_team(bookings: int) -> Contract:
    kontor = catalogue("kontor")
    (concluded,) = decide(None, Conclude(id_of("team"), "team", TODAY, user_id("Ida")), IDA, kontor)
    contract = evolve(None, concluded)
    for number in range(bookings):
        (booked,) = decide(contract, a_booking(number), IDA, kontor)
        contract = evolve(contract, booked)
    return contract


def booking_exists() -> None:
    decide(a_team(1), a_booking(), IDA, catalogue("kontor"))


def too_many_bookings() -> None:
    contract = a_team(1)
    one = contract.bookings[0]
    many = tuple(type(one)(id_of(n), one.feature, one.day, one.at, one.organiser) for n in range(MOST_BOOKINGS))
    full = type(contract)(contract.id, contract.standing, many)
    decide(full, a_booking(), IDA, catalogue("kontor"))


def a_discount(number: int = 0, *, percent: int | None = 1000, amount: int | None = None) -> GrantDiscount:
    return GrantDiscount(id_of("discount", number), TODAY, percent, amount, "fee", None, None, "Welcome")


def discount_unclear() -> None:
    """Neither is refused as well as both."""
    with pytest.raises(Refused) as refused:
        decide(a_team(0), a_discount(percent=None), VENDOR, catalogue("kontor"))
    assert refused.value.code is Code.DISCOUNT_UNCLEAR
    decide(a_team(0), a_discount(amount=100), VENDOR, catalogue("kontor"))


def too_many_discounts() -> None:
    contract = a_team(0)
    for number in range(MOST_DISCOUNTS):
        (granted,) = decide(contract, a_discount(number), VENDOR, catalogue("kontor"))
        contract = evolve(contract, granted)
    decide(contract, a_discount(MOST_DISCOUNTS), VENDOR, catalogue("kontor"))


def too_many_extras() -> None:
    contract = a_team(0)
    for number in range(MOST_EXTRAS + 1):
        charge = ChargeExtra(id_of("extra", number), TODAY, -100, "Goodwill")
        (charged,) = decide(contract, charge, VENDOR, catalogue("kontor"))
        contract = evolve(contract, charged)
        assert len(contract.extras) == number + 1


BESIDE_THE_STORY: dict[Code, Callable[[], None]] = {
    Code.BOOKING_EXISTS: booking_exists,
    Code.TOO_MANY_BOOKINGS: too_many_bookings,
    Code.DISCOUNT_UNCLEAR: discount_unclear,
    Code.TOO_MANY_DISCOUNTS: too_many_discounts,
    Code.TOO_MANY_EXTRAS: too_many_extras,
}
IN_THE_STORE = {Code.CHANGED_MEANWHILE: "test_who_was_shown_an_older_version_is_refused"}
"""Codes that only the store can give, and the test on the real database that reproduces them."""


def test_each_code_has_exactly_one_case() -> None:
    cases = [scene.scene.title for scene in SCENES] + [code.value for code in (*BESIDE_THE_STORY, *IN_THE_STORE)]
    assert sorted(cases) == sorted(code.value for code in Code)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.scene.title)
def test_the_last_declaration_is_refused_and_nothing_changes(scene: ToldScene) -> None:
    refused = [outcome for outcome in scene.outcomes if outcome.refused]
    assert [outcome.refused.code for outcome in refused if outcome.refused] == [Code(scene.scene.title)]
    before = scene.outcomes[scene.outcomes.index(refused[0]) - 1].contract if len(scene.outcomes) > 2 else None
    assert scene.contract == before


@pytest.mark.parametrize("code", BESIDE_THE_STORY)
def test_the_case_of(code: Code) -> None:
    with pytest.raises(Refused) as refused:
        BESIDE_THE_STORY[code]()
    assert refused.value.code is code


@pytest.mark.parametrize("code", IN_THE_STORE)
def test_the_store_reproduces(code: Code) -> None:
    source = (Path(__file__).parent / "test_store.py").read_text("utf-8")
    test = source.partition(f"def {IN_THE_STORE[code]}(")[2].partition("\ndef ")[0]
    assert f"Code.{code.name}" in test


@pytest.mark.parametrize("code", Code)
def test_each_code_is_said_in_german_and_english(code: Code) -> None:
    german, english = GERMAN[code], ENGLISH[code]
    assert all(text == text.strip() for text in (*german, *english))
    assert german[0].endswith((".", "?")) and english[0].endswith((".", "?"))
    assert german != english
    assert [_facts(text) for text in german] == [_facts(text) for text in english]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.scene.title)
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_facts_of_a_refusal_fill_its_words(scene: ToldScene, language: str) -> None:
    refused = next(outcome.refused for outcome in scene.outcomes if outcome.refused)
    words = refusal_in_words(refused, catalogue("kontor"), "de" if language == "de" else "en", scene.life.names)
    assert words.what
    for text in (words.what, words.remedy):
        assert "{" not in text and "None" not in text
        assert not any(str(fact) in text for fact in refused.facts.values() if isinstance(fact, date))


def test_facts_are_written_for_people() -> None:
    ida, kontor = user_id("Ida"), catalogue("kontor")
    pending = refuse(Code.CHANGE_PENDING, last_day=date(2021, 6, 30), item=id_of("x"))
    assert refusal_in_words(pending, kontor, "de").what == "Es ist bereits ein Tarifwechsel zum 30.06.2021 vorgemerkt."
    stays = refuse(Code.MAIN_USER_STAYS, user=ida)
    assert refusal_in_words(stays, kontor, "en", {ida: "Ida Lang"}).what.startswith("Ida Lang is the main user")
    assert refusal_in_words(stays, kontor, "de").what.startswith("ehemaliger Benutzer ist")
    strangers = refuse(Code.USER_UNKNOWN, users=(str(ida), "nobody"))
    assert refusal_in_words(strangers, kontor, "en", {ida: "Ida"}).what == "Not a user of this contract: Ida, nobody."
    seats = refuse(Code.TOO_MANY_SEATS, seats=1_000_001, maximum=1_000_000)
    assert "1.000.000 Plätze" in refusal_in_words(seats, kontor, "de").what
    feature = refuse(Code.FEATURE_NOT_INCLUDED, feature="room", day=date(2021, 6, 30))
    assert refusal_in_words(feature, kontor, "de").what.startswith("Besprechungsraum: Am 30.06.2021")


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
