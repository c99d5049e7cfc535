"""Which tax a charge has: by who sells, who buys, what it is, and the last day of the service.

Everything sold here is a service that is supplied electronically (Art. 7 Regulation (EU) 282/2011), so the place of
supply is the business's (§ 3a (2) UStG, Art. 44 Directive 2006/112/EC) or the consumer's (§ 3a (5), Art. 58). A rate
is that of the day on which the service is completed (§ 27 (1) UStG), whenever it is invoiced or paid. The vendor's
own country stands for Germany in these rules: a vendor elsewhere in the Union has the same rules and the rates of its
country.

A customer of whom the law wants something that is missing is refused by name, not guessed at: an invoice with the
wrong tax has to be paid twice (§ 14c (1) UStG).

Countries are those of the VAT area. Monaco is France (Art. 7 Directive 2006/112/EC). The United Kingdom is a third
country for services since 2021, Northern Ireland too (it is the Union for goods only), and so are the Isle of Man and
Jersey. Åland and the French departments overseas, which have country codes of their own, are third territories (Art.
6). Not known, because they have none: the Canary Islands, Ceuta, Melilla, Büsingen, Heligoland, Livigno, Campione,
Mount Athos, and the rates of Madeira, the Azores, Jungholz and Mittelberg. An invoice to somebody there needs a look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, assert_never

from laufzeit.catalogue.billing import TaxScheme
from laufzeit.catalogue.model import VendorFacts
from laufzeit.customers.details import Kind
from laufzeit.customers.faults import Fault
from laufzeit.customers.tax_ids import read_vat_id
from laufzeit.invoices.document import TaxCategory
from laufzeit.money.vat import NoRate, VatCategory
from laufzeit.money.vat_eu import MEMBER_STATES, rate_in


class Reason(StrEnum):
    """Why the tax is what it is. The words are in ``tax_words.py``."""

    DOMESTIC = "domestic"
    CONSUMER_AT_HOME = "consumer at home"
    """A consumer elsewhere in the Union, taxed in the vendor's country: below 10,000 € a year in all (§ 3a (5) S. 3-5
    UStG, Art. 59c Directive 2006/112/EC)."""
    OSS = "oss"
    """A consumer elsewhere in the Union, taxed there, declared in the one-stop shop (Art. 369a ff.)."""
    SMALL_BUSINESS = "small business"
    REVERSE_CHARGE = "reverse charge"
    ABROAD_BUSINESS = "abroad, business"
    ABROAD_CONSUMER = "abroad, consumer"


class Missing(StrEnum):
    """What keeps a customer from being invoiced."""

    VAT_ID_MISSING = "vat_id_missing"
    """A business elsewhere in the Union without a VAT id: it owes the tax itself only if it has one (Art. 196)."""
    VAT_ID_INVALID = "vat_id_invalid"
    """Its form or check digit is wrong. ``why`` says what."""
    VAT_ID_AT_HOME = "vat_id_at_home"
    """A business elsewhere in the Union with a VAT id of the vendor's own country: where is it established?"""
    SELLER_VAT_ID_MISSING = "seller_vat_id_missing"
    """Reverse charge needs both ids (§ 14a (1) S. 3 UStG, BR-AE-02)."""
    SELLER_OUTSIDE = "seller_outside"
    """The vendor is not established in the Union: these rules are not its own."""
    NO_RATE = "no_rate"
    """No rate is known for the country, the category and the day."""


@dataclass(frozen=True, slots=True)
class TaxedBuyer:
    """What the tax asks about a customer. ``country`` by ISO 3166-1; ``vat_id`` as the customer gave it, or empty."""

    country: str
    kind: Kind
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class Taxed:
    """Category and rate (basis points) of a charge; ``place`` is the country whose tax it is or would be."""

    category: TaxCategory
    rate: int
    reason: Reason
    place: str


@dataclass(frozen=True, slots=True)
class Untaxable:
    """The tax cannot be told."""

    code: Missing
    facts: Mapping[str, str]


_MONACO: Final = {"MC": "FR"}
_UNITED_KINGDOM_LEFT: Final = date(2021, 1, 1)
"""The end of the transition period (Art. 126 of the Withdrawal Agreement); what was owed before is not known here."""


def tax_of(seller: VendorFacts, buyer: TaxedBuyer, category: VatCategory, service_end: date) -> Taxed | Untaxable:
    """The tax of a charge of this category, or what is missing. ``service_end`` is the last day of the service."""
    home, there = vat_country(seller.address.country), vat_country(buyer.country)
    if home not in MEMBER_STATES:
        return Untaxable(Missing.SELLER_OUTSIDE, {"country": seller.address.country})
    if there == home:
        return _at_home(seller, home, Reason.DOMESTIC, category, service_end)
    if there == "GB" and service_end < _UNITED_KINGDOM_LEFT:
        return _no_rate(there, category, service_end)
    if there not in MEMBER_STATES:
        return Taxed(TaxCategory.OUTSIDE, 0, _abroad(buyer.kind), there)
    match buyer.kind:
        case Kind.BUSINESS:
            return _reverse_charge(seller, home, buyer, there)
        case Kind.CONSUMER if seller.billing.oss:
            return _rated(there, Reason.OSS, category, service_end)
        case Kind.CONSUMER:
            return _at_home(seller, home, Reason.CONSUMER_AT_HOME, category, service_end)
        case _:
            assert_never(buyer.kind)


def vat_country(country: str) -> str:
    """The country whose VAT area a country belongs to."""
    return _MONACO.get(country, country)


def _at_home(
    seller: VendorFacts, home: str, reason: Reason, category: VatCategory, service_end: date
) -> Taxed | Untaxable:
    """Supplies whose place is the vendor's country. § 19 (1) UStG frees only these: what is not taxable at home (§ 1
    (1) Nr. 1) is not exempt there either, and a small business's customer elsewhere owes the tax like any other's."""
    if seller.billing.tax is TaxScheme.SMALL_BUSINESS:
        return Taxed(TaxCategory.EXEMPT, 0, Reason.SMALL_BUSINESS, home)
    return _rated(home, reason, category, service_end)


def _rated(place: str, reason: Reason, category: VatCategory, service_end: date) -> Taxed | Untaxable:
    try:
        rate = rate_in(place, category, service_end)
    except NoRate:
        return _no_rate(place, category, service_end)
    return Taxed(TaxCategory.STANDARD, rate, reason, place)


def _no_rate(place: str, category: VatCategory, day: date) -> Untaxable:
    return Untaxable(Missing.NO_RATE, {"country": place, "category": category.value, "day": day.isoformat()})


def _reverse_charge(seller: VendorFacts, home: str, buyer: TaxedBuyer, there: str) -> Taxed | Untaxable:
    """Art. 196 Directive 2006/112/EC; for a vendor elsewhere and a business in Germany § 13b (1), (5) UStG.

    The id may be of another member state than the address: what counts is that it is none of the vendor's country.
    """
    facts = {"country": buyer.country, "vat_id": buyer.vat_id}
    if not buyer.vat_id:
        return Untaxable(Missing.VAT_ID_MISSING, facts)
    number = read_vat_id(buyer.vat_id)
    if isinstance(number, Fault):
        return Untaxable(Missing.VAT_ID_INVALID, {**facts, "why": number.code.value})
    country = vat_country("GR" if number.startswith("EL") else number[:2])
    if country == home:
        return Untaxable(Missing.VAT_ID_AT_HOME, facts)
    if country not in MEMBER_STATES:
        return Untaxable(Missing.VAT_ID_INVALID, {**facts, "why": "vat_id_country"})
    if not seller.vat_id:
        return Untaxable(Missing.SELLER_VAT_ID_MISSING, {"country": home})
    return Taxed(TaxCategory.REVERSE_CHARGE, 0, Reason.REVERSE_CHARGE, there)


def _abroad(kind: Kind) -> Reason:
    return Reason.ABROAD_BUSINESS if kind is Kind.BUSINESS else Reason.ABROAD_CONSUMER
