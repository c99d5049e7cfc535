"""`laufzeit worker`"""

from __future__ import annotations

import click


@click.command()
@click.option("--concurrency", type=click.IntRange(1, 64), default=2, show_default=True, help="Jobs at the same time.")
def command(concurrency: int) -> None:
    """Run the background worker until it is asked to end; jobs under way are finished first.

    It lets time pass at every vendor and sends the letters. Any number may run, on any host.
    """
    from laufzeit.server.running import installation

    with installation() as environment:
        from laufzeit.server.queue import work

        work(environment, concurrency)
