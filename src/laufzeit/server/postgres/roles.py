"""The roles inside PostgreSQL: made by `laufzeit migrate`, checked by everything that starts."""

from __future__ import annotations

import psycopg
from psycopg import sql

from laufzeit.server.postgres.logins import Login, role_password
from laufzeit.server.postgres.unavailable import DatabaseUnavailable
from laufzeit.vendors.rls import APP_ROLE, WORKER_ROLE

OLDEST = 150000
"""PostgreSQL 15, as `server_version_num` says it."""
LOGIN_WITHOUT_POWERS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"


def prepare_roles(owner: Login, secret_key: str) -> None:
    """Make the app's and the worker's role, give them their passwords, and the rights to what the owner will create.

    Safe to repeat. Raises `DatabaseUnavailable` with what the owner lacks.
    """
    with connected(owner) as connection:
        _check_version(connection)
        try:
            for role in (APP_ROLE, WORKER_ROLE):
                _prepare_role(connection, role, role_password(secret_key, role))
            _grant(connection)
        except psycopg.errors.InsufficientPrivilege as problem:
            user = connection.info.user
            raise DatabaseUnavailable(
                f"The role {user} of DATABASE_URL may not make the roles {APP_ROLE} and {WORKER_ROLE}"
                f" ({str(problem).splitlines()[0]}); give it CREATEROLE: ALTER ROLE {user} CREATEROLE."
            ) from None
        _prepare_extension(connection)


def _prepare_role(connection: psycopg.Connection, role: str, password: str) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    command = "ALTER" if known else "CREATE"
    powers = "" if known else LOGIN_WITHOUT_POWERS
    connection.execute(
        sql.SQL("{} ROLE {} {} PASSWORD {}").format(
            sql.SQL(command), sql.Identifier(role), sql.SQL(powers), sql.Literal(password)
        )
    )


def _grant(connection: psycopg.Connection) -> None:
    app, worker = sql.Identifier(APP_ROLE), sql.Identifier(WORKER_ROLE)
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("GRANT {} TO {}").format(app, worker))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app))
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app))
    for rights, kind in (
        ("SELECT, INSERT, UPDATE, DELETE", "TABLES"),
        ("USAGE, SELECT", "SEQUENCES"),
        ("EXECUTE", "FUNCTIONS"),
    ):
        connection.execute(
            sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {} ON {} TO {}").format(
                sql.SQL(rights), sql.SQL(kind), app
            )
        )


def _prepare_extension(connection: psycopg.Connection) -> None:
    if connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'btree_gist'").fetchone():
        return
    try:
        connection.execute("CREATE EXTENSION btree_gist")
    except psycopg.errors.InsufficientPrivilege:
        name = connection.info.dbname
        raise DatabaseUnavailable(
            f"The extension btree_gist is missing and {connection.info.user} may not create it;"
            f" as a superuser run in the database {name}: CREATE EXTENSION btree_gist."
        ) from None
    except psycopg.errors.FeatureNotSupported:
        raise DatabaseUnavailable(
            "The PostgreSQL server does not have the extension btree_gist; install its contrib package."
        ) from None


def check_role(login: Login) -> None:
    """Refuse to work as a role that row-level security does not hold.

    Raises:
        DatabaseUnavailable: if the role is a superuser, bypasses policies, or owns tables.
    """
    question = """
        SELECT rolname, rolsuper, rolbypassrls,
            EXISTS (
                SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
                    AND pg_has_role(current_user, c.relowner, 'MEMBER')
            )
        FROM pg_roles WHERE rolname = current_user
    """
    with connected(login) as connection:
        _check_version(connection)
        row = connection.execute(question).fetchone()
    if row is None:
        raise DatabaseUnavailable("The database does not say who is connected.")
    role, superuser, bypasses, owns = row
    reasons = {"is a superuser": superuser, "bypasses row-level security": bypasses, "owns tables": owns}
    broken = [reason for reason, holds in reasons.items() if holds]
    if broken:
        raise DatabaseUnavailable(
            f"The role {role} {' and '.join(broken)}, so vendors would not be kept apart;"
            f" connect as {APP_ROLE}, which `laufzeit migrate` makes."
        )


def connected(login: Login) -> psycopg.Connection:
    """A connection in autocommit, as `login`.

    Raises:
        DatabaseUnavailable: if it cannot be made.
    """
    try:
        return psycopg.connect(login.conninfo, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as problem:
        where = f"{login.parameters.get('host', 'localhost')}:{login.parameters.get('port', '5432')}"
        reason = str(problem).strip().splitlines()[-1].split("FATAL:")[-1].strip()
        raise DatabaseUnavailable(
            f"The database {login.parameters.get('dbname')} at {where} does not let"
            f" {login.parameters.get('user')} in: {reason}.{_what_helps(login)}"
        ) from None


def _what_helps(login: Login) -> str:
    """Our own roles are made by a command that a new installation has not run yet."""
    ours = login.parameters.get("user") in (APP_ROLE, WORKER_ROLE)
    return " On a new database this role is made by: laufzeit migrate" if ours else ""


def _check_version(connection: psycopg.Connection) -> None:
    if connection.info.server_version < OLDEST:
        found = connection.info.parameter_status("server_version")
        raise DatabaseUnavailable(f"Laufzeit needs PostgreSQL 15 or later; this server is {found}.")
