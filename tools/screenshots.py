"""Takes the pictures of the documentation from a running demo, with the system's Chromium.

    .venv/bin/laufzeit demo                    # in another terminal
    .venv/bin/python tools/screenshots.py      # --address where the demo runs elsewhere
    .venv/bin/python tools/screenshots.py --codes 12345678 23456789

With two codes of the manager's second factor, which the demo prints, the office's pages are taken as well. With
``--campaign`` and two codes of the second vendor's manager the campaign is announced and answered, which a demo can do
once.

It tells the story of the change of plan as Anna Sommer and revokes it at the end, so it can be run again. The clock of
the demo has to stand before 30 June 2021.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from chromium import MISSING, find_chromium

FOLDER = Path(__file__).parents[1] / "docs/screenshots"
LARGEST = 300_000
"""Bytes of a picture."""
EMAIL = "anna.sommer@praxis-sommer.example"
PASSWORD = "laufzeit-demo"
MANAGER = "rita.roth@red-connect.example"
VENDOR = "gesa.quandt@gapteq.example"
CUSTOMER = "eva.muster@muster-maschinenbau.example"
OFFICE = {"office-billing": "billing/?through=2021-03-31", "office-overview": "overview/"}
WIDE: ViewportSize = {"width": 1180, "height": 1180}
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Look:
    """A way to see the pages: the end of the pictures' names, the language, and the size of the window."""

    name: str
    language: str
    size: ViewportSize


LOOKS = (Look("de", "de", WIDE), Look("en", "en", WIDE), Look("phone.de", "de", PHONE))


class Visit:
    """Anna at her contract, in one look."""

    def __init__(self, page: Page, look: Look) -> None:
        self.page, self.look = page, look

    def sign_in(
        self, address: str, path: str = "", email: str = EMAIL, code: str = "", vendor: str = "red-connect"
    ) -> None:
        page = self.page
        page.goto(f"{address}/{vendor}/{path}")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name=re.compile("^(Anmelden|Sign in)$")).click()
        if code:
            page.locator("input[name=code]").fill(code)
            page.locator("input[name=code]").press("Enter")
        page.wait_for_url(lambda found: "/account/" not in found)
        other = page.get_by_role("button", name={"de": "Deutsch", "en": "English"}[self.look.language], exact=True)
        if other.count():
            other.click()
            page.locator(f"html[lang={self.look.language}]").wait_for()
        self.contract = f"{address}/{vendor}/contracts/"

    def open_contract(self) -> None:
        self.page.goto(self.contract)
        self.page.get_by_role("heading", name=re.compile("Mein aktueller Vertrag|My current contract")).wait_for()

    def open_dialog(self, link: str) -> None:
        self.page.get_by_role("link", name=re.compile(link)).first.click()
        self.page.get_by_role("dialog").wait_for()
        self.page.wait_for_timeout(500)

    def decide(self, button: str) -> None:
        dialog = self.page.get_by_role("dialog")
        for box in dialog.get_by_role("checkbox").all():
            box.check()
        dialog.get_by_role("button", name=re.compile(button)).click()
        self.page.get_by_role("heading", name=re.compile("Mein aktueller Vertrag|My current contract")).wait_for()

    def picture(self, what: str, *, whole: bool = False) -> None:
        path = FOLDER / f"{what}{'-' if self.look.name.startswith('phone') else '.'}{self.look.name}.png"
        self.page.mouse.move(0, 0)
        if whole:  # the bar of the sandbox would lie across the picture
            self.page.evaluate("document.querySelectorAll('.travel').forEach(bar => bar.remove())")
        self.page.screenshot(path=path, animations="disabled", full_page=whole)
        size = path.stat().st_size
        print(f"{path.name}: {size:,} bytes")
        if size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST:,} bytes")


def take_office(browser: Browser, address: str, codes: list[str]) -> None:
    """What a run would bill, and the overview, wide and in both languages."""
    for look, code in zip(LOOKS[:2], codes, strict=False):
        context = browser.new_context(locale=f"{look.language}-DE", viewport=look.size)
        visit = Visit(context.new_page(), look)
        visit.sign_in(address, "office/", MANAGER, code)
        for what, path in OFFICE.items():
            visit.page.goto(f"{address}/red-connect/office/{path}")
            visit.picture(what)
        context.close()


@contextmanager
def people(
    browser: Browser, address: str, looks: Sequence[Look], path: str, email: str, codes: Sequence[str]
) -> Iterator[list[Visit]]:
    """Somebody of the second vendor, signed in once for each look."""
    made = []
    for number, look in enumerate(looks):
        context = browser.new_context(locale=f"{look.language}-DE", viewport=look.size)
        made.append(Visit(context.new_page(), look))
        made[-1].sign_in(address, path, email, codes[number] if codes else "", "gapteq")
    yield made
    for visit in made:
        visit.page.context.close()


def take_campaign(browser: Browser, address: str, codes: Sequence[str]) -> None:
    """The plan, the simulation, the announcement, the offer, and the funnel after an answer."""
    home, of_one = f"{address}/gapteq/office/campaigns/prices-2023/", [f"{address}/gapteq/offers/"]
    with (
        people(browser, address, LOOKS[:2], "office/", VENDOR, codes) as staff,
        people(browser, address, LOOKS, "", CUSTOMER, ()) as customers,
    ):
        first = staff[0].page
        pictures(staff, f"{home}plan/", "campaign-plan", whole=False)
        step(first, home, "check")
        pictures(staff, f"{home}simulation/", "campaign-simulation", whole=False)
        pictures(staff, f"{home}step/announce/", "campaign-announce")
        step(first, home, "announce")
        pictures(customers[2:], of_one[0], "offers")
        page = customers[0].page
        page.goto(of_one[0])
        links = page.locator("main a[href*='/offers/']")
        of_one += [f"{address}{link.get_attribute('href')}" for link in links.all()]
        pictures(customers[:2], of_one[-1], "offer")
        pictures(customers[2:], of_one[-1], "offer", whole=False)
        page.goto(of_one[-1])
        page.get_by_role("checkbox").first.check()
        page.locator("button[value=accept]").click()
        page.get_by_role("status").wait_for()
        pictures(staff, home, "campaign")


def step(page: Page, home: str, name: str) -> None:
    """Take a step of the campaign, and wait until the worker has done its part."""
    page.goto(f"{home}step/{name}/")
    page.locator("main form button").last.click()
    page.wait_for_url(home)
    page.locator("progress").wait_for(state="detached", timeout=60_000)


def pictures(everybody: Sequence[Visit], url: str, what: str, *, whole: bool = True) -> None:
    for visit in everybody:
        visit.page.goto(url)
        visit.picture(what, whole=whole)


@contextmanager
def visits(browser: Browser, address: str) -> Iterator[list[Visit]]:
    """Anna, signed in once for each look."""
    made = []
    for look in LOOKS:
        context = browser.new_context(locale=f"{look.language}-DE", viewport=look.size)
        made.append(Visit(context.new_page(), look))
        made[-1].sign_in(address)
    yield made
    for visit in made:
        visit.page.context.close()


def take(browser: Browser, address: str) -> None:
    """The invoices, the dialog, the pending change, the revocation."""
    with visits(browser, address) as everybody:
        for visit in everybody:
            visit.page.goto(f"{address}/red-connect/invoices/")
            visit.picture("invoices")
        for visit in everybody:
            visit.open_contract()
            visit.open_dialog("RED connect basis")
            visit.picture("change-dialog")
        first = everybody[0]
        first.decide("VERTRAG WECHSELN")
        for visit in everybody:
            visit.open_contract()
            visit.picture("contract-pending")
        first.open_dialog("widerrufen")
        first.picture("revoke-dialog")
        first.decide("WIDERRUFEN")


def main() -> None:
    """Read the command line and take all pictures."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--address", default="http://localhost:8000", help="where the demo runs")
    reader.add_argument("--codes", nargs=2, default=[], help="two codes of the manager's second factor")
    reader.add_argument("--campaign", nargs=2, default=[], help="two codes of the second vendor's manager")
    given = reader.parse_args()
    address = given.address.rstrip("/")
    program = find_chromium() or sys.exit(MISSING)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        if given.campaign:
            take_campaign(browser, address, given.campaign)
        else:
            take(browser, address)
            take_office(browser, address, given.codes)
        browser.close()


if __name__ == "__main__":
    main()
