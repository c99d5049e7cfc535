"""The people leave the outbox; what the law keeps stays for as long as it asks, and is shown to nobody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from tests.messages.outbox import NOW, letter, put, states
from tests.messages.samples import SAMPLES

from laufzeit.messages.actions import NotToBeSentAgain, erase_for_organisation, erase_outdated, send_again
from laufzeit.messages.codec import KINDS
from laufzeit.messages.jobs import send_due
from laufzeit.messages.models import Enclosure, Message
from laufzeit.messages.outgoing import Attachment
from laufzeit.messages.state import State
from laufzeit.messages.store import mailbox, opened
from laufzeit.vendors.store import acting_for

FILE = (Attachment("x.txt", "text/plain", b"Erika"),)


def erase(vendor, organisation) -> int:
    with acting_for(vendor.id):
        return erase_for_organisation(organisation)


def row(vendor, key) -> dict:
    with acting_for(vendor.id):
        return Message.objects.values().get(key=key)


@pytest.fixture
def practice(sending, mailing):
    """An organisation to which a business letter and a reminder went out."""
    organisation = uuid4()
    notice, reminder = SAMPLES["notice_confirmed"], SAMPLES["access_ended"]
    put(sending.id, "business@example.org", kind=notice, user=uuid4(), organisation=organisation, attachments=FILE)
    put(sending.id, "reminder@example.org", kind=reminder, user=uuid4(), organisation=organisation, attachments=FILE)
    put(sending.id, "somebody@example.org", organisation=uuid4())
    send_due(sending.id, NOW, mailing.server)
    return organisation


def test_what_is_no_business_letter_goes(sending, practice):
    assert erase(sending, practice) == 2
    found = row(sending, "reminder@example.org")
    assert (found["email"], found["name"], found["user"], found["facts"]) == ("", "", None, {})
    assert (found["subject"], found["text"], found["html"]) == ("", "", "")
    assert (found["state"], found["kind"], found["sent_at"]) == ("sent", "access_ended", NOW)
    assert found["sha256"]
    assert found["kept_until"] is None


def test_a_business_letter_is_restricted_for_six_years(sending, practice):
    erase(sending, practice)
    found = row(sending, "business@example.org")
    assert (found["email"], found["name"], found["user"], found["facts"]) == ("", "", None, {})
    assert "wir bestätigen den Eingang Ihrer Kündigung" in found["text"]
    assert found["kept_until"] == date(2027, 12, 31)
    with acting_for(sending.id):
        assert {one.email for one in mailbox().letters} == {"", "somebody@example.org"}
        assert opened(found["id"]) is None
        assert Enclosure.objects.count() == 1
    assert erase_outdated(sending.id, date(2027, 12, 31)) == 0
    assert erase_outdated(sending.id, date(2028, 1, 1)) == 1
    found = row(sending, "business@example.org")
    assert (found["text"], found["html"], found["kept_until"]) == ("", "", None)
    with acting_for(sending.id):
        assert Enclosure.objects.count() == 0


def test_others_are_left_alone_and_nothing_is_erased_twice(sending, practice):
    assert erase(sending, practice) == 2
    assert row(sending, "somebody@example.org")["email"] == "somebody@example.org"
    kept = row(sending, "business@example.org")
    erase(sending, practice)
    assert row(sending, "business@example.org") == kept


def test_an_erased_letter_can_still_be_listed_and_opened(sending, practice):
    erase(sending, practice)
    with acting_for(sending.id):
        gone = next(one for one in mailbox().letters if not one.email)
        assert gone.subject == ""
        assert opened(gone.id).content is None


def test_what_is_on_its_way_arrives_first(sending, mailing):
    organisation = uuid4()
    mailing.at_data["erika"] = "451 later"
    put(sending.id, "erika@example.org", "max@example.org", kind=SAMPLES["access_ended"], organisation=organisation)
    assert erase(sending, organisation) == 2
    send_due(sending.id, NOW, mailing.server)
    assert row(sending, "max@example.org")["email"] == ""
    assert row(sending, "erika@example.org")["email"] == "erika@example.org"
    assert mailing.recipients == ["max@example.org"]
    mailing.at_data.clear()
    send_due(sending.id, NOW.replace(hour=13), mailing.server)
    assert mailing.recipients == ["max@example.org", "erika@example.org"]
    assert row(sending, "erika@example.org")["email"] == ""


def test_the_word_that_all_is_erased_is_the_last(sending, mailing):
    put(sending.id, "erika@example.org", kind=SAMPLES["erasure_done"])
    send_due(sending.id, NOW, mailing.server)
    assert mailing.recipients == ["erika@example.org"]
    found = row(sending, "erika@example.org")
    assert (found["email"], found["name"]) == ("", "")
    assert found["kept_until"] == date(2027, 12, 31)


def test_what_was_erased_is_not_sent_again(sending):
    organisation = uuid4()
    put(sending.id, "no address", organisation=organisation)
    send_due(sending.id, NOW)
    erase(sending, organisation)
    with acting_for(sending.id), pytest.raises(NotToBeSentAgain):
        send_again(letter(sending.id, "no address").id)
    assert states(sending.id) == {State.FAILED: 1}


def test_the_year_is_the_letters(sending, mailing):
    organisation = uuid4()
    put(sending.id, "a@example.org", organisation=organisation, at=datetime(2026, 11, 22, tzinfo=UTC))
    put(sending.id, "b@example.org", organisation=organisation, at=datetime(2027, 1, 1, 12, tzinfo=UTC))
    send_due(sending.id, NOW, mailing.server)
    erase(sending, organisation)
    assert row(sending, "a@example.org")["kept_until"] == date(2032, 12, 31)
    assert row(sending, "b@example.org")["kept_until"] == date(2033, 12, 31)


def test_letters_to_strangers_go_when_their_time_is_over(sending, mailing):
    put(sending.id, "erika@example.org", kind=SAMPLES["cancellation_received"])
    send_due(sending.id, NOW, mailing.server)
    assert erase_outdated(sending.id, date(2027, 12, 31)) == 0
    assert erase_outdated(sending.id, date(2028, 1, 1)) == 1
    assert erase_outdated(sending.id, date(2028, 1, 1)) == 0
    found = row(sending, "erika@example.org")
    assert (found["email"], found["facts"], found["text"]) == ("", {}, "")


def test_letters_that_open_doors_are_no_business_letters():
    assert [name for name, kind in KINDS.items() if kind.secret and kind.business_letter] == []
