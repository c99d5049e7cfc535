"""What a command needs around it: the settings, the database, and Django, in this order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from laufzeit.server.environment import Environment, current
from laufzeit.server.postgres.embedded import database
from laufzeit.server.postgres.logins import logins
from laufzeit.server.postgres.roles import check_role
from laufzeit.server.postgres.unavailable import DatabaseUnavailable


@contextmanager
def installation() -> Iterator[Environment]:
    """The database running, migrated, and Django set up, for the length of a block; as the role `laufzeit_app`.

    Raises:
        SettingsAreWrong: if the environment has faults.
        DatabaseUnavailable: if the database cannot be used, is not migrated, or the role has too many rights.
    """
    environment = current()
    with database(environment):
        set_up_django()
        check_role(logins(environment).app)
        _check_migrations()
        yield environment


def set_up_django() -> None:
    """Load the settings and all rooms; the database must have an address by now."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "laufzeit.server.settings"
    django.setup()


def _check_migrations() -> None:
    from django.db import Error

    from laufzeit.server.readiness import missing_migrations

    try:
        missing = missing_migrations()
    except Error:
        missing = ["all"]
    if missing:
        raise DatabaseUnavailable(
            "The database is not at the state of this version; bring it there with: laufzeit migrate"
        )
