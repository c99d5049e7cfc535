"""The database is asked the same number of times, however many documents there are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.payments.bank import booking, camt, returned
from tests.payments.conftest import TODAY, Desk, at
from tests.payments.debits import some_iban

from laufzeit.invoices.document import DocumentKind
from laufzeit.payments import store
from laufzeit.payments.booking.actions import set_off_corrections


def customers(desk: Desk, count: int, begin: int) -> list[Any]:
    return [desk.customer(f"Kunde {chr(97 + n)} {begin}", some_iban(begin + n)) for n in range(count)]


def questions(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def collected(desk: Desk, count: int, begin: int) -> int:
    for customer in customers(desk, count, begin):
        desk.document(customer, mandate=desk.mandate(customer))
    return questions(desk.collect)


def collected_with_letters(desk: Desk, count: int, begin: int) -> int:
    for customer in customers(desk, count, begin):
        desk.mandate(customer)
        desk.document(customer, due_on=TODAY)
    return questions(lambda: desk.collect(unannounced=True))


def reminded(desk: Desk, count: int, begin: int) -> int:
    for customer in customers(desk, count, begin):
        desk.document(customer, issued_on=date(2026, 10, 1))
    return questions(lambda: desk.dun(TODAY))


def imported(desk: Desk, count: int, begin: int) -> int:
    invoices = [desk.document(customer) for customer in customers(desk, count, begin)]
    data = camt(*(booking(11900, one.number, reference=one.number) for one in invoices), statement=f"S{begin}")
    return questions(lambda: desk.imported(data))


def returned_debits(desk: Desk, count: int, begin: int) -> int:
    invoices = [desk.document(one, mandate=desk.mandate(one)) for one in customers(desk, count, begin)]
    desk.collect(day=TODAY)
    data = camt(
        *(returned(11900, "AM04", f"{one.number}-1", reference=one.number) for one in invoices), statement=f"S{begin}"
    )
    return questions(lambda: desk.imported(data))


def set_off(desk: Desk, count: int, begin: int) -> int:
    for customer in customers(desk, count, begin):
        invoice = desk.document(customer)
        desk.document(customer, -2000, kind=DocumentKind.CORRECTION, corrects=invoice)
    return questions(lambda: set_off_corrections(today=TODAY, now=at(TODAY)))


def listed(desk: Desk, count: int, begin: int) -> int:
    (customer,) = customers(desk, 1, begin)
    for _ in range(count):
        desk.document(customer)
    return questions(lambda: [one.status(TODAY + timedelta(days=30)) for one in store.open_items(customer.id)])


@pytest.mark.parametrize(
    "work",
    [collected, collected_with_letters, reminded, imported, returned_debits, set_off, listed],
    ids=lambda work: work.__name__,
)
def test_as_many_questions_for_many_as_for_few(desk: Desk, work: Callable[[Desk, int, int], int]) -> None:
    work(desk, 1, 0)  # what is asked once for all, and remembered
    assert work(desk, 2, 100) == work(desk, 9, 200)
