"""A tick that is killed again and again loses nothing and does nothing twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from typing import Any

import pytest
from django.db import connections
from tests import database
from tests.contracts.conftest import applied

from laufzeit.catalogue.model import TermsRef

CONTRACTS = 1000
SWITCH = date(2021, 7, 1)


def environment() -> dict[str, str]:
    owner = connections["owner"].settings_dict
    address = f"{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("LAUFZEIT_", "PYTEST_"))},
        "LAUFZEIT_HOME": os.environ["LAUFZEIT_HOME"],
        "LAUFZEIT_SECRET_KEY": database.SECRET,
        "DATABASE_URL": f"postgresql://{address}",
    }


def start_tick() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "laufzeit", "tick", "--vendor", "red", "--today", SWITCH.isoformat()]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@pytest.fixture
def due(transactional_db: None) -> Any:
    """A sandbox with 1,000 contracts of two users each, all of which switch to basis on the same day."""
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.server.bench.population import Plan, populate
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red", name="RED connect", sandbox_day=SWITCH)
    with acting_for(vendor.id):
        applied(vendor, "red-connect.toml")
        plan = Plan(TermsRef("plus", "2020"), 2, SWITCH, 1, TermsRef("basis", "2020"), SWITCH)
        populate(vendor.id, catalogue_of(vendor.id), plan, CONTRACTS)
    return vendor


def test_killed_at_random_points_and_started_again(due: Any) -> None:
    from laufzeit.vendors.store import acting_for

    chance, kills = random.Random(20210701), 0
    while kills < 8 and remaining(due):
        process = start_tick()
        at_work = wait_until_at_work(due, process, remaining(due))
        time.sleep(chance.random() * 0.25)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += at_work
    process = start_tick()
    assert process.wait(120) == 0, process.stderr.read() if process.stderr else ""

    assert kills >= 2
    assert remaining(due) == 0
    with acting_for(due.id):
        counts = count_what_happened()
    assert counts == {
        "effects": CONTRACTS,
        "contracts with an effect": CONTRACTS,
        "told of the switch": CONTRACTS,
        "told of the end of access": CONTRACTS,
        "users without access": CONTRACTS,
    }


def remaining(vendor: Any) -> int:
    from laufzeit.contracts.models import Contract
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        return Contract.objects.filter(next_moment_on__lte=SWITCH).count()


def wait_until_at_work(vendor: Any, process: subprocess.Popen[bytes], before: int) -> bool:
    """Whether the process has finished a slice; it may then be killed in the middle of the next one."""
    while process.poll() is None:
        if remaining(vendor) < before:
            return True
        time.sleep(0.02)
    return False


def count_what_happened() -> dict[str, int]:
    from laufzeit.contracts.models import EffectDone
    from laufzeit.customers.models import User
    from laufzeit.messages.models import Message

    return {
        "effects": EffectDone.objects.filter(key__startswith="switched:").count(),
        "contracts with an effect": EffectDone.objects.values("contract").distinct().count(),
        "told of the switch": Message.objects.filter(kind="plan_switched").values("user").distinct().count(),
        "told of the end of access": Message.objects.filter(kind="access_ended").count(),
        "users without access": User.objects.filter(ended_on=SWITCH, role="member").count(),
    }


def test_two_ticks_at_once_share_the_work(due: Any) -> None:
    from laufzeit.vendors.store import acting_for

    both = [start_tick(), start_tick()]
    assert [process.wait(120) for process in both] == [0, 0]
    with acting_for(due.id):
        counts = count_what_happened()
    assert set(counts.values()) == {CONTRACTS}
