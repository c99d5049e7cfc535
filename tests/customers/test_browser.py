"""Signing in as people do it: in Chromium, with a passkey, with an app, with a code that comes by mail."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as outbox
from playwright.sync_api import Page, expect
from tests.customers.conftest import PASSWORD, House, make_house

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(live_server: Any, vendor: Any, page: Page) -> House:
    """The vendor's pages on the loopback, open in a browser that fails the test for every breach of the policy."""
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.context.set_default_timeout(15_000)
    house = make_house(vendor)
    house.errors = broken
    house.url = live_server.url
    return house


def at(house: House, path: str) -> str:
    return f"{house.url}{house.path(path)}"


def sign_in(page: Page, house: House, role: str = "main", door: str = "") -> None:
    page.goto(at(house, f"{door}account/login/"))
    page.get_by_label("E-Mail-Adresse").fill(f"{role}@house.example")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def test_a_passkey(site: House, page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    authenticator = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    sign_in(page, site)
    page.goto(at(site, "account/security/keys/add/"))
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.get_by_role("heading", name="Wiederherstellungscodes")).to_be_visible()
    (credential,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert credential["isResidentCredential"] and credential["rpId"] == "localhost"
    page.goto(at(site, "account/security/"))
    expect(page.get_by_text("Passkey: meldet ohne Passwort an")).to_be_visible()
    page.get_by_role("banner").get_by_role("button", name="Abmelden").first.click()
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page).to_have_url(at(site, ""))
    expect(page.locator("body")).to_contain_text("Anna Sommer")
    assert site.errors == []


def test_a_passkey_that_does_not_answer(site: House, page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "isUserVerified": False}})
    page.goto(at(site, "account/login/"))
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Es ist nichts geschehen")
    expect(page).to_have_url(at(site, "account/login/"))


def test_an_authenticator_app_and_a_recovery_code(site: House, page: Page) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    from laufzeit.customers.models import AccountEvent

    sign_in(page, site)
    page.goto(at(site, "account/security/"))
    page.get_by_role("link", name="Einrichten").click()
    secret = page.locator("#totp-secret").inner_text()
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    expect(page.get_by_alt_text("QR-Code für die Authenticator-App")).to_be_visible()
    page.get_by_role("textbox", name="Code").fill(code)
    page.get_by_role("button", name="Einrichten").click()
    expect(page.get_by_text("Ihre Authenticator-App ist eingerichtet.")).to_be_visible()
    with site.acting():
        assert AccountEvent.objects.filter(kind="second_factor_added", subject=site["main"].id).count() == 1
    assert [mail.subject for mail in outbox.outbox] == ["Eine Authenticator-App wurde eingerichtet"]
    recovery = page.locator(".codes code").first.inner_text()
    page.goto(at(site, "account/security/codes/"))
    expect(page.locator(".codes code")).to_have_count(0)
    page.goto(at(site, "account/security/"))
    page.get_by_role("banner").get_by_role("button", name="Abmelden").first.click()
    sign_in(page, site)
    expect(page.get_by_role("heading", name="Zweiter Faktor")).to_be_visible()
    page.get_by_role("textbox", name="Code").fill("000000")
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page.get_by_text("Dieser Code stimmt nicht.")).to_be_visible()
    page.get_by_role("textbox", name="Code").fill(recovery)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page).to_have_url(at(site, ""))
    assert site.errors == []


class Mailbox:
    """Takes every mail on the loopback."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    taken = Mailbox()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield taken
    controller.stop()


def test_a_code_by_mail(site: House, page: Page, mailbox: Mailbox) -> None:
    page.goto(at(site, "account/login/"))
    page.get_by_role("link", name="Einmalcode zusenden").click()
    page.get_by_label("E-Mail-Adresse").fill("member@house.example")
    page.get_by_role("button", name="Code senden").click()
    expect(page.get_by_role("heading", name="Code eingeben")).to_be_visible()
    (mail,) = mailbox.mails
    assert mail["To"] == "member@house.example" and mail["Subject"] == "Ihr Code für RED connect GmbH"
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", mail.get_content())
    assert code
    page.get_by_role("textbox", name="Code").fill(code[0])
    page.get_by_role("button", name="Anmelden", exact=True).click()
    expect(page).to_have_url(at(site, ""))
    expect(page.locator("body")).to_contain_text("Max Winter")
    assert site.errors == []


def test_without_scripts(site: House, browser: Any) -> None:
    """Everything but keys works without JavaScript, and what does not is not offered."""
    page = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    page.goto(at(site, "account/login/"))
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_label("E-mail address").fill("main@house.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(at(site, ""))
    page.context.close()


def test_nothing_stands_in_the_way_of_screen_readers(site: House, page: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    pages = ["account/login/", "account/login/code/", "account/password/reset/", "office/account/login/"]
    for path in pages:
        page.goto(at(site, path))
        check(Axe().run(page), path)
    sign_in(page, site)
    for path in ("security/", "security/app/", "security/keys/add/", "email/", "password/change/"):
        page.goto(at(site, f"account/{path}"))
        check(Axe().run(page), path)


def check(found: Any, path: str) -> None:
    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    assert serious == [], (path, [(one["id"], [node["html"] for node in one["nodes"]]) for one in serious])
