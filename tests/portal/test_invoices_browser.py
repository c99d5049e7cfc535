"""A mandate and the invoices after it in Chromium, in both languages, wide and on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.portal.conftest import TODAY, Site, at
from tests.portal.test_story_browser import (  # noqa: F401 - fixtures
    Open,
    check_accessibility,
    open_page,
    sign_in,
    site,
    speak,
)

pytestmark = pytest.mark.browser

WORDS: dict[str, dict[str, Any]] = {
    "de": {
        "holder": "Kontoinhaber(in)", "save": "Speichern", "give": "Mandat erteilen",
        "agree": "Ich erteile dieses Mandat.",
        "submit": "MANDAT ERTEILEN", "given": "Das Mandat ist erteilt.", "invoices": "Rechnungen",
        "open": "Offener Betrag",
        "net": "Netto", "sms": "25 × 0,10 €", "pdf": "PDF herunterladen", "next": "Was als Nächstes kommt",
    },
    "en": {
        "holder": "Account holder", "save": "Save", "give": "Give a mandate", "agree": "I give this mandate.",
        "submit": "GIVE MANDATE", "given": "The mandate is given.", "invoices": "Invoices", "open": "Open amount",
        "net": "Net", "sms": "25 × €0.10", "pdf": "Download PDF", "next": "What comes next",
    },
}  # fmt: skip


@pytest.mark.parametrize(("language", "width"), [("de", 1280), ("en", 390)])
def test_a_mandate_and_the_invoices_after_it(
    site: Site,  # noqa: F811
    open_page: Open,  # noqa: F811
    language: str,
    width: int,
    tmp_path: Path,
) -> None:
    speak(site, language)
    with site.acting():
        site.organisation.language = language
        site.organisation.save(update_fields=["language"])
    words, page = WORDS[language], open_page(language, width=width)
    sign_in(page, site, language)
    page.goto(site.path("data/bank/"))
    page.get_by_label(words["holder"]).fill("Praxis Dr. Sommer")
    page.get_by_label("IBAN").fill("DE02 1203 0000 0000 2020 51")
    page.get_by_role("button", name=words["save"]).click()
    page.get_by_role("link", name=words["give"]).click()
    check_accessibility(page, "mandate")
    page.get_by_label(words["agree"]).check()
    page.get_by_role("button", name=words["submit"]).click()
    expect(page.get_by_role("status")).to_contain_text(words["given"])
    check_accessibility(page, "bank")

    bill(site)
    page.goto(site.path("invoices/"))
    expect(page.get_by_role("heading", name=words["invoices"], level=1)).to_be_visible()
    expect(page.get_by_text(words["open"])).to_be_visible()
    expect(page.get_by_text(words["next"])).to_be_visible()
    check_accessibility(page, "invoices")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="RE-2021-000001", exact=True).click()
    expect(page.get_by_text(words["sms"])).to_be_visible()
    check_accessibility(page, "invoice")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with page.expect_download() as download:
        page.get_by_role("link", name=words["pdf"]).click()
    file = tmp_path / "invoice.pdf"
    download.value.save_as(file)
    assert re.fullmatch(r"RE-2021-000001\.pdf", download.value.suggested_filename)
    assert file.read_bytes().startswith(b"%PDF-1.")


def bill(site: Site) -> None:  # noqa: F811
    """25 text messages in January, and the run after it."""
    from laufzeit.invoices.running import actions
    from laufzeit.usage.actions import record_usage
    from laufzeit.usage.line import Line

    day = TODAY.replace(month=1)
    line = Line(1, str(site.contract), "sms", 25_000_000, day, None, "", "january")
    assert record_usage(site.vendor.id, [line], TODAY, at(TODAY)).accepted == 1
    actions.run(site.vendor.id, TODAY, TODAY, at(TODAY))
