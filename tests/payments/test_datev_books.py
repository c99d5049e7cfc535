"""From documents to bookings: accounts, sides, deferral, and that everything adds up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.payments.datev_documents import BUYER, SELLER, SKR03, document, line, turned

from laufzeit.catalogue.billing import Chart, Datev
from laufzeit.catalogue.model import PriceBasis
from laufzeit.dates.day import add_months
from laufzeit.dates.period import Period
from laufzeit.invoices.document import Document, DocumentKind, Party, TaxCategory
from laufzeit.invoices.totals import tax_within
from laufzeit.payments.datev.booking import Booking, Side
from laufzeit.payments.datev.deferral import (
    Prepaid,
    balance,
    deferred,
    earned,
    is_deferred,
    month_of,
    released,
    releases,
)
from laufzeit.payments.datev.entry import Books, Entry, Item, entry_of, prepaid, release_bookings
from laufzeit.payments.datev.fault import Code, Fault, in_words

CASES = json.loads((Path(__file__).parents[1] / "cases" / "deferred_revenue.json").read_text("utf-8"))["vectors"]
NOVEMBER, DAY = date(2026, 11, 1), date(2026, 11, 22)
SKR04 = Books(Datev(Chart.SKR04, 1001, 1, debtor=12_345), oss=False)
ABROAD = Party("Beispiel GesmbH", "Gasse 3", "1010", "Wien", "AT", vat_id="ATU13585627")
SWISS = replace(ABROAD, country="CH", vat_id="")
FRENCH = replace(ABROAD, country="FR", vat_id="")
GREEK = replace(ABROAD, country="GR", vat_id="")
S, AE, E, O = TaxCategory.STANDARD, TaxCategory.REVERSE_CHARGE, TaxCategory.EXEMPT, TaxCategory.OUTSIDE  # noqa: E741


def booked(one: Document, books: Books = SKR03, **known: object) -> tuple[Booking, ...]:
    entry = entry_of(one, books, known.get("item_nets", {}))  # type: ignore[arg-type]
    assert isinstance(entry, Entry), entry
    return entry.bookings


def november(net: int, rate: int = 1900, category: TaxCategory = S, buyer: Party = BUYER) -> Document:
    """An invoice for the month that it is issued in: nothing is deferred."""
    return document("RE-2026-000123", DAY, line(net, NOVEMBER, date(2026, 11, 30), rate, category), buyer=buyer)


class TestAccounts:
    def test_an_invoice_is_booked_gross_on_the_automatic_account(self) -> None:
        [found] = booked(november(11_900))
        assert (found.amount, found.side, found.account, found.contra) == (14_161, Side.DEBIT, 10_000, 8400)
        assert (found.day, found.voucher, found.text, found.key) == (DAY, "RE-2026-000123", "Müller & Söhne KG", "")
        assert (found.due_on, found.customer) == (DAY + timedelta(days=14), "10042")

    def test_a_correction_stands_on_the_other_side(self) -> None:
        original = november(11_900)
        [found] = booked(turned(original, "ST-2026-000009", DAY))
        assert (found.amount, found.side, found.contra) == (14_161, Side.CREDIT, 8400)
        assert found.text == "Storno RE-2026-000123: Müller & Söhne KG"

    @pytest.mark.parametrize(
        ("buyer", "rate", "category", "oss", "skr03", "skr04", "eu", "eu_rate"),
        [
            (BUYER, 1900, S, False, 8400, 4400, "", None),
            (BUYER, 700, S, False, 8300, 4300, "", None),
            (ABROAD, 0, AE, False, 8336, 4336, "ATU13585627", None),
            (replace(BUYER, vat_id="DE136695976"), 0, AE, False, 8337, 4337, "", None),
            (SWISS, 0, O, False, 8338, 4338, "", None),
            (replace(SWISS, country="GB"), 0, O, True, 8338, 4338, "", None),
            (BUYER, 0, E, False, 8195, 4185, "", None),
            (FRENCH, 1900, S, False, 8400, 4400, "", None),
            (FRENCH, 2000, S, True, 8331, 4331, "FR", 2000),
            (replace(FRENCH, country="MC"), 2000, S, True, 8331, 4331, "FR", 2000),
            (GREEK, 2400, S, True, 8331, 4331, "EL", 2400),
            # the setting has changed since, the document has not
            (FRENCH, 1900, S, True, 8400, 4400, "", None),
            (FRENCH, 2000, S, False, 8331, 4331, "FR", 2000),
        ],
    )
    def test_the_account_by_tax(
        self, buyer: Party, rate: int, category: TaxCategory, oss: bool, skr03: int, skr04: int, eu: str,
        eu_rate: int | None,
    ) -> None:  # fmt: skip
        one = november(10_000, rate, category, buyer)
        for chart, expected in ((Chart.SKR03, skr03), (Chart.SKR04, skr04)):
            [found] = booked(one, Books(Datev(chart, 1001, 1), oss))
            assert (found.contra, found.eu, found.eu_rate) == (expected, eu, eu_rate)

    def test_each_rate_of_a_document_has_its_booking(self) -> None:
        lines = [line(10_000, NOVEMBER, DAY), line(5_000, NOVEMBER, DAY, 700), line(1, NOVEMBER, DAY)]
        found = booked(document("RE-1", DAY, *lines), SKR04)
        assert [(one.amount, one.contra) for one in found] == [(11_901, 4400), (5_350, 4300)]
        assert {one.account for one in found} == {12_345}

    def test_what_comes_to_nothing_is_not_booked(self) -> None:
        assert booked(document("RE-1", DAY, line(500, NOVEMBER, DAY), line(-500, NOVEMBER, DAY))) == ()

    def test_the_rate_of_an_earlier_day_is_taken_from_the_day_of_performance(self) -> None:
        """A service of December 2020 (16 %), invoiced in January 2021."""
        service = line(10_000, date(2020, 12, 1), date(2020, 12, 31), 1600)
        [found] = booked(document("RE-1", date(2021, 1, 4), service))
        assert (found.contra, found.amount, found.service_on) == (8400, 11_600, date(2020, 12, 31))


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (replace(november(1), seller=replace(SELLER, country="AT")), Code.NOT_GERMAN),
        (replace(november(1), currency="CHF"), Code.CURRENCY),
        (november(1, 2100), Code.NO_ACCOUNT),
        (november(1, 0, TaxCategory.ZERO), Code.NO_ACCOUNT),
        (november(1, 0, O, ABROAD), Code.NO_ACCOUNT),
        (november(1, 1600), Code.RATE_OF_NO_DAY),
        (november(1, 0, AE, replace(ABROAD, vat_id="")), Code.VAT_ID_MISSING),
        (replace(november(1), number="RE 2026_1"), Code.NUMBER_FORM),
        (november(10**12), Code.TOO_LARGE),
        (replace(november(1), gross=5), Code.DOES_NOT_ADD_UP),
        (replace(november(1), lines=()), Code.DOES_NOT_ADD_UP),
    ],
)
def test_what_cannot_be_booked_is_named(one: Document, code: Code) -> None:
    found = entry_of(one, SKR03, {})
    assert isinstance(found, list)
    assert [(fault.code, fault.document, fault.customer) for fault in found] == [(code, one.number, one.buyer.name)]
    assert in_words(found[0]).startswith(f"{one.number} ({one.buyer.name}): ")


def test_all_faults_of_a_document_are_named() -> None:
    found = entry_of(replace(november(1, 2100), currency="CHF", number="RE 1"), SKR03, {})
    assert isinstance(found, list)
    assert {fault.code for fault in found} == {Code.CURRENCY, Code.NUMBER_FORM, Code.NO_ACCOUNT}


def cents(text: str) -> int:
    return int(Decimal(text) * 100)


class TestDeferral:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['net']} from {case['service_from']}")
    def test_the_balance_at_the_end_of_the_year(self, case: dict[str, str]) -> None:
        service = Period.from_inclusive(
            date.fromisoformat(case["service_from"]), date.fromisoformat(case["service_to"])
        )
        after = date.fromisoformat(case["balance_sheet_date"]) + timedelta(days=1)
        net = cents(case["net"])
        assert service.days == case["days_total"]
        assert earned(net, service, after) == cents(case["earned_daily"])
        assert net - earned(net, service, after) == cents(case["prap_daily"])
        item = Prepaid(8400, service.start, net, service, net)
        assert is_deferred(item, 80_001) is not case["optional_below_800"] or cents(case["prap_daily"]) == 0

    @pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['net']} from {case['service_from']}")
    def test_the_bookings_of_the_year_lead_to_that_balance(self, case: dict[str, str]) -> None:
        """Invoiced on the first day, exported each month: what is on the deferral account on the balance sheet date."""
        first, last = date.fromisoformat(case["service_from"]), date.fromisoformat(case["service_to"])
        day = date.fromisoformat(case["balance_sheet_date"])
        one = document("RE-1", first, line(cents(case["net"]), first, last))
        accounts = {990: 0, 8400: 0}
        for booking in every_month([one], first, day):
            for number, amount in ((booking.account, booking.signed), (booking.contra, -booking.signed)):
                if number in accounts:
                    net = amount if booking.key or number == 990 else amount - tax_within(amount, 1900)
                    accounts[number] += net
        assert accounts == {990: -cents(case["prap_daily"]), 8400: -cents(case["earned_daily"])}

    def test_the_part_for_later_months_is_put_off_net_and_without_automatics(self) -> None:
        year = line(120_000, DAY, date(2027, 11, 21))
        revenue, put_off = booked(document("RE-1", DAY, year))
        assert (revenue.amount, revenue.side, revenue.account, revenue.contra) == (142_800, Side.DEBIT, 10_000, 8400)
        # nine days of November are earned: 120000 × 9 / 365 = 2958.90
        assert (put_off.amount, put_off.side, put_off.account) == (117_041, Side.CREDIT, 990)
        assert (put_off.contra, put_off.key, put_off.text) == (8400, "40", "PRAP bis 21.11.2027 Müller & Söhne KG")

    def test_a_later_month_takes_its_days(self) -> None:
        year = line(120_000, DAY, date(2027, 11, 21))
        found = releases([prepaid(year, DAY, 8400, {})], month_of(date(2026, 12, 1)), 0)
        [booking] = release_bookings(found, date(2026, 12, 31), SKR03)
        assert (booking.amount, booking.side, booking.account, booking.contra) == (10_192, Side.DEBIT, 990, 8400)
        assert (booking.day, booking.voucher, booking.key) == (date(2026, 12, 31), "PRAP-2026-11", "40")
        assert booking.text == "Auflösung PRAP aus 11/2026"

    def test_a_small_business_s_account_is_not_automatic(self) -> None:
        year = line(120_000, NOVEMBER, date(2027, 10, 31), 0, E)
        assert [one.key for one in booked(document("RE-1", DAY, year))] == ["", ""]

    @pytest.mark.parametrize(
        ("first", "last", "whole"),
        [
            (NOVEMBER, date(2026, 11, 30), 0),  # this month
            (date(2026, 1, 1), date(2026, 10, 31), 0),  # long past
            (date(2026, 12, 1), date(2027, 11, 30), 120_000),  # all of it to come
        ],
    )
    def test_what_is_put_off_depends_on_the_month(self, first: date, last: date, whole: int) -> None:
        entry = entry_of(document("RE-1", DAY, line(120_000, first, last)), SKR03, {})
        assert isinstance(entry, Entry)
        assert sum(entry.deferred.values()) == whole

    @pytest.mark.parametrize(("limit", "expected"), [(None, 0), (0, 1), (80_000, 1), (80_001, 0), (120_001, 0)])
    def test_small_items_may_be_left(self, limit: int | None, expected: int) -> None:
        books = Books(Datev(Chart.SKR03, 1001, 1, defer_from=limit), oss=False)
        one = document("RE-1", DAY, line(80_000, DAY, date(2027, 11, 21)))
        assert len(booked(one, books)) == 1 + expected

    def test_a_correction_follows_the_item_that_it_corrects(self) -> None:
        """The invoice was above the limit, the correction is below it; and the other way round."""
        books = Books(Datev(Chart.SKR03, 1001, 1, defer_from=80_001), oss=False)
        back = line(-30_000, date(2027, 5, 1), date(2027, 10, 31))
        one = document("RK-1", date(2027, 4, 15), back, kind=DocumentKind.CORRECTION)
        item = Item(back.contract, back.item, back.period.start)
        assert len(booked(one, books, item_nets={item: 120_000})) == 2
        assert len(booked(one, books, item_nets={item: 60_000})) == 1

    def test_a_cancelled_year_leaves_nothing(self) -> None:
        first = date(2026, 3, 17)
        one = document("RE-1", first, line(119_999, first, date(2027, 3, 16)))
        back = turned(one, "ST-1", date(2026, 8, 5))
        balances: dict[int, int] = {}
        for booking in every_month([one, back], first, date(2027, 3, 31)):
            balances[booking.account] = balances.get(booking.account, 0) + booking.signed
            balances[booking.contra] = balances.get(booking.contra, 0) - booking.signed
        assert set(balances.values()) == {0}

    def test_a_service_without_end_is_not_earned_by_days(self) -> None:
        with pytest.raises(ValueError, match="no end"):
            earned(1, Period(NOVEMBER, None), DAY)


def every_month(documents: list[Document], first: date, last: date) -> Iterator[Booking]:
    """All bookings of the months from one day to another, as the exports of these months have them."""
    start = first.replace(day=1)
    while start <= last:
        month = month_of(start)
        for one in documents:
            if month.contains(one.issued_on):
                yield from booked(one)
        earlier = [prepaid(each, one.issued_on, 8400, {}) for one in documents if one.issued_on < start
                   for each in one.lines]  # fmt: skip
        month_end = month.last_day
        assert month_end
        yield from release_bookings(releases(earlier, month, 0), month_end, SKR03)
        start = add_months(start, 1)


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(st.integers(-(10**9), 10**9), days, st.integers(-400, 400), st.integers(1, 1200))
def test_everything_that_was_put_off_is_released(net: int, issued_on: date, shift: int, length: int) -> None:
    first = issued_on + timedelta(days=shift)
    service = Period(first, first + timedelta(days=length))
    item = Prepaid(8400, issued_on, net, service, net)
    left = deferred(item)
    month = month_of(issued_on)
    assert 0 <= left * (1 if net >= 0 else -1) <= abs(net)
    while service.end and month.end and month.end < service.end:
        month = month_of(month.end)
        assert balance(item, month.start) == left
        left -= released(item, month)
    assert left == 0


@st.composite
def some_documents(draw: st.DrawFn) -> list[Document]:
    found = []
    kinds = st.sampled_from(
        [(BUYER, 1900, S), (BUYER, 700, S), (ABROAD, 0, AE), (SWISS, 0, O), (BUYER, 0, E), (FRENCH, 2000, S)]
    )
    for n in range(draw(st.integers(1, 6))):
        buyer, rate, category = draw(kinds)
        lines = []
        for net, shift, length in draw(
            st.lists(st.tuples(st.integers(-(10**7), 10**7), st.integers(-60, 60), st.integers(1, 400)), min_size=1,
                     max_size=4)
        ):  # fmt: skip
            first = DAY + timedelta(days=shift)
            lines.append(line(net, first, first + timedelta(days=length), rate, category))
        prices = draw(st.sampled_from(PriceBasis))
        found.append(
            document(f"RE-{n}", draw(st.dates(NOVEMBER, date(2026, 11, 30))), *lines, buyer=buyer, prices=prices)
        )
    return found


@given(some_documents())
def test_bookings_add_up_to_documents(documents: list[Document]) -> None:
    """Σ customers' account = Σ gross, to the cent; and what DATEV takes out of an automatic account is the tax."""
    bookings = [one for each in documents for one in booked(each, replace(SKR03, oss=True))]
    assert sum(one.signed for one in bookings if one.account == 10_000) == sum(one.gross for one in documents)
    assert {one.account for one in bookings} <= {10_000, 990}
    for one in documents:
        for tax in one.taxes:
            assert tax_within(tax.base + tax.tax, tax.rate) == tax.tax


@given(some_documents())
def test_no_fault_comes_of_a_normal_month(documents: list[Document]) -> None:
    for one in documents:
        found = entry_of(one, replace(SKR03, oss=True), {})
        assert not isinstance(found, list), [in_words(fault) for fault in found if isinstance(fault, Fault)]
