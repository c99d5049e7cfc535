"""A document as XRechnung 3.0 in the syntax UBL 2.1: the same document gives the same bytes.

The order of elements is that of the schema (UBL-Invoice-2.1.xsd). A correction is an invoice too (type 384) with
negative quantities, not a credit note, as XRechnung has it (BR-DE-26).
"""

from __future__ import annotations

from typing import Final

from laufzeit.dates.period import Period
from laufzeit.einvoice import numbers, terms
from laufzeit.einvoice.markup import branch, escaped, leaf
from laufzeit.einvoice.wording.payment import payment_terms
from laufzeit.invoices.document import Document, Line, Party, TaxCategory, TaxLine
from laufzeit.money.amount import Currency
from laufzeit.money.vat import percent

CUSTOMIZATION: Final = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
"""BT-24."""

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"'
    ' xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"'
    ' xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
    f"<cbc:CustomizationID>{CUSTOMIZATION}</cbc:CustomizationID>"
    f"<cbc:ProfileID>{terms.BUSINESS_PROCESS}</cbc:ProfileID>"
)
_VAT_SCHEME: Final = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"


def ubl(document: Document) -> bytes:
    """The invoice, UTF-8. Raises ``KeyError`` for a currency that is not known."""
    currency = Currency.of(document.currency)
    parts = [
        _HEAD,
        _header(document),
        _references(document),
        _seller(document),
        _buyer(document),
        _delivery(document),
        _payment(document),
        _taxes(document, currency),
        _totals(document, currency),
    ]
    parts += [_line(document, number, line, currency) for number, line in enumerate(document.lines, 1)]
    return f"{''.join(parts)}</Invoice>\n".encode()


def _header(document: Document) -> str:
    return "".join(
        (
            leaf("cbc:ID", document.number),
            leaf("cbc:IssueDate", document.issued_on.isoformat()),
            leaf("cbc:DueDate", document.due_on.isoformat()),
            leaf("cbc:InvoiceTypeCode", terms.type_code(document.kind)),
            *(leaf("cbc:Note", note) for note in document.notes),
            leaf("cbc:DocumentCurrencyCode", document.currency),
            leaf("cbc:BuyerReference", terms.buyer_reference(document)),
            _period(document.service),
        )
    )


def _references(document: Document) -> str:
    earlier = (
        branch(
            "cac:BillingReference",
            branch(
                "cac:InvoiceDocumentReference",
                leaf("cbc:ID", reference.number),
                leaf("cbc:IssueDate", reference.issued_on.isoformat()),
            ),
        )
        for reference in document.references
    )
    return "".join(earlier) + branch("cac:ContractDocumentReference", leaf("cbc:ID", terms.contract_number(document)))


def _seller(document: Document) -> str:
    seller, ids, debit = document.seller, terms.seller_ids(document), terms.debit(document)
    creditor = leaf("cbc:ID", debit.creditor_id, ' schemeID="SEPA"') if debit else ""
    return branch(
        "cac:AccountingSupplierParty",
        branch(
            "cac:Party",
            _endpoint(seller),
            branch("cac:PartyIdentification", leaf("cbc:ID", ids.identifier)),
            branch("cac:PartyIdentification", creditor),
            _address(seller),
            _tax_scheme(ids.vat_id, "VAT"),
            _tax_scheme(ids.tax_number, "FC"),
            branch(
                "cac:PartyLegalEntity",
                leaf("cbc:RegistrationName", seller.name),
                leaf("cbc:CompanyID", seller.register),
                leaf("cbc:CompanyLegalForm", terms.legal_information(seller)),
            ),
            _contact(seller.contact or seller.name, seller.phone, seller.email),
        ),
    )


def _buyer(document: Document) -> str:
    buyer = document.buyer
    return branch(
        "cac:AccountingCustomerParty",
        branch(
            "cac:Party",
            _endpoint(buyer),
            branch("cac:PartyIdentification", leaf("cbc:ID", buyer.number)),
            _address(buyer),
            _tax_scheme(terms.buyer_vat_id(document), "VAT"),
            branch(
                "cac:PartyLegalEntity",
                leaf("cbc:RegistrationName", buyer.name),
                leaf("cbc:CompanyID", buyer.register),
            ),
            _contact(buyer.contact, buyer.phone, buyer.email),
        ),
    )


def _endpoint(party: Party) -> str:
    address, scheme = terms.electronic_address(party)
    return leaf("cbc:EndpointID", address, f' schemeID="{scheme}"')


def _address(party: Party) -> str:
    return branch(
        "cac:PostalAddress",
        leaf("cbc:StreetName", party.street),
        leaf("cbc:AdditionalStreetName", party.address_extra),
        leaf("cbc:CityName", party.city),
        leaf("cbc:PostalZone", party.postcode),
        branch("cac:Country", leaf("cbc:IdentificationCode", party.country)),
    )


def _tax_scheme(number: str, scheme: str) -> str:
    company = leaf("cbc:CompanyID", number)
    return branch("cac:PartyTaxScheme", company, branch("cac:TaxScheme", leaf("cbc:ID", scheme))) if company else ""


def _contact(name: str, phone: str, email: str) -> str:
    return branch(
        "cac:Contact",
        leaf("cbc:Name", name),
        leaf("cbc:Telephone", phone),
        leaf("cbc:ElectronicMail", email),
    )


def _delivery(document: Document) -> str:
    return branch("cac:Delivery", leaf("cbc:ActualDeliveryDate", terms.delivered_on(document).isoformat()))


def _payment(document: Document) -> str:
    means = leaf("cbc:PaymentMeansCode", terms.payment_code(document)) + leaf("cbc:PaymentID", document.number)
    if transfer := terms.transfer(document):
        means += branch(
            "cac:PayeeFinancialAccount",
            leaf("cbc:ID", transfer.iban),
            leaf("cbc:Name", transfer.holder),
            branch("cac:FinancialInstitutionBranch", leaf("cbc:ID", transfer.bic)),
        )
    if debit := terms.debit(document):
        means += branch(
            "cac:PaymentMandate",
            leaf("cbc:ID", debit.mandate),
            branch("cac:PayerFinancialAccount", leaf("cbc:ID", debit.iban)),
        )
    said = leaf("cbc:Note", payment_terms(document))
    return branch("cac:PaymentMeans", means) + branch("cac:PaymentTerms", said)


def _taxes(document: Document, currency: Currency) -> str:
    subtotals = (_subtotal(tax, currency) for tax in document.taxes)
    return branch("cac:TaxTotal", _amount("cbc:TaxAmount", document.tax, currency), *subtotals)


def _subtotal(tax: TaxLine, currency: Currency) -> str:
    return branch(
        "cac:TaxSubtotal",
        _amount("cbc:TaxableAmount", tax.base, currency),
        _amount("cbc:TaxAmount", tax.tax, currency),
        branch(
            "cac:TaxCategory",
            leaf("cbc:ID", tax.category.value),
            leaf("cbc:Percent", percent(tax.rate)),
            leaf("cbc:TaxExemptionReasonCode", terms.exemption_code(tax.category)),
            leaf("cbc:TaxExemptionReason", terms.exemption_reason(tax.category, tax.reason)),
            _VAT_SCHEME,
        ),
    )


def _totals(document: Document, currency: Currency) -> str:
    return branch(
        "cac:LegalMonetaryTotal",
        _amount("cbc:LineExtensionAmount", sum(line.net for line in document.lines), currency),
        _amount("cbc:TaxExclusiveAmount", document.net, currency),
        _amount("cbc:TaxInclusiveAmount", document.gross, currency),
        _amount("cbc:PrepaidAmount", document.prepaid, currency) if document.prepaid else "",
        _amount("cbc:PayableAmount", document.payable, currency),
    )


def _line(document: Document, number: int, line: Line, currency: Currency) -> str:
    priced = terms.net_line(line, currency)
    unit = f' unitCode="{escaped(line.unit)}"'
    per = "" if priced.per == 1 else leaf("cbc:BaseQuantity", numbers.quantity(priced.per), unit)
    return branch(
        "cac:InvoiceLine",
        leaf("cbc:ID", str(number)),
        leaf("cbc:Note", terms.line_note(document, line)),
        leaf("cbc:InvoicedQuantity", numbers.quantity(line.quantity), unit),
        _amount("cbc:LineExtensionAmount", line.net, currency),
        _period(line.service),
        *(_allowance(allowance, currency) for allowance in priced.allowances),
        branch("cac:Item", leaf("cbc:Description", line.explanation), leaf("cbc:Name", line.text), _tax(line)),
        branch("cac:Price", _priced("cbc:PriceAmount", numbers.price(priced.price, currency), currency), per),
    )


def _allowance(allowance: terms.NetAllowance, currency: Currency) -> str:
    factor = base = ""
    if allowance.percent is not None:
        factor = leaf("cbc:MultiplierFactorNumeric", percent(allowance.percent))
        base = _amount("cbc:BaseAmount", allowance.base, currency)
    return branch(
        "cac:AllowanceCharge",
        leaf("cbc:ChargeIndicator", "false"),
        leaf("cbc:AllowanceChargeReasonCode", terms.DISCOUNT),
        leaf("cbc:AllowanceChargeReason", allowance.reason),
        factor,
        _amount("cbc:Amount", allowance.amount, currency),
        base,
    )


def _tax(line: Line) -> str:
    rate = "" if line.category is TaxCategory.OUTSIDE else percent(line.rate)
    return branch(
        "cac:ClassifiedTaxCategory", leaf("cbc:ID", line.category.value), leaf("cbc:Percent", rate), _VAT_SCHEME
    )


def _period(period: Period) -> str:
    """Both days belong to the period (BG-14, BG-26)."""
    last = period.last_day
    return branch(
        "cac:InvoicePeriod",
        leaf("cbc:StartDate", period.start.isoformat()),
        leaf("cbc:EndDate", last.isoformat() if last else ""),
    )


def _amount(tag: str, minor: int, currency: Currency) -> str:
    return _priced(tag, numbers.amount(minor, currency), currency)


def _priced(tag: str, number: str, currency: Currency) -> str:
    return f'<{tag} currencyID="{currency.code}">{number}</{tag}>'
