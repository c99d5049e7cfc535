"""Collecting by direct debit: each invoice at most once, by a mandate that may be used, on a day that was announced."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from lxml import etree
from tests.payments.bank import CUSTOMER_IBAN
from tests.payments.conftest import BILLING, CREDITOR_ID, TODAY, Desk, at, make_desk
from tests.payments.debits import schema_faults, some_iban

from laufzeit.payments.fault import Code, Refused
from laufzeit.payments.pain008 import Version
from laufzeit.payments.pain008_check import faults_in


def parsed(data: bytes) -> Any:
    return etree.fromstring(data)


def amounts(data: bytes) -> dict[str, int]:
    """What a file collects, by reference."""
    return {
        each.findtext(".//{*}EndToEndId"): int(Decimal(each.findtext("{*}InstdAmt")) * 100)
        for each in parsed(data).iterfind(".//{*}DrctDbtTxInf")
    }


def test_what_was_announced_is_collected_once(desk: Desk) -> None:
    customer = desk.customer()
    invoice = desk.document(customer, mandate=desk.mandate(customer))
    done = desk.collect()
    assert done.not_collected == ()
    (file,) = done.files
    assert (file.count, file.total, file.message_id) == (1, 11900, "LZ-20261123-1")
    assert file.first_day == file.last_day == date(2026, 11, 27)
    data = desk.file(file)
    assert schema_faults(data, Version.V08) == []
    assert faults_in(data) == ()
    assert amounts(data) == {f"{invoice.number}-1": 11900}
    assert parsed(data).findtext(".//{*}SeqTp") == "FRST"
    assert parsed(data).findtext(".//{*}Ustrd").startswith(f"Rechnung {invoice.number}, Kunde K-")
    assert desk.status(invoice) == "collecting"
    assert desk.collect().files == ()


def test_the_second_collection_of_a_mandate_is_recurring(desk: Desk) -> None:
    customer = desk.customer()
    mandate = desk.mandate(customer)
    for _ in range(2):
        desk.document(customer, mandate=mandate)
    data = desk.file(desk.collect().files[0])
    assert [each.text for each in parsed(data).iterfind(".//{*}SeqTp")] == ["FRST", "RCUR"]
    desk.document(customer, mandate=mandate)
    again = desk.file(desk.collect().files[0])
    assert [each.text for each in parsed(again).iterfind(".//{*}SeqTp")] == ["RCUR"]
    mandate.refresh_from_db()
    assert mandate.first_used_on == mandate.last_used_on == date(2026, 11, 27)


@pytest.mark.parametrize("version", Version)
def test_many_in_several_files_all_valid(desk: Desk, version: Version) -> None:
    expected = {}
    for number in range(7):
        customer = desk.customer(f"Kunde {'abcdefg'[number]}", some_iban(number))
        invoice = desk.document(customer, 1000 + number, mandate=desk.mandate(customer))
        expected[f"{invoice.number}-1"] = 1000 + number
    done = desk.collect(version=version, size=3)
    assert [file.count for file in done.files] == [3, 3, 1]
    assert [file.message_id for file in done.files] == [f"LZ-20261123-{n}" for n in (1, 2, 3)]
    found: dict[str, int] = {}
    for file in done.files:
        data = desk.file(file)
        assert schema_faults(data, version) == []
        assert faults_in(data) == ()
        found |= amounts(data)
    assert found == expected


def test_only_what_is_still_open_is_collected(desk: Desk) -> None:
    from laufzeit.payments.booking.actions import record_payment

    customer = desk.customer()
    mandate = desk.mandate(customer)
    part, whole = desk.document(customer, mandate=mandate), desk.document(customer, mandate=mandate)
    record_payment(part.id, 5000, paid_on=TODAY, note="bar", by=None, now=at(TODAY))
    record_payment(whole.id, 11900, paid_on=TODAY, note="bar", by=None, now=at(TODAY))
    assert amounts(desk.file(desk.collect().files[0])) == {f"{part.number}-1": 6900}


def test_a_correction_is_taken_off_before(desk: Desk) -> None:
    from laufzeit.invoices.document import DocumentKind

    customer = desk.customer()
    invoice = desk.document(customer, mandate=desk.mandate(customer))
    correction = desk.document(customer, -2000, kind=DocumentKind.CORRECTION, corrects=invoice)
    assert amounts(desk.file(desk.collect().files[0])) == {f"{invoice.number}-1": 9900}
    assert desk.open(correction) == 0
    assert desk.entries(invoice) == [("offset", -2000)]


def test_a_cancelled_invoice_is_not_collected(desk: Desk) -> None:
    from laufzeit.invoices.document import DocumentKind

    customer = desk.customer()
    invoice = desk.document(customer, mandate=desk.mandate(customer))
    desk.document(customer, -11900, kind=DocumentKind.CANCELLATION, corrects=invoice)
    assert desk.collect().files == ()
    assert desk.status(invoice) == "settled"


def test_what_is_not_due_yet_or_was_transferred_is_left(desk: Desk) -> None:
    customer = desk.customer()
    mandate = desk.mandate(customer)
    desk.document(customer, mandate=mandate, due_on=date(2026, 12, 6))
    desk.document(customer, due_on=TODAY)
    assert desk.collect(date(2026, 12, 5)).files == ()


def test_nobody_is_debited_before_the_notice_is_over(desk: Desk) -> None:
    customer = desk.customer()
    desk.document(customer, mandate=desk.mandate(customer), issued_on=TODAY, due_on=TODAY)
    (file,) = desk.collect(TODAY).files
    assert file.first_day == date(2026, 11, 30), "five calendar days are a Saturday, so Monday"


def test_disputed_invoices_are_left(desk: Desk) -> None:
    from laufzeit.payments.booking.actions import dispute, undispute

    customer = desk.customer()
    invoice = desk.document(customer, mandate=desk.mandate(customer))
    dispute(invoice.id, reason="Menge falsch", today=TODAY, by=None)
    assert desk.status(invoice) == "disputed"
    assert desk.collect().files == ()
    undispute(invoice.id, ending="war richtig", today=TODAY, by=None)
    assert len(desk.collect().files) == 1


def test_mandates_that_may_not_be_used(desk: Desk) -> None:
    from laufzeit.payments.actions import revoke_mandate

    codes = {}
    for name, signed_on in (("a", date(2026, 1, 5)), ("b", date(2023, 11, 20)), ("c", date(2026, 1, 5))):
        customer = desk.customer(f"Praxis {name}")
        mandate = desk.mandate(customer, signed_on)
        codes[name] = desk.document(customer, mandate=mandate).number
        if name == "a":
            revoke_mandate(mandate.id, on=TODAY, why="customer", by=None, now=at(TODAY))
    done = desk.collect()
    assert {one.number: one.fault.code for one in done.not_collected} == {
        codes["a"]: Code.MANDATE_REVOKED,
        codes["b"]: Code.MANDATE_LAPSED,
    }
    assert done.files[0].count == 1, "one that cannot be collected does not hold back the others"


def test_other_currencies_are_not_collected(desk: Desk) -> None:
    customer = desk.customer()
    desk.document(customer, mandate=desk.mandate(customer), currency="CHF")
    assert [one.fault.code for one in desk.collect().not_collected] == [Code.NOT_IN_EUROS]


def test_what_was_not_announced_gets_a_letter_first(desk: Desk) -> None:
    customer = desk.customer()
    invoice = desk.document(customer, due_on=TODAY)
    desk.mandate(customer)
    assert desk.collect().files == ()
    done = desk.collect(unannounced=True)
    assert (done.files[0].count, done.letters) == (1, 1)
    (letter,) = desk.letters("debit_announced")
    assert (letter.invoice, letter.collected_on, letter.account) == (invoice.number, date(2026, 11, 30), "DE02 … 2051")
    assert done.files[0].first_day == letter.collected_on
    assert letter.collected_on >= TODAY + timedelta(days=5)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (f'creditor_id = "{CREDITOR_ID}"\n', "", Code.NO_CREDITOR_ID),
        ("due_days", "due_days", Code.DAY_TOO_FAR),
    ],
)
def test_a_vendor_that_cannot_collect(acting: Any, old: str, new: str, code: Code) -> None:
    desk = make_desk(acting, BILLING.replace(old, new))
    through = TODAY + timedelta(days=15) if code is Code.DAY_TOO_FAR else TODAY
    with pytest.raises(Refused) as refused:
        desk.collect(through)
    assert code in [one.code for one in refused.value.faults]


def test_an_account_abroad_without_an_address(desk: Desk) -> None:
    from laufzeit.customers.models import Organisation

    customer = desk.customer(iban="CH9300762011623852957")
    desk.document(customer, mandate=desk.mandate(customer))
    Organisation.objects.filter(id=customer.id).update(city="")
    assert [one.fault.code for one in desk.collect().not_collected] == [Code.ADDRESS_MISSING]


# Two at once


def test_two_collections_at_once_collect_each_invoice_once(transactional_db: None) -> None:
    from laufzeit.payments.models import DirectDebit
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red", name="RED connect")
    with acting_for(vendor.id):
        desk = make_desk(vendor)
        for number in range(12):
            customer = desk.customer(f"Kunde {'abcdefghijkl'[number]}", CUSTOMER_IBAN)
            desk.document(customer, mandate=desk.mandate(customer))
    gate, results = threading.Barrier(3), []

    def work() -> None:
        try:
            gate.wait(10)
            results.append(desk.collect(size=5))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(results) == 3
    assert sum(file.count for done in results for file in done.files) == 12
    with acting_for(vendor.id):
        documents = list(DirectDebit.objects.values_list("document", flat=True))
        files = [desk.file(file) for done in results for file in done.files]
    assert len(documents) == len(set(documents)) == 12
    references = [reference for data in files for reference in amounts(data)]
    assert len(references) == len(set(references)) == 12
