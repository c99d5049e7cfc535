"""The formats of the numbers of documents: which are allowed, and whether two of them keep their documents apart.

A format is text with ``{number}`` (``{number:06}``: with leading zeros) and perhaps ``{year}``. § 14 (4) Nr. 4 UStG
wants numbers that are given once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 30
"""Characters of a number. DATEV's Belegfeld 1 takes 36, an end-to-end id of SEPA 35; some are left for what is put
before or behind it."""

LARGEST_NUMBER: Final = 999_999_999
WIDEST: Final = 12

_PART: Final = re.compile(r"\{(?P<name>year|number)(?::0(?P<width>[1-9][0-9]?))?\}|(?P<text>[^{}]+)|(?P<wrong>[{}])")
_ALLOWED: Final = re.compile(r"[A-Za-z0-9+\-/]*\Z")
"""What both the books (DATEV, Belegfeld 1: ``A-Za-z0-9$&%*+-/``) and banks (EPC217-08) take: the number comes back in
the customers' transfers."""

_DIGITS: Final = frozenset("0123456789")


def format_fault(form: str) -> tuple[str, str] | None:
    """What is wrong with a format and what would be right, or nothing.

    >>> format_fault("RE-{year}-{number:06}")
    >>> format_fault("RE-{year}")
    ('has no {number}', 'such as "RE-{year}-{number:06}"')
    """
    parts = list(_PART.finditer(form))
    names = [part["name"] for part in parts if part["name"]]
    hint = 'such as "RE-{year}-{number:06}"'
    if any(part["wrong"] for part in parts) or any(part["width"] for part in parts if part["name"] == "year"):
        return "has braces that are neither {year} nor {number} nor {number:06}", hint
    if names.count("number") != 1 or names.count("year") > 1:
        return "has no {number}" if "number" not in names else "has {number} or {year} more than once", hint
    if any(int(part["width"] or 0) > WIDEST for part in parts):
        return f"has a number with more than {WIDEST} digits", hint
    if not all(_ALLOWED.match(part["text"] or "") for part in parts):
        return "has characters that books or banks do not take", "letters A to Z, digits, and - / +"
    if form.startswith("/") or form.endswith("/") or "//" in form:
        return "has a slash at its beginning or end, or two in a row", "banks do not take it"
    if (length := sum(_length(part) for part in parts)) > LONGEST:
        return f"gives numbers of up to {length} characters", f"at most {LONGEST}"
    return None


def _length(part: re.Match[str]) -> int:
    match part["name"]:
        case "year":
            return 4
        case "number":
            return max(int(part["width"] or 0), len(str(LARGEST_NUMBER)))
        case _:
            return len(part["text"])


@dataclass(frozen=True, slots=True)
class _Place:
    """One character of a number: which it can be, and whether more like it may follow."""

    characters: frozenset[str]
    repeats: bool = False


def may_collide(one: str, other: str) -> bool:
    """Whether two formats could give the same number in some years; capitals do not count.

    >>> may_collide("RE-{year}-{number:06}", "RK-{year}-{number:06}"), may_collide("R{number}", "R{year}{number:04}")
    (False, True)
    """
    first, second = list(_places(one)), list(_places(other))
    seen: set[tuple[int, int]] = set()
    open_pairs = [(0, 0)]
    while open_pairs:
        pair = open_pairs.pop()
        if pair == (len(first), len(second)):
            return True
        if pair in seen or pair[0] == len(first) or pair[1] == len(second):
            continue
        seen.add(pair)
        if first[pair[0]].characters & second[pair[1]].characters:
            ways, ways_beside = _onwards(first, pair[0]), _onwards(second, pair[1])
            open_pairs += [(at, beside) for at in ways for beside in ways_beside]
    return False


def _onwards(places: list[_Place], at: int) -> tuple[int, ...]:
    """Where a number can go on after a character."""
    return (at, at + 1) if places[at].repeats else (at + 1,)


def _places(form: str) -> Iterator[_Place]:
    for part in _PART.finditer(form):
        match part["name"]:
            case "year":
                yield from [_Place(_DIGITS)] * 4
            case "number":
                yield from [_Place(_DIGITS)] * (int(part["width"] or 1) - 1)
                yield _Place(_DIGITS, repeats=True)
            case _:
                yield from (_Place(frozenset(character.upper())) for character in part["text"])
