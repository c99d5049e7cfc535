"""A document as Factur-X/ZUGFeRD, profile EN 16931, in the syntax CII D22B: the same document gives the same bytes.

The order of elements is that of the schema (Factur-X_EN16931.xsd).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from laufzeit.dates.period import Period
from laufzeit.einvoice import numbers, terms
from laufzeit.einvoice.markup import branch, escaped, leaf
from laufzeit.einvoice.wording.payment import payment_terms
from laufzeit.invoices.document import Document, Line, Party, TaxCategory, TaxLine
from laufzeit.money.amount import Currency
from laufzeit.money.vat import percent

GUIDELINE: Final = "urn:cen.eu:en16931:2017"
"""BT-24: the profile EN 16931."""

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"'
    ' xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100"'
    ' xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"'
    ' xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">'
    "<rsm:ExchangedDocumentContext>"
    f"<ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>{terms.BUSINESS_PROCESS}</ram:ID>"
    "</ram:BusinessProcessSpecifiedDocumentContextParameter>"
    f"<ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{GUIDELINE}</ram:ID>"
    "</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>"
)
_TAIL: Final = "</rsm:CrossIndustryInvoice>\n"


def cii(document: Document) -> bytes:
    """The invoice, UTF-8. Raises ``KeyError`` for a currency that is not known."""
    currency = Currency.of(document.currency)
    transaction = branch(
        "rsm:SupplyChainTradeTransaction",
        *(_line(document, number, line, currency) for number, line in enumerate(document.lines, 1)),
        _agreement(document),
        _delivery(document),
        _settlement(document, currency),
    )
    return f"{_HEAD}{_exchanged(document)}{transaction}{_TAIL}".encode()


def _exchanged(document: Document) -> str:
    return branch(
        "rsm:ExchangedDocument",
        leaf("ram:ID", document.number),
        leaf("ram:TypeCode", terms.type_code(document.kind)),
        _date("ram:IssueDateTime", document.issued_on),
        *(branch("ram:IncludedNote", leaf("ram:Content", note)) for note in document.notes),
    )


def _line(document: Document, number: int, line: Line, currency: Currency) -> str:
    priced = terms.net_line(line, currency)
    unit = f' unitCode="{escaped(line.unit)}"'
    per = "" if priced.per == 1 else leaf("ram:BasisQuantity", numbers.quantity(priced.per), unit)
    note = branch("ram:IncludedNote", leaf("ram:Content", terms.line_note(document, line)))
    return branch(
        "ram:IncludedSupplyChainTradeLineItem",
        branch("ram:AssociatedDocumentLineDocument", leaf("ram:LineID", str(number)), note),
        branch("ram:SpecifiedTradeProduct", leaf("ram:Name", line.text), leaf("ram:Description", line.explanation)),
        branch(
            "ram:SpecifiedLineTradeAgreement",
            branch(
                "ram:NetPriceProductTradePrice",
                leaf("ram:ChargeAmount", numbers.price(priced.price, currency)),
                per,
            ),
        ),
        branch("ram:SpecifiedLineTradeDelivery", leaf("ram:BilledQuantity", numbers.quantity(line.quantity), unit)),
        branch(
            "ram:SpecifiedLineTradeSettlement",
            _line_tax(line),
            _period(line.service),
            *(_allowance(allowance, currency) for allowance in priced.allowances),
            branch(
                "ram:SpecifiedTradeSettlementLineMonetarySummation",
                _amount("ram:LineTotalAmount", line.net, currency),
            ),
        ),
    )


def _line_tax(line: Line) -> str:
    rate = "" if line.category is TaxCategory.OUTSIDE else percent(line.rate)
    return branch(
        "ram:ApplicableTradeTax",
        leaf("ram:TypeCode", "VAT"),
        leaf("ram:CategoryCode", line.category.value),
        leaf("ram:RateApplicablePercent", rate),
    )


def _allowance(allowance: terms.NetAllowance, currency: Currency) -> str:
    share = ""
    if allowance.percent is not None:
        share = leaf("ram:CalculationPercent", percent(allowance.percent))
        share += _amount("ram:BasisAmount", allowance.base, currency)
    return branch(
        "ram:SpecifiedTradeAllowanceCharge",
        branch("ram:ChargeIndicator", leaf("udt:Indicator", "false")),
        share,
        _amount("ram:ActualAmount", allowance.amount, currency),
        leaf("ram:ReasonCode", terms.DISCOUNT),
        leaf("ram:Reason", allowance.reason),
    )


def _agreement(document: Document) -> str:
    contract = leaf("ram:IssuerAssignedID", terms.contract_number(document))
    return branch(
        "ram:ApplicableHeaderTradeAgreement",
        leaf("ram:BuyerReference", terms.buyer_reference(document)),
        _seller(document),
        _buyer(document),
        branch("ram:ContractReferencedDocument", contract),
    )


def _seller(document: Document) -> str:
    seller, ids = document.seller, terms.seller_ids(document)
    return branch(
        "ram:SellerTradeParty",
        leaf("ram:ID", ids.identifier),
        leaf("ram:Name", seller.name),
        leaf("ram:Description", terms.legal_information(seller)),
        branch("ram:SpecifiedLegalOrganization", leaf("ram:ID", seller.register)),
        _contact(seller.contact or seller.name, seller.phone, seller.email),
        _address(seller),
        _electronic(seller),
        _registration(ids.vat_id, "VA"),
        _registration(ids.tax_number, "FC"),
    )


def _buyer(document: Document) -> str:
    buyer = document.buyer
    return branch(
        "ram:BuyerTradeParty",
        leaf("ram:ID", buyer.number),
        leaf("ram:Name", buyer.name),
        branch("ram:SpecifiedLegalOrganization", leaf("ram:ID", buyer.register)),
        _contact(buyer.contact, buyer.phone, buyer.email),
        _address(buyer),
        _electronic(buyer),
        _registration(terms.buyer_vat_id(document), "VA"),
    )


def _contact(name: str, phone: str, email: str) -> str:
    return branch(
        "ram:DefinedTradeContact",
        leaf("ram:PersonName", name),
        branch("ram:TelephoneUniversalCommunication", leaf("ram:CompleteNumber", phone)),
        branch("ram:EmailURIUniversalCommunication", leaf("ram:URIID", email)),
    )


def _address(party: Party) -> str:
    return branch(
        "ram:PostalTradeAddress",
        leaf("ram:PostcodeCode", party.postcode),
        leaf("ram:LineOne", party.street),
        leaf("ram:LineTwo", party.address_extra),
        leaf("ram:CityName", party.city),
        leaf("ram:CountryID", party.country),
    )


def _electronic(party: Party) -> str:
    address, scheme = terms.electronic_address(party)
    return branch("ram:URIUniversalCommunication", leaf("ram:URIID", address, f' schemeID="{scheme}"'))


def _registration(number: str, scheme: str) -> str:
    return branch("ram:SpecifiedTaxRegistration", leaf("ram:ID", number, f' schemeID="{scheme}"'))


def _delivery(document: Document) -> str:
    return branch(
        "ram:ApplicableHeaderTradeDelivery",
        branch("ram:ActualDeliverySupplyChainEvent", _date("ram:OccurrenceDateTime", terms.delivered_on(document))),
    )


def _settlement(document: Document, currency: Currency) -> str:
    debit = terms.debit(document)
    return branch(
        "ram:ApplicableHeaderTradeSettlement",
        leaf("ram:CreditorReferenceID", debit.creditor_id if debit else ""),
        leaf("ram:PaymentReference", document.number),
        leaf("ram:InvoiceCurrencyCode", document.currency),
        _means(document),
        *(_tax(tax, currency) for tax in document.taxes),
        _period(document.service),
        branch(
            "ram:SpecifiedTradePaymentTerms",
            leaf("ram:Description", payment_terms(document)),
            _date("ram:DueDateDateTime", document.due_on),
            leaf("ram:DirectDebitMandateID", debit.mandate if debit else ""),
        ),
        _totals(document, currency),
        *_references(document),
    )


def _means(document: Document) -> str:
    means = leaf("ram:TypeCode", terms.payment_code(document))
    if debit := terms.debit(document):
        means += branch("ram:PayerPartyDebtorFinancialAccount", leaf("ram:IBANID", debit.iban))
    if transfer := terms.transfer(document):
        means += branch(
            "ram:PayeePartyCreditorFinancialAccount",
            leaf("ram:IBANID", transfer.iban),
            leaf("ram:AccountName", transfer.holder),
        )
        means += branch("ram:PayeeSpecifiedCreditorFinancialInstitution", leaf("ram:BICID", transfer.bic))
    return branch("ram:SpecifiedTradeSettlementPaymentMeans", means)


def _tax(tax: TaxLine, currency: Currency) -> str:
    return branch(
        "ram:ApplicableTradeTax",
        _amount("ram:CalculatedAmount", tax.tax, currency),
        leaf("ram:TypeCode", "VAT"),
        leaf("ram:ExemptionReason", terms.exemption_reason(tax.category, tax.reason)),
        _amount("ram:BasisAmount", tax.base, currency),
        leaf("ram:CategoryCode", tax.category.value),
        leaf("ram:ExemptionReasonCode", terms.exemption_code(tax.category)),
        leaf("ram:RateApplicablePercent", percent(tax.rate)),
    )


def _totals(document: Document, currency: Currency) -> str:
    tax = f'<ram:TaxTotalAmount currencyID="{currency.code}">{numbers.amount(document.tax, currency)}'
    return branch(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        _amount("ram:LineTotalAmount", sum(line.net for line in document.lines), currency),
        _amount("ram:TaxBasisTotalAmount", document.net, currency),
        f"{tax}</ram:TaxTotalAmount>",
        _amount("ram:GrandTotalAmount", document.gross, currency),
        _amount("ram:TotalPrepaidAmount", document.prepaid, currency) if document.prepaid else "",
        _amount("ram:DuePayableAmount", document.payable, currency),
    )


def _references(document: Document) -> list[str]:
    return [
        branch(
            "ram:InvoiceReferencedDocument",
            leaf("ram:IssuerAssignedID", reference.number),
            _date("ram:FormattedIssueDateTime", reference.issued_on, "qdt"),
        )
        for reference in document.references
    ]


def _period(period: Period) -> str:
    """Both days belong to the period (BG-14, BG-26)."""
    last = period.last_day
    return branch(
        "ram:BillingSpecifiedPeriod",
        _date("ram:StartDateTime", period.start),
        _date("ram:EndDateTime", last) if last else "",
    )


def _date(tag: str, day: date, namespace: str = "udt") -> str:
    inner = f"{namespace}:DateTimeString"
    return f'<{tag}><{inner} format="102">{day:%Y%m%d}</{inner}></{tag}>'


def _amount(tag: str, minor: int, currency: Currency) -> str:
    return f"<{tag}>{numbers.amount(minor, currency)}</{tag}>"
