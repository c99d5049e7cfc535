"""The words beside facts on a document: heads of columns, names of totals, names of what a document is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from laufzeit.dates.wording import Language
from laufzeit.invoices.document import DocumentKind


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language. ``pages`` has ``{page}`` and ``{pages}``, ``tax`` and ``tax_within`` ``{rate}`` and
    ``{base}``."""

    kinds: dict[DocumentKind, str]
    numbers: dict[DocumentKind, str]
    date: str
    due: str
    debited: str
    customer: str
    contract: str
    reference: str
    vat_id: str
    service: str
    corrects: str
    position: str
    text: str
    period: str
    quantity: str
    price: str
    rate: str
    amount: str
    net: str
    tax: str
    tax_within: str
    total: str
    prepaid: str
    payable: str
    in_favour: str
    payment: str
    holder: str
    iban: str
    bic: str
    purpose: str
    qr: str
    qr_alternative: str
    logo: str
    managers: str
    seller_vat_id: str
    tax_number: str
    bank: str
    pages: str
    attached: str


GERMAN: Final = Labels(
    kinds={
        DocumentKind.INVOICE: "Rechnung",
        DocumentKind.CORRECTION: "Rechnungskorrektur",
        DocumentKind.CANCELLATION: "Stornorechnung",
    },
    numbers={
        DocumentKind.INVOICE: "Rechnungsnummer",
        DocumentKind.CORRECTION: "Belegnummer",
        DocumentKind.CANCELLATION: "Belegnummer",
    },
    date="Datum",
    due="Zahlbar bis",
    debited="Einzug am",
    customer="Kundennummer",
    contract="Vertrag",
    reference="Ihre Referenz",
    vat_id="Ihre USt-IdNr.",
    service="Leistungszeitraum",
    corrects="Zu Rechnung",
    position="Pos.",
    text="Leistung",
    period="Zeitraum",
    quantity="Menge",
    price="Einzelpreis",
    rate="USt",
    amount="Betrag",
    net="Summe netto",
    tax="zzgl. {rate} USt auf {base}",
    tax_within="darin {rate} USt (netto {base})",
    total="Gesamtbetrag",
    prepaid="bereits gezahlt",
    payable="Zahlbetrag",
    in_favour="Zu Ihren Gunsten",
    payment="Zahlung",
    holder="Empfänger",
    iban="IBAN",
    bic="BIC",
    purpose="Verwendungszweck",
    qr="Mit der Banking-App scannen",
    qr_alternative="GiroCode: QR-Code mit den Angaben für die Überweisung",
    logo="Logo von {name}",
    managers="Geschäftsführung",
    seller_vat_id="USt-IdNr.",
    tax_number="Steuernummer",
    bank="Bankverbindung",
    pages="Seite {page} von {pages}",
    attached="Die Rechnung als Daten nach EN 16931 (Factur-X/ZUGFeRD)",
)
ENGLISH: Final = Labels(
    kinds={
        DocumentKind.INVOICE: "Invoice",
        DocumentKind.CORRECTION: "Invoice correction",
        DocumentKind.CANCELLATION: "Cancellation of invoice",
    },
    numbers={
        DocumentKind.INVOICE: "Invoice number",
        DocumentKind.CORRECTION: "Document number",
        DocumentKind.CANCELLATION: "Document number",
    },
    date="Date",
    due="Payable by",
    debited="Collected on",
    customer="Customer number",
    contract="Contract",
    reference="Your reference",
    vat_id="Your VAT id",
    service="Service period",
    corrects="Of invoice",
    position="No.",
    text="Service",
    period="Period",
    quantity="Quantity",
    price="Unit price",
    rate="VAT",
    amount="Amount",
    net="Total without VAT",
    tax="plus {rate} VAT on {base}",
    tax_within="of which {rate} VAT (net {base})",
    total="Total",
    prepaid="already paid",
    payable="Amount due",
    in_favour="In your favour",
    payment="Payment",
    holder="Payee",
    iban="IBAN",
    bic="BIC",
    purpose="Reference",
    qr="Scan with your banking app",
    qr_alternative="GiroCode: QR code with the details of the transfer",
    logo="Logo of {name}",
    managers="Managing directors",
    seller_vat_id="VAT id",
    tax_number="Tax number",
    bank="Bank details",
    pages="Page {page} of {pages}",
    attached="The invoice as data by EN 16931 (Factur-X/ZUGFeRD)",
)
LABELS: Final[dict[Language, Labels]] = {"de": GERMAN, "en": ENGLISH}
