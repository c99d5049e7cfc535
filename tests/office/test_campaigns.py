"""Campaigns in the office: planned, checked, announced, watched, by those who may."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.campaigns.conftest import FILE
from tests.office.conftest import Office, filled, words
from tests.portal.conftest import at

pytestmark = pytest.mark.slow

TODAY = date(2022, 10, 28)
PLAN = FILE.read_text(encoding="utf-8")


def work(office: Office) -> None:
    from laufzeit.campaigns import jobs

    for campaign in jobs.waiting(office.vendor.id):
        while jobs.work(office.vendor.id, campaign, at(TODAY)).more:
            pass


def planned(office: Office) -> Any:
    client = office.enter("manager", "de")
    page = client.get(office.path("campaigns/new/"))
    answer = client.post(office.path("campaigns/new/"), filled(page, text=PLAN))
    assert answer.status_code == 302, words(answer)
    work(office)
    return client


def announced(office: Office) -> Any:
    client = planned(office)
    assert client.post(office.path("campaigns/prices-2023/step/announce/")).status_code == 302
    work(office)
    return client


def test_from_the_plan_to_the_letters(gapteq: Office) -> None:
    client = planned(gapteq)
    page = client.get(gapteq.path("campaigns/prices-2023/"))
    said = words(page)
    for one in ("Neue Preise ab 1. Februar 2023", "geprüft", "2 Verträge anschreiben", "28.10.2022", "prepaid@2023"):
        assert one in said, one
    assert "2 gemeint" in said
    assert client.post(gapteq.path("campaigns/prices-2023/step/announce/")).status_code == 302
    assert "Die Briefe werden geschrieben." in words(client.get(gapteq.path("campaigns/prices-2023/")))
    work(gapteq)
    said = words(client.get(gapteq.path("campaigns/prices-2023/")))
    assert "2 angeschrieben" in said
    assert "2 ohne Antwort" in said
    assert "angekündigt" in words(client.get(gapteq.path("campaigns/")))


def test_a_plan_with_faults_says_all_of_them_and_keeps_the_text(gapteq: Office) -> None:
    client = gapteq.enter("manager", "de")
    page = client.get(gapteq.path("campaigns/new/"))
    text = PLAN.replace('way = "notice and offer"', 'way = "by surprise"').replace("cut_over = 2023-02-01", "")
    answer = client.post(gapteq.path("campaigns/new/"), filled(page, text=text))
    assert answer.status_code == 422
    said = words(answer)
    assert "2 Fehler" in said
    assert "by surprise" in said
    assert "cut_over" in said
    answer = client.post(gapteq.path("campaigns/new/"), filled(page, text=PLAN.replace("prepaid@2023", "prepaid@2031")))
    assert answer.status_code == 422
    assert "Die Fassung prepaid@2031 gibt es im Katalog nicht." in words(answer)
    answer = client.post(gapteq.path("campaigns/new/"), filled(page, text=PLAN.replace("2023-01-31", "2022-09-30")))
    assert "ist mit dem 30.09.2022 schon abgelaufen" in words(answer)


def test_what_a_plan_was_read_from_can_be_changed(gapteq: Office) -> None:
    client = planned(gapteq)
    page = client.get(gapteq.path("campaigns/prices-2023/plan/"))
    assert "What the simulation assumes" in page.content.decode()
    changed = PLAN.replace("2023-01-31", "2023-02-28")
    assert client.post(gapteq.path("campaigns/prices-2023/plan/"), filled(page, text=changed)).status_code == 302
    work(gapteq)
    assert "28.02.2023" in words(client.get(gapteq.path("campaigns/prices-2023/")))


def test_a_step_that_is_not_possible_is_said(gapteq: Office) -> None:
    client = announced(gapteq)
    answer = client.post(gapteq.path("campaigns/prices-2023/step/close/"))
    assert answer.status_code == 409
    assert "2 Verträge können noch annehmen" in words(answer)
    assert client.post(gapteq.path("campaigns/prices-2023/step/nonsense/")).status_code == 404
    answer = client.post(gapteq.path("campaigns/prices-2023/extend/"), {"accept_until": "2022-12-01"})
    assert answer.status_code == 409
    assert "lässt sich nur verlängern" in words(answer)
    assert client.post(gapteq.path("campaigns/prices-2023/extend/"), {"accept_until": "2023-02-28"}).status_code == 302
    work(gapteq)
    assert "28.02.2023" in words(client.get(gapteq.path("campaigns/prices-2023/")))


def test_the_lists_behind_the_numbers(gapteq: Office) -> None:
    client = announced(gapteq)
    said = words(client.get(gapteq.path("campaigns/prices-2023/contracts/?which=silent")))
    assert "960,00 €" in said
    assert "1.320,00 €" in said
    said = words(client.get(gapteq.path("campaigns/prices-2023/contracts/?q=Stuttgart")))
    assert "960,00 €" in said
    assert "1.320,00 €" not in said
    assert client.get(gapteq.path("campaigns/prices-2023/contracts/?which=nobody")).status_code == 404
    lines = client.get(gapteq.path("campaigns/prices-2023/contracts.csv")).content.decode().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("number,label,customer")


def test_the_trail_of_one_contract_and_a_late_acceptance(gapteq: Office) -> None:
    client = announced(gapteq)
    path = gapteq.path(f"campaigns/prices-2023/contracts/{gapteq.site.contracts[0]}/")
    said = words(client.get(path))
    for one in ("600,00 €", "960,00 €", "15.03.2023", "16.03.2023", "NoticeGiven", "TermsOffered"):
        assert one in said, one
    assert client.post(f"{path}extend/", {"accept_until": "2023-02-15"}).status_code == 302
    assert client.post(f"{path}accept/", {"channel": "letter"}).status_code == 302
    said = words(client.get(path))
    assert "TermsAccepted" in said
    assert "15.02.2023" in said
    answer = client.post(f"{path}accept/", {"channel": "letter"})
    assert answer.status_code == 409
    assert "1 angenommen" in words(client.get(gapteq.path("campaigns/prices-2023/")))


def test_the_simulation_and_its_files(gapteq: Office) -> None:
    client = planned(gapteq)
    path = gapteq.path("campaigns/prices-2023/simulation/")
    said = words(client.get(path))
    for one in ("Mär 2023", "960,00 €", "768,00 €", "Die größten Erhöhungen", "1.320,00 €", "ab 60 %"):
        assert one in said, one
    assert client.get(f"{path}?months=99").status_code == 422
    lines = client.get(f"{path}?months=12&as=csv").content.decode().splitlines()
    assert len(lines) == 13
    assert client.get(f"{path}?months=12&as=parquet").content[:4] == b"PAR1"


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_who_may_only_look(gapteq: Office, role: str) -> None:
    announced(gapteq)
    client = gapteq.enter(role)
    assert client.get(gapteq.path("campaigns/prices-2023/")).status_code == 200
    assert client.post(gapteq.path("campaigns/prices-2023/step/withdraw/")).status_code == 403
    assert client.get(gapteq.path("campaigns/new/")).status_code == 403
