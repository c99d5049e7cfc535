"""Letters: found by address and by customer, read as they were written, sent again by decision."""

from __future__ import annotations

from typing import Any

import pytest
from tests.office.conftest import Office, record, words

from laufzeit.messages.state import State


@pytest.fixture
def letter(red: Office) -> Any:
    """The confirmation of a notice."""
    record(red.enter("clerk"), red.of_contract("notice/"))
    return red.site.letters()[0]


def put(office: Office, letter: Any, **values: Any) -> None:
    from laufzeit.messages.models import Message

    with office.acting():
        Message.objects.filter(id=letter.id).update(**values)


def state(office: Office, letter: Any) -> str:
    from laufzeit.messages.models import Message

    with office.acting():
        return str(Message.objects.get(id=letter.id).state)


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({}, True),
        ({"q": "anna.sommer@customer.example"}, True),
        ({"q": "ANNA.Sommer@customer.example "}, True),
        ({"q": "praxis somm"}, True),
        ({"q": "V-10001"}, True),
        ({"q": "nobody@customer.example"}, False),
        ({"q": "Keller"}, False),
        ({"state": "failed"}, False),
        ({"state": "waiting"}, True),
        ({"state": "trouble"}, False),
        ({"state": "sent"}, False),
        ({"state": "bounced"}, False),
        ({"state": "nonsense"}, True),
    ],
)
def test_letters_are_found(red: Office, letter: Any, asked: dict[str, str], there: bool) -> None:
    page = words(red.enter("auditor").get(red.path("mails/"), asked))
    assert ("Notice confirmed" in page) is there
    assert ("No mail is found." in page) is not there


def test_a_letter_is_read_as_html_that_can_do_nothing_and_as_text(red: Office, letter: Any) -> None:
    client = red.enter("auditor")
    page = client.get(red.path(f"mails/{letter.id}/"))
    assert "Praxis Dr. Sommer" in words(page) and "sandbox" in page.content.decode() and letter.subject in words(page)
    framed = client.get(red.path(f"mails/{letter.id}/html/"))
    assert framed["Content-Security-Policy"].endswith("sandbox") and framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "30.06.2021" in framed.content.decode()


@pytest.mark.parametrize("was", [State.FAILED, State.BOUNCED, State.UNCLEAR, State.HELD])
def test_somebody_decides_to_send_again(red: Office, letter: Any, was: State) -> None:
    put(red, letter, state=was.value, attempts=16, last_error="550 unknown")
    client = red.enter("clerk")
    page = words(client.get(red.path(f"mails/{letter.id}/")))
    assert (
        "550 unknown" in page
        and "Send again" in page
        and ("perhaps" in page or "twice" in page) is (was is State.UNCLEAR)
    )
    done = client.post(red.path(f"mails/{letter.id}/again/"), follow=True)
    assert "The mail goes out once more." in words(done) and state(red, letter) == "pending"


def test_what_was_sent_is_not_sent_again(red: Office, letter: Any) -> None:
    put(red, letter, state="sent")
    client = red.enter("manager")
    assert "Send again" not in words(client.get(red.path(f"mails/{letter.id}/")))
    done = client.post(red.path(f"mails/{letter.id}/again/"), follow=True)
    assert "Only mails that failed" in words(done) and state(red, letter) == "sent"
    auditor = red.enter("auditor")
    put(red, letter, state="failed")
    assert "Send again" not in words(auditor.get(red.path(f"mails/{letter.id}/")))
    assert auditor.post(red.path(f"mails/{letter.id}/again/")).status_code == 403


def test_what_the_law_alone_keeps_is_not_shown(red: Office, letter: Any) -> None:
    put(red, letter, kept_until="2030-12-31")
    client = red.enter("manager")
    assert "No mail is found." in words(client.get(red.path("mails/")))
    assert client.get(red.path(f"mails/{letter.id}/")).status_code == 404


def test_trouble_is_on_the_first_page(red: Office, letter: Any) -> None:
    put(red, letter, state="failed")
    page = words(red.enter("auditor", "de").get(red.path()))
    assert "1 E-Mail konnte nicht zugestellt werden" in page
    put(red, letter, state="unclear")
    assert "Bei 1 E-Mail ist die Zustellung unklar" in words(red.enter("auditor", "de").get(red.path()))
    put(red, letter, state="bounced")
    assert "1 E-Mail kam zurück" in words(red.enter("auditor", "de").get(red.path()))


@pytest.mark.parametrize("asked", ["bounced", "trouble"])
def test_a_letter_that_came_back_is_found_in_both_languages(red: Office, letter: Any, asked: str) -> None:
    put(red, letter, state="bounced")
    assert "Notice confirmed bounced" in words(red.enter("auditor", "en").get(red.path("mails/"), {"state": asked}))
    assert "bestätigt zurückgekommen" in words(red.enter("auditor", "de").get(red.path("mails/"), {"state": asked}))


def test_a_letter_that_came_back_leads_to_the_customer_and_goes_to_the_corrected_address(
    red: Office, letter: Any
) -> None:
    from laufzeit.customers.models import User
    from laufzeit.messages.models import Message

    put(red, letter, state="bounced", last_error="5.1.1 (no such mailbox): 550 unknown")
    client = red.enter("clerk", "de")
    page = client.get(red.path(f"mails/{letter.id}/"))
    assert "Diese E-Mail kam zurück" in words(page) and "5.1.1 (no such mailbox): 550 unknown" in words(page)
    assert red.path(f"customers/{letter.organisation}/") in page.content.decode()
    assert "an dieselbe Adresse" in words(page)
    with red.acting():
        User.objects.filter(id=letter.user).update(email="anna.neu@customer.example")
    assert "anna.neu@customer.example" in words(client.get(red.path(f"mails/{letter.id}/")))
    client.post(red.path(f"mails/{letter.id}/again/"))
    with red.acting():
        row = Message.objects.get(id=letter.id)
    assert (row.state, row.email) == ("pending", "anna.neu@customer.example")


def test_who_has_gone_is_not_written_to_anew(red: Office, letter: Any) -> None:
    from laufzeit.customers.models import User
    from laufzeit.messages.models import Message

    put(red, letter, state="bounced")
    with red.acting():
        User.objects.filter(id=letter.user).update(email="anna.neu@customer.example", is_active=False)
    red.enter("clerk").post(red.path(f"mails/{letter.id}/again/"))
    with red.acting():
        assert Message.objects.get(id=letter.id).email == letter.email


def test_what_opened_a_door_came_back_and_is_written_anew(red: Office, letter: Any) -> None:
    put(red, letter, state="bounced", facts={})
    page = words(red.enter("manager").get(red.path(f"mails/{letter.id}/")))
    assert "Send again" not in page and "a new one can be written" in page
