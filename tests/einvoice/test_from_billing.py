"""What billing really issues, in both syntaxes, against the official rules and exact arithmetic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.einvoice.exact import own_faults, read_cii, read_ubl
from tests.einvoice.official import faults_of_cii, faults_of_ubl
from tests.einvoice.samples import BRAND
from tests.invoices.conftest import Biller, gapteq, red  # noqa: F401 - fixtures
from tests.invoices.test_running import active_users

from laufzeit.einvoice.cii import cii
from laufzeit.einvoice.pdf import zugferd
from laufzeit.einvoice.ubl import ubl
from laufzeit.invoices.document import Document

pytestmark = pytest.mark.slow


def all_faults(document: Document) -> list[str]:
    in_ubl, in_cii, gross = ubl(document), cii(document), document.gross_prices
    return [
        *faults_of_ubl(in_ubl),
        *own_faults(read_ubl(in_ubl), in_ubl, gross_prices=gross),
        *faults_of_cii(in_cii),
        *own_faults(read_cii(in_cii), in_cii, gross_prices=gross),
    ]


def check(biller: Biller) -> list[Document]:
    found = biller.documents()
    assert found
    for one in found:
        assert all_faults(one) == [], one.number
        assert zugferd(one, BRAND)
    return found


def test_terms_in_advance_with_more_seats_and_a_cancellation(gapteq: Any) -> None:  # noqa: F811
    from laufzeit.contracts.commands import ChangeSeats
    from laufzeit.invoices.actions import cancel
    from laufzeit.vendors.models import new_id

    contract = gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2022, 3, 16), seats=10, edition="2022")
    gapteq.conclude(gapteq.customer("Oy", country="FI", vat_id="FI20774740"), "prepaid", date(2022, 3, 1), seats=7)
    gapteq.conclude(gapteq.customer("Ärztehaus", country="CH", city="Zürich"), "prepaid", date(2022, 3, 1))
    gapteq.bill(date(2022, 3, 31))
    gapteq.decide(contract, ChangeSeats(new_id(), 12), date(2022, 9, 1))
    gapteq.bill(date(2022, 9, 1))
    cancel(gapteq.documents()[0].id, date(2022, 9, 2))
    kinds = {one.kind.value for one in check(gapteq)}
    assert kinds == {"invoice", "correction", "cancellation"}
    assert {tax.category.value for one in gapteq.documents() for tax in one.taxes} == {"S", "AE", "O"}


def test_usage_discounts_and_one_off_amounts(gapteq: Any) -> None:  # noqa: F811
    from laufzeit.contracts.commands import ChargeExtra, GrantDiscount
    from laufzeit.vendors.models import new_id

    used = gapteq.conclude(gapteq.customer("Muster"), "pay-per-use", date(2023, 3, 1))
    active_users(gapteq, used, 29, date(2023, 3, 7))
    reduced = gapteq.conclude(gapteq.customer("Treue"), "prepaid", date(2023, 3, 1), seats=29)
    started = date(2023, 3, 1)
    for command in (
        GrantDiscount(new_id(), started, 1250, None, None, None, None, "Treuerabatt"),
        ChargeExtra(new_id(), started, 25000, "Schulung vor Ort"),
        ChargeExtra(new_id(), started, -4999, "Kulanz"),
    ):
        gapteq.decide(reduced, command, started, staff=True)
    gapteq.bill(date(2023, 3, 31))
    found = check(gapteq)
    assert [allowance.reason for one in found for line in one.lines for allowance in line.allowances] == ["Treuerabatt"]


def test_months_in_arrears(red: Any) -> None:  # noqa: F811
    red.conclude(red.customer("Praxis Groß"), "plus", date(2021, 1, 11))
    red.bill(date(2021, 4, 30))
    assert check(red)
