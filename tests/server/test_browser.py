"""Pages of the server itself in a real browser: styled, in the reader's language, within the strict policy."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings


@pytest.fixture
def complaints(page):
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_the_demos_first_page_leads_to_its_vendors(page, live_server, vendor, complaints, monkeypatch):
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, demo=True))
    page.goto(live_server.url)
    assert page.get_by_role("link", name=vendor.name).get_attribute("href") == "/red/"
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("main").evaluate("main => getComputedStyle(main).maxWidth") != "none"
    assert complaints == []


def test_what_is_not_there_is_said_in_the_readers_language(browser, live_server, vendor):
    page = browser.new_context(locale="en-GB").new_page()
    answer = page.goto(f"{live_server.url}/nobody/")
    assert answer.status == 404
    assert page.get_by_role("heading").inner_text() == "There is nothing at this address."
