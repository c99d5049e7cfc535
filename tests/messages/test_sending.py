"""Letters over a real SMTP server: what arrives, what is tried again, what is not."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.messages import mail_server
from tests.messages.outbox import NOW, letter, many, put, states
from tests.messages.samples import SAMPLES

from laufzeit.messages import jobs
from laufzeit.messages.actions import NotToBeSentAgain, send_again
from laufzeit.messages.jobs import InsideATransaction, send_due
from laufzeit.messages.models import Message
from laufzeit.messages.outgoing import Attachment
from laufzeit.messages.sending.answers import MailServer
from laufzeit.messages.sending.backoff import ATTEMPTS
from laufzeit.messages.state import State
from laufzeit.vendors.store import acting_for, create_vendor

LATER = NOW + timedelta(hours=7)


def test_a_letter_arrives_as_it_was_written(sending, mailing):
    put(sending.id, "erika@example.org", kind=SAMPLES["change_confirmed"])
    report = send_due(sending.id, NOW, mailing.server)
    assert report.states == {State.SENT: 1}
    (mail,) = mailing.mails
    assert mailing.envelopes == [("vertrag@redconnect.example", ("erika@example.org",))]
    assert mail["From"] == "RED connect <vertrag@redconnect.example>"
    assert mail["Reply-To"] == "support@redconnect.example"
    assert mail["To"] == '"Dr. Jürgen Groß" <erika@example.org>'
    assert mail["Subject"] == "Bestätigung Ihres Vertragswechsels zu RED connect basis zum 01.07.2021"
    assert mail["Date"].datetime == NOW
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "de"
    assert not any(name.lower().startswith("list-") for name in mail)
    assert mail.get_content_type() == "multipart/alternative"
    text, html = mail.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert "Eingang Ihrer Erklärung:      31.03.2021, 14:05 Uhr" in text.get_content()
    assert "<h1" in html.get_content()


def test_what_was_sent_is_kept(sending, mailing):
    put(sending.id, "erika@example.org")
    send_due(sending.id, NOW, mailing.server)
    row = letter(sending.id, "erika@example.org")
    (mail,) = mailing.mails
    assert (row.state, row.sent_at, row.attempts) == (State.SENT, NOW, 1)
    assert row.message_id == mail["Message-ID"] == f"<{row.id}@redconnect.example>"
    assert row.subject == mail["Subject"]
    assert row.text == mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
    assert row.sha256 == hashlib.sha256(mailing_bytes(sending.id, row)).hexdigest()


def mailing_bytes(vendor, row: Message) -> bytes:
    """The mail written anew from what is kept: the same to the last byte."""
    with acting_for(vendor):
        written = jobs._written(row, (), jobs.store.letterhead(), NOW)
    assert isinstance(written, tuple)
    return written[1].data


def test_a_letter_that_was_sent_is_not_sent_again(sending, mailing):
    put(sending.id, "erika@example.org")
    put(sending.id, "erika@example.org", kind=SAMPLES["change_confirmed"])
    send_due(sending.id, NOW, mailing.server)
    assert send_due(sending.id, LATER, mailing.server).states == {}
    assert mailing.recipients == ["erika@example.org"]


def test_attachments_go_with_the_letter(sending, mailing):
    put(sending.id, "erika@example.org", attachments=(Attachment("Übersicht.pdf", "application/pdf", b"%PDF\n\xff"),))
    send_due(sending.id, NOW, mailing.server)
    (file,) = mailing.mails[0].iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        "Übersicht.pdf",
        "application/pdf",
        b"%PDF\n\xff",
    )
    assert mailing.mails[0].get_body(("html",)) is not None


def test_a_domain_with_umlauts_goes_over_the_wire_as_it_must(sending, mailing):
    put(sending.id, "erika@büro.example")
    send_due(sending.id, NOW, mailing.server)
    assert mailing.recipients == ["erika@xn--bro-hoa.example"]


def test_an_address_with_umlauts_needs_a_server_that_knows_them(sending, mailing):
    put(sending.id, "jürgen@example.org")
    with mail_server.running(enable_SMTPUTF8=False) as old:
        assert send_due(sending.id, NOW, old.server).states == {State.FAILED: 1}
    row = letter(sending.id, "jürgen@example.org")
    assert "outside of ASCII" in row.last_error
    with acting_for(sending.id):
        send_again(row.id)
    assert send_due(sending.id, NOW, mailing.server).states == {State.SENT: 1}
    assert mailing.recipients == ["jürgen@example.org"]
    assert "<jürgen@example.org>" in str(mailing.mails[0]["To"]).encode(errors="surrogateescape").decode()


@pytest.mark.parametrize(
    "address",
    [
        "eve@example.org\r\nBcc: all@example.org",
        "eve@example.org>\r\nRCPT TO:<all@example.org",
        "eve@example.org, all@example.org",
        "Eve <eve@example.org>",
        "eve",
        "@example.org",
        "eve@",
        "eve@exam ple.org",
        f"eve@{'a' * 250}.example",
        f"eve@{'ü' * 60}.example",
        "",
    ],
)
def test_what_is_no_address_is_never_offered(sending, mailing, address):
    put(sending.id, address)
    assert send_due(sending.id, NOW, mailing.server).states == {State.FAILED: 1}
    assert "e-mail address" in letter(sending.id, address).last_error
    assert mailing.connections == 0


def test_names_and_plans_add_no_headers(sending, mailing):
    from dataclasses import replace

    kind = replace(SAMPLES["change_revoked"], new_plan="basis\r\nBcc: all@example.org\r\n\r\n<html>")
    put(sending.id, "erika@example.org", kind=kind, name="Eve\r\nBcc: all@example.org\r\n\r\nBody, <x@example.org>")
    send_due(sending.id, NOW, mailing.server)
    (mail,) = mailing.mails
    assert mail["Bcc"] is None
    assert mailing.recipients == ["erika@example.org"]
    assert mail["To"].addresses[0].addr_spec == "erika@example.org"
    assert mail["To"].addresses[0].display_name == "Eve Bcc: all@example.org Body, <x@example.org>"
    assert mail["Subject"].startswith("Bestätigung: Ihr Vertragswechsel zu basis Bcc: all@example.org <html>")


def test_a_refusal_for_good_bounces_and_holds_nothing_up(sending, mailing):
    mailing.at_data["spammer"] = "554 5.7.1 not wanted here"
    put(sending.id, "nobody@example.org", "spammer@example.org", "erika@example.org")
    assert send_due(sending.id, NOW, mailing.server).states == {State.FAILED: 2, State.SENT: 1}
    row = letter(sending.id, "nobody@example.org")
    assert row.last_error == "550 5.1.1 …: Recipient address rejected"
    assert letter(sending.id, "spammer@example.org").last_error == "554 5.7.1 not wanted here"
    assert send_due(sending.id, LATER, mailing.server).states == {}
    assert mailing.recipients == ["erika@example.org"]
    assert mailing.connections == 1


def test_a_refusal_for_now_is_tried_again_after_a_pause(sending, mailing):
    mailing.at_data["busy"] = "451 4.3.0 try again"
    put(sending.id, "busy@example.org", "full@example.org")
    assert send_due(sending.id, NOW, mailing.server).states == {State.PENDING: 2}
    row = letter(sending.id, "busy@example.org")
    assert (row.attempts, row.next_attempt_at) == (1, NOW + timedelta(minutes=1))
    assert letter(sending.id, "full@example.org").last_error == "452 4.2.2 …: mailbox full"
    del mailing.at_data["busy"]
    assert send_due(sending.id, NOW + timedelta(seconds=59), mailing.server).states == {}
    report = send_due(sending.id, NOW + timedelta(minutes=1), mailing.server)
    assert report.states == {State.SENT: 1, State.PENDING: 1}
    assert letter(sending.id, "busy@example.org").attempts == 2
    assert letter(sending.id, "full@example.org").next_attempt_at == NOW + timedelta(minutes=3)


def test_it_is_given_up_in_the_end(sending, mailing):
    put(sending.id, "full@example.org")
    now, tries = NOW, 0
    while letter(sending.id, "full@example.org").state == State.PENDING:
        now = letter(sending.id, "full@example.org").next_attempt_at or now
        send_due(sending.id, now, mailing.server)
        tries += 1
    row = letter(sending.id, "full@example.org")
    assert (row.state, row.attempts, tries) == (State.FAILED, ATTEMPTS, ATTEMPTS)
    assert timedelta(days=4) < now - NOW < timedelta(days=5)


def test_without_a_server_everything_waits(sending):
    put(sending.id, *many(30))
    nowhere = MailServer("127.0.0.1", mail_server.free_port())
    report = send_due(sending.id, NOW, nowhere)
    assert report.states == {State.PENDING: 1}
    assert "no connection to the mail server" in report.server_down
    assert states(sending.id) == {State.PENDING: 30}
    with acting_for(sending.id):
        assert list(Message.objects.values_list("attempts", flat=True)).count(1) == 1
    with mail_server.running() as back:
        assert send_due(sending.id, NOW, back.server).states == {State.SENT: 29}
        assert send_due(sending.id, LATER, back.server).states == {State.SENT: 1}


@pytest.mark.parametrize("local", ["closing@example.org"])
def test_a_server_that_closes_stops_the_run_and_bounces_nothing(sending, mailing, local):
    put(sending.id, local, "erika@example.org")
    assert send_due(sending.id, NOW, mailing.server).server_down == "421 4.3.2 closing for today"
    assert states(sending.id) == {State.PENDING: 2}
    assert send_due(sending.id, NOW, mailing.server).states == {State.SENT: 1}


def test_a_sender_that_is_not_accepted_is_no_letters_fault(sending, mailing):
    from laufzeit.messages.actions import set_letterhead
    from laufzeit.messages.letterhead import Head

    with acting_for(sending.id):
        set_letterhead(sending.id, Head("RED", mail_from="unwanted@red.example"))
    put(sending.id, "erika@example.org")
    assert send_due(sending.id, NOW, mailing.server).server_down == "553 5.7.1 sender not allowed"
    assert states(sending.id) == {State.PENDING: 1}


@pytest.mark.parametrize(("password", "state"), [("right", State.SENT), ("wrong", State.PENDING)])
def test_signing_in_at_the_server(sending, mailing, password, state):
    server = MailServer(mailing.server.host, mailing.server.port, user="laufzeit", password=password)
    put(sending.id, "erika@example.org")
    report = send_due(sending.id, NOW, server)
    assert states(sending.id) == {state: 1}
    assert bool(report.server_down) == (password == "wrong")
    assert "right" not in report.server_down


def test_a_password_is_not_told_to_a_server_without_the_tls_that_was_asked_for(sending, mailing):
    server = MailServer(mailing.server.host, mailing.server.port, user="laufzeit", password="right", start_tls=True)
    put(sending.id, "erika@example.org")
    assert "STARTTLS" in send_due(sending.id, NOW, server).server_down
    assert mailing.mails == []


def test_one_connection_carries_many_letters(sending, mailing):
    put(sending.id, *many(45))
    assert send_due(sending.id, NOW, mailing.server).states == {State.SENT: 45}
    assert mailing.connections == 1


def test_a_server_that_hangs_up_after_some_mails_is_called_again(sending, mailing):
    mailing.most_mails_of_a_connection = 10
    put(sending.id, *many(45))
    assert send_due(sending.id, NOW, mailing.server).states == {State.SENT: 45}
    assert mailing.connections == 5
    assert set(mailing.times_of().values()) == {1}


def test_a_connection_that_breaks_after_the_mail_leaves_it_unclear(sending, mailing):
    mailing.on_data = lambda local, transport: transport.abort() if local == "lost" else None
    put(sending.id, "lost@example.org", "erika@example.org")
    assert send_due(sending.id, NOW, mailing.server).states == {State.UNCLEAR: 1, State.SENT: 1}
    assert send_due(sending.id, NOW + timedelta(days=30), mailing.server).states == {}
    lost = letter(sending.id, "lost@example.org")
    assert "the connection broke during the hand-over" in lost.last_error
    mailing.on_data = lambda *_: None
    with acting_for(sending.id):
        send_again(lost.id)
    assert send_due(sending.id, LATER, mailing.server).states == {State.SENT: 1}
    assert mailing.times_of()[lost.message_id] == 2, "the same Message-ID, by which it is recognised"


def test_only_what_is_stuck_is_sent_again(sending, mailing):
    put(sending.id, "erika@example.org")
    send_due(sending.id, NOW, mailing.server)
    with acting_for(sending.id), pytest.raises(NotToBeSentAgain, match="that is sent"):
        send_again(letter(sending.id, "erika@example.org").id)


def test_without_a_mail_server_letters_are_kept(sending, mailing):
    put(sending.id, "erika@example.org", "eve")
    assert send_due(sending.id, NOW).states == {State.HELD: 1, State.FAILED: 1}
    row = letter(sending.id, "erika@example.org")
    assert row.subject
    assert row.text
    assert row.html
    assert send_due(sending.id, LATER, mailing.server).states == {}, "nothing old goes out when a server is set"
    with acting_for(sending.id):
        send_again(row.id)
    assert send_due(sending.id, LATER, mailing.server).states == {State.SENT: 1}


def test_the_secret_of_a_letter_is_not_kept(sending, mailing):
    put(sending.id, "erika@example.org", kind=SAMPLES["invitation"])
    send_due(sending.id, NOW, mailing.server)
    assert "einladung/x" in mailing.mails[0].get_body(("plain",)).get_content()
    with acting_for(sending.id):
        (row,) = Message.objects.values()
    assert "einladung/x" not in str(row)
    assert row["subject"] == "Einladung zu Praxis Dr. Groß"


def test_a_letter_that_cannot_be_written_keeps_no_other_back(sending, mailing):
    put(sending.id, "bad@example.org", "erika@example.org")
    with acting_for(sending.id):
        Message.objects.filter(key="bad@example.org").update(facts={"surprise": 1})
    assert send_due(sending.id, NOW, mailing.server).states == {State.FAILED: 1, State.SENT: 1}
    assert letter(sending.id, "bad@example.org").last_error == "the letter cannot be written: Unreadable"


def test_a_letter_stays_as_it_was_first_written(sending, mailing):
    from laufzeit.messages.actions import set_letterhead
    from laufzeit.messages.letterhead import Head

    mailing.at_data["erika"] = "451 later"
    put(sending.id, "erika@example.org")
    send_due(sending.id, NOW, mailing.server)
    with acting_for(sending.id):
        set_letterhead(sending.id, Head("Another name", mail_from="vertrag@redconnect.example"))
    mailing.at_data.clear()
    send_due(sending.id, LATER, mailing.server)
    assert "RED Medical Systems GmbH" in mailing.mails[0].get_body(("plain",)).get_content()


def test_nothing_is_sent_inside_a_transaction(acting, mailing):
    with pytest.raises(InsideATransaction):
        send_due(acting.id, NOW, mailing.server)


def test_a_vendor_without_a_catalogue_signs_with_its_name(transactional_db, mailing):
    vendor = create_vendor(slug="new", name="Neu GmbH")
    put(vendor.id, "erika@example.org")
    send_due(vendor.id, NOW, mailing.server)
    assert mailing.mails[0]["From"] == "Neu GmbH <laufzeit@localhost>"


def test_no_vendor_sends_anothers_letters(sending, mailing):
    other = create_vendor(slug="other", name="Other GmbH")
    put(other.id, "theirs@example.org")
    put(sending.id, "ours@example.org")
    send_due(sending.id, NOW, mailing.server)
    assert mailing.recipients == ["ours@example.org"]
    assert states(other.id) == {State.PENDING: 1}


def test_two_thousand_letters(sending, mailing):
    with CaptureQueriesContext(connection) as queries:
        put(sending.id, *many(2000))
    assert len([query for query in queries if "INSERT" in query["sql"]]) == 1
    rounds = 0
    while (report := send_due(sending.id, NOW, mailing.server)).states:
        assert report.states == {State.SENT: 500}
        rounds += 1
    assert rounds == 4
    assert len(mailing.mails) == 2000
    assert set(mailing.times_of().values()) == {1}


def test_a_letter_dated_in_a_sandboxs_future_goes_out_now(sending, mailing):
    put(sending.id, "erika@example.org", at=datetime(2035, 1, 1, tzinfo=UTC))
    assert send_due(sending.id, NOW, mailing.server).states == {State.SENT: 1}
