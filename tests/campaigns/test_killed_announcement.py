"""An announcement to 5,000 contracts, killed again and again, announced by two at once, while customers answer: every
contract is decided about once and gets one letter."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import connection
from tests.campaigns.conftest import ANNOUNCED, noon, the_plan
from tests.contracts.conftest import applied
from tests.contracts.test_tick_kill import environment

from laufzeit.catalogue.model import TermsRef

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]

CONTRACTS = 5_000
ACCEPTING_AT_ONCE = 8
"""Threads that accept; together they are 200 members, one after the other."""


def start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "laufzeit", "campaign", *arguments, "--vendor", "gapteq"]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@pytest.fixture
def checked(transactional_db: None) -> Any:
    """A sandbox with 5,000 prepaid contracts and a campaign that is checked."""
    from laufzeit.campaigns import actions, jobs
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.server.bench.population import Plan, analyze, populate
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="gapteq", name="GAPTEQ", sandbox_day=ANNOUNCED)
    with acting_for(vendor.id):
        applied(vendor, "gapteq.toml")
        plan = Plan(TermsRef("prepaid", "2022"), 1, ANNOUNCED)
        populate(vendor.id, catalogue_of(vendor.id), plan, CONTRACTS)
        row = actions.draft(the_plan(), noon(ANNOUNCED))
        actions.check(row.id, noon(ANNOUNCED))
    analyze()
    while jobs.work(vendor.id, row.id, noon(ANNOUNCED)).more:
        pass
    return vendor


def written(vendor: Any) -> int:
    from laufzeit.campaigns.models import Participant
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        return Participant.objects.filter(state="written").count()


def counted(vendor: Any) -> dict[str, Any]:
    from laufzeit.campaigns.models import Participant
    from laufzeit.contracts.models import LogEntry
    from laufzeit.messages.models import Message
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        events = Counter(LogEntry.objects.values_list("contract", "kind"))
        letters = Counter(Message.objects.filter(kind="terms_offered").values_list("contract", flat=True))
        return {
            "written": Participant.objects.filter(state="written").count(),
            "offers": sum(kind == "TermsOffered" for _, kind in events),
            "notices": sum(kind == "NoticeGiven" for _, kind in events),
            "letters": len(letters),
            "most of anything": max([*events.values(), *letters.values()]),
        }


ONCE = {
    "written": CONTRACTS, "offers": CONTRACTS, "notices": CONTRACTS, "letters": CONTRACTS, "most of anything": 1,
}  # fmt: skip


def test_killed_at_random_points_and_started_again(checked: Any) -> None:
    chance, kills = random.Random(20221028), 0
    while kills < 6 and written(checked) < CONTRACTS - 1_000:
        before = written(checked)
        process = start("announce", "prices-2023")
        while process.poll() is None and written(checked) == before:
            time.sleep(0.02)
        time.sleep(chance.random() * 0.2)
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    process = start("announce", "prices-2023")
    assert process.wait(300) == 0, process.stderr.read() if process.stderr else ""
    assert kills >= 2
    assert counted(checked) == ONCE


def test_two_members_of_staff_announce_at_once(checked: Any) -> None:
    both = [start("announce", "prices-2023"), start("announce", "prices-2023")]
    for process in both:
        process.wait(300)
    assert counted(checked) == ONCE
    assert sorted(process.returncode for process in both) in ([0, 0], [0, 1]), (
        "the second goes on with the first's work"
    )


def test_two_hundred_accept_while_the_rest_is_written_to(checked: Any) -> None:
    """Customers answer as soon as they are written to, several at once, and the announcement is killed meanwhile."""
    process = start("announce", "prices-2023")
    while process.poll() is None and written(checked) < 400:
        time.sleep(0.02)
    told = accept(checked, 200)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert start("announce", "prices-2023").wait(300) == 0
    assert counted(checked) == ONCE
    from laufzeit.campaigns import store
    from laufzeit.campaigns.models import Participant
    from laufzeit.contracts.models import LogEntry
    from laufzeit.messages.models import Message
    from laufzeit.vendors.store import acting_for

    with acting_for(checked.id):
        store.refresh(store.campaign("prices-2023"))
        assert Participant.objects.filter(answer="accepted").count() == told == 200
        accepted = Counter(LogEntry.objects.filter(kind="TermsAccepted").values_list("contract", flat=True))
        assert len(accepted) == 200
        assert max(accepted.values()) == 1
        assert Message.objects.filter(kind="terms_accepted").count() == 200


def accept(vendor: Any, count: int) -> int:
    """So many members accept, some of them twice; how many acceptances somebody was told of."""
    from laufzeit.campaigns.models import Participant
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        found = Participant.objects.filter(state="written").order_by("id").values_list("contract_id", "offer")[:count]
        waiting = [*found, *found[:20]]
    told: list[int] = []
    lock = threading.Lock()

    def work() -> None:
        try:
            while True:
                with lock:
                    if not waiting:
                        return
                    contract, offer = waiting.pop()
                told.append(accept_one(vendor, contract, offer))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(ACCEPTING_AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return sum(told)


def accept_one(vendor: Any, contract: Any, offer: Any) -> int:
    from laufzeit.contracts.actions import carry_out
    from laufzeit.contracts.commands import AcceptTerms
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
    from laufzeit.contracts.refusal import Refused
    from laufzeit.vendors.models import new_id
    from laufzeit.vendors.store import acting_for

    declaration = Declaration(date(2022, 10, 28), Actor(Side.CUSTOMER, Role.STAFF), Channel.MAIL)
    try:
        with acting_for(vendor.id):
            carry_out(contract, AcceptTerms(new_id(), offer), declaration, noon(ANNOUNCED))
    except Refused:
        return 0
    return 1
