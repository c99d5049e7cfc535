"""Money in the office: files of the bank, entries assigned by hand, direct debits, reminders, mandates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.office.bills import billed, counts, documents, open_amount
from tests.office.conftest import Office, words
from tests.payments.bank import CUSTOMER_IBAN, Booking, Tx, booking, camt
from tests.payments.debits import schema_faults
from tests.portal.conftest import TODAY, at

from laufzeit.payments.pain008 import Version

BOOKED = date(2021, 2, 9)
JANUARY = "RE-2021-000002"
"""Issued on 2 February 2021, due on the 16th."""
DECEMBER = "RE-2021-000001"
"""Issued on 4 January 2021, due on the 18th, so overdue."""


@pytest.fixture
def desk(red: Office) -> Office:
    """Praxis Dr. Sommer with its invoices of three months."""
    for through, today in (("2020-11-30", "2020-12-01"), ("2020-12-31", "2021-01-04"), ("2021-01-31", "2021-02-02")):
        billed(red, date.fromisoformat(through), date.fromisoformat(today))
    return red


def read_in(office: Office, content: bytes, *, role: str = "clerk", language: str = "de", name: str = "c.xml") -> Any:
    client = office.enter(role, language)
    sent = {"file": SimpleUploadedFile(name, content, "application/xml")}
    answer = client.post(office.path("payments/import/"), sent)
    return client.get(answer["Location"]) if answer.status_code == 302 else answer


def amount_of(office: Office, number: str) -> int:
    return open_amount(office, documents(office)[number])


def entries(office: Office) -> list[Any]:
    from laufzeit.payments.banking.store import unmatched

    with office.acting():
        return unmatched()


def test_a_file_of_the_bank_books_what_is_sure_and_leaves_the_rest(desk: Office) -> None:
    minor = amount_of(desk, JANUARY)
    sure = booking(minor, f"Rechnung {JANUARY}", reference="A1", booked=BOOKED)
    unsure = booking(1234, "Danke", reference="A2", booked=BOOKED, name="Wer auch immer", iban="DE75512108001245126199")
    said = words(read_in(desk, camt(sure, unsure, booking(-5000, "Miete")), name="auszug.xml"))
    assert "1 Zahlung über 90,44 € ist gebucht. 1 Buchung wartet auf Sie." in said
    assert "Wer auch immer" in said and "Weder Nummer noch Konto führen zu einem Kunden." in said
    assert "auszug.xml" in said and "Karl Kern" in said and "1 gebucht" in said
    assert amount_of(desk, JANUARY) == 0
    again = read_in(desk, camt(sure, unsure, booking(-5000, "Miete")))
    assert again.status_code == 409 and "ist schon eingelesen" in words(again)
    assert "1 Zahlung ist nicht zugeordnet" in words(desk.enter("auditor", "de").get(desk.path()))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (camt(booking(100, "x"))[:-200], "abgeschnitten"),
        (camt(booking(100, "x"), iban="DE02500105170137075030"), "von einem anderen Konto"),
        (camt(booking(100, "x"), closing=7), "geht nicht auf"),
        (b"PK\x03\x04 a zip", "kein XML"),
        (b"<html><body>login</body></html>", "kein Kontoauszug"),
        (b"   ", "Die Datei ist leer."),
    ],
)
def test_a_file_with_faults_changes_nothing_and_all_are_said(desk: Office, content: bytes, said: str) -> None:
    before = counts(desk)
    answer = read_in(desk, content, name="<b>.xml")
    assert answer.status_code == 409
    assert said in words(answer) and "nichts wurde geändert" in words(answer)
    assert "<b>.xml" not in answer.content.decode()
    assert counts(desk) == before


def test_no_file_an_empty_one_and_one_that_is_too_large(desk: Office) -> None:
    client, address = desk.enter("clerk", "de"), desk.path("payments/import/")
    before = counts(desk)
    none = client.post(address, {})
    assert none.status_code == 422 and "Bitte wählen Sie eine Datei" in words(none)
    assert read_in(desk, b"").status_code == 422
    large = read_in(desk, b"<" + b" " * 4_000_001)
    assert large.status_code == 422 and "größer als 4 MB" in words(large)
    assert client.post(address, {"file": SimpleUploadedFile("x", b" " * 4_300_000)}).status_code == 413
    assert counts(desk) == before


def test_auditors_read_and_clerks_read_in(desk: Office) -> None:
    assert desk.enter("auditor").post(desk.path("payments/import/"), {}).status_code == 403
    assert "Read in a file" not in words(desk.enter("auditor", "en").get(desk.path("payments/")))
    assert "Read in a file" in words(desk.enter("clerk", "en").get(desk.path("payments/")))


@pytest.fixture
def unsure(desk: Office) -> Office:
    """A payment of 100 € without any number waits."""
    read_in(desk, camt(booking(10_000, "Danke", reference="B1", booked=BOOKED, name="Sommer", iban=CUSTOMER_IBAN)))
    return desk


def waiting(office: Office) -> tuple[Any, str]:
    [one] = entries(office)
    return one, office.path(f"payments/{one.id}/")


def test_a_payment_is_assigned_by_hand_in_parts_and_the_rest_waits(unsure: Office) -> None:
    one, address = waiting(unsure)
    client = unsure.enter("clerk", "de")
    assert "Von selbst wurde nichts gefunden" in words(client.get(address))
    found = client.get(address, {"q": "sommer"})
    assert JANUARY in words(found) and 'value="90,44"' in found.content.decode()
    ids = documents(unsure)
    client.post(f"{address}assign/?q=sommer", {"document": ids[JANUARY], "amount": "90,44"})
    shown = words(client.get(address))
    assert (
        "Die Zahlung ist zugeordnet." in shown
        and "Davon übrig 9,56 €" in shown
        and "Davon ist noch etwas übrig" in shown
    )
    assert amount_of(unsure, JANUARY) == 0
    done = client.post(f"{address}assign/", {"document": ids[DECEMBER], "amount": "9.56"})
    assert done["Location"] == unsure.path("payments/")
    assert "Alles ist zugeordnet." in words(client.get(done["Location"]))
    assert one.id not in [row.id for row in entries(unsure)]
    page = words(client.get(unsure.path(f"invoices/{ids[DECEMBER]}/")))
    assert "Zahlung · -9,56 €" in page and "durch Karl Kern" in page


@pytest.mark.parametrize(
    ("amount", "status", "said"),
    [
        ("", 422, "zwingend erforderlich"),
        ("-5", 422, "eine Zahl wie"),
        ("1.234,56", 422, "eine Zahl wie"),
        ("0", 422, "über null"),
        ("90,45", 409, "sind nur 90,44 € offen, nicht 90,45 €"),
        ("9" * 30, 422, "eine Zahl wie"),
    ],
)
def test_amounts_that_cannot_be_are_said_and_book_nothing(unsure: Office, amount: str, status: int, said: str) -> None:
    _one, address = waiting(unsure)
    before = counts(unsure)
    sent = {"document": documents(unsure)[JANUARY], "amount": amount}
    answer = unsure.enter("clerk", "de").post(f"{address}assign/?q={JANUARY}", sent)
    assert answer.status_code == status, words(answer)
    if amount:
        assert said in words(answer)
    assert counts(unsure) == before


def test_documents_that_do_not_exist_or_are_no_ids(unsure: Office) -> None:
    _one, address = waiting(unsure)
    client, before = unsure.enter("clerk", "de"), counts(unsure)
    nobody = "01900000-0000-7000-8000-000000000000"
    unknown = client.post(f"{address}assign/", {"document": nobody, "amount": "1"})
    assert unknown.status_code == 409 and "Dieses Dokument gibt es nicht." in words(unknown)
    assert client.post(f"{address}assign/", {"document": "x", "amount": "1"}).status_code == 422
    assert client.get(unsure.path(f"payments/{nobody}/")).status_code == 404
    assert client.post(unsure.path(f"payments/{nobody}/assign/"), {}).status_code == 404
    assert counts(unsure) == before


def test_what_is_no_customers_is_set_aside_and_taken_back(unsure: Office) -> None:
    one, address = waiting(unsure)
    client = unsure.enter("clerk", "de")
    assert client.post(f"{address}set-aside/", {"note": ""}).status_code == 422
    client.post(f"{address}set-aside/", {"note": "Einlage"})
    assert entries(unsure) == []
    shown = words(client.get(address))
    assert "beiseitegelegt" in shown and "Einlage" in shown
    twice = client.post(f"{address}set-aside/", {"note": "x"})
    assert twice.status_code == 409 and "schon erledigt" in words(twice)
    client.post(f"{address}take-back/", {"note": "doch ein Kunde"})
    assert [row.id for row in entries(unsure)] == [one.id]


def test_what_was_booked_on_the_wrong_document_is_taken_back(desk: Office) -> None:
    minor = amount_of(desk, JANUARY)
    read_in(desk, camt(booking(minor, JANUARY, reference="C1", booked=BOOKED)))
    document = documents(desk)[JANUARY]
    client = desk.enter("clerk", "en")
    page = client.get(desk.path(f"invoices/{document}/")).content.decode()
    [entry] = re.findall(r'href="([^"]+/payments/[0-9a-f-]{36}/)"', page)
    client.post(f"{entry}take-back/", {"note": "another customer"})
    assert amount_of(desk, JANUARY) == minor
    assert "Booking taken back" in words(client.get(desk.path(f"invoices/{document}/")))


def test_auditors_see_entries_and_decide_nothing(unsure: Office) -> None:
    _one, address = waiting(unsure)
    client = unsure.enter("auditor", "en")
    shown = words(client.get(address, {"q": "sommer"}))
    assert JANUARY in shown and "Set aside" not in shown and "Assign" not in shown
    for below in ("assign/", "set-aside/", "take-back/", f"returned/{documents(unsure)[JANUARY]}/"):
        assert client.post(f"{address}{below}", {}).status_code == 403


# Direct debits


@pytest.fixture
def mandated(red: Office) -> Office:
    """The customer pays by direct debit; its last invoice announced it."""
    from laufzeit.customers import actions as customers
    from laufzeit.customers.details import BankDetails
    from laufzeit.customers.iban import Account
    from laufzeit.payments.actions import Evidence, give_mandate
    from laufzeit.payments.mandate import Scheme

    with red.acting():
        organisation, main = red.site.organisation.id, red.site.people[0].id
        details = BankDetails("Anna Sommer", Account(CUSTOMER_IBAN, "", ""))
        customers.set_bank_account(organisation, details, by=main, now=at(TODAY))
        give_mandate(organisation, Scheme.CORE, Evidence("portal", date(2021, 1, 5)), by=main, now=at(TODAY))
    billed(red, date(2021, 1, 31), date(2021, 2, 2))
    return red


def test_a_file_of_debits_is_made_as_it_was_shown(mandated: Office) -> None:
    client, address = mandated.enter("manager", "de"), mandated.path("debits/")
    before = counts(mandated)
    shown = client.get(address, {"through": "2021-02-20"})
    said = words(shown)
    assert "1 Lastschrift" in said and "Datei erstellen" in said and "Eingezogen wird am 16.02.2021." in said
    assert counts(mandated) == before, "what was shown was taken back"
    from tests.portal.reading import sent_by

    sent = sent_by(shown.content.decode(), "collect/")
    answer = client.post(f"{address}collect/", sent)
    page = client.get(answer["Location"])
    assert "1 Lastschrift über" in words(page) and "Bitte reichen Sie die Datei bei Ihrer Bank ein." in words(page)
    assert "LZ-20210210-1" in words(page) and "Rita Roth" in words(page)
    [link] = re.findall(r'href="([^"]+/debits/[0-9a-f-]{36}/)"', page.content.decode())
    file = mandated.enter("auditor").get(link)
    assert file.status_code == 200 and file["Content-Disposition"] == 'attachment; filename="LZ-20210210-1.xml"'
    assert schema_faults(file.content, Version.V08) == []
    twice = client.post(f"{address}collect/", sent)
    assert twice.status_code == 409 and "Seit der Anzeige hat sich etwas geändert" in words(twice)
    assert "Nichts: Was eingezogen werden kann, liegt bei der Bank." in words(twice)
    assert counts(mandated)["DirectDebit"] == 1


def test_days_and_vendors_with_which_nothing_is_collected(mandated: Office) -> None:
    client, address = mandated.enter("manager", "de"), mandated.path("debits/")
    far = client.get(address, {"through": "2021-03-20"})
    assert far.status_code == 422 and "höchstens bis zum 24.02.2021" in words(far)
    for day in ("", "nonsense", "2021-02-30"):
        assert client.get(address, {"through": day}).status_code == 422
    before = counts(mandated)
    assert client.post(f"{address}collect/", {"through": "2021-03-20", "seen": "x"}).status_code == 422
    assert client.post(f"{address}collect/", {"through": "2021-02-20"}).status_code == 409
    assert counts(mandated) == before
    nobody = "01900000-0000-7000-8000-000000000000"
    assert client.get(f"{address}{nobody}/").status_code == 404


def test_a_vendor_without_creditor_identifier_is_told_so(gapteq: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from laufzeit.catalogue.store import current_catalogue
    from laufzeit.office.views import debits

    def without(vendor: UUID) -> Any:
        found = current_catalogue(vendor)
        assert found is not None
        return replace(found, vendor=replace(found.vendor, billing=replace(found.vendor.billing, creditor_id="")))

    monkeypatch.setattr(debits, "current_catalogue", without)
    said = words(gapteq.enter("manager", "de").get(gapteq.path("debits/")))
    assert "Der Katalog nennt keine Gläubiger-Identifikationsnummer" in said


def test_what_was_not_announced_is_collected_after_a_letter(mandated: Office) -> None:
    from laufzeit.invoices.models import Document

    with mandated.acting():
        announced = Document.objects.count()
    client, address = mandated.enter("manager", "de"), mandated.path("debits/")
    shown = words(client.get(address, {"through": "2021-02-20", "unannounced": "on"}))
    assert f"{announced} Lastschrift" in shown


def test_only_managers_collect_and_remind(mandated: Office) -> None:
    for role in ("auditor", "clerk"):
        client = mandated.enter(role, "en")
        assert "Make the file" not in words(client.get(mandated.path("debits/"), {"through": "2021-02-20"}))
        assert client.post(mandated.path("debits/collect/"), {"through": "2021-02-20"}).status_code == 403
        assert client.post(mandated.path("reminders/send/"), {}).status_code == 403
    assert counts(mandated)["DirectDebit"] == 0


def test_too_many_are_left_to_the_console(mandated: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.office.billing import collecting

    monkeypatch.setattr(collecting, "MOST", 0)
    said = words(mandated.enter("manager", "de").get(mandated.path("debits/"), {"through": "2021-02-20"}))
    assert "zu viele, um hier darauf zu warten" in said and "laufzeit payments collect --vendor red-connect" in said
    assert "Datei erstellen" not in said


def test_money_that_should_have_come_and_a_debit_that_came_back_unrecognised(mandated: Office) -> None:
    from laufzeit.payments.collecting.actions import Run, collect
    from laufzeit.payments.models import DirectDebit
    from laufzeit.vendors.store import move_clock

    collect(mandated.vendor.id, Run(date(2021, 2, 20), TODAY, at(TODAY)))
    with mandated.acting():
        debit = DirectDebit.objects.get()
        move_clock(mandated.vendor.id, date(2021, 3, 10))
    client = mandated.enter("clerk", "de")
    said = words(client.get(mandated.path("debits/")))
    assert "Geld, das nicht kam" in said and f"Referenz {debit.end_to_end}" in said
    back = Booking(
        (Tx(-debit.amount, "UNBEKANNT", code="AM04", fee=300, remittance=()),), "R1", booked=date(2021, 3, 9)
    )
    shown = words(read_in(mandated, camt(back)))
    assert "Rücklastschrift" in shown and "Eine Rückgabe, die zu keiner Lastschrift passt." in shown
    _one, address = waiting(mandated)
    assert "Welche Lastschrift kam zurück?" in words(client.get(address, {"q": "sommer"}))
    client.post(f"{address}returned/{debit.id}/")
    page = words(client.get(mandated.path(f"invoices/{debit.document}/")))
    assert "Lastschrift kam zurück" in page and "Das Konto war nicht gedeckt." in page and "Gebühr · 3,00 €" in page


# Reminders and mandates


def test_reminders_are_shown_and_sent_once(desk: Office) -> None:
    client, address = desk.enter("manager", "de"), desk.path("reminders/")
    before = counts(desk)
    shown = client.get(address)
    said = words(shown)
    assert DECEMBER in said and JANUARY not in said and "23 Tage zu spät" in said
    assert "1 Stufe 1 (nach 7 Tagen)" in said or "2 Stufe 1 (nach 7 Tagen)" in said
    assert counts(desk) == before
    from tests.portal.reading import sent_by

    sent = sent_by(shown.content.decode(), "send/")
    answer = client.post(f"{address}send/", sent)
    assert "1 Schreiben ist auf dem Weg." in words(client.get(answer["Location"]))
    assert "Nichts ist zu mahnen." in words(client.get(address))
    twice = client.post(f"{address}send/", sent)
    assert twice.status_code == 409 and "es wurde nichts versandt" in words(twice)
    assert client.post(f"{address}send/", {}).status_code == 409
    document = documents(desk)[DECEMBER]
    assert "Mahnung, Stufe 1" in words(client.get(desk.path(f"invoices/{document}/")))
    assert counts(desk)["Message"] == before["Message"] + 1


def test_mandates_are_listed_with_their_state_and_found_by_customer(mandated: Office) -> None:
    from laufzeit.payments.actions import revoke_mandate
    from laufzeit.payments.store import mandate_of

    client, address = mandated.enter("auditor", "de"), mandated.path("mandates/")
    said = words(client.get(address))
    assert "Praxis Dr. Sommer" in said and "gültig" in said and "Basislastschrift" in said and CUSTOMER_IBAN not in said
    assert "Praxis Dr. Sommer" in words(client.get(address, {"q": "somm"}))
    assert "Kein Mandat gefunden." in words(client.get(address, {"q": "zzz"}))
    with mandated.acting():
        found = mandate_of(mandated.site.organisation.id)
        assert found is not None
        revoke_mandate(found.id, on=TODAY, why="asked", by=None, now=at(TODAY))
    assert f"Das Mandat {found.reference} gilt seit dem 10.02.2021 nicht mehr." in words(client.get(address))


def test_pages_about_nothing_say_so(red: Office) -> None:
    client = red.enter("manager", "de")
    expected = {
        "payments/": "Alles ist zugeordnet.",
        "debits/": "Noch keine Datei.",
        "reminders/": "Nichts ist zu mahnen.",
        "mandates/": "Noch kein Mandat.",
        "invoices/": "Es wurde noch nichts abgerechnet.",
        "billing/": "Noch kein Lauf.",
        "overview/": "Nichts ist offen.",
    }
    for path, said in expected.items():
        assert said in words(client.get(red.path(path))), path


def test_money_of_another_vendor_does_not_exist(unsure: Office, gapteq: Office) -> None:
    one, _address = waiting(unsure)
    client = gapteq.enter("manager")
    assert client.get(gapteq.path(f"payments/{one.id}/")).status_code == 404
    for below in ("assign/", "set-aside/", "take-back/"):
        assert client.post(gapteq.path(f"payments/{one.id}/{below}"), {"note": "x"}).status_code == 404
