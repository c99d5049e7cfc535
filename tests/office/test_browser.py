"""The office in Chromium: a letter of notice is recorded, in German by a clerk and in English by a manager; with and
without scripts; every page without serious findings of axe, wide, narrow and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.office.conftest import APP_KEY, Office, session_of, staffed
from tests.portal.conftest import TODAY, at, declare, make_red

from laufzeit.contracts.commands import ChangePlan, ChargeExtra, GiveNotice, GrantDiscount
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.vendors.models import new_id

Open = Callable[..., Page]


@pytest.fixture
def office(transactional_db: None) -> Office:
    return staffed(make_red())


@pytest.fixture
def open_page(browser: Browser, live_server: Any, office: Office) -> Iterator[Open]:
    """A window in which one of the staff is signed in; it fails the test for every breach of the policy."""
    broken: list[str] = []
    contexts = []

    def opened(role: str, language: str, *, scripts: bool = True, width: int = 1280, dark: bool = False) -> Page:
        from laufzeit.customers.signin.actions import set_up_app
        from laufzeit.customers.store import has_second_factor

        context = browser.new_context(
            base_url=live_server.url,
            locale={"de": "de-DE", "en": "en-GB"}[language],
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        with office.acting():
            person = office.people[role]
            if not has_second_factor(person):
                set_up_app(person, APP_KEY)
            key = session_of(person)
        place = f"{live_server.url}{office.site.path()}"
        context.add_cookies(
            [{"name": "session", "value": key, "url": place}, {"name": "language", "value": language, "url": place}]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: broken.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [message for message in broken if "409" not in message and "422" not in message] == []


def test_a_clerk_records_a_letter_of_notice_in_german(office: Office, open_page: Open) -> None:
    page = open_page("clerk", "de")
    page.goto(office.path("contracts/"))
    page.get_by_label("Suchen").press_sequentially("somm")
    expect(page).to_have_url(re.compile(r"q=somm"))
    page.get_by_role("link", name="V-10001").click()
    page.get_by_role("link", name="Kündigung", exact=True).click()
    follows = page.locator("#consequences")
    expect(follows).to_contain_text("30. Juni 2021")
    page.get_by_label("Eingegangen am").fill("2020-12-31")
    page.get_by_label("Eingegangen am").blur()
    expect(follows).to_contain_text("31. März 2021")
    expect(follows).to_contain_text("Donnerstag")
    expect(follows).to_contain_text("Qualitätszirkel")
    page.get_by_role("button", name="Kündigung erfassen").click()
    expect(page.get_by_role("status")).to_contain_text("Der Vertrag endet am 31.03.2021.")
    page.get_by_role("link", name="Ganzes Protokoll mit Prüfsummen").click()
    entry = page.locator(".log li").first
    expect(entry).to_contain_text("per Brief")
    expect(entry).to_contain_text("erfasst von Karl Kern")
    expect(entry).to_contain_text("31.12.2020")
    page.get_by_role("button", name="Kette prüfen").click()
    expect(page.get_by_role("status")).to_contain_text("Die Kette hält.")


def test_a_manager_gives_notice_and_takes_it_back_in_english(office: Office, open_page: Open) -> None:
    page = open_page("manager", "en")
    page.goto(office.of_contract())
    page.get_by_role("link", name="Give notice").click()
    expect(page.locator("#consequences")).to_contain_text("30 June 2021")
    page.get_by_role("button", name="Give notice").click()
    expect(page.get_by_role("status")).to_contain_text("the contract ends on 30 June 2021")
    page.get_by_role("link", name="Revoke our notice").click()
    page.get_by_role("button", name="Revoke notice").click()
    expect(page.get_by_role("status")).to_contain_text("Our notice is revoked")
    expect(page.locator(".log li")).to_have_count(6)


def test_without_scripts_what_follows_is_asked_for(office: Office, open_page: Open) -> None:
    page = open_page("clerk", "de", scripts=False)
    page.goto(office.of_contract("notice/"))
    page.get_by_label("Eingegangen am").fill("2020-12-31")
    page.get_by_role("button", name="Kündigung erfassen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte die Folgen prüfen.")
    expect(page.locator("#consequences")).to_contain_text("31. März 2021")
    page.get_by_role("button", name="Kündigung erfassen").click()
    expect(page.get_by_role("status")).to_contain_text("31.03.2021")
    page.goto(office.path("contracts/?state=ending"))
    expect(page.get_by_role("link", name="V-10001")).to_be_visible()


def test_a_manager_grants_a_discount_in_german_and_sees_what_it_takes_off(office: Office, open_page: Open) -> None:
    page = open_page("manager", "de", width=390)
    page.goto(office.of_contract())
    page.get_by_role("link", name="Rabatt gewähren").click()
    follows = page.locator("#consequences")
    expect(follows).to_contain_text("Füllen Sie die Felder aus")
    page.get_by_label("ein Betrag je Abrechnungszeitraum").check()
    page.get_by_label("Wie viel?").fill("2,505")
    page.get_by_label("Wie viel?").blur()
    expect(follows).to_contain_text("Höchstens 2 Nachkommastellen")
    page.get_by_label("Wie viel?").fill("2,50")
    page.get_by_label("Von welchem Preis?").select_option(label="Grundgebühr")
    page.get_by_label("Grund", exact=True).fill("Umbau")
    page.get_by_label("Grund", exact=True).blur()
    expect(follows).to_contain_text("2,50 € je Abrechnungszeitraum auf Grundgebühr")
    expect(follows).to_contain_text("76,00 €")
    expect(follows).to_contain_text("73,50 €")
    page.get_by_role("button", name="Rabatt gewähren").click()
    expect(page.get_by_role("status")).to_contain_text("Der Rabatt „Umbau“ ist gewährt.")
    expect(page.locator("#adjustments")).to_contain_text("2,50 € je Abrechnungszeitraum auf Grundgebühr")
    page.get_by_role("link", name="Den Rabatt Umbau beenden").click()
    expect(follows).to_contain_text("er galt nie")
    page.get_by_role("button", name="Rabatt beenden").click()
    expect(page.locator("#adjustments")).to_contain_text("beendet")


def test_entitlements_follow_the_chosen_day(office: Office, open_page: Open) -> None:
    declare(office.site, ChangePlan(new_id(), "basis"))
    page = open_page("auditor", "en")
    page.goto(office.of_contract())
    page.get_by_label("On the day").fill("2021-07-01")
    page.get_by_label("On the day").blur()
    expect(page.locator("#entitled")).to_contain_text("RED connect basis · 1 seat")


def adjusted(office: Office) -> tuple[UUID, UUID]:
    """A discount and a one-off charge on the contract, by their ids."""
    from laufzeit.contracts.actions import carry_out

    vendor = Declaration(TODAY, Actor(Side.VENDOR, Role.STAFF, office.people["manager"].id), Channel.OFFICE)
    granted = GrantDiscount(new_id(), TODAY, 1000, None, None, None, 6, "Treuerabatt für langjährige Kundschaft")
    charged = ChargeExtra(new_id(), TODAY, 15_000, "Schulung")
    with office.acting():
        for command in (granted, charged):
            carry_out(office.site.contract, command, vendor, at(TODAY))
    return granted.id, charged.id


def pages_of(office: Office) -> list[str]:
    """Every page that is looked at, on a contract on which much is pending."""
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.contracts.store import held
    from laufzeit.messages.models import Message
    from laufzeit.portal.models import PublicCancellation

    declare(office.site, ChangePlan(new_id(), "basis"))
    discount, extra = adjusted(office)
    with office.acting():
        letter = Message.objects.order_by("-created_at").first()
        Message.objects.filter(id=letter.id).update(state="failed", last_error="550 No such user")
        sha256 = catalogue_of(office.vendor.id).agreements["agb"].editions[0].hash_of("de")
        waiting = PublicCancellation.objects.create(
            received_at=at(TODAY - timedelta(days=1)), received_on=TODAY - timedelta(days=1), sort="extraordinary",
            person="A. Sommer", contract_as_named="Praxis Sommer", email="a@b.example", language="de", reason="Ausfall",
        )  # fmt: skip
        item = held(office.site.contract).contract.standing[-1].id
    customer, clerk = office.site.organisation.id, office.people["clerk"].id
    contract = f"contracts/{office.site.contract}/"
    return [
        "", "customers/", "customers/?q=zzz", "customers/new/", f"customers/{customer}/", f"customers/{customer}/edit/",
        f"customers/{customer}/conclude/", "contracts/", "contracts/?q=zzz", contract, f"{contract}log/?verify=1",
        f"{contract}notice/", f"{contract}notice/?cancellation={waiting.id}", f"{contract}revoke/{item}/",
        f"{contract}our-notice/", f"{contract}switch/", f"{contract}offer/", f"{contract}discounts/grant/",
        f"{contract}discounts/{discount}/end/", f"{contract}extras/charge/", f"{contract}extras/{extra}/cancel/",
        "cancellations/",
        f"cancellations/{waiting.id}/", "mails/", f"mails/{letter.id}/", "catalogue/", "catalogue/history/",
        "catalogue/apply/", f"catalogue/texts/{sha256}/", "staff/", "staff/log/", "staff/invite/", f"staff/{clerk}/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "width", "dark"), [("de", 1280, False), ("en", 390, False), ("de", 390, True), ("en", 1280, True)]
)
def test_every_page_is_accessible_and_fits(
    office: Office, open_page: Open, language: str, width: int, dark: bool
) -> None:
    page = open_page("manager", language, width=width, dark=dark)
    for path in pages_of(office):
        answer = page.goto(office.path(path))
        assert answer is not None and answer.status in (200, 409), (path, answer and answer.status)
        expect(page.locator("html")).to_have_attribute("lang", language)
        for more in page.locator("details.more").all():
            more.evaluate("one => one.open = true")
        found = Axe().run(page).response["violations"]
        serious = [
            f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert not serious, f"{path}: {serious}"
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{path} is {beyond} pixels too wide"


def test_an_end_is_told_on_the_page_of_the_contract(office: Office, open_page: Open) -> None:
    declare(office.site, GiveNotice(new_id(), erase=True))
    page = open_page("clerk", "de", width=390)
    page.goto(office.of_contract())
    expect(page.get_by_text("Der Vertrag endet am 30.06.2021.")).to_be_visible()
    expect(page.get_by_text("Daten werden gelöscht am")).to_be_visible()
