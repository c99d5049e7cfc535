"""Contracts on the real database: what is decided is stored once, with everything that follows from it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from laufzeit.contracts.commands import Book, ChangePlan, GiveNotice, Revoke
from laufzeit.contracts.refusal import Code, Refused
from laufzeit.vendors.models import new_id

NOON = datetime(2021, 2, 10, 12, tzinfo=UTC)
TODAY = date(2021, 2, 10)


def to_basis() -> ChangePlan:
    return ChangePlan(new_id(), "basis")


def test_the_document_change_and_revocation(practice: Any) -> None:
    from laufzeit.contracts import store
    from laufzeit.contracts.actions import book, carry_out, preview
    from laufzeit.messages.models import Message

    conference = Book(new_id(), "konferenzen", date(2021, 7, 6), time(18), practice.main.id)
    book(practice.contract_id, conference, "Qualitätszirkel", practice.declared(TODAY), NOON)
    held = store.held(practice.contract_id)
    before = held.timeline
    command, declared = to_basis(), practice.declared(TODAY)

    shown = preview(held, command, declared).consequences
    assert (shown.last_day, shown.first_day) == (date(2021, 6, 30), date(2021, 7, 1))
    assert set(shown.users_removed) == {user.id for user in practice.others}
    assert [booking.id for booking in shown.bookings_invalid] == [conference.id]
    assert shown.revocable_until == date(2021, 6, 30)
    assert (shown.price_before.total.minor, shown.price_after.total.minor) == (7600, 0)

    after = carry_out(practice.contract_id, command, declared, NOON)
    assert after.timeline == preview(held, command, declared).after.timeline
    assert store.stored_phases(practice.contract_id) == store.phases_as_stored(after.timeline)

    carry_out(practice.contract_id, Revoke(new_id(), command.id), practice.declared(date(2021, 3, 20)), NOON)
    assert store.held(practice.contract_id).timeline == before
    assert store.stored_phases(practice.contract_id) == store.phases_as_stored(before)
    assert list(Message.objects.order_by("created_at", "id").values_list("kind", flat=True)) == [
        "change_confirmed",
        "change_revoked",
    ]


def test_a_form_that_is_sent_again_counts_once(practice: Any) -> None:
    from laufzeit.contracts.actions import carry_out
    from laufzeit.contracts.models import LogEntry

    form = new_id()
    first = carry_out(practice.contract_id, to_basis(), practice.declared(TODAY), NOON, form_key=form)
    again = carry_out(practice.contract_id, to_basis(), practice.declared(TODAY), NOON, form_key=form)
    assert again.contract == first.contract
    assert LogEntry.objects.filter(kind="PlanChanged").count() == 1


def test_who_was_shown_an_older_version_is_refused(practice: Any) -> None:
    from laufzeit.contracts.actions import carry_out

    carry_out(practice.contract_id, GiveNotice(new_id()), practice.declared(TODAY), NOON, seen_version=1)
    with pytest.raises(Refused) as refused:
        carry_out(practice.contract_id, to_basis(), practice.declared(TODAY), NOON, seen_version=1)
    assert refused.value.code is Code.CHANGED_MEANWHILE


def test_a_refusal_stores_nothing(practice: Any) -> None:
    from laufzeit.contracts import store
    from laufzeit.contracts.actions import carry_out

    with pytest.raises(Refused):
        carry_out(practice.contract_id, to_basis(), practice.declared(TODAY, consents=False), NOON)
    assert store.held(practice.contract_id).contract.version == 1
    assert len(store.log(practice.contract_id)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contracts_logentry SET channel = 'office'",
        "DELETE FROM contracts_logentry",
        "TRUNCATE contracts_logentry",
    ],
)
def test_the_log_is_append_only(practice: Any, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_overlapping_phases(practice: Any) -> None:
    from laufzeit.contracts.models import Phase

    stored = Phase.objects.get(contract_id=practice.contract_id)
    stored.pk = stored.id = new_id()
    with pytest.raises(DatabaseError, match="no_overlap"), transaction.atomic():
        stored.save(force_insert=True)


def test_verification_finds_a_changed_entry_and_a_changed_phase(practice: Any) -> None:
    from dataclasses import replace

    from laufzeit.contracts import store
    from laufzeit.contracts.actions import carry_out, verify
    from laufzeit.contracts.chain import breaks
    from laufzeit.contracts.models import Phase

    carry_out(practice.contract_id, to_basis(), practice.declared(TODAY), NOON)
    assert verify(practice.contract_id) == ()
    entries = list(store.entries(practice.contract_id))
    forged = [(replace(entries[0][0], payload={**entries[0][0].payload, "seats": 1}), entries[0][1]), *entries[1:]]
    assert [found.seq for found in breaks(forged)] == [1]
    assert [found.seq for found in breaks(entries[1:])] == [2, 2]
    Phase.objects.filter(contract_id=practice.contract_id, plan="plus").update(seats=3)
    assert [found.reason for found in verify(practice.contract_id)] == ["the stored phases are not those of the log"]


def test_a_user_without_a_seat_cannot_come_in_also_while_no_worker_runs(practice: Any) -> None:
    from laufzeit.contracts.actions import carry_out
    from laufzeit.customers.store import may_use

    carry_out(practice.contract_id, to_basis(), practice.declared(TODAY), NOON)
    removed = practice.others[0]
    assert may_use(removed, date(2021, 6, 30))
    assert not may_use(removed, date(2021, 7, 1))
    assert may_use(practice.main, date(2021, 7, 1))
