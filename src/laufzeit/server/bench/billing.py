"""The run over a whole base: how fast it is, how near it comes to merely storing its rows, how much memory it takes.

All of it is measured on the same database, one after the other: a small run, the large one, a bare COPY of the rows
that the large one has stored into tables with the same indexes, and a second run that finds nothing.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psutil
from django.db import connection, connections

from laufzeit.invoices import store as documents
from laufzeit.invoices.models import Run
from laufzeit.invoices.running import actions
from laufzeit.invoices.running.store import attach_part, new_part
from laufzeit.invoices.running.summary import Summary
from laufzeit.server.bench.mixed import LAST_DAY, NOW, populate, vendor_with_both
from laufzeit.server.bench.result import Result
from laufzeit.server.helping import helpers
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.store import acting_for

SMALL: Final = 10_000
WORKERS: Final = 2
MEGABYTE: Final = 1_000_000
TABLES: Final = {"invoices_document": documents.DOCUMENT, "invoices_line": documents.LINE}


def billing(contracts: int, *, say: Callable[[str], None] = lambda text: None) -> list[Result]:
    """A run over ``contracts`` contracts by two processes, and what it is compared with."""
    small = _measured(_base("billing-small", min(SMALL, contracts), say))
    say(f"billed {small.summary.documents:,} in {small.seconds:.1f} s")
    vendor = _base("billing", contracts, say)
    large = _measured(vendor)
    say(f"billed {large.summary.documents:,} in {large.seconds:.1f} s")
    bare = _bare_copy(vendor, large.run)
    say(f"bare COPY in {bare.copying:.1f} s, indexes in {bare.indexing:.1f} s")
    second = _measured(vendor)
    assert large.summary.documents == contracts and second.summary.documents == 0, (large.summary, second.summary)
    return _results(small, large, bare, second)


@dataclass(frozen=True, slots=True)
class Measured:
    """A run: how long it took in all, how long indexing and attaching its part took, and the memory of its processes in
    megabytes (the largest one, and all of them together)."""

    run: Run
    summary: Summary
    seconds: float
    finishing: float
    largest: float
    together: float

    @property
    def each(self) -> float:
        """Seconds for an invoice."""
        return self.seconds / max(self.summary.documents, 1)


@dataclass(frozen=True, slots=True)
class Bare:
    """Storing the same rows and nothing else, in seconds."""

    copying: float
    indexing: float

    @property
    def seconds(self) -> float:
        return self.copying + self.indexing


def _base(slug: str, contracts: int, say: Callable[[str], None]) -> Vendor:
    vendor = vendor_with_both(slug)
    began = time.perf_counter()
    populate(vendor, contracts)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does on a database that is in use
    say(f"made {contracts:,} contracts in {time.perf_counter() - began:.1f} s")
    return vendor


def _measured(vendor: Vendor) -> Measured:
    finished: list[float] = []
    with _memory() as memory:
        began = time.perf_counter()
        run = actions.run(
            vendor.id, LAST_DAY, LAST_DAY, NOW, beside=helpers(WORKERS),
            progress=lambda told: None if told.left else finished.append(time.perf_counter()),
        )  # fmt: skip
        ended = time.perf_counter()
    summary = actions.outcome(vendor.id, run.id).summary
    finishing = ended - finished[0] if finished else 0.0
    return Measured(run, summary, ended - began, finishing, memory.largest, memory.together)


@dataclass(slots=True)
class _Memory:
    largest: float = 0.0
    together: float = 0.0
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look at this process and its children until they are done."""
        this = psutil.Process()
        while not self.ended.wait(0.1):
            sizes = [size for one in [this, *this.children()] if (size := _size(one))]
            self.largest = max(self.largest, *sizes)
            self.together = max(self.together, sum(sizes))


def _size(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / MEGABYTE
    except psutil.Error:
        return 0.0


@contextmanager
def _memory() -> Iterator[_Memory]:
    memory = _Memory()
    thread = threading.Thread(target=memory.watch, daemon=True)
    thread.start()
    yield memory
    memory.ended.set()
    thread.join()


def _bare_copy(vendor: Vendor, run: Run) -> Bare:
    """Copy the rows of a run, which lie in files, into a fresh part, and attach it; afterwards it is gone again."""
    with acting_for(vendor.id):
        part = new_part()
    with tempfile.TemporaryDirectory(prefix="laufzeit-bench-") as folder:
        files = {table: Path(folder) / table for table in TABLES}
        for table, file in files.items():
            _unload(vendor, table, run.part, part, file)
        began = time.perf_counter()
        with acting_for(vendor.id):
            for table, file in files.items():
                _load(table, part, file)
        copied = time.perf_counter()
    with acting_for(vendor.id):
        attach_part(part)
    ended = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        for table in reversed(TABLES):
            cursor.execute(f"ALTER TABLE {table} DETACH PARTITION {table}_p{part}")
            cursor.execute(f"DROP TABLE {table}_p{part}")
    return Bare(copied - began, ended - copied)


def _unload(vendor: Vendor, table: str, part: int, into: int, file: Path) -> None:
    names = TABLES[table]
    others = names.removeprefix("part, ")
    statement = f"COPY (SELECT {into}, {others} FROM {table} WHERE part = {part}) TO STDOUT (FORMAT csv)"  # noqa: S608
    with (
        acting_for(vendor.id),
        connection.cursor() as cursor,
        file.open("wb") as out,
        cursor.cursor.copy(statement) as copy,
    ):
        out.writelines(copy)


def _load(table: str, part: int, file: Path) -> None:
    with documents.copying(table, TABLES[table], part, "csv") as copy, file.open("rb") as source:
        while block := source.read(MEGABYTE):
            copy.write(block)


def _results(small: Measured, large: Measured, bare: Bare, second: Measured) -> list[Result]:
    issued = large.summary.documents
    facts: dict[str, float | int | str] = {
        "invoices": issued, "lines": large.summary.lines, "seconds": round(large.seconds, 1),
        "of_these_indexing": round(large.finishing, 1), "workers": WORKERS, "one_by_one": large.summary.singly,
    }  # fmt: skip
    copied: dict[str, float | int | str] = {
        "copying": round(bare.copying, 1), "indexing": round(bare.indexing, 1), "run": round(large.seconds, 1),
    }  # fmt: skip
    together = {"together": round(large.together)}
    grown = {"at_10_000_us": round(small.each * 1e6, 1), "here_us": round(large.each * 1e6, 1)}
    again = {"seconds": round(second.seconds, 2), "first": round(large.seconds, 1)}
    return [
        Result("invoices issued by a run", issued / large.seconds, "a second", 40_000, False, facts),
        Result("run against a bare COPY of its rows", large.seconds / bare.seconds, "times", 2.0, facts=copied),
        Result("memory of a billing process", large.largest, "MB", 2000, facts=dict(together)),
        Result("an invoice, of its cost in a run of 10,000", large.each / small.each, "times", 1.0, facts=dict(grown)),
        Result("a second run, of the first", second.seconds / large.seconds, "times", 0.1, facts=dict(again)),
    ]
