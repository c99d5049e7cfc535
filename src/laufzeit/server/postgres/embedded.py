"""The database of an installation, running: the embedded server with the owner's role and database, or one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import psycopg
from psycopg import sql

from laufzeit.server.environment import Environment
from laufzeit.server.postgres.cluster import Cluster
from laufzeit.server.postgres.logins import DATABASE, OWNER_ROLE, role_password


def database(environment: Environment) -> AbstractContextManager[None]:
    """Have the database running for the length of a block; one's own server is left alone."""
    return embedded(environment) if environment.embedded else nullcontext()


@contextmanager
def embedded(environment: Environment) -> Iterator[None]:
    """The embedded server with Laufzeit's database in it, for the length of a block."""
    cluster = Cluster(environment.home)
    with cluster.used() as port:
        ensure_owner(cluster.superuser(port), environment.secret_key)
        yield


def ensure_owner(superuser: str, secret_key: str) -> None:
    """The owner's role with its password, and the database; safe to repeat, and for programs that start at once."""
    password = role_password(secret_key, OWNER_ROLE)
    owner = sql.Identifier(OWNER_ROLE)
    with psycopg.connect(superuser, autocommit=True) as connection:
        # One after the other: PostgreSQL refuses two changes of a role at once. The lock goes with the connection.
        connection.execute("SELECT pg_advisory_lock(hashtextextended('laufzeit owner', 0))")
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER_ROLE]).fetchone()
        command = sql.SQL(
            "ALTER ROLE {} PASSWORD {}" if known else "CREATE ROLE {} LOGIN CREATEROLE CREATEDB PASSWORD {}"
        )
        connection.execute(command.format(owner, sql.Literal(password)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), owner))
