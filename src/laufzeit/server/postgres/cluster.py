"""The embedded PostgreSQL server of a home: made at first use, started by whoever needs it, stopped by the last to go.

What lies in `<home>/postgres`: `data` (the cluster), `password` (of its superuser, readable for the server's user
alone), `port` (where it listens on the loopback), `log`, `kept` (it was started to stay), and perhaps a copy of the
programs. As root, with a home that an unprivileged user cannot reach, the folder lies below /var/lib/laufzeit and the
home links to it.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from laufzeit.server.postgres.locks import Share, alone
from laufzeit.server.postgres.programs import Programs, may_enter, programs_for, user_for
from laufzeit.server.postgres.unavailable import DatabaseUnavailable

SUPERUSER = "postgres"
START_SECONDS = 600
"""Time for recovery after a crash; a start without one takes a fraction of a second."""
SECONDS_ON_ITS_WAY = 2
OPTIONS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
)
INITDB = (
    *("--username", SUPERUSER, "--auth", "scram-sha-256", "--encoding", "UTF8"),
    *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
)


@dataclass(frozen=True, slots=True)
class Status:
    """What the embedded server is doing."""

    made: bool
    running: bool
    kept: bool
    port: int | None


class Cluster:
    """The embedded server whose files lie in `home`."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @property
    def directory(self) -> Path:
        """Where the files really lie: the server's user may not be able to follow the home's link to them."""
        return (self.home / "postgres").resolve()

    @contextmanager
    def used(self) -> Iterator[int]:
        """Have the server running for the length of a block, and know its port.

        It is started if it does not run, and stopped afterwards if nobody else uses it and it was not started to stay.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        lock = self.home / "database.lock"
        share = Share(self.home / "database.users")
        try:
            with alone(lock):
                port = self._start()
            yield port
        finally:
            with alone(lock):
                if share.release() and not self._kept.exists():
                    self._stop()

    def keep(self) -> int:
        """Start the server so that it stays when nobody uses it; returns its port."""
        with self.used() as port:
            self._kept.touch()
            return port

    def stop(self) -> bool:
        """Stop the server even if somebody uses it; whether it was running."""
        self.home.mkdir(parents=True, exist_ok=True)
        with alone(self.home / "database.lock"):
            self._kept.unlink(missing_ok=True)
            return self._stop()

    def status(self) -> Status:
        """What the server is doing now."""
        return Status(
            made=(self._data / "PG_VERSION").exists(),
            running=self._postmaster() is not None,
            kept=self._kept.exists(),
            port=self.remembered_port(),
        )

    def remembered_port(self) -> int | None:
        """The port of the last start; None before the first."""
        try:
            return int((self.directory / "port").read_text())
        except (FileNotFoundError, ValueError):
            return None

    def superuser(self, port: int) -> str:
        """How to connect as the server's superuser."""
        password = (self.directory / "password").read_text().strip()
        return psycopg.conninfo.make_conninfo(
            host="127.0.0.1", port=port, user=SUPERUSER, password=password, dbname="postgres", connect_timeout=10
        )

    @property
    def _data(self) -> Path:
        return self.directory / "data"

    @property
    def _kept(self) -> Path:
        return self.directory / "kept"

    def _start(self) -> int:
        self._place()
        programs = programs_for(self.directory, user_for(self.directory))
        self._make(programs)
        port = self.remembered_port()
        if port is not None and self._postmaster() is not None and self._answers(port):
            return port
        self._forget_dead_server()
        port = _free_port(port)
        (self.directory / "port").write_text(f"{port}\n")
        options = " ".join(f"-c {option}" for option in (*OPTIONS, f"port={port}"))
        log = self.directory / "log"
        wait = ("--wait", "--timeout", str(START_SECONDS))
        try:
            started = programs.run("pg_ctl", "start", "--pgdata", self._data, "--log", log, *wait, "--options", options)
        except BaseException:
            self._await_late_server()
            raise
        if started.returncode != 0:
            raise DatabaseUnavailable(f"The embedded PostgreSQL did not start: {self._last_words()} Its log is {log}.")
        if not self._answers(port):
            raise DatabaseUnavailable(f"The embedded PostgreSQL in {self._data} does not accept its own password.")
        return port

    def _stop(self) -> bool:
        if self._postmaster() is None:
            return False
        programs = programs_for(self.directory, user_for(self.directory))
        stopped = programs.run("pg_ctl", "stop", "--pgdata", self._data, "--mode", "fast", "--wait", "--timeout", "120")
        if stopped.returncode != 0 and self._postmaster() is not None:
            raise DatabaseUnavailable(f"The embedded PostgreSQL did not stop: {stopped.stderr.strip()}")
        return True

    def _place(self) -> None:
        """The folder, where the server's user can reach it."""
        place = self.home / "postgres"
        if place.exists():
            return
        user = user_for(place)
        place.mkdir(mode=0o700)
        user.own(place)
        if may_enter(user, place):
            return
        place.rmdir()
        name = hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:16]
        elsewhere = Path("/var/lib/laufzeit") / name
        elsewhere.mkdir(parents=True, mode=0o755, exist_ok=True)
        elsewhere.chmod(0o700)
        user.own(elsewhere)
        if not may_enter(user, elsewhere):
            raise DatabaseUnavailable(f"PostgreSQL does not run as root, and no other user can reach {self.home}.")
        place.symlink_to(elsewhere)

    def _make(self, programs: Programs) -> None:
        """The cluster itself; made beside its place and moved there, so that there is never half of one."""
        if (self._data / "PG_VERSION").exists():
            return
        password, partial = self.directory / "password", self.directory / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        if not password.exists():
            password.touch(mode=0o600)
            password.write_text(secrets.token_urlsafe(32) + "\n")
            programs.user.own(password)
        made = programs.run("initdb", "--pgdata", partial, "--pwfile", password, *INITDB)
        if made.returncode != 0:
            raise DatabaseUnavailable(f"The embedded PostgreSQL could not be set up: {made.stderr.strip()}")
        partial.rename(self._data)

    def _postmaster(self) -> psutil.Process | None:
        """The running server of this very folder, if there is one. A number in a file alone proves nothing."""
        try:
            lines = (self._data / "postmaster.pid").read_text().splitlines()
            process = psutil.Process(int(lines[0]))
            ours = Path(lines[1]).resolve() == self._data.resolve() and "postgres" in process.name()
        except (OSError, ValueError, IndexError, psutil.Error):
            return None
        return process if ours and process.status() != psutil.STATUS_ZOMBIE else None

    def _forget_dead_server(self) -> None:
        """After a crash the dead server's number may belong to another process, and PostgreSQL would not start."""
        if self._postmaster() is None:
            (self._data / "postmaster.pid").unlink(missing_ok=True)

    def _await_late_server(self) -> None:
        """Asked to end in the middle of a start: the server may be on its way, and must be seen to be stopped."""
        deadline = time.monotonic() + SECONDS_ON_ITS_WAY
        while self._postmaster() is None and time.monotonic() < deadline:
            time.sleep(0.05)

    def _answers(self, port: int) -> bool:
        try:
            with psycopg.connect(self.superuser(port)) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and Path(row[0]).resolve() == self._data.resolve()

    def _last_words(self) -> str:
        with suppress(OSError):
            lines = (self.directory / "log").read_text(errors="replace").splitlines()
            fatal = [line for line in lines[-50:] if "FATAL" in line or "PANIC" in line]
            if fatal:
                return fatal[-1].split(":", 3)[-1].strip() + "."
        return "it gave no reason."


def _free_port(wanted: int | None) -> int:
    """`wanted` if it is free, else any other port of the loopback that is."""
    if wanted is not None:
        with suppress(OSError):
            return _bound(wanted)
    return _bound(0)


def _bound(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        return int(probe.getsockname()[1])
