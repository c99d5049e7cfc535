"""The commands about accounts, as processes of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.server.processes import LAUFZEIT, environ, fresh_home, laufzeit

EXAMPLE = Path(__file__).parents[2] / "examples" / "red-connect.toml"
PASSWORD = "correct horse battery"

pytestmark = pytest.mark.slow


def run(home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A command that reads a line from standard input."""
    return subprocess.run(
        [*LAUFZEIT, *arguments], env=environ(home), input=typed, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with fresh_home() as folder:
        assert laufzeit(folder, "migrate").returncode == 0
        applied = laufzeit(folder, "catalogue", "apply", str(EXAMPLE), "--yes")
        assert applied.returncode == 0, applied.stderr
        yield folder


def test_staff(home: Path) -> None:
    weak = run(home, "staff", "add", "ida@red.example", "--vendor", "red-connect", typed="1234\n")
    assert weak.returncode == 1 and "10" in weak.stderr
    wrong = run(home, "staff", "add", "no address", "--vendor", "red-connect", typed=f"{PASSWORD}\n")
    assert wrong.returncode == 1 and wrong.stderr == "no address is not an e-mail address.\n"
    nowhere = run(home, "staff", "add", "ida@red.example", "--vendor", "blue", typed=f"{PASSWORD}\n")
    assert nowhere.returncode == 1 and "There is no vendor blue; known: red-connect." in nowhere.stderr
    names = ("--first-name", "Ida", "--last-name", "Amt", "--role", "manager")
    made = run(home, "staff", "add", "Ida@red.example", "--vendor", "red-connect", *names, typed=f"{PASSWORD}\n")
    assert made.returncode == 0, made.stderr
    again = run(home, "staff", "add", "ida@red.example", "--vendor", "red-connect", typed=f"{PASSWORD}\n")
    assert again.returncode == 1 and "already" in again.stderr
    listed = json.loads(run(home, "staff", "list", "--vendor", "red-connect", "--json").stdout)
    assert [(row["email"], row["name"], row["role"], row["second_factor"]) for row in listed] == [
        ("ida@red.example", "Ida Amt", "manager", False)
    ]
    reset = run(home, "staff", "reset-second-factor", "ida@red.example", "--vendor", "red-connect")
    assert reset.returncode == 0


def test_operators(home: Path) -> None:
    assert run(home, "operator", "add", "ops@house.example", typed=f"{PASSWORD}\n").returncode == 0
    assert run(home, "operator", "add", "ops@house.example", typed=f"{PASSWORD}\n").returncode == 1
    listed = run(home, "operator", "list")
    assert listed.stdout.startswith("ops@house.example")


def test_keys_and_links(home: Path) -> None:
    nobody = run(home, "signin-link", "--vendor", "red-connect", "--email", "ida@red.example")
    assert nobody.returncode == 1 and "No member signs in" in nobody.stderr
    made = json.loads(run(home, "signin-key", "new", "--vendor", "red-connect", "--json").stdout)
    assert len(made["secret"]) > 40
    ended = run(home, "signin-key", "end", "--vendor", "red-connect", made["kid"])
    assert ended.returncode == 0
    again = run(home, "signin-key", "end", "--vendor", "red-connect", made["kid"])
    assert again.returncode == 1
