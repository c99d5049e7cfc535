"""`laufzeit catalogue`: what the console says, and with which exit status."""

from __future__ import annotations

import json
import os
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connections
from tests import database
from tests.catalogue.samples import EXAMPLES, ROOT, SMALL, small
from tests.server import processes

from laufzeit.catalogue.model import TermsRef
from laufzeit.server.commands.catalogue import command

TEN_FAULTS = ROOT / "tests/catalogue/ten_faults.toml"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "small.toml"


def test_check_says_that_all_is_well() -> None:
    result = run("check", EXAMPLES / "red-connect.toml")
    assert result.exit_code == 0
    assert "red-connect.toml is a catalogue." in result.output
    assert "€ 19,- Grundgebühr pro Monat und Benutzer*" in result.output


def test_check_says_every_fault_at_its_line() -> None:
    result = run("check", TEN_FAULTS)
    expected = (TEN_FAULTS.parent / "ten_faults.expected").read_text(encoding="utf-8").splitlines()
    assert result.exit_code == 1
    said = result.stdout.splitlines()
    assert said[:-1] == [line.replace("line ", f"{TEN_FAULTS}:", 1) for line in expected]
    assert said[-1] == f"{len(expected)} faults."


def test_check_as_json() -> None:
    found = json.loads(run("check", "--json", TEN_FAULTS).stdout)
    assert (found["ok"], found["faults"][0]["line"], found["faults"][0]["path"]) == (False, 6, "vendor.key")
    assert json.loads(run("check", "--json", EXAMPLES / "gapteq.toml").stdout)["ok"] is True


def test_warnings_fail_only_if_asked(file: Path) -> None:
    file.write_text(
        small(('languages = ["de", "en"]', 'languages = ["de", "en"]\nlaws = ["data act"]')), encoding="utf-8"
    )
    assert "warning: plan.two.terms[0].notice: " in run("check", file).output
    assert run("check", file).exit_code == 0
    assert run("check", "--strict", file).exit_code == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff", "is not written in UTF-8"), (b"# " + b"x" * 1_000_000, "is larger than"), (b"[x", "this is not TOML")],
)
def test_check_of_what_is_no_catalogue(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    result = run("check", file)
    assert result.exit_code == 1
    assert said in result.output


def test_texts_in_files_beside_are_found(file: Path) -> None:
    beside = ('text = { de = "Bedingungen", en = "Terms" }', 'file = { de = "de.md", en = "en.md" }')
    file.write_text(small(beside), encoding="utf-8")
    assert "there is no file de.md" in run("check", file).output
    for name in ("de.md", "en.md"):
        (file.parent / name).write_text("Text", encoding="utf-8")
    assert run("check", file).exit_code == 0
    (file.parent / "de.md").unlink()
    (file.parent / "de.md").symlink_to("/etc/hostname")
    assert run("check", file).exit_code == 1


@pytest.fixture
def laufzeit(transactional_db: None) -> Any:
    """The command as a process of its own, on the database of the test."""
    owner = connections["owner"].settings_dict
    address = f"{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    settings = {"LAUFZEIT_SECRET_KEY": database.SECRET, "DATABASE_URL": f"postgresql://{address}"}
    return partial(processes.laufzeit, Path(os.environ["LAUFZEIT_HOME"]), "catalogue", **settings)


def test_a_vendors_catalogue_from_the_first_file_to_a_new_price(laufzeit: Any, file: Path) -> None:
    """Applied, shown, changed where it may be, and refused where contracts are bound to it."""
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.server.bench.population import Plan, populate
    from laufzeit.vendors.store import acting_for, vendor_by_slug

    file.write_text(SMALL, encoding="utf-8")
    asked = laufzeit("apply", file)
    assert asked.returncode == 1 and vendor_by_slug("small") is None
    first = laufzeit("apply", "--yes", "--sandbox-day", "2021-02-14", file)
    assert first.stdout == "Version 1 of small's catalogue is in force.\n", first.stderr
    assert json.loads(laufzeit("apply", "--yes", "--json", file).stdout)["applied"] is False

    vendor = vendor_by_slug("small")
    assert vendor is not None and vendor.sandbox_day == date(2021, 2, 14)
    with acting_for(vendor.id):
        people = Plan(TermsRef("one", "2020"), 2, date(2024, 1, 1))
        populate(vendor.id, catalogue_of(vendor.id), people, 3)

    file.write_text(small(('price = "10.00"', 'price = "12.00"')), encoding="utf-8")
    refused = laufzeit("diff", file)
    assert refused.returncode == 1
    assert refused.stdout.splitlines() == [
        "line 44: plan.one.terms[0].charge[0].price: 10.00 each -> 12.00 each [3 contracts on one@2020]",
        "    forbidden: an applied edition stays as it is; write a new edition, and sold_until here",
    ]
    stopped = laufzeit("apply", "--yes", file)
    assert (stopped.returncode, stopped.stderr.splitlines()[-1]) == (1, "Nothing has been applied.")

    file.write_text(small(('name = "One"', 'name = "The one"')), encoding="utf-8")
    assert laufzeit("diff", file).stdout == "line 30: plan.one.name: says it in other words\n"
    assert laufzeit("apply", "--yes", file).stdout == "Version 2 of small's catalogue is in force.\n"
    assert laufzeit("diff", file).stdout == "Nothing changes.\n"
    assert "The one" in laufzeit("show", "small").stdout
    assert laufzeit("show", "small", "--source").stdout == file.read_text(encoding="utf-8")
    assert json.loads(laufzeit("show", "small", "--json").stdout)["vendor"]["key"] == "small"
    nobody = laufzeit("show", "nobody")
    assert (nobody.returncode, nobody.stderr) == (1, "There is no vendor nobody; known: small.\n")
