"""The files of a document: which there are, and what they are called in a mail, a download and a folder."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9.+_-]")


class FileKind(StrEnum):
    """In which form a document is kept: as XML alone, and as a page with the XML inside."""

    XRECHNUNG = "xrechnung"
    ZUGFERD = "zugferd"


PDF: Final = "application/pdf"
XML: Final = "application/xml"


def file_name(number: str, ending: str) -> str:
    """The number of a document as the name of a file, on any system.

    >>> file_name("RE-2026-000123", "pdf"), file_name("R/1&2", "xml")
    ('RE-2026-000123.pdf', 'R-1-2.xml')
    """
    return f"{_UNSAFE.sub('-', number)}.{ending}"
