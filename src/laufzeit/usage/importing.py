"""Usage as it arrives in a file: CSV with a header, or JSON lines; lines or their faults come out.

One line of the file is one record, also in CSV: a quotation mark that is left open spoils its own line and no other.
Which of the two it is the first character says.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from laufzeit.usage.faults import Code, Fact, Fault, NoUsage
from laufzeit.usage.line import FIELDS, Faults, Line, read_line, shown

LONGEST_LINE: Final = 10_000
"""Bytes."""
BOM: Final = b"\xef\xbb\xbf"
_NEEDED: Final = ("contract", "meter", "id")

Numbered = tuple[int, bytes]


def read_usage(blocks: Iterable[bytes]) -> Iterator[Line | Faults]:
    """Each line of a file that comes in ``blocks`` of any size, in order; empty ones are passed over.

    Raises ``NoUsage`` where the first line does not say what the others mean.
    """
    lines = lines_of(blocks)
    first = next(lines, None)
    if first is None:
        raise NoUsage((Fault(1, "", Code.EMPTY),))
    number, text = first[0], first[1].removeprefix(BOM)
    begin = text.lstrip()[:1]
    if not begin:
        raise NoUsage((Fault(number, "", Code.EMPTY),))
    if begin == b"[":
        raise NoUsage((Fault(number, "", Code.A_LIST),))
    if begin == b"{":
        return _read(chain([(number, text)], lines), _from_json)
    return _read(lines, _Columns.read(number, text).read_line)


def lines_of(blocks: Iterable[bytes]) -> Iterator[Numbered]:
    """The lines that are not empty, with their numbers from 1. What is longer than ``LONGEST_LINE`` comes as a line of
    one byte more, so that a file without line breaks does not fill the memory."""
    number, carried = 0, b""
    for block in chain(blocks, [b"\n"]):
        *whole, last = (carried + block).split(b"\n")
        for line in whole:
            number += 1
            if line and not line.isspace():
                yield number, line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE + 1]
        carried = last if len(last) <= LONGEST_LINE else last[: LONGEST_LINE + 1]


def _read(lines: Iterable[Numbered], read: Callable[[int, str], Line | Faults]) -> Iterator[Line | Faults]:
    for number, raw in lines:
        try:
            yield read(number, _decoded(number, raw))
        except _NoText as wrong:
            yield (wrong.fault,)


class _NoText(ValueError):
    """A line that is too long, or not in UTF-8."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def _decoded(number: int, raw: bytes) -> str:
    if len(raw) > LONGEST_LINE:
        raise _NoText(Fault(number, "", Code.LINE_TOO_LONG, {"most": LONGEST_LINE}))
    try:
        return raw.decode().rstrip("\r")
    except UnicodeDecodeError as wrong:
        raise _NoText(Fault(number, "", Code.NOT_UTF8, {"byte": wrong.start + 1})) from None


@dataclass(frozen=True, slots=True)
class _Columns:
    """What the header of a CSV file says."""

    delimiter: str
    width: int
    pick: Callable[[list[str]], tuple[str, ...]]
    """Takes the fields in their own order out of a row to whose end an empty text was added."""

    @classmethod
    def read(cls, number: int, raw: bytes) -> _Columns:
        try:
            text = _decoded(number, raw)
        except _NoText as wrong:
            raise NoUsage((wrong.fault,)) from None
        delimiter = ";" if ";" in text else ","
        names = [name.strip().lower() for name in _fields(text, delimiter) or [text]]
        faults = tuple(_header_faults(number, names))
        if faults:
            raise NoUsage(faults)
        places = [names.index(name) if name in names else len(names) for name in FIELDS]
        return cls(delimiter, len(names), itemgetter(*places))

    def read_line(self, number: int, text: str) -> Line | Faults:
        fields = text.split(self.delimiter) if '"' not in text else _fields(text, self.delimiter)
        if fields is None:
            return (Fault(number, "", Code.QUOTES),)
        if len(fields) != self.width:
            return (Fault(number, "", Code.FIELD_COUNT, {"fields": len(fields), "columns": self.width}),)
        if " " in text:
            fields = [field.strip() for field in fields]
        fields.append("")
        texts = self.pick(fields)
        return read_line(number, texts) if text.isprintable() else _unprintable(number, texts)


def _fields(text: str, delimiter: str) -> list[str] | None:
    """The fields of a line that may have quotation marks; ``None`` where one is left open or stands askew."""
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _header_faults(number: int, names: list[str]) -> Iterator[Fault]:
    for place, name in enumerate(names):
        if name not in FIELDS:
            yield Fault(number, "", Code.COLUMN_UNKNOWN, {"said": shown(name), "known": ", ".join(FIELDS)})
        elif name in names[:place]:
            yield Fault(number, name, Code.COLUMN_TWICE)
    for name in _NEEDED:
        if name not in names:
            yield Fault(number, name, Code.COLUMN_MISSING)
    if "day" not in names and "at" not in names:
        yield Fault(number, "day", Code.COLUMN_MISSING)


def _unprintable(number: int, texts: tuple[str, ...]) -> Faults:
    """NUL, line ends, half characters and the like: in no field, since nobody sees them and some cannot be stored."""
    columns = [name for name, text in zip(FIELDS, texts, strict=True) if not text.isprintable()]
    return tuple(Fault(number, column, Code.UNPRINTABLE) for column in columns or [""])


class _Twice(ValueError):
    """A name stands twice in one object: which of the two is meant?"""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Twice(next(name for place, (name, _) in enumerate(pairs) if name in dict(pairs[:place])))
    return made


def _no_number(said: str) -> Any:
    raise ValueError(f"{said} is no number")


# Numbers stay as they are written: they are quantities, and no binary fractions.
_JSON: Final = json.JSONDecoder(
    parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_object, strict=False
)


def _from_json(number: int, text: str) -> Line | Faults:
    try:
        said = _JSON.decode(text)
    except _Twice as twice:
        return (Fault(number, "", Code.NAME_TWICE, {"said": shown(str(twice))}),)
    except (ValueError, RecursionError) as wrong:
        place: dict[str, Fact] = {"position": getattr(wrong, "pos", 0) + 1}
        return (Fault(number, "", Code.NOT_JSON, place),)
    if not isinstance(said, dict):
        return (Fault(number, "", Code.NOT_AN_OBJECT),)
    faults = tuple(_odd_values(number, said))
    if faults:
        return faults
    texts = tuple([(said.get(name) or "").strip() for name in FIELDS])
    plain = text.isprintable() and "\\" not in text
    return read_line(number, texts) if plain or all(map(str.isprintable, texts)) else _unprintable(number, texts)


def _odd_values(number: int, said: dict[str, Any]) -> Iterator[Fault]:
    """Names that are not known, and values that are neither a text nor a number nor null."""
    for name, value in said.items():
        if name not in FIELDS:
            yield Fault(number, "", Code.NAME_UNKNOWN, {"said": shown(name), "known": ", ".join(FIELDS)})
        elif type(value) is not str and value is not None:
            yield Fault(number, name, Code.NOT_A_TEXT)
