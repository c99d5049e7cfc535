"""Processes that work on a billing run beside the one that started it.

They are started anew and not forked: neither a connection nor the threads of Polars survive a fork.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from laufzeit.invoices.running.actions import Beside


def helpers(workers: int) -> Beside:
    """What ``actions.run`` asks for help: so many processes in all, the asking one among them, and no more than there
    is work for."""

    def beside(vendor_id: UUID, run_id: UUID, most: int) -> AbstractContextManager[None]:
        return _processes(vendor_id, run_id, min(workers - 1, most))

    return beside


@contextmanager
def _processes(vendor_id: UUID, run_id: UUID, count: int) -> Iterator[None]:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_work, args=(vendor_id, run_id)) for _ in range(max(count, 0))]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.join()


def _work(vendor_id: UUID, run_id: UUID) -> None:
    """Bill slices until none is left, on the database that the starting process has running."""
    from laufzeit.server.running import set_up_django

    set_up_django()
    from laufzeit.invoices.running import jobs

    while jobs.work(vendor_id, run_id):
        pass
