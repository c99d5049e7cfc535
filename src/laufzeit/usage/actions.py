"""Recording usage that has arrived: for the console's import, and for whatever else receives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from laufzeit.catalogue.store import catalogue_of
from laufzeit.usage.faults import Code, Fault
from laufzeit.usage.judging import Entry, Knowledge, judged
from laufzeit.usage.line import Faults, Line
from laufzeit.usage.recording import store
from laufzeit.usage.report import Report, Tally
from laufzeit.vendors.store import acting_for, vendor_by_id

CHUNK: Final = 20_000
"""Lines a transaction."""

Chunk = list[Line | Faults]


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
    return record_chunks(vendor_id, in_chunks(lines), today, now, progress=progress)


def in_chunks(lines: Iterable[Line | Faults]) -> Iterator[Chunk]:
    """The lines in the portions of ``record_usage``."""
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def record_chunks(
    vendor_id: UUID,
    chunks: Iterable[Chunk],
    today: date,
    now: datetime,
    *,
    progress: Callable[[Report], None] | None = None,
) -> Report:
    """``record_usage`` of lines that come in portions already."""
    tally = Tally()
    for chunk in chunks:
        with acting_for(vendor_id):
            _record(vendor_id, chunk, today, now, tally)
        if progress is not None:
            progress(tally.report())
    return tally.report()


def _record(vendor_id: UUID, chunk: Chunk, today: date, now: datetime, tally: Tally) -> None:
    names = {line.contract for line in chunk if type(line) is Line}
    zone = ZoneInfo(vendor_by_id(vendor_id).time_zone)
    known = Knowledge(store.contracts_named(list(names)), catalogue_of(vendor_id).meters, zone, today)
    entries: list[Entry] = []
    rejected: list[Faults] = []
    for line in chunk:
        outcome = judged(line, known) if type(line) is Line else line
        if type(outcome) is Entry:
            entries.append(outcome)
        else:
            rejected.append(outcome)  # type: ignore[arg-type] # nothing else is left
    added, others = store.record(entries, now) if entries else (0, [])
    taken = [number for number, same in others if not same]
    ids = {entry.number: entry.sender_id for entry in entries} if taken else {}
    rejected += [(Fault(number, "id", Code.ID_TAKEN, {"id": ids[number]}),) for number in taken]
    rejected.sort(key=lambda faults: faults[0].line)
    tally.add(added, len(others) - len(taken), rejected)
