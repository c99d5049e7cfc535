"""The settings of an installation: read from the environment once, checked together, each fault one sentence.

This is the only module that reads environment variables. Everything else takes an `Environment`.
"""

from __future__ import annotations

import difflib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

SHORTEST_SECRET = 32


class SettingsAreWrong(Exception):
    """The environment cannot be used; `faults` says in one sentence each what has to change."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Bind:
    """Where the web server listens."""

    address: str
    port: int

    def __str__(self) -> str:
        return f"{self.address}:{self.port}"


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server that takes the letters."""

    host: str
    port: int
    user: str
    password: str
    implicit_tls: bool
    start_tls: bool


@dataclass(frozen=True, slots=True)
class Environment:
    """All settings, as they hold for this process."""

    home: Path
    database_url: str | None
    database_app_url: str | None
    database_worker_url: str | None
    secret_key: str
    hosts: tuple[str, ...]
    bind: Bind
    public_url: str
    smtp: Smtp | None
    mail_from: str
    log: str
    demo: bool
    workers: int
    threads: int
    trust_proxy: bool

    @property
    def embedded(self) -> bool:
        """Whether the PostgreSQL is the one that Laufzeit brings and runs itself."""
        return self.database_url is None and self.database_app_url is None


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting: its field in `Environment`, its name outside, what it means, and how its text is read."""

    field: str
    name: str
    meaning: str
    default: str
    read: Callable[[str], Any]
    secret: bool = False


def _home(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _database(text: str) -> str:
    if not text.startswith(("postgres://", "postgresql://")):
        raise ValueError("must be an address like postgresql://user:password@host:5432/database")
    try:
        parts = conninfo_to_dict(text)
    except ProgrammingError as problem:
        raise ValueError(f"is not an address that PostgreSQL understands: {str(problem).strip()}") from None
    if not parts.get("user") or not parts.get("dbname"):
        raise ValueError("must name a user and a database, as in postgresql://user:password@host:5432/database")
    return text


def _secret(text: str) -> str:
    if len(text) < SHORTEST_SECRET:
        raise ValueError(f"must have at least {SHORTEST_SECRET} characters; make one with: openssl rand -base64 48")
    return text


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if not hosts or any("/" in host or ":" in host or " " in host for host in hosts):
        raise ValueError("must list host names without scheme and port, separated by commas: app.example.com,localhost")
    return hosts


def _bind(text: str) -> Bind:
    address, colon, port = text.rpartition(":")
    if not colon or not address or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("must be an address and a port, as in 127.0.0.1:8000")
    return Bind(address.strip("[]"), int(port))


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be the address that customers see, as in https://contracts.example.com")
    return text.rstrip("/")


def _smtp(text: str) -> Smtp:
    parts = urlsplit(text)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == -1:
        raise ValueError("must be like smtp://user:password@mail.example.com:587 or smtps://… for TLS from the start")
    tls = parts.scheme == "smtps"
    return Smtp(
        host=parts.hostname,
        port=port or (465 if tls else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit_tls=tls,
        start_tls=not tls and bool(parts.username),
    )


def _mail_from(text: str) -> str:
    if text.count("@") != 1 or any(character in text for character in "\r\n"):
        raise ValueError("must be the sender of the mails, as in Laufzeit <contracts@example.com>")
    return text


def _log(text: str) -> str:
    if text not in ("json", "console"):
        raise ValueError("must be json or console")
    return text


def _switch(text: str) -> bool:
    match text.lower():
        case "1" | "yes" | "true" | "on":
            return True
        case "0" | "no" | "false" | "off" | "":
            return False
        case _:
            raise ValueError("must be yes or no")


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ValueError("must be a whole number from 1 to 256")
    return int(text)


def _optional(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text else None


VARIABLES = (
    Variable(
        "home",
        "LAUFZEIT_HOME",
        "folder for the embedded database, the secret key and the collected files",
        "./.laufzeit",
        _home,
    ),
    Variable(
        "database_url",
        "DATABASE_URL",
        "PostgreSQL of your own, as the role that owns the tables; empty: the embedded one",
        "",
        _optional(_database),
        secret=True,
    ),
    Variable(
        "database_app_url",
        "DATABASE_APP_URL",
        "how web and jobs connect; empty: DATABASE_URL as role laufzeit_app",
        "",
        _optional(_database),
        secret=True,
    ),
    Variable(
        "database_worker_url",
        "DATABASE_WORKER_URL",
        "how the worker's queue connects; empty: the same server as role laufzeit_worker",
        "",
        _optional(_database),
        secret=True,
    ),
    Variable(
        "secret_key",
        "LAUFZEIT_SECRET_KEY",
        "signs sessions and links; empty: made once and kept in the home, with the embedded database only",
        "",
        _optional(_secret),
        secret=True,
    ),
    Variable(
        "hosts",
        "LAUFZEIT_HOSTS",
        "host names under which vendors are found by path, separated by commas",
        "localhost,127.0.0.1",
        _hosts,
    ),
    Variable("bind", "LAUFZEIT_BIND", "address and port of the web server", "127.0.0.1:8000", _bind),
    Variable(
        "public_url",
        "LAUFZEIT_PUBLIC_URL",
        "the address that customers see, for links in mails; empty: the one of LAUFZEIT_BIND",
        "",
        _optional(_public_url),
    ),
    Variable(
        "smtp",
        "LAUFZEIT_SMTP_URL",
        "mail server: smtp://user:password@host:587 or smtps://…; empty: mails are kept, not sent",
        "",
        _optional(_smtp),
        secret=True,
    ),
    Variable(
        "mail_from",
        "LAUFZEIT_MAIL_FROM",
        "sender of the mails of vendors that name none",
        "laufzeit@localhost",
        _mail_from,
    ),
    Variable("log", "LAUFZEIT_LOG", "json (one object a line) or console (for people)", "json", _log),
    Variable("demo", "LAUFZEIT_DEMO", "yes shows the demo's sign-ins, mailbox and clock", "no", _switch),
    Variable("workers", "LAUFZEIT_WORKERS", "processes of the web server", "2", _number),
    Variable("threads", "LAUFZEIT_THREADS", "threads of each of these processes", "4", _number),
    Variable(
        "trust_proxy",
        "LAUFZEIT_TRUST_PROXY",
        "yes believes X-Forwarded-For, -Host and -Proto of the proxy in front",
        "no",
        _switch,
    ),
)


@cache
def current() -> Environment:
    """The settings of this process.

    Raises:
        SettingsAreWrong: with one sentence for each fault, all of them.
    """
    environment = read(os.environ)
    if environment.secret_key:
        return environment
    return replace(environment, secret_key=_kept_secret(environment.home))


def _kept_secret(home: Path) -> str:
    """The secret key of an installation that brings its own database: made once, readable for its user alone."""
    path = home / "secret_key"
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            partial = path.with_name(f"secret_key.{os.getpid()}")
            partial.touch(mode=0o600)
            partial.write_text(secrets.token_urlsafe(48), encoding="ascii")
            # Two processes may start at once: the first one's key counts, and it is never seen half written.
            with suppress(FileExistsError):
                path.hardlink_to(partial)
            partial.unlink()
    except OSError as problem:
        raise SettingsAreWrong([f"LAUFZEIT_HOME cannot be written to: {problem.strerror} ({home})."]) from None
    try:
        return _secret(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as problem:
        raise SettingsAreWrong([f"The secret key in {path} cannot be used: it {problem}."]) from None


def read(environ: Mapping[str, str]) -> Environment:
    """The settings in `environ`.

    Raises:
        SettingsAreWrong: with one sentence for each fault, all of them.
    """
    faults = list(_unknown(environ))
    values: dict[str, Any] = {}
    for variable in VARIABLES:
        text = environ.get(variable.name, "").strip() or variable.default
        try:
            values[variable.field] = variable.read(text)
        except ValueError as problem:
            faults.append(f"{variable.name} {problem}.")
    if not faults:
        faults += _contradictions(values)
    if faults:
        raise SettingsAreWrong(faults)
    values["public_url"] = values["public_url"] or f"http://{_reachable(values['bind'])}"
    values["secret_key"] = values["secret_key"] or ""
    return Environment(**values)


def _reachable(bind: Bind) -> str:
    return f"localhost:{bind.port}" if bind.address in ("127.0.0.1", "0.0.0.0", "::", "::1") else str(bind)  # noqa: S104 - compared


def _unknown(environ: Mapping[str, str]) -> Iterator[str]:
    known = {variable.name for variable in VARIABLES}
    for name in sorted(environ):
        if name.startswith("LAUFZEIT_") and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            yield f"{name} is not a setting of Laufzeit" + (f"; did you mean {near[0]}?" if near else ".")


def _contradictions(values: Mapping[str, Any]) -> Iterator[str]:
    own_server = values["database_url"] or values["database_app_url"]
    if own_server and not values["secret_key"]:
        yield "LAUFZEIT_SECRET_KEY must be set when the database is your own, so that all hosts agree on it."
    if values["database_worker_url"] and not own_server:
        yield "DATABASE_WORKER_URL needs DATABASE_URL or DATABASE_APP_URL beside it."
