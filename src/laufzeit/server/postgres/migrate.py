"""Bringing a database to the state that the code expects."""

from __future__ import annotations

from django.core.management import call_command

from laufzeit.server.postgres.logins import Login
from laufzeit.server.postgres.roles import prepare_roles


def migrate(owner: Login, secret_key: str, *, verbosity: int = 1) -> None:
    """Roles and rights first, then Django's migrations as the owner; safe to repeat."""
    prepare_roles(owner, secret_key)
    call_command("migrate", database="owner", verbosity=verbosity, interactive=False)
