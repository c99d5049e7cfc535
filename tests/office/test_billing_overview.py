"""The figures: recurring revenue spread over months, what is open by age, what is expected; and their pictures."""

from __future__ import annotations

import doctest
from datetime import date
from typing import Any

import pytest
from tests.office.bills import GAPTEQ_DAY, billed, documents, open_amount
from tests.office.conftest import Office, words
from tests.portal.conftest import TODAY, at, conclude, declare

from laufzeit.contracts.commands import ChangePlan, ChargeExtra, GrantDiscount
from laufzeit.invoices.ahead.mass import Falls
from laufzeit.office.billing import chart, expecting
from laufzeit.office.billing.chart import narrow, wide
from laufzeit.office.billing.expecting import Expecting
from laufzeit.office.billing.revenue import revenue, whole_month
from laufzeit.office.billing.tables import Series, Table, tables
from laufzeit.vendors.models import new_id


def catalogue(office: Office) -> Any:
    from laufzeit.catalogue.store import catalogue_of

    return catalogue_of(office.vendor.id)


def earned(office: Office) -> dict[Falls, int]:
    with office.acting():
        return revenue(catalogue(office), date(2000, 1, 1), date(2100, 1, 1))


def test_a_year_in_advance_counts_in_each_of_its_months_by_days(gapteq: Office) -> None:
    """600 € from 16 March 2022 and 900 € from 25 January 2022, each for a year."""
    billed(gapteq, GAPTEQ_DAY)
    found = earned(gapteq)
    assert sum(found.values()) == pytest.approx(150_000, abs=13)
    assert {key.plan for key in found} == {"prepaid"} and {key.currency for key in found} == {"EUR"}
    of = {key.month: amount for key, amount in found.items()}
    assert of[date(2022, 2, 1)] == round(90_000 * 28 / 365)
    assert of[date(2022, 4, 1)] == round(90_000 * 30 / 365 + 60_000 * 30 / 365)
    assert of[date(2023, 3, 1)] == round(60_000 * 15 / 365)
    assert min(of) == date(2022, 1, 1) and max(of) == date(2023, 3, 1)


def test_revenue_is_reckoned_once_a_run_and_follows_cancellations(gapteq: Office) -> None:
    from laufzeit.invoices.actions import cancel
    from laufzeit.office.models import RunRevenue

    billed(gapteq, GAPTEQ_DAY)
    first = earned(gapteq)
    assert earned(gapteq) == first
    with gapteq.acting():
        assert RunRevenue.objects.count() == 1
        cancel(documents(gapteq)["RE-2022-000001"], GAPTEQ_DAY)
    assert sum(earned(gapteq).values()) == pytest.approx(90_000, abs=13)
    billed(gapteq, GAPTEQ_DAY)
    assert sum(earned(gapteq).values()) == pytest.approx(150_000, abs=26)
    with gapteq.acting():
        assert RunRevenue.objects.count() == 2


def test_what_is_charged_once_is_no_recurring_revenue(gapteq: Office) -> None:
    declare(gapteq.site, ChargeExtra(new_id(), GAPTEQ_DAY, 50_000, "Schulung"), GAPTEQ_DAY, side="vendor")
    billed(gapteq, GAPTEQ_DAY)
    assert sum(earned(gapteq).values()) == pytest.approx(150_000, abs=13)


def test_a_month_is_whole_when_a_run_reaches_a_month_beyond_it(gapteq: Office) -> None:
    with gapteq.acting():
        assert whole_month() is None
    for through, month in (("2022-09-29", date(2022, 7, 1)), ("2022-09-30", date(2022, 8, 1))):
        billed(gapteq, date.fromisoformat(through), GAPTEQ_DAY)
        with gapteq.acting():
            assert whole_month() == month


def look_ahead(office: Office, today: date, through: date) -> Expecting:
    with office.acting():
        return expecting.expecting(catalogue(office), today, through)


def one_by_one(office: Office, today: date, through: date) -> dict[Falls, int]:
    """The same by the function that the portal asks."""
    from laufzeit.contracts.store import held_of_organisation
    from laufzeit.invoices.forecast import expected
    from laufzeit.invoices.running.looking import account_of

    sums: dict[Falls, int] = {}
    with office.acting():
        for held in held_of_organisation(office.site.organisation.id):
            for one in expected(account_of(held.contract, held.catalogue), held.catalogue, today, through):
                for item in one.items:
                    plan = item.terms.plan if item.terms else ""
                    key = Falls(one.due_on.replace(day=1), plan, one.currency)
                    sums[key] = sums.get(key, 0) + item.amount
    return sums


@pytest.fixture
def mixed(red: Office) -> Office:
    """Contracts that are alike, one that changes, one with a discount, one with a charge, and one that is to come."""
    site = red.site
    for day in (date(2020, 5, 1), date(2020, 5, 1), date(2020, 9, 17), date(2021, 6, 1)):
        conclude(site, "basis" if day.year == 2021 else "plus", day, users=1 if day.year == 2021 else 3)
    changing, discounted, charged = (conclude(site, "plus", date(2020, 4, n), users=2) for n in (1, 2, 3))
    declare(site, ChangePlan(new_id(), "basis"), contract=changing)
    grant = GrantDiscount(new_id(), TODAY, 1000, None, None, None, 2, "Treue")
    declare(site, grant, contract=discounted, side="vendor")
    declare(site, ChargeExtra(new_id(), date(2021, 3, 1), 15_000, "Schulung"), contract=charged, side="vendor")
    return red


def test_the_base_is_expected_as_its_contracts_are_one_by_one(mixed: Office) -> None:
    through = date(2022, 1, 31)
    found = look_ahead(mixed, TODAY, through)
    assert found.sums == one_by_one(mixed, TODAY, through)
    assert (found.contracts, found.looked_at, found.estimated) == (8, 8, False)
    assert found.uncounted, "SMS are charged by use"


def test_of_very_many_a_sample_stands_for_all(gapteq: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        conclude(gapteq.site, "prepaid", date(2022, 3, 1), seats=10, label=f"Server {number}")
    through = date(2023, 9, 30)
    whole = look_ahead(gapteq, GAPTEQ_DAY, through)
    monkeypatch.setattr(expecting, "EXACT", 40)
    some = look_ahead(gapteq, GAPTEQ_DAY, through)
    assert some.contracts == 62 and some.estimated and some.looked_at < 62
    if some.looked_at:
        assert sum(some.sums.values()) == pytest.approx(sum(whole.sums.values()), rel=0.35)
    assert look_ahead(gapteq, GAPTEQ_DAY, through) == some, "the same sample each time"


def test_of_many_with_discounts_some_stand_for_all(mixed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expecting, "ONE_BY_ONE", 1)
    found = look_ahead(mixed, TODAY, date(2022, 1, 31))
    assert (found.contracts, found.looked_at, found.estimated) == (8, 7, True)


def test_a_quantity_without_a_price_does_not_break_the_page(mixed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.catalogue.steps import NoPrice

    def no_price(*_args: Any) -> Any:
        raise NoPrice(3, 2)

    monkeypatch.setattr(expecting, "expected", no_price)
    assert look_ahead(mixed, TODAY, date(2022, 1, 31)).sums


def test_the_page_says_what_its_pictures_show(gapteq: Office) -> None:
    billed(gapteq, GAPTEQ_DAY)
    first = documents(gapteq)["RE-2022-000001"]
    client = gapteq.enter("auditor", "de")
    answer = client.get(gapteq.path("overview/"))
    said, page = words(answer), answer.content.decode()
    assert "1.785,00 € offen" in said and "0,00 € davon überfällig" in said
    assert "1.500,00 € in den nächsten zwölf Monaten erwartet" in said
    assert "noch nicht fällig 1.785,00 €" in said
    assert "GAPTEQ" in said and "Monat" in said
    assert page.count('<svg class="columns') == 4 and "Januar 2023: 900,00 €" in page
    assert "Nettobeträge der Rechnungen" in said
    from laufzeit.payments.booking.actions import record_payment

    with gapteq.acting():
        amount = open_amount(gapteq, first)
        record_payment(first, amount, paid_on=GAPTEQ_DAY, note="bar", by=None, now=at(GAPTEQ_DAY))
    assert "1.071,00 € offen" in words(client.get(gapteq.path("overview/")))


def test_without_a_catalogue_the_page_says_so(red: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.office.views import overview

    monkeypatch.setattr(overview, "current_catalogue", lambda _vendor: None)
    assert "There is no catalogue yet." in words(red.enter("clerk", "en").get(red.path("overview/")))


# Pictures


def table(*series: tuple[int, ...], language: Any = "de", currency: str = "EUR") -> Table:
    months = tuple(date(2025 + (10 + n) // 12, (10 + n) % 12 + 1, 1) for n in range(len(series[0])))
    return Table(currency, months, tuple(Series(f"P{n}", one) for n, one in enumerate(series)), language)


def test_columns_stand_on_each_other_and_within_the_picture() -> None:
    drawn = wide(table((100_00, 0, 250_00), (50_00, 75_00, -20_00)))
    first, second, third = drawn.columns
    lower, upper = first.parts
    assert upper.y + upper.height <= lower.y and lower.y + lower.height <= drawn.base
    assert [part.series for part in second.parts] == [2] and [part.series for part in third.parts] == [1]
    highest = min(part.y for column in drawn.columns for part in column.parts)
    assert drawn.lines[-1].y <= highest and drawn.lines[-1].label == "250 €"
    assert all(column.x >= 0 and column.x + drawn.bar <= drawn.width for column in drawn.columns)
    assert first.words == "November 2025: 150,00 €" and (first.year, third.year) == ("2025", "2026")


def test_months_that_grow_are_told_apart_and_phones_name_every_third() -> None:
    twelve = table(tuple(range(100_00, 112_00, 1_00)))
    drawn = narrow(twelve, date(2026, 8, 1))
    assert [column.label for column in drawn.columns if column.label] == ["Nov", "Feb", "Mai", "Aug"]
    assert [column.year for column in drawn.columns if column.year] == ["2025", "2026"]
    assert [column.growing for column in drawn.columns][-3:] == [False, True, True]
    assert not any(column.growing for column in wide(twelve).columns)


def test_nothing_and_other_currencies_can_be_drawn() -> None:
    assert wide(table((0, 0), (0, 0))).lines[-1].label == "1 €"
    assert wide(table((5_000,), currency="JPY")).lines[-1].label == "5.000 JPY"
    assert wide(table((1_234_567,), currency="BHD", language="en")).lines[-1].label == "1,250 BHD"
    assert wide(table((2_500_000_00,), language="en")).lines[-1].label == "€2,500,000"
    assert doctest.testmod(chart).failed == 0


def test_small_plans_are_one() -> None:
    month = date(2026, 1, 1)
    sums = {Falls(month, f"p{n}", "EUR"): 100 * n for n in range(1, 9)} | {Falls(month, "p1", "CHF"): 5}
    euros, francs = tables(sums, [month], None, "en")
    assert (euros.currency, francs.currency) == ("CHF", "EUR") or (euros.currency, francs.currency) == ("EUR", "CHF")
    large = euros if euros.currency == "EUR" else francs
    assert [one.name for one in large.series][:2] == ["p8", "p7"] and len(large.series) == 6
    assert large.totals == (3600,) and large.series[-1].amounts == (600,)
