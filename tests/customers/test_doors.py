"""Signing in at three doors, and staying with one's own vendor."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from tests.customers.conftest import PASSWORD, SECRET, House, app_code, make_house

from laufzeit.customers.signin.actions import set_up_app

Enter = Callable[..., Client]


def sign_in(client: Client, path: str, email: str, password: str = PASSWORD) -> Any:
    return client.post(f"{path}account/login/", {"login": email, "password": password})


def test_a_member_signs_in_and_out(house: House, client: Client) -> None:
    assert client.get("/red/").headers["Location"] == "/red/account/login/?next=%2Fred%2F"
    answer = sign_in(client, "/red/", "Main@House.example ")
    assert answer.headers["Location"] == "/red/"
    assert client.get("/red/").status_code == 200
    assert client.get("/red/account/logout/").status_code == 200, "a link to it asks first"
    assert client.post("/red/account/logout/").headers["Location"] == "/red/account/login/"
    assert client.get("/red/").status_code == 302


def test_back_to_where_one_wanted_to_go(house: House, client: Client) -> None:
    wanted = client.get("/red/contracts/").headers["Location"]
    answer = client.post(wanted, {"login": "main@house.example", "password": PASSWORD, "next": "/red/contracts/"})
    assert answer.headers["Location"] == "/red/contracts/"
    client.post("/red/account/logout/")
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        sent = {"login": "main@house.example", "password": PASSWORD, "next": elsewhere}
        answer = client.post("/red/account/login/", sent)
        assert "evil" not in answer.headers["Location"]
        client.post("/red/account/logout/")


@pytest.mark.parametrize("wrong", [{"password": "guessed wrong"}, {"email": "nobody@house.example"}])
def test_what_is_wrong_is_not_said(house: House, client: Client, wrong: dict[str, str]) -> None:
    answer = sign_in(client, "/red/", **{"email": "main@house.example", **wrong})
    assert answer.status_code == 200
    assert "Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen." in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "door"),
    [
        ("clerk", ""),
        ("operator", ""),
        ("main", "office/"),
        ("operator", "office/"),
        ("main", "operator/"),
        ("manager", "operator/"),
    ],
)
def test_nobody_comes_through_another_door(house: House, client: Client, role: str, door: str) -> None:
    answer = sign_in(client, f"/red/{door}", f"{role}@house.example")
    if role == "operator":
        assert answer.status_code == 200, "operators are not even known elsewhere"
    else:
        assert answer.status_code == 403
        assert "Das ist nicht Ihre Anmeldung" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_staff_need_their_second_factor(house: House, client: Client) -> None:
    answer = sign_in(client, "/red/office/", "clerk@house.example")
    assert answer.headers["Location"] == "/red/office/account/login/second-factor/"
    assert client.get("/red/office/account/security/").headers["Location"].startswith("/red/office/account/login/")
    wrong = client.post("/red/office/account/login/second-factor/", {"code": "000000"})
    assert "Dieser Code stimmt nicht." in wrong.content.decode()
    answer = client.post("/red/office/account/login/second-factor/", {"code": app_code()})
    assert answer.headers["Location"] == "/red/office/"
    client.post("/red/office/account/logout/")
    sign_in(client, "/red/office/", "clerk@house.example")
    again = client.post("/red/office/account/login/second-factor/", {"code": app_code()})
    assert again.status_code == 200, "a code counts once"


def test_staff_without_a_second_factor_can_only_set_one_up(house: House, client: Client) -> None:
    from laufzeit.customers.actions import reset_second_factor

    with house.acting():
        reset_second_factor(house["clerk"].id, by=None)
        house["clerk"].set_password(PASSWORD)
        house["clerk"].save()
    assert sign_in(client, "/red/office/", "clerk@house.example").headers["Location"] == "/red/office/"
    for path in ("office/account/email/", "office/account/password/change/"):
        assert client.get(f"/red/{path}").headers["Location"] == "/red/office/account/security/", path
    page = client.get("/red/office/account/security/").content.decode()
    assert "Bitte richten Sie zuerst einen zweiten Faktor ein." in page
    assert "/red/office/account/email/" not in page
    assert client.get("/red/office/account/security/app/").status_code == 200


def test_the_last_second_factor_of_staff_stays(house: House, enter: Enter) -> None:
    from laufzeit.customers.store import has_second_factor

    browser = enter("clerk")
    answer = browser.post("/red/office/account/security/app/remove/")
    assert "Sie brauchen einen zweiten Faktor." in answer.content.decode()
    with house.acting():
        assert has_second_factor(house["clerk"])


def test_the_main_user_can_ask_all_for_a_second_factor(house: House, enter: Enter) -> None:
    member, main = enter("member"), enter("main")
    assert member.get("/red/").status_code == 200
    assert member.post("/red/account/security/all/", {"required": "yes"}).status_code == 403
    assert main.post("/red/account/security/all/", {"required": "yes"}).status_code == 302
    for browser in (member, main):
        assert browser.get("/red/").headers["Location"] == "/red/account/security/"
    with house.acting():
        set_up_app(house["main"], SECRET)
    main.post("/red/account/security/all/", {"required": "no"})
    assert member.get("/red/").status_code == 200


def test_a_cookie_of_one_vendor_is_nothing_at_another(house: House, other_vendor: Any, enter: Enter) -> None:
    make_house(other_vendor, operator=False)
    browser = enter("main")
    session = browser.cookies["session"].value
    assert browser.cookies["session"]["path"] == "/red/", "browsers do not even send it elsewhere"
    stranger = Client()
    stranger.cookies["session"] = session
    assert stranger.get("/red/").status_code == 200
    assert stranger.get("/other/").headers["Location"].startswith("/other/account/login/")
    stranger.cookies["session"] = session
    assert stranger.get("/red/").status_code == 200, "and asking there did not end it here"


def test_the_same_address_has_two_passwords(house: House, other_vendor: Any) -> None:
    other = make_house(other_vendor, operator=False)
    with other.acting():
        other["main"].set_password("another vendor's words")
        other["main"].save()
    assert sign_in(Client(), "/other/", "main@house.example").status_code == 200
    assert sign_in(Client(), "/other/", "main@house.example", "another vendor's words").status_code == 302
    assert sign_in(Client(), "/red/", "main@house.example").status_code == 302


def test_operators_see_one_vendor_at_a_time(house: House, enter: Enter) -> None:
    browser = enter("operator")
    assert browser.get("/red/operator/").status_code == 200
    assert browser.get("/red/").status_code == 302, "outside of their own view they are nobody"
    assert browser.get("/red/office/account/security/").status_code == 302


def test_whose_access_has_ended(house: House, client: Client, enter: Enter) -> None:
    from laufzeit.customers.actions import remove_member

    browser = enter("member")
    with house.acting():
        remove_member(house.organisation.id, house["member"].id, ends_on=date(2021, 7, 1), by=house["main"].id)
    answer = sign_in(client, "/red/", "member@house.example")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Ihr Zugang endete am 30.06.2021" in page and "Praxis Dr. Sommer" in page
    assert "_auth_user_id" not in client.session
    led = browser.get("/red/")
    assert led.headers["Location"] == "/red/account/ended/", "a session that was open ends as well"
    assert "Ihr Zugang endete am 30.06.2021" in browser.get("/red/account/ended/").content.decode()
    assert browser.get("/red/account/ended/").headers["Location"] == "/red/account/login/"


def test_nobody_signs_up_by_themselves(house: House, client: Client) -> None:
    for path in ("account/signup/", "account/signup/passkey/", "office/account/signup/"):
        assert client.get(f"/red/{path}").status_code == 404


def test_a_one_time_code_by_mail(house: House, client: Client) -> None:
    answer = client.post("/red/account/login/code/", {"email": "member@house.example"})
    assert answer.headers["Location"].startswith("/red/account/login/code/confirm/")
    (sent,) = mail.outbox
    assert sent.to == ["member@house.example"] and sent.subject == "Ihr Code für RED connect GmbH"
    assert sent.from_email.startswith("RED connect GmbH <")
    assert "Guten Tag Max Winter," in sent.body
    wrong = client.post("/red/account/login/code/confirm/", {"code": "BCDF-GHJK"})
    assert "Dieser Code stimmt nicht." in wrong.content.decode()
    client.post("/red/account/login/code/confirm/", {"code": mailed_code().lower().replace("-", " ")})
    assert client.get("/red/").status_code == 200


def test_mail_speaks_the_language_of_whom_it_goes_to(house: House, client: Client) -> None:
    from laufzeit.customers.actions import update_profile
    from laufzeit.customers.details import Profile

    with house.acting():
        update_profile(house["member"].id, Profile("Max", "Winter", "", "en"), by=house["member"].id)
    client.post("/red/account/login/code/", {"email": "member@house.example"})
    assert mail.outbox[0].subject == "Your code for RED connect GmbH"


def test_unknown_addresses_get_no_mail_and_the_same_page(house: House, client: Client) -> None:
    known = client.post("/red/account/login/code/", {"email": "main@house.example"})
    unknown = Client().post("/red/account/login/code/", {"email": "nobody@house.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    known = client.post("/red/account/password/reset/", {"email": "main@house.example"})
    unknown = client.post("/red/account/password/reset/", {"email": "nobody@house.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [sent.to for sent in mail.outbox] == [["main@house.example"]] * 2


def test_a_forgotten_password(house: House, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    client.post("/red/account/password/reset/", {"email": "main@house.example"})
    match = re.search(r"http://testserver(/red/account/password/reset/key/\S+)", mail.outbox[0].body)
    assert match
    link = match[1]
    form = client.get(link).headers["Location"]
    sent = {"password1": "some other words", "password2": "some other words"}
    assert client.post(form, sent).headers["Location"] == "/red/account/password/reset/done/"
    assert "schon benutzt oder ist zu alt" in Client().get(link).content.decode()
    assert sign_in(Client(), "/red/", "main@house.example").status_code == 200
    assert sign_in(Client(), "/red/", "main@house.example", "some other words").status_code == 302
    assert [one.subject for one in mail.outbox[1:]] == ["Ihr Passwort wurde geändert"]
    from laufzeit.customers.models import AccountEvent

    with house.acting():
        assert AccountEvent.objects.filter(kind="password_changed", subject=house["main"].id).exists()


def test_a_reset_link_is_nothing_at_another_vendor(house: House, other_vendor: Any, client: Client) -> None:
    make_house(other_vendor, operator=False)
    client.post("/red/account/password/reset/", {"email": "main@house.example"})
    match = re.search(r"http://testserver/red(/account/password/reset/key/\S+)", mail.outbox[0].body)
    assert match
    assert "schon benutzt oder ist zu alt" in Client().get(f"/other{match[1]}").content.decode()


def test_staff_reset_their_password_at_their_own_door(house: House, client: Client) -> None:
    client.post("/red/account/password/reset/", {"email": "clerk@house.example"})
    assert mail.outbox == []
    client.post("/red/office/account/password/reset/", {"email": "clerk@house.example"})
    assert "http://testserver/red/office/account/password/reset/key/" in mail.outbox[0].body


def mailed_code() -> str:
    match = re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.outbox[-1].body, re.MULTILINE)
    assert match
    return match[1]


def test_another_email_address(house: House, enter: Enter) -> None:
    browser = enter("member")
    asked = browser.post("/red/account/email/", {"email": "max@new.example", "action_add": ""})
    assert asked.headers["Location"] == "/red/account/email/confirm/"
    assert [sent.to for sent in mail.outbox] == [["max@new.example"]]
    code = mailed_code()
    assert sign_in(Client(), "/red/", "max@new.example").status_code == 200, "not before it is confirmed"
    Client().post("/red/account/login/code/", {"email": "max@new.example"})
    assert len(mail.outbox) == 1, "nor by one-time code: the address may be mistyped and somebody else's"
    wrong = browser.post("/red/account/email/confirm/", {"code": "BCDF-GHJK"})
    assert "Dieser Code stimmt nicht." in wrong.content.decode()
    assert browser.post("/red/account/email/confirm/", {"code": code}).status_code == 302
    assert sign_in(Client(), "/red/", "max@new.example").status_code == 302
    assert sign_in(Client(), "/red/", "member@house.example").status_code == 200
    assert mail.outbox[-1].to == ["member@house.example"], "the old address is told"
    with house.acting():
        house["member"].refresh_from_db()
        assert house["member"].email == "max@new.example"


def test_the_email_address_of_somebody_else(house: House, enter: Enter) -> None:
    browser = enter("member")
    browser.post("/red/account/email/", {"email": "main@house.example", "action_add": ""})
    for sent in mail.outbox:
        assert not re.search(r"^[A-Z]{4}-[A-Z]{4}$", sent.body, re.MULTILINE) or sent.to == ["main@house.example"]
    if mail.outbox:
        browser.post("/red/account/email/confirm/", {"code": mailed_code()})
    with house.acting():
        house["member"].refresh_from_db()
        assert house["member"].email == "member@house.example"
    assert sign_in(Client(), "/red/", "main@house.example").status_code == 302


def test_too_many_guesses(house: House, other_vendor: Any) -> None:
    make_house(other_vendor, operator=False)
    for _guess in range(5):
        sign_in(Client(), "/red/", "main@house.example", "guessed wrong")
    answer = sign_in(Client(), "/red/", "main@house.example")
    assert "Zu viele Fehlversuche." in answer.content.decode(), "even the right password waits"
    assert sign_in(Client(), "/red/", "member@house.example").status_code == 302, "others do not"
    assert sign_in(Client(), "/other/", "main@house.example").status_code == 302, "nor the same address elsewhere"


def test_too_many_guesses_at_the_second_factor(house: House, client: Client) -> None:
    sign_in(client, "/red/office/", "clerk@house.example")
    for _guess in range(5):
        client.post("/red/office/account/login/second-factor/", {"code": "000000"})
    answer = client.post("/red/office/account/login/second-factor/", {"code": app_code()})
    assert "Zu viele Fehlversuche." in answer.content.decode()


def test_too_many_guesses_at_a_mailed_code(house: House, client: Client) -> None:
    client.post("/red/account/login/code/", {"email": "member@house.example"})
    for _guess in range(3):
        answer = client.post("/red/account/login/code/confirm/", {"code": "BCDF-GHJK"})
    assert answer.headers["Location"].startswith("/red/account/login/")
    client.post("/red/account/login/code/confirm/", {"code": mailed_code()})
    assert client.get("/red/").status_code == 302


def test_a_mail_server_that_does_not_answer(house: House, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post("/red/account/login/code/", {"email": "member@house.example"})
    assert answer.status_code == 503
    assert "Die E-Mail konnte nicht gesendet werden" in answer.content.decode()


def test_without_a_mail_server(house: House, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert client.post("/red/account/login/code/", {"email": "member@house.example"}).status_code == 503
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, demo=True)
    shown = client.post("/red/account/login/code/", {"email": "member@house.example"}, follow=True).content.decode()
    match = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", shown)
    assert match and "Die Demo versendet keine E-Mails." in shown
    client.post("/red/account/login/code/confirm/", {"code": match[0]})
    assert client.get("/red/").status_code == 200


def test_a_locked_account(house: House, client: Client) -> None:
    with house.acting():
        house["member"].is_active = False
        house["member"].save()
    answer = sign_in(client, "/red/", "member@house.example")
    assert answer.headers["Location"] == "/red/account/inactive/"
    assert "Dieses Konto ist gesperrt" in client.get("/red/account/inactive/").content.decode()


def test_signing_in_is_logged(house: House, enter: Enter) -> None:
    from laufzeit.customers.models import AccountEvent

    enter("member")
    with house.acting():
        (event,) = AccountEvent.objects.filter(kind="signed_in")
        assert event.subject == house["member"].id and event.facts == {}


def test_the_secret_of_an_app_is_asked_for_again(house: House, enter: Enter) -> None:
    browser = enter("member")
    page = browser.get("/red/account/security/app/").content.decode()
    match = re.search(r'id="totp-secret">([A-Z2-7]+)<', page)
    assert match and match[1] != SECRET
    assert browser.post("/red/account/security/app/", {"code": "000000"}).status_code == 200
