"""`laufzeit migrate`"""

from __future__ import annotations

import click

from laufzeit.server.environment import current
from laufzeit.server.exits import Exit
from laufzeit.server.output import fail


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing when all goes well.")
def command(quiet: bool) -> None:
    """Bring the database to the state that this version expects.

    Makes the roles laufzeit_app and laufzeit_worker, sets their passwords, and runs what is missing. Safe to repeat.
    """
    bring_up_to_date(quiet=quiet)


def bring_up_to_date(*, quiet: bool) -> None:
    """Roles, rights and migrations, as the owner of the tables."""
    from laufzeit.server.postgres.embedded import database
    from laufzeit.server.postgres.logins import logins
    from laufzeit.server.postgres.migrate import migrate
    from laufzeit.server.running import set_up_django

    environment = current()
    with database(environment):
        owner = logins(environment).owner
        if owner is None:
            fail("migrate works as the owner of the tables; set DATABASE_URL beside DATABASE_APP_URL.", Exit.USAGE)
        set_up_django()
        migrate(owner, environment.secret_key, verbosity=0 if quiet else 1)
