"""The CPU time of the web server and of the embedded database: on a machine that others use as well, it is the figure
that can be compared; the time on the clock cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import psutil

from laufzeit.server.environment import current
from laufzeit.server.postgres.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Cpu:
    """Seconds."""

    web: float
    database: float

    def each(self, before: Cpu, count: int) -> dict[str, float | int | str]:
        """What one of ``count`` requests since ``before`` took, as facts of a result."""
        return {
            "web_cpu_ms": round((self.web - before.web) / count * 1000, 1),
            "database_cpu_ms": round((self.database - before.database) / count * 1000, 1),
        }


def spent(server: int) -> Cpu:
    """What has been spent until now by the web server with this process id and by the database of this home."""
    return Cpu(_with_children(server), _with_children(_postmaster()))


def _postmaster() -> int:
    lines = (Cluster(current().home).directory / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    return int(lines[0])


def _with_children(pid: int) -> float:
    return sum(_seconds(pid))


def _seconds(pid: int) -> Iterator[float]:
    """Of those that live; a process that ends takes its figure along, which neither of the two does while it works."""
    parent = psutil.Process(pid)
    for process in (parent, *parent.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            yield times.user + times.system
