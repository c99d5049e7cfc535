"""`laufzeit invoice`: files made, fetched and collected from the console, and the worker's job."""

from __future__ import annotations

import json
import zipfile
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.einvoice.conftest import NOW, Issue
from tests.einvoice.samples import debited, plain

from laufzeit.einvoice import store
from laufzeit.einvoice.filing import FileKind
from laufzeit.server.commands.invoice import command
from laufzeit.vendors.store import acting_for


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The commands run in this process, on the test's database, in a folder of their own."""

    @contextmanager
    def installed() -> Any:
        yield None

    monkeypatch.setattr("laufzeit.server.running.installation", installed)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, [*arguments, "--vendor", "red-connect"])


def test_rendering_from_the_console(seller: Any, issue: Issue) -> None:
    issue([plain(), debited()])
    result = run("render", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "documents": 2, "letters": 2, "faults": 0, "waiting": 0, "cannot_be_made": [],
    }  # fmt: skip
    assert "0 documents made, 0 letters on the way, 0 waiting" in run("render").stdout


def test_what_cannot_be_made_is_told_and_is_no_success(
    seller: Any, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    from laufzeit.einvoice import actions
    from laufzeit.einvoice.typesetting import NotSet

    def broken(*_: Any) -> bytes:
        raise NotSet("the logo is no picture")

    issue([plain()])
    monkeypatch.setattr(actions, "zugferd", broken)
    result = run("render")
    assert result.exit_code == 1
    assert "cannot be made: the logo is no picture" in result.stdout


def test_one_document_is_fetched_as_it_was_sent(seller: Any, issue: Issue) -> None:
    (one,) = issue([plain()])
    for form, kind in (("pdf", FileKind.ZUGFERD), ("xml", FileKind.XRECHNUNG)):
        assert run("file", one.number, "--as", form).exit_code == 0
        with acting_for(seller.id):
            kept = store.file(one.id, kind)
        assert kept is not None
        assert sha256(Path(f"{one.number}.{form}").read_bytes()).hexdigest() == kept.sha256


def test_a_year_is_collected(seller: Any, issue: Issue) -> None:
    issue([plain(), debited()])
    result = run("folder", "2026")
    assert result.exit_code == 0
    with zipfile.ZipFile("red-connect-2026.zip") as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_is_one_sentence(seller: Any, issue: Issue) -> None:
    issue([plain()])
    result = run("folder", "2026", "--out", "/dev/full")
    assert result.exit_code == 3
    assert result.stderr == "/dev/full could not be written: No space left on device. Nothing was left behind.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("file", "RE-1999-1"), "red-connect has issued no document RE-1999-1."),
        (("folder", "2026", "--out", "/no/such/folder/x.zip"), "could not be written: No such file or directory"),
    ],
)
def test_what_is_not_there_is_told(seller: Any, issue: Issue, arguments: tuple[str, ...], said: str) -> None:
    issue([plain()])
    result = run(*arguments)
    assert result.exit_code != 0
    assert said in result.stderr


def test_an_unknown_vendor(db: None) -> None:
    result = run("render")
    assert (result.exit_code, result.stderr) == (1, "There is no vendor red-connect.\n")


def test_the_worker_s_job_makes_them_and_asks_for_more(
    seller: Any, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job takes a bounded number; where more is left it queues the next one."""
    from laufzeit.server import clock, tasks

    issue([plain() for _ in range(3)])
    asked: list[Any] = []
    monkeypatch.setattr(tasks, "DOCUMENTS_OF_A_JOB", 1)
    monkeypatch.setattr("laufzeit.einvoice.jobs.SLICE", 1)
    monkeypatch.setattr(tasks, "_queue_rendering", asked.append)
    monkeypatch.setattr(clock, "now_for", lambda vendor: NOW)
    for left in (2, 1, 0):
        tasks.render(str(seller.id))
        with acting_for(seller.id):
            assert store.waiting_count() == left
    assert asked == [seller.id] * 3
    tasks.render(str(seller.id))
    assert len(asked) == 3
