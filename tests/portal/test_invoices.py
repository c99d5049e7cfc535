"""Rechnungen: the list, a document, its files, and what comes next."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from tests.portal.conftest import Site, at
from tests.portal.reading import words_of


@pytest.fixture
def billed(gapteq: Site) -> Site:
    """GAPTEQ's customer after a run of 28 October 2022: two terms were invoiced."""
    from laufzeit.invoices.running import actions

    today = date(2022, 10, 28)
    actions.run(gapteq.vendor.id, today, today, at(today))
    return gapteq


def numbers(site: Site) -> dict[str, str]:
    from laufzeit.invoices.store import rows_of

    with site.acting():
        return {row.number: str(row.id) for row in rows_of(site.organisation.id)}


def test_the_list_says_what_is_open_and_what_comes_next(billed: Site) -> None:
    words = words_of(billed.enter().get(billed.path("invoices/")))
    assert "Offener Betrag 1.785,00 €" in words
    assert re.search(r"25\.01\.2023\s*in 89 Tagen\s*900,00 €\s*Server München", words)
    assert re.search(r"RE-2022-000001\s*Rechnung\s*28\.10\.2022\s*11\.11\.2022", words)
    assert "offen" in words


def test_without_documents_the_page_says_so(gapteq: Site) -> None:
    words = words_of(gapteq.enter(language="en").get(gapteq.path("invoices/")))
    assert "No invoices yet." in words and "Everything is paid." in words


def test_a_document_is_shown_line_by_line(billed: Site) -> None:
    found = numbers(billed)
    words = words_of(billed.enter().get(billed.path(f"invoices/{found['RE-2022-000001']}/")))
    assert "Rechnung RE-2022-000001" in words
    assert "Umsatzsteuer 19 % auf" in words
    assert "Lizenz" in words and "× 60,00 €" in words


def test_the_files_are_the_kept_ones_each_time(billed: Site) -> None:
    client, document = billed.enter(), numbers(billed)["RE-2022-000001"]
    for kind, beginning in (("pdf", b"%PDF-1."), ("xml", b"<?xml")):
        first = client.get(billed.path(f"invoices/{document}/{kind}/"))
        assert first.status_code == 200 and first.content.startswith(beginning)
        assert "RE-2022-000001" in first["Content-Disposition"]
        assert client.get(billed.path(f"invoices/{document}/{kind}/")).content == first.content


def test_a_year_is_one_folder(billed: Site) -> None:
    client = billed.enter()
    archive = ZipFile(BytesIO(client.get(billed.path("invoices/2022.zip")).content))
    assert archive.testzip() is None
    assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == 2
    assert "register.csv" in archive.namelist()
    assert client.get(billed.path("invoices/2021.zip")).status_code == 404


def test_nobody_sees_another_customers_documents(billed: Site, red: Site) -> None:
    document = numbers(billed)["RE-2022-000001"]
    stranger = red.enter()
    for path in ("", "pdf/", "xml/"):
        assert stranger.get(red.path(f"invoices/{document}/{path}")).status_code == 404
