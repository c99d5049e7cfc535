"""What is wrong with a catalogue file: every fault with its line, its path, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from laufzeit.catalogue.places import Path, nearest, show


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. ``line`` counts from 1; ``path`` is empty where the whole file is meant."""

    line: int
    path: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"line {self.line}: {self.path}: " if self.path else f"line {self.line}: "
        return f"{place}{self.message}" + (f" ({self.hint})" if self.hint else "")


class CatalogueFaults(ValueError):
    """A file is not a catalogue; ``faults`` has all reasons, in the order of the lines."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(slots=True)
class Report:
    """Collects faults while a file is read. At one path only the first is kept: what follows from it is no news."""

    lines: Mapping[Path, int]
    found: dict[Path, Fault] = field(default_factory=dict)

    def add(self, path: Path, message: str, hint: str = "") -> None:
        self.found.setdefault(path, Fault(nearest(self.lines, path), show(path), message, hint))

    def faulty(self, path: Path) -> bool:
        """Whether something at or below ``path`` is wrong already."""
        return any(known[: len(path)] == path for known in self.found)

    def faults(self) -> tuple[Fault, ...]:
        return tuple(sorted(self.found.values()))


def meant(word: str, known: Iterable[str]) -> str:
    """A hint for a word that is not known: the one that was probably meant, or all.

    >>> meant("prise", ["price", "per", "every"])
    'did you mean "price"?'
    >>> meant("xyz", ["de", "en"])
    'known: de, en'
    """
    words = sorted(known)
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return f"known: {', '.join(words[:20])}{' …' if len(words) > 20 else ''}" if words else ""
