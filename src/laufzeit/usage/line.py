"""One line of usage as a sender says it, and the reading of its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from laufzeit.usage.aggregate import MICROS
from laufzeit.usage.faults import Code, Fact, Fault

LONGEST: Final[Mapping[str, int]] = {"contract": 40, "meter": 60, "subject": 200, "id": 200}
"""The most characters of a field that is a text."""
_CONTRACT, _METER, _SUBJECT, _ID = LONGEST.values()
FIELDS: Final = ("contract", "meter", "quantity", "at", "day", "subject", "id")
_PLAIN: Final = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_DIGITS: Final = 12
"""Of a quantity before the point, so that its millionths fit a bigint."""


class Line(NamedTuple):
    """``contract`` is a number or an id. Either ``day``, the vendor's civil day, or ``at``, an instant with an offset,
    is said. ``quantity`` is in micros; ``None`` where nothing is said, as a meter of different subjects needs none.

    A tuple, because a frozen dataclass takes four times as long to make, and there are fifty thousand a second.
    """

    number: int
    """Of the line, from 1."""
    contract: str
    meter: str
    quantity: int | None
    day: date | None
    at: datetime | None
    subject: str
    sender_id: str


class Texts(NamedTuple):
    """The fields as they were written, in the order of ``FIELDS``."""

    contract: str
    meter: str
    quantity: str
    at: str
    day: str
    subject: str
    id: str


Faults = tuple[Fault, ...]


def read_line(number: int, texts: tuple[str, ...]) -> Line | Faults:
    """The line, or all that is wrong with its fields, which stand in the order of ``Texts``."""
    contract, meter, quantity, at, day, subject, sender_id = texts
    counted = micros(quantity) if quantity else None
    on = read_day(day) if day else None
    instant = read_instant(at) if at else None
    fine = contract and meter and sender_id and bool(day) is not bool(at)
    short = len(contract) <= _CONTRACT and len(meter) <= _METER and len(subject) <= _SUBJECT and len(sender_id) <= _ID
    if not fine or not short or type(counted) is Code or type(on) is Code or type(instant) is Code:
        return _faults(number, Texts._make(texts))
    return Line(number, contract, meter, counted, on, instant, subject, sender_id)  # type: ignore[arg-type] # no Code


def _faults(number: int, texts: Texts) -> Faults:
    found: list[Fault] = []

    def add(column: str, code: Code, **facts: Fact) -> None:
        found.append(Fault(number, column, code, facts))

    for column in ("contract", "meter", "id"):
        if not getattr(texts, column):
            add(column, Code.MISSING)
    for column, most in LONGEST.items():
        if len(getattr(texts, column)) > most:
            add(column, Code.TOO_LONG, most=most)
    if bool(texts.day) is bool(texts.at):
        add("day", Code.DAY_OR_AT)
    for column, read in (("quantity", micros), ("day", read_day), ("at", read_instant)):
        written = getattr(texts, column)
        code = read(written) if written else None
        if isinstance(code, Code):
            add(column, code, said=shown(written))
    return tuple(found)


def shown(text: str) -> str:
    """What a fault repeats of a text: not all of it, and nothing that a screen or a database cannot take.

    >>> shown("me\\x00ter")
    'me?ter'
    """
    return "".join(letter if letter.isprintable() else "?" for letter in text[:60])


@lru_cache(maxsize=8192)
def micros(text: str) -> int | Code:
    """A quantity as whole millionths. Nothing is guessed and nothing is rounded.

    >>> micros("12"), micros("-0.25"), micros("1,5"), micros("0.0000001")
    (12000000, -250000, <Code.DECIMAL_COMMA: 'decimal_comma'>, <Code.TOO_EXACT: 'too_exact'>)
    """
    found = _PLAIN.fullmatch(text)
    if found is None:
        return Code.DECIMAL_COMMA if _PLAIN.fullmatch(text.replace(",", ".")) else Code.QUANTITY_FORM
    sign, whole, part = found[1], found[2].lstrip("0"), (found[3] or "").rstrip("0")
    if len(whole) > _DIGITS:
        return Code.TOO_LARGE
    if len(part) > 6:
        return Code.TOO_EXACT
    size = int(whole or "0") * MICROS + int(part.ljust(6, "0"))
    return -size if sign else size


@lru_cache(maxsize=8192)
def read_day(text: str) -> date | Code:
    """A day such as 2021-02-28, and no other form of it."""
    try:
        return date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else Code.DAY_FORM
    except ValueError:
        return Code.DAY_FORM


def read_instant(text: str) -> datetime | Code:
    """An instant such as 2021-02-28T23:59:59.5+01:00. Without an offset nobody knows on which day it is."""
    if text[4:5] != "-" or text[7:8] != "-" or text[10:11] not in ("T", "t", " "):
        return Code.AT_FORM
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return Code.AT_FORM
    if not 1 < at.year < 9999:  # beside the calendar's ends other zones have no day for it
        return Code.AT_FORM
    return Code.OFFSET_MISSING if at.tzinfo is None else at
