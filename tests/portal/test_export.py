"""The archive that customers take along."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

from tests.portal.conftest import Site
from tests.portal.test_decisions import change


def archive(site: Site) -> dict[str, str]:
    answer = site.enter().get(site.of_contract("data/"))
    assert answer["Content-Type"] == "application/zip" and "attachment" in answer["Content-Disposition"]
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


def rows(files: dict[str, str], name: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(files[name])))


def test_everything_is_in_it(red: Site) -> None:
    change(red, red.enter())
    files = archive(red)
    contract = json.loads(files["contract.json"])
    assert [phase["plan"] for phase in contract["phases"]] == ["plus", "basis"]
    assert contract["phases"][0]["last_day"] == "2021-06-30"
    assert contract["log"][-1]["consents"][0]["sentence"] == "Hiermit stimme ich den AGB zu."
    customer = json.loads(files["customer.json"])
    assert customer["name"] == "Praxis Dr. Sommer" and len(customer["users"]) == 4
    assert {row["title"] for row in rows(files, "bookings.csv")} == {"Qualitätszirkel", "Fallbesprechung", "Teamrunde"}
    assert len(rows(files, "users.csv")) == 4 and len(rows(files, "history.csv")) == len(contract["log"])
    assert "Fassung vom 01.01.2021" in files["agreements/agb-2021-de.txt"]
    assert any(name.startswith("letters/") for name in files)
    assert "contract.json" in files["README.txt"]
    assert "password" not in files["customer.json"]


def test_a_text_that_looks_like_a_formula_is_not_run(red: Site) -> None:
    from laufzeit.contracts.models import BookingDetail

    with red.acting():
        BookingDetail.objects.filter(title="Teamrunde").update(title='=HYPERLINK("http://evil.example")')
    files = archive(red)
    titles = [row["title"] for row in rows(files, "bookings.csv")]
    assert '\'=HYPERLINK("http://evil.example")' in titles
    assert '=HYPERLINK("http://evil.example")' in [
        one["title"] for one in json.loads(files["contract.json"])["bookings"]
    ]


def test_members_cannot_take_the_data(red: Site) -> None:
    assert red.enter(1).get(red.of_contract("data/")).status_code == 403
