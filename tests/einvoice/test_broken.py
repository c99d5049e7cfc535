"""Broken documents are recognised: by the official rules where those see it, by our own where they do not.

A case breaks the XML of a sample in one place and names the rule that has to say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.einvoice.exact import own_faults, read_ubl
from tests.einvoice.official import codes, faults_of_cii, faults_of_ubl
from tests.einvoice.samples import debited, outside, plain, reverse_charge, small_business

from laufzeit.einvoice.cii import cii
from laufzeit.einvoice.ubl import ubl
from laufzeit.invoices.document import Document

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Broken:
    """``rule`` None: the schema sees it, which has no numbers."""

    rule: str | None
    breaks: tuple[Callable[[str], str], ...]
    sample: Callable[[], Document] = plain

    def made(self, write: Callable[[Document], bytes]) -> bytes:
        xml = write(self.sample()).decode()
        for one in self.breaks:
            broken = one(xml)
            assert broken != xml, "the case has to break something"
            xml = broken
        return xml.encode()


def put(old: str, new: str) -> Callable[[str], str]:
    """Another text, in the first place that has the old one."""
    return lambda xml: xml.replace(old, new, 1)


def without(tag: str) -> Callable[[str], str]:
    """The first element of that name is gone, with all that it holds."""

    def cut(xml: str) -> str:
        return xml[: xml.index(f"<{tag}>")] + xml[xml.index(f"</{tag}>") + len(f"</{tag}>") :]

    return cut


def amount(tag: str, old: str, new: str) -> Callable[[str], str]:
    return put(f'<cbc:{tag} currencyID="EUR">{old}<', f'<cbc:{tag} currencyID="EUR">{new}<')


SEPA_ID = '<cac:PartyIdentification><cbc:ID schemeID="SEPA">DE98ZZZ09999999999</cbc:ID></cac:PartyIdentification>'
FRENCH_ID = "<cac:PartyTaxScheme><cbc:CompanyID>FR83404833048</cbc:CompanyID>"
FRENCH_ID += "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
DAY = "<cbc:IssueDate>2026-04-01</cbc:IssueDate>"
BROKEN_UBL = {
    "no number": Broken("BR-02", (without("cbc:ID"),)),
    "no day of issue": Broken("BR-03", (without("cbc:IssueDate"),)),
    "unknown type": Broken("BR-CL-01", (put(">380<", ">999<"),)),
    "no currency": Broken("BR-05", (without("cbc:DocumentCurrencyCode"),)),
    "unknown currency": Broken("BR-CL-04", (put(">EUR<", ">EUX<"),)),
    "no buyer reference": Broken("BR-DE-15", (without("cbc:BuyerReference"),)),
    "no contact of the seller": Broken("BR-DE-2", (without("cac:Contact"),)),
    "no name of the contact": Broken("BR-DE-5", (without("cbc:Name"),)),
    "no phone of the seller": Broken("BR-DE-6", (without("cbc:Telephone"),)),
    "no mail of the seller": Broken("BR-DE-7", (without("cbc:ElectronicMail"),)),
    "no city": Broken("BR-DE-3", (without("cbc:CityName"),)),
    "no postcode": Broken("BR-DE-4", (without("cbc:PostalZone"),)),
    "no way to pay": Broken("BR-DE-1", (without("cac:PaymentMeans"),)),
    "no account to pay to": Broken("BR-DE-23-a", (without("cac:PayeeFinancialAccount"),)),
    "no creditor id": Broken("BR-DE-30", (put(SEPA_ID, ""),), debited),
    "no debited account": Broken("BR-DE-31", (without("cac:PayerFinancialAccount"),), debited),
    "wrong check digits": Broken("BR-DE-19", (put("DE89370400440532013000", "DE88370400440532013000"),)),
    "sum of lines": Broken("BR-CO-10", (amount("LineExtensionAmount", "89.70", "89.71"),)),
    "net": Broken("BR-CO-13", (amount("TaxExclusiveAmount", "89.70", "89.71"),)),
    "sum of taxes": Broken("BR-CO-14", (amount("TaxAmount", "17.04", "17.05"),)),
    "gross": Broken("BR-CO-15", (amount("TaxInclusiveAmount", "106.74", "106.75"),)),
    "payable": Broken("BR-CO-16", (amount("PayableAmount", "106.74", "100.00"),)),
    "no reason for no tax": Broken(
        "BR-AE-10", (without("cbc:TaxExemptionReasonCode"), without("cbc:TaxExemptionReason")), reverse_charge
    ),
    "no VAT id of the buyer": Broken("BR-AE-02", (put(FRENCH_ID, ""),), reverse_charge),
    "ends before it begins": Broken("BR-29", (put("<cbc:EndDate>2026-03-31", "<cbc:EndDate>2026-02-28"),)),
    "negative price": Broken("BR-27", (amount("PriceAmount", "19.00", "-19.00"),)),
    "unknown country": Broken("BR-CL-14", (put(">DE<", ">XX<"),)),
    "unknown unit": Broken("BR-CL-23", (put('unitCode="C62"', 'unitCode="PIECES"'),)),
    "three decimals": Broken("BR-DEC-14", (put(">106.74<", ">106.740<"),)),
    "another standard": Broken("BR-DE-21", (put("xrechnung_3.0", "xrechnung_9.9"),)),
    "another order": Broken(None, (without("cbc:IssueDate"), put("<cbc:ID>", f"{DAY}<cbc:ID>"))),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN_UBL)
def test_a_broken_xrechnung_is_recognised(name: str) -> None:
    case = BROKEN_UBL[name]
    found = faults_of_ubl(case.made(ubl))
    assert found
    assert case.rule is None or case.rule in codes(found), found


BUYER_COUNTRY = "<ram:CityName>Hamburg</ram:CityName><ram:CountryID>DE</ram:CountryID>"
NO_RATE = "<ram:CategoryCode>O</ram:CategoryCode>"
FRENCH_VA = '<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR83404833048</ram:ID></ram:SpecifiedTaxRegistration>'
BROKEN_CII = {
    "no number": Broken("BR-02", (put("<ram:ID>RE-2026-000123</ram:ID>", ""),)),
    "unknown type": Broken(None, (put(">380<", ">999<"),)),
    "unknown profile": Broken(None, (put(">urn:cen.eu:en16931:2017<", ">urn:cen.eu:en16931:1999<"),)),
    "unknown currency": Broken(None, (put(">EUR<", ">EUX<"),)),
    "no name of the seller": Broken("BR-06", (put("<ram:Name>RED connect Beispiel GmbH</ram:Name>", ""),)),
    "no country of the buyer": Broken("BR-11", (put(BUYER_COUNTRY, "<ram:CityName>Hamburg</ram:CityName>"),)),
    "no account to pay to": Broken("CII-SR-470", (without("ram:PayeePartyCreditorFinancialAccount"),)),
    "sum of lines": Broken("BR-CO-10", (put("<ram:LineTotalAmount>89.70", "<ram:LineTotalAmount>89.71"),)),
    "gross": Broken("BR-CO-15", (put("<ram:GrandTotalAmount>106.74", "<ram:GrandTotalAmount>106.75"),)),
    "payable": Broken("BR-CO-16", (put("<ram:DuePayableAmount>106.74", "<ram:DuePayableAmount>100.00"),)),
    "tax": Broken("BR-CO-17", (put("<ram:CalculatedAmount>17.04", "<ram:CalculatedAmount>27.04"),)),
    "no VAT id of the buyer": Broken("BR-AE-02", (put(FRENCH_VA, ""),), reverse_charge),
    "a VAT id where none may be": Broken("BR-O-02", (put('schemeID="FC"', 'schemeID="VA"'),), outside),
    "a rate where none may be": Broken(
        "BR-O-05", (put(NO_RATE, f"{NO_RATE}<ram:RateApplicablePercent>0</ram:RateApplicablePercent>"),), outside
    ),
    "no reason for no tax": Broken("BR-E-10", (without("ram:ExemptionReason"),), small_business),
    "another order": Broken(None, (put("<ram:TypeCode>380<", "<ram:TypeCode>380</ram:TypeCode><ram:TypeCode>380<"),)),
    "no totals": Broken(None, (without("ram:SpecifiedTradeSettlementHeaderMonetarySummation"),)),
}


@pytest.mark.parametrize("name", BROKEN_CII)
def test_a_broken_zugferd_is_recognised(name: str) -> None:
    case = BROKEN_CII[name]
    found = faults_of_cii(case.made(cii))
    assert found
    assert case.rule is None or case.rule in codes(found), found


LAST_MARCH = "<cbc:EndDate>2026-03-31</cbc:EndDate></cac:InvoicePeriod><cac:Item>"
UNSEEN = {
    "S 19: tax": Broken("", (lambda xml: xml.replace(">17.04<", ">17.05<").replace(">106.74<", ">106.75<"),)),
    "line 1: quantity × price": Broken("", (put('unitCode="C62">4<', 'unitCode="C62">4.001<'),)),
    "R061: no mandate": Broken("", (put("<cbc:ID>RC-1-2026</cbc:ID>", ""),), debited),
    "line 1: outside of the document's period (R110, R111)": Broken(
        "", (put(LAST_MARCH, LAST_MARCH.replace("03-31", "04-01")),)
    ),
    "R008: an empty element": Broken(
        "", (put("<cbc:Description>4 Benutzer × € 19,- pro Monat<", "<cbc:Description><"),)
    ),
}


@pytest.mark.parametrize("said", UNSEEN)
def test_what_the_official_rules_at_hand_do_not_see_we_do(said: str) -> None:
    xml = UNSEEN[said].made(ubl)
    assert said in own_faults(read_ubl(xml), xml)
