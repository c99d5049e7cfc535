"""How a vendor bills: one document for what, net or gross prices, small business, one-stop shop, other currencies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.contracts.conftest import EXAMPLES, NOON
from tests.invoices.conftest import Biller

pytestmark = pytest.mark.slow


@pytest.fixture
def vendor_with(acting: Any) -> Callable[..., Biller]:
    """GAPTEQ with other settings: texts of its file and what stands in their place."""

    def made(*changes: tuple[str, str]) -> Biller:
        from laufzeit.catalogue.actions import apply

        text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        apply(acting, text, by="test", now=NOON)
        return Biller(acting)

    return made


BILLING = "[vendor.billing]\n"


def test_one_invoice_for_all_contracts_of_a_customer(vendor_with: Callable[..., Biller]) -> None:
    biller = vendor_with(('per = "contract"', 'per = "customer"'))
    customer = biller.customer("Muster")
    contracts = {biller.conclude(customer, "prepaid", date(2023, 3, day), seats=day) for day in (1, 8, 16)}
    biller.conclude(biller.customer("Andere"), "prepaid", date(2023, 3, 1))
    assert biller.bill(date(2023, 3, 31)).summary.invoices == 2
    [together] = [one for one in biller.documents() if len(one.lines) == 3]
    assert {line.contract for line in together.lines} == contracts
    assert together.contract is None
    assert [line.net for line in together.lines] == [60000, 60000 + 3 * 7200, 60000 + 11 * 7200]
    assert together.service.start == date(2023, 3, 1) and together.service.last_day == date(2024, 3, 15)


def test_gross_prices_stay_what_was_shown(vendor_with: Callable[..., Biller]) -> None:
    biller = vendor_with(('prices = "net"', 'prices = "gross"'))
    biller.conclude(biller.customer("Muster", kind="consumer"), "prepaid", date(2023, 3, 16), seats=6)
    biller.bill(date(2023, 3, 31))
    [one] = biller.documents()
    assert (one.gross, one.net, one.tax) == (67200, 56471, 10729)
    assert one.gross_prices and sum(line.net for line in one.lines) == one.net
    assert biller.bill(date(2023, 3, 31)).summary.documents == 0


def test_a_small_business_charges_no_tax_and_says_why(vendor_with: Callable[..., Biller]) -> None:
    biller = vendor_with((BILLING, f'{BILLING}tax = "small business"\n'))
    biller.conclude(biller.customer("Muster"), "prepaid", date(2023, 3, 16))
    biller.bill(date(2023, 3, 31))
    [one] = biller.documents()
    assert (one.net, one.tax, one.gross) == (60000, 0, 60000)
    assert (one.taxes[0].category.value, "§ 19 UStG" in one.taxes[0].reason) == ("E", True)


def test_consumers_elsewhere_pay_the_tax_of_their_country(vendor_with: Callable[..., Biller]) -> None:
    biller = vendor_with((BILLING, f"{BILLING}oss = true\n"))
    biller.conclude(biller.customer("Virtanen", country="FI", kind="consumer"), "prepaid", date(2023, 3, 16))
    biller.bill(date(2023, 3, 31))
    [one] = biller.documents()
    assert (one.taxes[0].category.value, one.taxes[0].rate, one.tax) == ("S", 2400, 14400)


def test_customers_outside_the_union_are_not_taxed_here(vendor_with: Callable[..., Biller]) -> None:
    biller = vendor_with()
    biller.conclude(biller.customer("Alpen AG", country="CH"), "prepaid", date(2023, 3, 16))
    biller.bill(date(2023, 3, 31))
    [one] = biller.documents()
    assert (one.taxes[0].category.value, one.tax) == ("O", 0)


@pytest.mark.parametrize(("currency", "net", "tax"), [("JPY", 672, 128), ("KWD", 672_000, 127_680)])
def test_currencies_with_no_and_with_three_decimals(
    vendor_with: Callable[..., Biller], currency: str, net: int, tax: int
) -> None:
    changes = [('currency = "EUR"', f'currency = "{currency}"')]
    if currency == "JPY":
        changes += [("800.01", "801"), ('fee = "10.00"', 'fee = "10"')]
    biller = vendor_with(*changes)
    biller.conclude(biller.customer("Muster"), "prepaid", date(2023, 3, 16), seats=6)
    biller.bill(date(2023, 3, 31))
    [one] = biller.documents()
    assert (one.currency, one.net, one.tax) == (currency, net, tax)


def test_what_fell_due_before_billing_began_here_is_not_invoiced(vendor_with: Callable[..., Biller]) -> None:
    biller = vendor_with(("since = 2022-01-01", "since = 2023-03-17"))
    biller.conclude(biller.customer("Muster"), "prepaid", date(2023, 3, 16))
    assert biller.bill(date(2023, 3, 31)).summary.documents == 0
    assert biller.bill(date(2024, 3, 31)).summary.documents == 1


def test_numbers_begin_anew_each_year_and_have_no_gaps(vendor_with: Callable[..., Biller]) -> None:
    biller = vendor_with()
    for number in range(3):
        biller.conclude(biller.customer(f"Muster {number}"), "prepaid", date(2023, 3, 16 + number))
    for through in (date(2023, 3, 16), date(2023, 3, 31), date(2024, 3, 31)):
        biller.bill(through)
    assert [one.number for one in biller.documents()] == [
        "RE-2023-000001", "RE-2023-000002", "RE-2023-000003", "RE-2024-000001", "RE-2024-000002", "RE-2024-000003",
    ]  # fmt: skip


def test_discounts_and_extras_stand_on_the_invoice(vendor_with: Callable[..., Biller]) -> None:
    from laufzeit.contracts.commands import ChargeExtra, GrantDiscount
    from laufzeit.vendors.models import new_id

    biller = vendor_with()
    contract = biller.conclude(biller.customer("Muster"), "prepaid", date(2023, 3, 16))
    grant = GrantDiscount(new_id(), date(2023, 3, 16), 1000, None, None, None, None, "Treue")
    biller.decide(contract, grant, date(2023, 3, 16), staff=True)
    biller.decide(contract, ChargeExtra(new_id(), date(2023, 3, 20), 15_000, "Schulung"), date(2023, 3, 20), staff=True)
    biller.bill(date(2023, 3, 31))
    [one] = biller.documents()
    licence, training = one.lines
    assert [(part.amount, part.reason, part.percent) for part in licence.allowances] == [(6000, "Treue", 1000)]
    assert (licence.net, training.net, training.text) == (54000, 15000, "Schulung")
