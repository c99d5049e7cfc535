"""A cursor over one table of a catalogue file: asks for keys with their kind, and reports what is not as expected.

Reading goes on after a fault with a harmless stand-in, so that one pass finds all faults; the stand-ins never leave
the reader, because a report with a fault in it gives no catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from laufzeit.catalogue.faults import Report, meant
from laufzeit.catalogue.places import Path
from laufzeit.catalogue.texts import NO_TEXTS, Texts
from laufzeit.dates.fault import TextFault

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

MAX_TEXT = 2_000
MAX_ITEMS = 500

_KINDS = {
    bool: "true or false",
    str: "a text in quotation marks",
    int: "a whole number",
    Decimal: "a number",
    date: "a day such as 2024-01-31",
    datetime: "a point in time",
    dict: "a table",
    list: "a list",
}


def kind_of(value: object) -> str:
    return _KINDS.get(type(value), "something else")


@dataclass(slots=True)
class Table:
    values: Mapping[str, Any]
    path: Path
    report: Report
    languages: tuple[str, ...] = ()
    known: set[str] = field(default_factory=set)
    """Keys that somebody has asked for; ``done`` reports the others."""

    def __contains__(self, key: str) -> bool:
        self.known.add(key)
        return key in self.values

    def at(self, *keys: str | int) -> Path:
        return (*self.path, *keys)

    def fault(self, key: str, message: str, hint: str = "") -> None:
        self.report.add(self.at(key), message, hint)

    def get(self, key: str, kind: type[T], *, required: bool) -> T | None:
        """The value of a key if it is of a kind; ``None`` with a fault (or without one where it may be missing)."""
        self.known.add(key)
        if key not in self.values:
            if required:
                self.fault(key, "is missing", f"expected {_KINDS[kind]}")
            return None
        value = self.values[key]
        if type(value) is not kind:  # exactly: True is not a number here, and a point in time not a day
            self.fault(key, f"is {kind_of(value)}, expected {_KINDS[kind]}")
            return None
        return value

    def text(self, key: str, default: str | None = None, *, limit: int = MAX_TEXT) -> str:
        """A text that is not empty; required where there is no ``default``."""
        text = self.get(key, str, required=default is None)
        if text is None:
            return default or ""
        if not text.strip():
            self.fault(key, "is empty")
        elif len(text) > limit:
            self.fault(key, f"is longer than {limit:,} characters")
        return text.strip()

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int = 1_000_000_000) -> int:
        number = self.get(key, int, required=default is None)
        if number is None:
            return default if default is not None else least
        if not least <= number <= most:
            self.fault(key, f"is {number}, expected a whole number from {least:,} to {most:,}")
            return least
        return number

    def truth(self, key: str, *, default: bool) -> bool:
        value = self.get(key, bool, required=False)
        return default if value is None else value

    def day(self, key: str, default: date | None = None, *, required: bool = True) -> date:
        day = self.get(key, date, required=required)
        return day or default or date.max

    def choice(self, key: str, kind: type[E], default: E | None = None) -> E:
        """One of the words of an enumeration."""
        members = {member.value: member for member in kind}
        expected = " or ".join(f'"{value}"' for value in members)
        if key not in self and default is None:
            self.fault(key, "is missing", f"expected {expected}")
        word = self.get(key, str, required=False)
        if word is not None and word not in members:
            self.fault(key, f'"{word}" is not known here', f"expected {expected}")
        return members.get(word or "", default or next(iter(kind)))

    def parsed(self, key: str, parse: Callable[[str], T], default: T) -> T | None:
        """A text in a small language of its own (a span, a notice rule); ``None`` where the key is missing."""
        text = self.get(key, str, required=False)
        if text is None:
            return None
        return self.parse_at(self.at(key), text, parse, default)

    def parse_at(self, path: Path, text: str, parse: Callable[[str], T], default: T) -> T:
        try:
            return parse(text)
        except TextFault as fault:
            place = f", at character {fault.position + 1}" if fault.position else ""
            self.report.add(path, f'"{text}": {fault.message}{place}', f"valid: {', '.join(fault.valid_forms)}")
        except ValueError as fault:
            self.report.add(path, str(fault))
        return default

    def words(self, key: str, *, required: bool = False) -> list[tuple[Path, str]]:
        """A list of texts, each with its path; a text that is no text is a fault."""
        found: list[tuple[Path, str]] = []
        for path, value in self.items_of(key, required=required):
            if not isinstance(value, str):
                self.report.add(path, f"is {kind_of(value)}, expected {_KINDS[str]}")
            elif value in (word for _, word in found):
                self.report.add(path, f'"{value}" is named twice')
            else:
                found.append((path, value))
        return found

    def items_of(self, key: str, *, required: bool = False) -> list[tuple[Path, Any]]:
        items = self.get(key, list, required=required) or []
        if len(items) > MAX_ITEMS:
            self.fault(key, f"has {len(items):,} items, at most {MAX_ITEMS} are read")
            items = items[:MAX_ITEMS]
        return [(self.at(key, index), item) for index, item in enumerate(items)]

    def texts(self, key: str, default: Texts | None = None) -> Texts:
        """A text for each language of the vendor: a table by language, or one text that serves all."""
        if key not in self:
            if default is None:
                self.fault(key, "is missing", f"expected a text for each language: {', '.join(self.languages)}")
            return default or NO_TEXTS
        value = self.values[key]
        if isinstance(value, str):
            text = self.text(key)
            return Texts(tuple((language, text) for language in self.languages))
        table = self.below(key)
        texts = table.own_texts()
        table.done()
        return texts

    def own_texts(self, *, limit: int = MAX_TEXT) -> Texts:
        """The texts of a table that has the languages as its keys."""
        return Texts(tuple((language, self.text(language, limit=limit)) for language in self.languages))

    def below(self, key: str, *, required: bool = True) -> Table:
        """The table under a key (an empty one where it is missing and may be, or is a fault)."""
        values = self.get(key, dict, required=required)
        return self._inner(values or {}, self.at(key))

    def tables(self, key: str, *, required: bool = False) -> Iterator[Table]:
        """The tables of an array of tables."""
        for path, value in self.items_of(key, required=required):
            if isinstance(value, dict):
                yield self._inner(value, path)
            else:
                self.report.add(path, f"is {kind_of(value)}, expected a table")

    def named(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables under a key by their names: ``[plan.basis]``, ``[plan.plus]``."""
        outer = self.below(key, required=False)
        if len(outer.values) > MAX_ITEMS:
            self.fault(key, f"has {len(outer.values):,} entries, at most {MAX_ITEMS} are read")
            return
        for name, value in outer.values.items():
            path = outer.at(name)
            if not isinstance(value, dict):
                self.report.add(path, f"is {kind_of(value)}, expected a table")
            elif not is_name(name):
                self.report.add(path, "is not a name", "small letters, digits and hyphens, at most 60")
            else:
                yield name, self._inner(value, path)

    def done(self) -> None:
        """Reports the keys that nobody has asked for."""
        for key in self.values:
            if key not in self.known:
                self.report.add(self.at(key), "is not known here", meant(key, self.known - set(self.values)))

    def _inner(self, values: Mapping[str, Any], path: Path) -> Table:
        return Table(values, path, self.report, self.languages)


def is_name(word: str) -> bool:
    """Whether a word may name a plan, a feature, an edition … (it stands in addresses and in ``plan@edition``).

    >>> is_name("pay-per-use"), is_name("2023"), is_name("Plus!")
    (True, True, False)
    """
    letters = word.replace("-", "").replace("_", "")
    return 0 < len(word) <= 60 and letters.isascii() and letters.isalnum() and word == word.lower()
