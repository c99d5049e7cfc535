"""`laufzeit payments`: what the console says and writes, and with which exit status."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests import database
from tests.payments.bank import booking, camt, returned
from tests.payments.conftest import TODAY, Desk, make_desk
from tests.payments.debits import schema_faults
from tests.server import processes

from laufzeit.payments.pain008 import Version


@pytest.fixture
def laufzeit(transactional_db: None, tmp_path: Path) -> Any:
    login = connections["default"].settings_dict
    address = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**login)
    settings = {"DATABASE_APP_URL": address, "LAUFZEIT_SECRET_KEY": database.SECRET}
    return partial(processes.laufzeit, tmp_path / "home", "payments", **settings)


@pytest.fixture
def sandbox(transactional_db: None) -> Desk:
    """A sandbox whose clock stands at the tests' day."""
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red", name="RED connect", sandbox_day=TODAY)
    with acting_for(vendor.id):
        return make_desk(vendor)


def test_from_the_collection_to_the_reminder(laufzeit: Any, sandbox: Desk, tmp_path: Path) -> None:
    from laufzeit.vendors.store import acting_for

    with acting_for(sandbox.vendor.id):
        customer = sandbox.customer()
        mandate = sandbox.mandate(customer)
        invoice, other = sandbox.document(customer, mandate=mandate), sandbox.document(customer, 5950)
        late = sandbox.document(sandbox.customer("Andere"), due_on=date(2026, 11, 1))
    out = tmp_path / "debits.xml"
    ran = laufzeit("collect", "--vendor", "red", "--through", "2026-12-05", "--out", str(out))
    assert ran.returncode == 0, ran.stderr
    assert "1 direct debit, 119.00 EUR, collected on 2026-11-27" in ran.stdout
    assert schema_faults(out.read_bytes(), Version.V08) == []
    again = laufzeit("collect", "--vendor", "red", "--through", "2026-12-05", "--out", str(tmp_path / "none.xml"))
    assert (again.returncode, again.stdout) == (0, "Nothing to collect.\n")
    assert not (tmp_path / "none.xml").exists()
    copy = tmp_path / "copy.xml"
    assert laufzeit("file", "--vendor", "red", "LZ-20261123-1", "--out", str(copy)).returncode == 0
    assert copy.read_bytes() == out.read_bytes()

    bank = tmp_path / "bank.xml"
    reference = f"{invoice.number}-1"
    bank.write_bytes(
        camt(
            booking(11900, end_to_end=reference), booking(5950, other.number),
            returned(11900, "AC04", reference, fee=397), booking(77, "Danke", iban="DE75512108001245126199"),
            booking(-500, "Miete"),
        )
    )  # fmt: skip
    ran = laufzeit("import", "--vendor", "red", str(bank), "--json")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert (found["booked"], found["amount"], found["returned"], found["unclear"], found["not_ours"]) == (
        2, "178.50 EUR", 1, 1, 1,
    )  # fmt: skip
    assert found["unmatched"][0]["reason"] == "Neither a number nor the account lead to a customer."
    twice = laufzeit("import", "--vendor", "red", str(bank))
    assert twice.returncode == 1
    assert "has been imported already" in twice.stderr
    assert "Nothing has changed." in twice.stderr

    listed = laufzeit("mandates", "--vendor", "red", "--all", "--json")
    (row,) = json.loads(listed.stdout)
    assert (row["reference"], row["revoked_on"], row["account"]) == (mandate.reference, "2026-11-23", "DE02 … 2051")
    assert laufzeit("mandates", "--vendor", "red").stdout == "There are no mandates.\n"

    ran = laufzeit("dun", "--vendor", "red")
    assert (ran.returncode, ran.stdout) == (0, "1 letter; level 1: 1 invoice\n")
    assert laufzeit("dun", "--vendor", "red").stdout == "Nothing is due for a reminder.\n"
    with acting_for(sandbox.vendor.id):
        assert sandbox.open(invoice) == 12297
        assert sandbox.open(late) == 11900


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["collect", "--vendor", "nobody", "--through", "2026-12-01"], 1, "There is no vendor nobody."),
        (
            ["collect", "--vendor", "red", "--through", "2027-12-01"],
            1,
            "Collections are possible through 7 December 2026",
        ),
        (["collect", "--vendor", "red", "--through", "soon"], 2, "is not a day"),
        (["collect", "--vendor", "red", "--through", "2026-12-01", "--version", "01"], 2, "is not one of"),
        (["import", "--vendor", "red", "/nowhere.xml"], 2, "does not exist"),
        (["import", "--vendor", "red", __file__], 1, "The file is no XML (line 1)."),
        (["file", "--vendor", "red", "LZ-1"], 1, "There is no file LZ-1."),
    ],
)
def test_what_is_refused(laufzeit: Any, sandbox: Desk, arguments: list[str], status: int, said: str) -> None:
    ran = laufzeit(*arguments)
    assert (ran.returncode, "Traceback" in ran.stderr) == (status, False)
    assert said in ran.stderr


def test_what_cannot_be_collected_is_said(laufzeit: Any, sandbox: Desk, tmp_path: Path) -> None:
    from laufzeit.vendors.store import acting_for

    with acting_for(sandbox.vendor.id):
        customer = sandbox.customer()
        invoice = sandbox.document(customer, mandate=sandbox.mandate(customer, date(2023, 1, 5)))
    ran = laufzeit("collect", "--vendor", "red", "--through", "2026-12-05", "--out", str(tmp_path / "x.xml"), "--json")
    assert ran.returncode == 1
    found = json.loads(ran.stdout)
    assert found["files"] == []
    assert [(one["invoice"], one["code"]) for one in found["not_collected"]] == [(invoice.number, "mandate_lapsed")]


def test_a_file_that_cannot_be_written_can_be_had_later(laufzeit: Any, sandbox: Desk, tmp_path: Path) -> None:
    from laufzeit.vendors.store import acting_for

    with acting_for(sandbox.vendor.id):
        customer = sandbox.customer()
        sandbox.document(customer, mandate=sandbox.mandate(customer))
    nowhere = tmp_path / "no such folder/x.xml"
    ran = laufzeit("collect", "--vendor", "red", "--through", "2026-12-05", "--out", str(nowhere))
    assert ran.returncode == 1
    assert "laufzeit payments file" in ran.stderr
    kept = tmp_path / "kept.xml"
    assert laufzeit("file", "--vendor", "red", "LZ-20261123-1", "--out", str(kept)).returncode == 0
    assert kept.stat().st_size > 1000
