"""The web server: Granian with Django behind it, in as many processes as the settings say."""

from __future__ import annotations

import hashlib
import socket
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from laufzeit.server.environment import Bind, Environment
from laufzeit.server.exits import Exit
from laufzeit.server.output import fail
from laufzeit.server.postgres.locks import alone

SECONDS_TO_FINISH = 20
SECONDS_IDLE = 600
"""How long a thread waits for work before it ends, and with it a connection that knows its statements: as long as
connections are kept (CONN_MAX_AGE)."""

# The server's own lines go the same way as all others.
LOGS = {
    "formatters": {},
    "handlers": {},
    "loggers": {"_granian": {"level": "INFO", "propagate": True}, "granian.access": {"propagate": True}},
}


def check_port_is_free(bind: Bind) -> None:
    """End the command with a sentence if another program listens there already."""
    family = socket.AF_INET6 if ":" in bind.address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind.address, bind.port))
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            fail(f"{bind} cannot be listened on: {reason}. Choose another with LAUFZEIT_BIND.", Exit.UNAVAILABLE)


def collect_static_files(home: Path) -> None:
    """Bring stylesheets, pictures and scripts into the home, compressed and named by their content, if any changed."""
    from django.core.management import call_command

    mark = home / "static.collected"
    home.mkdir(parents=True, exist_ok=True)
    with alone(home / "static.lock"):
        state = _state_of_static_files()
        if mark.exists() and mark.read_text() == state:
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        mark.write_text(state)


def _state_of_static_files() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def serve(environment: Environment) -> None:
    """Serve until SIGINT or SIGTERM."""
    Granian(
        "laufzeit.server.wsgi:application",
        address=environment.bind.address,
        port=environment.bind.port,
        interface=Interfaces.WSGI,
        workers=environment.workers,
        blocking_threads=environment.threads,
        blocking_threads_idle_timeout=SECONDS_IDLE,
        websockets=False,
        log_level=LogLevels.info,
        log_dictconfig=LOGS,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
    ).serve()
