"""Whether this server can work: the parts it needs, each with what is wrong with it."""

from __future__ import annotations

from functools import cache

from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def readiness() -> dict[str, str]:
    """`ok` or the fault of each part: `database` (it answers) and `migrations` (none is missing)."""
    try:
        missing = missing_migrations()
    except Error:
        return {"database": "does not answer", "migrations": "unknown"}
    return {"database": "ok", "migrations": f"{len(missing)} missing: run laufzeit migrate" if missing else "ok"}


def missing_migrations() -> list[str]:
    """The migrations that the code has and the database has not, as `app.name`."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{app}.{name}" for app, name in _known_migrations() - applied)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)
