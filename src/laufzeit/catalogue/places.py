"""Where each key of a TOML file stands: the standard library reads the values but does not say on which line.

``locate`` walks over a text that ``tomllib`` has already accepted, so it only has to know where keys, strings,
arrays and inline tables begin and end, and never judges.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of tables, and indexes of arrays."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}#\r\n]+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"""+'
    r"|'''(?:[^']|'{1,2}(?!'))*'''+"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)


def locate(text: str) -> dict[Path, int]:
    """The line (from 1) of each key and each array item of a valid TOML text.

    >>> lines = locate('[plan.plus]\\nname = "plus"\\n\\n[[plan.plus.terms]]\\nnotice.customer = "30 days"\\n')
    >>> lines["plan", "plus", "name"], lines["plan", "plus", "terms", 0, "notice", "customer"]
    (2, 5)
    """
    walk = _Walk(text)
    walk.document()
    return walk.lines


def show(path: Path) -> str:
    """A path as people write it.

    >>> show(("plan", "plus", "terms", 0, "price"))
    'plan.plus.terms[0].price'
    """
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part}]"
        else:
            quoted = part if _BARE_KEY.fullmatch(part) else f'"{part}"'
            shown += f".{quoted}" if shown else quoted
    return shown


@dataclass(slots=True)
class _Walk:
    text: str
    at: int = 0
    line: int = 1
    counted_to: int = 0
    lines: dict[Path, int] = field(default_factory=dict)
    arrays: dict[Path, int] = field(default_factory=dict)
    """How many tables each array of tables has so far."""

    def document(self) -> None:
        here: Path = ()
        self.blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                here = self.header()
            else:
                self.pair(here)
            self.blank()

    def header(self) -> Path:
        """``[a.b]`` or ``[[a.b]]``: the path of the table that begins."""
        line = self.line_here()
        doubled = self.text.startswith("[[", self.at)
        self.at += 2 if doubled else 1
        path = self.inside(self.dotted())
        self.at += 2 if doubled else 1
        if doubled:
            self.lines.setdefault(path, line)
            index = self.arrays.get(path, 0)
            self.arrays[path] = index + 1
            path = (*path, index)
        self.note(path, line)
        return path

    def inside(self, keys: Path) -> Path:
        """A header's keys, with the index of the newest table wherever they pass through an array of tables."""
        path: Path = ()
        for number, key in enumerate(keys, 1):
            path = (*path, key)
            if number < len(keys) and path in self.arrays:
                path = (*path, self.arrays[path] - 1)
        return path

    def pair(self, here: Path) -> None:
        line = self.line_here()
        path = (*here, *self.dotted())
        self.at += 1  # the equals sign
        self.note(path, line, above=len(here))
        self.value(path)

    def note(self, path: Path, line: int, above: int = 0) -> None:
        """A key's line; tables that only its dots make begin where they are named first."""
        for length in range(above + 1, len(path)):
            self.lines.setdefault(path[:length], line)
        self.lines[path] = line

    def dotted(self) -> Path:
        keys = [self.key()]
        while self.text.startswith(".", self.at):
            self.at += 1
            keys.append(self.key())
        return tuple(keys)

    def key(self) -> str:
        self.blank()
        bare = _BARE_KEY.match(self.text, self.at)
        if bare:
            self.at = bare.end()
            key = bare.group()
        else:
            quoted = self.string()
            key = next(iter(tomllib.loads(f"{quoted}=1")))
        self.blank()
        return key

    def value(self, path: Path) -> None:
        self.blank()
        match self.text[self.at]:
            case '"' | "'":
                self.string()
            case "[":
                self.array(path)
            case "{":
                self.inline_table(path)
            case _:
                scalar = _SCALAR.match(self.text, self.at)
                assert scalar is not None, "tomllib has accepted the text"
                self.at = scalar.end()

    def array(self, path: Path) -> None:
        index = 0
        self.at += 1
        while not self.closed("]"):
            item = (*path, index)
            self.lines[item] = self.line_here()
            self.value(item)
            index += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        while not self.closed("}"):
            self.pair(path)

    def closed(self, bracket: str) -> bool:
        """Steps over a comma, and over the closing bracket when it is there."""
        self.blank()
        if self.text[self.at] == ",":
            self.at += 1
            self.blank()
        if self.text[self.at] == bracket:
            self.at += 1
            return True
        return False

    def string(self) -> str:
        string = _STRING.match(self.text, self.at)
        assert string is not None, "tomllib has accepted the text"
        self.at = string.end()
        return string.group()

    def blank(self) -> None:
        """Steps over blanks, line ends and comments."""
        blank = _BLANK.match(self.text, self.at)
        assert blank is not None, "a blank may be empty"
        self.at = blank.end()

    def line_here(self) -> int:
        self.line += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line


def nearest(lines: Mapping[Path, int], path: Path) -> int:
    """The line of a path, or of the innermost table around it where it is not in the file (a key that is missing)."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
