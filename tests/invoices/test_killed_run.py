"""Billing runs whose workers and whose database are killed: numbers without gap, nothing twice, nothing missing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.server.processes import LAUFZEIT, environ, fresh_home, laufzeit

from laufzeit.dates.day import add_months
from laufzeit.server.bench.mixed import MONTH
from laufzeit.server.postgres.cluster import Cluster

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).with_name("billing_program.py")
CONTRACTS = 20_000
SLICE = 500
KILLS = 20


class Installation:
    """20,000 contracts to bill month by month, and a program that does what it is told there."""

    def __init__(self, home: Path) -> None:
        self.home, self.month = home, MONTH
        self.issued = 0
        self.program = self._started()

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
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
        """End the program; the database stops with it."""
        assert self.program.stdin is not None and self.program.stdout is not None
        self.program.stdin.close()
        self.program.wait(60)
        self.program.stdout.close()

    def open(self) -> None:
        self.program = self._started()

    @property
    def through(self) -> date:
        """The last day of the month that is billed next."""
        return add_months(self.month, 1) - timedelta(days=1)

    def bill(self) -> subprocess.Popen[str]:
        """The command, as a process of its own."""
        command = [*LAUFZEIT, "bill", "--vendor", "billed", "--through", self.through.isoformat(), "--json"]
        return subprocess.Popen(
            command, env=environ(self.home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def billed(self, runs: int | None = None) -> None:
        """The month is done, and all that is stored is right."""
        found = self.ask(f"check {self.through}")
        for name in ("twice", "without lines", "without document", "sums apart", "open", "slices left", "corrections"):
            assert found[name] == [0], name
        count, numbers, lowest, highest = found["invoices"]
        assert count == numbers == highest == found["series"][0] and lowest == 1, "numbers without gap, none twice"
        assert found["missing"] == 0 and found["compared"] == CONTRACTS, "nothing is missing, nothing too much"
        assert found["owed"] == found["contracts"] == [CONTRACTS]
        assert count > self.issued
        assert runs is None or found["runs"] == [runs]
        self.issued = count
        self.month = add_months(self.month, 1)


@pytest.fixture(scope="module")
def installed() -> Iterator[Installation]:
    with fresh_home() as home:
        assert laufzeit(home, "migrate", "--quiet").returncode == 0
        made = Installation(home)
        made.ask(f"populate {CONTRACTS}")
        yield made
        made.close()
        Cluster(home).stop()


def test_workers_killed_at_random_points(installed: Installation) -> None:
    chance, kills = random.Random(20260331), 0
    installed.ask(f"start {installed.through} {SLICE}")
    of_a_slice = seconds_of_a_slice(installed)
    while kills < KILLS:
        if (left := installed.ask("state")["left"]) is None:
            installed.billed()
            installed.ask(f"start {installed.through} {SLICE}")
            continue
        worker = installed.ask("worker")
        # Mostly in the middle of a slice; where none is left, while the part is indexed and attached.
        time.sleep(chance.random() * (2 * of_a_slice if left else 0.3))
        os.kill(worker, signal.SIGKILL)
        kills += installed.ask(f"wait {worker}") == -signal.SIGKILL
    assert installed.ask(f"wait {installed.ask('worker')}") == 0
    installed.billed()


def seconds_of_a_slice(installed: Installation) -> float:
    """How long a worker takes for one of its first slices."""
    before, worker, began = installed.ask("state")["left"], installed.ask("worker"), time.monotonic()
    while installed.ask("state")["left"] > before - 3:
        time.sleep(0.02)
    os.kill(worker, signal.SIGKILL)
    installed.ask(f"wait {worker}")
    return (time.monotonic() - began) / 3


def test_the_workers_of_the_queue_share_a_run_and_one_is_killed(installed: Installation) -> None:
    installed.ask(f"start {installed.through} {4 * SLICE}")
    command = [*LAUFZEIT, "worker"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    workers = [psutil.Popen(command, env=environ(installed.home), **quiet) for _ in range(2)]
    until(lambda: (installed.ask("state")["left"] or 0) < CONTRACTS // (4 * SLICE))
    workers[0].kill()
    until(lambda: installed.ask("state")["left"] is None)
    workers[1].terminate()
    assert [worker.wait(60) for worker in workers] == [-signal.SIGKILL, 0]
    installed.billed()


def until(condition: Any, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_database_killed_in_the_middle_and_started_again(installed: Installation) -> None:
    installed.ask(f"start {installed.through} {SLICE}")
    worker, left = installed.ask("worker"), installed.ask("state")["left"]
    while installed.ask("state")["left"] > left - 4:
        time.sleep(0.02)
    pid = int((installed.home / "postgres").resolve().joinpath("data", "postmaster.pid").read_text().split()[0])
    postmaster = psutil.Process(pid)
    for part in (postmaster, *postmaster.children(recursive=True)):
        part.kill()
    assert installed.ask(f"wait {worker}") == 1
    installed.close()
    resumed = installed.bill()
    output, errors = resumed.communicate(timeout=120)
    assert resumed.returncode == 0, errors
    assert json.loads(output)["documents"] > 0
    installed.open()
    installed.billed()


def test_two_runs_started_at_once(installed: Installation) -> None:
    installed.ask(f"move {installed.through}")
    both = [installed.bill(), installed.bill()]
    answers = [one.communicate(timeout=180) for one in both]
    assert [one.returncode for one in both] == [0, 0], answers
    told = [json.loads(output) for output, _ in answers]
    issued = {one["run"]: one["documents"] for one in told}
    before = installed.issued
    installed.billed()
    assert sum(issued.values()) == installed.issued - before, (
        "one run that both worked on, or a second that found nothing"
    )
