"""The embedded server: made once, started by whoever needs it, unhurt by kills, stopped by the last to go."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from laufzeit.server.postgres.cluster import Cluster
from laufzeit.server.postgres.unavailable import DatabaseUnavailable
from tests.server.processes import environ, fresh_home, laufzeit

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home():
    with fresh_home() as folder:
        yield folder
        Cluster(folder).stop()


def postmaster(cluster: Cluster) -> psutil.Process:
    return psutil.Process(int((cluster.directory / "data" / "postmaster.pid").read_text().split()[0]))


def test_a_row_survives_stop_and_kill(home):
    cluster = Cluster(home)
    with cluster.used() as port, psycopg.connect(cluster.superuser(port)) as connection:
        connection.execute("CREATE TABLE kept (what text)")
        connection.execute("INSERT INTO kept VALUES ('before the stop')")
    assert not cluster.status().running
    with cluster.used() as port:
        with psycopg.connect(cluster.superuser(port)) as connection:
            connection.execute("INSERT INTO kept VALUES ('before the kill')")
        killed = postmaster(cluster)
        for process in [killed, *killed.children()]:
            process.send_signal(signal.SIGKILL)
        killed.wait(10)
    with cluster.used() as port, psycopg.connect(cluster.superuser(port)) as connection:
        rows = connection.execute("SELECT what FROM kept ORDER BY what").fetchall()
    assert rows == [("before the kill",), ("before the stop",)]


def test_the_last_to_go_stops_it(home):
    cluster = Cluster(home)
    with cluster.used() as first:
        with Cluster(home).used() as second:
            assert first == second
        assert cluster.status().running
    assert not cluster.status().running


def test_started_to_stay_it_stays_until_it_is_stopped(home):
    cluster = Cluster(home)
    port = cluster.keep()
    with cluster.used() as used:
        assert used == port
    assert cluster.status().running
    assert cluster.stop()
    assert not cluster.status().running
    assert not cluster.stop()


def test_only_its_password_opens_it(home):
    cluster = Cluster(home)
    with cluster.used() as port:
        for password in ("", "wrong"):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(f"host=127.0.0.1 port={port} user=postgres dbname=postgres password='{password}'")
        assert oct((cluster.directory / "password").stat().st_mode)[-3:] == "600"
        assert oct((cluster.directory / "data").stat().st_mode)[-3:] == "700"


def test_it_listens_on_the_loopback_alone_and_never_runs_as_root(home):
    cluster = Cluster(home)
    with cluster.used() as port:
        server = postmaster(cluster)
        listening = {row.laddr.ip for row in server.net_connections("tcp") if row.laddr.port == port}
        assert listening <= {"127.0.0.1"}
        assert server.uids().effective != 0


def test_a_number_left_in_postmaster_pid_does_not_hurt(home):
    """After a crash and a restart of the machine the number may belong to anybody; here it is the test's own."""
    cluster = Cluster(home)
    with cluster.used() as port:
        lines = (cluster.directory / "data" / "postmaster.pid").read_text().splitlines()
    left = cluster.directory / "data" / "postmaster.pid"
    left.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    shutil.chown(left, cluster.directory.stat().st_uid)
    assert not cluster.status().running
    with cluster.used() as again:
        assert again == port


def test_a_port_that_somebody_took_is_replaced(home):
    cluster = Cluster(home)
    with cluster.used() as port:
        pass
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        with cluster.used() as other:
            assert other != port
    with cluster.used() as remembered:
        assert remembered == other


def test_half_a_cluster_is_made_anew():
    with fresh_home() as home:
        cluster = Cluster(home)
        partial = cluster.directory / "data.partial"
        partial.mkdir(parents=True)
        (partial / "PG_VERSION").write_text("18")
        shutil.chown(cluster.directory, "nobody" if os.geteuid() == 0 else os.geteuid())
        with cluster.used() as port:
            assert port == cluster.remembered_port()
        assert not partial.exists()


def test_a_server_that_cannot_start_says_why(home):
    cluster = Cluster(home)
    with cluster.used():
        pass
    settings = cluster.directory / "data" / "postgresql.auto.conf"
    kept = settings.read_text()
    settings.write_text("shared_buffers = 'nonsense'\n")
    try:
        with pytest.raises(DatabaseUnavailable, match=r"did not start: .*Its log is "), cluster.used():
            pass
    finally:
        settings.write_text(kept)


def test_two_processes_at_once_share_one_server():
    program = (
        "import sys; from pathlib import Path; from laufzeit.server.postgres.cluster import Cluster\n"
        "with Cluster(Path(sys.argv[1])).used() as port: print(port, flush=True); input()"
    )
    with fresh_home() as home:
        command = [sys.executable, "-c", program, str(home)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environ(home)}
        both = [subprocess.Popen(command, **pipes) for _ in range(2)]
        ports = {process.stdout.readline() for process in both}
        assert len(ports) == 1
        both[0].kill()
        both[0].wait()
        assert Cluster(home).status().running
        both[1].communicate("\n")
        assert not Cluster(home).status().running


def test_asked_to_end_a_command_stops_what_it_started():
    with fresh_home() as home:
        hold = [sys.executable, "-m", "laufzeit", "database", "psql", "--", "-c", "SELECT pg_sleep(60)"]
        process = subprocess.Popen(hold, env=environ(home), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_for(lambda: Cluster(home).status().running)
        process.terminate()
        process.wait(30)
        wait_for(lambda: not Cluster(home).status().running)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that the server's user cannot reach")
def test_below_a_private_folder_root_keeps_the_data_elsewhere(tmp_path):
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    cluster = Cluster(private / "home")
    try:
        with cluster.used() as port, psycopg.connect(cluster.superuser(port)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert cluster.directory.parent == Path("/var/lib/laufzeit")
    finally:
        shutil.rmtree(cluster.directory)


def test_the_commands_for_people_and_scripts():
    with fresh_home() as home:
        assert laufzeit(home, "database", "status").returncode == 3
        assert "PostgreSQL runs on 127.0.0.1:" in laufzeit(home, "database", "start").stdout
        assert '"kept": true' in laufzeit(home, "database", "status", "--json").stdout
        asked = laufzeit(home, "database", "psql", "--", "-Atc", "SELECT current_user, current_database()")
        assert asked.stdout == "laufzeit_owner|laufzeit\n"
        assert laufzeit(home, "database", "stop").stdout == "PostgreSQL has stopped.\n"


def wait_for(condition, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def test_programs_that_start_at_once_do_not_trip_over_the_owners_role(home: Path) -> None:
    """The demo starts the web server and the worker together; each sees to the role and the database."""
    from concurrent.futures import ThreadPoolExecutor

    from laufzeit.server.postgres.embedded import ensure_owner

    cluster = Cluster(home)
    try:
        with cluster.used() as port, ThreadPoolExecutor(8) as pool:
            done = [pool.submit(ensure_owner, cluster.superuser(port), "secret") for _ in range(80)]
            assert [one.exception() for one in done if one.exception()] == []
    finally:
        cluster.stop()
