"""What has to be looked up before the entries of a file can be matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from laufzeit.payments.mandate import reference_key
from laufzeit.payments.numbers import Finder
from laufzeit.payments.statement import Entry


@dataclass(frozen=True, slots=True)
class Traces:
    """All that entries say: numbers that could be documents', references, mandates, files and blocks of debits,
    accounts, and the ``days`` of sums that say nothing else."""

    numbers: frozenset[str]
    references: frozenset[str]
    mandates: frozenset[str]
    orders: frozenset[str]
    blocks: frozenset[str]
    ibans: frozenset[str]
    days: frozenset[date]


def traces(entries: Sequence[Entry], formats: Sequence[str]) -> Traces:
    """What these entries say, each thing once.

    >>> day = date(2026, 12, 1)
    >>> traces([Entry(100, "EUR", day, day, 100, remittance="RE 2026 7")], ["RE-{year}-{number:06}"]).numbers
    frozenset({'RE-2026-000007'})
    """
    finder = Finder(formats)
    numbers = {
        reading
        for entry in entries
        for mention in finder.mentions(f"{entry.remittance}\n{entry.end_to_end}")
        for reading in mention.readings
    }
    sums = [entry for entry in entries if entry.amount > 0 and not (entry.end_to_end or entry.iban)]
    return Traces(
        frozenset(numbers),
        _said(entry.end_to_end for entry in entries),
        _said(reference_key(entry.mandate) for entry in entries),
        _said(entry.order for entry in sums),
        _said(entry.block for entry in sums),
        _said(entry.iban for entry in entries),
        frozenset(day for entry in sums for day in (entry.booked_on, entry.value_on)),
    )


def _said(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text in texts if text)
