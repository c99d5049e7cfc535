"""From a contract to the money: billed, collected, booked; and two people who do the same at once."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

from django.db import connection
from tests.invoices.conftest import Biller
from tests.payments.bank import Booking, booking, camt, returned
from tests.payments.conftest import CREDITOR_ID, TODAY, Desk, make_desk

from laufzeit.dates.target import collection_day
from laufzeit.invoices.document import Debit
from laufzeit.payments.fault import Code, Refused


def test_what_a_contract_owes_is_billed_collected_and_paid(desk: Desk) -> None:
    biller = Biller(desk.vendor)
    customer = biller.customer("Praxis Sommer")
    desk.account(customer[0], "DE02120300000000202051")
    mandate = desk.mandate(customer[0])
    biller.conclude(customer, "plus", date(2026, 10, 1), seats=4)
    biller.bill(date(2026, 11, 1), today=TODAY)
    (invoice,) = [one for one in biller.documents() if one.gross > 0][:1]
    assert invoice.payment == Debit(mandate.reference, CREDITOR_ID, mandate.iban, invoice.due_on)

    done = desk.collect(date(2026, 12, 7))
    assert done.not_collected == ()
    (file,) = done.files
    assert file.first_day >= collection_day(invoice.due_on)
    assert invoice.number.encode() in desk.file(file)

    whole = Booking((), "B1", file.total, order=file.message_id, block=f"{file.message_id}-1", booked=file.last_day)
    brought = desk.imported(camt(whole), file.last_day)
    assert (brought.booked, brought.amount, brought.unclear) == (1, file.total, 0)
    assert desk.status(invoice, file.last_day) == "paid"

    back = returned(invoice.gross, "MD06", f"{invoice.number}-1", fee=300, reference="B2", booked=file.last_day)
    desk.imported(camt(back, statement="2"), file.last_day)
    assert desk.open(invoice) == invoice.gross + 300
    assert len(desk.letters("debit_returned")) == 1


def at_once(count: int, work: Any) -> list[Any]:
    gate, results = threading.Barrier(count), []

    def one() -> None:
        try:
            gate.wait(10)
            results.append(work())
        except Refused as refused:
            results.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_the_same_file_read_by_two_at_once_is_booked_once(transactional_db: None) -> None:
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red", name="RED connect")
    with acting_for(vendor.id):
        desk = make_desk(vendor)
        invoice = desk.document(desk.customer())
    data = camt(booking(11900, invoice.number))
    results = at_once(3, lambda: desk.imported(data).booked)
    assert sorted(results, key=str) == [1, Code.ALREADY_IMPORTED, Code.ALREADY_IMPORTED]
    with acting_for(vendor.id):
        assert desk.open(invoice) == 0


def test_two_reminders_at_once_are_one(transactional_db: None) -> None:
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red", name="RED connect")
    with acting_for(vendor.id):
        desk = make_desk(vendor)
        desk.document(desk.customer(), issued_on=date(2026, 10, 1))
    assert sorted(at_once(3, lambda: desk.dun(TODAY).letters)) == [0, 0, 1]
    with acting_for(vendor.id):
        assert len(desk.letters("payment_reminder")) == 1
