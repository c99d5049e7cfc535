"""What happens by itself: once each, in time or after any downtime, with everyone told who has to be."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from laufzeit.contracts.commands import Book, ChangePlan, GiveNotice, Revoke
from laufzeit.vendors.models import new_id

NOON = datetime(2021, 2, 10, 12, tzinfo=UTC)
TODAY = date(2021, 2, 10)


def tick(practice: Any, today: date) -> Any:
    from laufzeit.contracts.jobs import tick

    return tick(practice.vendor.id, today, datetime.combine(today, time(6), tzinfo=UTC))


def decide(practice: Any, command: Any, today: date = TODAY) -> None:
    from laufzeit.contracts.actions import carry_out

    carry_out(practice.contract_id, command, practice.declared(today), NOON)


def letters(kind: str) -> list[Any]:
    from laufzeit.messages.models import Message

    return list(Message.objects.filter(kind=kind).order_by("email"))


def test_the_switch_removes_users_and_tells_everybody_once(practice: Any) -> None:
    from laufzeit.contracts.actions import book

    lea = practice.others[1]
    conference = Book(new_id(), "konferenzen", date(2021, 7, 6), time(18), lea.id)
    book(practice.contract_id, conference, "Qualitätszirkel", practice.declared(TODAY, by=lea), NOON)
    decide(practice, ChangePlan(new_id(), "basis"))

    tick(practice, date(2021, 6, 30))
    assert letters("plan_switched") == []
    tick(practice, date(2021, 7, 1))
    tick(practice, date(2021, 7, 2))

    (switched,) = letters("plan_switched")
    assert switched.email == practice.main.email
    assert {letter.email for letter in letters("access_ended")} == {user.email for user in practice.others}
    (told,) = letters("bookings_invalid")
    assert told.email == lea.email
    assert "Qualitätszirkel" in str(told.facts)
    for user in practice.others:
        user.refresh_from_db()
        assert user.ended_on == date(2021, 7, 1)
    practice.main.refresh_from_db()
    assert practice.main.ended_on is None


def test_after_a_month_of_downtime_all_is_caught_up_and_stale_reminders_are_left_out(practice: Any) -> None:
    from laufzeit.contracts.models import EffectDone

    decide(practice, ChangePlan(new_id(), "basis"))
    assert tick(practice, date(2021, 8, 1)).effects == 3
    assert len(letters("plan_switched")) == 1
    assert letters("revocation_reminder") == []
    assert EffectDone.objects.filter(lapsed=True).count() == 2
    assert tick(practice, date(2021, 8, 2)).effects == 0


def test_reminders_come_on_their_days(practice: Any) -> None:
    from laufzeit.contracts import store

    decide(practice, ChangePlan(new_id(), "basis"))
    terms = store.held(practice.contract_id).catalogue.plans["plus"].editions[0]
    for days in terms.reminder_days:
        on = date(2021, 6, 30) - timedelta(days=days)
        before = len(letters("revocation_reminder"))
        tick(practice, on - timedelta(days=1))
        assert len(letters("revocation_reminder")) == before
        tick(practice, on)
        assert len(letters("revocation_reminder")) == before + 1


def test_what_was_revoked_does_not_happen(practice: Any) -> None:
    change = ChangePlan(new_id(), "basis")
    decide(practice, change)
    decide(practice, Revoke(new_id(), change.id), date(2021, 6, 30))
    assert tick(practice, date(2021, 7, 1)).effects == 0
    assert letters("plan_switched") == []


def test_a_change_at_once_takes_effect_with_the_decision(practice: Any) -> None:
    decide(practice, ChangePlan(new_id(), "basis"))
    tick(practice, date(2021, 7, 1))
    decide(practice, ChangePlan(new_id(), "plus"), date(2021, 7, 15))
    from laufzeit.contracts import store
    from laufzeit.contracts.models import EffectDone

    assert store.held(practice.contract_id).timeline.phase_on(date(2021, 7, 15)).terms.plan == "plus"
    assert EffectDone.objects.filter(key__startswith="switched:").count() == 2
    assert len(letters("plan_switched")) == 1


def test_terminate_and_erase(practice: Any) -> None:
    from laufzeit.contracts.actions import book, verify
    from laufzeit.contracts.models import BookingDetail, Erasure
    from laufzeit.customers.models import User
    from laufzeit.messages.models import Message

    conference = Book(new_id(), "konferenzen", date(2021, 3, 6), time(18), practice.main.id)
    book(practice.contract_id, conference, "Qualitätszirkel", practice.declared(TODAY), NOON)
    decide(practice, GiveNotice(new_id(), erase=True))
    tick(practice, date(2021, 7, 1))
    (ended,) = letters("contract_ended")
    assert "2021-07-30" in str(ended.facts)
    tick(practice, date(2021, 7, 30))
    assert User.objects.filter(erased_at__isnull=False).count() == 0

    tick(practice, date(2021, 7, 31))
    record = Erasure.objects.get()
    assert record.erased_on == date(2021, 7, 31)
    assert [kept["until"] for kept in record.kept] == ["2027-12-31", "2029-12-31"]
    assert BookingDetail.objects.count() == 0
    practice.organisation.refresh_from_db()
    assert "Sommer" not in practice.organisation.name
    assert not User.objects.filter(erased_at__isnull=True).exists()
    assert verify(practice.contract_id) == ()
    for message in Message.objects.exclude(kind="erasure_done"):
        # Not one of them has been sent yet: those on their way go to their people first, the others are gone now.
        assert message.erase_when_done or "sommer" not in f"{message.email}{message.name}{message.facts}".lower()
    tick(practice, date(2021, 8, 31))
    assert Erasure.objects.count() == 1
