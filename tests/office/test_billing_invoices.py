"""Documents in the office: found, narrowed and paged; one with all that happened to it; cancelled, disputed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.office.bills import GAPTEQ_DAY, billed, counts, documents, open_amount
from tests.office.conftest import Office, words
from tests.office.test_lists import questions
from tests.portal.conftest import at, conclude

from laufzeit.invoices.document import DocumentKind
from laufzeit.office.billing import finding
from laufzeit.office.billing.finding import DocumentFilter, DocumentState, documents_found


@pytest.fixture
def gap(gapteq: Office) -> Office:
    """RE-2022-000001 and -000002 over 892,50 € each, due on 11 November 2022."""
    billed(gapteq, GAPTEQ_DAY)
    return gapteq


def listed(office: Office, language: str = "en", **filters: str) -> str:
    return words(office.enter("auditor", language).get(office.path("invoices/"), filters))


def pay(office: Office, document: UUID, amount: int, day: date = GAPTEQ_DAY) -> None:
    from laufzeit.payments.booking.actions import record_payment

    with office.acting():
        record_payment(document, amount, paid_on=day, note="in cash", by=None, now=at(day))


def test_the_list_says_who_what_when_and_how_it_stands(gap: Office) -> None:
    first = documents(gap)["RE-2022-000001"]
    pay(gap, first, 10_000)
    said = listed(gap, "de")
    assert "RE-2022-000001 Rechnung Praxis Dr. Sommer 28.10.2022 11.11.2022" in said
    assert "teilweise bezahlt" in said and "offen" in said
    assert "714,00 € 614,00 € offen teilweise bezahlt" in said


@pytest.mark.parametrize(
    "typed", ["RE-2022-000002", "re 2022 2", "RE2022/000002", "Rechnung RE-2022-2 vom Oktober", " re-2022-000002 "]
)
def test_a_number_is_found_however_it_is_written(gap: Office, typed: str) -> None:
    said = listed(gap, q=typed)
    assert "RE-2022-000002" in said and "RE-2022-000001" not in said


def test_customers_are_found_by_the_beginnings_of_words(gap: Office) -> None:
    assert "RE-2022-000001" in listed(gap, q="sommer prax")
    assert "No document is found." in listed(gap, q="winter")
    assert "No document is found." in listed(gap, q="sommer \u0001")
    assert "No document is found." in listed(gap, q="'; DROP TABLE invoices_document --")


def test_states_and_kinds_narrow(gap: Office) -> None:
    from laufzeit.payments.booking.actions import dispute

    found = documents(gap)
    first, second = found["RE-2022-000001"], found["RE-2022-000002"]

    def numbers(state: str = "", kind: str = "") -> set[str]:
        said = listed(gap, state=state, kind=kind)
        return {number for number in found if number in said}

    assert numbers("open") == {"RE-2022-000001", "RE-2022-000002"} and numbers("settled") == set()
    pay(gap, first, open_amount(gap, first))
    assert numbers("open") == {"RE-2022-000002"} and numbers("settled") == {"RE-2022-000001"}
    with gap.acting():
        dispute(second, reason="zu viel", today=GAPTEQ_DAY, by=None)
    assert numbers("disputed") == {"RE-2022-000002"} and numbers("overdue") == set()
    assert numbers(kind="correction") == set() and numbers(kind="invoice") == set(found)
    assert numbers("nonsense") == set(found)


def test_overdue_is_what_is_late_and_neither_disputed_nor_with_the_bank(gap: Office) -> None:
    from laufzeit.payments.booking.actions import dispute

    ids = documents(gap)
    late = date(2022, 11, 12)
    with gap.acting():
        wanted = DocumentFilter(state=DocumentState.OVERDUE)
        assert documents_found(wanted, late - timedelta(days=1)).page.rows == []
        assert set(documents_found(wanted, late).page.rows) == set(ids.values())
        dispute(ids["RE-2022-000001"], reason="x", today=late, by=None)
        assert documents_found(wanted, late).page.rows == [ids["RE-2022-000002"]]


def test_months_and_runs_narrow(gap: Office) -> None:
    conclude(gap.site, "prepaid", date(2022, 10, 1), seats=2, label="Server Ulm")
    later = billed(gap, date(2022, 11, 5))
    october, november = listed(gap, month="2022-10"), listed(gap, "de", month="2022-11")
    assert "RE-2022-000001" in october and "RE-2022-000003" not in october
    assert "RE-2022-000003" in november and "RE-2022-000001" not in november and "November 2022" in november
    of_run = listed(gap, run=str(later.id))
    assert "RE-2022-000003" in of_run and "RE-2022-000001" not in of_run
    assert "RE-2022-000001" in listed(gap, month="1999-01")
    assert "No document is found." in listed(gap, run="01900000-0000-7000-8000-000000000000")


@pytest.fixture
def many(gapteq: Office) -> Office:
    """Sixty invoices, issued on two days."""
    for number in range(58):
        conclude(gapteq.site, "prepaid", date(2022, 1, 1) + timedelta(days=number), label=f"Server {number:03}")
    billed(gapteq, date(2022, 2, 10))
    billed(gapteq, GAPTEQ_DAY)
    return gapteq


def test_pages_follow_each_other_in_both_directions_with_and_without_filters(many: Office) -> None:
    from laufzeit.invoices.models import Document

    with many.acting():
        expected = list(Document.objects.order_by("-issued_on", "-id").values_list("id", flat=True))
        assert len(expected) == 60
        for wanted in (DocumentFilter(), DocumentFilter(state=DocumentState.OPEN), DocumentFilter(search="sommer")):
            pages, found = [], documents_found(wanted, GAPTEQ_DAY)
            while True:
                pages.append(found.page)
                if not found.page.after:
                    break
                found = documents_found(wanted, GAPTEQ_DAY, found.page.after)
            assert [one for page in pages for one in page.rows] == expected
            assert [len(page.rows) for page in pages] == [25, 25, 10] and found.looked_until is None
            back = documents_found(wanted, GAPTEQ_DAY, pages[2].before).page
            assert back.rows == pages[1].rows
            first = documents_found(wanted, GAPTEQ_DAY, back.before).page
            assert first.rows == pages[0].rows and first.before == ""


def test_of_very_many_a_page_looks_at_some_and_goes_on_from_there(
    many: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the three oldest are open; a page looks at twenty documents."""
    from laufzeit.invoices.models import Document

    with many.acting():
        ordered = list(Document.objects.order_by("-issued_on", "-id").values_list("id", flat=True))
    for document in ordered[:-3]:
        pay(many, document, open_amount(many, document))
    monkeypatch.setattr(finding, "WINDOW", 20)
    client, found = many.enter("auditor", "en"), []
    address = f"{many.path('invoices/')}?state=open"
    for _page in range(4):
        answer = client.get(address)
        said = words(answer)
        found.append(said.count("RE-2022"))
        if "Next page" not in said:
            break
        assert "there are older documents." in said
        address = f"{many.path('invoices/')}{_link(answer, 'next')}"
    assert found == [0, 0, 3]
    with many.acting():
        wanted = DocumentFilter(state=DocumentState.SETTLED)
        pages, page = [], documents_found(wanted, GAPTEQ_DAY).page
        while page.rows or page.after:
            pages += page.rows
            if not page.after:
                break
            page = documents_found(wanted, GAPTEQ_DAY, page.after).page
        assert pages == ordered[:-3]


def _link(answer: Any, rel: str) -> str:
    import html
    import re

    found = re.search(rf'rel="{rel}" href="([^"]+)"', answer.content.decode())
    assert found is not None
    return html.unescape(found[1])


@pytest.mark.parametrize("mark", ["nonsense", "WyJhIl0", "WyJhIiwiMjAyMS0wMi0zMCIsIngiXQ", "%00", "é"])
def test_a_mark_that_cannot_be_read_is_the_first_page(gap: Office, mark: str) -> None:
    assert "RE-2022-000001" in listed(gap, page=mark)


def test_a_document_with_its_lines_and_what_happened(gap: Office) -> None:
    document = documents(gap)["RE-2022-000001"]
    pay(gap, document, 10_000)
    client = gap.enter("clerk", "de")
    said = words(client.get(gap.path(f"invoices/{document}/")))
    assert "Rechnung RE-2022-000001" in said and "Praxis Dr. Sommer" in said
    assert "Umsatzsteuer 19 % auf" in said and "× 60,00 €" in said
    assert "Zahlung · -100,00 €" in said and "Ausgestellt" in said and "in einem Abrechnungslauf" in said
    for kind, beginning in (("pdf", b"%PDF-1."), ("xml", b"<?xml")):
        file = client.get(gap.path(f"invoices/{document}/{kind}/"))
        assert file.status_code == 200 and file.content.startswith(beginning)
    assert "Dateien erstellt und abgelegt" in words(client.get(gap.path(f"invoices/{document}/")))


def test_a_document_is_cancelled_once_after_what_follows_was_shown(gap: Office) -> None:
    document = documents(gap)["RE-2022-000001"]
    client, address = gap.enter("manager", "de"), gap.path(f"invoices/{document}/cancel/")
    before = counts(gap)
    shown = words(client.get(address))
    assert "RE-2022-000001 stornieren" in shown and "der nächste Lauf rechnet neu ab" in shown
    assert counts(gap) == before
    answer = client.post(address)
    assert answer["Location"] == gap.path(f"invoices/{document}/")
    page = words(client.get(answer["Location"]))
    assert "RE-2022-000001 ist durch RK-2022-000001 storniert." in page
    assert "Storniert durch RK-2022-000001" in page and "Verrechnet" in page and "ausgeglichen" in page
    assert open_amount(gap, document) == 0
    again = client.post(address)
    assert again.status_code == 409 and "RE-2022-000001 ist schon storniert, mit RK-2022-000001." in words(again)
    reversal = documents(gap)["RK-2022-000001"]
    refused = client.get(gap.path(f"invoices/{reversal}/cancel/"))
    assert refused.status_code == 409 and "ist selbst eine Stornorechnung" in words(refused)
    assert "Stornieren" not in words(client.get(gap.path(f"invoices/{reversal}/")))
    assert list(documents(gap)) == ["RE-2022-000001", "RE-2022-000002", "RK-2022-000001"]
    assert "RK-2022-000001" in listed(gap, kind="cancellation")


def test_what_was_paid_becomes_a_credit_and_that_is_said_before(gap: Office) -> None:
    document = documents(gap)["RE-2022-000001"]
    amount = open_amount(gap, document)
    pay(gap, document, amount)
    client, address = gap.enter("manager", "en"), gap.path(f"invoices/{document}/cancel/")
    assert "have been paid: they become a credit of the customer" in words(client.get(address))
    client.post(address)
    assert open_amount(gap, documents(gap)["RK-2022-000001"]) == -amount
    assert "RK-2022-000001" in listed(gap, state="credit")


def test_clerks_do_not_cancel_and_auditors_do_nothing(gap: Office) -> None:
    document = documents(gap)["RE-2022-000001"]
    before = counts(gap)
    for role in ("auditor", "clerk"):
        assert gap.enter(role).post(gap.path(f"invoices/{document}/cancel/")).status_code == 403
        assert "Cancel invoice" not in words(gap.enter(role).get(gap.path(f"invoices/{document}/")))
    said = gap.enter("auditor").post(gap.path(f"invoices/{document}/dispute/"), {"reason": "x"})
    assert said.status_code == 403 and counts(gap) == before
    assert "Mark as disputed" not in words(gap.enter("auditor").get(gap.path(f"invoices/{document}/")))


def test_a_dispute_begins_with_a_reason_and_ends_with_how_it_was_settled(gap: Office) -> None:
    document = documents(gap)["RE-2022-000001"]
    client, address = gap.enter("clerk", "de"), gap.path(f"invoices/{document}/")
    empty = client.post(f"{address}dispute/", {"reason": "  "})
    assert empty.status_code == 422 and 'aria-invalid="true"' in empty.content.decode()
    client.post(f"{address}dispute/", {"reason": "Nur acht Benutzer"})
    page = words(client.get(address))
    assert "RE-2022-000001 ist als beanstandet vermerkt." in page and "Nur acht Benutzer · durch Karl Kern" in page
    twice = client.post(f"{address}dispute/", {"reason": "Noch einmal"})
    assert twice.status_code == 409 and "RE-2022-000001 ist schon als beanstandet vermerkt." in words(twice)
    client.post(f"{address}dispute/end/", {"ending": "Es waren zehn"})
    assert "Beanstandung geklärt" in words(client.get(address))
    over = client.post(f"{address}dispute/end/", {"ending": "x"})
    assert over.status_code == 409 and "RE-2022-000001 ist nicht beanstandet." in words(over)


def test_customer_and_contract_show_their_documents_and_what_comes_next(gap: Office) -> None:
    client = gap.enter("auditor", "de")
    customer = words(client.get(gap.path(f"customers/{gap.site.organisation.id}/")))
    assert "Offener Betrag: 1.785,00 €" in customer and "RE-2022-000002" in customer
    contract = words(client.get(gap.of_contract()))
    assert "RE-2022-000001" in contract or "RE-2022-000002" in contract
    assert "Nächste Rechnungen 16.03.2023 in 139 Tagen 600,00 €" in contract
    other = gap.path(f"contracts/{gap.site.contracts[1]}/")
    assert "25.01.2023 in 89 Tagen 900,00 €" in words(client.get(other))


def test_documents_that_nobody_has_are_not_found(gap: Office) -> None:
    nobody = "01900000-0000-7000-8000-000000000000"
    client = gap.enter("manager")
    for path in (f"invoices/{nobody}/", f"invoices/{nobody}/pdf/", f"invoices/{nobody}/cancel/", f"billing/{nobody}/"):
        assert client.get(gap.path(path)).status_code == 404
    assert client.post(gap.path(f"invoices/{nobody}/dispute/"), {"reason": "x"}).status_code == 404


def test_the_list_asks_as_much_for_many_as_for_few(gapteq: Office) -> None:
    client = gapteq.enter("manager")
    billed(gapteq, GAPTEQ_DAY)
    pages = ["invoices/", "invoices/?state=open", "invoices/?q=sommer", "billing/"]
    before = {page: questions(client, gapteq.path(page)) for page in pages}
    for number in range(30):
        conclude(gapteq.site, "prepaid", date(2022, 2, 1) + timedelta(days=number), label=f"Server {number}")
    billed(gapteq, GAPTEQ_DAY)
    after = {page: questions(client, gapteq.path(page)) for page in pages}
    assert all(after[page] <= before[page] + 1 for page in pages), (before, after)
    assert max(after.values()) <= 18, after


def test_kinds_are_those_of_documents() -> None:
    from laufzeit.office.billing.forms import KINDS

    assert {key for key, _word in KINDS} - {""} == {kind.value for kind in DocumentKind}
