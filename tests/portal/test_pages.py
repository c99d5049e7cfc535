"""Every page of the portal answers, in both languages, with the words of the document."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from tests.portal.conftest import TODAY, Site, conclude, declare
from tests.portal.reading import words_of

SCREENS = json.loads((Path(__file__).parents[1] / "cases" / "red-connect.json").read_text(encoding="utf-8"))["screens"]

PAGES = [
    "", "users/", "users/invite/", "connect/", "mailbox/", "help/", "data/main-user/", "data/organisation/",
    "data/bank/", "texts/", "texts/agb/2021/", "imprint/",
]  # fmt: skip
OF_CONTRACT = ["", "history/", "agreements/", "change/basis/", "notice/", "erase/", "switch/"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_answers(red: Site, language: str) -> None:
    client = red.enter(language=language)
    for path in [*map(red.path, PAGES), *map(red.of_contract, OF_CONTRACT)]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        assert f'<html lang="{language}">' in page
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"", page), f"inline in {path}"
        assert page.count("<h1") == 1, path


def test_the_contract_in_the_words_of_the_document(red: Site) -> None:
    words = words_of(red.enter().get(red.of_contract()))
    for said in [
        *SCREENS["tabs_of_Rechnungsdaten"],
        "Mein aktueller Vertrag",
        "RED connect plus",
        "€ 19,- Grundgebühr pro Monat und Benutzer*",
        "€ 0,10 pro SMS-Versand*",
        "* alle Preise zzgl. Mehrwertsteuer / Abrechnung erfolgt monatlich.",
        "Aktuelle Benutzeranzahl: 4",
        "Benutzer verwalten",
        "Möglicher Vertragswechsel",
        "WECHSELN",
        "Frühestens ab 01.07.2021 (Kündigungsfrist: 3 Monate zum Quartalsende)",
        "Vertrag kündigen und Daten löschen",
        "Konferenzen mit mehreren Teilnehmern",
    ]:
        assert said in words, said


def test_the_menu_of_the_document(red: Site) -> None:
    words = words_of(red.enter().get(red.path()))
    for entry in SCREENS["menu"]:
        assert entry in words


def test_the_change_dialog_in_the_words_of_the_document(red: Site) -> None:
    words = words_of(red.enter().get(red.of_contract("change/basis/")))
    for said in SCREENS["change_dialog"][1:]:
        assert said in words.replace(" (öffnet sich in einem neuen Fenster)", ""), said
    for consequence in [
        "Letzter Tag von RED connect plus 30.06.2021",
        "Erster Tag von RED connect basis 01.07.2021",
        "Widerruf möglich bis 30.06.2021",
        "76,00 €",
        "0,00 €",
        "Max Winter", "Lea Herbst", "Tom Lenz",
        "Qualitätszirkel (06.07.2021, 18:00)",
        "Fallbesprechung (20.07.2021, 17:00)",
    ]:  # fmt: skip
        assert consequence in words, consequence
    assert "Teamrunde" not in words


def test_the_contract_page_asks_the_database_at_most_twelve_times(red: Site) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = red.enter()
    client.get(red.of_contract())
    with CaptureQueriesContext(connection) as asked:
        client.get(red.of_contract())
    # Here a test's transaction is around the request's, which is why that one is a savepoint.
    queries = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(queries) <= 12, "\n".join(queries)


def test_who_is_not_signed_in_is_led_to_sign_in(red: Site) -> None:
    for path in ["", "users/", f"contracts/{red.contract}/", f"contracts/{red.contract}/change/basis/"]:
        answer = Client().get(red.path(path))
        assert answer.status_code == 302 and "account/login/" in answer["Location"], path


def test_members_read_and_do_not_decide(red: Site) -> None:
    client = red.enter(1)
    words = words_of(client.get(red.of_contract()))
    assert "WECHSELN" not in words and "entscheidet Ihre Hauptnutzerin" in words
    for path in ["change/basis/", "notice/", "erase/", "switch/", "data/"]:
        assert client.get(red.of_contract(path)).status_code == 403, path
        assert client.post(red.of_contract(path)).status_code in (403, 405), path
    assert client.get(red.path("users/invite/")).status_code == 403


def test_nobody_sees_the_contract_of_somebody_else(red: Site, gapteq: Site) -> None:
    client = red.enter()
    for contract in (gapteq.contract, uuid4()):
        for path in ["", "history/", "change/basis/", "data/", "agreements/"]:
            assert client.get(red.path(f"contracts/{contract}/{path}")).status_code == 404


def test_a_customer_with_several_contracts_gets_a_list(gapteq: Site) -> None:
    client = gapteq.enter()
    words = words_of(client.get(gapteq.path("contracts/")))
    assert "Server Stuttgart" in words and "Server München" in words
    words = words_of(client.get(gapteq.of_contract()))
    assert "Alle Verträge / Server Stuttgart" in words
    assert "Umfang: 10 User" in words and "Videosprechstunde" not in words
    start = words_of(client.get(gapteq.path()))
    assert "Der Vertrag verlängert sich" in start and "Server München" in start


def test_a_single_contract_is_shown_at_once(red: Site) -> None:
    answer = red.enter().get(red.path("contracts/"))
    assert answer.status_code == 302 and answer["Location"].endswith(f"/contracts/{red.contract}/")


def test_the_page_after_the_end(red: Site) -> None:
    from laufzeit.contracts.commands import GiveNotice

    declare(red, GiveNotice(uuid4(), received_on=date(2020, 12, 30), erase=True), date(2021, 2, 10))
    move(red, date(2021, 4, 2))
    words = words_of(red.enter().get(red.of_contract()))
    assert "Dieser Vertrag endete am 31.03.2021." in words
    assert "Sie können Ihre Daten bis zum 30.04.2021 abrufen. Am 01.05.2021 werden sie gelöscht." in words
    assert "WECHSELN" not in words and "Vertrag kündigen" not in words


def move(site: Site, day: date) -> None:
    from laufzeit.vendors.store import move_clock

    with site.acting():
        move_clock(site.vendor.id, day)


def test_a_contract_that_has_not_begun(red: Site) -> None:
    conclude(red, "basis", date(2021, 5, 1), users=1)
    words = words_of(red.enter().get(red.path(f"contracts/{red.contracts[1]}/")))
    assert "beginnt am 01.05.2021" in words and "Vertrag kündigen und Daten löschen" not in words


def test_the_history_says_who_did_what_when(red: Site) -> None:
    words = words_of(red.enter().get(red.of_contract("history/")))
    assert "Konferenzen mit mehreren Teilnehmern für den 06.07.2021 um 18:00 Uhr gebucht" in words


def test_the_picture_is_told_to_those_who_hear_it(red: Site) -> None:
    page = red.enter().get(red.of_contract()).content.decode()
    assert "RED connect plus, 4 Benutzer, ab dem 01.10.2020." in page
    assert "Kündigung bis 31.03.2021, zum Ende am 30.06.2021." in page
    assert page.count('role="img"') == 2 and "<title" in page and "<desc" in page


def test_the_brand_is_a_style_sheet_that_is_kept_for_long(red: Site) -> None:
    answer = Client().get(red.path("brand.css"))
    assert answer["Content-Type"].startswith("text/css") and "immutable" in answer["Cache-Control"]
    assert "--brand: #b3122b" in answer.content.decode()


def test_the_language_is_remembered(red: Site) -> None:
    client = red.enter()
    answer = client.post(red.path("language/"), {"language": "en", "next": red.of_contract()})
    assert answer["Location"] == red.of_contract()
    assert "My current contract" in words_of(client.get(red.of_contract()))
    away = client.post(red.path("language/"), {"language": "en", "next": "https://elsewhere.example/"})
    assert away["Location"] == red.path()
    client.post(red.path("language/"), {"language": "xx", "next": "/"})
    assert "My current contract" in words_of(client.get(red.of_contract()))


def test_texts_are_public_in_each_edition(red: Site) -> None:
    client = Client()
    words = words_of(client.get(red.path("texts/agb/2020/")))
    assert "Fassung vom 01.01.2020" in words and "SHA-256" in words
    english = words_of(client.get(red.path("texts/agb/2021/?language=en")))
    assert "Terms and conditions of RED connect" in english
    for missing in ["texts/agb/1999/", "texts/nothing/2021/"]:
        assert client.get(red.path(missing)).status_code == 404


def test_instants_are_told_by_the_vendors_clock_on_the_wall(red: Site) -> None:
    from laufzeit.vendors.models import Vendor

    client = red.enter()
    assert "01.10.2020, 14:00 Uhr" in words_of(client.get(red.of_contract("history/")))
    with red.acting():
        Vendor.objects.filter(id=red.vendor.id).update(time_zone="Asia/Tokyo")
    assert "01.10.2020, 21:00 Uhr" in words_of(client.get(red.of_contract("history/")))


def test_discounts_that_apply_stand_on_the_page(red: Site) -> None:
    from laufzeit.contracts.commands import GrantDiscount
    from laufzeit.vendors.models import new_id

    granted = GrantDiscount(new_id(), TODAY, 1_000, None, None, None, None, "Treue")
    declare(red, granted, side="vendor")
    words = words_of(red.enter().get(red.of_contract()))
    assert "Ihre Rabatte" in words
    assert "10 % auf alle wiederkehrenden Preise, ab dem 10.02.2021" in words
