"""Two hundred members answer their offers at once, while server and worker are killed and started again: whoever was
told of its answer has it, once, with one letter; nothing is half done, and nobody has answered who did not."""

from __future__ import annotations

import http.cookiejar
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.messages import mail_server
from tests.security.browsers import Browser
from tests.security.installations import Installation, kill, until
from tests.server.processes import fresh_home, laufzeit

from laufzeit.server.postgres.cluster import Cluster

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).with_name("acceptance_program.py")
MEMBERS, SILENT = 200, 10


@pytest.fixture
def installed() -> Iterator[Installation]:
    with fresh_home() as home:
        made = Installation(home, PROGRAM, "gapteq")
        assert laufzeit(home, "migrate", "--quiet", **made.settings).returncode == 0
        yield made
        Cluster(home).stop()


class Member(threading.Thread):
    """Somebody who answers its offer and does not give up: where nobody answers, the same form is sent again, as a
    browser does that is told to load anew. Every fifth one clicks twice."""

    def __init__(self, installed: Installation, number: int, session: str, contract: str, offer: str) -> None:
        super().__init__(daemon=True)
        self.browser = Browser(installed.port, "gapteq")
        self.browser.jar.set_cookie(_cookie("session", session))
        self.path, self.contract = f"contracts/{contract}/offers/{offer}/", contract
        self.answer = "decline" if number % 7 == 0 else "accept"
        self.clicks = 2 if number % 5 == 0 else 1
        self.told, self.fault = "", ""

    def run(self) -> None:
        try:
            self._ask(None)
            sent = self.browser.fields() | {"answer": self.answer}
            sent |= {name.replace("text_", "agree_"): "on" for name in sent if name.startswith("text_")}
            for _ in range(self.clicks):
                self._ask(sent)
            page = self.browser.page
            assert "angenommen" in page if self.answer == "accept" else "abgelehnt" in page, page[-3000:]
            self.told = self.answer
        except BaseException as fault:
            self.fault = repr(fault)
            raise

    def _ask(self, sent: dict[str, Any] | None) -> None:
        """Until there is an answer that is none of a server that goes down."""
        while True:
            try:
                status = self.browser.open(self.path, sent)
            except OSError:
                time.sleep(0.1)
                continue
            if status == 200:
                return
            assert status >= 500, (status, self.browser.page[-2000:])


def _cookie(name: str, value: str) -> http.cookiejar.Cookie:
    return http.cookiejar.Cookie(
        0, name, value, None, False, "127.0.0.1", True, False, "/gapteq/", True, False, None, False, None, None, {}
    )


def test_two_hundred_answer_at_once_and_everything_is_killed(installed: Installation) -> None:
    people = installed.ask("load", str(MEMBERS + SILENT))
    members = [Member(installed, number, *one) for number, one in enumerate(people[:MEMBERS])]
    chance = random.Random(20221028)
    with mail_server.running() as mailing:
        mailing.on_data = lambda *_: time.sleep(0.01)
        url = f"smtp://127.0.0.1:{mailing.server.port}"
        for one in members:
            one.start()
        for enough in (15, 60, 120):
            with installed.serving() as server, installed.running("worker", LAUFZEIT_SMTP_URL=url) as worker:
                until(lambda number=enough: sum(bool(one.told) for one in members) >= number)
                time.sleep(chance.random() * 0.3)
                kill(server, signal.SIGKILL)
                kill(worker, signal.SIGKILL)
        with installed.serving():
            for one in members:
                one.join(120)
        mailing.on_data = lambda *_: None
        letters = installed.ask("finish", str(mailing.server.port))
        arrived = mailing.times_of()
    assert [one.fault for one in members if one.fault] == []
    assert all(one.told for one in members)
    as_told(installed.ask("found"), members)
    assert set(letters) == {one.contract for one in members}
    assert {state for state, _ in letters.values()} <= {"sent", "unclear"}
    assert sum(state == "unclear" for state, _ in letters.values()) <= 3, "one letter at most for each killed worker"
    assert max(arrived.values()) == 1, "none twice"
    assert {known for state, known in letters.values() if state == "sent"} <= set(arrived), "none lost"
    installed.verified()


def as_told(found: dict[str, dict[str, Any]], members: list[Member]) -> None:
    """Log, letters and the campaign's own numbers say of each contract what its member was told, once."""
    told = {one.contract: one.told for one in members}
    for contract, known in found.items():
        accepted, declined = told.get(contract) == "accept", told.get(contract) == "decline"
        assert known.get("TermsAccepted", 0) == known.get("terms_accepted", 0) == int(accepted), known
        assert known.get("TermsDeclined", 0) == known.get("terms_declined", 0) == int(declined), known
        assert known["answer"] == ("accepted" if accepted else "declined" if declined else "open")
    assert len(found) == MEMBERS + SILENT
