"""Runs `laufzeit` as a process of its own, with nothing of the test's environment."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LAUFZEIT = [sys.executable, "-m", "laufzeit"]


def environ(home: Path, **settings: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**kept, "LAUFZEIT_HOME": str(home), **settings}


def laufzeit(home: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LAUFZEIT, *arguments], env=environ(home, **settings), capture_output=True, text=True, timeout=120
    )


@contextmanager
def fresh_home() -> Iterator[Path]:
    """A folder that the unprivileged user of the server can reach; pytest's own it cannot."""
    folder = Path(tempfile.mkdtemp(prefix="laufzeit-home-"))
    folder.chmod(0o711)
    try:
        yield folder / "home"
    finally:
        shutil.rmtree(folder)


def free_port() -> int:
    """A port that nobody listens on, from below those that the system gives to outgoing connections: one of these could
    be taken between now and the moment when a server binds it."""
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
