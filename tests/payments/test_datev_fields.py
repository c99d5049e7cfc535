"""How a file for DATEV is written: the cases of the format, value by value."""

from __future__ import annotations

import doctest
import json
import re
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.payments.datev_reader import cells, row

from laufzeit.catalogue.billing import Chart
from laufzeit.dates.period import Period
from laufzeit.payments.datev import columns, fields, file
from laufzeit.payments.datev.accounts import Revenue, account, deferred_account
from laufzeit.payments.datev.booking import Booking, Side
from laufzeit.payments.datev.header import Header, fiscal_year, line

CASES = json.loads((Path(__file__).parents[1] / "cases" / "datev_extf.json").read_text("utf-8"))
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))

INVOICE = Booking(
    amount=14161, side=Side.DEBIT, account=10_000, contra=8400, day=date(2026, 11, 22), voucher="RE-2026-000123",
    text="",
)  # fmt: skip


def header(**changes: object) -> Header:
    facts: dict[str, object] = {
        "created": datetime(2026, 11, 22, 12, 0), "consultant": 1001, "client": 1, "fiscal_year": date(2026, 1, 1),
        "period": NOVEMBER, "chart": Chart.SKR03, "label": "Rechnungen 11/2026", "exported_by": "vertrag",
        "information": "Lauf 0001",
    }  # fmt: skip
    return Header(**(facts | changes))  # type: ignore[arg-type]


def test_the_header_is_that_of_the_example() -> None:
    assert line(header()) == CASES["header_example"]
    assert len(cells(line(header()))) == len(CASES["header_fields"]) == 31


@pytest.mark.parametrize(
    "changes", [{"consultant": 1000}, {"consultant": 10**7}, {"client": 0}, {"client": 10**5}]
)  # fmt: skip
def test_numbers_that_datev_does_not_know_raise(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="out of bounds"):
        line(header(**changes))


def test_the_columns_are_those_of_the_format() -> None:
    assert len(columns.NAMES) == len(set(columns.NAMES)) == 125
    assert set(CASES["required_columns"]) <= set(columns.NAMES)
    numbered = {
        1: "Umsatz (ohne Soll/Haben-Kz)", 7: "Konto", 10: "Belegdatum", 14: "Buchungstext", 20: "Beleglink",
        21: "Beleginfo - Art 1", 36: "Beleginfo - Inhalt 8", 37: "KOST1 - Kostenstelle",
        40: "EU-Land u. UStID (Bestimmung)", 47: "BU 49 Funktionsergänzung", 48: "Zusatzinformation - Art 1",
        49: "Zusatzinformation- Inhalt 1", 87: "Zusatzinformation- Inhalt 20", 88: "Stück", 96: "Buchungstyp",
        105: "SEPA-Mandatsreferenz", 114: "Festschreibung", 115: "Leistungsdatum", 117: "Fälligkeit",
        118: "Generalumkehr (GU)", 121: "Abrechnungsreferenz", 125: "Abw. Skontokonto",
    }  # fmt: skip
    assert {place: columns.NAMES[place - 1] for place in numbered} == numbered


@pytest.mark.parametrize(
    "case", [case for case in CASES["vectors"] if "booking" in case], ids=lambda case: case["booking"][:20]
)
def test_rows_begin_as_in_the_cases(case: dict[str, str]) -> None:
    correction = "correction" in case["booking"]
    side = Side.CREDIT if correction else Side.DEBIT
    voucher = "ST-2026-000009" if correction else "RE-2026-000123"
    booking = Booking(14161, side, 10_000, 8400, date(2026, 11, 22), voucher, "ACME")
    written = file.row(booking).decode("cp1252")
    assert written.startswith(case["row_start"] + ";")
    assert written.endswith("\r\n")


def test_values_look_as_the_cases_say() -> None:
    written = cells(file.row(INVOICE).decode("cp1252").strip())
    raw = file.row(INVOICE).decode("cp1252").split(";")
    assert re.fullmatch(CASES["regex"]["Umsatz"], written[0])
    assert re.fullmatch(CASES["regex"]["SH"], raw[1])
    assert re.fullmatch(CASES["regex"]["Konto"], written[6])
    assert re.fullmatch(CASES["regex"]["Konto"], written[7])


@pytest.mark.parametrize(("chart", "named"), [(Chart.SKR03, "skr03"), (Chart.SKR04, "skr04")])
def test_accounts_are_those_of_the_cases(chart: Chart, named: str) -> None:
    expected = {case["use"]: case[named][:4] for case in CASES["accounts"]}
    uses = {
        "SaaS DE 19 %": Revenue.STANDARD,
        "EU B2B services, recipient owes VAT": Revenue.REVERSE_CHARGE_EU,
        "third country, not taxable in DE": Revenue.THIRD_COUNTRY,
        "§ 13b domestic": Revenue.REVERSE_CHARGE_HOME,
        "Kleinunternehmer": Revenue.SMALL_BUSINESS,
        "EU consumers electronic services (OSS)": Revenue.OSS,
    }
    for use, revenue in uses.items():
        assert fields.account(account(revenue, chart)) == expected[use]
    assert fields.account(deferred_account(chart)) == expected["deferred revenue PRAP"]


@pytest.mark.parametrize("cents", [0, -14161, 10**12])
def test_amounts_that_datev_does_not_take_raise(cents: int) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        file.row(Booking(cents, Side.DEBIT, 10_000, 8400, date(2026, 11, 1), "RE-1", ""))


@given(st.integers(1, fields.LARGEST_AMOUNT))
def test_amounts_are_written_exactly(cents: int) -> None:
    written = fields.amount(cents)
    assert re.fullmatch(CASES["regex"]["Umsatz"], written)
    assert int(written.replace(",", "")) == cents


@pytest.mark.parametrize("number", ["RE 2026_1", "RE.1", "RÉ1", "", "R" * 37, "RE;1", 'RE"1'])
def test_numbers_that_do_not_fit_raise(number: str) -> None:
    assert not fields.fits_voucher(number)
    with pytest.raises(ValueError, match="Belegfeld 1"):
        file.row(Booking(1, Side.DEBIT, 10_000, 8400, date(2026, 11, 1), number, ""))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Müller & Söhne", "Müller & Söhne"),
        ('Die "Bäckerei"; Meyer', 'Die "Bäckerei"; Meyer'),
        ("Łódź Sp. z o.o.", "Lódz Sp. z o.o."),
        ("Čeština\r\nDvořák\ta", "Ceština Dvorák a"),
        ("café", "café"),
        ("株式会社", "????"),
        ("€ 5 – „so“", "€ 5 – „so“"),
        ("A" * 70, "A" * 60),
    ],
)
def test_any_name_can_be_written(name: str, written: str) -> None:
    booking = Booking(1, Side.DEBIT, 10_000, 8400, date(2026, 11, 1), "RE-1", name)
    assert row(file.row(booking).decode("cp1252").removesuffix("\r\n")).text == written


@given(st.text(max_size=80))
def test_no_text_breaks_a_row(name: str) -> None:
    booking = Booking(1, Side.DEBIT, 10_000, 8400, date(2026, 11, 1), "RE-1", name)
    written = file.row(booking)
    assert written.count(b"\r\n") == 1
    assert len(row(written.decode("cp1252").removesuffix("\r\n")).text) <= 60


@pytest.mark.parametrize(
    ("month", "first", "year"),
    [
        (date(2026, 11, 1), 1, date(2026, 1, 1)),
        (date(2026, 1, 1), 1, date(2026, 1, 1)),
        (date(2026, 6, 1), 7, date(2025, 7, 1)),
        (date(2026, 7, 1), 7, date(2026, 7, 1)),
        (date(2026, 11, 1), 12, date(2025, 12, 1)),
    ],
)
def test_a_month_lies_in_one_fiscal_year(month: date, first: int, year: date) -> None:
    assert fiscal_year(month, first) == year


@pytest.mark.parametrize("module", ["booking", "deferral", "fault", "fields", "file", "header"])
def test_the_examples_hold(module: str) -> None:
    assert doctest.testmod(import_module(f"laufzeit.payments.datev.{module}")).failed == 0
