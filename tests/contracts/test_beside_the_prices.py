"""Discounts, one-off charges and credits: who may declare them, for which days and amounts, and what is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.contracts.lives import catalogue

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.codec import contract_from_json, contract_to_json
from laufzeit.contracts.commands import (
    CancelExtra,
    ChangePlan,
    ChargeExtra,
    Command,
    Conclude,
    EndDiscount,
    GiveNotice,
    GrantDiscount,
)
from laufzeit.contracts.contract import Contract, Discount, Extra, evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.refusal import Code, Refused
from laufzeit.contracts.timeline import timeline
from laufzeit.money.vat import VatCategory
from laufzeit.stories.sentences import id_of, user_id

KONTOR = catalogue("kontor")
START, TODAY, END = date(2021, 1, 15), date(2021, 3, 1), date(2022, 1, 15)
STAFF = Actor(Side.VENDOR, Role.STAFF)
MAIN = Actor(Side.CUSTOMER, Role.MAIN, user_id("Ida"))
ALLOWED = (STAFF, Actor(Side.VENDOR, Role.PROGRAM))
OTHERS = [actor for side in Side for role in Role if (actor := Actor(side, role)) not in ALLOWED]
SALE = GrantDiscount(id_of("sale"), TODAY, 1000, None, None, None, None, "Spring")
SETUP = ChargeExtra(id_of("setup"), TODAY, 15_000, "Set-up")


def after(
    contract: Contract | None,
    commands: Iterable[Command],
    *,
    actor: Actor = STAFF,
    today: date = TODAY,
    sold: Catalogue = KONTOR,
) -> Contract:
    for command in commands:
        for event in decide(contract, command, Declaration(today, actor, Channel.OFFICE), sold):
            contract = evolve(contract, event)
    assert contract is not None
    return contract


TEAM = after(None, [Conclude(id_of("team"), "team", START, user_id("Ida"))])
ENDING = after(TEAM, [GiveNotice(id_of("notice"))], actor=replace(MAIN, role=Role.STAFF))


def code_of(command: Command, contract: Contract = TEAM, *, actor: Actor = STAFF, sold: Catalogue = KONTOR) -> Code:
    with pytest.raises(Refused) as refused:
        after(contract, [command], actor=actor, sold=sold)
    return refused.value.code


def test_what_was_granted_is_kept_as_it_was_said() -> None:
    kept = after(TEAM, [replace(SALE, until=date(2021, 9, 1), periods=3, charge="fee", reason="  Spring ")])
    assert kept.discounts == (Discount(SALE.id, TODAY, 1000, None, "fee", date(2021, 9, 1), 3, "Spring"),)
    assert kept.discounts[0].ends == date(2021, 9, 1)


def test_an_ended_discount_stays_with_its_end_because_what_was_owed_is_computed_with_it() -> None:
    ended = after(TEAM, [SALE, EndDiscount(id_of("end"), date(2021, 6, 1), SALE.id)])
    assert [(one.reason, one.ends) for one in ended.discounts] == [("Spring", date(2021, 6, 1))]
    earlier = after(ended, [EndDiscount(id_of("again"), date(2021, 5, 1), SALE.id)])
    assert earlier.discounts[0].ends == date(2021, 5, 1)
    assert code_of(EndDiscount(id_of("later"), date(2021, 6, 1), SALE.id), ended) is Code.DISCOUNT_OVER


def test_the_earlier_end_counts() -> None:
    granted = Discount(SALE.id, TODAY, 1000, None, None, date(2021, 6, 1), None, "Spring", ended_on=date(2021, 9, 1))
    assert granted.ends == date(2021, 6, 1)
    assert replace(granted, until=None).ends == date(2021, 9, 1)
    assert replace(granted, until=None, ended_on=None).ends is None


def test_a_discount_that_ends_on_its_first_day_has_never_been() -> None:
    contract = after(TEAM, [SALE, EndDiscount(id_of("end"), TODAY, SALE.id)])
    assert contract.discounts[0].ends == contract.discounts[0].effective_on
    assert code_of(EndDiscount(id_of("end"), TODAY - timedelta(days=1), SALE.id), contract) is Code.DISCOUNT_NOT_BEGUN


def test_only_the_cancelled_extra_is_gone() -> None:
    credit = ChargeExtra(id_of("credit"), TODAY, -1200, "Goodwill", VatCategory.REDUCED)
    both = after(TEAM, [SETUP, credit])
    assert both.extras[0] == Extra(SETUP.id, TODAY, 15_000, "Set-up", VatCategory.STANDARD)
    left = after(both, [CancelExtra(id_of("cancel"), SETUP.id)])
    assert left.extras == (Extra(credit.id, TODAY, -1200, "Goodwill", VatCategory.REDUCED),)
    assert code_of(CancelExtra(id_of("again"), SETUP.id), left) is Code.EXTRA_UNKNOWN


@pytest.mark.parametrize(
    "command", [SALE, SETUP, EndDiscount(id_of("e"), TODAY, SALE.id), CancelExtra(id_of("c"), SETUP.id)]
)
@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: f"{actor.side.value}-{actor.role.value}")
def test_the_vendor_alone_decides(command: Command, actor: Actor) -> None:
    assert code_of(command, after(TEAM, [SALE, SETUP]), actor=actor) is Code.MAY_NOT_DECIDE


@pytest.mark.parametrize("percent", [1, 10_000])
def test_percentages_within(percent: int) -> None:
    assert after(TEAM, [replace(SALE, percent=percent)]).discounts[0].percent == percent


@pytest.mark.parametrize("percent", [0, -1, 10_001])
def test_percentages_beyond(percent: int) -> None:
    assert code_of(replace(SALE, percent=percent)) is Code.PERCENT_OUT_OF_RANGE


@pytest.mark.parametrize("amount", [1, 1_000_000_000])
def test_amounts_within_the_bounds_of_prices(amount: int) -> None:
    assert after(TEAM, [replace(SALE, percent=None, amount=amount, charge="fee")]).discounts[0].amount == amount
    assert [one.amount for one in after(TEAM, [replace(SETUP, amount=-amount)]).extras] == [-amount]


@pytest.mark.parametrize("amount", [0, -1, 1_000_000_001])
def test_amounts_beyond(amount: int) -> None:
    assert code_of(replace(SALE, percent=None, amount=amount, charge="fee")) is Code.AMOUNT_OUT_OF_RANGE
    if amount != -1:
        assert code_of(replace(SETUP, amount=amount)) is Code.AMOUNT_OUT_OF_RANGE
        assert code_of(replace(SETUP, amount=-amount)) is Code.AMOUNT_OUT_OF_RANGE


@pytest.mark.parametrize(("currency", "largest"), [("JPY", 10_000_000), ("KWD", 10_000_000_000)])
def test_the_bound_is_in_major_units_of_the_contracts_currency(currency: str, largest: int) -> None:
    plan = KONTOR.plans["team"]
    editions = tuple(replace(terms, currency=currency) for terms in plan.editions)
    sold = replace(KONTOR, plans={**KONTOR.plans, "team": replace(plan, editions=editions)})
    assert after(TEAM, [replace(SETUP, amount=largest)], sold=sold).extras
    assert code_of(replace(SETUP, amount=largest + 1), sold=sold) is Code.AMOUNT_OUT_OF_RANGE


@pytest.mark.parametrize("text", ["x", "é" * 200, "Rückzahlung für Größe 5‑7 (½ Preis) 🙂"])
def test_texts_that_fit_into_a_line(text: str) -> None:
    assert after(TEAM, [replace(SETUP, text=text)]).extras[0].text == text
    assert after(TEAM, [replace(SALE, reason=text)]).discounts[0].reason == text


@pytest.mark.parametrize("text", ["", "  \t", "x" * 201, "a\nb", "a\x00b", "a\u2028b", "\ud800", "a\uffffb"])
def test_texts_that_do_not(text: str) -> None:
    assert code_of(replace(SETUP, text=text)) is Code.TEXT_OUT_OF_RANGE
    assert code_of(replace(SALE, reason=text)) is Code.TEXT_OUT_OF_RANGE


def test_a_discount_begins_within_the_contract() -> None:
    for day in (START, END - timedelta(days=1)):
        assert after(ENDING, [replace(SALE, effective_on=day)]).discounts[0].effective_on == day
    assert code_of(replace(SALE, effective_on=START - timedelta(days=1))) is Code.BEFORE_START
    assert code_of(replace(SALE, effective_on=END), ENDING) is Code.AFTER_THE_END
    assert code_of(replace(SALE, effective_on=date(2200, 1, 1))) is Code.DAY_OUT_OF_RANGE
    assert code_of(replace(SALE, until=date(2200, 1, 1))) is Code.DAY_OUT_OF_RANGE


def test_a_discount_has_at_least_one_day() -> None:
    assert after(TEAM, [replace(SALE, until=TODAY + timedelta(days=1))]).discounts
    assert code_of(replace(SALE, until=TODAY)) is Code.DISCOUNT_WITHOUT_TIME


def test_something_may_be_owed_after_the_end_and_a_year_ahead() -> None:
    last = date(2022, 3, 1)
    assert last > END
    assert after(ENDING, [replace(SETUP, effective_on=last)]).extras
    assert after(ENDING, [replace(SETUP, effective_on=START)]).extras
    assert code_of(replace(SETUP, effective_on=last + timedelta(days=1)), ENDING) is Code.EXTRA_TOO_FAR_AHEAD
    assert code_of(replace(SETUP, effective_on=START - timedelta(days=1)), ENDING) is Code.BEFORE_START


def test_a_contract_that_is_over_can_be_settled() -> None:
    late = date(2022, 6, 1)
    settled = after(ENDING, [replace(SETUP, effective_on=late), replace(SALE, effective_on=START)], today=late)
    assert settled.extras and settled.discounts
    assert after(settled, [CancelExtra(id_of("c"), SETUP.id), EndDiscount(id_of("e"), START, SALE.id)], today=late)


def test_a_charge_of_terms_gone_by_can_only_be_discounted_while_they_lasted() -> None:
    """The charge of the printed pages is team's; from the change to duo on the contract has it no more."""
    ida = replace(MAIN, role=Role.STAFF)
    changing = after(TEAM, [ChangePlan(id_of("change"), "duo")], actor=ida)
    first_of_duo = timeline(changing, KONTOR).phases[-1].period.start
    pages = replace(SALE, charge="pages")
    assert after(changing, [replace(pages, effective_on=first_of_duo - timedelta(days=1))]).discounts
    assert code_of(replace(pages, effective_on=first_of_duo), changing) is Code.CHARGE_UNKNOWN


def test_what_is_asked_for_once_has_no_periods_to_take_something_off() -> None:
    plan = KONTOR.plans["team"]
    charges = tuple(replace(one, interval=None) if one.key == "fee" else one for one in plan.editions[0].charges)
    sold = replace(
        KONTOR, plans={**KONTOR.plans, "team": replace(plan, editions=(replace(plan.editions[0], charges=charges),))}
    )
    assert after(TEAM, [replace(SALE, charge="fee")]).discounts
    assert code_of(replace(SALE, charge="fee"), sold=sold) is Code.CHARGE_UNKNOWN


def test_what_was_stored_before_there_were_discounts_is_read_as_without() -> None:
    stored = contract_to_json(TEAM)
    assert not {"discounts", "extras", "bookings"} & set(stored)
    old = {**stored, "bookings": [], "offers": [], "extended_by": [], "version": 1}
    assert contract_from_json(old) == contract_from_json(stored) == TEAM
    full = after(TEAM, [SALE, SETUP, EndDiscount(id_of("e"), date(2021, 6, 1), SALE.id)])
    assert contract_from_json(contract_to_json(full)) == full
    assert UUID(contract_to_json(full)["discounts"][0]["id"]) == SALE.id
