"""`laufzeit demo`"""

from __future__ import annotations

import os

import click

from laufzeit.server.exits import Exit
from laufzeit.server.output import fail


@click.command()
def command() -> None:
    """Start the database, fill it with the example vendors, and run the web server and the worker until Ctrl-C."""
    os.environ["LAUFZEIT_DEMO"] = "yes"
    os.environ.setdefault("LAUFZEIT_LOG", "console")
    from laufzeit.server.demo import PartEnded
    from laufzeit.server.environment import current
    from laufzeit.server.postgres.embedded import database
    from laufzeit.server.web import check_port_is_free

    environment = current()
    check_port_is_free(environment.bind)
    try:
        with database(environment):
            _run()
    except KeyboardInterrupt:
        click.echo("\nThe demo has ended.", err=True)
    except PartEnded as ended:
        fail(str(ended), Exit.UNAVAILABLE)


def _run() -> None:
    from laufzeit.server.commands.migrate import bring_up_to_date
    from laufzeit.server.demo import parts_running, wait_for_end, wait_until_ready, welcome
    from laufzeit.server.running import installation

    click.echo("Preparing the database …", err=True)
    bring_up_to_date(quiet=True)
    with installation() as environment:
        from laufzeit.server import clock
        from laufzeit.server.demo_data import load

        click.echo("Loading the example vendors …", err=True)
        sign_ins = load(clock.now())
        with parts_running() as running:
            wait_until_ready(environment, running)
            click.echo(welcome(environment, sign_ins))
            wait_for_end(running)
