"""The PDF as an archive and a reading program see it: PDF/A-3b, PDF/UA-1, Factur-X."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import facturx
import pikepdf
import pytest
from lxml import etree
from tests.einvoice.samples import BRAND, SAMPLES, english, plain

from laufzeit.einvoice.cii import cii
from laufzeit.einvoice.pdf import zugferd
from laufzeit.einvoice.xmp import UnknownPdf, with_facturx

XMP = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "fx": "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return zugferd(plain(), BRAND)


@pytest.fixture(scope="module")
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def metadata(opened: pikepdf.Pdf) -> Any:
    return etree.fromstring(opened.Root.Metadata.read_bytes())


def told(metadata: Any, path: str) -> list[str]:
    """Texts of elements, or attributes of the same name (XMP allows both)."""
    return [one.text for one in metadata.xpath(f"//{path}", namespaces=XMP)] + metadata.xpath(
        f"//@{path}", namespaces=XMP
    )


def test_it_says_which_standards_it_follows(metadata: Any) -> None:
    assert told(metadata, "pdfaid:part") == ["3"]
    assert told(metadata, "pdfaid:conformance") == ["B"]
    assert told(metadata, "pdfuaid:part") == ["1"]


def test_the_facts_of_factur_x_stand_there_once(metadata: Any) -> None:
    assert {name: told(metadata, f"fx:{name}") for name in ("DocumentType", "DocumentFileName", "Version")} == {
        "DocumentType": ["INVOICE"],
        "DocumentFileName": ["factur-x.xml"],
        "Version": ["1.0"],
    }
    assert told(metadata, "fx:ConformanceLevel") == ["EN 16931"]


def test_their_schema_stands_in_the_one_list_of_schemas(metadata: Any) -> None:
    """A second list, or a property without a schema, makes it no PDF/A (ISO 19005-3, 6.6.2.3)."""
    lists = metadata.xpath("//pdfaExtension:schemas/rdf:Bag", namespaces=XMP)
    assert len(lists) == 1
    schemas = lists[0].xpath("rdf:li[pdfaSchema:prefix = 'fx']", namespaces=XMP)
    assert len(schemas) == 1
    names = schemas[0].xpath(".//pdfaProperty:name/text()", namespaces=XMP)
    assert sorted(names) == ["ConformanceLevel", "DocumentFileName", "DocumentType", "Version"]


def test_every_description_has_an_about(metadata: Any) -> None:
    """Some writers forget it, and validators refuse the file."""
    descriptions = metadata.xpath("/*/rdf:RDF/rdf:Description | /rdf:RDF/rdf:Description", namespaces=XMP)
    assert descriptions
    assert all(f"{{{XMP['rdf']}}}about" in one.attrib for one in descriptions)


def test_the_xml_is_attached_as_the_alternative(opened: pikepdf.Pdf) -> None:
    (file,) = opened.Root.AF
    assert str(file.AFRelationship) == "/Alternative"
    assert str(file.UF) == str(file.F) == "factur-x.xml"
    assert file.EF.F.read_bytes() == cii(plain())
    assert str(file.EF.F.Subtype) == "/text/xml"
    assert "/ModDate" in file.EF.F.Params
    assert list(opened.attachments) == ["factur-x.xml"]


def test_colours_have_an_output_intent(opened: pikepdf.Pdf) -> None:
    (intent,) = opened.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()


def test_all_fonts_are_embedded(opened: pikepdf.Pdf) -> None:
    fonts = [
        one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert {re.sub(r"^/[A-Z]{6}\+", "", str(font.FontName)) for font in fonts} == {"Inter-Regular", "Inter-SemiBold"}
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def test_nothing_that_an_archive_forbids(pdf: bytes, opened: pikepdf.Pdf) -> None:
    assert not opened.is_encrypted
    assert "/JavaScript" not in opened.Root.get("/Names", {})
    assert not [name for name in ("/AA", "/OpenAction", "/AcroForm") if name in opened.Root]
    assert "/ID" in opened.trailer
    assert opened.check_pdf_syntax() == []


@pytest.mark.parametrize(("make", "language"), [(plain, "de"), (english, "en")])
def test_who_listens_hears_the_right_language(make: Any, language: str) -> None:
    made = pikepdf.open(io.BytesIO(zugferd(make(), BRAND)))
    assert str(made.Root.Lang) == language
    assert bool(made.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in made.Root
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle)


def test_pictures_have_words(opened: pikepdf.Pdf) -> None:
    said = [str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert "GiroCode: QR-Code mit den Angaben für die Überweisung" in said


def test_its_time_is_the_document_s(opened: pikepdf.Pdf, metadata: Any) -> None:
    assert str(opened.docinfo.CreationDate).startswith("D:20260401120000")
    assert told(metadata, "xmp:CreateDate")[0].startswith("2026-04-01T12:00")
    assert str(opened.docinfo.Title) == "Rechnung RE-2026-000123"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    zugferd(english(), BRAND)  # something else in between
    first = zugferd(SAMPLES[name], BRAND)
    assert first == zugferd(replace(SAMPLES[name]), replace(BRAND))


def test_another_document_does_not(pdf: bytes) -> None:
    assert pdf != zugferd(replace(plain(), number="RE-2026-000124"), BRAND)


def test_a_reader_of_factur_x_finds_the_invoice(pdf: bytes) -> None:
    name, content = facturx.get_xml_from_pdf(pdf, check_xsd=True, check_schematron=False)
    assert (name, content) == ("factur-x.xml", cii(plain()))
    assert facturx.get_level(etree.fromstring(content)) == "en16931"


def test_the_update_is_one_that_readers_follow(pdf: bytes) -> None:
    """The old part stays byte by byte; the second cross-reference section names the first."""
    first_end = pdf.index(b"%%EOF") + len(b"%%EOF")
    assert pdf.count(b"%%EOF") == 2
    assert pdf.count(b"fx:ConformanceLevel>EN 16931") == 1
    assert b"fx:ConformanceLevel" not in pdf[:first_end]
    starts = [int(found) for found in re.findall(rb"startxref\s+(\d+)", pdf)]
    assert pdf[starts[1] :].startswith(b"xref")
    assert int(re.search(rb"/Prev (\d+)", pdf[starts[1] :])[1]) == starts[0]  # type: ignore[index]


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\n", b"no pdf at all"])
def test_what_is_not_built_as_expected_is_refused(broken: bytes) -> None:
    with pytest.raises(UnknownPdf):
        with_facturx(broken)


def test_the_metadata_is_not_added_twice(pdf: bytes) -> None:
    with pytest.raises(UnknownPdf, match="already"):
        with_facturx(pdf)
