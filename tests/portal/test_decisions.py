"""Decisions in the portal: what is shown before, what is stored, and every refusal at its place."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.portal.conftest import TODAY, Site, at, declare, fields, make_site
from tests.portal.reading import words_of
from tests.portal.test_pages import move


def change(site: Site, client: Client, **typed: Any) -> Any:
    """The change to basis, as the form sends it with the box ticked; ``typed`` is put in its place."""
    path = site.of_contract("change/basis/")
    sent = fields(client.get(path), "change/basis/") | {"agree_agb": "on"} | typed
    return client.post(path, {name: value for name, value in sent.items() if value is not None})


def versions(site: Site) -> int:
    return int(site.held().contract.version)


def test_a_change_is_stored_as_it_was_shown(red: Site) -> None:
    client = red.enter()
    answer = change(red, client)
    assert answer.status_code == 302 and answer["Location"] == red.of_contract()
    words = words_of(client.get(red.of_contract()))
    assert "Ihr Vertragswechsel ist zum 01.07.2021 vorgemerkt." in words
    assert (
        "Ihr aktueller Vertrag wird zum 30.06.2021 gekündigt. Bis dahin können Sie Ihre bisherigen Funktionen in "
        "vollem Umfang nutzen. Zusätzlich angelegte Benutzer werden zu dem oben genannten Zeitpunkt gelöscht. "
        "Ab dem 01.07.2021, verwenden Sie RED connect basis mit nur einem Benutzer. Kündigung widerrufen"
    ) in words
    assert "möglich bis 30.06.2021, in 140 Tagen" in words
    assert [str(phase.terms) for phase in red.held().timeline.phases] == ["plus@2020", "basis@2020"]
    assert "RED connect basis" in red.letters()[0].subject


def test_what_was_agreed_to_is_in_the_log(red: Site) -> None:
    from laufzeit.contracts.store import log

    client = red.enter()
    change(red, client)
    with red.acting():
        entry = log(red.contract)[-1]
    (consent,) = entry.declaration.consents
    edition = red.held().catalogue.agreements["agb"].on(TODAY)
    assert (consent.agreement, consent.edition, consent.language) == ("agb", "2021", "de")
    assert consent.sha256 == edition.hash_of("de")
    assert consent.sentence == "Hiermit stimme ich den AGB zu."
    words = words_of(client.get(red.of_contract("agreements/")))
    assert "Hiermit stimme ich den AGB zu." in words and consent.sha256 in words
    text = words_of(client.get(red.of_contract(f"agreements/{consent.sha256}/")))
    assert "Fassung vom 01.01.2021" in text
    assert client.get(red.of_contract("agreements/0123abc/")).status_code == 404


def test_without_the_box_nothing_happens(red: Site) -> None:
    client, before = red.enter(), versions(red)
    answer = change(red, client, agree_agb=None)
    assert answer.status_code == 422 and versions(red) == before
    page = answer.content.decode()
    assert "Bitte lesen Sie den Text und setzen Sie das Häkchen." in page
    assert 'aria-invalid="true"' in page and 'id="id_agree_agb_error"' in page
    assert "76,00 €" in words_of(answer)


def test_an_edition_that_is_no_longer_in_force_is_shown_anew(red: Site) -> None:
    client, before = red.enter(), versions(red)
    old = red.held().catalogue.agreements["agb"].editions[0]
    answer = change(red, client, text_agb=f"{old.edition}:de:{old.hash_of('de')}")
    assert answer.status_code == 422 and versions(red) == before
    assert "gilt nicht mehr; jetzt gilt die Fassung 2021" in words_of(answer)
    again = fields(answer, "change/basis/")
    assert str(again["text_agb"]).startswith("2021:de:") and "agree_agb" not in again
    assert client.post(red.of_contract("change/basis/"), again | {"agree_agb": "on"}).status_code == 302


def test_a_form_that_is_sent_twice_counts_once(red: Site) -> None:
    client = red.enter()
    path = red.of_contract("change/basis/")
    sent = fields(client.get(path), "change/basis/") | {"agree_agb": "on"}
    assert client.post(path, sent).status_code == 302
    after = versions(red)
    assert client.post(path, sent).status_code == 302
    assert versions(red) == after and len([one for one in red.letters() if one.kind == "ChangeConfirmed"]) <= 1


def test_somebody_has_decided_meanwhile(red: Site) -> None:
    from laufzeit.contracts.commands import GiveNotice

    client = red.enter()
    path = red.of_contract("notice/")
    sent = fields(client.get(path), "notice/")
    declare(red, GiveNotice(uuid4()))
    answer = client.post(path, sent)
    words = words_of(answer)
    assert answer.status_code == 409
    assert "Inzwischen hat jemand entschieden" in words
    assert "Ihr Vertrag ist zum 30.06.2021 gekündigt." in words
    assert "per Brief" in words, "who decided and how"


def test_a_second_change_while_one_is_pending(red: Site) -> None:
    client = red.enter()
    change(red, client)
    answer = client.get(red.of_contract("change/basis/"))
    assert answer.status_code == 409
    assert "Es ist bereits ein Tarifwechsel zum 30.06.2021 vorgemerkt." in words_of(answer)
    assert "Es ist bereits ein Tarifwechsel" in words_of(client.get(red.of_contract()))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("gold", "Einen Tarif gold gibt es nicht."),
        ("plus", "RED connect plus ist bereits Ihr Tarif."),
    ],
)
def test_a_change_that_is_not_offered(red: Site, plan: str, said: str) -> None:
    client = red.enter()
    answer = client.get(red.of_contract(f"change/{plan}/"))
    assert answer.status_code == 409 and said in words_of(answer)


def test_a_change_before_the_contract_begins(red: Site) -> None:
    from tests.portal.conftest import conclude

    conclude(red, "plus", date(2021, 5, 1), users=1)
    answer = red.enter().get(red.path(f"contracts/{red.contracts[1]}/change/basis/"))
    assert answer.status_code == 409 and "Der Vertrag beginnt erst am 01.05.2021" in words_of(answer)


def test_a_change_is_revoked(red: Site) -> None:
    client = red.enter()
    change(red, client)
    item = red.held().timeline.phases[1]
    path = next(part for part in client.get(red.of_contract()).content.decode().split('"') if "/revoke/" in part)
    words = words_of(client.get(path))
    for said in [
        "Vertragswechsel widerrufen",
        ("Derzeit können Sie den Vertragswechsel noch zurücknehmen. "
        "Bitte beachten Sie, dass auch die Kündigungsfrist zurückgesetzt wird."),
        "ABBRECHEN", "WIDERRUFEN",
        "Ihren Zugang behalten: Lea Herbst, Tom Lenz, Max Winter",
        "Qualitätszirkel (06.07.2021, 18:00)",
        "heute erklärt, würde sie den Vertrag am 30.06.2021 beenden",
    ]:  # fmt: skip
        assert said in words, said
    assert item.terms.plan == "basis"
    assert client.post(path, fields(client.get(path), path)).status_code == 302
    words = words_of(client.get(red.of_contract()))
    assert "Widerrufen: Ihr Vertrag läuft unverändert weiter." in words and "gekündigt" not in words
    assert len(red.held().timeline.phases) == 1
    answer = client.post(path, {"seen_version": versions(red), "form_key": str(uuid4())})
    assert answer.status_code == 409 and "Es gibt nichts, was widerrufen werden könnte." in words_of(answer)


def test_a_revocation_after_the_last_day(red: Site) -> None:
    client = red.enter()
    change(red, client)
    path = next(part for part in client.get(red.of_contract()).content.decode().split('"') if "/revoke/" in part)
    sent = fields(client.get(path), path)
    move(red, date(2021, 7, 1))
    answer = client.post(path, sent)
    assert answer.status_code == 409 and "Ein Widerruf ist nicht mehr möglich" in words_of(answer)


def test_the_vendors_notice_cannot_be_revoked_by_the_customer(red: Site) -> None:
    from laufzeit.contracts.commands import GiveNotice

    item = uuid4()
    declare(red, GiveNotice(item), side="vendor")
    client = red.enter()
    page = client.get(red.of_contract())
    words = words_of(page)
    assert (
        "RED connect hat Ihren Vertrag zum 30.06.2021 gekündigt." in words and "/revoke/" not in page.content.decode()
    )
    answer = client.get(red.of_contract(f"revoke/{item}/"))
    assert answer.status_code == 409 and "nur sie kann sie widerrufen" in words_of(answer)


def test_plain_notice_and_a_later_day_that_is_wished_for(red: Site) -> None:
    client = red.enter()
    path = red.of_contract("notice/")
    assert "Letzter Tag des Vertrags 30.06.2021" in words_of(client.get(path))
    sent = fields(client.get(path), "notice/") | {"not_before": "2021-08-15"}
    shown = client.post(path, sent | {"rehearse": "1"})
    assert shown.status_code == 200 and "Letzter Tag des Vertrags 30.09.2021" in words_of(shown)
    assert red.held().timeline.end is None, "a rehearsal stores nothing"
    assert client.post(path, sent).status_code == 302
    words = words_of(client.get(red.of_contract()))
    assert "Ihre Kündigung ist eingegangen: Der Vertrag endet am 30.09.2021." in words
    assert "Ihr Vertrag ist zum 30.09.2021 gekündigt." in words


def test_what_was_typed_stays_when_it_is_wrong(red: Site) -> None:
    client = red.enter()
    path = red.of_contract("notice/")
    answer = client.post(path, fields(client.get(path), "notice/") | {"not_before": "31.31.2021"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="31.31.2021"' in page and 'id="id_not_before_error"' in page


def test_termination_with_erasure(red: Site) -> None:
    client = red.enter()
    path = red.of_contract("erase/")
    words = words_of(client.get(path))
    for said in [
        "Letzter Tag des Vertrags 30.06.2021", "Daten abrufbar bis 30.07.2021", "Daten werden gelöscht am 31.07.2021",
        "Max Winter", "Was gelöscht wird", "Was das Gesetz aufbewahrt", "8 Jahre (§ 147 AO)",
        "Zuerst die Daten als Datei herunterladen",
    ]:  # fmt: skip
        assert said in words, said
    sent = fields(client.get(path), "erase/")
    answer = client.post(path, sent)
    assert answer.status_code == 422 and "Bitte bestätigen Sie, dass die Daten gelöscht werden sollen." in words_of(
        answer
    )
    assert client.post(path, sent | {"sure": "on"}).status_code == 302
    assert red.held().timeline.last_day() == date(2021, 6, 30)


def test_the_switch_by_the_data_act_shows_the_days_of_each_choice(red: Site) -> None:
    client = red.enter()
    path = red.of_contract("switch/")
    words = words_of(client.get(path))
    assert "Ankündigungsfrist endet am 10.04.2021" in words and "Übergang endet spätestens am 10.05.2021" in words
    sent = fields(client.get(path), "switch/")
    words = words_of(client.post(path, sent | {"target": "erase", "rehearse": "1"}))
    assert "Ankündigungsfrist endet am 10.04.2021" in words and "Übergang" not in words
    assert client.post(path, sent | {"target": "nonsense"}).status_code == 422
    assert client.post(path, sent | {"target": "on premises"}).status_code == 302
    words = words_of(client.get(red.of_contract()))
    assert "der Vertrag endet spätestens am 10.05.2021" in words and "Antrag widerrufen" in words


def test_seats_show_what_they_do_to_price_and_term(gapteq: Site) -> None:
    client = gapteq.enter()
    path = gapteq.of_contract("seats/")
    sent = fields(client.get(path), "seats/")
    words = words_of(client.post(path, sent | {"seats": "12", "rehearse": "1"}))
    assert "600,00 €" in words and "720,00 €" in words
    assert "Laufzeit für alle bis 27.10.2023 statt bis 15.03.2023" in words
    for typed, said in [
        ("10", "Der Vertrag hat bereits 10 Plätze."),
        ("0", "größer oder gleich 1"),
        ("many", "ganze Zahl"),
    ]:
        answer = client.post(path, sent | {"seats": typed})
        assert answer.status_code in (409, 422) and said in words_of(answer), typed
        assert f'value="{typed}"' in answer.content.decode()
    assert client.post(path, sent | {"seats": "12"}).status_code == 302
    words = words_of(client.get(gapteq.of_contract()))
    assert "Umfang: 12 User" in words and "Ihr Vertrag umfasst jetzt 12 User." in words


def test_fewer_seats_wait_for_the_term_and_can_be_revoked(gapteq: Site) -> None:
    client = gapteq.enter()
    path = gapteq.of_contract("seats/")
    client.post(path, fields(client.get(path), "seats/") | {"seats": "8"})
    words = words_of(client.get(gapteq.of_contract()))
    assert "Ab dem 16.03.2023 umfasst Ihr Vertrag 8 User." in words and "Änderung widerrufen" in words
    assert "Umfang: 10 User" in words


def test_named_seats_are_not_changed_by_a_number(red: Site) -> None:
    answer = red.enter().get(red.of_contract("seats/"))
    assert "gehört jeder Platz einer benannten Person" in words_of(answer)


@pytest.mark.parametrize("accepts", [True, False])
def test_an_offer_is_answered_in_neutral_words(gapteq: Site, accepts: bool) -> None:
    from laufzeit.catalogue.model import TermsRef
    from laufzeit.contracts.commands import GiveNotice, OfferTerms

    editions = [terms.ref.edition for terms in gapteq.held().catalogue.plans["prepaid"].editions]
    offer, today = uuid4(), date(2022, 10, 28)
    terms = TermsRef("prepaid", editions[-1])
    declare(gapteq, OfferTerms(offer, terms, date(2023, 1, 31), date(2023, 2, 1)), today, side="vendor")
    declare(gapteq, GiveNotice(uuid4()), today, side="vendor")
    client = gapteq.enter()
    assert "bietet Ihnen neue Bedingungen an" in words_of(client.get(gapteq.of_contract()))
    path = gapteq.of_contract(f"offers/{offer}/")
    page = client.get(path)
    words = words_of(page)
    for said in ["Ich nehme das Angebot an", "Ich lehne das Angebot ab", "600,00 €", "960,00 €",
                 "16.03.2023 – 15.03.2024", "Ihr Vertrag endet am 15.03.2023"]:  # fmt: skip
        assert said in words, said
    sent = fields(page)
    if accepts:
        assert client.post(path, sent | {"answer": "accept"}).status_code == 422, "consent is missing"
        agreed = {name.replace("text_", "agree_"): "on" for name in sent if name.startswith("text_")}
        assert client.post(path, sent | agreed | {"answer": "accept"}).status_code == 302
        words = words_of(client.get(gapteq.of_contract()))
        assert "Sie haben neue Bedingungen angenommen; sie gelten ab dem 16.03.2023." in words
        assert "hat Ihren Vertrag zum" not in words
    else:
        assert client.post(path, sent | {"answer": "decline"}).status_code == 302
        words = words_of(client.get(gapteq.of_contract()))
        assert "Sie haben das Angebot abgelehnt." in words and "zum 15.03.2023 gekündigt" in words
    assert client.get(gapteq.of_contract(f"offers/{uuid4()}/")).status_code == 404


def test_who_stays_is_chosen_and_followed_by_what_it_means(db: None) -> None:
    """A plan with room for two: the main user and one of the others."""
    from tests.portal.conftest import EXAMPLES, conclude

    text = (EXAMPLES / "red-connect.toml").read_text(encoding="utf-8").replace("maximum = 1\n", "maximum = 2\n")
    site = make_site(
        "red-connect", text, TODAY, [("Anna", "Sommer"), ("Max", "Winter"), ("Lea", "Herbst"), ("Tom", "Lenz")]
    )
    conclude(site, "plus", date(2020, 10, 1))
    client, tom, lea = site.enter(), str(site.people[3].id), str(site.people[2].id)
    path = site.of_contract("change/basis/")
    opened = client.get(path)
    words = words_of(opened)
    assert (
        "bleibt, von den anderen kann eine Person bleiben." in words
        and "2 Benutzer verlieren den Zugang: Lea Herbst Tom Lenz" in words
    )
    sent = fields(opened, "change/basis/")
    words = words_of(client.post(path, sent | {"keep": [tom], "rehearse": "1"}))
    assert "2 Benutzer verlieren den Zugang: Max Winter Lea Herbst" in words
    answer = client.post(path, sent | {"keep": [tom, lea], "agree_agb": "on"})
    assert answer.status_code == 422 and "können davon 1 bleiben; ausgewählt sind 2" in words_of(answer)
    assert client.post(path, sent | {"keep": [tom], "agree_agb": "on"}).status_code == 302
    assert site.held().timeline.phases[1].users == (site.people[0].id, site.people[3].id)
    words = words_of(client.get(site.of_contract()))
    assert "Ab dem 01.07.2021 verwenden Sie RED connect basis (2 Benutzer)." in words


def test_a_form_without_its_token_is_turned_away(red: Site) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = red.enter().cookies
    assert strict.post(red.of_contract("notice/"), {"seen_version": 1}).status_code == 403
    assert red.held().timeline.end is None


@pytest.mark.parametrize("typed", [{"seen_version": "x"}, {"form_key": "no key"}, {"seen_version": None}])
def test_a_form_that_was_tampered_with(red: Site, typed: dict[str, Any]) -> None:
    client, before = red.enter(), versions(red)
    answer = change(red, client, **typed)
    assert answer.status_code == 422 and "Diese Seite ist nicht mehr aktuell." in words_of(answer)
    assert versions(red) == before


def test_the_prices_shown_are_those_of_the_edition_that_will_be_bound(gapteq: Site) -> None:
    """In October 2022 the price list of 2023 is not yet in force, but the change takes effect under it."""
    client = gapteq.enter()
    page, dialog = client.get(gapteq.of_contract()), client.get(gapteq.of_contract("change/pay-per-use/"))
    for words in (words_of(page), words_of(dialog)):
        assert "€ 50,- Basispreis pro Monat inkl. 5 aktive User*" in words
    assert "gekündigt" not in words_of(dialog).replace("Kündigung", ""), "the term's end needs no notice"
    sent = fields(dialog, "change/pay-per-use/")
    agreed = {name.replace("text_", "agree_"): "on" for name in sent if name.startswith("text_")}
    assert client.post(gapteq.of_contract("change/pay-per-use/"), sent | agreed).status_code == 302
    assert "Ihr aktueller Tarif läuft bis zum 15.03.2023." in words_of(client.get(gapteq.of_contract()))


def request_switch(site: Site) -> str:
    from laufzeit.contracts.commands import RequestSwitch, SwitchTarget

    request = uuid4()
    declare(site, RequestSwitch(request, SwitchTarget.OTHER_PROVIDER))
    return site.of_contract(f"switch/{request}/")


def test_a_switch_that_is_done_ends_the_contract_earlier(red: Site) -> None:
    path = request_switch(red) + "done/"
    client = red.enter()
    assert "Der Wechsel ist abgeschlossen" in words_of(client.get(red.of_contract()))
    page = client.get(path)
    words = words_of(page)
    assert "Letzter Tag des Vertrags 10.02.2021" in words and "Daten abrufbar bis 12.03.2021" in words
    sent = fields(page, "done/")
    words = words_of(client.post(path, sent | {"last_day": "2021-03-31", "rehearse": "1"}))
    assert "Letzter Tag des Vertrags 31.03.2021" in words
    answer = client.post(path, sent | {"last_day": "2021-01-31"})
    assert answer.status_code == 409 and 'value="2021-01-31"' in answer.content.decode()
    assert client.post(path, sent | {"last_day": "2021-03-31"}).status_code == 302
    assert red.held().timeline.last_day() == date(2021, 3, 31)


def test_the_customer_takes_more_time_for_the_switch_once(red: Site) -> None:
    path = request_switch(red) + "more-time/"
    client = red.enter()
    page = client.get(path)
    assert "Letzter Tag des Vertrags 10.06.2021" in words_of(page), "a month is proposed"
    assert client.post(path, fields(page, "more-time/") | {"last_day": "2021-08-31"}).status_code == 302
    assert red.held().timeline.last_day() == date(2021, 8, 31)
    answer = client.get(path)
    assert answer.status_code == 200 and "Übergang verlängern</button>" in answer.content.decode()
    assert client.post(path, fields(answer, "more-time/")).status_code == 409, "once"


def test_a_switch_that_nobody_requested(red: Site) -> None:
    client = red.enter()
    words = words_of(client.get(red.of_contract(f"switch/{uuid4()}/done/")))
    assert "Wechsel" in words and "Letzter Tag des Vertrags" not in words


def test_what_more_seats_cost_is_what_the_next_run_invoices(gapteq: Site) -> None:
    """The new term and the credit for the rest of the old one are said before, to the cent."""
    from laufzeit.invoices.running import actions
    from laufzeit.invoices.store import documents_between

    today = date(2022, 10, 28)
    actions.run(gapteq.vendor.id, today, today, at(today))
    client = gapteq.enter()
    path = gapteq.of_contract("seats/")
    sent = fields(client.get(path), "seats/")
    words = words_of(client.post(path, sent | {"seats": "12", "rehearse": "1"}))
    assert "Gutschrift: Lizenz 28.10.2022 – 15.03.2023" in words and "−228,49 €" in words
    assert "Lizenz 28.10.2022 – 27.10.2023 720,00 €" in words
    assert "Zusätzlich zu zahlen 491,51 €" in words
    assert client.post(path, sent | {"seats": "12"}).status_code == 302
    actions.run(gapteq.vendor.id, today, today, at(today))
    with gapteq.acting():
        found = [one.net for one in documents_between(today, date(2022, 10, 29)) if one.contract == gapteq.contract]
    assert sorted(found) == [-22849, 60000, 72000]
