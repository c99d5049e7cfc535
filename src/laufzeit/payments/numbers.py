"""Numbers of documents in what people write when they pay: with other separators, without leading zeros, cut in two
where a line ended.

What is found is what could be meant, the most literal reading first; whether there is such a document, others know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

LARGEST_DIGITS: Final = 12
LONGEST: Final = 2000

_PARTS: Final = re.compile(r"\{(year|number)(?::0?([0-9]+))?\}|([^{}]+)")
_GAP: Final = r"[^0-9A-ZÄÖÜ]{0,3}"
_UMLAUTS: Final = {"Ä": "(?:Ä|AE|A)", "Ö": "(?:Ö|OE|O)", "Ü": "(?:Ü|UE|U)", "ß": "SS"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that may be the number of a document. ``readings`` are such numbers as the vendor writes them.
    ``weak``: the letters that the vendor's numbers begin with are missing, so that it may be any other number too."""

    readings: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    expression: re.Pattern[str]
    parts: tuple[tuple[str, str], ...]
    width: int
    weak: bool

    def filled(self, year: str, number: str) -> str:
        values = {"year": year, "number": number}
        return "".join(values.get(kind, text) for kind, text in self.parts)


class Finder:
    """Finds the numbers of a vendor whose documents are numbered by these formats (``RE-{year}-{number:06}``).

    >>> [mention.readings for mention in Finder(["RE-{year}-{number:06}"]).mentions("Rg. re 2026/123 v. 3.11.")]
    [('RE-2026-000123',)]
    """

    def __init__(self, formats: Sequence[str]) -> None:
        patterns = [pattern for fmt in formats for pattern in _patterns(fmt)]
        self._patterns = sorted(patterns, key=lambda pattern: pattern.weak)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """All places, from left to right; where a strong one begins within a weak one, the strong one."""
        written = text.upper()[:LONGEST]
        found: dict[tuple[int, int], Mention] = {}
        taken: list[range] = []
        for pattern in self._patterns:
            for match in pattern.expression.finditer(written):
                start, end = match.span()
                if pattern.weak and any(start < each.stop and each.start < end for each in taken):
                    continue
                readings = tuple(dict.fromkeys(_readings(pattern, match)))
                if readings:
                    taken.append(range(start, end))
                    known = found.get((start, end))
                    both = (*known.readings, *readings) if known else readings
                    found[(start, end)] = Mention(tuple(dict.fromkeys(both)), pattern.weak)
        return tuple(found[place] for place in sorted(found))


def _patterns(fmt: str) -> Iterator[_Pattern]:
    """The format itself, and where it has a year, the same without what stands before the year."""
    parts = tuple((name or "text", width if name else text) for name, width, text in _PARTS.findall(fmt))
    literal = "".join(text for kind, text in parts if kind == "text")
    letters = sum(character.isalpha() for character in literal)
    yield _pattern(parts, parts, weak=letters == 0, anywhere=letters >= 2)
    years = [index for index, (kind, _) in enumerate(parts) if kind == "year"]
    if years and years[0] > 0 and letters:
        yield _pattern(parts, parts[years[0] :], weak=True, anywhere=False)


def _pattern(
    parts: tuple[tuple[str, str], ...], sought: tuple[tuple[str, str], ...], *, weak: bool, anywhere: bool
) -> _Pattern:
    width = next(int(width or 1) for kind, width in parts if kind == "number")
    pieces = [_piece(kind, text) for kind, text in sought]
    # "12.05.2026" is a day, and no year with a number after it.
    before = "" if anywhere else r"(?<![0-9A-ZÄÖÜ])(?<![0-9][.,/-])"
    after = r"(?![0-9])" if sought[-1][0] == "number" else ""
    expression = re.compile(before + _GAP.join(piece for piece in pieces if piece) + after)
    return _Pattern(expression, parts, width, weak)


def _piece(kind: str, text: str) -> str:
    match kind:
        case "year":
            return r"(?P<year>[0-9]{4})"
        case "number":
            return rf"(?P<number>[0-9](?: ?[0-9]){{0,{LARGEST_DIGITS - 1}}})"
        case _:
            kept = [character for character in text.upper() if character.isalnum()]
            return _GAP.join(_UMLAUTS.get(character, re.escape(character)) for character in kept)


def _readings(pattern: _Pattern, match: re.Match[str]) -> Iterator[str]:
    """What the digits can be: all until the first gap if these are as many as the vendor writes, all of them, or fewer
    of them; a number with a leading zero has exactly as many digits as the format says. Where the letters are missing,
    the zeros may not be missing too."""
    year = match.groupdict().get("year") or ""
    runs = match["number"].split(" ")
    until = ["".join(runs[: count + 1]) for count in range(len(runs))]
    exact = [digits for digits in until if len(digits) == pattern.width]
    longer = [digits for digits in until if len(digits) > pattern.width and digits[0] != "0"]
    shorter = [digits.zfill(pattern.width) for digits in until if len(digits) < pattern.width and int(digits)]
    for digits in (*exact, *longer, *([] if pattern.weak else shorter)):
        yield pattern.filled(year, digits)
