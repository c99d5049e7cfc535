"""The worker: Procrastinate on the same PostgreSQL, with a queue connection of its own."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.contrib.django import app

from laufzeit.server.environment import Environment
from laufzeit.server.postgres.logins import logins

log = structlog.get_logger("laufzeit.worker")

SECONDS_TO_FINISH = 30


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
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    log.info("worker starts", concurrency=concurrency)
    async with with_queue.open_async():
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
