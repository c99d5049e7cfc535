"""What people book by hand; and whatever is booked, open is the amount with all entries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.payments.bank import booking, camt, returned
from tests.payments.conftest import TODAY, Desk, at

from laufzeit.invoices.document import DocumentKind
from laufzeit.payments import store
from laufzeit.payments.booking import actions
from laufzeit.payments.fault import Code, Refused

NOW = at(TODAY)


def credit(desk: Desk, customer: Any, amount: int, corrects: Any = None) -> Any:
    return desk.document(customer, -amount, kind=DocumentKind.CORRECTION, corrects=corrects)


def test_a_credit_is_set_off_by_hand(desk: Desk) -> None:
    customer = desk.customer()
    invoice, owed = desk.document(customer), credit(desk, customer, 5000)
    assert actions.offset(owed.id, invoice.id, today=TODAY, by=None, now=NOW, amount=2000) == 2000
    assert actions.offset(owed.id, invoice.id, today=TODAY, by=None, now=NOW) == 3000
    assert (desk.open(owed), desk.open(invoice)) == (0, 6900)
    assert desk.standing(invoice).paid == 0
    with pytest.raises(Refused) as refused:
        actions.offset(owed.id, invoice.id, today=TODAY, by=None, now=NOW)
    assert refused.value.code is Code.MORE_THAN_OPEN


def test_only_what_belongs_together_is_set_off(desk: Desk) -> None:
    customer = desk.customer()
    other = desk.document(desk.customer("Andere"))
    owed, francs = credit(desk, customer, 5000), desk.document(customer, currency="CHF")
    for invoice, code in ((other, Code.OTHER_CUSTOMER), (francs, Code.OTHER_CURRENCY)):
        with pytest.raises(Refused) as refused:
            actions.offset(owed.id, invoice.id, today=TODAY, by=None, now=NOW)
        assert refused.value.code is code


def test_corrections_are_set_off_by_themselves(desk: Desk) -> None:
    customer = desk.customer()
    first, second = desk.document(customer), desk.document(customer, 5950)
    less = credit(desk, customer, 2000, corrects=first)
    more = credit(desk, customer, 20000, corrects=second)
    alone = credit(desk, customer, 100)
    assert actions.set_off_corrections(today=TODAY, now=NOW) == 2
    assert [desk.open(one) for one in (first, second, less, more, alone)] == [9900, 0, 0, -14050, -100]
    assert actions.set_off_corrections(today=TODAY, now=NOW) == 0
    assert desk.status(more) == "credit"


def test_a_correction_of_what_is_with_the_bank_waits(desk: Desk) -> None:
    customer = desk.customer()
    invoice = desk.document(customer, mandate=desk.mandate(customer))
    desk.collect()
    credit(desk, customer, 2000, corrects=invoice)
    assert actions.set_off_corrections(today=TODAY, now=NOW) == 0
    reference = f"{invoice.number}-1"
    desk.imported(camt(booking(11900, end_to_end=reference)))
    assert desk.status(invoice) == "paid"


def test_written_off_and_paid_in_cash(desk: Desk) -> None:
    invoice = desk.document(desk.customer())
    actions.record_payment(invoice.id, 10000, paid_on=TODAY, note="bar", by=None, now=NOW)
    actions.write_off(invoice.id, 1900, note="Kulanz", today=TODAY, by=None, now=NOW)
    assert desk.entries(invoice) == [("payment", -10000), ("write-off", -1900)]
    assert desk.status(invoice) == "settled"


@pytest.mark.parametrize(
    ("amount", "note", "code"),
    [(11901, "x", Code.MORE_THAN_OPEN), (0, "x", Code.MORE_THAN_OPEN), (-1, "x", Code.MORE_THAN_OPEN),
     (1, " ", Code.REASON_MISSING)],
)  # fmt: skip
def test_what_cannot_be_booked(desk: Desk, amount: int, note: str, code: Code) -> None:
    invoice = desk.document(desk.customer())
    for call in (
        lambda: actions.write_off(invoice.id, amount, note=note, today=TODAY, by=None, now=NOW),
        lambda: actions.record_payment(invoice.id, amount, paid_on=TODAY, note=note, by=None, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code is code
    assert desk.entries(invoice) == []


def test_a_dispute_begins_and_ends_once(desk: Desk) -> None:
    invoice = desk.document(desk.customer())
    actions.dispute(invoice.id, reason="falsch", today=TODAY, by=None)
    with pytest.raises(Refused, match="already_disputed"):
        actions.dispute(invoice.id, reason="falsch", today=TODAY, by=None)
    actions.undispute(invoice.id, ending="geklärt", today=TODAY, by=None)
    with pytest.raises(Refused, match="not_disputed"):
        actions.undispute(invoice.id, ending="", today=TODAY, by=None)
    with pytest.raises(Refused, match="reason_missing"):
        actions.dispute(invoice.id, reason="", today=TODAY, by=None)
    with pytest.raises(Refused, match="document_unknown"):
        actions.dispute(uuid4(), reason="x", today=TODAY, by=None)


def test_lists_for_pages(desk: Desk) -> None:
    customer, other = desk.customer(), desk.customer("Andere")
    due, paid, owed = desk.document(customer), desk.document(customer), credit(desk, customer, 500)
    desk.document(other, 700, issued_on=date(2026, 6, 1))
    actions.record_payment(paid.id, 11900, paid_on=TODAY, note="bar", by=None, now=NOW)
    assert {one.document for one in store.open_items(customer.id)} == {due.id, owed.id}
    assert {one.document for one in store.items_of(customer.id)} == {due.id, paid.id, owed.id}
    (age,) = store.ages(TODAY)
    assert (age.currency, age.not_due, age.older, age.credits, age.documents) == ("EUR", 11900, 700, -500, 3)


# Whatever happens, in whatever order

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "too much", "cash", "give up", "credit", "collect", "money", "return", "take back"]),
        st.integers(1, 5000),
    ),
    max_size=9,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_open_is_the_amount_and_all_that_was_booked(desk: Desk, steps: list[tuple[str, int]]) -> None:
    customer = desk.customer(f"Praxis {len(desk.numbers)}")
    invoice = desk.document(customer, mandate=desk.mandate(customer))
    expected, day = Expected(invoice.gross), TODAY
    for number, (step, amount) in enumerate(steps):
        day += timedelta(days=1)
        try:
            happen(desk, customer, invoice, step, amount, (day, number), expected)
        except Refused:
            continue
    standing = desk.standing(invoice)
    booked = sum(amount for _, amount in desk.entries(invoice))
    assert standing.open == invoice.gross + booked
    assert standing.open == expected.open
    assert standing.paid == expected.paid


class Expected:
    """The same, reckoned without the program."""

    def __init__(self, gross: int) -> None:
        self.open, self.paid = gross, 0
        self.debit: tuple[str, int] | None = None
        self.attempts = 0
        self.came = False

    def pay(self, amount: int) -> None:
        self.open -= amount
        self.paid += amount


def happen(
    desk: Desk, customer: Any, invoice: Any, step: str, amount: int, when: tuple[date, int], expected: Expected
) -> None:
    day, number = when
    file = {"statement": f"{invoice.number}/{number}"}
    match step:
        case "pay" | "too much":
            if expected.open <= 0:
                return
            paid = min(amount, expected.open) if step == "pay" else expected.open + amount
            desk.imported(camt(booking(paid, invoice.number, reference=f"{invoice.number}{number}"), **file), day)
            expected.pay(min(paid, expected.open))
        case "cash":
            actions.record_payment(invoice.id, amount, paid_on=day, note="bar", by=None, now=at(day))
            expected.pay(amount)
        case "give up":
            actions.write_off(invoice.id, amount, note="Kulanz", today=day, by=None, now=at(day))
            expected.open -= amount
        case "credit":
            owed = credit(desk, customer, amount)
            expected.open -= actions.offset(owed.id, invoice.id, today=day, by=None, now=at(day))
        case "collect":
            done = desk.collect(day + timedelta(days=14), day, unannounced=True)
            if any(one.count for one in done.files):
                expected.attempts += 1
                expected.debit, expected.came = (f"{invoice.number}-{expected.attempts}", expected.open), False
        case "money" if expected.debit and not expected.came:
            reference, taken = expected.debit
            desk.imported(
                camt(booking(taken, end_to_end=reference, reference=f"{invoice.number}{number}"), **file), day
            )
            expected.pay(taken)
            expected.came = True
        case "return" if expected.debit and expected.came:
            reference, taken = expected.debit
            back = returned(taken, "AM04", reference, fee=300, reference=f"{invoice.number}{number}")
            desk.imported(camt(back, **file), day)
            expected.pay(-taken)
            expected.open += 300
            expected.debit = None
        case "take back":
            take_back_last(invoice, day, expected)


def take_back_last(invoice: Any, day: date, expected: Expected) -> None:
    """The last transfer that was booked on the invoice."""
    from laufzeit.payments.banking.deciding.actions import take_back
    from laufzeit.payments.models import Entry

    rows = Entry.objects.filter(
        document=invoice.id, kind="payment", debit=None, reversed_by=None, bank_entry__isnull=False
    )
    last = rows.order_by("-id").first()
    if last is not None:
        take_back(last.bank_entry_id, note="falsch", today=day, by=None, now=at(day))
        expected.pay(last.amount)
