"""Making the files of a document, and handing the document over to the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from laufzeit.catalogue.store import catalogue_of
from laufzeit.einvoice import store
from laufzeit.einvoice.brand import Brand
from laufzeit.einvoice.filing import PDF, XML, FileKind, file_name
from laufzeit.einvoice.folder import Entry, zipped
from laufzeit.einvoice.letters import letter
from laufzeit.einvoice.models import File
from laufzeit.einvoice.pdf import zugferd
from laufzeit.einvoice.register import register
from laufzeit.einvoice.store import Made
from laufzeit.einvoice.ubl import ubl
from laufzeit.invoices import store as documents
from laufzeit.invoices.document import Document
from laufzeit.messages.outgoing import Attachment, Outgoing
from laufzeit.vendors.tenancy import acting_vendor_id


def files_of(document: Document, brand: Brand) -> list[Made]:
    """Both files of a document, made anew. Raises ``NotSet``, and ``KeyError`` for a currency that is not known."""

    def made(kind: FileKind, ending: str, media_type: str, content: bytes) -> Made:
        name = file_name(document.number, ending)
        return Made(document.id, kind, name, media_type, document.language, content)

    return [
        made(FileKind.XRECHNUNG, "xml", XML, ubl(document)),
        made(FileKind.ZUGFERD, "pdf", PDF, zugferd(document, brand)),
    ]


def file(document_id: UUID, kind: FileKind, now: datetime) -> File:
    """The kept file of a document; made and kept now where nobody has been there before, as whoever wants to see an
    invoice does not wait for the worker. Inside ``acting_for``.

    Raises ``invoices.store.NoDocument`` and ``NotSet``.
    """
    found = store.file(document_id, kind)
    if found is None:
        store.keep(files_of(documents.document(document_id), vendor_brand()), now)
        found = store.file(document_id, kind)
    assert found is not None  # it was kept a moment ago, by us or by somebody else
    return found


def vendor_brand() -> Brand:
    """How documents of the acting vendor look today."""
    return Brand.of(catalogue_of(acting_vendor_id()).vendor)


def mail(document: Document, made: list[Made]) -> Outgoing | None:
    """The mail with the document: the PDF, which holds the invoice as data; and the XRechnung for those who gave a
    reference to be found by (BT-10), as the public sector does."""
    wanted = {FileKind.ZUGFERD, FileKind.XRECHNUNG} if document.buyer_reference else {FileKind.ZUGFERD}
    attached = [Attachment(one.name, one.media_type, one.content) for one in made if one.kind in wanted]
    vendor = catalogue_of(acting_vendor_id()).vendor
    return letter(document, attached, f"{settings.PUBLIC_URL}/{vendor.key}/invoices/")


def folder(year: int, now: datetime) -> Iterator[bytes]:
    """All documents of a year as a zip, in pieces: by month, both files of each, and a list of them. What has not been
    made yet is made. Inside ``acting_for``, which has to last as long as the pieces are fetched."""
    return zipped(_entries(store.of_year(year), now))


def folder_of(document_ids: Sequence[UUID], now: datetime) -> Iterator[bytes]:
    """The same for some documents (those of one customer)."""
    return zipped(_entries(store.of_documents(document_ids), now))


def _entries(found: Iterable[tuple[Document, list[File]]], now: datetime) -> Iterator[Entry]:
    brand = vendor_brand()
    rows = []
    for document, kept in found:
        files = kept if len(kept) == len(FileKind) else _made_now(document, brand, now)
        month = f"{document.issued_on:%Y-%m}"
        rows.append((document, [(f"{month}/{one.name}", one.sha256) for one in files]))
        yield from (Entry(f"{month}/{one.name}", document.issued_on, bytes(one.content)) for one in files)
    if rows:
        yield Entry("register.csv", rows[-1][0].issued_on, register(rows))


def _made_now(document: Document, brand: Brand, now: datetime) -> list[File]:
    store.keep(files_of(document, brand), now)
    return [file(document.id, kind, now) for kind in FileKind]
