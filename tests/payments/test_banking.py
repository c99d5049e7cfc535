"""What the bank booked: matched, returned, left to people; a bad file changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.payments.bank import CUSTOMER_IBAN, Booking, Tx, booking, camt, returned
from tests.payments.conftest import TODAY, Desk, at

from laufzeit.payments.fault import Code, Refused
from laufzeit.payments.why import Unsure, Why

BY = UUID(int=77)


def counts() -> tuple[int, ...]:
    from laufzeit.messages.models import Message
    from laufzeit.payments.models import BankEntry, BankFile, BankStatement, DebitReturn, Entry

    return tuple(model.objects.count() for model in (BankFile, BankStatement, BankEntry, Entry, DebitReturn, Message))


def waiting() -> list[Any]:
    from laufzeit.payments.banking.store import unmatched

    return unmatched()


def collected(desk: Desk, **other: Any) -> tuple[Any, Any, Any]:
    """A customer, an invoice that is with the bank, and its debit."""
    from laufzeit.payments.models import DirectDebit

    customer = desk.customer(other.pop("name", "Praxis Dr. Groß"))
    invoice = desk.document(customer, mandate=desk.mandate(customer), **other)
    desk.collect()
    return customer, invoice, DirectDebit.objects.get(document=invoice.id)


def test_a_transfer_with_the_number(desk: Desk) -> None:
    invoice = desk.document(desk.customer())
    done = desk.imported(camt(booking(11900, f"Rg {invoice.number}", reference="B1"), booking(-5000, "Miete")))
    assert (done.booked, done.amount, done.unclear, done.not_ours) == (1, 11900, 0, 1)
    assert desk.status(invoice) == "paid"
    assert desk.entries(invoice) == [("payment", -11900)]
    assert waiting() == []


def test_the_money_of_a_collection_one_by_one(desk: Desk) -> None:
    _, invoice, debit = collected(desk)
    desk.imported(camt(booking(11900, end_to_end=debit.end_to_end, mandate=debit.mandate.reference)))
    assert desk.status(invoice) == "paid"


def test_the_money_of_a_collection_as_a_sum(desk: Desk) -> None:
    customer = desk.customer()
    mandate = desk.mandate(customer)
    invoices = [desk.document(customer, 1000 * n, mandate=mandate) for n in (1, 2, 3)]
    (file,) = desk.collect().files
    whole = Booking((), "B1", 5000, order=file.message_id, block=f"{file.message_id}-2")
    first = Booking((), "B2", 1000, order=file.message_id, block=f"{file.message_id}-1")
    done = desk.imported(camt(first, whole))
    assert (done.booked, done.amount, done.unclear) == (2, 6000, 0)
    assert {desk.status(invoice) for invoice in invoices} == {"paid"}


def test_in_part_and_too_much(desk: Desk) -> None:
    invoice = desk.document(desk.customer())
    desk.imported(camt(booking(5000, invoice.number)))
    assert (desk.status(invoice), desk.open(invoice)) == ("partly paid", 6900)
    done = desk.imported(camt(booking(7000, invoice.number), statement="2"))
    assert (done.booked, done.amount, done.unclear) == (1, 6900, 1)
    assert desk.status(invoice) == "paid"
    (rest,) = waiting()
    assert rest.why == Unsure.REST
    from laufzeit.payments.banking.store import left_of

    assert left_of([rest]) == {rest.id: 100}


def test_what_is_unclear_is_shown_with_candidates(desk: Desk) -> None:
    customer = desk.customer()
    first, second = desk.document(customer), desk.document(customer)
    desk.imported(camt(booking(11900, "Danke")))
    (one,) = waiting()
    assert one.why == Unsure.SEVERAL_POSSIBLE
    assert set(one.candidates) == {str(first.id), str(second.id)}
    assert desk.open(first) == desk.open(second) == 11900


def test_an_account_is_known_from_an_earlier_payment(desk: Desk) -> None:
    customer = desk.customer(iban="")
    first, second = desk.document(customer), desk.document(customer, 5950)
    desk.imported(camt(booking(11900, first.number, iban="DE75512108001245126199")))
    done = desk.imported(camt(booking(5950, "Danke", iban="DE75512108001245126199"), statement="2"))
    assert done.booked == 1
    assert desk.status(second) == "paid"


# Returns


def test_a_debit_that_came_back_reopens_the_invoice_with_the_fee(desk: Desk) -> None:
    _, invoice, debit = collected(desk)
    paid = booking(11900, end_to_end=debit.end_to_end)
    back = returned(11900, "AM04", debit.end_to_end, fee=397, booked=date(2026, 12, 3))
    done = desk.imported(camt(paid, back), date(2026, 12, 3))
    assert (done.booked, done.returned) == (1, 1)
    assert desk.open(invoice) == 12297
    assert desk.entries(invoice) == [("payment", -11900), ("return", 11900), ("fee", 397)]
    assert desk.status(invoice, date(2026, 12, 4)) == "returned"
    debit.mandate.refresh_from_db()
    assert debit.mandate.revoked_on is None
    (letter,) = desk.letters("debit_returned")
    assert (letter.total.minor, letter.fee.minor, letter.mandate_ended) == (12297, 397, False)
    assert letter.reason == "Das Konto war nicht gedeckt."
    assert letter.pay_until == date(2026, 12, 13)


@pytest.mark.parametrize("code", ["AC04", "MD01", "MD07"])
def test_some_reasons_end_the_mandate(desk: Desk, code: str) -> None:
    from laufzeit.payments import store

    customer, invoice, debit = collected(desk)
    desk.imported(camt(returned(11900, code, debit.end_to_end, fee=397)))
    debit.mandate.refresh_from_db()
    assert (debit.mandate.revoked_on, debit.mandate.revoked_why) == (TODAY, code)
    assert store.paying([customer.id], TODAY) == {}
    assert desk.open(invoice) == 12297
    assert desk.letters("debit_returned")[0].mandate_ended


def test_the_return_may_be_read_before_the_money(desk: Desk) -> None:
    _, invoice, debit = collected(desk)
    desk.imported(camt(returned(11900, "AM04", debit.end_to_end, fee=397)))
    assert desk.open(invoice) == 12297
    desk.imported(camt(booking(11900, end_to_end=debit.end_to_end), statement="0"))
    assert desk.open(invoice) == 12297
    assert sorted(desk.entries(invoice)) == [("fee", 397), ("payment", -11900), ("return", 11900)]


def test_what_came_back_is_collected_again_only_when_asked_and_announced(desk: Desk) -> None:
    _, invoice, debit = collected(desk)
    desk.imported(camt(booking(11900, end_to_end=debit.end_to_end), returned(11900, "AM04", debit.end_to_end)))
    day = TODAY + timedelta(days=7)
    assert desk.collect(date(2026, 12, 10), day).files == ()
    done = desk.collect(date(2026, 12, 10), day, unannounced=True)
    assert (done.files[0].count, done.letters) == (1, 1)
    assert f"{invoice.number}-2".encode() in desk.file(done.files[0])
    assert desk.collect(date(2026, 12, 10), day, unannounced=True).files == ()


def test_a_rejection_without_a_booking_is_said_by_hand(desk: Desk) -> None:
    from laufzeit.payments.banking.deciding.actions import record_return
    from laufzeit.payments.store import missing_debits

    _, invoice, debit = collected(desk)
    late = date(2026, 12, 20)
    assert [one.id for one in missing_debits(late)] == [debit.id]
    assert list(missing_debits(TODAY)) == []
    record_return(debit.id, "ac01", returned_on=late, by=BY, now=at(late))
    assert (desk.open(invoice), desk.status(invoice, late)) == (11900, "returned")
    with pytest.raises(Refused) as refused:
        record_return(debit.id, "ac01", returned_on=late, by=BY, now=at(late))
    assert refused.value.code is Code.ENTRY_DONE


def test_a_return_that_fits_nothing_is_assigned_by_hand(desk: Desk) -> None:
    from laufzeit.payments.banking.deciding.actions import assign_return

    _, invoice, debit = collected(desk)
    desk.imported(camt(returned(11900, "AM04", "unbekannt", fee=300)))
    (one,) = waiting()
    assert one.why == Unsure.RETURN_UNKNOWN
    assign_return(one.id, debit.id, today=TODAY, by=BY, now=at(TODAY))
    assert desk.open(invoice) == 12200
    assert waiting() == []


# By hand


def test_assigned_by_hand(desk: Desk) -> None:
    from laufzeit.payments.banking.deciding.actions import assign

    customer = desk.customer()
    first, second = desk.document(customer), desk.document(customer)
    desk.imported(camt(booking(20000, "Danke", iban="DE75512108001245126199")))
    (one,) = waiting()
    row = assign(one.id, {first.id: 11900}, by=BY, now=at(TODAY))
    assert (row.state, row.why) == ("open", Unsure.REST)
    row = assign(one.id, {second.id: 8100}, by=BY, now=at(TODAY))
    assert (row.state, row.why, row.decided_by) == ("booked", Why.BY_HAND, BY)
    assert (desk.open(first), desk.open(second)) == (0, 3800)


@pytest.mark.parametrize(
    ("amount", "code"),
    [(12000, Code.MORE_THAN_OPEN), (-100, Code.WRONG_DIRECTION), (0, Code.WRONG_DIRECTION), (6000, None)],
)
def test_what_cannot_be_assigned(desk: Desk, amount: int, code: Code | None) -> None:
    from laufzeit.payments.banking.deciding.actions import assign

    invoice = desk.document(desk.customer())
    desk.imported(camt(booking(5950, "Danke", iban="DE75512108001245126199")))
    (one,) = waiting()
    before = counts()
    with pytest.raises(Refused) as refused:
        assign(one.id, {invoice.id: amount}, by=BY, now=at(TODAY))
    assert refused.value.code is (code or Code.MORE_THAN_THERE_IS)
    assert counts() == before
    assert desk.open(invoice) == 11900


def test_unknown_ones_are_refused(desk: Desk) -> None:
    from laufzeit.payments.banking.deciding.actions import assign, set_aside, take_back

    desk.imported(camt(booking(5950, "Danke", iban="DE75512108001245126199")))
    (one,) = waiting()
    with pytest.raises(Refused, match="document_unknown"):
        assign(one.id, {UUID(int=1): 1}, by=BY, now=at(TODAY))
    with pytest.raises(Refused, match="entry_unknown"):
        assign(UUID(int=1), {}, by=BY, now=at(TODAY))
    with pytest.raises(Refused, match="reason_missing"):
        set_aside(one.id, note=" ", by=BY, now=at(TODAY))
    with pytest.raises(Refused, match="entry_done"):
        take_back(one.id, note="x", today=TODAY, by=BY, now=at(TODAY))


def test_set_aside_and_taken_back(desk: Desk) -> None:
    from laufzeit.payments.banking.deciding.actions import assign, set_aside, take_back

    customer = desk.customer()
    wrong, right = desk.document(customer), desk.document(customer)
    desk.imported(camt(booking(11900, wrong.number)))
    from laufzeit.payments.models import BankEntry

    entry = BankEntry.objects.get()
    take_back(entry.id, note="war die andere", today=TODAY, by=BY, now=at(TODAY))
    assert desk.open(wrong) == 11900
    assert desk.entries(wrong) == [("payment", -11900), ("reversal", 11900)]
    assign(entry.id, {right.id: 11900}, by=BY, now=at(TODAY))
    assert desk.status(right) == "paid"
    assert desk.standing(wrong).paid == 0
    take_back(entry.id, note="doch niemand", today=TODAY, by=BY, now=at(TODAY))
    set_aside(entry.id, note="Einlage", by=BY, now=at(TODAY))
    assert waiting() == []
    take_back(entry.id, note="doch", today=TODAY, by=BY, now=at(TODAY))
    assert len(waiting()) == 1


# Files


def test_a_bad_file_changes_nothing(desk: Desk) -> None:
    invoice = desk.document(desk.customer())
    good = camt(booking(11900, invoice.number, reference="B1"))
    before = counts()
    bad = {
        Code.CUT_OFF: good[:-200],
        Code.OTHER_ACCOUNT: camt(booking(11900, invoice.number), iban="DE75512108001245126199"),
        Code.OTHER_CURRENCY: camt(booking(11900, invoice.number, currency="CHF")),
        Code.NOT_CAMT: b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"/>',
        Code.BALANCE_WRONG: camt(booking(11900, invoice.number), closing=1),
        Code.EMPTY_FILE: b"",
    }
    for code, data in bad.items():
        with pytest.raises(Refused) as refused:
            desk.imported(data)
        assert refused.value.code is code
        assert counts() == before
    assert desk.open(invoice) == 11900


def test_the_same_file_twice(desk: Desk) -> None:
    invoice = desk.document(desk.customer())
    data = camt(booking(11900, invoice.number))
    desk.imported(data)
    before = counts()
    for again in (data, data.replace(b"MSG-1", b"MSG-2")):
        with pytest.raises(Refused) as refused:
            desk.imported(again)
        assert refused.value.code is Code.ALREADY_IMPORTED
        assert refused.value.faults[0].facts["statement"] == "STMT-2026-336"
        assert counts() == before
    assert desk.open(invoice) == 0


def test_a_notification_and_a_statement_of_the_same_booking(desk: Desk) -> None:
    invoice = desk.document(desk.customer())
    one = booking(11900, invoice.number, reference="B1")
    desk.imported(camt(one, kind="054"))
    done = desk.imported(camt(one, booking(100, "sonst", reference="B2", iban="DE75512108001245126199")))
    assert (done.booked, done.known, done.unclear) == (0, 1, 1)
    assert desk.open(invoice) == 0


def test_the_single_transactions_of_a_sum_that_nobody_knew(desk: Desk) -> None:
    from laufzeit.payments.models import BankEntry

    customer = desk.customer()
    first, second = desk.document(customer), desk.document(customer, 5950)
    parts = (Tx(11900, remittance=(first.number,)), Tx(5950, remittance=(second.number,)))
    desk.imported(camt(Booking((), "B1", 17850)))
    assert len(waiting()) == 1
    done = desk.imported(camt(Booking(parts, "B1"), kind="054"))
    assert (done.booked, done.known) == (2, 0)
    assert waiting() == []
    assert {desk.status(first), desk.status(second)} == {"paid"}
    assert sorted(BankEntry.objects.values_list("state", flat=True)) == ["booked", "booked", "detailed"]


def test_a_booking_that_looks_like_one_of_another_file_is_a_question(desk: Desk) -> None:
    customer = desk.customer()
    first, second = desk.document(customer), desk.document(customer)
    desk.imported(camt(booking(11900, first.number)))
    done = desk.imported(camt(booking(11900, first.number), booking(11900, second.number), statement="2"))
    assert (done.booked, done.unclear) == (1, 1)
    assert waiting()[0].why == Unsure.PERHAPS_TWICE


def test_payments_of_one_vendor_are_nothing_to_another(other_vendor: Any, desk: Desk) -> None:
    from django.db import connection

    invoice = desk.document(desk.customer())
    desk.imported(camt(booking(11900, invoice.number)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('laufzeit.vendor', %s, true)", [str(other_vendor.id)])
        for table in ("entry", "bankentry", "bankfile", "bankstatement", "mandate", "directdebit"):
            cursor.execute(f"SELECT count(*) FROM payments_{table}")
            assert cursor.fetchone() == (0,), table


def test_a_vendor_without_an_account(acting: Any) -> None:
    from tests.payments.conftest import make_desk

    with pytest.raises(Refused) as refused:
        make_desk(acting, "\n[vendor.billing]\ndue_days = 14\n").imported(camt())
    assert refused.value.code is Code.NO_BANK_ACCOUNT


def test_the_customers_iban_is_the_one_of_the_bank_files(desk: Desk) -> None:
    from laufzeit.payments.banking.store import accounts

    customer = desk.customer()
    assert accounts([CUSTOMER_IBAN]) == [(CUSTOMER_IBAN, customer.id)]
