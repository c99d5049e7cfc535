"""The Factur-X facts in a PDF's metadata, added by an incremental update (ISO 32000-1, 7.5.6).

The typesetter writes a PDF/A-3 with XMP metadata and one list of extension schemas. Factur-X wants four properties and
their schema; a second list would be invalid, so the schema goes into the list that is there. The old bytes stay as
they are, a new metadata object and a cross-reference section are appended.
"""

from __future__ import annotations

import re
from typing import Final

_NAMESPACE: Final = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_FILE: Final = "factur-x.xml"
_LIST_END: Final = "</rdf:Bag></pdfaExtension:schemas>"
_END: Final = "</rdf:RDF>"

# ZUGFeRD 2.3, part 7.2: names, values and descriptions of the four properties.
_PROPERTIES: Final = (
    ("DocumentFileName", _FILE, "The name of the embedded XML document"),
    ("DocumentType", "INVOICE", "The type of the hybrid document in capital letters"),
    ("Version", "1.0", "The actual version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", "EN 16931", "The conformance level of the embedded XML document"),
)
_METADATA: Final = re.compile(rb"(\d+) 0 obj\s*<<([^>]*?/Type\s*/Metadata[^>]*?)>>\s*stream\r?\n")
_REFERENCE: Final = re.compile(rb"/Metadata (\d+) 0 R")
_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TRAILER: Final = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref", re.S)
_LENGTH: Final = re.compile(rb"/Length (\d+)")


class UnknownPdf(Exception):
    """The typesetter writes its files in another way than this program knows."""


def _schema() -> str:
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType>"
        f"<pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        for name, _, description in _PROPERTIES
    )
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{_NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _description() -> str:
    values = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value, _ in _PROPERTIES)
    return f'<rdf:Description rdf:about="" xmlns:fx="{_NAMESPACE}">{values}</rdf:Description>'


_SCHEMA: Final = _schema()
_DESCRIPTION: Final = _description()


def with_facturx(pdf: bytes) -> bytes:
    """The PDF with the Factur-X metadata. Raises ``UnknownPdf`` where it is not built as expected."""
    named = _REFERENCE.search(pdf, max(0, pdf.rfind(b"/Catalog")))
    # Looked for by its number: the pattern alone would be tried at every number of a large file.
    found = _METADATA.search(pdf, pdf.rfind(b"\n%s 0 obj" % named[1])) if named else None
    start = _START.search(pdf, pdf.rfind(b"startxref"))
    trailer = _TRAILER.search(pdf, pdf.rfind(b"trailer"))
    length = _LENGTH.search(found[2]) if found else None
    if found is None or start is None or trailer is None or length is None or b"/Filter" in found[2]:
        raise UnknownPdf("no plain metadata, trailer or start of the cross-references")
    metadata = _extended(pdf[found.end() : found.end() + int(length[1])].decode()).encode()
    number, offset = int(found[1]), len(pdf) + 1
    body = b"%d 0 obj\n<<\n  /Length %d\n  /Type /Metadata\n  /Subtype /XML\n>>\nstream\n" % (number, len(metadata))
    body += metadata + b"\nendstream\nendobj\n"
    section = b"xref\n%d 1\n%010d 00000 n\r\ntrailer\n<<%s  /Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join((pdf, b"\n", body, section % (number, offset, trailer[1], int(start[1]), offset + len(body))))


def _extended(metadata: str) -> str:
    if _NAMESPACE in metadata:
        raise UnknownPdf("the metadata has the facts of Factur-X already")
    if metadata.count(_LIST_END) != 1 or metadata.count(_END) != 1:
        raise UnknownPdf("the metadata has not exactly one list of extension schemas")
    return metadata.replace(_LIST_END, _SCHEMA + _LIST_END).replace(_END, _DESCRIPTION + _END)
