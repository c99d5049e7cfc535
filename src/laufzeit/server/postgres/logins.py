"""How each part of Laufzeit connects: the owner of the tables, the app, and the worker's queue."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import Conninfo

from laufzeit.server.environment import Environment
from laufzeit.server.postgres.cluster import Cluster
from laufzeit.server.postgres.unavailable import DatabaseUnavailable
from laufzeit.vendors.rls import APP_ROLE, WORKER_ROLE

OWNER_ROLE = "laufzeit_owner"
DATABASE = "laufzeit"


@dataclass(frozen=True, slots=True)
class Login:
    """A connection's parameters by libpq's names (host, port, dbname, user, password, sslmode …)."""

    parameters: dict[str, str]

    @property
    def conninfo(self) -> str:
        """As one text, for psycopg."""
        return make_conninfo(**self.parameters)

    @property
    def libpq_environment(self) -> dict[str, str]:
        """As environment variables, for psql: a password among its arguments could be read by other users."""
        known = {option.keyword.decode(): (option.envvar or b"").decode() for option in Conninfo.get_defaults()}
        return {known[name]: value for name, value in self.parameters.items() if known.get(name)}

    def to_database(self, name: str) -> Login:
        """The same login at another database of the server."""
        return Login({**self.parameters, "dbname": name})

    def as_role(self, role: str, password: str) -> Login:
        """The same database as somebody else."""
        return Login({**self.parameters, "user": role, "password": password})


@dataclass(frozen=True, slots=True)
class Logins:
    """The three logins; `owner` is None on hosts that only know how the app connects."""

    owner: Login | None
    app: Login
    worker: Login


def role_password(secret_key: str, role: str) -> str:
    """The password of a role of ours: derived from the secret key, so that several hosts agree without being told."""
    return hmac.new(secret_key.encode(), f"postgresql role {role}".encode(), hashlib.sha256).hexdigest()


def logins(environment: Environment) -> Logins:
    """How to connect, by the settings.

    Raises:
        DatabaseUnavailable: if the embedded server has never been started.
    """
    owner = _owner(environment)
    secret = environment.secret_key
    if environment.database_app_url:
        app = _parsed(environment.database_app_url)
    elif owner:
        app = owner.as_role(APP_ROLE, role_password(secret, APP_ROLE))
    else:
        raise DatabaseUnavailable("Neither DATABASE_URL nor DATABASE_APP_URL is set.")
    if environment.database_worker_url:
        worker = _parsed(environment.database_worker_url)
    else:
        worker = app.as_role(WORKER_ROLE, role_password(secret, WORKER_ROLE))
    return Logins(owner, app, worker)


def _owner(environment: Environment) -> Login | None:
    if environment.database_url:
        return _parsed(environment.database_url)
    if environment.database_app_url:
        return None
    port = Cluster(environment.home).remembered_port()
    if port is None:
        raise DatabaseUnavailable("The database has not been started yet; start it with: laufzeit database start")
    return embedded_owner(port, environment.secret_key)


def embedded_owner(port: int, secret_key: str) -> Login:
    """The owner's login at the embedded server."""
    password = role_password(secret_key, OWNER_ROLE)
    return Login({"host": "127.0.0.1", "port": str(port), "dbname": DATABASE, "user": OWNER_ROLE, "password": password})


def _parsed(url: str) -> Login:
    return Login({name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None})
