"""The announcement of 2022 in Chromium from end to end, in both languages: the vendor plans, simulates and announces in
the office; the customer accepts for two of three servers, one by the link in its letter; the years 2023 and 2024 go by,
and the invoices have the figures of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.campaigns.conftest import FILE
from tests.office.conftest import APP_KEY, Office, session_of, staffed
from tests.office.test_campaigns import work
from tests.portal.conftest import EXAMPLES, Site, at, conclude, make_site
from tests.portal.test_story_browser import check_accessibility, sign_in, speak

pytestmark = pytest.mark.browser

ANNOUNCED = date(2022, 10, 28)
RUNS = (date(2022, 10, 28), date(2023, 1, 31), date(2023, 3, 31), date(2024, 1, 31), date(2024, 3, 31))
"""Days on which the vendor bills."""

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "save": "Speichern und prüfen", "announce": "Ankündigen", "do": "3 Verträge anschreiben",
        "accept": "Ich nehme das Angebot an", "agree": "Hiermit stimme ich den AGB",
        "gap-20": ("600,00 €", "960,00 €"), "gap-21": ("900,00 €", "1.320,00 €"),
        "first day": "16.03.2023", "accepted": "angenommen", "letter": "Kündigung Ihres Vertrags",
        "look": "Angebot ansehen und entscheiden", "pdf": "Was vereinbart wurde (PDF)",
        "ended": "Dieser Vertrag endete am 09.05.2023.", "back": "Möchten Sie zurückkommen?",
        "nets": ["600,00 €", "900,00 €", "420,00 €", "900,00 €", "960,00 €", "1.320,00 €", "960,00 €"],
        "net": "Netto", "close": "Abschließen", "paid": "2.280,00 €",
    },
    "en": {
        "save": "Save and check", "announce": "Announce", "do": "Announce to 3 contracts",
        "accept": "I accept the offer", "agree": "I agree to the terms and conditions",
        "gap-20": ("€600.00", "€960.00"), "gap-21": ("€900.00", "€1,320.00"),
        "first day": "16 March 2023", "accepted": "accepted", "letter": "Termination of your contract",
        "look": "View the offer and decide", "pdf": "What was agreed (PDF)",
        "ended": "This contract ended on 9 May 2023.", "back": "Do you want to come back?",
        "nets": ["€600.00", "€900.00", "€420.00", "€900.00", "€960.00", "€1,320.00", "€960.00"],
        "net": "Net", "close": "Close", "paid": "€2,280.00",
    },
}  # fmt: skip


@dataclass
class Two:
    """The vendor's window and the customer's."""

    language: str
    office: Office
    manager: Page
    customer: Page

    @property
    def site(self) -> Site:
        return self.office.site


@pytest.fixture
def office(transactional_db: None) -> Office:
    text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
    made = make_site("gapteq", text, ANNOUNCED, [("Eva", "Muster"), ("Ben", "Adler")])
    conclude(made, "prepaid", date(2022, 3, 16), seats=10, label="Server Stuttgart")
    conclude(made, "prepaid", date(2022, 1, 25), seats=15, label="Server München")
    conclude(made, "prepaid", date(2022, 5, 10), seats=7, label="Server Köln")
    return staffed(made)


@pytest.fixture(params=[("de", 1280), ("en", 390)], ids=["de", "en"])
def two(request: pytest.FixtureRequest, browser: Browser, live_server: Any, office: Office) -> Iterator[Two]:
    from laufzeit.customers.signin.actions import set_up_app

    language, width = request.param
    speak(office.site, language)
    contexts = [
        browser.new_context(
            base_url=live_server.url,
            locale={"de": "de-DE", "en": "en-GB"}[language],
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
        )
        for _ in range(2)
    ]
    with office.acting():
        set_up_app(office.people["manager"], APP_KEY)
        key = session_of(office.people["manager"])
    place = f"{live_server.url}{office.site.path()}"
    contexts[0].add_cookies(
        [{"name": "session", "value": key, "url": place}, {"name": "language", "value": language, "url": place}]
    )
    pages = [context.new_page() for context in contexts]
    sign_in(pages[1], office.site, language)
    yield Two(language, office, *pages)
    for context in contexts:
        context.close()


def go(page: Page, role: Any, name: str | re.Pattern[str]) -> None:
    """Follow a link or press a button, and wait for where it leads."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).last.click()


def test_the_announcement_of_2022(two: Two) -> None:
    words = WORDS[two.language]
    announce(two, words)
    accept_by_the_letter(two, words)
    accept_after_signing_in(two, words)
    for day in RUNS:
        travel_and_bill(two.site, day)
    what_was_invoiced(two.customer, two.site, words)
    what_ended(two.customer, two.site, words)
    what_came_of_it(two, words)


def announce(two: Two, words: dict[str, Any]) -> None:
    page, office = two.manager, two.office
    page.goto(office.path("campaigns/new/file/"))
    page.locator("textarea").fill(FILE.read_text(encoding="utf-8"))
    go(page, "button", words["save"])
    work(office)
    page.reload()
    go(page, "link", "Simulation")
    expect(page.locator("main")).to_contain_text(words["gap-21"][1])
    check_accessibility(page, "simulation")
    page.goto(office.path("campaigns/prices-2023/"))
    go(page, "link", words["announce"])
    go(page, "button", words["do"])
    work(office)


def accept_by_the_letter(two: Two, words: dict[str, Any]) -> None:
    """The letter in the mailbox has old and new price and leads to the offer, which says the same."""
    page, site = two.customer, two.site
    page.goto(site.path("mailbox/"))
    links = page.locator("main a", has_text=words["letter"])
    expect(links).to_have_count(3)
    for at_letter in range(3):
        page.goto(site.path("mailbox/"))
        with page.expect_navigation():
            links.nth(at_letter).click()
        if "Server Stuttgart" in (page.locator("pre").text_content() or ""):
            break
    text = page.locator("pre").text_content() or ""
    assert all(price in text for price in words["gap-20"]) and words["first day"] in text
    link = re.search(r"https?://\S+(/gapteq/offers/\S+/)", text)
    assert link, text
    page.goto(link[1])
    main = page.locator("main")
    for said in (*words["gap-20"], words["first day"]):
        expect(main).to_contain_text(said)
    answer(page, words)
    page.goto(link[1])
    with page.expect_download() as download:
        page.get_by_role("link", name=words["pdf"]).click()
    assert download.value.suggested_filename.endswith(".pdf")


def accept_after_signing_in(two: Two, words: dict[str, Any]) -> None:
    page, site = two.customer, two.site
    page.goto(site.path())
    with page.expect_navigation():
        page.locator(f"a[href*='{site.contracts[1]}/offers/'], a[href$='/offers/']").first.click()
    if page.url.endswith("/gapteq/offers/"):
        expect(page.locator("main")).to_contain_text("Server Köln")
        page.goto(offer_of(site, "Server München"))
    for said in words["gap-21"]:
        expect(page.locator("main")).to_contain_text(said)
    answer(page, words)


def offer_of(site: Site, label: str) -> str:
    from laufzeit.campaigns.models import Participant

    with site.acting():
        one = Participant.objects.get(contract__label=label)
        return site.path(f"contracts/{one.contract_id}/offers/{one.offer}/")


def answer(page: Page, words: dict[str, Any]) -> None:
    page.get_by_label(words["agree"]).check()
    go(page, "button", words["accept"])
    expect(page.get_by_role("status").first).to_contain_text(words["accepted"])


def travel_and_bill(site: Site, day: date) -> None:
    from laufzeit.contracts.jobs import tick
    from laufzeit.invoices.running import actions
    from laufzeit.vendors.store import move_clock

    with site.acting():
        move_clock(site.vendor.id, day)
    tick(site.vendor.id, day, at(day))
    actions.run(site.vendor.id, day, day, at(day))


def what_was_invoiced(page: Page, site: Site, words: dict[str, Any]) -> None:
    page.goto(site.path("invoices/"))
    check_accessibility(page, "invoices")
    found = []
    for number in numbers(site):
        page.goto(site.path("invoices/"))
        with page.expect_navigation():
            page.get_by_role("link", name=number, exact=True).click()
        row = page.locator("main").get_by_text(words["net"], exact=True).locator("xpath=..")
        amounts = re.findall(r"€?[\d.,]+,\d\d €|€[\d.,]+\.\d\d", row.first.text_content() or "")
        found.append(amounts[-1])
    assert sorted(found) == sorted(words["nets"])


def numbers(site: Site) -> list[str]:
    from laufzeit.invoices.store import rows_of

    with site.acting():
        return sorted(row.number for row in rows_of(site.organisation.id))


def what_ended(page: Page, site: Site, words: dict[str, Any]) -> None:
    page.goto(site.path(f"contracts/{site.contracts[2]}/"))
    expect(page.locator("main")).to_contain_text(words["ended"])
    expect(page.locator("main")).to_contain_text(words["back"])
    check_accessibility(page, "ended")
    with page.expect_navigation():
        page.locator("a[href$='/again/']").click()
    check_accessibility(page, "again")


def what_came_of_it(two: Two, words: dict[str, Any]) -> None:
    """In the office: two accepted, one ended, and what that means against what was assumed."""
    page = two.manager
    page.goto(two.office.path("campaigns/prices-2023/"))
    go(page, "link", re.compile(words["close"]))
    go(page, "button", words["close"])
    result = page.locator("section", has=page.locator("#result-heading"))
    expect(result.locator("tbody tr").last).to_contain_text(words["paid"])
    check_accessibility(page, "afterwards")
