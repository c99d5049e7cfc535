"""A campaign in Chromium: written as a plan, checked, announced, watched; in both languages, wide and on a phone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.campaigns.conftest import FILE
from tests.office.conftest import Office, staffed
from tests.office.test_browser import Open, open_page  # noqa: F401 - fixtures
from tests.office.test_campaigns import work
from tests.portal.conftest import EXAMPLES, conclude, make_site
from tests.portal.test_story_browser import check_accessibility

pytestmark = pytest.mark.browser

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "new": "Neue Kampagne", "plan": "Plan", "save": "Speichern und prüfen", "announce": "2 Verträge anschreiben",
        "done": "Erledigt.", "silent": "ohne Antwort", "found": "Was die Prüfung ergab",
    },
    "en": {
        "new": "New campaign", "plan": "Plan", "save": "Save and check", "announce": "Announce to 2 contracts",
        "done": "Done.", "silent": "silent", "found": "What the check found",
    },
}  # fmt: skip


@pytest.fixture
def office(transactional_db: None) -> Office:
    text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
    made = make_site("gapteq", text, date(2022, 10, 28), [("Eva", "Muster"), ("Ben", "Adler")])
    conclude(made, "prepaid", date(2022, 3, 16), seats=10, label="Server Stuttgart")
    conclude(made, "prepaid", date(2022, 1, 25), seats=15, label="Server München")
    return staffed(made)


@pytest.mark.parametrize(("language", "width"), [("de", 1280), ("en", 390)])
def test_a_campaign_is_announced(office: Office, open_page: Open, language: str, width: int) -> None:  # noqa: F811
    words, page = WORDS[language], open_page("manager", language, width=width)
    page.goto(office.path("campaigns/"))
    page.get_by_role("link", name=words["new"]).click()
    check_accessibility(page, "plan")
    page.get_by_label(words["plan"]).fill(FILE.read_text(encoding="utf-8"))
    page.get_by_role("button", name=words["save"]).click()
    work(office)
    page.reload()
    expect(page.get_by_role("heading", name=words["found"])).to_be_visible()
    check_accessibility(page, "checked")
    page.get_by_role("link", name="Simulation").click()
    check_accessibility(page, "simulation")
    page.go_back()
    page.get_by_role("button", name=words["announce"]).click()
    expect(page.get_by_role("status").first).to_contain_text(words["done"])
    work(office)
    page.reload()
    expect(page.locator(".figures li", has_text=words["silent"]).first).to_contain_text("2")
    check_accessibility(page, "announced")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".figures li", has_text=words["silent"]).first.get_by_role("link").click()
    check_accessibility(page, "list")
    page.get_by_role("link", name="V-10001").click()
    expect(page.locator("main")).to_contain_text("TermsOffered")
    check_accessibility(page, "trail")
