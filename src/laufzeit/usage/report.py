"""What became of lines of usage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from laufzeit.usage.faults import Code, Fault

MOST_FAULTS: Final = 1_000
"""As many are told one by one; of the others there is their number by code."""


@dataclass(frozen=True, slots=True)
class Report:
    """Numbers of lines: ``accepted`` are recorded now, ``duplicates`` were before, with the same content. ``faults``
    are the first, by line; ``unlisted`` says how many there are beside them, ``codes`` how many of each in all."""

    accepted: int
    duplicates: int
    rejected: int
    faults: tuple[Fault, ...] = ()
    unlisted: int = 0
    codes: Mapping[Code, int] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        return self.accepted + self.duplicates + self.rejected


@dataclass(slots=True)
class Tally:
    """Adds up to a report, with a bounded memory."""

    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    faults: list[Fault] = field(default_factory=list)
    codes: Counter[Code] = field(default_factory=Counter)

    def add(self, accepted: int, duplicates: int, rejected: Iterable[tuple[Fault, ...]]) -> None:
        """One chunk's outcome; ``rejected`` has the faults of each line, in the order of the lines."""
        self.accepted += accepted
        self.duplicates += duplicates
        for faults in rejected:
            self.rejected += 1
            self.codes.update(fault.code for fault in faults)
            self.faults += faults[: MOST_FAULTS - len(self.faults)]

    def report(self) -> Report:
        unlisted = self.codes.total() - len(self.faults)
        codes = dict(self.codes.most_common())
        return Report(self.accepted, self.duplicates, self.rejected, tuple(self.faults), unlisted, codes)
