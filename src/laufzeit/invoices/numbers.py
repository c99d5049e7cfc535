"""The numbers of documents: a format, a year, a count.

§ 14 (4) Nr. 4 UStG wants a consecutive number that is given once; series and letters are allowed. Which formats there
are, says ``catalogue.numbering``. A series is all that shares a format, and where the format has the year, each year
is a series of its own that begins with 1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from laufzeit.catalogue.numbering import LARGEST_NUMBER, format_fault

_PART: Final = re.compile(r"\{(?P<name>year|number)(?::0(?P<width>[1-9][0-9]?))?\}|(?P<text>[^{}]+)")

_Part = tuple[str, int]
"""``number`` and its width, ``year``, or a text."""


class NumberFault(ValueError):
    """A format that gives no usable numbers, or a count that is none."""


def format_number(fmt: str, year: int, number: int) -> str:
    """The number of a document. Raises ``NumberFault``.

    >>> format_number("RE-{year}-{number:06}", 2026, 123)
    'RE-2026-000123'
    """
    if not 1 <= number <= LARGEST_NUMBER:
        raise NumberFault(f"{number} is no number of a document; they go from 1 to {LARGEST_NUMBER}")
    return "".join(_written(part, year, number) for part in _parts(fmt))


def format_numbers(fmt: str, year: int, first: int, count: int) -> list[str]:
    """The numbers of ``count`` documents from ``first`` on. Raises ``NumberFault``.

    >>> format_numbers("RE-{year}-{number:06}", 2026, 99, 2)
    ['RE-2026-000099', 'RE-2026-000100']
    """
    if not count:
        return []
    for end in (first, first + count - 1):
        format_number(fmt, year, end)  # what lies between two numbers is one
    template = "".join(
        f"{{:0{max(part[1], 1)}}}" if part[0] == "{number}" else _written(part, year, 0) for part in _parts(fmt)
    )
    return [template.format(number) for number in range(first, first + count)]


def restarts_each_year(fmt: str) -> bool:
    """Whether the count begins anew each year, because the year keeps the numbers apart.

    >>> restarts_each_year("RE-{year}-{number:06}"), restarts_each_year("R{number}")
    (True, False)
    """
    return ("{year}", 0) in _parts(fmt)


def series_of(fmt: str, year: int) -> str:
    """The name of the series that a number is counted in.

    >>> series_of("RE-{year}-{number:06}", 2026), series_of("R{number:04}", 2026)
    ('RE-2026-#', 'R#')
    """
    return "".join("#" if part[0] == "{number}" else _written(part, year, 0) for part in _parts(fmt))


@lru_cache(maxsize=256)
def _parts(fmt: str) -> tuple[_Part, ...]:
    if fault := format_fault(fmt):
        raise NumberFault(f"{fmt!r} {fault[0]}: {fault[1]}")
    return tuple(
        (f"{{{part['name']}}}", int(part["width"] or 0)) if part["name"] else (part["text"], 0)
        for part in _PART.finditer(fmt)
    )


def _written(part: _Part, year: int, number: int) -> str:
    match part:
        case ("{year}", _):
            return f"{year:04}"
        case ("{number}", width):
            return str(number).zfill(width)
        case (text, _):
            return text
