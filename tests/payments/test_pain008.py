"""Files of direct debits: valid by the official schemas, and exact where these do not look."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.payments.debits import CREDITOR, debit, debits, order, schema_faults

from laufzeit.payments.fault import Code
from laufzeit.payments.mandate import Scheme, Sequence
from laufzeit.payments.pain008 import Debit, Party, Version, blocks, written
from laufzeit.payments.pain008_check import faults_in, faults_of
from laufzeit.payments.postal import Postal

CASES = json.loads((Path(__file__).parents[1] / "cases/pain008.json").read_text("utf-8"))["files"]
MIXED = (
    debit(1, sequence=Sequence.FIRST),
    debit(2),
    debit(3, scheme=Scheme.B2B, amount=1),
    debit(4, collected_on=date(2026, 12, 2), amount=99_999_999_999),
    debit(5, sequence=Sequence.ONE_OFF, debtor=Party("Ærø & Søn's <ApS>", "DK5000400440116243")),
    debit(6, sequence=Sequence.FINAL),
    debit(7),
)


def of_version(case: dict[str, Any]) -> Version:
    return Version(case["xsd"].removeprefix("pain.008."))


def replaced(pattern: str, other: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        changed, count = re.subn(pattern, other, text, count=1)
        assert count == 1
        return changed

    return change


MUTATIONS: dict[str, Callable[[str], str]] = {
    "mandate_36_chars": replaced(r"<MndtId>[^<]*", f"<MndtId>{'M' * 36}"),
    "seq_type_wrong": replaced(r"<SeqTp>[^<]*", "<SeqTp>NEXT"),
    "iban_lowercase_short": replaced(r"<DbtrAcct><Id><IBAN>[^<]*", "<DbtrAcct><Id><IBAN>de1"),
    "amount_3_decimals": replaced(r'(<InstdAmt Ccy="EUR">)[^<]*', r"\g<1>119.001234"),
    "e2e_36_chars": replaced(r"<EndToEndId>[^<]*", f"<EndToEndId>{'E' * 36}"),
    "iban_bad_checksum": replaced(r"<DbtrAcct><Id><IBAN>[^<]*", "<DbtrAcct><Id><IBAN>DE89370400440532013001"),
    "nboftxs_wrong": replaced(r"<NbOfTxs>[^<]*", "<NbOfTxs>99"),
}
OUR_OWN = {"iban_bad_checksum": Code.DEBTOR_IBAN_WRONG, "nboftxs_wrong": Code.COUNT_WRONG}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['xsd'][-2:]}-{case.get('mutation', 'valid')}")
def test_the_cases_of_files(case: dict[str, Any]) -> None:
    """Each is right as we write it; broken as the case says, either the schema or our own check sees it."""
    version = of_version(case)
    good = written(order(*MIXED, version=version))
    if "mutation" not in case:
        assert case["expected_valid"]
        assert schema_faults(good, version) == []
        assert faults_in(good.encode()) == ()
        return
    broken = MUTATIONS[case["mutation"]](good)
    assert bool(schema_faults(broken, version)) is case["xsd_detects"]
    if not case["xsd_detects"]:
        assert OUR_OWN[case["mutation"]] in {found.code for found in faults_in(broken.encode())}


def test_other_things_that_no_schema_sees() -> None:
    good = written(order(*MIXED))
    wrong_sum = replaced(r"<CtrlSum>[^<]*", "<CtrlSum>1.00")(good)
    assert [found.code for found in faults_in(wrong_sum.encode())] == [Code.SUM_WRONG]
    in_a_block = re.sub(r"(<PmtInf>.*?<CtrlSum>)[^<]*", r"\g<1>1.00", good, count=1, flags=re.S)
    assert [found.code for found in faults_in(in_a_block.encode())] == [Code.SUM_WRONG]
    decimals = replaced(r'(<InstdAmt Ccy="EUR">)119.00', r"\g<1>119.000")(good)
    assert schema_faults(decimals, Version.V08) == []
    assert [found.code for found in faults_in(decimals.encode())] == [Code.AMOUNT_OUT_OF_RANGE]
    twice = good.replace("RE-2026-000002-1", "RE-2026-000001-1")
    assert [found.code for found in faults_in(twice.encode())] == [Code.END_TO_END_TWICE]
    creditor = good.replace("DE98ZZZ09999999999", "DE97ZZZ09999999999")
    assert {found.code for found in faults_in(creditor.encode())} == {Code.CREDITOR_ID_WRONG}
    assert [found.code for found in faults_in(good.encode()[:-40])] == [Code.NOT_XML]


def test_blocks_by_day_scheme_and_sequence() -> None:
    found = [(block.debits[0].block, len(block.debits)) for block in blocks(order(*MIXED))]
    assert found == sorted(found)
    assert sum(count for _, count in found) == len(MIXED)
    assert len({block for block, _ in found}) == len(found) == 6


@pytest.mark.parametrize("version", Version)
@settings(max_examples=60)
@given(many=debits())
def test_whatever_is_collected_the_file_is_valid_and_its_sums_are_exact(
    version: Version, many: tuple[Debit, ...]
) -> None:
    whole = order(*many, version=version)
    text = written(whole)
    assert schema_faults(text, version) == []
    assert faults_in(text.encode()) == ()
    tree = etree.fromstring(text.encode())
    head = tree.find(".//{*}GrpHdr")
    assert head.findtext("{*}NbOfTxs") == str(len(many))
    assert Decimal(head.findtext("{*}CtrlSum")) * 100 == sum(one.amount for one in many)
    amounts = {
        each.findtext(".//{*}EndToEndId"): Decimal(each.findtext("{*}InstdAmt")) * 100
        for each in tree.iterfind(".//{*}DrctDbtTxInf")
    }
    assert amounts == {one.end_to_end: one.amount for one in many}
    for block in tree.iterfind(".//{*}PmtInf"):
        total = sum(Decimal(each.text) for each in block.iterfind(".//{*}InstdAmt"))
        assert Decimal(block.findtext("{*}CtrlSum")) == total


def test_a_debit_says_what_the_bank_and_the_customer_need() -> None:
    tree = etree.fromstring(written(order(debit())).encode())
    found = tree.find(".//{*}DrctDbtTxInf")
    said = {
        element.tag.split("}")[1]: element.text for element in found.iter() if element.text and element.text.strip()
    }
    assert said == {
        "EndToEndId": "RE-2026-000001-1", "InstdAmt": "119.00", "MndtId": "K-10001-1", "DtOfSgntr": "2026-01-05",
        "BICFI": "BYLADEM1001", "Nm": "Praxis Dr. Juergen Gross", "StrtNm": "Lindenweg", "BldgNb": "4a",
        "PstCd": "10115", "TwnNm": "Berlin", "Ctry": "DE", "IBAN": "DE02120300000000202051",
        "Ustrd": "Rechnung RE-2026-000001, Kunde K-10001",
    }  # fmt: skip
    assert tree.findtext(".//{*}ReqdColltnDt") == "2026-12-01"
    assert tree.findtext(".//{*}LclInstrm/{*}Cd") == "CORE"
    assert tree.findtext(".//{*}CdtrSchmeId//{*}Id/{*}PrvtId//{*}Id") == "DE98ZZZ09999999999"


@pytest.mark.parametrize("version", Version)
def test_no_address_is_in_lines_alone(version: Version) -> None:
    """Since November 2026 banks refuse addresses without a town and a country of their own."""
    odd = debit(debtor=replace(debit().debtor, address=Postal("Q 7, 24", "3. OG", "68161", "Mannheim", "DE")))
    for address in etree.fromstring(written(order(odd, version=version)).encode()).iterfind(".//{*}PstlAdr"):
        assert address.findtext("{*}TwnNm")
        assert address.findtext("{*}Ctry")
        assert len(address.findall("{*}AdrLine")) <= 2
    nowhere = debit(debtor=replace(debit().debtor, address=Postal("Q 7, 24", "", "", "", "DE")))
    assert "Q 7" not in written(order(nowhere, version=version))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (order(debit(amount=0)), Code.AMOUNT_OUT_OF_RANGE),
        (order(debit(amount=10**11)), Code.AMOUNT_OUT_OF_RANGE),
        (order(debit(end_to_end="RE 1")), Code.IDENTIFIER_FORM),
        (order(debit(end_to_end="E" * 36)), Code.IDENTIFIER_FORM),
        (order(debit(mandate="M" * 36)), Code.IDENTIFIER_FORM),
        (order(debit(), debit()), Code.END_TO_END_TWICE),
        (order(debit(collected_on=date(2026, 12, 25))), Code.NOT_A_TARGET_DAY),
        (order(debit(debtor=Party("Anna", "DE89370400440532013001"))), Code.DEBTOR_IBAN_WRONG),
        (order(debit(debtor=Party("Urs", "CH9300762011623852957"))), Code.ADDRESS_MISSING),
        (order(debit(debtor=Party("  ", "DE89370400440532013000"))), Code.NAME_MISSING),
        (order(creditor_id=""), Code.NO_CREDITOR_ID),
        (order(creditor_id="DE97ZZZ09999999999"), Code.CREDITOR_ID_WRONG),
        (order(creditor=replace(CREDITOR, iban="DE89370400440532013001")), Code.VENDOR_IBAN_WRONG),
        (order(id="L" * 31), Code.IDENTIFIER_FORM),
        (replace(order(), debits=()), Code.NOTHING_TO_COLLECT),
    ],
)
def test_what_is_wrong_with_an_order(wrong: Any, code: Code) -> None:
    assert [found.code for found in faults_of(wrong)] == [code]


def test_a_good_order_has_no_faults() -> None:
    abroad = Party("Urs Weiß", "CH9300762011623852957", "", Postal("Bahnhofstrasse 1", "", "8001", "Zürich", "CH"))
    assert faults_of(order(*MIXED, debit(8, debtor=abroad))) == ()
