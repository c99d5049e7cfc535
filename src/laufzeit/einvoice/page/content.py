"""All that stands on the page of a document, as texts: the layout only sets it.

The address field and the block of facts lie where DIN 5008 (form B) has them, so that a window envelope shows them.
"""

from __future__ import annotations

from typing import Any

from laufzeit.catalogue.vendor import LEAST_CONTRAST, contrast
from laufzeit.einvoice import terms
from laufzeit.einvoice.brand import Brand
from laufzeit.einvoice.page.address import address
from laufzeit.einvoice.page.girocode import payload, picture, purpose
from laufzeit.einvoice.page.letters import settable
from laufzeit.einvoice.page.logo import WIDEST, as_svg, proportion
from laufzeit.einvoice.page.saying import Saying
from laufzeit.einvoice.page.table import result, table, totals
from laufzeit.einvoice.wording.opening import opening
from laufzeit.einvoice.wording.payment import in_groups, language_of, payment_terms
from laufzeit.invoices.document import Document, DocumentKind, Transfer
from laufzeit.money.amount import Currency

_PAPER = "#ffffff"
_BLACK = "#1c1c1e"
NARROWEST = 60
"""What a column of the footer has room for at least, whatever the others say, by ``_width``."""


def page(document: Document, brand: Brand) -> dict[str, Any]:
    """The page as values that JSON knows. Raises ``KeyError`` for a currency that is not known."""
    say = Saying(language_of(document), Currency.of(document.currency))
    words = say.labels
    seller = document.seller
    said: dict[str, Any] = {
        "language": say.language,
        "title": f"{words.kinds[document.kind]} {document.number}",
        "author": seller.name,
        "sender": f"{seller.name} · {seller.street} · {seller.postcode} {seller.city}",
        "address": address(document.buyer, seller.country, say),
        "facts": [[name, value] for name, value in _facts(document, say) if value],
        "opening": opening(document),
        "table": table(document, say),
        "totals": totals(document, say),
        "result": result(document, say),
        "reasons": _reasons(document),
        "payment": _payment(document, say),
        "footer": _footer(document, say),
        "words": {
            "pages": words.pages, "qr": words.qr, "qr_alternative": words.qr_alternative, "payment": words.payment,
            "attached": words.attached, "logo": words.logo.format(name=brand.name),
        },
    }  # fmt: skip
    cleaned: dict[str, Any] = _cleaned(said)
    return {**cleaned, "brand": _brand(brand), "qr": _qr(document)}


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return value


def _brand(brand: Brand) -> dict[str, Any]:
    """``text`` is a colour that letters on white paper can have: the brand's where it is dark enough."""
    logo = as_svg(brand.logo)
    readable = contrast(brand.colour, _PAPER) >= LEAST_CONTRAST
    return {
        "name": settable(brand.name),
        "colour": brand.colour,
        "ink": brand.ink,
        "text": brand.colour if readable else _BLACK,
        "logo": logo,
        "wide": proportion(logo) > WIDEST,
    }


def _qr(document: Document) -> list[int]:
    text = payload(document)
    return list(picture(text)) if text else []


def _facts(document: Document, say: Saying) -> list[tuple[str, str]]:
    words = say.labels
    corrects = ", ".join(reference.number for reference in document.references)
    return [
        (words.numbers[document.kind], document.number),
        (words.date, say.day(document.issued_on)),
        *_due(document, say),
        (words.corrects, corrects if document.kind is not DocumentKind.INVOICE else ""),
        (words.customer, document.buyer.number),
        (words.contract, terms.contract_number(document)),
        (words.reference, document.buyer_reference),
        (words.vat_id, document.buyer.vat_id),
        (words.service, say.period(document.service)),
    ]


def _due(document: Document, say: Saying) -> list[tuple[str, str]]:
    if document.payable <= 0:
        return []
    debit = terms.debit(document)
    if debit:
        return [(say.labels.debited, say.day(debit.collected_on))]
    return [(say.labels.due, say.day(document.due_on))]


def _reasons(document: Document) -> list[str]:
    """Why there is no tax, and what the law or the vendor wants to be said; each once."""
    reasons = (terms.exemption_reason(tax.category, tax.reason) for tax in document.taxes)
    return list(dict.fromkeys(text for text in (*reasons, *document.notes) if text))


def _payment(document: Document, say: Saying) -> dict[str, Any]:
    """The sentence, and the facts that a transfer is made by."""
    words = say.labels
    rows: list[tuple[str, str]] = []
    if to := terms.transfer(document):
        rows = [
            (words.holder, to.holder),
            (words.iban, in_groups(to.iban)),
            (words.bic, to.bic),
            (words.amount, say.amount(document.payable)),
            (words.purpose, purpose(document)),
        ]
    return {"sentence": payment_terms(document), "rows": [[name, value] for name, value in rows if value]}


def _footer(document: Document, say: Saying) -> dict[str, Any]:
    """What § 35a GmbHG and § 14 (4) UStG want of the seller, in columns, each with a share of the width."""
    seller, words = document.seller, say.labels
    bank = document.payment if isinstance(document.payment, Transfer) else None
    columns = [
        [seller.name, seller.street, seller.address_extra, f"{seller.postcode} {seller.city}"],
        [
            seller.phone,
            seller.email,
            f"{words.seller_vat_id} {seller.vat_id}" if seller.vat_id else "",
            f"{words.tax_number} {seller.tax_number}" if seller.tax_number else "",
        ],
        [words.bank, in_groups(bank.iban), bank.bic] if bank else [],
        [seller.register, f"{words.managers}: {', '.join(seller.managers)}" if seller.managers else ""],
    ]
    said = [[line for line in column if line] for column in columns]
    shown = [column for column in said if column]
    return {"columns": shown, "widths": [max(NARROWEST, *map(_width, column)) for column in shown]}


def _width(line: str) -> int:
    """Quarters of a letter; digits are wider than letters in this font."""
    return 4 * len(line) + sum(map(str.isdigit, line))
