"""The story of the document in Chromium, in both languages; accessibility, the keyboard, and life without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from tests.portal.conftest import PASSWORD, Site, make_red

SERIOUS = {"serious", "critical"}

WORDS = {
    "de": {
        "e-mail": "E-Mail-Adresse", "password": "Passwort", "sign in": "Anmelden",
        "change": "Wechseln zu RED connect basis", "submit": "VERTRAG WECHSELN", "cancel": "ABBRECHEN",
        "agree": "Hiermit stimme ich den AGB",
        "pending": "Ihr aktueller Vertrag wird zum 30.06.2021 gekündigt.",
        "one user": "Ab dem 01.07.2021, verwenden Sie RED connect basis mit nur einem Benutzer.",
        "revoke link": "Kündigung widerrufen", "revoke": "WIDERRUFEN",
        "sentence": "Derzeit können Sie den Vertragswechsel noch zurücknehmen.",
        "revoked": "Ihr Vertrag läuft unverändert weiter.",
        "travel": "zum 01.07.2021: Wechsel zu RED connect basis",
        "users": "Aktuelle Benutzeranzahl: 1", "invalid": "nicht mehr gültig", "mailbox": "Postfach",
        "menu": "Menü", "show": "Folgen anzeigen",
        "confirmed": re.compile("Bestätigung"), "now": "Mein aktueller Vertrag",
    },
    "en": {
        "e-mail": "E-mail address", "password": "Password", "sign in": "Sign in",
        "change": "Change to RED connect basis", "submit": "CHANGE CONTRACT", "cancel": "CANCEL",
        "agree": "I agree to the terms and conditions",
        "pending": "Your current contract is terminated to the end of 30 June 2021.",
        "one user": "From 1 July 2021 on you use RED connect basis with one user only.",
        "revoke link": "Revoke termination", "revoke": "REVOKE",
        "sentence": "At present you can still take back the change of contract.",
        "revoked": "your contract goes on as before.",
        "travel": "to 1 July 2021: change to RED connect basis",
        "users": "Current number of users: 1", "invalid": "no longer valid", "mailbox": "Mailbox",
        "menu": "Menu", "show": "Show what follows",
        "confirmed": re.compile("onfirm"), "now": "My current contract",
    },
}  # fmt: skip


@pytest.fixture
def site(transactional_db: None) -> Site:
    return make_red()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_server: Any, site: Site) -> Iterator[Open]:
    """Opens a window: language, scripts or not, size; it fails the test for every breach of the policy."""
    broken: list[str] = []
    contexts = []

    def opened(language: str = "de", *, scripts: bool = True, width: int = 1280, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale={"de": "de-DE", "en": "en-GB"}[language],
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: broken.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [message for message in broken if "409" not in message and "422" not in message] == []


def sign_in(page: Page, site: Site, language: str = "de", who: int = 0) -> dict[str, Any]:
    words = WORDS[language]
    page.goto(site.path("account/login/"))
    page.get_by_label(words["e-mail"]).fill(site.people[who].email)
    page.get_by_label(words["password"], exact=True).fill(PASSWORD)
    page.get_by_role("button", name=words["sign in"], exact=True).click()
    expect(page).to_have_url(re.compile(f"{site.path()}$"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    return words


def speak(site: Site, language: str) -> None:
    """Everybody's own language, in which letters are written, too."""
    from laufzeit.customers.models import User

    with site.acting():
        User.objects.update(language=language)


def check_accessibility(page: Page, where: str) -> None:
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in SERIOUS
    ]
    assert not serious, f"{where}: {serious}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_story_of_the_document(site: Site, open_page: Open, language: str) -> None:
    """Sign in, switch, mail, blue notice, revoke, mail, switch again, travel past the end."""
    speak(site, language)
    page = open_page(language)
    words = sign_in(page, site, language)
    page.goto(site.path("contracts/"))
    expect(page.get_by_role("heading", name=words["now"])).to_be_visible()

    switch(page, words)
    note = page.locator(".note", has_text=words["pending"])
    expect(note).to_contain_text(words["one user"])
    check_accessibility(page, "pending")
    expect_letter(page, site, words, "RED connect basis")

    page.goto(site.of_contract())
    page.get_by_role("link", name=words["revoke link"]).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(words["sentence"])
    expect(dialog).to_contain_text("Max Winter")
    dialog.get_by_role("button", name=words["revoke"]).click()
    expect(page.get_by_role("status")).to_contain_text(words["revoked"])
    expect(page.get_by_text(words["pending"])).to_have_count(0)
    expect(page.locator(".history li").first).to_contain_text("Anna Sommer")
    page.goto(site.path("mailbox/"))
    expect(page.locator(".mails li")).to_have_count(2)

    page.goto(site.of_contract())
    switch(page, words)
    page.get_by_role("button", name=words["travel"]).click()
    expect(page.locator(".plan h3").first).to_have_text("RED connect basis")
    expect(page.get_by_text(words["users"])).to_be_visible()
    page.goto(site.path("connect/"))
    expect(page.get_by_text(words["invalid"])).to_have_count(2)
    page.goto(site.path("users/"))
    expect(page.get_by_role("heading", name=re.compile("^1 "))).to_be_visible()
    assert site.held().timeline.phase_on(site.held().timeline.phases[-1].period.start).seats == 1


def switch(page: Page, words: dict[str, Any]) -> None:
    page.get_by_role("link", name=words["change"]).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("76")
    for lost in ["Max Winter", "Lea Herbst", "Tom Lenz", "Qualitätszirkel", "Fallbesprechung"]:
        expect(dialog).to_contain_text(lost)
    dialog.get_by_label(words["agree"]).check()
    dialog.get_by_role("button", name=words["submit"]).click()
    expect(page.locator(".note", has_text=words["pending"])).to_be_visible()


def expect_letter(page: Page, site: Site, words: dict[str, Any], said: str) -> None:
    page.get_by_role("link", name=words["mailbox"], exact=True).first.click()
    page.locator(".mails a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words["confirmed"])
    framed = page.frame_locator("iframe.letter")
    expect(framed.locator("body")).to_contain_text(said)


PAGES = [
    "", "users/", "users/invite/", "connect/", "mailbox/", "help/", "data/main-user/", "data/organisation/",
    "data/bank/", "texts/", "texts/agb/2021/", "imprint/",
]  # fmt: skip
OF_CONTRACT = ["", "change/basis/", "notice/", "erase/", "switch/", "history/", "agreements/"]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, False), (1280, True), (390, True)])
def test_every_page_is_accessible_and_fits(site: Site, open_page: Open, width: int, dark: bool) -> None:
    page = open_page(width=width, dark=dark)
    sign_in(page, site)
    letter = f"mailbox/{site.letters()[0].id}/" if site.letters() else "mailbox/"
    more = [letter, f"users/{site.people[1].id}/remove/"]
    for path in [*map(site.path, [*PAGES, *more]), *map(site.of_contract, OF_CONTRACT)]:
        page.goto(path)
        check_accessibility(page, path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is {wide} pixels too wide"


def test_the_dialog_by_the_keyboard(site: Site, open_page: Open) -> None:
    page = open_page()
    words = sign_in(page, site)
    page.goto(site.of_contract())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    link = page.get_by_role("link", name=words["change"])
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading", level=1)).to_be_focused()
    check_accessibility(page, "dialog")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(dialog.get_by_role("checkbox")).to_be_checked()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name=words["submit"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".note", has_text=words["pending"])).to_be_visible()


def test_without_the_box_the_page_says_so_at_the_box(site: Site, open_page: Open) -> None:
    page = open_page()
    words = sign_in(page, site)
    page.goto(site.of_contract())
    page.get_by_role("link", name=words["change"]).click()
    page.get_by_role("dialog").get_by_role("button", name=words["submit"]).click()
    box = page.get_by_role("checkbox")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile("Bitte lesen Sie den Text"))
    check_accessibility(page, "refused")


def test_everything_works_without_scripts(site: Site, open_page: Open) -> None:
    page = open_page(scripts=False)
    words = sign_in(page, site)
    page.goto(site.of_contract())
    page.get_by_role("link", name=words["change"]).click()
    expect(page).to_have_url(re.compile("change/basis/$"))
    page.get_by_role("link", name=words["cancel"]).click()
    expect(page).to_have_url(re.compile(f"{site.contract}/$"))
    page.get_by_role("link", name=words["change"]).click()
    page.get_by_label(words["agree"]).check()
    page.get_by_role("button", name=words["submit"]).click()
    expect(page.get_by_text(words["pending"])).to_be_visible()
    page.get_by_role("link", name=words["revoke link"]).click()
    page.get_by_role("button", name=words["revoke"]).click()
    expect(page.get_by_text(words["revoked"])).to_be_visible()
    page.get_by_role("link", name="Wechsel beantragen").click()
    page.get_by_label("Die Daten löschen lassen").check()
    page.get_by_role("button", name=words["show"]).click()
    expect(page.get_by_text("Übergang endet spätestens am")).to_have_count(0)
    expect(page.get_by_label("Die Daten löschen lassen")).to_be_checked()


def test_what_follows_is_shown_as_soon_as_it_is_chosen(site: Site, open_page: Open) -> None:
    page = open_page()
    sign_in(page, site)
    page.goto(site.of_contract("switch/"))
    expect(page.get_by_text("Übergang endet spätestens am")).to_be_visible()
    expect(page.get_by_role("button", name="Folgen anzeigen")).to_be_hidden()
    page.get_by_label("Die Daten löschen lassen").check()
    expect(page.get_by_text("Übergang endet spätestens am")).to_have_count(0)
    expect(page.get_by_label("Die Daten löschen lassen")).to_be_checked()


def test_the_menu_of_a_phone(site: Site, open_page: Open) -> None:
    for scripts in (True, False):
        page = open_page(width=390, scripts=scripts)
        words = sign_in(page, site)
        menu = page.locator("details.menu")
        users = menu.get_by_role("link", name="Benutzer", exact=True)
        expect(users).to_be_hidden()
        page.get_by_text(words["menu"], exact=True).click()
        expect(users).to_be_visible()
        if scripts:
            check_accessibility(page, "menu")
            page.keyboard.press("Escape")
            expect(users).to_be_hidden()
            page.get_by_text(words["menu"], exact=True).click()
        users.click()
        expect(page).to_have_url(re.compile("users/$"))


def test_each_size_has_its_own_picture(site: Site, open_page: Open) -> None:
    page = open_page(width=1280)
    sign_in(page, site)
    page.goto(site.of_contract())
    lying, upright = page.locator("svg.life.wide"), page.locator("svg.life.upright")
    expect(lying).to_be_visible()
    expect(upright).to_be_hidden()
    expect(page.get_by_role("img", name="Verlauf")).to_have_count(1)
    page.set_viewport_size({"width": 390, "height": 900})
    expect(lying).to_be_hidden()
    expect(upright).to_be_visible()
