"""Which characters the page's font has: what it lacks cannot be set, and a PDF/A with a missing character is none.

The XML holds every text as it is; on the page a character that the font lacks is written by its parts (ﬁ as fi), or as
an empty box.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

BOX: Final = "\u25a1"

# What page/fonts/*.otf have: Latin, Greek, Cyrillic, punctuation, currencies. The test reads it off the files.
RANGES: Final = (
    "0020-007E 00A0-0148 014A-01C3 01C5-024F 02BC 02C6-02C7 02D8-02DD 0300-0308 030A-030C 0323-0328 0370-0377"
    " 037A-037F 0384-038A 038C 038E-03A1 03A3-03E1 03F0-049D 04A0-04FF 052F 1E00-1EFF 2000-200B 2010-2027"
    " 202F-205F 2070-2071 2074-208E 2090-209C 20A0-20BF 2113 2116 2122 2126 2190-2193 2202 2205-2206 220F"
    " 2211-2212 221A 221E 222B 2248 2260 2264-2265 25A1 25CF 2713"
)


def _class() -> str:
    bounds = (one.split("-") for one in RANGES.split())
    return "".join(f"\\U{int(ends[0], 16):08x}-\\U{int(ends[-1], 16):08x}" for ends in bounds)


LONGEST_WORD: Final = 32
_ENDLESS: Final = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_MISSING: Final = re.compile(f"[^\n{_class()}]")


def settable(text: str) -> str:
    """The text in characters that the font has. Line breaks stay, other control characters go; a word without end may
    be broken.

    >>> settable("Šárka Ωmega ﬁn"), settable("東京 GmbH"), settable("a\\u202eb\\tc")
    ('Šárka Ωmega fin', '□□ GmbH', 'ab c')
    """
    if not (text.isascii() and text.isprintable()):
        text = _MISSING.sub(_instead, unicodedata.normalize("NFC", text).replace("\t", " "))
    return _ENDLESS.sub("\\g<0>\u200b", text) if len(text) > LONGEST_WORD else text


def _instead(match: re.Match[str]) -> str:
    character = match[0]
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Mn"):
        return ""
    parts = unicodedata.normalize("NFKD", character)
    return parts if parts != character and not _MISSING.search(parts) else BOX
