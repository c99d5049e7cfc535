"""The programs are killed while people decide and letters go out: what was told to somebody is kept, nothing is half
done, nothing comes twice, and the logs name nobody."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from laufzeit.server.postgres.cluster import Cluster
from tests.messages import mail_server
from tests.security.browsers import Browser
from tests.security.installations import Installation, kill, until
from tests.server.processes import fresh_home, laufzeit

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("logged")]

PROGRAM = Path(__file__).with_name("house_program.py")
PASSWORD = "laufzeit-demo"
PEOPLE = ("anna.sommer@praxis-sommer.example", "nora.frank@therapie-nord.example")
SECRETS = ("sommer", "frank", "winter", "@", "Qualitätszirkel", "Praxis", "19,-", "29,-", PASSWORD, "Lindenweg")


def check_logs(lines: list[str]) -> None:
    """Each line is an object of its own and names nobody: no address, price, title or password, no path with ids."""
    assert lines
    for line in lines:
        assert line.startswith("{"), line
        for secret in SECRETS:
            assert secret.lower() not in line.lower(), line
        assert not re.search(r"/[0-9a-f]{8}-[0-9a-f]{4}-", line), line


@pytest.fixture
def logged(installed: Installation) -> Iterator[None]:
    yield
    check_logs(installed.output.read_text(encoding="utf-8").splitlines())


@pytest.fixture(scope="module")
def installed() -> Iterator[Installation]:
    with fresh_home() as home:
        made = Installation(home, PROGRAM, "red-connect")
        assert laufzeit(home, "migrate", "--quiet", **made.settings).returncode == 0
        made.ask("load")
        yield made
        Cluster(home).stop()


class Decider(threading.Thread):
    """Somebody who changes the plan and takes it back, over and over, until nobody answers."""

    def __init__(self, port: int, email: str) -> None:
        super().__init__(daemon=True)
        self.browser, self.told, self.refused = Browser(port), 0, 0
        self.browser.sign_in(email, PASSWORD)
        self.browser.open("contracts/")
        self.contract = self.browser.address

    def run(self) -> None:
        try:
            while True:
                self._decide()
        except OSError:
            return

    def _decide(self) -> None:
        if self.browser.open(self.contract) >= 500:
            raise ConnectionError
        revoking = re.search(r'href="([^"]+/revoke/[^"]+)"', self.browser.page)
        address = revoking[1] if revoking else f"{self.contract}change/basis/"
        if self.browser.open(address) != 200:
            self.refused += 1
            return
        sent = {name: value for name, value in self.browser.fields().items() if name != "rehearse"}
        sent |= {name.replace("text_", "agree_"): "on" for name in sent if name.startswith("text_")}
        status = self.browser.open(address, sent)
        if status >= 500:
            raise ConnectionError
        self.told += status == 200
        self.refused += status == 409


def burst(installed: Installation, end: Any) -> tuple[int, int]:
    """Two browsers of each of two people decide; then ``end`` happens. How many decisions somebody was told of."""
    deciders = [Decider(installed.port, email) for email in PEOPLE for _browser in range(2)]
    for one in deciders:
        one.start()
    until(lambda: sum(one.told for one in deciders) >= 12)
    time.sleep(1)
    end()
    for one in deciders:
        one.join(60)
    assert not any(one.is_alive() for one in deciders)
    return sum(one.told for one in deciders), len(deciders)


def changes(installed: Installation) -> int:
    """Decisions that are stored. Each has exactly the letter that belongs to it."""
    total = 0
    for found in installed.ask("decided").values():
        assert found.get("PlanChanged", 0) == found.get("letter change_confirmed", 0), found
        assert found.get("Revoked", 0) == found.get("letter change_revoked", 0), found
        total += found.get("PlanChanged", 0) + found.get("Revoked", 0)
    return total


def test_a_server_killed_while_people_decide(installed: Installation) -> None:
    before = changes(installed)
    with installed.serving() as server:
        told, asking = burst(installed, lambda: kill(server, signal.SIGKILL))
    assert before + told <= changes(installed) <= before + told + asking
    installed.verified()
    with installed.serving():
        Decider(installed.port, PEOPLE[0])._decide()
    assert changes(installed) > before + told


def test_a_database_killed_while_people_decide(installed: Installation) -> None:
    before = changes(installed)

    def end() -> None:
        pid = int((installed.home / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
        postmaster = psutil.Process(pid)
        for part in (postmaster, *postmaster.children(recursive=True)):
            part.kill()

    with installed.serving():
        told, asking = burst(installed, end)
        browser = Browser(installed.port)
        assert browser.open("/readyz") == 503
        assert browser.open("account/login/") == 500
        assert "Traceback" not in browser.page and "psycopg" not in browser.page
    assert before + told <= changes(installed) <= before + told + asking
    installed.verified()
    with installed.serving():
        Decider(installed.port, PEOPLE[1])._decide()
    assert changes(installed) > before + told


def test_a_worker_killed_while_it_sends(installed: Installation) -> None:
    with installed.serving() as server:
        burst(installed, lambda: kill(server, signal.SIGTERM))
    waiting = installed.ask("letters").keys()
    assert len(waiting) >= 20
    with mail_server.running() as mailing:
        url = f"smtp://127.0.0.1:{mailing.server.port}"
        for enough in (3, 12):
            mailing.on_data = lambda *_: time.sleep(0.05)
            with installed.running("worker", LAUFZEIT_SMTP_URL=url) as worker:
                until(lambda number=enough: len(mailing.mails) >= number)  # type: ignore[misc]
                kill(worker, signal.SIGKILL)
        mailing.on_data = lambda *_: None
        found = installed.ask("finish", str(mailing.server.port))
        arrived = mailing.times_of()
    sent = {known for state, known in found.values() if state == "sent"}
    unclear = {known for state, known in found.values() if state == "unclear"}
    assert found.keys() >= waiting, "the worker also wrote letters of invoices whose files it made meanwhile"
    assert len(sent) + len(unclear) == len(found)
    assert len(unclear) <= 2, "one letter at most for each worker that was killed"
    assert max(arrived.values()) == 1, "none twice"
    assert sent <= set(arrived) <= sent | unclear, "none lost"
