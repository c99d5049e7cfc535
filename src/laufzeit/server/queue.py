"""The worker: Procrastinate on the same PostgreSQL, with a queue connection of its own."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from laufzeit.server.environment import Environment
from laufzeit.server.postgres.logins import logins

log = structlog.get_logger("laufzeit.worker")

SECONDS_TO_FINISH = 30
SECONDS_TO_NEXT_TRY = 5


def work(environment: Environment, concurrency: int) -> None:
    """Take jobs until asked to end (SIGINT, SIGTERM, SIGHUP), then finish what is under way.

    The queue is read as `laufzeit_worker`, which sees all jobs; what a job does to a vendor's rows it does as
    `laufzeit_app`, like the web.
    """
    queue = PsycopgConnector(conninfo=logins(environment).worker.conninfo, min_size=1, max_size=concurrency + 3)
    with app.replace_connector(queue) as with_queue:
        asyncio.run(_until_asked_to_end(with_queue, concurrency))
    log.info("worker has ended")


async def _until_asked_to_end(with_queue: App, concurrency: int) -> None:
    """Work, and after a loss of the database wait and begin again: what is due is derived, so nothing is missed."""
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    while not asked.is_set():
        try:
            await _work(with_queue, concurrency, asked)
        except ConnectorException:
            log.warning("database out of reach", next_try_in_seconds=SECONDS_TO_NEXT_TRY)
            with suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), SECONDS_TO_NEXT_TRY)


async def _work(with_queue: App, concurrency: int, asked: asyncio.Event) -> None:
    async with with_queue.open_async():
        log.info("worker starts", concurrency=concurrency)
        working = asyncio.create_task(
            with_queue.run_worker_async(
                concurrency=concurrency,
                delete_jobs="successful",
                shutdown_graceful_timeout=SECONDS_TO_FINISH,
                install_signal_handlers=False,
            )
        )
        waiting = asyncio.create_task(asked.wait())
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        # Cancelled, Procrastinate takes no further job, waits for those under way, and lets the cancellation pass.
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
