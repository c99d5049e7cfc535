"""The two vendors of the documents: their files say what the documents say."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.catalogue.samples import EXAMPLES, ROOT, example

from laufzeit.catalogue.model import ChangeMoment, Due, SeatPolicy, TermsRef
from laufzeit.catalogue.quote import quote
from laufzeit.catalogue.reading import examine
from laufzeit.catalogue.words import explanation, price_lines
from laufzeit.dates.span import Span
from laufzeit.money.amount import EUR, Money

RED = json.loads((ROOT / "tests/cases/red-connect.json").read_text(encoding="utf-8"))
GAPTEQ = json.loads((ROOT / "tests/cases/gapteq.json").read_text(encoding="utf-8"))
CASES = {case["id"]: case for case in [*GAPTEQ["prices"], *GAPTEQ["modes"], *GAPTEQ["seats"], *RED["cases"]]}
LISTS = {"until 2023-01-31": "2022", "from 2023-02-01": "2023"}


def euro(text: str) -> Money:
    return Money.parse(text, EUR)


@pytest.mark.parametrize("name", ["red-connect", "gapteq"])
def test_the_file_has_no_faults_and_no_warnings(name: str) -> None:
    examined = examine((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
    assert (examined.faults, examined.cautions) == ((), ())


@pytest.mark.parametrize("case", GAPTEQ["prices"], ids=lambda case: case["id"])
def test_prepaid_prices(case: dict[str, Any]) -> None:
    terms = example("gapteq").terms(TermsRef("prepaid", LISTS[case["list"]]))
    found = quote(terms, case["users"])
    assert found.recurring == {Span.parse("12 months"): euro(case["expect_12_months"])}


@pytest.mark.parametrize(("case", "day"), [("gap-02", "2023-02-01"), ("gap-01", "2023-01-31")])
def test_the_price_list_changes_on_the_day(case: str, day: str) -> None:
    terms = example("gapteq").plans["prepaid"].sold_on(date.fromisoformat(day))
    assert terms is not None
    assert quote(terms, 10).total == euro(CASES[case]["expect_12_months"])


@pytest.mark.parametrize("case", ["gap-43", "gap-44"])
def test_pay_per_use_prices(case: str) -> None:
    terms = example("gapteq").terms(TermsRef("pay-per-use", "2023"))
    found = quote(terms, 1, {"active-users": CASES[case]["active_users"]})
    assert found.recurring == {Span.parse("1 month"): euro(CASES[case]["expect_month"])}


def test_gap_40_prepaid_is_paid_a_year_in_advance_and_renews_for_a_year() -> None:
    for terms in example("gapteq").plans["prepaid"].editions:
        assert (terms.term, terms.renewal) == (Span.parse("12 months"), Span.parse("12 months"))
        assert [(charge.interval, charge.due) for charge in terms.charges] == [(Span.parse("12 months"), Due.ADVANCE)]


def test_gap_41_pay_per_use_is_by_the_month_for_active_users() -> None:
    for terms in example("gapteq").plans["pay-per-use"].editions:
        charge = terms.charges[0]
        assert (charge.meter, charge.interval, charge.due) == ("active-users", Span.parse("1 month"), Due.ARREARS)
        assert terms.term is None


def test_gap_42_the_test_version_is_free() -> None:
    (terms,) = example("gapteq").plans["test"].editions
    assert not quote(terms, terms.seats.maximum or 1).total


def test_gap_30_more_users_extend_the_term_of_all() -> None:
    for terms in example("gapteq").plans["prepaid"].editions:
        assert terms.seats.increase is SeatPolicy.EXTEND_TERM


def test_red_11_a_user_and_25_text_messages() -> None:
    terms = example("red-connect").terms(TermsRef("plus", "2020"))
    assert quote(terms, 1, {"sms": Decimal(25)}).total == euro(CASES["red-11"]["expect"]["net"])


def test_red_12_four_users() -> None:
    terms = example("red-connect").terms(TermsRef("plus", "2020"))
    assert quote(terms, 4, {"sms": 0}).total == euro(CASES["red-12"]["expect"]["net"])


def test_a_meter_of_which_nothing_was_said_is_not_free() -> None:
    terms = example("red-connect").terms(TermsRef("plus", "2020"))
    found = quote(terms, 4)
    assert ([line.key for line in found.lines], [charge.key for charge in found.uncounted]) == (["fee"], ["sms"])


def test_red_connect_has_the_documents_plans_and_rules() -> None:
    plans = example("red-connect").plans
    (basis,), (plus,) = plans["basis"].editions, plans["plus"].editions
    assert basis.seats.maximum == RED["plans"]["basis"]["max_users"]
    assert plus.seats.maximum is RED["plans"]["plus"]["max_users"]
    assert str(plus.notice_by_customer) == RED["notice"]["rule"]
    change = plus.path_to("basis")
    assert change is not None
    assert (change.when, change.agreements) == (ChangeMoment.NOTICE, ("agb",))
    assert plus.revocable_by_customer


def test_red_connect_plus_has_the_documents_features() -> None:
    catalogue = example("red-connect")
    (plus,) = catalogue.plans["plus"].editions
    written_right = {"beliebige viele weitere Nutzer": "beliebig viele weitere Nutzer"}
    stated = {written_right.get(name, name) for name in RED["plans"]["plus"]["features"]}
    assert {catalogue.features[grant.feature].names.text("de") for grant in plus.grants} == stated
    description = RED["plans"]["plus"]["description"].replace("Videospreechstunde", "Videosprechstunde")
    assert catalogue.plans["plus"].descriptions.text("de") == description


def test_what_basis_takes_away_is_what_the_document_says() -> None:
    catalogue = example("red-connect")
    (basis,), (plus,) = (catalogue.plans[key].editions for key in ("basis", "plus"))
    lost = {grant.feature for grant in plus.grants} - {grant.feature for grant in basis.grants}
    assert lost == {"einladung-sms", "telefon-support", "weitere-nutzer", "bildschirm", "konferenzen"}
    assert [key for key, feature in catalogue.features.items() if feature.bookable] == ["konferenzen"]


def test_prices_in_the_documents_words() -> None:
    catalogue = example("red-connect")
    (basis,), (plus,) = (catalogue.plans[key].editions for key in ("basis", "plus"))
    german = [(line.amount, line.text) for line in price_lines(plus, catalogue.meters, "de")]
    assert german == [("€ 19,-", "Grundgebühr pro Monat und Benutzer*"), ("€ 0,10", "pro SMS-Versand*")]
    english = [(line.amount, line.text) for line in price_lines(plus, catalogue.meters, "en")]
    assert english == [("€19", "basic fee per month and user*"), ("€0.10", "per text message sent*")]
    assert [line.amount for line in price_lines(basis, catalogue.meters, "de")] == ["€ 0,-"]
    note = "* alle Preise zzgl. Mehrwertsteuer / Abrechnung erfolgt monatlich."
    assert plus.price_notes.text("de") == note


def test_how_an_amount_came_about() -> None:
    catalogue = example("gapteq")
    terms = catalogue.terms(TermsRef("prepaid", "2023"))
    said = [explanation(quote(terms, users).lines[0], terms, catalogue.meters, "de") for users in (5, 29, 400, 401)]
    assert said == [
        "600,00 € Basispreis inkl. 5 User",
        "600,00 € Basispreis inkl. 5 User + 24 × 72,00 €",
        "600,00 € Basispreis inkl. 5 User + 395 × 72,00 €",
        "600,00 € Basispreis inkl. 5 User + 395 × 72,00 € (FLAT ab 401 User)",
    ]


@pytest.mark.parametrize("name", ["red-connect", "gapteq"])
def test_every_text_is_there_in_both_languages(name: str) -> None:
    catalogue = example(name)
    for agreement in catalogue.agreements.values():
        for edition in agreement.editions:
            assert [language for language, _ in edition.hashes] == ["de", "en"]
            assert edition.bodies.text("de") != edition.bodies.text("en")
