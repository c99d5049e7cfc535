"""Recording usage that has arrived: for the console's import, and for whatever else receives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from laufzeit.catalogue.store import catalogue_of
from laufzeit.usage.faults import Code, Fault
from laufzeit.usage.judging import Contract, Entry, Knowledge, judged
from laufzeit.usage.line import Faults, Line
from laufzeit.usage.recording import store
from laufzeit.usage.report import Report, Tally
from laufzeit.vendors.store import acting_for, vendor_by_id

CHUNK: Final = 20_000
"""Lines a transaction."""
MOST_REMEMBERED: Final = 200_000
"""Contracts that an import looks up once: what it knows of them is as old as the import."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A portion of lines, looked at: what is to be recorded, ready to be sent to the database, and what is not."""

    entries: list[Entry]
    copied: bytes
    rejected: list[Faults]


def record_usage(
    vendor_id: UUID,
    lines: Iterable[Line | Faults],
    today: date,
    now: datetime,
    *,
    progress: Callable[[Report], None] | None = None,
) -> Report:
    """Record all lines that are right, and say what is wrong with the others.

    Each ``CHUNK`` of lines is one transaction: killed at any point, what was recorded stays, and sending all of it
    again is harmless, because the sender's ids are known. ``lines`` come from ``importing.read_usage``, or from
    ``line.read_line``; faults among them are passed on into the report.

    Raises ``NoCatalogue`` where the vendor has none.
    """
    return record(vendor_id, prepare(vendor_id, lines, today), now, progress=progress)


def prepare(vendor_id: UUID, lines: Iterable[Line | Faults], today: date) -> Iterator[Prepared]:
    """The first half of ``record_usage``: the lines in portions, held against contracts and meters. It only reads, so
    it may run ahead of the other half, in a thread of its own."""
    rest, contracts = iter(lines), dict[str, Contract]()
    while chunk := list(islice(rest, CHUNK)):
        names = {line.contract for line in chunk if type(line) is Line}
        if len(contracts) > MOST_REMEMBERED:
            contracts.clear()
        with acting_for(vendor_id):
            contracts |= store.contracts_named(names - contracts.keys())
            zone = ZoneInfo(vendor_by_id(vendor_id).time_zone)
            known = Knowledge(contracts, catalogue_of(vendor_id).meters, zone, today)
        entries: list[Entry] = []
        rejected: list[Faults] = []
        for line in chunk:
            outcome = judged(line, known) if type(line) is Line else line
            if type(outcome) is Entry:
                entries.append(outcome)
            else:
                rejected.append(outcome)  # type: ignore[arg-type] # nothing else is left
        yield Prepared(entries, store.as_copied(entries), rejected)


def record(
    vendor_id: UUID,
    portions: Iterable[Prepared],
    now: datetime,
    *,
    progress: Callable[[Report], None] | None = None,
) -> Report:
    """The second half of ``record_usage``: each portion in a transaction of its own."""
    tally = Tally()
    for portion in portions:
        with acting_for(vendor_id):
            added, others = store.record(portion.copied, len(portion.entries), now) if portion.entries else (0, [])
        taken = _taken(portion.entries, [number for number, same in others if not same])
        rejected = sorted([*portion.rejected, *taken], key=lambda faults: faults[0].line)
        tally.add(added, len(others) - len(taken), rejected)
        if progress is not None:
            progress(tally.report())
    return tally.report()


def _taken(entries: Iterable[Entry], numbers: Sequence[int]) -> list[Faults]:
    """The faults of the lines whose ids mean something else already."""
    ids = {entry.number: entry.sender_id for entry in entries} if numbers else {}
    return [(Fault(number, "id", Code.ID_TAKEN, {"id": ids[number]}),) for number in numbers]
