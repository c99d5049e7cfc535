"""What a mail says about a letter that came back, and all that is no such report."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.messages import returning
from tests.messages.returning import ID, RECIPIENT, SERVERS

from laufzeit.messages.bouncing.report import LARGEST, Returned, read

SAID = {
    "postfix": (
        "5.1.1 (no such mailbox): 550 5.1.1 …: Recipient address rejected: User unknown in virtual mailbox table"
    ),
    "exim": "5.0.0: 550 No such user … here",
    "exchange": "5.1.10: 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient … not found by SMTP address lookup",
}


def changed(old: str, new: str, name: str = "postfix") -> Returned | None:
    text = returning.mail(name)
    assert old.encode() in text
    return read(text.replace(old.encode(), new.encode()))


@pytest.mark.parametrize("name", SERVERS)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_reports_of_mail_servers_are_read(name: str, line_end: bytes) -> None:
    found = read(returning.mail(name).replace(b"\n", line_end))
    assert found is not None
    assert found.message_id == ID
    assert found.letter == UUID(ID[1:37])
    assert found.recipients == {RECIPIENT}
    assert found.said == SAID[name]


def test_a_report_about_an_address_with_umlauts() -> None:
    found = read(returning.mail("global"))
    assert found is not None
    assert found.recipients == {"jürgen@example.org"}
    assert found.said == "5.1.1 (no such mailbox): 550 5.1.1 …: unbekannt – schade"
    assert found.letter


@pytest.mark.parametrize("name", ["delayed", "vacation"])
def test_what_is_no_bounce(name: str) -> None:
    assert read(returning.mail(name)) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Action: failed", "Action: delayed"),
        ("Action: failed", "Action: delivered"),
        ("Action: failed", "Action: relayed"),
        ("Action: failed", "Action: expanded"),
        ("Action: failed\n", ""),
        ("Status: 5.1.1\n", "Status: 2.0.0\n"),
        ("Status: 5.1.1\n", "Status: 55.1.1\n"),
        ("Status: 5.1.1\n", "Status: 5\n"),
        ("Status: 5.1.1\n", "Status: five\n"),
        ("Status: 5.1.1\n", ""),
        ("multipart/report", "multipart/mixed"),
        ("message/delivery-status", "text/plain"),
        ("message/delivery-status", "message/disposition-notification"),
    ],
)
def test_other_reports_are_no_bounces(old: str, new: str) -> None:
    assert changed(old, new) is None


def test_what_a_mail_server_has_given_up_is_a_bounce() -> None:
    """Postfix says so after five days: failed, with a status that would have passed."""
    found = changed("Status: 5.1.1\n", "Status: 4.4.1\n")
    assert found is not None
    assert found.said.startswith("4.4.1 (no answer from the mail server, given up)")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Action: failed", "action:FAILED (unknown user)"),
        ("Status: 5.1.1\n", "Status: 5.1.1 (bad destination mailbox address)\n"),
        ("Content-Type: message/delivery-status", "content-type: Message/Delivery-Status; charset=us-ascii"),
        ("Return-Path: <>\n", "From MAILER-DAEMON Wed Mar 31 14:05:09 2021\nReturn-Path: <>\n"),
    ],
)
def test_the_same_in_other_words(old: str, new: str) -> None:
    found = changed(old, new)
    assert found is not None
    assert (found.message_id, found.recipients, found.said) == (ID, {RECIPIENT}, SAID["postfix"])


def test_whom_others_forwarded_it_to_and_whom_it_was_sent_to() -> None:
    found = changed("Final-Recipient: rfc822; erika@example.org", "Final-Recipient: rfc822; other@example.net")
    assert found is not None
    assert found.recipients == {"erika@example.org", "other@example.net"}


def test_only_recipients_that_failed_count() -> None:
    other = (
        "Final-Recipient: rfc822; late@example.org\nAction: delayed\nStatus: 4.4.1\n\nFinal-Recipient: rfc822; erika@"
    )
    found = changed("Final-Recipient: rfc822; erika@", other)
    assert found is not None
    assert found.recipients == {RECIPIENT}


def test_without_a_recipient_in_the_report_exims_header_counts() -> None:
    text = returning.mail("exim").replace(b"Final-Recipient: rfc822;erika@example.org\n", b"")
    found = read(text)
    assert found is not None
    assert found.recipients == {RECIPIENT}
    found = read(text.replace(b"X-Failed-Recipients: erika@example.org\n", b""))
    assert found is not None
    assert found.recipients == frozenset()


@pytest.mark.parametrize(
    "other",
    ["<abc@example.net>", "", ID + " " + ID, ID[:-1], ID.replace("-", ""), "<" + "1" * 36 + "@redconnect.example>"],
)
def test_a_mail_that_came_back_and_is_none_of_ours(other: str) -> None:
    found = changed(f"Message-ID: {ID}", f"Message-ID: {other}")
    assert found is not None
    assert found.letter is None


def test_a_report_without_the_mail_is_about_nobody_knows_which() -> None:
    found = changed("Content-Type: message/rfc822", "Content-Type: application/octet-stream")
    assert found is not None
    assert (found.message_id, found.letter) == ("", None)


def test_the_reason_holds_no_address_and_nothing_that_acts() -> None:
    bad = 'smtp; 550 \x1b[31m <erika@example.org> \u202e to=<x@y.example> "Erika M"@example.org ' + "a" * 5000
    found = changed("smtp; 550 5.1.1 <erika@example.org>: Recipient address", bad)
    assert found is not None
    assert "@" not in found.said
    assert "\x1b" not in found.said
    assert "\u202e" not in found.said
    assert len(found.said) < 400


def test_the_mark_is_the_reports_own() -> None:
    first, same, unix = (
        read(returning.mail("postfix")),
        read(returning.mail("postfix").replace(b"\n", b"\r\n")),
        read(b"From MAILER-DAEMON Wed Mar 31 14:05:09 2021\nX-Folder: inbox\n" + returning.mail("postfix")),
    )
    again = read(returning.returned("postfix", ID, RECIPIENT, attempt=2))
    assert first and same and unix and again
    assert first.mark == same.mark == unix.mark != again.mark


def test_a_large_mail_is_read_only_in_its_beginning() -> None:
    whole = returning.mail("postfix")
    at = whole.index(b"Guten Tag")
    large = whole[:at] + b"x" * 76 + b"\n" * LARGEST * 2 + whole[at:]
    found = read(large)
    assert found is not None
    assert found.letter
    late = b"Subject: late\n" + b"X: y\n" * (LARGEST // 4) + whole
    assert read(late) is None


def nested(levels: int) -> bytes:
    head = b"Content-Type: multipart/report; boundary=b%d\n\n"
    return b"".join([head % 0, *(b"--b%d\n" % level + head % (level + 1) for level in range(levels))]) + returning.mail(
        "postfix"
    )


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\x00" * 1000,
        nested(40),
        nested(90),
        nested(5000),
        b"Content-Type: multipart/digest; boundary=b\n\n" + b"--b\n\nx\n" * 40_000,
        b"Content-Type: multipart/report; boundary=" + b"b" * 200_000 + b"\n\n" + b"--b\n" * 10_000,
        b"Content-Type: multipart/report; boundary*0*=x; boundary*" + b"9" * 5000 + b"=y\n\n",
        returning.mail("postfix").replace(b"Reporting-MTA", b"a: b\n\n" * 50_000 + b"Reporting-MTA"),
        b'Content-Type: multipart/report; boundary="' + b"\\" * 100_000 + b'"\n\n',
        b"Content-Type: message/rfc822\n\n" * 8_000,
    ],
)  # fmt: skip
def test_garbage_says_nothing(mail: bytes) -> None:
    assert read(mail) is None


PIECES = st.sampled_from(
    [line + b"\n" for name in (*SERVERS, "global", "delayed") for line in returning.mail(name).split(b"\n")]
)


@given(st.binary(max_size=3000))
@example(b"Content-Type: multipart/report; boundary=\xff\n\n--\xff\n")
def test_bytes_never_raise(data: bytes) -> None:
    assert read(data) is None


@given(st.lists(PIECES | st.binary(max_size=8), max_size=60))
def test_pieces_of_reports_never_raise(pieces: list[bytes]) -> None:
    read(b"".join(pieces))


@given(st.sampled_from([*SERVERS, "global"]), st.data())
def test_a_damaged_report_never_raises_and_names_no_other_letter(name: str, data: st.DataObject) -> None:
    mail = returning.mail(name)
    begin = data.draw(st.integers(0, len(mail)))
    end = data.draw(st.integers(begin, min(len(mail), begin + 200)))
    found = read(mail[:begin] + data.draw(st.binary(max_size=20)) + mail[end:])
    assert found is None or found.said.startswith("5.")
