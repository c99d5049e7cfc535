"""Which tax a charge has, by seller, buyer, category and day."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date

import pytest

import laufzeit.invoices.tax_words
from laufzeit.catalogue.billing import Billing, TaxScheme
from laufzeit.catalogue.model import Address, PriceBasis, VendorFacts
from laufzeit.customers.details import Kind
from laufzeit.invoices.document import TaxCategory
from laufzeit.invoices.tax_words import missing_in_words, reason_in_words
from laufzeit.invoices.taxing import Missing, Reason, Taxed, TaxedBuyer, Untaxable, tax_of
from laufzeit.money.vat import VatCategory

S, AE, E, O = TaxCategory.STANDARD, TaxCategory.REVERSE_CHARGE, TaxCategory.EXEMPT, TaxCategory.OUTSIDE  # noqa: E741
STANDARD, REDUCED = VatCategory.STANDARD, VatCategory.REDUCED
DAY = date(2026, 11, 30)

GERMAN = VendorFacts(
    key="v", name="V", legal_name="V GmbH", address=Address("Weg 1", "10115", "Berlin", "DE"), email="v@v.example",
    phone="", vat_id="DE136695976", tax_number="", currency="EUR", prices=PriceBasis.NET, time_zone="Europe/Berlin",
    languages=("de",), brand="#000000", brand_ink="#ffffff", logo="", hosts=(), laws=(),
)  # fmt: skip
OSS = replace(GERMAN, billing=Billing(oss=True))
SMALL = replace(GERMAN, billing=Billing(tax=TaxScheme.SMALL_BUSINESS))
AUSTRIAN = replace(GERMAN, address=Address("Gasse 1", "1010", "Wien", "AT"), vat_id="ATU13585627")
SWISS = replace(GERMAN, address=Address("Gasse 1", "8001", "Zürich", "CH"), vat_id="")


def business(country: str, vat_id: str = "") -> TaxedBuyer:
    return TaxedBuyer(country, Kind.BUSINESS, vat_id)


def consumer(country: str) -> TaxedBuyer:
    return TaxedBuyer(country, Kind.CONSUMER)


@pytest.mark.parametrize(
    ("seller", "buyer", "category", "day", "tax"),
    [
        # at home: § 12, § 27 (1) UStG
        (GERMAN, business("DE"), STANDARD, DAY, Taxed(S, 1900, Reason.DOMESTIC, "DE")),
        (GERMAN, business("DE", "DE136695976"), STANDARD, DAY, Taxed(S, 1900, Reason.DOMESTIC, "DE")),
        (GERMAN, business("DE", "ATU13585627"), STANDARD, DAY, Taxed(S, 1900, Reason.DOMESTIC, "DE")),
        (GERMAN, consumer("DE"), REDUCED, DAY, Taxed(S, 700, Reason.DOMESTIC, "DE")),
        (GERMAN, business("DE"), STANDARD, date(2020, 6, 30), Taxed(S, 1900, Reason.DOMESTIC, "DE")),
        (GERMAN, business("DE"), STANDARD, date(2020, 7, 1), Taxed(S, 1600, Reason.DOMESTIC, "DE")),
        (GERMAN, business("DE"), STANDARD, date(2020, 12, 31), Taxed(S, 1600, Reason.DOMESTIC, "DE")),
        (GERMAN, business("DE"), STANDARD, date(2021, 1, 1), Taxed(S, 1900, Reason.DOMESTIC, "DE")),
        (GERMAN, business("DE"), REDUCED, date(2020, 12, 31), Taxed(S, 500, Reason.DOMESTIC, "DE")),
        (AUSTRIAN, business("AT"), STANDARD, DAY, Taxed(S, 2000, Reason.DOMESTIC, "AT")),
        # small businesses: § 19 (1) UStG, and only what would be taxed at home
        (SMALL, business("DE"), STANDARD, DAY, Taxed(E, 0, Reason.SMALL_BUSINESS, "DE")),
        (SMALL, consumer("FR"), STANDARD, DAY, Taxed(E, 0, Reason.SMALL_BUSINESS, "DE")),
        (SMALL, business("AT", "ATU13585627"), STANDARD, DAY, Taxed(AE, 0, Reason.REVERSE_CHARGE, "AT")),
        (SMALL, business("CH"), STANDARD, DAY, Taxed(O, 0, Reason.ABROAD_BUSINESS, "CH")),
        # businesses in the Union: Art. 196, § 13b
        (GERMAN, business("AT", "ATU13585627"), STANDARD, DAY, Taxed(AE, 0, Reason.REVERSE_CHARGE, "AT")),
        (GERMAN, business("AT", "at u 1358 5627"), STANDARD, DAY, Taxed(AE, 0, Reason.REVERSE_CHARGE, "AT")),
        (GERMAN, business("GR", "EL094259216"), STANDARD, DAY, Taxed(AE, 0, Reason.REVERSE_CHARGE, "GR")),
        (GERMAN, business("MC", "FR83404833048"), STANDARD, DAY, Taxed(AE, 0, Reason.REVERSE_CHARGE, "FR")),
        (GERMAN, business("NL", "FR83404833048"), STANDARD, DAY, Taxed(AE, 0, Reason.REVERSE_CHARGE, "NL")),
        (AUSTRIAN, business("DE", "DE136695976"), STANDARD, DAY, Taxed(AE, 0, Reason.REVERSE_CHARGE, "DE")),
        # consumers in the Union: § 3a (5)
        (GERMAN, consumer("FR"), STANDARD, DAY, Taxed(S, 1900, Reason.CONSUMER_AT_HOME, "DE")),
        (AUSTRIAN, consumer("DE"), STANDARD, DAY, Taxed(S, 2000, Reason.CONSUMER_AT_HOME, "AT")),
        (OSS, consumer("FR"), STANDARD, DAY, Taxed(S, 2000, Reason.OSS, "FR")),
        (OSS, consumer("MC"), STANDARD, DAY, Taxed(S, 2000, Reason.OSS, "FR")),
        (OSS, consumer("FI"), STANDARD, DAY, Taxed(S, 2550, Reason.OSS, "FI")),
        (OSS, consumer("EE"), STANDARD, date(2025, 6, 30), Taxed(S, 2200, Reason.OSS, "EE")),
        (OSS, consumer("EE"), STANDARD, date(2025, 7, 1), Taxed(S, 2400, Reason.OSS, "EE")),
        (OSS, consumer("NL"), REDUCED, DAY, Taxed(S, 900, Reason.OSS, "NL")),
        (OSS, consumer("DE"), STANDARD, DAY, Taxed(S, 1900, Reason.DOMESTIC, "DE")),
        # elsewhere: § 3a (2), (5)
        (GERMAN, business("CH"), STANDARD, DAY, Taxed(O, 0, Reason.ABROAD_BUSINESS, "CH")),
        (GERMAN, business("US"), REDUCED, DAY, Taxed(O, 0, Reason.ABROAD_BUSINESS, "US")),
        (GERMAN, consumer("CH"), STANDARD, DAY, Taxed(O, 0, Reason.ABROAD_CONSUMER, "CH")),
        (OSS, consumer("GB"), STANDARD, DAY, Taxed(O, 0, Reason.ABROAD_CONSUMER, "GB")),
        (GERMAN, business("AX"), STANDARD, DAY, Taxed(O, 0, Reason.ABROAD_BUSINESS, "AX")),
    ],
)
def test_the_tax(seller: VendorFacts, buyer: TaxedBuyer, category: VatCategory, day: date, tax: Taxed) -> None:
    assert tax_of(seller, buyer, category, day) == tax


@pytest.mark.parametrize(
    ("seller", "buyer", "day", "code"),
    [
        (GERMAN, business("AT"), DAY, Missing.VAT_ID_MISSING),
        (OSS, business("FR"), DAY, Missing.VAT_ID_MISSING),
        (GERMAN, business("AT", "ATU13585628"), DAY, Missing.VAT_ID_INVALID),
        (GERMAN, business("AT", "CHE-107.787.577"), DAY, Missing.VAT_ID_INVALID),
        (GERMAN, business("AT", "GB980780684"), DAY, Missing.VAT_ID_INVALID),
        (GERMAN, business("AT", "n/a"), DAY, Missing.VAT_ID_INVALID),
        (GERMAN, business("AT", "DE136695976"), DAY, Missing.VAT_ID_AT_HOME),
        (replace(GERMAN, vat_id=""), business("AT", "ATU13585627"), DAY, Missing.SELLER_VAT_ID_MISSING),
        (SWISS, business("CH"), DAY, Missing.SELLER_OUTSIDE),
        (OSS, consumer("FR"), date(2014, 12, 31), Missing.NO_RATE),
        (GERMAN, business("DE"), date(1990, 1, 1), Missing.NO_RATE),
        (GERMAN, consumer("GB"), date(2020, 12, 31), Missing.NO_RATE),
    ],
)
def test_what_is_missing_is_said(seller: VendorFacts, buyer: TaxedBuyer, day: date, code: Missing) -> None:
    said = tax_of(seller, buyer, STANDARD, day)
    assert isinstance(said, Untaxable)
    assert said.code is code
    for language in ("de", "en"):
        assert "{" not in missing_in_words(said, language)  # type: ignore[arg-type]


def test_a_rate_that_is_not_known_names_its_country() -> None:
    said = tax_of(OSS, consumer("FR"), REDUCED, DAY)
    assert said == Untaxable(Missing.NO_RATE, {"country": "FR", "category": "reduced", "day": "2026-11-30"})


def test_the_words_of_the_law() -> None:
    """§ 14a (1) UStG, Art. 226 Nr. 11a Directive 2006/112/EC; BR-E-10, BR-AE-10, BR-O-10 want a reason."""
    assert reason_in_words(Reason.REVERSE_CHARGE, "DE", "de").startswith(
        "Steuerschuldnerschaft des Leistungsempfängers"
    )
    assert reason_in_words(Reason.REVERSE_CHARGE, "AT", "en").startswith("Reverse charge")
    assert "§ 19 UStG" in reason_in_words(Reason.SMALL_BUSINESS, "DE", "en")
    assert "nicht steuerbar" in reason_in_words(Reason.ABROAD_CONSUMER, "DE", "de")
    taxed = {Reason.DOMESTIC, Reason.CONSUMER_AT_HOME, Reason.OSS}
    for reason in Reason:
        said = [bool(reason_in_words(reason, home, language)) for home in ("DE", "AT") for language in ("de", "en")]  # type: ignore[arg-type]
        assert said == [reason not in taxed] * 4
    assert not any("UStG" in reason_in_words(reason, "AT", "de") for reason in Reason)


def test_the_examples_hold() -> None:
    assert doctest.testmod(laufzeit.invoices.tax_words).failed == 0
