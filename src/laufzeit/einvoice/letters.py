"""The mail that a document goes out with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from laufzeit.dates.period import Period
from laufzeit.einvoice.wording.payment import payment_terms
from laufzeit.invoices.document import Document, DocumentKind
from laufzeit.messages.kinds import InvoiceIssued, InvoiceSort
from laufzeit.messages.outgoing import Attachment, Outgoing, Recipient
from laufzeit.money.amount import Currency, Money

_SORTS = {
    DocumentKind.INVOICE: InvoiceSort.INVOICE,
    DocumentKind.CORRECTION: InvoiceSort.CORRECTION,
    DocumentKind.CANCELLATION: InvoiceSort.CANCELLATION,
}


def letter(document: Document, files: Sequence[Attachment], link: str) -> Outgoing | None:
    """The mail to the buyer's address; ``None`` where it has none, then the document waits in the portal. ``link``
    leads there."""
    buyer = document.buyer
    if not buyer.email:
        return None
    issued = InvoiceIssued(
        sort=_SORTS[document.kind],
        number=document.number,
        issued_on=document.issued_on,
        first_day=document.service.start,
        last_day=_last_day(document.service),
        amount=Money(document.payable, Currency.of(document.currency)),
        payment=payment_terms(document),
        corrects=tuple(reference.number for reference in document.references),
        link=link,
    )
    return Outgoing(
        key=f"invoice/{document.id}",
        value=issued,
        to=Recipient(buyer.email, buyer.contact or buyer.name, organisation=document.organisation),
        language=document.language,
        contract=document.contract,
        attachments=tuple(files),
    )


def _last_day(service: Period) -> date:
    return service.last_day or service.start
