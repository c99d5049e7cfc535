"""Two people decide at the same moment: one of them first, and the other is told."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from tests.contracts.conftest import Practice, applied, make_practice

from laufzeit.contracts.commands import ChangePlan, GiveNotice
from laufzeit.contracts.refusal import Code, Refused
from laufzeit.vendors.models import new_id

TODAY = date(2021, 2, 10)
NOON = datetime(2021, 2, 10, 12, tzinfo=UTC)


@pytest.fixture
def stored(transactional_db: None) -> Practice:
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red", name="RED connect")
    with acting_for(vendor.id):
        applied(vendor, "red-connect.toml")
        return make_practice(vendor)


def decide_together(practice: Practice, commands: list[Any], **options: Any) -> list[str]:
    """Each command in a thread of its own, all let go at once; what became of each."""
    from laufzeit.contracts.actions import carry_out
    from laufzeit.vendors.store import acting_for

    with acting_for(practice.vendor.id):
        declared = practice.declared(TODAY)
    gate, outcomes = threading.Barrier(len(commands)), []

    def decide(command: Any) -> None:
        try:
            with acting_for(practice.vendor.id):
                gate.wait(10)
                carry_out(practice.contract_id, command, declared, NOON, **options)
            outcomes.append("stored")
        except Refused as refused:
            outcomes.append(refused.code.value)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(command,)) for command in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def entries(practice: Practice) -> list[str]:
    from laufzeit.contracts import store
    from laufzeit.contracts.actions import verify
    from laufzeit.vendors.store import acting_for

    with acting_for(practice.vendor.id):
        assert verify(practice.contract_id) == ()
        return [type(line.event).__name__ for line in store.log(practice.contract_id)]


def test_the_second_one_had_seen_an_older_page(stored: Practice) -> None:
    outcomes = decide_together(stored, [ChangePlan(new_id(), "basis"), GiveNotice(new_id())], seen_version=1)
    assert outcomes == [Code.CHANGED_MEANWHILE.value, "stored"]
    assert len(entries(stored)) == 2


def test_the_same_wish_twice_is_one_change(stored: Practice) -> None:
    outcomes = decide_together(stored, [ChangePlan(new_id(), "basis"), ChangePlan(new_id(), "basis")])
    assert outcomes == [Code.CHANGE_PENDING.value, "stored"]
    assert entries(stored) == ["Concluded", "PlanChanged"]


def test_a_form_sent_by_a_double_click_counts_once(stored: Practice) -> None:
    command = ChangePlan(new_id(), "basis")
    assert decide_together(stored, [command] * 4, form_key=new_id(), seen_version=1) == ["stored"] * 4
    assert entries(stored) == ["Concluded", "PlanChanged"]
