"""The databases of a test run: one template, migrated once by the owner, and a copy of it for each process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from laufzeit.server.environment import current
from laufzeit.server.postgres.cluster import Cluster
from laufzeit.server.postgres.embedded import ensure_owner
from laufzeit.server.postgres.locks import alone
from laufzeit.server.postgres.logins import Login, embedded_owner, role_password
from laufzeit.server.postgres.migrate import migrate
from laufzeit.vendors.rls import APP_ROLE

NOT_YET_STARTED = "postgresql://laufzeit_owner@127.0.0.1:1/not_yet_started"
SECRET = "only for tests, and long enough for that"


@dataclass(frozen=True, slots=True)
class Server:
    """A server on which the tests may make databases; `owner` logs in at the one that is always there."""

    owner: Login
    admin: str
    folder: Path

    @property
    def template(self) -> str:
        return f"template_{self.folder.name.replace('-', '_').lower()}"

    @contextmanager
    def database(self, worker: str) -> Iterator[None]:
        """A fresh database of this process; afterwards Django's connections lead nowhere."""
        from django.db import connections
        from django.test import TransactionTestCase

        self._make_template()
        name = f"{self.template}_{worker}".removeprefix("template_")
        self._copy(name)
        self._point("default", self.app.to_database(name))
        self._point("owner", self.owner.to_database(name))

        def start_over(case: Any) -> None:
            connections.close_all()
            self._copy(name)

        kept, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, start_over
        yield
        TransactionTestCase._fixture_teardown = kept
        connections.close_all()
        self.drop(name)

    @property
    def app(self) -> Login:
        return self.owner.as_role(APP_ROLE, role_password(SECRET, APP_ROLE))

    def drop(self, name: str) -> None:
        with self._connected() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _make_template(self) -> None:
        with alone(self.folder / "template.lock"), self._connected() as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]).fetchone():
                return
            owner = sql.Identifier(self.owner.parameters["user"])
            making = f"{self.template}_making"
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(making), owner))
            self._migrate(self.owner.to_database(making))
            # Only a member of a role may end its connections, as DROP DATABASE … WITH (FORCE) does.
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(APP_ROLE)))
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(making), sql.Identifier(self.template)))

    def _migrate(self, login: Login) -> None:
        from django.db import connections

        self._point("owner", login)
        migrate(login, SECRET, verbosity=0)
        connections["owner"].close()

    def _copy(self, name: str) -> None:
        self.drop(name)
        with self._connected() as connection:
            owner = sql.Identifier(self.owner.parameters["user"])
            copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
            connection.execute(copy.format(sql.Identifier(name), sql.Identifier(self.template), owner))

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(self.admin, autocommit=True)

    @staticmethod
    def _point(alias: str, login: Login) -> None:
        from django.db import connections

        names = {"HOST": "host", "PORT": "port", "NAME": "dbname", "USER": "user", "PASSWORD": "password"}
        connections[alias].close()
        connections[alias].settings_dict |= {ours: login.parameters.get(theirs, "") for ours, theirs in names.items()}


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """The server of this run: the one that `DATABASE_URL` names, or an embedded one shared by all processes."""
    if os.environ["DATABASE_URL"] != NOT_YET_STARTED:
        yield _given(folder)
        return
    cluster = Cluster(folder / "home")
    with cluster.used() as port:
        superuser = cluster.superuser(port)
        with alone(folder / "owner.lock"):
            ensure_owner(superuser, SECRET)
            with psycopg.connect(superuser, autocommit=True) as connection:
                # A test run need not survive a power cut.
                connection.execute("ALTER SYSTEM SET fsync = off")
                connection.execute("SELECT pg_reload_conf()")
        yield Server(embedded_owner(port, SECRET), superuser, folder)


def _given(folder: Path) -> Server:
    from laufzeit.server.postgres.logins import logins

    owner = logins(current()).owner
    assert owner is not None
    return Server(owner, owner.conninfo, folder)


def drop_template(folder: Path) -> None:
    """On a server of one's own nothing is left behind; the embedded one goes with its folder."""
    if os.environ.get("DATABASE_URL", NOT_YET_STARTED) != NOT_YET_STARTED:
        server = _given(folder)
        server.drop(server.template)
