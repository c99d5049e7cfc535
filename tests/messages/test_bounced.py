"""Letters that came back after the mail server had taken them, over a real SMTP server."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from tests.messages import returning
from tests.messages.outbox import NOW, letter, put
from tests.messages.returning import SERVERS, returned, returned_whole
from tests.messages.samples import RED, SAMPLES

from laufzeit.messages.actions import NotToBeSentAgain, erase_for_organisation, send_again, set_letterhead
from laufzeit.messages.bouncing.actions import BATCH, Found, read_in
from laufzeit.messages.jobs import send_due
from laufzeit.messages.models import Message
from laufzeit.messages.outgoing import Attachment
from laufzeit.messages.state import State
from laufzeit.messages.store import mailbox
from laufzeit.vendors.store import acting_for, create_vendor

ERIKA = "erika@example.org"
LATER = NOW + timedelta(hours=7)


def sent(vendor, mailing, *addresses: str, **options) -> Message:
    """Letters that went out; the first one's row."""
    put(vendor.id, *addresses, **options)
    send_due(vendor.id, NOW, mailing.server)
    row = letter(vendor.id, addresses[0])
    assert row.state == State.SENT
    return row


def counts(found: Found) -> tuple[int, int, int, int, int]:
    return found.mails, len(found.bounced), found.known, found.unknown, found.not_bounces


def change(vendor, row: Message, **values) -> None:
    with acting_for(vendor.id):
        Message.objects.filter(id=row.id).update(**values)


def again(vendor, row: Message) -> None:
    with acting_for(vendor.id):
        send_again(row.id)


def test_the_letter_that_arrived_and_came_back(sending, mailing):
    file = Attachment("big.pdf", "application/pdf", b"%PDF" + b"x" * 1_000_000)
    row = sent(sending, mailing, ERIKA, attachments=(file,))
    (arrived,) = mailing.mails
    found = read_in([sending.id], [returned_whole(arrived, ERIKA)])
    assert counts(found) == (1, 1, 0, 0, 0)
    assert (found.bounced[0].vendor, found.bounced[0].letter) == (sending.id, row.id)
    after = letter(sending.id, ERIKA)
    assert after.state == State.BOUNCED
    assert after.last_error == found.bounced[0].said
    assert after.last_error.startswith("5.1.1 (no such mailbox): 550 5.1.1 …: Recipient address rejected")
    assert "@" not in after.last_error
    assert (after.sent_at, after.text, after.sha256) == (row.sent_at, row.text, row.sha256)


@pytest.mark.parametrize("name", SERVERS)
def test_each_mail_server_is_understood_and_reading_again_changes_nothing(sending, mailing, name):
    row = sent(sending, mailing, ERIKA)
    mails = [returning.mail("vacation"), returned(name, row.message_id, ERIKA), returning.mail("delayed")]
    assert counts(read_in([sending.id], mails)) == (3, 1, 0, 0, 2)
    after = letter(sending.id, ERIKA)
    assert counts(read_in([sending.id], mails)) == (3, 0, 1, 0, 2)
    assert vars(letter(sending.id, ERIKA)) | {"_state": 0} == vars(after) | {"_state": 0}


def test_a_letter_that_was_sent_again_comes_back_only_by_a_new_report(sending, mailing):
    row = sent(sending, mailing, ERIKA)
    first = [returned("postfix", row.message_id, ERIKA), returned("exim", row.message_id, ERIKA)]
    assert counts(read_in([sending.id], first)) == (2, 1, 1, 0, 0)
    again(sending, row)
    assert counts(read_in([sending.id], first)) == (2, 0, 2, 0, 0), "not while it is on its way"
    assert send_due(sending.id, LATER, mailing.server).states == {State.SENT: 1}
    assert mailing.times_of()[row.message_id] == 2
    assert counts(read_in([sending.id], first)) == (2, 0, 2, 0, 0)
    assert letter(sending.id, ERIKA).state == State.SENT
    assert letter(sending.id, ERIKA).last_error == ""
    second = [*first, returned("postfix", row.message_id, ERIKA, attempt=2)]
    assert counts(read_in([sending.id], second)) == (3, 1, 2, 0, 0)
    assert letter(sending.id, ERIKA).state == State.BOUNCED


def test_the_same_report_twice_in_one_mailbox_counts_once(sending, mailing):
    row = sent(sending, mailing, ERIKA)
    assert counts(read_in([sending.id], [returned("exim", row.message_id, ERIKA)] * 3)) == (3, 1, 2, 0, 0)


def test_more_mails_than_go_into_one_transaction(sending, mailing):
    row = sent(sending, mailing, ERIKA)
    mails = [returning.mail("vacation")] * (BATCH + 5) + [returned("exim", row.message_id, ERIKA)]
    assert counts(read_in([sending.id], iter(mails))) == (BATCH + 6, 1, 0, 0, BATCH + 5)


def test_a_letter_of_which_nobody_knew_whether_it_was_taken(sending, mailing):
    row = sent(sending, mailing, ERIKA)
    change(sending, row, state=State.UNCLEAR)
    assert counts(read_in([sending.id], [returned("exim", row.message_id, ERIKA)])) == (1, 1, 0, 0, 0)


@pytest.mark.parametrize("state", [state for state in State if state not in ("sent", "unclear", "bounced")])
def test_what_was_not_sent_cannot_come_back(sending, mailing, state):
    row = sent(sending, mailing, ERIKA)
    change(sending, row, state=state)
    assert counts(read_in([sending.id], [returned("exim", row.message_id, ERIKA)])) == (1, 0, 0, 1, 0)
    after = letter(sending.id, ERIKA)
    assert (after.state, after.last_error, after.returns) == (state, "", [])


@pytest.mark.parametrize(
    ("id_", "recipient"),
    [
        ("{id}", "somebody@example.org"),
        ("{id}", "erika@example.org.evil.example"),
        (f"<{UUID(int=7)}@redconnect.example>", ERIKA),
        ("<{row}@elsewhere.example>", ERIKA),
        ("<{upper}@redconnect.example>", ERIKA),
        ("<hello@redconnect.example>", ERIKA),
    ],
)
def test_a_forged_report_does_no_damage(sending, mailing, id_, recipient):
    row = sent(sending, mailing, ERIKA)
    forged = id_.format(id=row.message_id, row=row.id, upper=str(row.id).upper())
    assert counts(read_in([sending.id], [returned("postfix", forged, recipient)])) == (1, 0, 0, 1, 0)
    after = letter(sending.id, ERIKA)
    assert (after.state, after.last_error, after.returns) == (State.SENT, "", [])


@pytest.mark.parametrize(
    ("address", "reported"),
    [
        ("Erika@Example.ORG", "erika@example.org"),
        ("erika@büro.example", "erika@xn--bro-hoa.example"),
        ("erika@büro.example", "erika@büro.example"),
    ],
)
def test_an_address_is_recognised_as_it_goes_over_the_wire(sending, mailing, address, reported):
    row = sent(sending, mailing, address)
    assert counts(read_in([sending.id], [returned("exim", row.message_id, reported)])) == (1, 1, 0, 0, 0)


def test_an_erased_letter_does_not_come_back(sending, mailing):
    organisation = uuid4()
    row = sent(sending, mailing, ERIKA, organisation=organisation)
    with acting_for(sending.id):
        erase_for_organisation(organisation)
    for recipient in (ERIKA, ""):
        assert counts(read_in([sending.id], [returned("exim", row.message_id, recipient)])) == (1, 0, 0, 1, 0)
    assert letter(sending.id, ERIKA).state == State.SENT


def test_a_business_letter_that_came_back_is_kept_like_one_that_arrived(sending, mailing):
    organisation = uuid4()
    row = sent(sending, mailing, ERIKA, kind=SAMPLES["notice_confirmed"], organisation=organisation)
    read_in([sending.id], [returned("exim", row.message_id, ERIKA)])
    with acting_for(sending.id):
        erase_for_organisation(organisation)
    after = letter(sending.id, ERIKA)
    assert after.kept_until is not None
    assert (after.email, after.text) == ("", row.text)


def test_each_vendors_letters_are_found_and_no_others(sending, mailing):
    other = create_vendor(slug="other", name="Other GmbH")
    with acting_for(other.id):
        set_letterhead(other.id, RED)
    ours, theirs = sent(sending, mailing, ERIKA), sent(other, mailing, ERIKA)
    mails = [returned("exim", ours.message_id, ERIKA), returned("postfix", theirs.message_id, ERIKA)]
    assert counts(read_in([other.id], mails)) == (2, 1, 0, 1, 0)
    assert letter(sending.id, ERIKA).state == State.SENT
    found = read_in([other.id, sending.id], mails)
    assert counts(found) == (2, 1, 1, 0, 0)
    assert [(one.vendor, one.letter) for one in found.bounced] == [(sending.id, ours.id)]
    assert counts(read_in([], mails)) == (2, 0, 0, 2, 0)


def test_staff_finds_it_and_sends_it_again(sending, mailing):
    row = sent(sending, mailing, ERIKA)
    read_in([sending.id], [returned("exim", row.message_id, ERIKA)])
    with acting_for(sending.id):
        (listed,) = mailbox(states=[State.BOUNCED]).letters
    assert (listed.id, listed.sendable) == (row.id, True)
    again(sending, row)
    assert send_due(sending.id, LATER, mailing.server).states == {State.SENT: 1}


def test_an_invitation_that_came_back_is_made_anew_for_its_secret_is_gone(sending, mailing):
    row = sent(sending, mailing, ERIKA, kind=SAMPLES["invitation"])
    read_in([sending.id], [returned("exim", row.message_id, ERIKA)])
    with acting_for(sending.id):
        assert [one.sendable for one in mailbox(states=[State.BOUNCED]).letters] == [False]
        with pytest.raises(NotToBeSentAgain, match="that is bounced"):
            send_again(row.id)


def test_a_sender_that_still_waits_for_an_answer_does_not_unsay_it(sending, mailing):
    """Called unclear too early, then reported as undeliverable, and only then the server's answer comes."""

    def called_unclear(local, transport):
        put_back = letter(sending.id, ERIKA)
        change(sending, put_back, state=State.UNCLEAR)
        read_in([sending.id], [returned("exim", put_back.message_id, ERIKA)])

    mailing.on_data = called_unclear
    put(sending.id, ERIKA)
    assert send_due(sending.id, NOW, mailing.server).states == {}
    assert letter(sending.id, ERIKA).state == State.BOUNCED
