"""Campaigns in the office: checked, announced, reminded, extended, closed, step by step through its pages, by those who
may; nothing is done that was not shown, and nothing twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.campaigns.conftest import FILE
from tests.office.conftest import Office, filled, record, words
from tests.portal.conftest import at

pytestmark = pytest.mark.slow

TODAY = date(2022, 10, 28)
PLAN = FILE.read_text(encoding="utf-8")
HOME = "campaigns/prices-2023/"


def work(office: Office, today: date = TODAY, now: datetime | None = None) -> None:
    """What there is to be done at noon of a day, or at that instant."""
    from laufzeit.campaigns import jobs

    for campaign in jobs.waiting(office.vendor.id):
        while jobs.work(office.vendor.id, campaign, now or at(today)).more:
            pass


def planned(office: Office, text: str = PLAN, language: str = "de") -> Any:
    client = office.enter("manager", language)
    page = client.get(office.path("campaigns/new/file/"))
    answer = client.post(office.path("campaigns/new/file/"), filled(page, text=text))
    assert answer.status_code == 302, words(answer)
    work(office)
    return client


def take(client: Any, office: Office, name: str, **typed: Any) -> Any:
    """Look at what a step will do, and take it."""
    path = office.path(f"{HOME}step/{name}/")
    return client.post(path, filled(client.get(path), **typed))


def announced(office: Office, text: str = PLAN) -> Any:
    client = planned(office, text)
    assert take(client, office, "announce").status_code == 302
    work(office)
    return client


def move(office: Office, day: date) -> None:
    from laufzeit.vendors.store import move_clock

    with office.acting():
        move_clock(office.vendor.id, day)


def decide(office: Office, at_contract: int, what: str, today: date) -> None:
    """A customer's answer in the portal."""
    from laufzeit.campaigns.models import Participant
    from laufzeit.contracts.actions import carry_out
    from laufzeit.contracts.commands import AcceptTerms, DeclineTerms
    from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
    from laufzeit.vendors.models import new_id

    contract = office.site.contracts[at_contract]
    with office.acting():
        offer = Participant.objects.get(contract=contract).offer
        command = (AcceptTerms if what == "accept" else DeclineTerms)(new_id(), offer)
        declared = Declaration(today, Actor(Side.CUSTOMER, Role.STAFF), Channel.MAIL)
        carry_out(contract, command, declared, at(today))


def steps(office: Office) -> list[str]:
    from laufzeit.campaigns.models import Step

    with office.acting():
        return list(Step.objects.order_by("at", "id").values_list("kind", flat=True))


def test_what_announcing_will_do_is_shown_before(gapteq: Office) -> None:
    client = planned(gapteq)
    said = words(client.get(gapteq.path(HOME)))
    for one in (
        "Neue Preise ab 1. Februar 2023",
        "2 würden angeschrieben, 0 ausgelassen",
        "28.10.2022",
        "prepaid@2023",
    ):
        assert one in said, one
    said = words(client.get(gapteq.path(f"{HOME}step/announce/")))
    for one in (
        "2 Briefe gehen ab dem 28.10.2022 hinaus.", "Davon 2 per E-Mail und 0 per Post.",
        "bis zum 31.01.2023 angenommen", "01.01.2023, 24.01.2023", "2 Verträge anschreiben",
    ):  # fmt: skip
        assert one in said, one
    assert "announced" not in steps(gapteq)


def test_a_campaign_is_announced_and_watched(gapteq: Office) -> None:
    client = planned(gapteq)
    assert take(client, gapteq, "announce").status_code == 302
    said = words(client.get(gapteq.path(HOME)))
    assert "Die Briefe werden geschrieben." in said
    assert "0 von 2 Verträgen sind angeschrieben." in said
    work(gapteq)
    said = words(client.get(gapteq.path(HOME)))
    assert "2 angeschrieben" in said
    assert "2 ohne Antwort" in said
    listed = words(client.get(gapteq.path("campaigns/")))
    assert "angekündigt" in listed
    assert "2 von 2" in listed


def test_a_pace_is_said_before_and_kept(gapteq: Office) -> None:
    from laufzeit.server.clock import now_for

    client = planned(gapteq, PLAN.replace("reminders =", "letters_an_hour = 1\nreminders ="))
    assert "höchstens 1 hinaus; das dauert etwa 2 Stunden" in words(client.get(gapteq.path(f"{HOME}step/announce/")))
    assert take(client, gapteq, "announce").status_code == 302
    work(gapteq, now=now_for(gapteq.vendor))
    said = words(client.get(gapteq.path(HOME)))
    assert "Je Stunde gehen 1 hinaus." in said
    assert take(client, gapteq, "pause").status_code == 302
    assert "Die Ankündigung ist angehalten." in words(client.get(gapteq.path(HOME)))
    assert take(client, gapteq, "resume").status_code == 302


def test_a_step_that_is_sent_twice_is_taken_once(gapteq: Office) -> None:
    client = announced(gapteq)
    path = gapteq.path(f"{HOME}step/remind/")
    form = filled(client.get(path))
    assert client.post(path, form).status_code == 302
    assert client.post(path, form).status_code == 302
    assert steps(gapteq).count("reminded") == 1


def test_what_happened_since_a_step_was_shown_is_shown_first(gapteq: Office) -> None:
    client = announced(gapteq)
    path = gapteq.path(f"{HOME}step/withdraw/")
    form = filled(client.get(path))
    assert take(client, gapteq, "remind").status_code == 302
    answer = client.post(path, form)
    assert answer.status_code == 409
    assert "Seit dies gezeigt wurde, ist mit der Kampagne etwas geschehen." in words(answer)
    assert "withdrawn" not in steps(gapteq)
    assert client.post(path, filled(answer)).status_code == 302
    work(gapteq)
    assert "2 zurückgenommen" in words(client.get(gapteq.path(HOME)))


def test_a_step_that_is_not_possible_is_said(gapteq: Office) -> None:
    client = announced(gapteq)
    answer = take(client, gapteq, "close")
    assert answer.status_code == 409
    assert "2 Verträge können noch annehmen" in words(answer)
    assert client.get(gapteq.path(f"{HOME}step/nonsense/")).status_code == 404
    assert take(client, gapteq, "extend").status_code == 422
    answer = take(client, gapteq, "extend", accept_until="2022-12-01")
    assert answer.status_code == 409
    assert "lässt sich nur verlängern" in words(answer)
    assert take(client, gapteq, "extend", accept_until="2023-02-28").status_code == 302
    work(gapteq)
    said = words(client.get(gapteq.path(HOME)))
    assert "28.02.2023 verlängert; zuerst 31.01.2023" in said
    assert "Frist für alle verlängert: bis 28.02.2023" in said


def test_after_the_close_what_came_of_it_stands_beside_what_was_assumed(gapteq: Office) -> None:
    client = announced(gapteq, PLAN.replace("accepting_percent = 80", "accepting_percent = 60"))
    decide(gapteq, 0, "accept", TODAY)
    move(gapteq, date(2023, 2, 1))
    assert take(client, gapteq, "close").status_code == 302
    said = words(client.get(gapteq.path(HOME)))
    assert "bis 10 User 1 60 % 100 % 600,00 € 576,00 € 960,00 €" in said
    assert "mehr als 10 User 1 90 % 0 % 900,00 € 1.188,00 € 0,00 €" in said
    assert "Zusammen 2 75 % 50 % 1.500,00 € 1.764,00 € 960,00 €" in said


def test_the_lists_behind_the_numbers(gapteq: Office) -> None:
    client = announced(gapteq)
    path = gapteq.path(f"{HOME}contracts/")
    said = words(client.get(f"{path}?which=silent"))
    assert "960,00 €" in said
    assert "1.320,00 €" in said
    said = words(client.get(f"{path}?q=Stuttgart"))
    assert "960,00 €" in said
    assert "1.320,00 €" not in said
    said = words(client.get(f"{path}?which=written&segment=mehr+als+10+User"))
    assert "1.320,00 €" in said
    assert "960,00 €" not in said
    assert "Kein Vertrag" in words(client.get(f"{path}?segment="))
    assert client.get(f"{path}?which=nobody").status_code == 404
    assert client.get(f"{path}?finding=nothing").status_code == 404


def test_long_lists_go_page_by_page(gapteq: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.office.views import campaigns_contracts

    client = announced(gapteq)
    monkeypatch.setattr(campaigns_contracts, "LINES", 1)
    path = gapteq.path(f"{HOME}contracts/")
    first = client.get(path)
    assert "V-10001" in words(first)
    assert "V-10002" not in words(first)
    after = first.content.decode().split("after=")[1].split('"')[0]
    second = words(client.get(f"{path}?after={after}"))
    assert "V-10002" in second
    assert "Nächste Seite" not in second


def test_all_contracts_come_as_a_file_while_they_are_read(gapteq: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.office.views import campaigns_contracts

    client = announced(gapteq)
    monkeypatch.setattr(campaigns_contracts, "PIECE", 1)
    answer = client.get(gapteq.path(f"{HOME}contracts.csv"))
    assert answer.streaming
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines] == ["number", "V-10001", "V-10002"]


def test_a_name_that_looks_like_a_formula_is_a_text_in_the_file(gapteq: Office) -> None:
    from laufzeit.customers.models import Organisation

    client = announced(gapteq)
    with gapteq.acting():
        Organisation.objects.update(name='=HYPERLINK("x")')
    content = b"".join(client.get(gapteq.path(f"{HOME}contracts.csv")).streaming_content).decode()
    assert "'=HYPERLINK" in content
    assert ",=HYPERLINK" not in content


def test_the_trail_of_one_contract(gapteq: Office) -> None:
    client = announced(gapteq)
    decide(gapteq, 0, "accept", TODAY)
    said = words(client.get(gapteq.path(f"{HOME}contracts/{gapteq.site.contracts[0]}/")))
    for one in (
        "angenommen", "600,00 €", "960,00 €", "15.03.2023", "16.03.2023", "Angebot anderer Bedingungen",
        "die Ankündigung", "per E-Mail", "erfasst von Rita Roth", "Prüfsumme",
    ):  # fmt: skip
        assert one in said, one
    assert "Annahme erfassen" not in said
    elsewhere = client.get(gapteq.path(f"{HOME}contracts/{gapteq.site.organisation.id}/"))
    assert elsewhere.status_code == 404


def test_more_time_for_one_contract(gapteq: Office) -> None:
    client = announced(gapteq)
    path = gapteq.path(f"{HOME}contracts/{gapteq.site.contracts[0]}/")
    assert client.post(f"{path}extend/", {"accept_until": "2022-01-01"}).status_code == 409
    assert client.post(f"{path}extend/", {"accept_until": ""}).status_code == 422
    for _ in "twice":
        assert client.post(f"{path}extend/", {"accept_until": "2023-02-15"}).status_code == 302
    assert steps(gapteq).count("extended one") == 1
    assert "15.02.2023" in words(client.get(path))
    assert "V-10001, bis 15.02.2023" in words(client.get(gapteq.path(HOME)))


def test_an_acceptance_that_came_late_is_shown_and_then_recorded(gapteq: Office) -> None:
    announced(gapteq)
    move(gapteq, date(2023, 2, 10))
    client = gapteq.enter("clerk", "de")
    path = gapteq.path(f"{HOME}contracts/{gapteq.site.contracts[0]}/")
    shown = client.get(f"{path}accept/")
    assert "16.03.2023" in words(shown)
    assert "960,00 €" in words(shown)
    assert client.post(f"{path}accept/", {"channel": "letter"}).status_code == 422
    answer = record(client, f"{path}accept/", channel="letter")
    assert answer.status_code == 302, words(answer)
    said = words(client.get(path))
    assert "per Brief" in said
    assert "erfasst von Karl Kern" in said
    assert "1 angenommen" in words(client.get(gapteq.path(HOME)))
    again = client.post(f"{path}accept/", filled(shown, channel="letter") | {"record": "1"})
    assert again.status_code in (302, 409)
    assert steps(gapteq).count("accepted late") == 1


def test_letters_that_came_back_have_a_list_and_go_out_on_paper(gapteq: Office) -> None:
    from laufzeit.messages.models import Message

    client = announced(gapteq)
    assert client.get(gapteq.path(f"{HOME}paper/1/")).status_code == 404
    with gapteq.acting():
        first = Message.objects.filter(kind="terms_offered").order_by("id").first()
        Message.objects.filter(id=first.pk).update(state="failed", last_error="550 unknown")
    said = words(client.get(gapteq.path(f"{HOME}contracts/?which=bounced")))
    assert "eva.muster@customer.example" in said
    assert "550 unknown" in said
    assert "1 Brief" in words(client.get(gapteq.path(f"{HOME}paper/")))
    file = client.get(gapteq.path(f"{HOME}paper/1/"))
    assert file["Content-Type"] == "application/pdf"
    assert file.content[:5] == b"%PDF-"


def test_the_simulation_and_its_files(gapteq: Office) -> None:
    client = planned(gapteq)
    path = gapteq.path(f"{HOME}simulation/")
    said = words(client.get(path))
    for one in ("Mär 2023", "960,00 €", "768,00 €", "Die größten Erhöhungen", "1.320,00 €", "ab 60 %"):
        assert one in said, one
    asked = {"months": "12", "share-0": "80", "share-1": "90", "share-others": "100"}
    assert client.get(path, asked | {"months": "99"}).status_code == 422
    assert client.get(path, asked | {"share-0": "101"}).status_code == 422
    lines = client.get(path, asked | {"as": "csv"}).content.decode().splitlines()
    assert len(lines) == 13
    assert client.get(path, asked | {"as": "parquet"}).content[:4] == b"PAR1"
    assert "480,00 €" in words(client.get(path, asked | {"share-0": "50"}))
    assert "768,00 €" in words(client.get(path))


def test_a_large_base_is_simulated_on_the_console(gapteq: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.office.views import campaigns_simulation

    client = planned(gapteq)
    monkeypatch.setattr(campaigns_simulation, "MOST_SIMULATED", 1)
    said = words(client.get(gapteq.path(f"{HOME}simulation/")))
    assert "laufzeit campaign simulate FILE --vendor gapteq" in said
    assert "960,00 €" not in said


def test_the_answers_over_time_are_drawn_and_stand_in_a_table(gapteq: Office) -> None:
    client = announced(gapteq)
    decide(gapteq, 0, "accept", TODAY + timedelta(days=3))
    decide(gapteq, 1, "decline", TODAY + timedelta(days=5))
    move(gapteq, TODAY + timedelta(days=10))
    page = client.get(gapteq.path(HOME))
    assert "Von 28.10.2022 bis 07.11.2022. angeschrieben: 2. im Portal angesehen: 0. angenommen: 1. abgelehnt: 1." in (
        " ".join(page.content.decode().split())
    )
    assert "31.10.2022 2 0 1 0 02.11.2022 2 0 1 1" in words(page)


@pytest.mark.parametrize("role", ["clerk", "auditor"])
def test_who_may_only_look(gapteq: Office, role: str) -> None:
    announced(gapteq)
    client = gapteq.enter(role)
    page = client.get(gapteq.path(HOME))
    assert page.status_code == 200
    assert "Take everything back" not in words(page)
    assert client.get(gapteq.path(f"{HOME}step/withdraw/")).status_code == 403
    assert client.post(gapteq.path(f"{HOME}step/withdraw/")).status_code == 403
    assert client.get(gapteq.path("campaigns/new/")).status_code == 403


def test_the_simulation_stays_as_it_was_before_the_first_letter(gapteq: Office) -> None:
    client = planned(gapteq)
    path = gapteq.path(f"{HOME}simulation/")
    before = client.get(f"{path}?as=csv").content
    take(client, gapteq, "announce")
    work(gapteq)
    said = words(client.get(path))
    assert "Was vor dem ersten Brief berechnet wurde" in said
    assert client.get(f"{path}?as=csv").content == before
