"""A document as a page that is data at the same time: ZUGFeRD/Factur-X, a PDF/A-3 with the XML inside.

The typesetter (Typst) is deterministic: no clock (the document's own day is the time of making), no fonts of the
machine, no network, no file but the layout and its two fonts. The same document and brand give the same bytes.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import as_file, files
from threading import Lock
from typing import Final

import typst

from laufzeit.einvoice.brand import Brand
from laufzeit.einvoice.cii import cii
from laufzeit.einvoice.page.content import page
from laufzeit.einvoice.xmp import with_facturx
from laufzeit.invoices.document import Document

_ONE_AT_A_TIME: Final = Lock()
"""A compiler keeps what it has set before for the next document; it is not to be used by two threads at once."""


class NotSet(Exception):
    """The page could not be set: the vendor's logo does not read, or the layout has a fault."""


@cache
def _compiler() -> typst.Compiler:
    """One for each process: starting it takes longer than many pages."""
    with as_file(files("laufzeit.einvoice.page")) as folder:
        return typst.Compiler(
            folder / "invoice.typ", root=folder, font_paths=[folder / "fonts"], ignore_system_fonts=True
        )


def zugferd(document: Document, brand: Brand) -> bytes:
    """The PDF with ``factur-x.xml`` inside: for the archive (PDF/A-3b, ISO 19005-3), and for those who have it read
    aloud (PDF/UA-1, ISO 14289-1).

    Raises ``KeyError`` for a currency that is not known, and ``NotSet``.
    """
    inputs = {
        "page": json.dumps(page(document, brand), ensure_ascii=False),
        "xml": cii(document).decode(),
    }
    made_at = datetime.combine(document.issued_on, time(12), UTC)
    try:
        with _ONE_AT_A_TIME:
            pdf = _compiler().compile(
                format="pdf", sys_inputs=inputs, pdf_standards=["a-3b", "ua-1"], timestamp=made_at
            )
    except typst.TypstError as fault:
        raise NotSet(fault.message) from fault
    if not isinstance(pdf, bytes):
        raise NotSet("the typesetter gave no single file")
    return with_facturx(pdf)
