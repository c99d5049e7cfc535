"""Verträge hier kündigen (§ 312k BGB): without sign-in, with the particulars of the statute, confirmed at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from tests.portal.conftest import EXAMPLES, TODAY, Site, conclude, fields, make_site
from tests.portal.reading import words_of

FIRST_BUTTON, SECOND_BUTTON = "Verträge hier kündigen", "jetzt kündigen"
PARTICULARS = {"sort", "reason", "person", "contract", "wished_last_day", "email"}
"""§ 312k (2) S. 3 No. 1 (a) to (e) BGB."""


@pytest.fixture
def consumers(db: None) -> Site:
    """A vendor to consumers: basis, with a notice period of 30 days."""
    text = (EXAMPLES / "red-connect.toml").read_text(encoding="utf-8").replace('["data act"]', '["consumer"]')
    site = make_site("privat", text, TODAY, [("Anna", "Sommer")], kind="consumer")
    conclude(site, "basis", date(2020, 10, 1))
    return site


def number(site: Site) -> str:
    return str(site.held().row.number)


def declaration(site: Site, **changes: str) -> dict[str, Any]:
    said = {
        "sort": "ordinary",
        "reason": "",
        "person": "Anna Sommer",
        "contract": number(site),
        "wished_last_day": "",
        "email": "anna.sommer@customer.example",
    }
    return said | changes


def cancel(site: Site, client: Client | None = None, **changes: str) -> Any:
    client = client or Client()
    sent = fields(client.get(site.path("cancel/"))) | declaration(site, **changes)
    return client.post(site.path("cancel/"), sent)


def stored() -> list[Any]:
    from laufzeit.portal.models import PublicCancellation

    return list(PublicCancellation.objects.order_by("received_at"))


def letters(site: Site) -> list[Any]:
    from laufzeit.messages.models import Message

    with site.acting():
        return list(Message.objects.filter(kind__icontains="cancellation").order_by("created_at"))


def test_the_first_button_is_on_every_page(consumers: Site) -> None:
    for client, path in [(Client(), "account/login/"), (Client(), "texts/"), (consumers.enter(), "")]:
        page = client.get(consumers.path(path)).content.decode()
        assert f'href="/privat/cancel/">{FIRST_BUTTON}</a>' in page, path


def test_the_page_asks_for_the_particulars_of_the_statute_and_for_nothing_else(consumers: Site) -> None:
    page = Client().get(consumers.path("cancel/"))
    assert page.status_code == 200
    asked = set(fields(page)) - {"csrfmiddlewaretoken", "form_key"}
    assert asked == PARTICULARS
    assert f">{SECOND_BUTTON}</button>" in page.content.decode()
    words = words_of(page).lower()
    assert not any(word in words for word in ("pausieren", "rabatt", "bleiben sie", "schade"))


def test_vendors_to_businesses_have_no_such_page(red: Site) -> None:
    assert Client().get(red.path("cancel/")).status_code == 404
    assert FIRST_BUTTON not in Client().get(red.path("texts/")).content.decode()


def test_an_ordinary_cancellation_ends_the_contract_and_is_confirmed(consumers: Site) -> None:
    client = Client()
    answer = cancel(consumers, client)
    assert answer.status_code == 302
    confirmation = client.get(answer["Location"])
    words = words_of(confirmation)
    for said in ["Ihre Kündigung ist eingegangen", "Eingegangen 10.02.2021,", "Uhr", "Anna Sommer", number(consumers),
                 "Ordentliche Kündigung", "frühestmöglicher Zeitpunkt"]:  # fmt: skip
        assert said in words, said
    text = client.get(f"{answer['Location']}confirmation.txt")
    assert text["Content-Type"].startswith("text/plain") and "attachment" in text["Content-Disposition"]
    assert "Eingegangen: 10.02.2021," in text.content.decode() and number(consumers) in text.content.decode()
    assert consumers.held().timeline.last_day() == date(2021, 3, 12)
    (letter,) = letters(consumers)
    assert letter.email == "anna.sommer@customer.example" and letter.facts["last_day"] == "2021-03-12"
    with consumers.acting():
        (row,) = stored()
    assert (row.contract_id, row.last_day) == (consumers.contract, date(2021, 3, 12))


def test_a_later_day_that_is_wished_for(consumers: Site) -> None:
    cancel(consumers, wished_last_day="2021-12-31")
    assert consumers.held().timeline.last_day() == date(2021, 12, 31)


@pytest.mark.parametrize(
    "changes",
    [
        {"contract": "my contract for video"},
        {"contract": "V-99999"},
        {"email": "somebody.else@customer.example"},
        {"sort": "extraordinary", "reason": "Seit Wochen kein Bild."},
    ],
)
def test_what_cannot_be_matched_without_doubt_waits_for_staff(consumers: Site, changes: dict[str, str]) -> None:
    from laufzeit.portal.store import unmatched

    client = Client()
    answer = cancel(consumers, client, **changes)
    assert answer.status_code == 302
    words = words_of(client.get(answer["Location"]))
    assert "Ihre Kündigung ist eingegangen" in words
    assert consumers.held().timeline.end is None
    with consumers.acting():
        assert [row.last_day for row in unmatched()] == [None]
    (letter,) = letters(consumers)
    assert letter.facts["last_day"] is None


def test_the_answer_says_nothing_about_who_is_a_customer(consumers: Site) -> None:
    def told(**changes: str) -> str:
        client = Client()
        answer = cancel(consumers, client, **changes)
        words = words_of(client.get(answer["Location"]))
        return words.replace(changes.get("contract", number(consumers)), "N").replace(changes.get("email", ""), "E")

    known = told(email="anna.sommer@customer.example")
    unknown = told(contract="V-99999", email="nobody@customer.example")
    assert known == unknown


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person": ""}, "person"),
        ({"contract": ""}, "contract"),
        ({"email": "nowhere"}, "email"),
        ({"sort": "extraordinary"}, "reason"),
        ({"sort": "whim"}, "sort"),
        ({"wished_last_day": "soon"}, "wished_last_day"),
        ({"person": "x" * 201}, "person"),
        ({"reason": "x" * 2001}, "reason"),
    ],
)
def test_bad_input_is_said_at_its_field_and_stays(consumers: Site, changes: dict[str, str], field: str) -> None:
    answer = cancel(consumers, **changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and f'id="id_{field}_error"' in page
    assert number(consumers) in page or field == "contract"
    with consumers.acting():
        assert stored() == []


def test_a_form_that_is_sent_twice_counts_once(consumers: Site) -> None:
    client = Client()
    sent = fields(client.get(consumers.path("cancel/"))) | declaration(consumers)
    first, second = (client.post(consumers.path("cancel/"), sent) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert len(letters(consumers)) == 1


def test_too_many_declarations_are_turned_away_with_another_way(consumers: Site) -> None:
    for _ in range(3):
        assert cancel(consumers, contract="V-1").status_code == 302
    answer = cancel(consumers, contract="V-1")
    assert answer.status_code == 429
    words = words_of(answer)
    assert "Bitte schreiben Sie an" in words and "service@red-connect.example" in words
    assert cancel(consumers, contract="V-1", email="another@customer.example").status_code == 302
    assert len(letters(consumers)) == 4


def test_a_confirmation_is_found_by_its_own_link_only(consumers: Site) -> None:
    client = Client()
    link = cancel(consumers, client)["Location"]
    assert Client().get(link).status_code == 200, "the link itself is the key"
    assert client.get(link[:-3] + "xx/").status_code == 404
    with consumers.acting():
        (row,) = stored()
    assert client.get(consumers.path(f"cancel/{row.id}/")).status_code == 404


def test_declarations_can_only_be_added(consumers: Site) -> None:
    cancel(consumers)
    with pytest.raises(DatabaseError), consumers.acting():
        stored()[0].delete()
    with consumers.acting():
        assert len(stored()) == 1


def test_declarations_stay_with_their_vendor(consumers: Site, red: Site) -> None:
    cancel(consumers)
    with red.acting():
        assert stored() == []
