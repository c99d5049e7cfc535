"""Billing runs on the real database: what is issued, corrected, refused, and found a second time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from tests.invoices.conftest import Biller

pytestmark = pytest.mark.slow


def test_a_term_in_advance_is_one_invoice_with_number_and_tax(gapteq: Biller) -> None:
    contract = gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16), seats=29)
    found = gapteq.bill(date(2023, 3, 31))
    assert (found.summary.invoices, found.summary.corrections, found.refusals) == (1, 0, [])
    assert found.summary.net == {"EUR": 232800}
    [one] = gapteq.documents()
    assert one.number == "RE-2023-000001"
    assert (one.net, one.tax, one.gross) == (232800, 44232, 277032)
    assert one.contract == contract
    [line] = one.lines
    assert (line.service.start, line.service.last_day) == (date(2023, 3, 16), date(2024, 3, 15))
    assert line.explanation == "600,00 € Basispreis inkl. 5 User + 24 × 72,00 €"


def test_a_second_run_finds_nothing(gapteq: Biller) -> None:
    gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16), seats=29)
    gapteq.bill(date(2023, 3, 31))
    again = gapteq.bill(date(2023, 3, 31))
    assert again.summary.documents == 0
    assert len(gapteq.documents()) == 1


def test_more_seats_credit_the_old_term_and_charge_the_new_one(gapteq: Biller) -> None:
    from laufzeit.contracts.commands import ChangeSeats
    from laufzeit.vendors.models import new_id

    contract = gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2022, 3, 16), seats=10, edition="2022")
    gapteq.bill(date(2022, 3, 31))
    gapteq.decide(contract, ChangeSeats(new_id(), 12), date(2022, 9, 1))
    gapteq.bill(date(2022, 9, 1))
    first, invoice, correction = sorted(gapteq.documents(), key=lambda one: (one.issued_on, one.kind != "invoice"))
    assert (first.net, invoice.net, correction.net) == (60000, 72000, -32219)
    assert correction.number == "RK-2022-000001"
    assert [one.number for one in correction.references] == [first.number]
    [line] = correction.lines
    assert (line.service.start, line.service.last_day) == (date(2022, 9, 1), date(2023, 3, 15))
    assert (line.quantity, line.unit_price) == (-1, 322_190_000)
    assert line.explanation == "neu berechnet: 277,81 € statt bisher 600,00 € (RE-2022-000001)"


def test_one_contract_that_cannot_be_billed_holds_back_no_other_and_is_billed_later(gapteq: Biller) -> None:
    from laufzeit.customers.models import Organisation

    organisation, main = gapteq.customer("Ohne Adresse")
    gapteq.conclude((organisation, main), "prepaid", date(2023, 3, 1))
    gapteq.conclude(gapteq.customer("Mit Adresse"), "prepaid", date(2023, 3, 1))
    Organisation.objects.filter(id=organisation.id).update(city="")
    found = gapteq.bill(date(2023, 3, 31))
    assert found.summary.invoices == 1
    assert [(one.code, one.facts) for one in found.refusals] == [("address_missing", {"missing": ["city"]})]
    Organisation.objects.filter(id=organisation.id).update(city="Bremen")
    assert gapteq.bill(date(2023, 3, 31)).summary.invoices == 1


def test_a_business_elsewhere_in_the_union_owes_the_tax_itself(gapteq: Biller) -> None:
    gapteq.conclude(gapteq.customer("Oy", country="FI", vat_id="FI20774740"), "prepaid", date(2023, 3, 1))
    gapteq.conclude(gapteq.customer("Ohne", country="FI"), "prepaid", date(2023, 3, 1))
    found = gapteq.bill(date(2023, 3, 31))
    [one] = gapteq.documents()
    assert (one.tax, one.taxes[0].category.value) == (0, "AE")
    assert "Steuerschuldnerschaft des Leistungsempfängers" in one.taxes[0].reason
    assert [one.code for one in found.refusals] == ["vat_id_missing"]


def test_what_was_cancelled_is_billed_anew_and_only_once(gapteq: Biller) -> None:
    from laufzeit.invoices.actions import CannotCancel, cancel

    gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16), seats=29)
    gapteq.bill(date(2023, 3, 31))
    [one] = gapteq.documents()
    reversal = cancel(one.id, date(2023, 4, 2))
    assert (reversal.net, reversal.gross, reversal.number) == (-one.net, -one.gross, "RK-2023-000001")
    for document in (one.id, reversal.id):
        with pytest.raises(CannotCancel):
            cancel(document, date(2023, 4, 2))
    gapteq.bill(date(2023, 3, 31), today=date(2023, 4, 3))
    assert sum(document.net for document in gapteq.documents()) == one.net
    assert len(gapteq.documents()) == 3


def test_a_dry_run_says_the_same_and_stores_nothing(gapteq: Biller) -> None:
    from laufzeit.invoices.running import actions

    gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16), seats=29)
    shown = actions.rehearse(gapteq.vendor.id, date(2023, 3, 31), date(2023, 3, 31))
    assert gapteq.documents() == []
    assert gapteq.bill(date(2023, 3, 31)).summary == shown.summary


def test_a_run_for_the_far_future_is_refused(gapteq: Biller) -> None:
    from laufzeit.invoices.running import actions

    with pytest.raises(actions.CannotRun) as refused:
        gapteq.bill(date(2030, 1, 1), today=date(2023, 3, 31))
    assert refused.value.code == "too_far_ahead"


def test_usage_is_billed_at_the_end_of_its_month_and_late_usage_as_a_difference(gapteq: Biller) -> None:
    contract = gapteq.conclude(gapteq.customer("Muster"), "pay-per-use", date(2023, 3, 1))
    active_users(gapteq, contract, 29, date(2023, 3, 7))
    gapteq.bill(date(2023, 3, 31))
    active_users(gapteq, contract, 3, date(2023, 3, 30), first=29)
    gapteq.bill(date(2023, 4, 1))
    one, late = gapteq.documents()
    assert (one.net, late.net) == (19400, 1800)
    assert late.lines[0].explanation == "neu berechnet: 212,00 € statt bisher 194,00 € (RE-2023-000001)"


def active_users(biller: Biller, contract: UUID, count: int, day: date, *, first: int = 0) -> None:
    from tests.invoices.conftest import NOON

    from laufzeit.usage.models import Record

    Record.objects.bulk_create(
        Record(
            contract=contract, meter="active-users", day=day, quantity=1_000_000, subject=f"user {number}",
            sender_id=f"{day} {number}", received_at=NOON,
        )
        for number in range(first, first + count)
    )  # fmt: skip


def test_issued_documents_cannot_be_changed_or_deleted(gapteq: Biller) -> None:
    from django.db import DatabaseError, connection, connections, transaction

    gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16))
    gapteq.bill(date(2023, 3, 31))
    for table in ("invoices_document", "invoices_line", "invoices_document_p0", "invoices_line_p0"):
        for change in (f"UPDATE {table} SET net = 0", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)
    assert connections["owner"].settings_dict["USER"] != connection.settings_dict["USER"]
