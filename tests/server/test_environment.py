"""Each wrong setting gets one sentence that names it and says what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from laufzeit.server.environment import VARIABLES, Bind, SettingsAreWrong, Smtp, read
from tests.server.processes import laufzeit

URL = "postgresql://me:secret@db.example.com/contracts"
KEY = "k" * 40


def faults(**environ: str) -> list[str]:
    with pytest.raises(SettingsAreWrong) as wrong:
        read(environ)
    return wrong.value.faults


def test_nothing_set_is_a_complete_setting():
    environment = read({})
    assert environment.embedded
    assert environment.home == Path.cwd() / ".laufzeit"
    assert environment.bind == Bind("127.0.0.1", 8000)
    assert environment.public_url == "http://localhost:8000"
    assert environment.smtp is None
    assert not environment.demo


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATABASE_URL", "mysql://root@localhost/x", "must be an address like postgresql://"),
        ("DATABASE_URL", "postgresql://localhost/x", "must name a user and a database"),
        ("DATABASE_URL", "postgresql://me@localhost/x?nonsense=1", "not an address that PostgreSQL understands"),
        ("LAUFZEIT_SECRET_KEY", "short", "at least 32 characters"),
        ("LAUFZEIT_HOSTS", "https://example.com", "host names without scheme"),
        ("LAUFZEIT_HOSTS", ",", "host names without scheme"),
        ("LAUFZEIT_BIND", "8000", "an address and a port"),
        ("LAUFZEIT_BIND", "127.0.0.1:99999", "an address and a port"),
        ("LAUFZEIT_PUBLIC_URL", "example.com", "the address that customers see"),
        ("LAUFZEIT_SMTP_URL", "http://mail", "must be like smtp://"),
        ("LAUFZEIT_SMTP_URL", "smtp://mail:port", "must be like smtp://"),
        ("LAUFZEIT_MAIL_FROM", "nobody", "the sender of the mails"),
        ("LAUFZEIT_MAIL_FROM", "a@b\nBcc: c@d", "the sender of the mails"),
        ("LAUFZEIT_LOG", "xml", "must be json or console"),
        ("LAUFZEIT_DEMO", "perhaps", "must be yes or no"),
        ("LAUFZEIT_WORKERS", "0", "a whole number from 1"),
        ("LAUFZEIT_THREADS", "many", "a whole number from 1"),
        ("LAUFZEIT_TRUST_PROXY", "2", "must be yes or no"),
    ],
)
def test_a_wrong_value_gets_one_sentence(name, value, says):
    sentence, *more = faults(
        **{name: value, "LAUFZEIT_SECRET_KEY": KEY} if name != "LAUFZEIT_SECRET_KEY" else {name: value}
    )
    assert sentence.startswith(name)
    assert says in sentence
    assert more == []


def test_all_faults_are_said_at_once():
    assert len(faults(LAUFZEIT_LOG="xml", LAUFZEIT_DEMO="perhaps", LAUFZEIT_BIND="x")) == 3


def test_a_misspelt_setting_is_not_ignored():
    assert faults(LAUFZEIT_BNID="127.0.0.1:80") == [
        "LAUFZEIT_BNID is not a setting of Laufzeit; did you mean LAUFZEIT_BIND?"
    ]


def test_a_database_of_ones_own_needs_the_key_that_all_hosts_share():
    assert "LAUFZEIT_SECRET_KEY must be set" in faults(DATABASE_URL=URL)[0]
    assert not read({"DATABASE_URL": URL, "LAUFZEIT_SECRET_KEY": KEY}).embedded


def test_mail_servers():
    assert read({"LAUFZEIT_SMTP_URL": "smtp://me:p%40ss@mail.example.com"}).smtp == Smtp(
        "mail.example.com", 587, "me", "p@ss", implicit_tls=False, start_tls=True
    )
    assert read({"LAUFZEIT_SMTP_URL": "smtps://mail.example.com"}).smtp == Smtp(
        "mail.example.com", 465, "", "", implicit_tls=True, start_tls=False
    )
    assert read({"LAUFZEIT_SMTP_URL": "smtp://localhost:1025"}).smtp == Smtp(
        "localhost", 1025, "", "", implicit_tls=False, start_tls=False
    )


def test_every_setting_is_explained():
    assert all(len(variable.meaning) > 10 for variable in VARIABLES)


def test_wrong_settings_end_every_command_with_status_2(tmp_path):
    ended = laufzeit(tmp_path, "serve", LAUFZEIT_LOG="xml", LAUFZEIT_WORKERS="none")
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "LAUFZEIT_LOG must be json or console.",
        "LAUFZEIT_WORKERS must be a whole number from 1 to 256.",
    ]
    assert ended.stdout == ""


def test_the_settings_command_shows_no_secret(tmp_path):
    shown = laufzeit(tmp_path, "settings", DATABASE_URL=URL, LAUFZEIT_SECRET_KEY=KEY, LAUFZEIT_LOG="console")
    assert shown.returncode == 0
    assert "set: console" in shown.stdout
    assert "secret@db" not in shown.stdout
    assert KEY not in shown.stdout


def test_a_home_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").touch()
    ended = laufzeit(tmp_path / "file" / "home", "database", "status")
    assert ended.returncode == 2
    assert ended.stderr.startswith("LAUFZEIT_HOME cannot be written to: ")
