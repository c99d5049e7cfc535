"""The announcement of 2022 in Chromium, in both languages: of two servers one is accepted, and the other one ends."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.portal.conftest import EXAMPLES, Site, conclude, make_site
from tests.portal.test_offers import announce, link_of
from tests.portal.test_story_browser import Open, check_accessibility, open_page, sign_in, speak  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "accept": "Ich nehme das Angebot an", "all": "Alle 2 offenen Angebote ansehen",
        "accepted": "Sie haben das Angebot angenommen; die neuen Konditionen gelten ab dem 25.01.2024.",
        "once more": "Ihr Vertrag verlängert sich zu den bisherigen Konditionen bis zum 24.01.2024",
        "agree": "Hiermit stimme ich den AGB", "price": "1.320,00 €", "ended": "Beendet",
        "without": "Ihr Vertrag endet am 15.03.2023",
    },
    "en": {
        "accept": "I accept the offer", "all": "See all 2 open offers",
        "accepted": "You have accepted the offer; the new terms apply from 25 January 2024 on.",
        "once more": "Your contract is renewed at the present terms until 24 January 2024",
        "agree": "I agree to the terms and conditions", "price": "€1,320.00", "ended": "Ended",
        "without": "Your contract ends on 15 March 2023",
    },
}  # fmt: skip


@pytest.fixture
def site(transactional_db: None) -> Site:
    text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
    made = make_site("gapteq", text, date(2022, 10, 28), [("Eva", "Muster"), ("Ben", "Adler")])
    conclude(made, "prepaid", date(2022, 3, 16), seats=10, label="Server Stuttgart")
    conclude(made, "prepaid", date(2022, 1, 25), seats=15, label="Server München")
    return made


@pytest.mark.parametrize(("language", "width"), [("de", 1280), ("en", 390)])
def test_one_of_two_servers_is_accepted(site: Site, open_page: Open, language: str, width: int) -> None:  # noqa: F811
    speak(site, language)
    announce(site)
    words, page = WORDS[language], open_page(language, width=width)
    sign_in(page, site, language)
    page.get_by_role("link", name=words["all"]).click()
    expect(page.locator("section.card", has_text="Server Stuttgart").first).to_be_visible()
    check_accessibility(page, "offers")

    page.goto(link_of(site, site.contracts[1]))
    expect(page.get_by_text(words["once more"])).to_be_visible()
    expect(page.get_by_text(words["price"]).first).to_be_visible()
    check_accessibility(page, "offer")
    page.get_by_label(words["agree"]).check()
    page.get_by_role("button", name=words["accept"]).click()
    expect(page.get_by_role("status")).to_contain_text(words["accepted"])

    page.goto(link_of(site, site.contracts[0]))
    expect(page.get_by_text(words["without"])).to_be_visible()
    travel(site, date(2024, 2, 1))
    page.goto(site.path("contracts/"))
    expect(page.locator("li", has_text="Server München").locator(".tag")).not_to_have_text(
        re.compile(words["ended"], re.I)
    )
    expect(page.locator("li", has_text="Server Stuttgart").locator(".tag")).to_have_text(
        re.compile(words["ended"], re.I)
    )
    page.goto(site.path(f"contracts/{site.contracts[1]}/"))
    expect(page.locator("main")).to_contain_text("€ 600,-" if language == "de" else "€600")
    page.goto(site.path(f"contracts/{site.contracts[0]}/"))
    check_accessibility(page, "ended")


def travel(site: Site, day: date) -> None:
    """Time passes, and what is due is carried out."""
    from tests.portal.conftest import at

    from laufzeit.contracts.jobs import tick

    with site.acting():
        type(site.vendor).objects.filter(id=site.vendor.id).update(sandbox_day=day)
    tick(site.vendor.id, day, at(day))
