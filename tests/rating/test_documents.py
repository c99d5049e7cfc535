"""The amounts that the two documents state, and those that follow from them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.rating.samples import concluded, contract, example, items

from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.events import Event, NoticeGiven, SeatsChanged, TermsAccepted, UserAdded
from laufzeit.dates.span import Span
from laufzeit.rating import grid
from laufzeit.stories.sentences import id_of, user_id

CASES = Path(__file__).parents[1] / "cases"
GAPTEQ = json.loads((CASES / "gapteq.json").read_text("utf-8"))
RED = json.loads((CASES / "red-connect.json").read_text("utf-8"))
CUT_OVER = date(2023, 2, 1)


def euros(minor: int) -> str:
    return str(Decimal(minor).scaleb(-2))


@pytest.mark.parametrize("case", GAPTEQ["prices"], ids=lambda case: case["id"])
def test_gapteq_prices_of_a_term_are_owed_in_advance(case: dict[str, Any]) -> None:
    old = case["list"].startswith("until")
    start = date(2022, 3, 16) if old else date(2023, 3, 16)
    one = contract(concluded("prepaid@2022" if old else "prepaid@2023", start, case["users"]))
    [item] = items(one, example("gapteq"), start)
    assert euros(item.amount) == case["expect_12_months"]
    assert item.due_on == start
    assert item.period.last_day == start.replace(year=start.year + 1) - timedelta(days=1)


@pytest.mark.parametrize("case", GAPTEQ["modes"][3:], ids=lambda case: case["id"])
def test_gapteq_pay_per_use_is_owed_at_the_end_of_a_month(case: dict[str, Any]) -> None:
    one = contract(concluded("pay-per-use@2023", date(2023, 3, 1), 1))
    assert items(one, example("gapteq"), date(2023, 3, 30), case["active_users"]) == ()
    [item] = items(one, example("gapteq"), date(2023, 3, 31), case["active_users"])
    assert euros(item.amount) == case["expect_month"]


def test_gapteq_test_version_costs_nothing() -> None:
    one = contract(concluded("test@2022", date(2023, 3, 1), 1))
    assert sum(item.amount for item in items(one, example("gapteq"), date(2023, 12, 31))) == 0


@pytest.mark.parametrize("case", GAPTEQ["timelines"], ids=lambda case: case["id"])
def test_gapteq_price_change_is_billed_as_the_document_says(case: dict[str, Any]) -> None:
    start = date.fromisoformat(case["expect"][0]["from"])
    events: list[Event] = [concluded("prepaid@2022", start, case["users"])]
    end = date.fromisoformat(case["term_through"]) + timedelta(days=1)
    notice = NoticeGiven(id_of("notice"), end, Side.VENDOR, date(2022, 10, 31), erase=False, replaces=None)
    events.append(notice)
    if case["accepted"]:
        new = next(date.fromisoformat(row["from"]) for row in case["expect"] if _is_new(row, case))
        events.append(TermsAccepted(id_of("yes"), new, id_of("offer"), TermsRef.parse("prepaid@2023"), notice.id))
    through = date.fromisoformat(case["expect"][-1]["through"])
    found = items(contract(*events), example("gapteq"), through)
    assert [
        {"from": str(item.period.start), "through": str(item.period.last_day), "price": euros(item.amount)}
        for item in found
    ] == case["expect"]


def _is_new(row: dict[str, Any], case: dict[str, Any]) -> bool:
    return bool(row["price"] != case["expect"][0]["price"])


def test_red_connect_with_one_user_and_25_sms() -> None:
    [case] = [case for case in RED["cases"] if case["id"] == "red-11"]
    found = items(contract(concluded("plus@2020", date(2021, 1, 1), 1)), example("red-connect"), date(2021, 1, 31), 25)
    assert euros(sum(item.amount for item in found)) == case["expect"]["net"]


def test_red_connect_with_four_users_and_no_sms() -> None:
    [case] = [case for case in RED["cases"] if case["id"] == "red-12"]
    found = items(contract(concluded("plus@2020", date(2021, 1, 1), 4)), example("red-connect"), date(2021, 1, 31), 0)
    assert euros(sum(item.amount for item in found)) == case["expect"]["net"]


def test_a_user_who_comes_in_the_middle_of_a_month_is_charged_by_days() -> None:
    one = contract(
        concluded("plus@2020", date(2021, 1, 1), 4), UserAdded(id_of("add"), date(2021, 2, 15), user_id("new"))
    )
    _, february = [item for item in items(one, example("red-connect"), date(2021, 2, 28)) if item.name.endswith("fee")]
    assert [(part.quantity, part.amount, part.service.days) for part in february.parts] == [
        (4, 3800, 14),
        (5, 4750, 14),
    ]


def test_more_seats_extend_the_term_of_all_and_the_rest_of_the_old_one_is_not_owed() -> None:
    one = contract(
        concluded("prepaid@2022", date(2022, 3, 16), 10),
        SeatsChanged(id_of("more"), date(2022, 9, 1), 12, extends_term=True),
    )
    old, new = items(one, example("gapteq"), date(2022, 9, 1))
    assert (old.amount, old.service.days) == (27781, 169)  # 600.00 × 169 / 365
    assert (new.amount, new.period.start, new.period.last_day) == (72000, date(2022, 9, 1), date(2023, 8, 31))


def test_a_year_is_as_long_as_twelve_months() -> None:
    catalogue = example("gapteq")
    terms = catalogue.terms(TermsRef.parse("prepaid@2022"))
    charge = replace(terms.charges[0], interval=Span.parse("1 year"))
    assert grid.follows_terms(charge, terms)
    assert not grid.follows_terms(replace(charge, interval=Span.parse("365 days")), terms)
    assert not grid.follows_terms(charge, replace(terms, renewal=Span.parse("1 month")))


def test_terms_that_begin_at_the_end_of_a_month_are_billed_as_terms() -> None:
    """§ 188 (3), § 190: the second term of one that began on 29 February begins on 1 March, and so does its period."""
    one = contract(concluded("prepaid@2022", date(2020, 2, 29), 1))
    starts = [item.period.start for item in items(one, example("gapteq"), date(2023, 12, 31))]
    assert starts == [date(2020, 2, 29), date(2021, 3, 1), date(2022, 3, 1), date(2023, 3, 1)]
