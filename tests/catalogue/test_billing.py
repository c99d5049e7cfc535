"""How a vendor invoices: what is written is what is read, and what is wrong is said at its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalogue.samples import SMALL, examined, small

from laufzeit.catalogue.billing import (
    NO_BILLING,
    BankDetails,
    Billing,
    Chart,
    Datev,
    DunningLevel,
    InvoicePer,
    TaxScheme,
)
from laufzeit.catalogue.canonical import from_document, to_document, to_json
from laufzeit.catalogue.diff import compare
from laufzeit.catalogue.law import Weight
from laufzeit.catalogue.numbering import LARGEST_NUMBER, LONGEST, format_fault, may_collide
from laufzeit.catalogue.reading import examine, read
from laufzeit.catalogue.texts import NO_TEXTS, Texts

HERE = Path(__file__).parent

WHOLE = """\
[vendor.billing]
per = "customer"
since = 2021-02-01
invoice_number = "R{year}/{number:05}"
correction_number = "K{year}/{number:05}"
due_days = 30
tax = "regular"
oss = true
contact = "Kim Beispiel"
bank = { holder = "Small GmbH", iban = "DE89 3704 0044 0532 0130 00", bic = "COBADEFFXXX" }
creditor_id = "DE98 ZZZ0 9999 9999 99"
notice_of_debit_days = 14
datev = { chart = "SKR04", consultant = 1001, client = 7, fiscal_year = 4, debtor = 20000, defer_from = "800.00" }

[[vendor.billing.dunning]]
days = 7
text = { de = "Bitte zahlen Sie.", en = "Please pay." }

[[vendor.billing.dunning]]
days = 21
fee = "5.00"

"""
AGREEMENT = "[agreement.agb]"


def billed(table: str) -> tuple[str, str]:
    """A change of the small catalogue: its vendor bills like this."""
    return AGREEMENT, f"{table}\n{AGREEMENT}"


def billing_of(*changes: tuple[str, str]) -> Billing:
    return read(small(*changes)).vendor.billing


def test_all_that_is_wrong_is_said(update: bool) -> None:
    """The golden report; ``--update`` writes it anew."""
    found = examine((HERE / "billing_faults.toml").read_text(encoding="utf-8"))
    report = "".join(f"{fault}\n" for fault in found.faults)
    expected = HERE / "billing_faults.expected"
    if update:
        expected.write_text(report, encoding="utf-8")
    assert found.catalogue is None
    assert report == expected.read_text(encoding="utf-8")
    assert len(found.faults) > 20


def test_what_is_written_is_what_is_read() -> None:
    assert billing_of(billed(WHOLE)) == Billing(
        per=InvoicePer.CUSTOMER,
        since=date(2021, 2, 1),
        invoice_number="R{year}/{number:05}",
        correction_number="K{year}/{number:05}",
        due_days=30,
        tax=TaxScheme.REGULAR,
        oss=True,
        contact="Kim Beispiel",
        bank=BankDetails("Small GmbH", "DE89370400440532013000", "COBADEFFXXX"),
        creditor_id="DE98ZZZ09999999999",
        notice_of_debit_days=14,
        dunning=(
            DunningLevel(7, Texts.of({"de": "Bitte zahlen Sie.", "en": "Please pay."})),
            DunningLevel(21, NO_TEXTS, 500),
        ),
        datev=Datev(Chart.SKR04, 1001, 7, 4, 20_000, 800_00),
    )


def test_who_says_nothing_has_the_defaults() -> None:
    assert billing_of() == billing_of(billed("[vendor.billing]")) == NO_BILLING


@pytest.mark.parametrize(("written", "minor"), [('"never"', None), ("0", 0), ("800", 800_00), ('"0.01"', 1)])
def test_from_which_amount_a_prepayment_is_deferred(written: str, minor: int | None) -> None:
    table = f'[vendor.billing]\ndatev = {{ chart = "SKR03", consultant = 1001, client = 1, defer_from = {written} }}'
    datev = billing_of(billed(table)).datev
    assert datev is not None
    assert datev.defer_from == minor


def test_amounts_have_the_decimals_of_the_currency() -> None:
    table = "[[vendor.billing.dunning]]\ndays = 7\nfee = {fee}"
    yen = ('currency = "EUR"', 'currency = "JPY"')
    assert billing_of(yen, billed(table.format(fee=500))).dunning[0].fee == 500
    (fault,) = examined(yen, billed(table.format(fee='"5.5"'))).faults
    assert "more than 0 digits" in fault.message


ONE_FAULT = [
    # what is written in [vendor.billing], the line below it, what is said
    ('invoice_number = "RE-{year}"', 1, "has no {number}"),
    ('invoice_number = "RE-{number}-{number}"', 1, "more than once"),
    ('invoice_number = "{year}{year}-{number}"', 1, "more than once"),
    ('invoice_number = "RE-{year:06}-{number}"', 1, "has braces that are neither"),
    ('invoice_number = "RE-{number:6}"', 1, "has braces that are neither"),
    ('invoice_number = "RE-{number:013}"', 1, "more than 12 digits"),
    ('invoice_number = "RE_{number}"', 1, "has characters that books or banks do not take"),
    ('invoice_number = "Rechnung-Süd-{number}"', 1, "has characters that books or banks do not take"),
    ('invoice_number = "RE//{number}"', 1, "has a slash"),
    ('invoice_number = "Rechnung-der-Firma-{year}-{number}"', 1, "gives numbers of up to 33 characters (at most 30)"),
    ('invoice_number = ""', 1, "is empty"),
    ('invoice_number = "RK-{year}-{number}"', 1, 'could give the same numbers as "RK-{year}-{number:06}"'),
    ('correction_number = "re-{number}-{number:06}"', 1, "more than once"),
    ('correction_number = "re-{year}-{number}"', 1, "the series begin with other letters"),
    ('invoice_number = "{number}"\ncorrection_number = "{year}{number}"', 2, "could give the same numbers"),
    ('tax = "small business"\noss = true', 2, "small businesses charge no tax (§ 19 UStG)"),
    ('creditor_id = "DE98ZZZ09999999999"', 0, "direct debits are collected to an account"),
    ('bank = { holder = "A", iban = "DE89370400440532013001" }', 1, '"DE89370400440532013001" is not an IBAN'),
    ('bank = { holder = "A", iban = "DE1" }', 1, "is not an IBAN"),
    ('bank = { holder = "A", iban = "DE89370400440532013000", bic = "BKAUATWW" }', 1, "another country"),
    (f'bank = {{ holder = "{"A" * 71}", iban = "DE89370400440532013000" }}', 1, "longer than 70"),
    ('bank = { iban = "DE89370400440532013000" }', 1, "is missing"),
    ("dunning = 3", 1, "is a whole number, expected a list"),
    ('dunning = [{ days = 3, fee = "1000000.01" }]', 1, "an amount lies between 0 and 1,000,000"),
    ("since = 2021", 1, "is a whole number, expected a day"),
]


@pytest.mark.parametrize(("written", "line", "said"), ONE_FAULT)
def test_one_fault(written: str, line: int, said: str) -> None:
    (fault,) = examined(billed(f"[vendor.billing]\n{written}\n")).faults
    assert said in str(fault)
    assert fault.line == SMALL.partition(AGREEMENT)[0].count("\n") + 1 + line


def test_only_vendors_in_the_eu_declare_in_the_one_stop_shop() -> None:
    swiss = ('country = "DE", state = "BE"', 'country = "CH"')
    (fault,) = examined(swiss, billed("[vendor.billing]\noss = true")).faults
    assert fault.path == "vendor.billing.oss"
    assert fault.message == "needs a vendor in the EU, and this one is in CH"


def damaged(at: int) -> st.SearchStrategy[str]:
    """How the vendor bills, with a few characters replaced."""
    return st.text(max_size=5).map(lambda new: WHOLE[:at] + new + WHOLE[at + len(new) :])


@given(st.integers(0, len(WHOLE)).flatmap(damaged))
def test_no_text_breaks_the_reader(table: str) -> None:
    found = examined(billed(table))
    assert (found.catalogue is None) == bool(found.faults)


@given(st.text(st.characters(exclude_characters='"\\', exclude_categories=["C"]), min_size=1, max_size=40))
def test_no_account_number_breaks_the_reader(number: str) -> None:
    bank = f'bank = {{ holder = "A", iban = "{number}", bic = "{number}" }}'
    found = examined(billed(f'[vendor.billing]\ncreditor_id = "{number}"\n{bank}\n'))
    assert found.faults


# --- numbers ----------------------------------------------------------------------------------------------------------

texts = st.text("AB1/-", max_size=4)
formats = st.builds(
    lambda *parts: "".join(parts),
    texts, st.sampled_from(["", "{year}"]), texts, st.sampled_from(["{number}", "{number:03}"]), texts,
)  # fmt: skip


def filled(form: str, year: int, number: int) -> str:
    """A number by its format, the way of Python's own formats: an independent reckoning."""
    return form.format(year=year, number=number)


@given(formats, st.integers(1900, 2999), st.integers(1, LARGEST_NUMBER))
def test_good_formats_give_short_plain_numbers(form: str, year: int, number: int) -> None:
    if format_fault(form) is None:
        assert re.fullmatch(rf"[A-Za-z0-9+/\-]{{1,{LONGEST}}}", filled(form, year, number))


@given(formats, formats, st.data())
def test_formats_that_are_kept_apart_never_give_the_same_number(one: str, other: str, data: st.DataObject) -> None:
    if may_collide(one, other):
        return
    years, numbers = st.sampled_from([1111, 2026]), st.integers(1, 1_000_000) | st.sampled_from([1, 11, 111, 11111])
    first, second = (filled(form, data.draw(years), data.draw(numbers)) for form in (one, other))
    assert first != second


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        ("RE-{year}-{number:06}", "RK-{year}-{number:06}", False),
        ("RE-{number}", "re-{number}", True),
        ("R{number}", "R{year}{number}", True),
        ("R{number}", "R-{number}", False),
        ("{number}", "{number}K", False),
        ("{year}-{number}", "{number}-{year}", True),
        ("R{number:06}", "R{number:04}", True),
        ("R1{number}", "R2{number}", False),
        ("R{number}", "R1{number:02}", True),
    ],
)
def test_which_formats_are_kept_apart(one: str, other: str, collide: bool) -> None:
    assert may_collide(one, other) is collide
    assert may_collide(other, one) is collide


# --- what is said of it -----------------------------------------------------------------------------------------------


def cautions(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    found = examined(*changes)
    assert not found.faults
    return [(caution.path, caution.rule) for caution in found.cautions if caution.weight is Weight.WARNING]


LANGUAGES = 'languages = ["de", "en"]'
COMPLETE = (LANGUAGES, f'{LANGUAGES}\nphone = "+49 30 1"\nvat_id = "DE999999995"')


def test_a_vendor_that_bills_in_full_is_not_warned() -> None:
    assert cautions(COMPLETE, billed(WHOLE)) == []


def test_a_vendor_that_says_nothing_of_invoices_is_not_warned() -> None:
    assert cautions() == []


def test_what_keeps_invoices_from_being_paid_or_right_is_said() -> None:
    assert cautions(billed("[vendor.billing]")) == [
        ("vendor.billing.bank", "BR-DE-1 of XRechnung"),
        ("vendor.phone", "BR-DE-6 of XRechnung"),
        ("vendor.vat_id", "§ 14 (4) Nr. 2 UStG"),
    ]


def test_consumers_pay_no_fees_for_e_mails() -> None:
    consumers = (LANGUAGES, f'{LANGUAGES}\nlaws = ["consumer"]')
    found = cautions(COMPLETE, consumers, billed(WHOLE), ('prices = "net"', 'prices = "gross"'))
    assert ("vendor.billing.dunning[1].fee", "§ 309 Nr. 5 BGB") in found
    assert not [path for path, _ in found if path == "vendor.billing.dunning[0].fee"]


def test_without_tax_net_prices_are_what_consumers_pay() -> None:
    consumers = (LANGUAGES, f'{LANGUAGES}\nlaws = ["consumer"]')
    assert ("vendor.prices", "§ 3 (1) PAngV") in cautions(consumers)
    small_business = billed(WHOLE.replace('"regular"\noss = true', '"small business"'))
    assert ("vendor.prices", "§ 3 (1) PAngV") not in cautions(COMPLETE, consumers, small_business)


# --- kept and compared ------------------------------------------------------------------------------------------------


def test_it_is_kept_and_read_again() -> None:
    catalogue = read(small(billed(WHOLE)))
    assert from_document(to_document(catalogue)) == catalogue


def test_what_is_not_said_is_not_kept() -> None:
    assert "billing" not in to_json(read(SMALL).vendor)
    assert to_json(read(small(billed("[vendor.billing]\ndue_days = 30"))).vendor)["billing"] == {"due_days": 30}


@pytest.mark.parametrize(
    ("old", "new", "path", "message"),
    [
        ("due_days = 30", "due_days = 14", "due_days", "30 -> 14"),
        ("since = 2021-02-01", "since = 2021-03-01", "since", "2021-02-01 -> 2021-03-01"),
        ('"R{year}/', '"RE{year}/', "invoice_number", "R{year}/{number:05} -> RE{year}/{number:05}"),
        ('holder = "Small GmbH"', 'holder = "Small AG"', "bank",
         "holder Small GmbH, iban DE89370400440532013000, bic COBADEFFXXX -> holder Small…"),
        ('fee = "5.00"', 'fee = "2.50"', "dunning", "without days 21, fee 5.00, with days 21, fee 2.50"),
        ('de = "Bitte zahlen Sie."', 'de = "Zahlen Sie bitte."', "dunning", "says it in other words"),
        ('"800.00"', '"never"', "datev", "chart SKR04"),
    ],
)  # fmt: skip
def test_how_a_vendor_bills_may_change(old: str, new: str, path: str, message: str) -> None:
    """No edition of terms is bound to it."""
    assert old in WHOLE
    before, after = small(billed(WHOLE)), small(billed(WHOLE.replace(old, new)))
    found = examine(after)
    assert found.catalogue is not None
    (change,) = compare(read(before), found.catalogue, found.lines)
    assert (change.path, change.forbidden) == (f"vendor.billing.{path}", "")
    assert change.message.startswith(message.removesuffix("…"))
    assert change.line > SMALL.partition(AGREEMENT)[0].count("\n")
