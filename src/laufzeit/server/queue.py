"""The worker: Procrastinate on the same PostgreSQL, with a queue connection of its own."""

from __future__ import annotations

import structlog
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app

from laufzeit.server.environment import Environment
from laufzeit.server.postgres.logins import logins

log = structlog.get_logger("laufzeit.worker")

SECONDS_TO_FINISH = 30


def work(environment: Environment, concurrency: int) -> None:
    """Take jobs until SIGINT or SIGTERM, then finish what is under way.

    The queue is read as `laufzeit_worker`, which sees all jobs; what a job does to a vendor's rows it does as
    `laufzeit_app`, like the web.
    """
    queue = PsycopgConnector(conninfo=logins(environment).worker.conninfo, min_size=1, max_size=concurrency + 3)
    log.info("worker starts", concurrency=concurrency)
    with app.replace_connector(queue) as with_queue:
        with_queue.run_worker(
            concurrency=concurrency,
            delete_jobs="successful",
            shutdown_graceful_timeout=SECONDS_TO_FINISH,
        )
    log.info("worker has ended")
