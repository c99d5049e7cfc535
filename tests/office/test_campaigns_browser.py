"""A campaign in Chromium: written in the form, checked, announced, watched; in both languages, wide and on a phone,
with and without scripts, each page without serious findings of axe."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.office.conftest import Office, staffed
from tests.office.test_browser import Open, open_page  # noqa: F401 - fixtures
from tests.office.test_campaigns import work
from tests.portal.conftest import EXAMPLES, conclude, make_site
from tests.portal.test_story_browser import check_accessibility

pytestmark = pytest.mark.browser

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "new": "Neue Kampagne", "name": "Name", "key": "Schlüssel", "until": "Annehmbar bis", "cut": "Umstellung",
        "old": "Verträge mit", "offered": "wird angeboten", "rows": "Weitere Segmente", "accepting": "Nehmen an",
        "save": "Speichern und prüfen", "announce": "Ankündigen", "do": "2 Verträge anschreiben",
        "missing": "Bitte füllen Sie dieses Feld aus.", "done": "Die Kampagne ist angekündigt",
        "silent": "ohne Antwort", "found": "Was die Prüfung ergab", "accept": "Annahme eintragen",
    },
    "en": {
        "new": "New campaign", "name": "Name", "key": "Key", "until": "Can be accepted until", "cut": "Cut-over",
        "old": "Contracts at", "offered": "are offered", "rows": "Further segments", "accepting": "Accepting",
        "save": "Save and check", "announce": "Announce", "do": "Announce to 2 contracts",
        "missing": "This field is required.", "done": "The campaign is announced", "silent": "silent",
        "found": "What the check found", "accept": "Record an acceptance",
    },
}  # fmt: skip


@pytest.fixture
def office(transactional_db: None) -> Office:
    text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
    made = make_site("gapteq", text, date(2022, 10, 28), [("Eva", "Muster"), ("Ben", "Adler")])
    conclude(made, "prepaid", date(2022, 3, 16), seats=10, label="Server Stuttgart")
    conclude(made, "prepaid", date(2022, 1, 25), seats=15, label="Server München")
    return staffed(made)


Look = Callable[[Page, str], None]


def no_look(page: Page, where: str) -> None:
    """Where scripts are off, axe would not run either."""


def follow(page: Page, role: Any, name: str) -> None:
    """Follow a link or press a button, and wait for the page it leads to: axe would look at the one that goes away."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).last.click()


def write_plan(page: Page, words: dict[str, Any], look: Look) -> None:
    """Send the form empty, then filled in; a further segment is added meanwhile."""
    follow(page, "button", words["save"])
    expect(page.get_by_role("alert")).to_contain_text(words["missing"])
    look(page, "faults")
    page.get_by_label(words["name"], exact=True).first.fill("Neue Preise")
    page.get_by_label(words["key"], exact=True).fill("prices-2023")
    page.get_by_label(words["until"]).fill("2023-01-31")
    page.get_by_label(words["cut"], exact=True).fill("2023-02-01")
    page.get_by_label(words["old"]).first.select_option("prepaid@2022")
    page.get_by_label(words["offered"]).first.select_option("prepaid@2023")
    before = page.locator(".segment").count()
    page.get_by_role("button", name=words["rows"]).click()
    expect(page.locator(".segment")).to_have_count(before + 2)
    expect(page.get_by_label(words["key"], exact=True)).to_have_value("prices-2023")
    segment = page.locator(".segment").first
    segment.get_by_label(words["name"], exact=True).fill("kleine")
    segment.get_by_label(words["accepting"]).fill("80")
    follow(page, "button", words["save"])


@pytest.mark.parametrize(("language", "width", "scripts"), [("de", 1280, True), ("en", 390, True), ("de", 1280, False)])
def test_a_campaign_is_announced(
    office: Office,
    open_page: Open,  # noqa: F811
    language: str,
    width: int,
    scripts: bool,
) -> None:
    words, page = WORDS[language], open_page("manager", language, width=width, scripts=scripts)
    look = check_accessibility if scripts else no_look
    page.goto(office.path("campaigns/"))
    follow(page, "link", words["new"])
    look(page, "plan")
    write_plan(page, words, look)
    work(office)
    page.reload()
    expect(page.get_by_role("heading", name=words["found"])).to_be_visible()
    look(page, "checked")
    follow(page, "link", "Simulation")
    look(page, "simulation")
    page.go_back()
    follow(page, "link", words["announce"])
    look(page, "what will happen")
    follow(page, "button", words["do"])
    expect(page.get_by_role("status").first).to_contain_text(words["done"])
    work(office)
    page.reload()
    silent = page.locator(".figures li", has_text=words["silent"]).first
    expect(silent).to_contain_text("2")
    look(page, "announced")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    with page.expect_navigation():
        silent.get_by_role("link").click()
    look(page, "list")
    follow(page, "link", "V-10001")
    look(page, "trail")
    follow(page, "link", words["accept"])
    expect(page.locator("#consequences")).to_contain_text("16" if language == "en" else "16.03.2023")
    look(page, "late acceptance")


def test_progress_is_followed_without_a_click(office: Office, open_page: Open) -> None:  # noqa: F811
    from tests.campaigns.conftest import FILE

    page = open_page("manager", "en")
    page.goto(office.path("campaigns/new/file/"))
    page.locator("textarea").fill(FILE.read_text(encoding="utf-8"))
    follow(page, "button", "Save and check")
    expect(page.get_by_role("progressbar")).to_be_visible()
    check_accessibility(page, "at work")
    work(office)
    expect(page.get_by_role("heading", name="What the check found")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
