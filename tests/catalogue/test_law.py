"""Warnings name the rule of law; each rule has a case that breaks it and one that does not."""

from __future__ import annotations

import pytest
from tests.catalogue.samples import examined

from laufzeit.catalogue.law import Weight

CONSUMER = ('languages = ["de", "en"]', 'languages = ["de", "en"]\nlaws = ["consumer"]')
GROSS = ('prices = "net"', 'prices = "gross"')
CLOUD = ('languages = ["de", "en"]', 'languages = ["de", "en"]\nlaws = ["data act"]')
INDEFINITE_AFTER = ('renewal = "12 months"', 'renewal = "indefinite"')
SWITCH = ('notice = "1 month to term end"', 'notice = "1 month to term end"\nswitch_notice = "2 months"')


def rules(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    found = examined(*changes)
    assert not found.faults
    return [(caution.path, caution.rule) for caution in found.cautions if caution.weight is Weight.WARNING]


def test_a_vendor_under_no_special_law_is_not_warned() -> None:
    assert rules() == []


def test_consumers_may_have_a_year_with_a_month_to_its_end_and_then_an_indefinite_time() -> None:
    assert rules(CONSUMER, GROSS, INDEFINITE_AFTER, ('"30 days"', '"4 weeks"')) == []


@pytest.mark.parametrize(
    ("change", "path", "rule"),
    [
        (('term = "12 months"', 'term = "25 months"'), "plan.two.terms[0].term", "§ 309 Nr. 9 a BGB"),
        (('term = "12 months"', 'term = "3 years"'), "plan.two.terms[0].term", "§ 309 Nr. 9 a BGB"),
        (('"indefinite"\nnotice = "1 mon', '"12 months"\nnotice = "1 mon'), "plan.two.terms[0].renewal",
         "§ 309 Nr. 9 b BGB"),
        (('"4 weeks"', '"1 month to quarter end"'), "plan.one.terms[0].notice", "§ 309 Nr. 9 b BGB"),
        (('"1 month to term end"', '"3 months to term end"'), "plan.two.terms[0].notice", "§ 309 Nr. 9 c BGB"),
        (('"4 weeks"', '"30 days"'), "plan.one.terms[0].notice", "§ 309 Nr. 9 c BGB"),
        (('"4 weeks"', '{ customer = "4 weeks", vendor = "2 weeks" }'), "plan.one.terms[0].notice", "§ 307 (1) BGB"),
        (('prices = "gross"', 'prices = "net"'), "vendor.prices", "§ 3 (1) PAngV"),
    ],
)  # fmt: skip
def test_consumer_law(change: tuple[str, str], path: str, rule: str) -> None:
    assert rules(CONSUMER, GROSS, INDEFINITE_AFTER, ('"30 days"', '"4 weeks"'), change) == [(path, rule)]


def test_vendors_of_consumers_are_told_of_the_buttons() -> None:
    notes = [caution.rule for caution in examined(CONSUMER).cautions if caution.weight is Weight.NOTE]
    assert sorted(notes) == ["§ 312k (2) BGB", "§ 356a BGB, from 2026-06-19"]


def test_data_act_wants_a_notice_to_switch_where_the_own_one_binds_longer() -> None:
    assert rules(CLOUD, SWITCH) == []
    assert rules(CLOUD) == [("plan.two.terms[0].notice", "Art. 25 (2)(d) Data Act")]


@pytest.mark.parametrize(
    ("change", "path", "rule"),
    [
        (('"2 months"', '"3 months"'), "plan.two.terms[0].switch_notice", "Art. 25 (2)(d) Data Act"),
        (('"2 months"', '"60 days"'), "plan.two.terms[0].switch_notice", "Art. 25 (2)(d) Data Act"),
        (('"30 days"', '"6 weeks to quarter end"'), "plan.one.terms[0].notice", "Art. 25 (2)(d) Data Act"),
        (('"30 days"', '"30 days"\nexport_days = 29'), "plan.one.terms[0].export_days", "Art. 25 (2)(g) Data Act"),
    ],
)
def test_data_act(change: tuple[str, str], path: str, rule: str) -> None:
    assert rules(CLOUD, SWITCH, change) == [(path, rule)]


def test_a_month_to_month_end_is_at_most_two_months() -> None:
    assert rules(CLOUD, SWITCH, ('"30 days"', '"1 month to month end"')) == []


def test_cautions_have_their_lines() -> None:
    (caution,) = examined(CLOUD).cautions
    assert caution.line == 57
    assert str(caution).startswith("line 57: plan.two.terms[0].notice: ")


def test_a_gap_in_the_sale_is_mentioned() -> None:
    again = '''
[[plan.two.terms]]
edition = "2022"
sold_from = 2022-01-01
term = "indefinite"
notice = "30 days"
seats = { name = "seat" }

[[plan.two.terms.change]]
to = "one"'''
    (caution,) = examined(
        ('term = "12 months"', 'sold_until = 2021-01-01\nterm = "12 months"'),
        ('[[plan.two.terms.change]]\nto = "one"', again.lstrip()),
        ('when = "term end"', 'when = "notice end"'),
    ).cautions
    assert (caution.path, caution.rule) == ("plan.two.terms[1].sold_from", "")
    assert caution.message == "the plan is not sold from 2021-01-01 until 2022-01-01"
