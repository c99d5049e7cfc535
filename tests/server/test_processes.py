"""The programs as people run them: the whole demo, the web server and the worker, and how they end."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from laufzeit.server.postgres.cluster import Cluster
from tests.server.processes import LAUFZEIT, environ, free_port, fresh_home, laufzeit

pytestmark = pytest.mark.slow

SECONDS = 120


@pytest.fixture(scope="module")
def home():
    with fresh_home() as folder:
        assert laufzeit(folder, "migrate", "--quiet").returncode == 0
        yield folder
        Cluster(folder).stop()


@contextmanager
def started(home: Path, *arguments: str, **settings: str) -> Iterator[subprocess.Popen[str]]:
    output = home.parent / "output"
    with output.open("w") as file:
        process = subprocess.Popen(
            [*LAUFZEIT, *arguments],
            env=environ(home, **settings),
            stdout=file,
            stderr=file,
            # Whoever runs the tests in the background has them ignore Ctrl-C, which would be inherited.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads here
        )
    process.written = output.read_text
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(SECONDS)


def wait_for(condition, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert process.poll() is None, process.written()
        assert time.monotonic() < deadline, process.written()
        time.sleep(0.1)


def get(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read()


def test_the_demo_runs_everything_and_one_signal_ends_it(home):
    port = free_port()
    with started(home, "demo", LAUFZEIT_BIND=f"127.0.0.1:{port}") as demo:
        wait_for(lambda: "Ctrl-C ends everything" in demo.written(), demo)
        assert json.loads(get(port, "/readyz"))["status"] == "ok"
        assert b"/red-connect/" in get(port, "/")
        assert b"RED connect" in get(port, "/red-connect/")
        parts = psutil.Process(demo.pid).children(recursive=True)
        assert {"serve", "worker"} <= {part.cmdline()[-1] for part in parts}
        demo.send_signal(signal.SIGINT)
        assert demo.wait(SECONDS) == 0
    assert demo.written().rstrip().endswith("The demo has ended.")
    assert [part for part in parts if part.is_running()] == []
    assert not Cluster(home).status().running


def test_the_demo_starts_again_with_what_is_there(home):
    port = free_port()
    with started(home, "demo", LAUFZEIT_BIND=f"127.0.0.1:{port}") as demo:
        wait_for(lambda: "Ctrl-C ends everything" in demo.written(), demo)
        (server,) = [part for part in psutil.Process(demo.pid).children() if part.cmdline()[-1] == "serve"]
        server.terminate()
        assert demo.wait(SECONDS) == 3
    assert "`laufzeit serve` ended by itself" in demo.written()
    assert not Cluster(home).status().running


def test_a_port_that_is_taken_gets_a_sentence(home):
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        bind = f"127.0.0.1:{stranger.getsockname()[1]}"
        for command in ("demo", "serve"):
            ended = laufzeit(home, command, LAUFZEIT_BIND=bind)
            assert ended.returncode == 3
            assert f"{bind} cannot be listened on: address already in use. Choose another with LAUFZEIT_BIND.\n" == (
                ended.stderr
            )


@pytest.mark.parametrize("part", ["serve", "worker"])
def test_asked_to_end_it_finishes_and_lets_the_database_go(home, part):
    with started(home, part, LAUFZEIT_BIND=f"127.0.0.1:{free_port()}", LAUFZEIT_WORKERS="1") as process:
        begun = {"serve": "Started worker-1", "worker": "worker starts"}[part]
        wait_for(lambda: begun in process.written(), process)
        process.terminate()
        assert process.wait(SECONDS) == 0
    for line in process.written().splitlines():
        assert {"time", "level", "event"} <= json.loads(line).keys()
    assert not Cluster(home).status().running


def test_two_parts_share_the_database_and_the_last_one_stops_it(home):
    with started(home, "worker") as first:
        wait_for(lambda: "worker starts" in first.written(), first)
        assert laufzeit(home, "tick").returncode == 0
        assert Cluster(home).status().running
    assert not Cluster(home).status().running


def test_a_worker_outlives_its_database(home):
    with started(home, "worker") as worker:
        wait_for(lambda: "worker starts" in worker.written(), worker)
        server = psutil.Process(int((Cluster(home).directory / "data" / "postmaster.pid").read_text().split()[0]))
        for process in [server, *server.children()]:
            process.kill()
        wait_for(lambda: "database out of reach" in worker.written(), worker)
        assert laufzeit(home, "database", "start").returncode == 0
        wait_for(lambda: worker.written().count("worker starts") == 2, worker)
        worker.terminate()
        assert worker.wait(SECONDS) == 0
    laufzeit(home, "database", "stop")
