"""The numbers of documents: a format, a year, a count.

§ 14 (4) Nr. 4 UStG wants a consecutive number that is given once; series and letters are allowed. A format is text
with ``{number}``, perhaps ``{number:06}``, and perhaps ``{year}``. A series is all that shares a format, and where
the format has the year, each year is a series of its own that begins with 1.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 36
"""What the books take as the number of a document (DATEV, Belegfeld 1)."""

LARGEST_NUMBER: Final = 999_999_999
LARGEST_WIDTH: Final = 12

_PART: Final = re.compile(r"\{(?P<name>[a-z]*)(?::0(?P<width>[1-9][0-9]?))?\}|(?P<text>[^{}]+)|(?P<wrong>[{}])")
_ALLOWED: Final = re.compile(r"[A-Za-z0-9$&%*+\-/]*\Z")
"""DATEV, Belegfeld 1; what a document is called in the books is what it is called."""


class NumberFault(ValueError):
    """A format that gives no usable numbers."""


def format_number(fmt: str, year: int, number: int) -> str:
    """The number of a document. Raises ``NumberFault`` for a format that is not one (see ``fault_of``) and for a count
    out of bounds.

    >>> format_number("RE-{year}-{number:06}", 2026, 123)
    'RE-2026-000123'
    """
    if fault := fault_of(fmt):
        raise NumberFault(fault)
    if not 1 <= number <= LARGEST_NUMBER:
        raise NumberFault(f"{number} is no number of a document; they go from 1 to {LARGEST_NUMBER}")
    return _filled(fmt, year, number)


def restarts_each_year(fmt: str) -> bool:
    """Whether the count begins anew each year, because the year keeps the numbers apart.

    >>> restarts_each_year("RE-{year}-{number:06}"), restarts_each_year("R{number}")
    (True, False)
    """
    return any(part["name"] == "year" for part in _PART.finditer(fmt))


def series_of(fmt: str, year: int) -> str:
    """The name of the series that a number is counted in.

    >>> series_of("RE-{year}-{number:06}", 2026), series_of("R{number:04}", 2026)
    ('RE-2026-#', 'R#')
    """
    return "".join("#" if part["name"] == "number" else _part(part, year, 0) for part in _PART.finditer(fmt))


def fault_of(fmt: str) -> str | None:
    """What is wrong with a format, in English, or nothing.

    >>> fault_of("RE-{year}-{number:06}")
    >>> fault_of("RE-{year}")
    'has no {number}'
    """
    parts = list(_PART.finditer(fmt))
    names = [part["name"] for part in parts if part["name"] is not None]
    if any(part["wrong"] for part in parts) or not set(names) <= {"year", "number"}:
        return "has braces that are neither {year} nor {number} nor {number:06}"
    if names.count("number") != 1:
        return "has no {number}" if "number" not in names else "has {number} more than once"
    if any(part["width"] and (part["name"] == "year" or int(part["width"]) > LARGEST_WIDTH) for part in parts):
        return f"has a width that is not one; {{number:06}} is, up to {{number:0{LARGEST_WIDTH}}}"
    if not all(_ALLOWED.match(part["text"] or "") for part in parts):
        return "has characters that bookkeeping does not take; letters, digits and $&%*+-/ it does"
    if len(_filled(fmt, 9999, LARGEST_NUMBER)) > LONGEST:
        return f"gives numbers of more than {LONGEST} characters"
    return None


def _filled(fmt: str, year: int, number: int) -> str:
    return "".join(_part(part, year, number) for part in _PART.finditer(fmt))


def _part(part: re.Match[str], year: int, number: int) -> str:
    match part["name"]:
        case "year":
            return f"{year:04}"
        case "number":
            return str(number).zfill(int(part["width"] or 1))
        case _:
            return part["text"]
