"""Discounts, one-off charges and credits: recorded as they were shown, by managers, with the amounts of invoices."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.office.conftest import Office, filled, record, words
from tests.portal.conftest import declare

from laufzeit.contracts.commands import GiveNotice
from laufzeit.contracts.events import DiscountEnded, DiscountGranted, ExtraCancelled, ExtraCharged
from laufzeit.money.amount import CURRENCIES, EUR
from laufzeit.money.vat import VatCategory
from laufzeit.office.amounts import basis_points, minor_units
from laufzeit.vendors.models import new_id

GRANT, CHARGE = "discounts/grant/", "extras/charge/"


def last_of(office: Office) -> Any:
    from laufzeit.contracts.store import log

    with office.acting():
        return log(office.site.contract)[-1]


def length(office: Office) -> int:
    return office.site.held().contract.version


def test_a_percentage_of_all_prices_for_some_periods(red: Office) -> None:
    from laufzeit.contracts.declaration import Channel, Role, Side

    client = red.enter("manager")
    letters = red.site.letters()
    opened = client.get(red.of_contract(GRANT))
    assert "Fill in the fields" in words(opened)
    typed = {"measure": "12,5 %", "reason": "Loyalty", "periods": "3"}
    shown = client.post(red.of_contract(GRANT), filled(opened, **typed) | {"rehearse": "1"})
    page = words(shown)
    assert "12.5% off all recurring prices" in page and "for 3 billing periods" in page
    assert "€76.00 → becomes €66.50" in page and "Amounts are without VAT." in page
    done = client.post(red.of_contract(GRANT), filled(shown, **typed) | {"record": "1"}, follow=True)
    assert "The discount “Loyalty” is granted." in words(done)
    entry = last_of(red)
    event = entry.event
    assert event == DiscountGranted(event.id, date(2021, 2, 10), 1250, None, None, None, 3, "Loyalty")
    said = entry.declaration
    assert (said.channel, said.actor.side, said.actor.role) == (Channel.OFFICE, Side.VENDOR, Role.STAFF)
    assert said.actor.id == red.people["manager"].id
    assert red.site.letters() == letters  # none goes out
    assert "granted the discount “Loyalty”: 12.5% off all recurring prices" in words(
        client.get(red.of_contract("log/"))
    )


def test_an_amount_off_one_price_until_a_last_day(red: Office) -> None:
    client = red.enter("manager", "de")
    record(
        client, red.of_contract(GRANT), unit="amount", measure="5,5", charge="fee", reason="Umbau",
        effective_on="2021-04-01", until="2021-06-30",
    )  # fmt: skip
    (discount,) = red.site.held().contract.discounts
    assert (discount.amount, discount.percent, discount.charge) == (550, None, "fee")
    assert (discount.effective_on, discount.until) == (date(2021, 4, 1), date(2021, 7, 1))
    page = words(red.enter("auditor", "de").get(red.of_contract()))
    assert "5,50 € je Abrechnungszeitraum auf Grundgebühr" in page
    assert "vom 01.04.2021 bis zum 30.06.2021" in page


def test_the_amounts_shown_are_those_that_are_owed_afterwards(red: Office) -> None:
    """What the page promises for a period is what ``owed`` gives for it once the decision is stored."""
    from laufzeit.rating.owed import Account, owed

    client = red.enter("manager")
    record(client, red.of_contract(GRANT), measure="10", reason="Loyalty", effective_on="2021-03-01")
    held = red.site.held()
    account = Account(held.timeline.phases, held.contract.discounts, held.contract.extras)
    items = owed(account, held.catalogue, date(2021, 4, 30), lambda _meter, _period: None, since=date(2021, 3, 1))
    assert [(item.service.start, item.amount) for item in items if item.reductions] == [
        (date(2021, 3, 1), 6840), (date(2021, 4, 1), 6840),
    ]  # fmt: skip


def test_a_discount_is_ended_and_ended_on_its_first_day_it_never_applied(red: Office) -> None:
    client = red.enter("manager")
    record(client, red.of_contract(GRANT), measure="50", reason="Mistake", effective_on="2020-10-01")
    (discount,) = red.site.held().contract.discounts
    address = red.of_contract(f"discounts/{discount.id}/end/")
    opened = client.get(address)
    assert "from 1 October 2020 to 9 February 2021" in words(opened)
    shown = client.post(address, filled(opened, effective_on="2020-10-01") | {"rehearse": "1"})
    assert "it never applied" in words(shown)
    assert "What has been invoiced already is settled with the next invoice." in words(shown)
    assert client.post(address, filled(shown, effective_on="2020-10-01") | {"record": "1"}).status_code == 302
    event = last_of(red).event
    assert event == DiscountEnded(event.id, date(2020, 10, 1), discount.id)
    again = client.get(address)
    assert "are without this discount already" in words(again)
    assert "End discount" not in words(again)
    page = client.get(red.of_contract()).content.decode()
    assert f"discounts/{discount.id}/end/" not in page


def test_something_is_charged_credited_and_taken_back(red: Office) -> None:
    client = red.enter("manager")
    record(client, red.of_contract(CHARGE), amount="1500.00", text="Training", effective_on="2021-02-01")
    charged = last_of(red).event
    assert charged == ExtraCharged(charged.id, date(2021, 2, 1), 150_000, "Training", VatCategory.STANDARD)
    charging = words(
        client.post(red.of_contract(CHARGE), filled(client.get(red.of_contract(CHARGE)), amount="5", text="x"))
    )
    assert "x 10 February 2021 €0.00 → becomes €5.00" in charging and "invoiced already" not in charging
    record(client, red.of_contract(CHARGE), kind="credit", amount="12,50", text="Outage", vat="reduced")
    credited = last_of(red).event
    assert (credited.amount, credited.vat) == (-1250, VatCategory.REDUCED)
    page = words(client.get(red.of_contract()))
    assert "Training 1 February 2021 €1,500.00" in page and "Outage 10 February 2021 -€12.50" in page
    taken = red.of_contract(f"extras/{charged.id}/cancel/")
    shown = client.get(taken)
    assert "Training 1 February 2021 €1,500.00 → becomes €0.00" in words(shown)
    assert "What has been invoiced already is settled with the next invoice." in words(shown)
    assert client.post(taken, filled(shown) | {"record": "1"}).status_code == 302
    assert isinstance(last_of(red).event, ExtraCancelled)
    assert [one.text for one in red.site.held().contract.extras] == ["Outage"]
    assert client.get(taken).status_code == 404


def test_after_the_end_something_can_still_be_charged(red: Office) -> None:
    declare(red.site, GiveNotice(new_id()))
    client = red.enter("manager")
    record(client, red.of_contract(CHARGE), amount="80", text="Lost key", effective_on="2021-08-01")
    assert red.site.held().contract.extras[0].effective_on == date(2021, 8, 1) > red.site.held().timeline.end
    late = record(client, red.of_contract(GRANT), measure="10", reason="Late", effective_on="2021-07-01")
    assert late.status_code == 409 and "the contract ends on 30 June 2021" in words(late)


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"measure": ""}, 422, "required"),
        ({"measure": "ten"}, 422, "such as 12.50"),
        ({"measure": "-5"}, 422, "such as 12.50"),
        ({"measure": "1.000"}, 422, "without separators of thousands"),
        ({"measure": "0"}, 409, "more than 0%"),
        ({"measure": "100.01"}, 409, "at most 100%"),
        ({"reason": ""}, 422, "required"),
        ({"reason": "x" * 201}, 422, "200"),
        ({"reason": "a\x07b"}, 409, "control characters"),
        ({"charge": "nothing"}, 422, "valid choice"),
        ({"unit": "barter"}, 422, "valid choice"),
        ({"unit": "amount"}, 409, "taken off one price"),
        ({"unit": "amount", "charge": "fee", "measure": "12345678"}, 409, "10,000,000 EUR"),
        ({"unit": "amount", "charge": "fee", "measure": "9" * 25}, 422, "such as 12.50"),
        ({"effective_on": "2020-09-30"}, 409, "1 October 2020"),
        ({"until": "2021-02-09"}, 409, "before it begins"),
        ({"until": "9999-12-31"}, 409, "lies outside"),
        ({"periods": "0"}, 422, "greater than or equal to 1"),
        ({"periods": "1201"}, 422, "1200"),
    ],
)
def test_bad_discounts_are_told_and_not_recorded(red: Office, typed: dict[str, str], status: int, said: str) -> None:
    client = red.enter("manager")
    before = length(red)
    form = filled(client.get(red.of_contract(GRANT)), **{"measure": "10", "reason": "Loyalty"} | typed)
    answer = client.post(red.of_contract(GRANT), form | {"record": "1"})
    assert (answer.status_code, said in words(answer)) == (status, True), words(answer)
    assert length(red) == before


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"amount": "12.505"}, 422, "At most 2 decimals"),
        ({"amount": "1.234,50"}, 422, "such as 12.50"),
        ({"amount": "0"}, 409, "more than zero"),
        ({"kind": "gift"}, 422, "valid choice"),
        ({"vat": "none"}, 422, "valid choice"),
        ({"text": "  "}, 422, "required"),
        ({"effective_on": "2022-02-11"}, 409, "too far ahead"),
        ({"effective_on": "2020-09-30"}, 409, "1 October 2020"),
    ],
)
def test_bad_charges_are_told_and_not_recorded(red: Office, typed: dict[str, str], status: int, said: str) -> None:
    client = red.enter("manager")
    before = length(red)
    form = filled(client.get(red.of_contract(CHARGE)), **{"amount": "10", "text": "Training"} | typed)
    answer = client.post(red.of_contract(CHARGE), form | {"record": "1"})
    assert (answer.status_code, said in words(answer)) == (status, True), words(answer)
    assert length(red) == before


def test_what_was_not_shown_is_not_recorded_and_what_is_sent_twice_counts_once(red: Office) -> None:
    client = red.enter("manager")
    form = filled(client.get(red.of_contract(CHARGE)), amount="10", text="Training")
    shown = client.post(red.of_contract(CHARGE), form | {"record": "1"})
    assert "Please check what follows." in words(shown) and not red.site.held().contract.extras
    again = filled(shown) | {"record": "1"}
    assert client.post(red.of_contract(CHARGE), again | {"amount": "1000"}).status_code == 200
    assert not red.site.held().contract.extras
    for _ in range(2):
        assert client.post(red.of_contract(CHARGE), again).status_code == 302
    assert [one.amount for one in red.site.held().contract.extras] == [1000]


def test_clerks_see_them_and_managers_decide(red: Office) -> None:
    manager = red.enter("manager")
    record(manager, red.of_contract(GRANT), measure="10", reason="Loyalty")
    for role in ("clerk", "auditor"):
        client = red.enter(role)
        page = words(client.get(red.of_contract()))
        assert "10% off all recurring prices" in page and "Grant a discount" not in page
        assert client.get(red.of_contract(GRANT)).status_code == 403
        assert client.post(red.of_contract(CHARGE), {"amount": "1"}).status_code == 403


def test_customers_read_it_in_the_history_of_their_contract(red: Office) -> None:
    record(red.enter("manager"), red.of_contract(GRANT), measure="10", reason="Treue")
    record(red.enter("manager"), red.of_contract(CHARGE), kind="credit", amount="5", text="Kulanz")
    customer = red.site.enter()
    page = words(customer.get(red.site.path(f"contracts/{red.site.contract}/")))
    assert "Treue" in page and "Kulanz" in page


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("12,50", EUR, 1250), ("12.50", EUR, 1250), (" 12 ", EUR, 1200), ("0,5", EUR, 50), ("007", EUR, 700),
        ("1500", CURRENCIES["JPY"], 1500), ("1,234", CURRENCIES["KWD"], 1234), ("1\u00a0", EUR, 100),
    ],
)  # fmt: skip
def test_amounts_as_people_type_them(text: str, currency: Any, minor: int) -> None:
    assert minor_units(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", EUR), ("1.234,50", EUR), ("1,234.50", EUR), ("12,505", EUR), ("1,5", CURRENCIES["JPY"]), ("1e3", EUR),
        ("+5", EUR), ("-5", EUR), ("١٢", EUR), ("12,", EUR), (",50", EUR), ("1 000", EUR), ("½", EUR), ("12..5", EUR),
        ("9" * 16, EUR), ("€5", EUR),
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str, currency: Any) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        minor_units(text, currency)


@pytest.mark.parametrize(("text", "points"), [("10", 1000), ("12,5 %", 1250), ("0.01%", 1), ("100", 10_000)])
def test_percentages_as_people_type_them(text: str, points: int) -> None:
    assert basis_points(text) == points
