"""Processes that work on a billing run or a campaign beside the one that started it.

They are started anew and not forked: neither a connection nor the threads of Polars survive a fork.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from laufzeit.invoices.running.actions import Beside


def helpers(workers: int) -> Beside:
    """What ``actions.run`` asks for help: so many processes in all, the asking one among them, and no more than there
    is work for."""

    def beside(vendor_id: UUID, run_id: UUID, most: int) -> AbstractContextManager[None]:
        return beside_us(_work, min(workers - 1, most), vendor_id, run_id)

    return beside


@contextmanager
def beside_us(work: Callable[..., None], count: int, *arguments: Any) -> Iterator[None]:
    """So many processes do ``work`` while a block runs; it ends when all have ended. The work sets up Django itself."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=work, args=arguments) for _ in range(max(count, 0))]
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


def work_on_campaign(vendor_id: UUID, campaign_id: UUID, now: datetime | None = None) -> None:
    """Do what is to be done for a campaign until nothing can be done any more, in a process of its own on the same
    database. ``now`` stands in the place of the vendor's clock."""
    from laufzeit.server.running import set_up_django

    set_up_django()
    from laufzeit.campaigns import jobs
    from laufzeit.server.clock import now_for
    from laufzeit.vendors.store import vendor_by_id

    vendor = vendor_by_id(vendor_id)
    while jobs.work(vendor_id, campaign_id, now or now_for(vendor)).more:
        pass
