"""Every sample, in both syntaxes, against the official rules and our own."""

from __future__ import annotations

import pytest
from tests.einvoice.exact import own_faults, read_cii, read_ubl
from tests.einvoice.official import codes, faults_of_cii, faults_of_ubl
from tests.einvoice.samples import SAMPLES, document, line

from laufzeit.einvoice.cii import cii
from laufzeit.einvoice.ubl import ubl

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", SAMPLES)
def test_xrechnung(name: str) -> None:
    xml = ubl(SAMPLES[name])
    assert faults_of_ubl(xml) == []
    assert own_faults(read_ubl(xml), xml, gross_prices=SAMPLES[name].gross_prices) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_zugferd(name: str) -> None:
    xml = cii(SAMPLES[name])
    assert faults_of_cii(xml) == []
    assert own_faults(read_cii(xml), xml, gross_prices=SAMPLES[name].gross_prices) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_both_say_the_same(name: str) -> None:
    assert read_ubl(ubl(SAMPLES[name])) == read_cii(cii(SAMPLES[name]))


TWO_DECIMALS = ("BR-DEC-", "UBL-DT-01", "BR-CO-10", "BR-CO-14", "BR-CO-15", "BR-CO-17", "BR-S-09")
"""The rules that say, or compute with, two decimals."""


def test_a_third_decimal_is_written_and_all_that_the_rules_find() -> None:
    """EN 16931 has no room for 5.755 dinars; the amount is not rounded away for its sake."""
    xml = ubl(document([line("RED connect plus", "1", "5.755", currency="KWD")], currency="KWD"))
    assert ">5.755<" in xml.decode()
    assert all(code.startswith(TWO_DECIMALS) for code in codes(faults_of_ubl(xml)))
    assert own_faults(read_ubl(xml), xml) == []
