"""`laufzeit letters bounces`: mails in files, an mbox, a Maildir and from standard input, read and left as they are."""

from __future__ import annotations

import json
import mailbox
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from laufzeit.server.mailboxes import NoMailbox, mails
from tests import database
from tests.messages import mail_server, returning
from tests.messages.outbox import NOW, letter, put
from tests.messages.returning import returned
from tests.server.processes import LAUFZEIT, environ

ERIKA, MAX = "erika@example.org", "max@example.org"


@pytest.fixture
def laufzeit(transactional_db: None, tmp_path: Path) -> Any:
    login = connections["default"].settings_dict
    address = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**login)
    around = environ(tmp_path / "home", DATABASE_APP_URL=address, LAUFZEIT_SECRET_KEY=database.SECRET)

    def run(*arguments: str, mail: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        call = [*LAUFZEIT, "letters", "bounces", *arguments]
        return subprocess.run(call, env=around, input=mail, capture_output=True, timeout=120)

    return run


@pytest.fixture
def vendors(transactional_db: None) -> dict[str, Any]:
    """Two vendors, each with a letter that went out."""
    from laufzeit.messages.jobs import send_due
    from laufzeit.vendors.store import create_vendor

    made = {slug: create_vendor(slug=slug, name=slug) for slug in ("red", "blue")}
    with mail_server.running() as server:
        for slug, recipient in (("red", ERIKA), ("blue", MAX)):
            put(made[slug].id, recipient)
            send_due(made[slug].id, NOW, server.server)
    return made


def state(vendor: Any, recipient: str) -> str:
    return letter(vendor.id, recipient).state


def report(vendor: Any, recipient: str, name: str = "postfix") -> bytes:
    return returned(name, letter(vendor.id, recipient).message_id, recipient)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_maildir_is_read_for_all_vendors_and_left_as_it_is(laufzeit: Any, vendors: Any, tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "Maildir")
    for mail in (report(vendors["red"], ERIKA), report(vendors["blue"], MAX, "exim"), returning.mail("vacation")):
        box.add(mail)
    box.add(returned("exchange", "<nobody@example.net>", ERIKA))
    before = contents(tmp_path / "Maildir")
    assert len(before) == 4
    ran = laufzeit(str(tmp_path / "Maildir"))
    assert (ran.returncode, ran.stderr) == (0, b"")
    *lines, last = ran.stdout.decode().splitlines()
    assert last == "4 mails read: 2 letters bounced, 0 already known, 1 unknown, 1 not bounces."
    assert sorted(line.split("  ")[0] for line in lines) == ["blue", "red"]
    assert b"@" not in ran.stdout
    assert (state(vendors["red"], ERIKA), state(vendors["blue"], MAX)) == ("bounced", "bounced")
    again = laufzeit(str(tmp_path / "Maildir"))
    assert again.stdout.decode() == "4 mails read: 0 letters bounced, 2 already known, 1 unknown, 1 not bounces.\n"
    assert contents(tmp_path / "Maildir") == before


def test_an_mbox_for_one_vendor(laufzeit: Any, vendors: Any, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "bounces.mbox")
    for mail in (report(vendors["red"], ERIKA), report(vendors["blue"], MAX), returning.mail("delayed")):
        box.add(mail)
    box.close()
    before = contents(tmp_path)
    ran = laufzeit(str(tmp_path / "bounces.mbox"), "--vendor", "red", "--json")
    found = json.loads(ran.stdout)
    row = letter(vendors["red"].id, ERIKA)
    assert found["letters"] == [{"vendor": "red", "letter": str(row.id), "said": row.last_error}]
    assert {name: found[name] for name in ("mails", "bounced", "known", "unknown", "not_bounces")} == {
        "mails": 3, "bounced": 1, "known": 0, "unknown": 1, "not_bounces": 1,
    }  # fmt: skip
    assert state(vendors["blue"], MAX) == "sent"
    assert contents(tmp_path)["bounces.mbox"] == before["bounces.mbox"]


def test_one_mail_as_a_file_and_as_a_mail_server_pipes_it(laufzeit: Any, vendors: Any, tmp_path: Path) -> None:
    file = tmp_path / "bounce.eml"
    file.write_bytes(report(vendors["red"], ERIKA))
    assert b"1 mail read: 1 letter bounced" in laufzeit(str(file)).stdout
    piped = b"From MAILER-DAEMON  Wed Mar 31 14:05:09 2021\n" + report(vendors["blue"], MAX, "exim")
    ran = laufzeit("-", mail=piped)
    assert (ran.returncode, b"1 mail read: 1 letter bounced" in ran.stdout) == (0, True)
    assert state(vendors["blue"], MAX) == "bounced"
    garbage = laufzeit("-", mail=os.urandom(100_000))
    assert (garbage.returncode, garbage.stdout) == (
        0, b"1 mail read: 0 letters bounced, 0 already known, 0 unknown, 1 not bounces.\n",
    )  # fmt: skip


def test_faults_are_said_to_people(laufzeit: Any, vendors: Any, tmp_path: Path) -> None:
    missing = laufzeit(str(tmp_path / "nothing"))
    assert (missing.returncode, b"does not exist" in missing.stderr) == (2, True)
    (tmp_path / "folder").mkdir()
    folder = laufzeit(str(tmp_path / "folder"))
    assert (folder.returncode, b"no Maildir" in folder.stderr) == (1, True)
    file = tmp_path / "bounce.eml"
    file.write_bytes(b"")
    nobody = laufzeit(str(file), "--vendor", "nobody")
    assert (nobody.returncode, nobody.stderr) == (1, b"There is no vendor nobody.\n")
    assert b"Traceback" not in missing.stderr + folder.stderr


def test_what_cannot_be_read_is_said(laufzeit: Any, vendors: Any, tmp_path: Path) -> None:
    """A link to itself is there, and nobody can open it."""
    box = tmp_path / "Maildir"
    mailbox.Maildir(box)
    (box / "new" / "1.loop").symlink_to("1.loop")
    ran = laufzeit(str(box))
    assert ran.returncode == 1
    assert ran.stderr.decode().startswith(f"{box} cannot be read: ")
    assert "Traceback" not in ran.stderr.decode()


def test_a_mail_that_is_moved_while_the_folder_is_read_is_passed_over(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    first, second = sorted([box.add(b"Subject: 1\n\n"), box.add(b"Subject: 2\n\n")])
    reading = mails(str(tmp_path / "box"), 100)
    assert next(reading).startswith(b"Subject: ")
    box.remove(second)
    assert list(reading) == []
    assert first in box


def test_mails_are_read_up_to_a_size(tmp_path: Path) -> None:
    file = tmp_path / "bounce.eml"
    file.write_bytes(b"Subject: long\n\n" + b"x" * 1000)
    assert [len(mail) for mail in mails(str(file), 100)] == [100]
    box = mailbox.mbox(tmp_path / "box")
    box.add(file.read_bytes())
    box.close()
    assert [len(mail) for mail in mails(str(tmp_path / "box"), 100)] == [100]
    with pytest.raises(NoMailbox):
        list(mails(str(tmp_path), 100))
