"""The text of an agreement in parts that a page can set: headings, paragraphs, and the words that lead a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = re.compile(r"(?:§ ?\d+[a-z]?|\d+(?:\.\d+)*\.?)(?: [^.]{1,60}\.)?(?= )")
_HEADING = re.compile(r"#{1,4} +")


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (``lines`` has one) or a paragraph; ``lead`` is the number and title that a paragraph begins with."""

    heading: bool
    lead: str
    lines: tuple[str, ...]


def parts_of(text: str) -> tuple[Part, ...]:
    """The first line and lines with ``#`` are headings; blank lines part paragraphs.

    >>> parts_of("AGB\\n\\n1. Gegenstand. Die Anbieterin stellt bereit.")[1].lead
    '1. Gegenstand.'
    """
    parts: list[Part] = []
    for number, block in enumerate(re.split(r"\n[ \t]*\n", text.strip())):
        lines = [line.strip() for line in block.splitlines()]
        if number == 0 or _HEADING.match(lines[0]):
            parts.append(Part(True, "", (_HEADING.sub("", lines[0]),)))
            lines = lines[1:]
        if lines:
            lead = _LEAD.match(lines[0])
            begin = lead.group() if lead else ""
            parts.append(Part(False, begin, (lines[0].removeprefix(begin).strip(), *lines[1:])))
    return tuple(parts)
