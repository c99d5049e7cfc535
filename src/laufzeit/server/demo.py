"""The demo: database, example vendors, web server and worker under one command that ends them all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from laufzeit.server.environment import Environment
from laufzeit.server.postgres.unavailable import DatabaseUnavailable

SECONDS_TO_START = 60
SECONDS_TO_END = 40
PARTS = ("serve", "worker")


@dataclass(frozen=True, slots=True)
class SignIn:
    """One of the demo's people: where and as whom to sign in."""

    vendor: str
    """The vendor's slug."""
    page: str
    """The path below the vendor's, as in `office/`."""
    who: str
    email: str
    password: str
    codes: tuple[str, ...] = ()
    """Recovery codes that have not been used, where a second factor is asked for."""


class PartEnded(Exception):
    """The web server or the worker ended by itself; the message names it."""


@contextmanager
def parts_running() -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The web server and the worker as processes of their own, for the length of a block.

    They get a session of their own, so that Ctrl-C reaches this process alone and they are ended in order.
    """
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for part in PARTS:
            command = [sys.executable, "-m", "laufzeit", part]
            running[part] = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        yield running
    finally:
        for process in running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_END
        for process in running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def wait_until_ready(environment: Environment, running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when the web server says that it can work."""
    address = f"http://{environment.bind}/readyz"
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        _check(running)
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise DatabaseUnavailable(f"The web server did not become ready within {SECONDS_TO_START} seconds.")


def wait_for_end(running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return never: a part that ends by itself raises, and so does being asked to end."""
    while True:
        _check(running)
        time.sleep(0.5)


def _check(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for part, process in running.items():
        if process.poll() is not None:
            raise PartEnded(f"`laufzeit {part}` ended by itself with exit status {process.returncode}.")


def welcome(environment: Environment, sign_ins: Sequence[SignIn]) -> str:
    """The addresses and the demo's people, for the terminal."""
    lines = ["", f"Laufzeit runs at {environment.public_url}/", ""]
    for sign_in in sign_ins:
        lines += [
            f"  {environment.public_url}/{sign_in.vendor}/{sign_in.page}",
            f"      {sign_in.who}: {sign_in.email}   password: {sign_in.password}",
        ]
        if sign_in.codes:
            lines.append(f"      second factor, each works once: {'   '.join(sign_in.codes)}")
    return "\n".join([*lines, "", "Ctrl-C ends everything; what was done is kept for the next start.", ""])
