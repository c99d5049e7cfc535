"""Usage: a file of many lines read, checked and recorded, and then counted for all contracts at once."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from laufzeit.catalogue.model import Aggregate, TermsRef
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts.models import Contract
from laufzeit.dates.period import Period
from laufzeit.server.ahead import ahead
from laufzeit.server.bench.population import Plan, analyze, populate
from laufzeit.server.bench.result import Result
from laufzeit.usage.actions import prepare, record
from laufzeit.usage.importing import read_usage
from laufzeit.usage.store import Asked, counted_many
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.store import acting_for

PLUS = TermsRef("plus", "2020")
CONTRACTS = 10_000
DAYS = 31


def usage_import(vendor: Vendor, today: date, now: datetime, lines: int) -> list[Result]:
    """``lines`` of text messages in the last 31 days, of contracts in any order; every other line says an instant, the
    others a day. It is read and recorded as the console does it, and then counted for all contracts at once."""
    with acting_for(vendor.id):
        ids = populate(vendor.id, catalogue_of(vendor.id), Plan(PLUS, 1, today), CONTRACTS)
        numbers = list(Contract.objects.filter(id__in=ids).values_list("number", flat=True))
    analyze()
    first = today - timedelta(days=DAYS - 1)
    with tempfile.TemporaryDirectory(prefix="laufzeit-bench-") as folder:
        file = Path(folder) / "usage.csv"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(_lines(numbers, first, lines))
        began = time.perf_counter()
        with file.open("rb") as source:
            read = read_usage(iter(lambda: source.read(1 << 20), b""))
            report = record(vendor.id, ahead(prepare(vendor.id, read, today)), now)
        seconds = time.perf_counter() - began
        size = file.stat().st_size
    assert report.accepted == lines, report
    analyze()
    period = Period(first, today + timedelta(days=1))
    began = time.perf_counter()
    with acting_for(vendor.id):
        figures = counted_many(Asked(contract, "sms", Aggregate.SUM, period) for contract in ids)
    counting = time.perf_counter() - began
    assert sum(figures.values()) == lines * 1_000_000
    facts: dict[str, float | int | str] = {"lines": lines, "contracts": CONTRACTS, "megabytes": round(size / 1e6, 1)}
    return [
        Result("usage import", lines / seconds, "lines/s", 50_000, smaller_is_better=False, facts=facts),
        Result("usage counted", CONTRACTS / counting, "figures/s", 10_000, False, {"records": lines}),
    ]


def _lines(numbers: Sequence[str], first: date, count: int) -> Iterator[str]:
    chance = random.Random(20210210)  # noqa: S311 - the same file each time
    yield "contract;meter;quantity;day;at;id\n"
    for line in range(count):
        day = first + timedelta(days=line * DAYS // count)
        when = f"{day};" if line % 2 else f";{day}T{line % 24:02}:{line % 60:02}:00+01:00"
        yield f"{chance.choice(numbers)};sms;1;{when};{chance.getrandbits(128):032x}\n"
