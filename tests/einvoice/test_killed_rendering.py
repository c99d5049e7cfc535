"""Rendering that is killed, and a disk that is full: each document gets its two files and its one letter, once."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.server.processes import LAUFZEIT, environ, fresh_home, laufzeit

from laufzeit.server.postgres.cluster import Cluster

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).with_name("rendering_program.py")
DOCUMENTS = 240
DISK = "340m"
"""An empty database takes two thirds of it."""


class Installation:
    def __init__(self, home: Path) -> None:
        self.home = home
        assert laufzeit(home, "migrate", "--quiet").returncode == 0
        self.open()

    def open(self) -> None:
        self.program = subprocess.Popen(
            [sys.executable, str(PROGRAM)], env=environ(self.home, PYTHONPATH=str(Path.cwd())), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, command: str) -> Any:
        assert self.program.stdin is not None and self.program.stdout is not None
        self.program.stdin.write(f"{command}\n")
        self.program.stdin.flush()
        answer = self.program.stdout.readline()
        assert answer, f"the program has ended: {command}"
        return json.loads(answer)

    def close(self) -> None:
        self.program.kill()
        self.program.wait(60)

    def start_rendering(self) -> subprocess.Popen[str]:
        command = [*LAUFZEIT, "invoice", "render", "--vendor", "billed"]
        return subprocess.Popen(
            command, env=environ(self.home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def rendered(self, documents: int) -> None:
        """Everything is there, once."""
        found = self.ask("counts")
        assert found == {
            "files": 2 * documents, "waiting": 0, "documents": documents, "letters": documents, "letters of": documents,
            "enclosures": found["enclosures"], "wrong hashes": 0, "other than two": 0,
        }  # fmt: skip
        assert found["enclosures"] >= documents


@contextmanager
def installed(home: Path) -> Iterator[Installation]:
    made = Installation(home)
    try:
        yield made
    finally:
        made.close()
        Cluster(home).stop()


def test_killed_at_random_points_and_started_again() -> None:
    chance, kills = random.Random(20260401), 0
    with fresh_home() as home, installed(home) as one:
        documents = one.ask(f"populate {DOCUMENTS}")
        while kills < 5:
            before = one.ask("counts")
            if before["waiting"] < 60:
                break
            process = one.start_rendering()
            while process.poll() is None and one.ask("counts")["files"] == before["files"]:
                time.sleep(0.02)
            time.sleep(chance.random() * 0.3)
            kills += process.poll() is None
            process.send_signal(signal.SIGKILL)
            process.communicate()
            now = one.ask("counts")
            assert now["other than two"] == now["wrong hashes"] == 0, "whole documents or nothing"
            assert now["files"] == 2 * now["letters"] == 2 * (documents - now["waiting"])
        last = one.start_rendering()
        assert last.wait(120) == 0
        last.communicate()
        assert kills >= 2
        one.rendered(documents)


@contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of its own that can be filled. Only root can make one."""
    folder = Path(tempfile.mkdtemp(prefix="laufzeit-disk-"))
    made = shutil.which("mount") is not None and os.geteuid() == 0
    if not made or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder]).returncode:
        folder.rmdir()
        pytest.skip("needs the right to mount a small disk")
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        folder.rmdir()


def fill(folder: Path) -> Path:
    """Take all the room that is left."""
    filler = folder / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 65_536)
                file.flush()
        except OSError:
            pass
    return filler


def test_a_full_disk() -> None:
    """The database's disk has no room left while files are made: a sentence says so, what was finished stays, and with
    room again the rest is made."""
    with small_disk() as disk, installed(disk / "home") as one:
        documents = one.ask(f"populate {DOCUMENTS}")
        filler = fill(disk)
        process = one.start_rendering()
        said = process.communicate(timeout=120)
        assert process.returncode == 3
        assert said[1].splitlines()[-1].startswith("The database's disk is full.")
        assert "Traceback" not in said[1]
        filler.unlink()
        one.close()
        one.open()
        found = one.ask("counts")
        assert found["other than two"] == found["wrong hashes"] == 0
        assert found["files"] == 2 * found["letters"] == 2 * (documents - found["waiting"])
        assert found["waiting"] > 0
        again = one.start_rendering()
        said = again.communicate(timeout=120)
        assert again.returncode == 0, said[1]
        one.rendered(documents)
