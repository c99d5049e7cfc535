"""A document as a page that is data at the same time: ZUGFeRD/Factur-X, a PDF/A-3 with the XML inside.

The same document and brand give the same bytes.
"""

from __future__ import annotations

import json
from typing import Final

from laufzeit.einvoice.brand import Brand
from laufzeit.einvoice.cii import cii
from laufzeit.einvoice.page.content import page
from laufzeit.einvoice.typesetting import Layout, typeset
from laufzeit.einvoice.xmp import with_facturx
from laufzeit.invoices.document import Document

LAYOUT: Final = Layout("laufzeit.einvoice.page", "invoice.typ")


def zugferd(document: Document, brand: Brand) -> bytes:
    """The PDF with ``factur-x.xml`` inside. Raises ``KeyError`` for a currency that is not known, and ``NotSet``."""
    inputs = {
        "page": json.dumps(page(document, brand), ensure_ascii=False),
        "xml": cii(document).decode(),
    }
    return with_facturx(typeset(LAYOUT, inputs, document.issued_on, archive=True))
