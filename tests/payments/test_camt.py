"""Bank files: read in every version, and refused as a whole, with all their faults, when anything is wrong."""

from __future__ import annotations

import tracemalloc
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.payments.bank import CUSTOMER_IBAN, DAY, VENDOR_IBAN, VERSIONS, Booking, Tx, booking, camt, returned

from laufzeit.payments.camt import LARGEST_FILE, read
from laufzeit.payments.fault import Code, Fault
from laufzeit.payments.statement import BankFile, Entry, Report

BATCH = Booking(
    (Tx(11900, "RE-2026-000001-1", "K-10001-1"), Tx(2380, "RE-2026-000002-1", "K-10002-1", name="Zweite GmbH")),
    reference="BANK-2", order="LZ-1", block="LZ-1-1",
)  # fmt: skip
USUAL = (
    booking(5950, "Rechnung RE-2026-", "000007 vom 3.11.", reference="BANK-1", value=date(2026, 12, 2)),
    BATCH,
    returned(11900, "AC04", "RE-2026-000003-1", fee=397, mandate="K-10003-1", reference="BANK-3"),
    booking(-99900, "Miete Dezember", name="Hausverwaltung AG", iban="DE75512108001245126199"),
)


def reading(data: bytes) -> BankFile:
    found = read(data, iban=VENDOR_IBAN, currency="EUR")
    assert isinstance(found, BankFile), found
    return found


def entries(data: bytes) -> tuple[Entry, ...]:
    return reading(data).statements[0].entries


def codes(data: bytes, **other: Any) -> list[Code]:
    found = read(data, **{"iban": VENDOR_IBAN, "currency": "EUR", **other})
    assert isinstance(found, tuple), "it was read"
    assert all(isinstance(each, Fault) for each in found)
    return [each.code for each in found]


@pytest.mark.parametrize("prefix", ["", "ns2"])
@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_says_the_same(version: str, prefix: str) -> None:
    statement = reading(camt(*USUAL, version=version, prefix=prefix)).statements[0]
    assert (statement.report, statement.id, statement.iban) == (Report.STATEMENT, "STMT-2026-336", VENDOR_IBAN)
    assert statement.days == (DAY, DAY)
    transfer, first, second, back, rent = statement.entries
    assert transfer == Entry(
        5950, "EUR", DAY, date(2026, 12, 2), 5950, "BANK-1", "", "", "Rechnung RE-2026- 000007 vom 3.11.",
        "Praxis Dr. Groß", CUSTOMER_IBAN, text="Überweisungsgutschrift",
    )  # fmt: skip
    assert [(each.amount, each.end_to_end, each.mandate, each.whole) for each in (first, second)] == [
        (11900, "RE-2026-000001-1", "K-10001-1", 14280),
        (2380, "RE-2026-000002-1", "K-10002-1", 14280),
    ]
    assert {each.booking for each in (first, second)} == {("BANK-2", 14280, DAY)}
    assert (first.order, first.block) == ("LZ-1", "LZ-1-1")
    assert (back.amount, back.returned, back.return_code) == (-12297, True, "AC04")
    assert (back.original, back.charges, back.name) == (11900, 397, "Praxis Dr. Groß")
    assert (rent.amount, rent.name, rent.returned) == (-99900, "Hausverwaltung AG", False)


def test_a_notification() -> None:
    file = reading(camt(BATCH, kind="054"))
    assert file.version == "054.001.08"
    assert file.statements[0].report is Report.NOTIFICATION
    assert len(file.statements[0].entries) == 2


def test_a_sum_that_the_bank_did_not_take_apart() -> None:
    found = entries(camt(Booking((), "BANK-9", 14280, order="LZ-1", block="LZ-1-1")))
    assert [(each.amount, each.order, each.block) for each in found] == [(14280, "LZ-1", "LZ-1-1")]


def test_parts_that_do_not_make_up_the_whole_are_left_together() -> None:
    parts = (Tx(11900, "E-1", remittance=("RE-2026-000001",)), Tx(2380, "E-2", remittance=("RE-2026-000002",)))
    (one,) = entries(camt(Booking(parts, minor=14000)))
    assert (one.amount, one.end_to_end, one.remittance) == (14000, "", "RE-2026-000001 RE-2026-000002")


def test_what_is_not_booked_is_counted_and_left_out() -> None:
    statement = reading(camt(USUAL[0], booking(100, status="PDNG"), booking(200, status="INFO"))).statements[0]
    assert (len(statement.entries), statement.pending) == (1, 2)


def test_a_reversal_without_a_reason() -> None:
    (one,) = entries(camt(Booking((Tx(-11900, "RE-2026-000003-1"),), reversal=True)))
    assert (one.returned, one.return_code) == (True, "")


def test_the_same_statement_is_known_again_in_another_file() -> None:
    once = reading(camt(*USUAL)).statements[0]
    again = reading(camt(*USUAL).replace(b"MSG-1", b"MSG-2")).statements[0]
    other = reading(camt(*USUAL[1:])).statements[0]
    assert once.fingerprint == again.fingerprint != other.fingerprint


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_nothing(data: bytes) -> None:
    assert codes(data)[0] in (Code.EMPTY_FILE, Code.NOT_XML)


@given(st.floats(0.02, 0.999))
def test_a_file_that_is_cut_off_anywhere(share: float) -> None:
    whole = camt(*USUAL).rstrip()
    assert codes(whole[: int(len(whole) * share)]) == [Code.CUT_OFF]


def test_a_file_that_was_cut_off_and_closed_again() -> None:
    """Well-formed, and shorter than the bank says: by its count of bookings, or by its balances."""
    assert codes(camt(*USUAL[:2], count=4)) == [Code.ENTRIES_MISSING]
    assert codes(camt(*USUAL[:2], closing=123)) == [Code.BALANCE_WRONG]
    found = read(camt(*USUAL[:2], closing=123), iban=VENDOR_IBAN, currency="EUR")
    assert found[0].facts["difference"] == 123 - 100_000 - 5950 - 14280  # type: ignore[index]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 a zip", Code.NOT_XML),
        (b":20:STARTUMSE\r\n:25:37040044/532013000\r\n", Code.NOT_XML),
        (b"<Document><a></b></Document>", Code.NOT_XML),
        (b"<Document/>", Code.NOT_CAMT),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"/>', Code.NOT_CAMT),
        (b"<html><body>Sitzung abgelaufen</body></html>", Code.NOT_CAMT),
        (camt(*USUAL).replace(b"camt.053.001.08", b"camt.052.001.08"), Code.NOT_FINAL),
        (camt(*USUAL).replace(b"camt.053.001.08", b"camt.053.001.99"), Code.VERSION_UNKNOWN),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>', Code.NO_STATEMENT),
        (camt(*USUAL, iban="DE75512108001245126199"), Code.OTHER_ACCOUNT),
        (camt(*USUAL, iban=""), Code.OTHER_ACCOUNT),
        (camt(booking(100, currency="CHF")), Code.OTHER_CURRENCY),
        (camt(booking(100, currency="XXX")), Code.AMOUNT_UNREADABLE),
        (camt(*USUAL).replace(b">59.50<", b">59,50<"), Code.AMOUNT_UNREADABLE),
        (camt(*USUAL).replace(b">59.50<", b">-59.50<"), Code.AMOUNT_UNREADABLE),
        (camt(*USUAL).replace(b">59.50<", b">59.505<"), Code.AMOUNT_UNREADABLE),
        (camt(*USUAL).replace(b"<BookgDt><Dt>2026-12-01", b"<BookgDt><Dt>2026-13-01", 1), Code.DAY_UNREADABLE),
        (camt(*USUAL).replace(b"CRDT</CdtDbtInd><Sts>", b"KREDIT</CdtDbtInd><Sts>", 1), Code.SIDE_UNREADABLE),
        (camt(*USUAL, statement=""), Code.NO_STATEMENT_ID),
    ],
)
def test_what_is_no_statement_of_this_account(data: bytes, code: Code) -> None:
    assert codes(data) == [code]


def test_all_faults_of_a_file_are_told() -> None:
    wrong = camt(booking(5950), booking(100, currency="CHF"), iban="DE75512108001245126199")
    wrong = wrong.replace(b">59.50<", b">59,50<", 1)
    assert codes(wrong) == [Code.AMOUNT_UNREADABLE, Code.OTHER_CURRENCY, Code.OTHER_ACCOUNT]


def test_five_decimals_that_say_nothing_are_read() -> None:
    assert entries(camt(booking(5950)).replace(b">59.50<", b">59.50000<"))[0].amount == 5950


BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE])
def test_a_file_with_entities_is_not_read(head: bytes) -> None:
    body = camt(booking(5950, "&b;")).partition(b"?>")[2].replace(b"&amp;b;", b"&b;")
    assert codes(head + body) == [Code.DOCTYPE]
    in_sixteen = b"\xff\xfe" + (head + body).decode().encode("utf-16-le")
    assert codes(in_sixteen)[0] in (Code.DOCTYPE, Code.NOT_XML, Code.CUT_OFF)


def test_a_file_that_nests_without_end() -> None:
    deep = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">' + b"<a>" * 100_000
    assert codes(deep + b"</a>" * 100_000 + b"</Document>")[0] in (Code.NOT_XML, Code.CUT_OFF)


def test_a_file_larger_than_any() -> None:
    assert codes(b"<" + b"a" * LARGEST_FILE) == [Code.FILE_TOO_LARGE]


def test_a_large_file_is_read_booking_by_booking() -> None:
    data = camt(*(booking(100 + n, f"RE-2026-{n:06}", reference=f"B{n}") for n in range(5_000)))
    tracemalloc.start()
    found = entries(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 5_000
    assert peak < 10 * len(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_fault_and_no_error(data: bytes) -> None:
    assert codes(data)


@given(st.data())
def test_a_damaged_file_is_a_fault_or_still_makes_sense(data: st.DataObject) -> None:
    whole = bytearray(camt(*USUAL))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = read(bytes(whole), iban=VENDOR_IBAN, currency="EUR")
    if isinstance(found, BankFile):
        for statement in found.statements:
            assert statement.iban == VENDOR_IBAN
            assert all(entry.currency == "EUR" for entry in statement.entries)
    else:
        assert found
