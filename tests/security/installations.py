"""An installation whose programs run as processes of their own, to be killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tests.security.browsers import Browser
from tests.server.processes import LAUFZEIT, environ, free_port, laufzeit


class Installation:
    """A home, the programs that run on it, and a ``program`` of the tests that is asked about what is in it."""

    def __init__(self, home: Path, program: Path, vendor: str) -> None:
        self.home, self.port, self.program, self.vendor = home, free_port(), program, vendor
        self.output = home.parent / "output"
        self.settings = {
            "LAUFZEIT_BIND": f"127.0.0.1:{self.port}",
            "LAUFZEIT_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "LAUFZEIT_WORKERS": "1",
            "LAUFZEIT_HOSTS": "127.0.0.1",
        }

    def ask(self, *arguments: str) -> Any:
        done = subprocess.run(
            [sys.executable, str(self.program), *arguments],
            env=environ(self.home, **self.settings),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout else None

    @contextmanager
    def running(self, *arguments: str, **settings: str) -> Iterator[psutil.Popen]:
        with self.output.open("a") as file:
            process = psutil.Popen(
                [*LAUFZEIT, *arguments], env=environ(self.home, **self.settings, **settings), stdout=file, stderr=file
            )
        try:
            yield process
        finally:
            kill(process, signal.SIGTERM)

    @contextmanager
    def serving(self) -> Iterator[psutil.Popen]:
        with self.running("serve") as process:
            until(self.ready)
            yield process

    def ready(self) -> bool:
        try:
            return Browser(self.port, self.vendor).open("/readyz") == 200
        except OSError:
            return False

    def verified(self) -> None:
        """Every log holds, and state and phases are those that it tells of."""
        done = laufzeit(self.home, "contract", "verify", "--vendor", self.vendor, **self.settings)
        assert done.returncode == 0, done.stdout + done.stderr


def kill(process: psutil.Popen, number: int) -> None:
    """The program with its own processes; the database is nobody's child."""
    if not process.is_running():
        return
    parts = [process, *process.children(recursive=True)] if number == signal.SIGKILL else [process]
    for part in parts:
        part.send_signal(number)
    process.wait(60)


def until(condition: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
