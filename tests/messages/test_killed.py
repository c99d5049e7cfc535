"""A sender is killed; nothing is lost, nothing comes twice, and what nobody can know is said to be unclear."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, connections
from tests import database
from tests.messages.mail_server import Received
from tests.messages.outbox import NOW, letter, many, put, states

from laufzeit.messages.jobs import send_due
from laufzeit.messages.models import Message
from laufzeit.messages.state import State
from laufzeit.vendors.store import acting_for

SCRIPT = Path(__file__).parent / "sender_process.py"
WAITED = timedelta(minutes=20)
"""Longer than a claim and a hand-over last."""


class Sender:
    """A process that sends; it can be killed."""

    def __init__(self, vendor: UUID, mailing: Received, now: datetime) -> None:
        now_text = now.isoformat()
        arguments = [sys.executable, str(SCRIPT), str(vendor), str(mailing.server.port), now_text]
        self.process = subprocess.Popen(arguments, env=_environment(), stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def kill(self) -> None:
        self.process.kill()

    def ended(self) -> int:
        return self.process.wait(timeout=60)


def _environment() -> dict[str, str]:
    """The settings of a process that works on this test's database, as the app's role."""
    parts = connection.settings_dict
    address = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format_map(parts)
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LAUFZEIT_SECRET_KEY")}
    return {**kept, "DATABASE_APP_URL": address, "LAUFZEIT_SECRET_KEY": database.SECRET}


def check_nothing_lost_or_twice(vendor: UUID, mailing: Received, count: int) -> None:
    assert sum(states(vendor).values()) == count
    assert set(states(vendor)) <= {State.SENT, State.UNCLEAR}
    arrived = mailing.times_of()
    assert max(arrived.values()) == 1
    with acting_for(vendor):
        sent = set(Message.objects.filter(state=State.SENT).values_list("message_id", flat=True))
        unclear = set(Message.objects.filter(state=State.UNCLEAR).values_list("message_id", flat=True))
    assert sent <= set(arrived)
    assert set(arrived) <= sent | unclear


def test_killed_at_random_points(sending, mailing):
    put(sending.id, *many(200))
    chance, now, kills = random.Random(20210331), NOW, 0
    while set(states(sending.id)) & {State.PENDING, State.CLAIMED, State.HANDING_OVER}:
        sender = Sender(sending.id, mailing, now)
        time.sleep(chance.uniform(0.05, 0.8))
        sender.kill()
        kills += sender.ended() != 0
        now += WAITED
        assert kills < 100
    assert kills >= 3
    check_nothing_lost_or_twice(sending.id, mailing, 200)


def test_killed_when_the_server_has_taken_the_mail(sending, mailing):
    put(sending.id, *many(3))
    sender = None
    mailing.on_data = lambda local, _: sender.kill() if local == "person1" else None
    sender = Sender(sending.id, mailing, NOW)
    assert sender.ended() < 0
    assert letter(sending.id, "person1@example.org").state == State.HANDING_OVER
    mailing.on_data = lambda *_: None
    report = send_due(sending.id, NOW + WAITED, mailing.server)
    assert report.states == {State.UNCLEAR: 1, State.SENT: 1}
    assert letter(sending.id, "person1@example.org").last_error.startswith("the sender stopped")
    check_nothing_lost_or_twice(sending.id, mailing, 3)
    assert len(mailing.mails) == 3


def test_killed_before_the_hand_over(sending, mailing):
    put(sending.id, *many(3))
    sender = None
    mailing.on_recipient = lambda address: sender.kill() if address == "person1@example.org" else None
    sender = Sender(sending.id, mailing, NOW)
    assert sender.ended() < 0
    assert letter(sending.id, "person1@example.org").state == State.CLAIMED
    mailing.on_recipient = lambda _: None
    assert send_due(sending.id, NOW, mailing.server).states == {}, "the claim still holds"
    assert send_due(sending.id, NOW + WAITED, mailing.server).states == {State.SENT: 2}
    check_nothing_lost_or_twice(sending.id, mailing, 3)


def test_several_senders_at_once(sending, mailing):
    put(sending.id, *many(300))
    faults: list[BaseException] = []

    def send() -> None:
        try:
            while send_due(sending.id, NOW, mailing.server).states:
                pass
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert states(sending.id) == {State.SENT: 300}
    assert mailing.connections == 3
    check_nothing_lost_or_twice(sending.id, mailing, 300)


def test_who_has_lost_its_claim_sends_nothing(sending, mailing):
    """A slow sender, whose letter another one takes over and sends before the slow one comes to hand it over."""
    put(sending.id, "erika@example.org")

    def overtake(_: str) -> None:
        mailing.on_recipient = lambda _: None
        another_run(sending.id, mailing)

    mailing.on_recipient = overtake
    assert send_due(sending.id, NOW, mailing.server).states == {}
    assert mailing.recipients == ["erika@example.org"]
    assert states(sending.id) == {State.SENT: 1}


def another_run(vendor: UUID, mailing: Received) -> None:
    """A second sender, after all claims of the first have run out."""
    try:
        send_due(vendor, NOW + WAITED, mailing.server)
    finally:
        connections.close_all()


@pytest.mark.parametrize(("answer", "state"), [("250 OK", State.SENT), ("451 not now", State.PENDING)])
def test_called_unclear_too_early(sending, mailing, answer, state):
    """The server takes its time, and another run gives the letter up meanwhile. Its answer still counts."""
    put(sending.id, "erika@example.org")
    seen = []

    def meanwhile(local: str, transport: object) -> None:
        another_run(sending.id, mailing)
        seen.append(states(sending.id))
        connections.close_all()

    mailing.on_data = meanwhile
    mailing.at_data["erika"] = answer
    send_due(sending.id, NOW, mailing.server)
    assert seen == [{State.UNCLEAR: 1}]
    assert states(sending.id) == {state: 1}
