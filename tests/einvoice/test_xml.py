"""What people typed stays text, the same document gives the same bytes, and amounts are exact."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.einvoice.exact import CII, UBL, own_faults, read_cii, read_ubl
from tests.einvoice.samples import BUYER, SAMPLES, debited, document, line, outside, plain, prepaid

from laufzeit.catalogue.model import PriceBasis
from laufzeit.einvoice.cii import cii
from laufzeit.einvoice.ubl import ubl
from laufzeit.invoices.document import Allowance, Document, TaxCategory, TaxLine

ROUNDING = json.loads((Path(__file__).parents[1] / "cases" / "vat_rounding.json").read_text(encoding="utf-8"))
HOSTILE = "</cbc:Name><x>&lt; & ]]> <!-- \"'\x00\x0b\ud800 ﷐ \U0001f600 Müller"


def ubl_texts(document: Document, path: str) -> list[str]:
    return [str(found.text) for found in etree.fromstring(ubl(document)).xpath(path, namespaces=UBL)]


def cii_texts(document: Document, path: str) -> list[str]:
    return [str(found.text) for found in etree.fromstring(cii(document)).xpath(path, namespaces=CII)]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_bytes_each_time(name: str) -> None:
    assert ubl(SAMPLES[name]) == ubl(replace(SAMPLES[name]))
    assert cii(SAMPLES[name]) == cii(replace(SAMPLES[name]))


def test_markup_in_texts_is_text() -> None:
    hostile = replace(plain(), buyer=replace(BUYER, name=HOSTILE), notes=(HOSTILE,))
    clean = HOSTILE.replace("\x00", "").replace("\x0b", "").replace("\ud800", "")
    assert ubl_texts(hostile, "//cac:AccountingCustomerParty//cbc:RegistrationName") == [clean]
    assert ubl_texts(hostile, "//cbc:Note")[0] == clean
    assert cii_texts(hostile, "//ram:BuyerTradeParty/ram:Name") == [clean]


@given(st.text(), st.text())
def test_any_text_gives_a_document_that_reads(name: str, explanation: str) -> None:
    odd = document([line(f"x{name}", explanation=explanation)])
    for xml in (ubl(odd), cii(odd)):
        assert etree.fromstring(xml) is not None


AMOUNTS = st.integers(1, 50_000).map(lambda cents: str(Decimal(cents) / 100))
QUANTITIES = st.integers(1, 3000).map(str)


@st.composite
def lines(draw: st.DrawFn) -> Any:
    rate = draw(st.sampled_from((1900, 700, 2000, 2550)))
    one = line("x", draw(QUANTITIES), draw(AMOUNTS), rate=rate)
    percent = draw(st.sampled_from((0, 500, 1000, 3333)))
    if percent:
        off = (one.amount * percent * 2 + 10_000) // 20_000
        one = replace(one, allowances=(Allowance(off, "Rabatt", percent),))
    return one


@given(st.lists(lines(), min_size=1, max_size=8), st.sampled_from(PriceBasis), st.booleans())
def test_any_document_adds_up_exactly(some: list[Any], prices: PriceBasis, corrects: bool) -> None:
    if corrects:
        some = [negated(one) for one in some]
    made = document(some, prices=prices)
    gross = prices is PriceBasis.GROSS
    xml = ubl(made)
    assert own_faults(read_ubl(xml), xml, gross_prices=gross) == []
    assert read_ubl(xml) == read_cii(cii(made))


def negated(one: Any) -> Any:
    reduced = tuple(replace(allowance, amount=-allowance.amount) for allowance in one.allowances)
    return replace(one, quantity=-one.quantity, amount=-one.amount, net=-one.net, allowances=reduced)


@pytest.mark.parametrize("case", ROUNDING["vectors"], ids=lambda case: case["BT116"])
def test_tax_is_written_as_it_was_computed(case: dict[str, str]) -> None:
    """Half away from zero per group; the tax of the document is not computed again."""
    base, tax = (int(Decimal(case[name]) * 100) for name in ("BT116", "expected_BT117"))
    group = TaxLine(TaxCategory.STANDARD, int(case["BT119"]) * 100, base, tax)
    one = replace(plain(), taxes=(group,), net=base, tax=tax, gross=base + tax)
    assert ubl_texts(one, "//cac:TaxSubtotal/cbc:TaxAmount") == [case["expected_BT117"]]
    assert cii_texts(one, "//ram:CalculatedAmount") == [case["expected_BT117"]]


def test_prices_below_a_cent_and_decimal_quantities_are_exact() -> None:
    assert ubl_texts(SAMPLES["usage"], "//cbc:PriceAmount") == ["0.0005"]
    assert ubl_texts(SAMPLES["minimum"], "//cbc:InvoicedQuantity") == ["12.5", "1"]


def test_the_last_day_is_inclusive() -> None:
    assert ubl_texts(plain(), "/*/cac:InvoicePeriod/*") == ["2026-03-01", "2026-03-31"]
    assert cii_texts(plain(), "//ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod//udt:*") == [
        "20260301",
        "20260331",
    ]


def test_a_correction_has_negative_quantities_and_says_what_it_corrects() -> None:
    two = SAMPLES["correction_of_two"]
    assert ubl_texts(two, "//cbc:InvoiceTypeCode") == ["384"]
    assert ubl_texts(two, "//cac:BillingReference//cbc:ID") == ["RE-2026-000101", "RE-2026-000055"]
    assert cii_texts(two, "//ram:InvoiceReferencedDocument/ram:IssuerAssignedID") == [
        "RE-2026-000101",
        "RE-2026-000055",
    ]
    assert [float(found) for found in ubl_texts(two, "//cbc:InvoicedQuantity | //cbc:PriceAmount")] == [-2, 9.19]


def test_a_debit_names_mandate_creditor_and_account() -> None:
    assert ubl_texts(debited(), "//cac:PaymentMeans/cbc:PaymentMeansCode") == ["59"]
    assert ubl_texts(debited(), "//cac:PaymentMandate//cbc:ID") == ["RC-1-2026", "DE02120300000000202051"]
    assert ubl_texts(debited(), "//cbc:ID[@schemeID='SEPA']") == ["DE98ZZZ09999999999"]
    assert "DE •••• 2051" in ubl_texts(debited(), "//cac:PaymentTerms/cbc:Note")[0]


def test_who_is_owed_nothing_is_told_no_account() -> None:
    """A refund is not a request to pay or a debit."""
    for name in ("correction", "cancellation", "paid_already"):
        assert ubl_texts(SAMPLES[name], "//cbc:PaymentMeansCode") == ["1"]
        assert not ubl_texts(SAMPLES[name], "//cac:PayeeFinancialAccount | //cac:PaymentMandate")


def test_what_was_paid_is_taken_off() -> None:
    assert ubl_texts(prepaid(), "//cbc:PrepaidAmount | //cbc:PayableAmount") == ["50.00", "56.74"]


def test_outside_the_scope_of_vat_no_vat_id_is_told() -> None:
    """BR-O-02; § 14 (4) No. 2 UStG is content with the tax number."""
    assert ubl_texts(outside(), "//cbc:CompanyID[../cac:TaxScheme/cbc:ID = 'VAT']") == []
    assert ubl_texts(outside(), "//cbc:CompanyID[../cac:TaxScheme/cbc:ID = 'FC']") == ["37/123/45678"]
    only_id = replace(outside(), seller=replace(outside().seller, tax_number=""))
    assert ubl_texts(only_id, "//cbc:CompanyID[../cac:TaxScheme/cbc:ID = 'FC']") == ["DE999999995"]


def test_a_buyer_without_a_reference_is_asked_by_its_number() -> None:
    assert ubl_texts(plain(), "//cbc:BuyerReference") == ["K-10023"]
    assert ubl_texts(replace(plain(), buyer_reference="04011000-1234512345-35"), "//cbc:BuyerReference") == [
        "04011000-1234512345-35"
    ]


def test_lines_of_several_contracts_name_theirs() -> None:
    several = SAMPLES["several_periods"]
    assert ubl_texts(several, "//cac:InvoiceLine/cbc:Note") == ["RC-1", "RC-1", "RC-2"]
    assert not ubl_texts(several, "//cac:ContractDocumentReference")
    assert ubl_texts(plain(), "//cac:ContractDocumentReference/cbc:ID") == ["RC-1"]
