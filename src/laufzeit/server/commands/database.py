"""`laufzeit database`"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import asdict

import click

from laufzeit.server.environment import Environment, current
from laufzeit.server.exits import Exit
from laufzeit.server.output import fail, json_option, show


@click.group()
def command() -> None:
    """The PostgreSQL that Laufzeit brings.

    Every command that needs it starts it, and the last one to end stops it. `start` makes it stay until `stop`.
    """


@command.command()
def start() -> None:
    """Start the server and let it stay."""
    from laufzeit.server.postgres.cluster import Cluster
    from laufzeit.server.postgres.embedded import embedded

    environment = _embedded()
    with embedded(environment):
        port = Cluster(environment.home).keep()
    click.echo(f"PostgreSQL runs on 127.0.0.1:{port}; its data lie in {environment.home / 'postgres'}.")


@command.command()
def stop() -> None:
    """Stop the server, even if something still uses it."""
    from laufzeit.server.postgres.cluster import Cluster

    stopped = Cluster(_embedded().home).stop()
    click.echo("PostgreSQL has stopped." if stopped else "PostgreSQL was not running.")


@command.command()
@json_option
def status(as_json: bool) -> None:
    """Say whether the server runs, and where. Exit status 3 if it does not."""
    from laufzeit.server.postgres.cluster import Cluster

    found = Cluster(_embedded().home).status()
    if found.running:
        text = f"PostgreSQL runs on 127.0.0.1:{found.port}" + (" and was started to stay." if found.kept else ".")
    else:
        text = "PostgreSQL does not run." if found.made else "There is no database yet."
    show(asdict(found), as_json, lambda: text)
    if not found.running:
        raise SystemExit(int(Exit.UNAVAILABLE))


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(arguments: tuple[str, ...]) -> None:
    """Open psql on the database as the owner of the tables; ARGUMENTS go to psql."""
    from laufzeit.server.postgres.embedded import database
    from laufzeit.server.postgres.logins import logins
    from laufzeit.server.postgres.programs import installed_programs

    environment = current()
    with database(environment):
        login = logins(environment).owner or logins(environment).app
        program = shutil.which("psql", path=f"{installed_programs()}{os.pathsep}{os.environ.get('PATH', '')}")
        if program is None:
            fail("psql was not found; install a PostgreSQL client.", Exit.UNAVAILABLE)
        environ = {**os.environ, **login.libpq_environment}
        raise SystemExit(subprocess.run([program, *arguments], env=environ, check=False).returncode)


def _embedded() -> Environment:
    environment = current()
    if not environment.embedded:
        fail("The database is your own (DATABASE_URL); Laufzeit neither starts nor stops it.", Exit.USAGE)
    return environment
