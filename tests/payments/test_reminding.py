"""Reminders: each level once, in turn, never for what is disputed, being collected or paid."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.payments.bank import booking, camt
from tests.payments.conftest import TODAY, Desk, at, make_desk

from laufzeit.messages.models import Message

DUE = date(2026, 11, 1)


def day(days: int) -> date:
    return DUE + timedelta(days=days)


def late(desk: Desk, customer: Any, gross: int = 11900, **other: Any) -> Any:
    return desk.document(customer, gross, issued_on=DUE - timedelta(days=14), due_on=DUE, **other)


def test_level_after_level_each_once(desk: Desk) -> None:
    invoice = late(desk, desk.customer())
    assert desk.dun(day(6)).letters == 0
    assert desk.dun(day(7)).levels == {1: 1}
    assert desk.dun(day(7)).letters == 0
    assert desk.dun(day(20)).letters == 0
    second = desk.dun(day(21))
    assert (second.levels, second.fees) == ({2: 1}, {"EUR": 250})
    third = desk.dun(day(35))
    assert (third.levels, third.fees) == ({3: 1}, {"EUR": 500})
    assert desk.dun(day(400)).letters == 0
    assert desk.open(invoice) == 12650
    assert desk.entries(invoice) == [("fee", 250), ("fee", 500)]
    letters = desk.letters("payment_reminder")
    assert [(one.level, one.total.minor) for one in letters] == [(1, 11900), (2, 12150), (3, 12650)]
    assert letters[1].sentence == "Bitte rufen Sie uns an, wenn Sie nicht zahlen können."
    assert letters[1].invoices[0].open.minor == 11900


def test_whoever_looks_late_does_not_send_all_at_once(desk: Desk) -> None:
    late(desk, desk.customer())
    assert [desk.dun(day(100 + n)).levels for n in (0, 1, 13, 14, 27, 28)] == [{1: 1}, {}, {}, {2: 1}, {}, {3: 1}]


def test_one_letter_for_all_invoices_of_a_customer(desk: Desk) -> None:
    customer = desk.customer()
    invoices = [late(desk, customer), late(desk, customer, 5950)]
    done = desk.dun(day(21))
    assert (done.levels, done.letters) == ({1: 2}, 1)
    (letter,) = desk.letters("payment_reminder")
    assert [one.number for one in letter.invoices] == [one.number for one in invoices]
    assert letter.total.minor == 17850
    assert desk.dun(day(35)).fees == {"EUR": 250}, "one letter, one fee"


def test_levels_of_a_customer_may_differ(desk: Desk) -> None:
    customer = desk.customer()
    late(desk, customer)
    desk.dun(day(7))
    desk.document(customer, issued_on=DUE, due_on=day(14))
    assert desk.dun(day(21)).levels == {1: 1, 2: 1}


def test_who_is_not_reminded(desk: Desk) -> None:
    from laufzeit.invoices.document import DocumentKind
    from laufzeit.payments.booking.actions import dispute, record_payment, write_off

    customer = desk.customer()
    disputed, paid, given_up, cancelled = (late(desk, customer) for _ in range(4))
    dispute(disputed.id, reason="falsch", today=day(2), by=None)
    record_payment(paid.id, 11900, paid_on=day(2), note="bar", by=None, now=at(day(2)))
    write_off(given_up.id, 11900, note="Kulanz", today=day(2), by=None, now=at(day(2)))
    desk.document(customer, -11900, kind=DocumentKind.CANCELLATION, corrects=cancelled, issued_on=day(1))
    assert desk.dun(day(50)).letters == 0
    assert {desk.status(one, day(50)) for one in (given_up, cancelled)} == {"settled"}


def test_what_is_being_collected_is_not_reminded_of(desk: Desk) -> None:
    customer = desk.customer()
    invoice = late(desk, customer, mandate=desk.mandate(customer))
    desk.collect(TODAY)
    assert desk.dun(TODAY + timedelta(days=5)).letters == 0
    assert desk.status(invoice) == "collecting"
    never_came = TODAY + timedelta(days=30)
    assert desk.dun(never_came).levels == {1: 1}


def test_a_payment_in_part_leaves_the_rest(desk: Desk) -> None:
    invoice = late(desk, desk.customer())
    desk.imported(camt(booking(10000, invoice.number)))
    desk.dun(day(30))
    assert desk.letters("payment_reminder")[0].total.minor == 1900


def test_a_customer_that_nobody_can_write_to(desk: Desk) -> None:
    from laufzeit.customers.models import Organisation

    customer = desk.customer()
    invoice = late(desk, customer)
    Organisation.objects.filter(id=customer.id).update(email="")
    done = desk.dun(day(7))
    assert (done.letters, done.unreachable) == (0, (customer.id,))
    Organisation.objects.filter(id=customer.id).update(email="wieder@praxis.example")
    assert desk.dun(day(8)).levels == {1: 1}, "no level was lost"
    assert desk.open(invoice) == 11900


def test_the_fee_is_in_the_vendors_currency_only(desk: Desk) -> None:
    late(desk, desk.customer(), currency="CHF")
    desk.dun(day(7))
    assert desk.dun(day(21)).fees == {}


def test_without_levels_nobody_is_reminded(acting: Any) -> None:
    desk = make_desk(acting, "\n[vendor.billing]\ndue_days = 14\n")
    late(desk, desk.customer())
    assert desk.dun(day(90)).letters == 0
    assert not Message.objects.filter(kind="payment_reminder").exists()


@pytest.mark.parametrize("language", ["de", "en"])
def test_in_the_customers_language(desk: Desk, language: str) -> None:
    from laufzeit.customers.models import Organisation

    customer = desk.customer()
    Organisation.objects.filter(id=customer.id).update(language=language)
    late(desk, customer)
    desk.dun(day(7))
    desk.dun(day(21))
    sentence = desk.letters("payment_reminder")[1].sentence
    assert sentence.startswith("Bitte" if language == "de" else "Please")
