"""`laufzeit usage`: what the console says, with which exit status; killed, started twice, started again."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests import database
from tests.server.processes import LAUFZEIT, environ
from tests.usage.conftest import TODAY, House, furnish
from tests.usage.gallery import HEAD

from laufzeit.server.ahead import ahead
from laufzeit.usage.actions import CHUNK

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def house(transactional_db: None) -> House:
    """A sandbox at 2021-02-10, committed, so that other processes see it."""
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red-connect", name="RED connect", sandbox_day=TODAY)
    with acting_for(vendor.id):
        return furnish(vendor)


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    owner = connections["owner"].settings_dict
    address = f"{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    settings = {"LAUFZEIT_SECRET_KEY": database.SECRET, "DATABASE_URL": f"postgresql://{address}"}
    command = [*LAUFZEIT, "usage", *map(str, arguments)]
    environment = environ(Path(os.environ["LAUFZEIT_HOME"]), **settings)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, env=environment, **{**pipes, **options})


def run(*arguments: str | Path, said: str | None = None) -> Done:
    process = start(*arguments)
    out, err = process.communicate(said, timeout=120)
    return Done(process.args, process.returncode, out, err)


def import_file(file: Path | str, *options: str, said: str | None = None) -> Done:
    return run("import", "--vendor", "red-connect", *options, file, said=said)


def many(house: House, count: int) -> str:
    rows = (f"{house.numbers[n % 3]},sms,1,{date(2021, 1, 1 + n % 31)},,,line {n}\n" for n in range(count))
    return HEAD + "".join(rows)


def recorded() -> tuple[int, int]:
    """How many records there are, and how much they say."""
    from django.db.models import Sum

    from laufzeit.usage.models import Record
    from laufzeit.vendors.store import acting_for, vendor_by_slug

    vendor = vendor_by_slug("red-connect")
    assert vendor is not None
    with acting_for(vendor.id):
        return Record.objects.count(), (Record.objects.aggregate(all=Sum("quantity"))["all"] or 0) // 1_000_000


def test_a_file_is_imported_told_and_shown(house: House, tmp_path: Path) -> None:
    first = house.numbers[0]
    file = tmp_path / "usage.csv"
    bad = [f"{first},sms,1,2021-02-11,,,4", "V-0,smss,1,2021-01-01,,,5", f'{first},sms,"1,5",2021-01-01,,,6']
    good = [f"{first},sms,2.5,2021-01-01,,,1", f"{first},people,,2021-01-02,,u1,2", f"{first},sms,2.5,2021-01-01,,,1"]
    file.write_text(HEAD + "\n".join([*good, *bad]), encoding="utf-8")
    told = import_file(file)
    assert (told.returncode, told.stderr) == (1, "")
    *faults, last = told.stdout.splitlines()
    expected = [
        ":5: day: 11 February 2021 lies in the future; today is 10 February 2021. Please send usage when",
        ":6: contract: There is no contract V-0. Please give the number or the id of a contract.",
        ":6: meter: There is no meter smss in the catalogue. Please take one from the catalogue, or add it there.",
        ":7: quantity: “1,5” has a comma, which may stand before decimals or between thousands. Please write a point",
    ]
    assert len(faults) == len(expected)
    assert all(said.startswith(f"{file}{begin}") for said, begin in zip(faults, expected, strict=True))
    assert last == "2 lines recorded, 1 known already, 3 rejected."
    file.write_text(HEAD + "\n".join(good), encoding="utf-8")
    assert import_file(file).stdout == "0 lines recorded, 3 known already.\n"
    shown = run("show", "--vendor", "red-connect", "--from", "2021-01-01", "--through", "2021-01-31", first)
    assert [line.split() for line in shown.stdout.splitlines()] == [
        ["storage", "maximum", "0"],
        ["people", "distinct", "1"],
        ["devices", "last", "0"],
        ["sms", "sum", "2.5"],
    ]


def test_as_json_and_in_german(house: House) -> None:
    lines = [
        {"contract": house.numbers[0], "meter": "sms", "quantity": 3, "at": "2021-02-10T10:00:00Z", "id": 1},
        {"contract": house.numbers[0], "meter": "storage", "quantity": -3, "day": "2021-02-10", "id": 2},
    ]
    told = import_file("-", "--json", "--language", "de", said="\n".join(map(json.dumps, lines)))
    found = json.loads(told.stdout)
    assert told.returncode == 1
    assert found["ok"] is False
    assert (found["accepted"], found["duplicates"], found["rejected"]) == (1, 0, 1)
    assert found["codes"] == {"negative": 1}
    assert found["faults"] == [
        {
            "line": 2,
            "column": "quantity",
            "code": "negative",
            "facts": {"meter": "storage"},
            "said": "Der Zähler storage bildet keine Summe, eine Menge unter null gibt es bei ihm nicht."
            " Bitte senden Sie den richtigen Wert.",
        }
    ]


def test_what_is_no_usage_changes_nothing(house: House, tmp_path: Path) -> None:
    file = tmp_path / "usage.csv"
    file.write_bytes("contract;meter;größe;day;id\n".encode() + many(house, 5).encode())
    told = import_file(file, "--language", "de")
    assert told.returncode == 1
    assert told.stdout.splitlines() == [
        f"{file}:1: Eine Spalte „größe“ gibt es nicht. Bekannt sind: contract, meter, quantity, at, day, subject, id.",
        "Nothing was recorded.",
    ]
    assert json.loads(import_file(file, "--json").stdout)["faults"][0]["code"] == "column_unknown"
    assert import_file("-", said="").stdout.startswith("standard input:1: The file is empty.")
    assert import_file("-", said=HEAD).stdout == "Nothing was recorded.\n"
    assert recorded() == (0, 0)


def test_calls_that_cannot_be_carried_out(house: House, tmp_path: Path) -> None:
    file = tmp_path / "usage.csv"
    file.write_text(many(house, 1), encoding="utf-8")
    nobody = run("import", "--vendor", "nobody", file)
    assert (nobody.returncode, nobody.stdout, nobody.stderr) == (1, "", "There is no vendor nobody.\n")
    assert import_file(tmp_path / "missing.csv").returncode == 2
    assert run("import", file).returncode == 2
    unknown = run("show", "--vendor", "red-connect", "--from", "2021-01-01", "--through", "2021-01-31", "V-0")
    assert (unknown.returncode, unknown.stderr) == (1, "red-connect has no contract V-0.\n")
    backwards = ["--from", "2021-02-01", "--through", "2021-01-31", house.numbers[0]]
    assert run("show", "--vendor", "red-connect", *backwards).returncode == 2


def test_a_vendor_without_a_catalogue(transactional_db: None, tmp_path: Path) -> None:
    from laufzeit.vendors.store import create_vendor

    create_vendor(slug="red-connect", name="RED connect")
    file = tmp_path / "usage.csv"
    file.write_text(HEAD + "V-1,sms,1,2021-01-01,,,1\n", encoding="utf-8")
    told = import_file(file)
    assert told.returncode == 1
    assert told.stderr.startswith("red-connect has no catalogue yet, so no meters;")


def test_killed_at_random_points_and_started_again(house: House, tmp_path: Path) -> None:
    """Each chunk is there or not, never in part; after a run that ends all lines are there once."""
    lines = 4 * CHUNK + 123
    file = tmp_path / "usage.csv"
    file.write_text(many(house, lines), encoding="utf-8")
    chance, kills = random.Random(20210210), 0
    for _ in range(3):
        process = start("import", "--vendor", "red-connect", file)
        before = recorded()[0]
        while process.poll() is None and recorded()[0] == before:
            time.sleep(0.02)
        time.sleep(chance.random() * 0.3)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
        assert recorded()[0] in {*range(0, lines, CHUNK), lines}
    assert kills >= 1
    already = recorded()[0]
    told = import_file(file)
    assert told.returncode == 0, told.stderr
    known = f", {already:,} known already" if already else ""
    assert told.stdout == f"{lines - already:,} lines recorded{known}.\n"
    assert recorded() == (lines, lines)


def test_two_imports_of_the_same_lines_in_other_orders_at_once(house: House, tmp_path: Path) -> None:
    head, *rows = many(house, 2 * CHUNK).splitlines(keepends=True)
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for file, order in zip(files, (rows, rows[::-1]), strict=True):
        file.write_text(head + "".join(order), encoding="utf-8")
    both = [start("import", "--vendor", "red-connect", "--json", file) for file in files]
    found = [json.loads(process.communicate(timeout=120)[0]) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(one["accepted"] for one in found) == 2 * CHUNK
    assert recorded() == (2 * CHUNK, 2 * CHUNK)


def test_standard_input_that_never_ends_does_not_keep_the_command(house: House) -> None:
    process = start("import", "--vendor", "red-connect", "-")
    assert process.stdin is not None
    process.stdin.write(HEAD)
    process.stdin.flush()
    time.sleep(3)
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 128 + signal.SIGTERM
    process.communicate()


def test_reading_ahead_keeps_the_order_and_raises_what_went_wrong() -> None:
    assert list(ahead(range(50))) == list(range(50))

    def broken() -> Any:
        yield 1
        raise ZeroDivisionError

    taken = ahead(broken())
    assert next(taken) == 1
    with pytest.raises(ZeroDivisionError):
        next(taken)


def test_reading_ahead_stops_when_nobody_takes_any_more() -> None:
    made: list[int] = []

    def numbers() -> Any:
        for number in range(1_000_000):
            made.append(number)
            yield number

    for number in ahead(numbers(), most=2):
        if number == 3:
            break
    time.sleep(0.2)
    count = len(made)
    time.sleep(0.2)
    assert count == len(made) < 20
