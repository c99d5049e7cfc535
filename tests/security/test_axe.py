"""No serious finding of axe on any page of portal, office and account, as it stands when its link is followed."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.security.pages import Page, all_pages
from tests.security.test_access import rows
from tests.security.test_every_page import PAGES, who_sees
from tests.security.world import House, build_world

GRAVE = ("serious", "critical")
NO_PAGES = frozenset(
    [
        "portal:brand",
        "portal:favicon",
        "portal:take_data",
        "portal:agreed_pdf",
        "office:agreed_pdf",
        "portal:invoice_pdf",
        "portal:invoice_xml",
        "portal:invoices_of_year",
        "portal:cancellation_text",
        "office:catalogue_source",
        "office:invoice_pdf",
        "office:campaign_export",
        "office:campaign_toml",
        "office:campaign_paper_file",
        "office:invoice_xml",
        "office:debit_file",
        "mfa_download_recovery_codes",
        "account_logout",
        "portal:letter_html",
        "office:mail_html",
    ]
)
"""Files to fetch, the way out, and letters in frames that run no script, so not axe's either."""


@pytest.fixture
def house(transactional_db: None) -> House:
    return build_world().red


@pytest.mark.browser
def test_no_page_has_a_serious_finding(house: House, live_server: Any, browser: Browser) -> None:
    assert len(PAGES) < len(all_pages())
    axe, found, seen = Axe(), {}, 0
    for role in ("anonymous", "main", "manager"):
        context = browser.new_context(locale="de-DE")
        if role != "anonymous":
            session = house.enter(role).cookies["session"].value
            context.add_cookies([{"name": "session", "value": session, "url": f"{live_server.url}/red/"}])
        page = context.new_page()
        for one in (one for one in PAGES if one.view not in NO_PAGES and _reader(one) == role):
            page.goto(live_server.url + one.url(house))
            seen += 1
            report = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
            if grave := [_said(fault) for fault in report if fault["impact"] in GRAVE]:
                found[f"{one} for {role}"] = grave
        context.close()
    assert found == {}
    assert seen > 80


def _said(fault: dict[str, Any]) -> str:
    return f"{fault['id']}: {[node['html'][:160] for node in fault['nodes'][:3]]}"


def _reader(page: Page) -> str:
    """For whom a page is; who is signed in is led on from those about coming in."""
    public = page.name.startswith(("account_", "mfa_", "portal:")) and page.view in PUBLIC
    return "anonymous" if public else who_sees(page)


PUBLIC = frozenset(name for name, cells in rows().items() if cells["anonymous"] == "ok")
