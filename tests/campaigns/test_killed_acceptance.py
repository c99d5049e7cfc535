"""Two hundred customers answer in the portal at once, while the server and the worker that sends letters are killed
again and again: who was told "accepted" has accepted once and gets one letter, and nobody else has."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.campaigns.visitors import Client, Crowd, Visitor
from tests.messages import mail_server
from tests.security.installations import Installation, kill, until
from tests.security.test_killed_programs import PROGRAM, check_logs
from tests.server.processes import environ, fresh_home, laufzeit

from laufzeit.server.postgres.cluster import Cluster

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ACCEPTING, DECLINING, OF_TWO, LOOKING, IMPATIENT = 140, 20, 20, 15, 15
"""Customers by what they do: of those with two contracts each accepts one offer and declines the other; the impatient
accept, and close the window where nobody answers."""
CUSTOMERS = ACCEPTING + DECLINING + OF_TWO + LOOKING + IMPATIENT
OF_STAFF = 450
"""Contracts of the campaign that two announce at once: some slices."""


@pytest.fixture(scope="module")
def installed() -> Iterator[Installation]:
    with fresh_home() as home:
        made = Installation(home, PROGRAM, "gapteq")
        made.settings["LAUFZEIT_WORKERS"] = "2"
        assert laufzeit(home, "migrate", "--quiet", **made.settings).returncode == 0
        yield made
        Cluster(home).stop()


def asked(installed: Installation, *arguments: object) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.campaigns.acceptance_program", *map(str, arguments)], cwd=ROOT,
        env=environ(installed.home, **installed.settings), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) if done.stdout else None


# --- Customers answer -------------------------------------------------------------------------------------------------


def crowd(installed: Installation, customers: Sequence[dict[str, Any]]) -> list[Client]:
    """All customers, in the order in which they were made: those with two contracts first."""
    whole = Crowd(installed.port, "gapteq", len(customers))
    clients = [Client(whole, one["session"], one["offers"], {}) for one in customers]
    for client in clients[:OF_TWO]:
        (first, _), (second, _) = client.offers
        client.answers, client.clicks = {first: "accept", second: "decline"}, 2
    kinds = ["accept"] * ACCEPTING + ["decline"] * DECLINING + ["impatient"] * IMPATIENT + [""] * LOOKING
    for number, (client, kind) in enumerate(zip(clients[OF_TWO:], kinds, strict=True)):
        ((contract, _),) = client.offers
        client.patient = kind != "impatient"
        client.answers = {contract: "decline" if kind == "decline" else "accept"} if kind else {}
        client.clicks = 2 if client.patient and number % 3 == 0 else 1
    return clients


def killing_the_server(installed: Installation, whole: Crowd, visits: Sequence[Future[Any]]) -> None:
    """Four times while it answers, or until everybody has an answer; then it is left alone, which is when this
    returns."""
    chance = random.Random()
    for _ in range(4):
        with installed.serving() as server:
            enough = whole.served + chance.randrange(30, 90)
            until(lambda enough=enough: whole.served >= enough or all(one.done() for one in visits))  # type: ignore[misc]
            time.sleep(chance.random() * 0.2)
            kill(server, signal.SIGKILL)


def killing_the_worker(installed: Installation, mailing: mail_server.Received, answered: threading.Event) -> int:
    """Whenever some letters are out, and at the end; how often."""
    chance, kills = random.Random(), 0
    while True:
        with installed.running("worker", LAUFZEIT_SMTP_URL=f"smtp://127.0.0.1:{mailing.server.port}") as worker:
            enough = len(mailing.mails) + chance.randrange(20, 80) if kills < 3 else 1_000_000
            until(lambda enough=enough: answered.is_set() or len(mailing.mails) >= enough)  # type: ignore[misc]
            kill(worker, signal.SIGKILL)
        kills += 1
        if answered.is_set():
            return kills


def answer(installed: Installation, clients: Sequence[Client], mailing: mail_server.Received) -> int:
    """Everybody at once, while programs are killed; how often the worker was."""
    answered, whole = threading.Event(), clients[0].crowd
    with ThreadPoolExecutor(len(clients) + 1) as pool:
        sending = pool.submit(killing_the_worker, installed, mailing, answered)
        try:
            visits = [pool.submit(client.visit) for client in clients]
            killing_the_server(installed, whole, visits)
            with installed.serving():
                for visit in visits:
                    visit.result(120)
        finally:
            answered.set()
        return sending.result(60)


def test_two_hundred_answer_while_server_and_worker_are_killed(installed: Installation) -> None:
    asked(installed, "base", "gapteq", CUSTOMERS, OF_TWO)
    clients = crowd(installed, asked(installed, "announced", "gapteq"))
    with mail_server.running() as mailing:
        kills = answer(installed, clients, mailing)
        letters = installed.ask("finish", str(mailing.server.port))
        arrived = mailing.times_of()
    facts = asked(installed, "facts", "gapteq")
    assert clients[0].crowd.resent > 0, "forms were sent again"
    check_answers(clients, facts["contracts"])
    check_numbers(clients, facts)
    check_letters(letters, arrived, kills)
    verified = laufzeit(installed.home, "contract", "verify", "--vendor", "gapteq", **installed.settings)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    check_logs(installed.output.read_text(encoding="utf-8").splitlines())


def check_answers(clients: Sequence[Client], contracts: dict[str, dict[str, int]]) -> None:
    """What was told is in the log once, with one letter; what was not said is not there."""
    for client in clients:
        assert set(client.statuses) <= {302}, client
        if client.patient:
            assert client.told == client.answers, "whoever repeats is answered in the end"
        for contract, _offer in client.offers:
            found = contracts[contract]
            accepted, declined = found.get("TermsAccepted", 0), found.get("TermsDeclined", 0)
            assert found["TermsOffered"] == found["letter terms_offered"] == 1
            assert accepted == found.get("letter terms_accepted", 0) <= 1, found
            assert declined == found.get("letter terms_declined", 0) <= 1, found
            wanted, told = client.answers.get(contract), client.told.get(contract)
            assert accepted in ([told == "accept"] if told else [0, wanted == "accept"]), (client, found)
            assert declined in ([told == "decline"] if told else [0, wanted == "decline"]), (client, found)


def check_numbers(clients: Sequence[Client], facts: dict[str, Any]) -> None:
    """The campaign says what the logs say."""
    found, funnel = facts["contracts"].values(), facts["funnel"]
    accepted = sum(one.get("TermsAccepted", 0) for one in found)
    declined = sum(one.get("TermsDeclined", 0) for one in found)
    opened = sum(len(client.offers) == 1 for client in clients)
    assert funnel == dict.fromkeys(funnel, 0) | {
        "meant": len(found), "written": len(found), "sent": facts["sent"], "opened": opened, "accepted": accepted,
        "declined": declined, "silent": len(found) - accepted - declined,
    }  # fmt: skip
    assert facts["days"] == {"written": len(found), "opened": opened, "accepted": accepted}
    assert facts["paying"] == accepted >= ACCEPTING + OF_TWO
    assert declined == DECLINING + OF_TWO


def check_letters(letters: dict[str, list[str]], arrived: Counter[str], kills: int) -> None:
    """Each letter went out once; of a worker that was killed one at most may have, which is known."""
    sent = {known for state, known in letters.values() if state == "sent"}
    unclear = {known for state, known in letters.values() if state == "unclear"}
    assert len(sent) + len(unclear) == len(letters)
    assert len(unclear) <= kills
    assert max(arrived.values()) == 1, "none twice"
    assert sent <= set(arrived) <= sent | unclear, "none lost"


# --- Staff announces --------------------------------------------------------------------------------------------------


def test_two_members_of_staff_announce_over_http_at_once(installed: Installation) -> None:
    """One of them is told that it is done, the other that somebody was faster; both click twice."""
    asked(installed, "base", "twofold", OF_STAFF, 0)
    staff = asked(installed, "staff", "twofold")
    with installed.serving():
        statuses = announced_by(installed, [one["session"] for one in staff])
    assert sorted(statuses) == [[302, 302], [409, 409]]
    with installed.running("worker"), installed.running("worker"):
        while (facts := asked(installed, "facts", "twofold"))["task"]:
            time.sleep(1)
    first = staff[statuses.index([302, 302])]["id"]
    assert [by for kind, by in facts["steps"] if kind == "announced"] == [first]
    once = {"TermsOffered": 1, "NoticeGiven": 1, "letter terms_offered": 1}
    assert [one for one in facts["contracts"].values() if not once.items() <= one.items()] == []
    assert (facts["funnel"]["written"], len(facts["contracts"])) == (OF_STAFF, OF_STAFF)


def announced_by(installed: Installation, sessions: Sequence[str]) -> list[list[int]]:
    """What each is told by two clicks on the same page, all at the same moment."""
    path = "office/campaigns/prices-2023/step/announce/"
    windows = [Visitor(installed.port, "twofold", session) for session in sessions for _click in range(2)]
    forms = []
    for first, second in zip(windows[::2], windows[1::2], strict=True):
        assert first.open(path) == 200, first.page[:2000]
        forms += [first.fields()] * 2
        for cookie in first.jar:
            second.jar.set_cookie(cookie)
    assert len({form["seen"] for form in forms}) == 1
    together = threading.Barrier(len(windows))

    def click(window: Visitor, form: dict[str, Any]) -> int:
        together.wait(60)
        return window.open(path, form)

    with ThreadPoolExecutor(len(windows)) as pool:
        found = list(pool.map(click, windows, forms))
    return [found[:2], found[2:]]
