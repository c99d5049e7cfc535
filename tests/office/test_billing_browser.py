"""Billing in Chromium: a run from preview to result, with and without scripts, in German and English; a payment that is
assigned by hand; every page without serious findings of axe, wide, narrow and dark."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.office.bills import billed, documents, runs, without_address, work_off
from tests.office.conftest import Office
from tests.office.test_browser import Open, office, open_page  # noqa: F401 - fixtures
from tests.payments.bank import booking, camt
from tests.portal.conftest import TODAY, at


def test_a_manager_bills_in_german_and_watches_the_progress(office: Office, open_page: Open) -> None:  # noqa: F811
    page = open_page("manager", "de")
    page.goto(office.path())
    page.get_by_role("link", name="Abrechnung", exact=True).click()
    page.get_by_label("Fälliges bis").fill("2021-01-31")
    page.get_by_role("button", name="Vorschau").click()
    shown = page.get_by_role("region", name="Was ein Lauf bis 31.01.2021 ausstellen würde")
    expect(shown).to_contain_text("354,92 €")
    page.get_by_role("button", name="Lauf bis 31.01.2021 starten").click()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "0")
    expect(page.get_by_role("status")).to_contain_text("0 von 1 Teilen sind fertig")
    work_off(office)
    expect(page.get_by_role("heading", name="Ergebnis")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.locator("#run")).to_contain_text("354,92 €")
    page.get_by_role("link", name="Alle Dokumente dieses Laufs").click()
    page.get_by_role("link", name="RE-2021-000001").click()
    expect(page.locator(".history")).to_contain_text("Ausgestellt")
    page.get_by_role("link", name="Stornieren").click()
    page.get_by_role("button", name="Stornorechnung ausstellen").click()
    expect(page.locator(".flashes")).to_contain_text("RE-2021-000001 ist durch RK-2021-000001 storniert.")


def test_without_scripts_a_run_is_watched_by_looking_again(office: Office, open_page: Open) -> None:  # noqa: F811
    without_address(office)
    page = open_page("manager", "en", scripts=False, width=390)
    page.goto(office.path("billing/?through=2021-01-31"))
    expect(page.get_by_role("region", name="Would not be billed")).to_contain_text("The billing address is incomplete")
    page.get_by_role("button", name="Start run until 31 January 2021").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    work_off(office)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("region", name="Not billed")).to_contain_text("The billing address is incomplete")


def test_a_clerk_reads_in_a_file_and_assigns_what_is_left(office: Office, open_page: Open) -> None:  # noqa: F811
    billed(office, date(2021, 1, 31), date(2021, 2, 2))
    page = open_page("clerk", "de", width=390)
    page.goto(office.path("payments/"))
    file = camt(booking(10_000, "Danke", reference="B1", booked=TODAY, name="Anna Sommer"))
    upload = page.get_by_label("Datei der Bank (camt.053")
    upload.set_input_files({"name": "auszug.xml", "mimeType": "application/xml", "buffer": file})
    page.get_by_role("button", name="Einlesen").click()
    expect(page.locator(".flashes")).to_contain_text("1 Buchung wartet auf Sie.")
    page.get_by_role("link", name="Anna Sommer").click()
    page.get_by_label("Rechnungen suchen").fill("sommer")
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_label("Betrag für RE-2021-000001")).to_have_value("100,00")
    page.get_by_role("button", name="RE-2021-000001 zuordnen").click()
    expect(page.get_by_text("Alles ist zugeordnet.")).to_be_visible()
    page.goto(office.path("invoices/"))
    page.get_by_label("Suchen").press_sequentially("re 2021 1")
    expect(page).to_have_url(re.compile(r"q=re"))
    expect(page.locator("#list")).to_contain_text("254,92 € offen")


def pages_of(office: Office) -> list[str]:  # noqa: F811
    """Every page of billing, with something on it."""
    from laufzeit.payments.banking.actions import import_statement
    from laufzeit.payments.booking.actions import dispute
    from laufzeit.payments.models import BankEntry

    for through, today in (("2020-12-31", date(2021, 1, 4)), ("2021-01-31", date(2021, 2, 2))):
        billed(office, date.fromisoformat(through), today)
    first, second = documents(office).values()
    odd = camt(booking(10_000, "Danke für alles", reference="B1", booked=TODAY, name="Anna Sommer"))
    with office.acting():
        import_statement(office.vendor.id, odd, today=TODAY, now=at(TODAY), by=None, name="auszug.xml")
        dispute(second, reason="Nur drei Benutzer", today=TODAY, by=None)
        entry = BankEntry.objects.get().id
    [run, *_more] = runs(office)
    return [
        "overview/", "billing/", "billing/?through=2021-02-28", "billing/?through=2030-01-01", f"billing/{run.id}/",
        "invoices/", "invoices/?q=zzz", f"invoices/{first}/", f"invoices/{second}/", f"invoices/{first}/cancel/",
        "payments/", f"payments/{entry}/?q=sommer", "debits/", "debits/?through=2021-02-20", "reminders/", "mandates/",
        f"customers/{office.site.organisation.id}/", f"contracts/{office.site.contract}/", "",
    ]  # fmt: skip


def grave(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("language", "width", "dark"), [("de", 1280, False), ("en", 390, True)])
def test_every_page_of_billing_is_accessible_and_fits(
    office: Office,  # noqa: F811
    open_page: Open,  # noqa: F811
    language: str,
    width: int,
    dark: bool,
) -> None:
    page = open_page("manager", language, width=width, dark=dark)
    for path in pages_of(office):
        answer = page.goto(office.path(path))
        assert answer is not None and answer.status in (200, 422), (path, answer and answer.status)
        expect(page.locator("html")).to_have_attribute("lang", language)
        for more in page.locator("details.more").all():
            more.evaluate("one => one.open = true")
        assert grave(page) == [], path
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{path} is {beyond} pixels too wide"
