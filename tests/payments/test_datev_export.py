"""`laufzeit datev export` on the real database: files that read back, months in a row, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.conftest import applied
from tests.contracts.test_tick_kill import environment
from tests.invoices.conftest import Biller
from tests.payments.datev_documents import BUYER, document, line, turned
from tests.payments.datev_reader import Read, read

from laufzeit.catalogue.billing import Billing, Chart, Datev
from laufzeit.dates.day import add_months
from laufzeit.dates.period import Period
from laufzeit.invoices.document import Document, DocumentKind, Party, TaxCategory
from laufzeit.invoices.totals import tax_within
from laufzeit.payments.datev.booking import NO_AUTOMATICS
from laufzeit.payments.datev.deferral import earned, month_of

SKR03 = Billing(datev=Datev(Chart.SKR03, 1001, 42))
TODAY = date(2028, 1, 1)
AUSTRIAN = Party("Beispiel GesmbH", "Gasse 3", "1010", "Wien", "AT", number="10043", vat_id="ATU13585627")
SWISS = replace(AUSTRIAN, country="CH", vat_id="")


def month(year: int, number: int) -> Period:
    return month_of(date(year, number, 1))


def issue(*documents: Document) -> None:
    from laufzeit.invoices.store import Issue, insert
    from laufzeit.vendors.models import new_id

    insert([Issue(replace(one, id=new_id()), 0, None) for one in documents])


def exported(
    out: Path, period: Period, billing: Billing = SKR03, today: date = TODAY, *, payments: bool = False
) -> Any:
    from laufzeit.payments.datev.actions import export

    return export(billing, period, today, out, payments=payments)


def year_of_documents() -> list[Document]:
    first = date(2026, 11, 22)
    yearly = document("RE-2026-000001", first, line(120_000, first, date(2027, 11, 21)))
    monthly = document("RE-2026-000002", first, line(9_900, date(2026, 11, 1), date(2026, 11, 30), 700, contract=2))
    reverse = document(
        "RE-2026-000003", date(2026, 11, 30),
        line(118_800, date(2026, 12, 1), date(2027, 11, 30), 0, TaxCategory.REVERSE_CHARGE, 3), buyer=AUSTRIAN,
    )  # fmt: skip
    third = document(
        "RE-2026-000004", date(2026, 12, 1),
        line(50_000, date(2026, 12, 1), date(2027, 5, 31), 0, TaxCategory.OUTSIDE, 4), buyer=SWISS,
    )  # fmt: skip
    return [yearly, monthly, reverse, third, turned(yearly, "RK-2027-000001", date(2027, 4, 15))]


@pytest.mark.slow
class TestExport:
    def test_a_month_reads_back(self, acting: Any, tmp_path: Path) -> None:
        issue(*year_of_documents())
        done = exported(tmp_path / "EXTF_11.csv", month(2026, 11))
        content = (tmp_path / "EXTF_11.csv").read_bytes()
        found = read(content)
        assert found.header[5] == "20261201000000000"
        assert found.header[10:17] == ["1001", "42", "20260101", "4", "20261101", "20261130", "Rechnungen 11/2026"]
        assert [(row.voucher, row.amount, row.side, row.contra, row.key) for row in found.rows] == [
            ("RE-2026-000001", 142_800, "S", "8400", ""),
            ("RE-2026-000001", 117_041, "H", "8400", NO_AUTOMATICS),
            ("RE-2026-000002", 10_593, "S", "8300", ""),
            ("RE-2026-000003", 118_800, "S", "8336", ""),
            ("RE-2026-000003", 118_800, "H", "8336", NO_AUTOMATICS),
        ]
        assert (done.documents, done.net, done.gross) == (3, 248_700, 272_193)
        assert found.balances()["10000"] == done.gross
        assert done.deferral.closing == 117_041 + 118_800 == -found.balances()["0990"]
        assert [row.eu for row in found.rows if row.contra == "8336" and not row.key] == ["ATU13585627"]

    def test_the_same_month_gives_the_same_bytes(self, acting: Any, tmp_path: Path) -> None:
        issue(*year_of_documents())
        [one] = exported(tmp_path / "EXTF_1.csv", month(2026, 12)).files
        [two] = exported(tmp_path / "EXTF_2.csv", month(2026, 12)).files
        assert one.path.read_bytes() == two.path.read_bytes()
        assert one.sha256 == two.sha256

    @pytest.mark.parametrize(
        ("chart", "deferred", "debtor"), [(Chart.SKR03, "0990", 10_000), (Chart.SKR04, "3900", 20_000)]
    )
    def test_months_in_a_row_add_up(
        self, acting: Any, tmp_path: Path, chart: Chart, deferred: str, debtor: int
    ) -> None:  # fmt: skip
        """At the end the customers' account has what was invoiced, the deferral account nothing, and revenue is net."""
        documents = year_of_documents()
        issue(*documents)
        billing = Billing(datev=Datev(chart, 1001, 42, debtor=debtor))
        balances: dict[str, int] = defaultdict(int)
        revenue, closing, day = 0, 0, date(2026, 11, 1)
        while day < date(2028, 1, 1):
            done = exported(tmp_path / "EXTF_m.csv", month_of(day), billing)
            found = read((tmp_path / "EXTF_m.csv").read_bytes())
            for account, amount in found.balances().items():
                balances[account] += amount
            revenue += net_revenue(found, str(debtor))
            assert done.deferral.opening == closing
            closing = done.deferral.closing
            assert closing == -balances[deferred]
            day = add_months(day, 1)
        assert closing == 0
        assert balances[str(debtor)] == sum(one.gross for one in documents)
        assert revenue == sum(one.net for one in documents)

    def test_at_the_end_of_the_year_the_balance_is_that_of_the_case(self, acting: Any, tmp_path: Path) -> None:
        """Cases 1 and 2 of deferred_revenue.json, one of them in the month of issue, the other released once."""
        for number, first, last in (
            ("RE-1", date(2026, 11, 22), date(2027, 11, 21)),
            ("RE-2", date(2026, 12, 1), date(2027, 11, 30)),
        ):
            issue(document(number, first, line(120_000, first, last)))
        exported(tmp_path / "EXTF_11.csv", month(2026, 11))
        done = exported(tmp_path / "EXTF_12.csv", month(2026, 12))
        assert done.deferral.closing == 106_849 + 109_808

    def test_a_fiscal_year_may_begin_in_any_month(self, acting: Any, tmp_path: Path) -> None:
        issue(*year_of_documents())
        exported(tmp_path / "EXTF_a.csv", month(2027, 4), Billing(datev=Datev(Chart.SKR03, 1001, 42, fiscal_year=7)))
        assert read((tmp_path / "EXTF_a.csv").read_bytes()).header[12] == "20260701"

    def test_small_items_are_left_and_corrections_follow_them(self, acting: Any, tmp_path: Path) -> None:
        first = date(2026, 11, 22)
        small = document("RE-1", first, line(60_000, first, date(2027, 11, 21)))
        large = document("RE-2", first, line(120_000, first, date(2027, 11, 21), contract=2))
        part = replace(
            large.lines[0], amount=-30_000, net=-30_000, service=Period(date(2027, 6, 1), date(2027, 11, 22))
        )
        back = document("RK-1", date(2027, 3, 1), part, kind=DocumentKind.CORRECTION)
        issue(small, large, back)
        billing = Billing(datev=Datev(Chart.SKR03, 1001, 42, defer_from=80_001))
        november = exported(tmp_path / "EXTF_11.csv", month(2026, 11), billing)
        assert november.deferral.added == 117_041
        march = exported(tmp_path / "EXTF_03.csv", month(2027, 3), billing)
        assert march.deferral.added == -30_000
        assert exported(tmp_path / "EXTF_04.csv", month(2027, 4), billing).deferral.opening == march.deferral.closing

    def test_what_runs_have_billed_is_booked(self, acting: Any, tmp_path: Path) -> None:
        """Customers at home, elsewhere in the Union and outside of it pay for a year; one of them takes more seats, so
        that a correction gives back the rest of the old term."""
        from laufzeit.catalogue.store import catalogue_of
        from laufzeit.contracts.commands import ChangeSeats
        from laufzeit.vendors.models import new_id

        applied(acting, "gapteq.toml")
        vendor, day = Biller(acting), date(2022, 3, 16)
        home = vendor.conclude(vendor.customer("Muster"), "prepaid", day, seats=10, edition="2022")
        vendor.conclude(vendor.customer("Wien", country="AT", vat_id="ATU13585627"), "prepaid", day, edition="2022")
        vendor.conclude(vendor.customer("Chur", country="CH"), "prepaid", day, edition="2022")
        billing = catalogue_of(acting.id).vendor.billing
        assert billing.datev
        billing = replace(billing, datev=replace(billing.datev, defer_from=0))
        gross, booked, accounts = 0, 0, set()
        for number in range(3, 13):
            period = month(2022, number)
            assert period.last_day
            if number == 9:
                vendor.decide(home, ChangeSeats(new_id(), 12), date(2022, 9, 1))
            vendor.bill(period.last_day)
            done = exported(tmp_path / "EXTF_m.csv", period, billing)
            found = read((tmp_path / "EXTF_m.csv").read_bytes())
            accounts |= {row.contra for row in found.rows}
            gross, booked = gross + done.gross, booked + found.balances().get("10000", 0)
        documents = vendor.documents()
        assert [one.kind for one in documents].count(DocumentKind.CORRECTION) == 1
        assert accounts == {"4400", "4336", "4338"}
        assert booked == gross == sum(one.gross for one in documents)
        until = date(2023, 1, 1)
        left = [one.net - earned(one.net, one.service, until) for each in documents for one in each.lines]
        assert done.deferral.closing == sum(left) > 0

    def test_payments_clear_open_items(self, acting: Any, tmp_path: Path) -> None:
        """A payment that came back and was made again, in November; the last one is of another month."""
        from laufzeit.invoices.store import documents_between
        from laufzeit.payments.models import Entry

        yearly, *_ = year_of_documents()
        issue(yearly)
        [stored] = documents_between(date(2026, 11, 1), date(2026, 12, 1))
        for n, (kind, amount, day) in enumerate(
            [
                ("payment", -142_800, 24),
                ("return", 142_800, 26),
                ("fee", 500, 26),
                ("payment", -140_000, 30),
                ("payment", -2_800, 31),
            ]
        ):
            Entry.objects.create(
                document=stored.id, organisation=stored.organisation, kind=kind, amount=amount, currency="EUR",
                money=kind != "fee", booked_on=date(2026, 11, 1) + timedelta(days=day - 1), key=str(n),
                recorded_at=datetime(2026, 12, 1, tzinfo=UTC),
            )  # fmt: skip
        done = exported(tmp_path / "EXTF_11.csv", month(2026, 11), payments=True)
        assert (done.payments, done.paid) == (3, 140_000)
        moved = [row for row in read((tmp_path / "EXTF_11.csv").read_bytes()).rows if row.account == "1200"]
        assert [(row.amount, row.side, row.contra, row.day, row.voucher, row.text) for row in moved] == [
            (142_800, "S", "10000", "2411", "RE-2026-000001", "Zahlung Müller & Söhne KG"),
            (142_800, "H", "10000", "2611", "RE-2026-000001", "Rücklastschrift Müller & Söhne KG"),
            (140_000, "S", "10000", "3011", "RE-2026-000001", "Zahlung Müller & Söhne KG"),
        ]
        without = exported(tmp_path / "EXTF_11.csv", month(2026, 11))
        assert without.payments == 0

    def test_an_empty_month_is_an_empty_file(self, acting: Any, tmp_path: Path) -> None:
        done = exported(tmp_path / "EXTF_0.csv", month(2025, 1))
        assert (done.documents, done.deferral.closing) == (0, 0)
        assert read((tmp_path / "EXTF_0.csv").read_bytes()).rows == []

    def test_a_month_of_too_many_bookings_has_several_files(
        self, acting: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from laufzeit.payments.datev import file

        issue(*year_of_documents())
        monkeypatch.setattr(file, "MOST_ROWS", 2)
        done = exported(tmp_path / "EXTF_11.csv", month(2026, 11))
        assert [(one.path.name, one.bookings) for one in done.files] == [
            ("EXTF_11.csv", 2), ("EXTF_11_2.csv", 1), ("EXTF_11_3.csv", 2),
        ]  # fmt: skip
        vouchers = [{row.voucher for row in read(one.path.read_bytes()).rows} for one in done.files]
        assert vouchers == [{"RE-2026-000001"}, {"RE-2026-000002"}, {"RE-2026-000003"}]

    def test_a_document_that_cannot_be_booked_stops_the_month(self, acting: Any, tmp_path: Path) -> None:
        from laufzeit.payments.datev.actions import CannotExport

        good, *_ = year_of_documents()
        odd = document("RE-9", date(2026, 11, 3), line(100, date(2026, 11, 1), date(2026, 11, 30), 2500, contract=9))
        abroad = replace(
            document("RE-8", date(2026, 11, 4), line(100, date(2026, 11, 1), date(2026, 11, 30))), currency="CHF"
        )
        issue(good, odd, abroad)
        (tmp_path / "EXTF_11.csv").write_text("what was there before")
        with pytest.raises(CannotExport) as raised:
            exported(tmp_path / "EXTF_11.csv", month(2026, 11))
        assert [(fault.document, fault.customer, fault.code.value) for fault in raised.value.faults] == [
            ("RE-9", BUYER.name, "no_account"),
            ("RE-8", BUYER.name, "currency"),
        ]
        assert [path.name for path in tmp_path.iterdir()] == ["EXTF_11.csv"]
        assert (tmp_path / "EXTF_11.csv").read_text() == "what was there before"

    def test_a_month_that_is_not_over_is_refused(self, acting: Any, tmp_path: Path) -> None:
        from laufzeit.payments.datev.actions import CannotExport

        with pytest.raises(CannotExport, match="not over before 2026-12-01"):
            exported(tmp_path / "EXTF_11.csv", month(2026, 11), today=date(2026, 11, 30))
        with pytest.raises(CannotExport, match=r"vendor\.billing\.datev"):
            exported(tmp_path / "EXTF_11.csv", month(2026, 11), Billing())
        assert list(tmp_path.iterdir()) == []

    def test_a_month_that_a_run_still_fills_is_refused(self, acting: Any, tmp_path: Path) -> None:
        from laufzeit.invoices.models import Run, RunState
        from laufzeit.payments.datev.actions import CannotExport

        at = datetime(2026, 11, 30, 23, 50, tzinfo=UTC)
        run = Run.objects.create(through=at.date(), issued_on=at.date(), started_at=at)
        with pytest.raises(CannotExport, match="not done yet"):
            exported(tmp_path / "EXTF_11.csv", month(2026, 11))
        Run.objects.filter(id=run.id).update(state=RunState.DONE, finished_at=at)
        assert exported(tmp_path / "EXTF_11.csv", month(2026, 11)).documents == 0


def net_revenue(found: Read, debtor: str) -> int:
    """What the revenue accounts have, after DATEV has taken the tax out of what is booked without the key."""
    rates = {"8400": 1900, "4400": 1900, "8300": 700, "4300": 700}
    total = 0
    for row in found.rows:
        signed = row.amount if row.side == "S" else -row.amount  # debit of the account, credit of the contra account
        total += signed - (0 if row.key else tax_within(signed, rates.get(row.contra, 0)))
    return total


@pytest.fixture
def red_for_books(transactional_db: None) -> Any:
    """RED connect, whose catalogue says how the books are kept, with one yearly invoice."""
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red", name="RED connect")
    with acting_for(vendor.id):
        applied(vendor, "red-connect.toml")
        first = date(2020, 11, 22)
        issue(document("RE-1", first, line(100_000, first, date(2021, 11, 21), 1600)))
    return vendor


def command(*arguments: str, vendor: str = "red") -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "laufzeit", "datev", "export", "--vendor", vendor, *arguments]
    return subprocess.run(call, env=environment(), capture_output=True, text=True, timeout=120)


class TestCommand:
    def test_it_writes_and_says_what(self, red_for_books: Any, tmp_path: Path) -> None:
        out = tmp_path / "EXTF_11.csv"
        call = ("--year", "2020", "--month", "11", "--out", str(out))
        told = command(*call)
        assert told.returncode == 0, told.stderr
        assert told.stdout.splitlines() == [
            "1 document from 2020-11-01 through 2020-11-30: net 1000.00 EUR, VAT 160.00 EUR, together 1160.00 EUR",
            "Deferred revenue: 0.00 EUR at the beginning, 975.34 EUR added, 0.00 EUR released, 975.34 EUR at the end",
            f"  {out}: 2 bookings",
        ]
        result = json.loads(command(*call, "--json").stdout)
        assert result["deferred"] == {"opening": 0, "added": 97_534, "released": 0, "closing": 97_534}
        assert [row.contra for row in read(out.read_bytes()).rows] == ["8400", "8400"]
        december = ("--year", "2020", "--month", "12", "--out", str(tmp_path / "december.csv"))
        assert command(*december).stdout.splitlines()[-1] == "DATEV reads only files whose names begin with EXTF_."

    def test_what_cannot_be_done_is_said(self, red_for_books: Any, tmp_path: Path) -> None:
        from laufzeit.vendors.store import acting_for

        month, out = ("--year", "2020", "--month", "11"), ("--out", str(tmp_path / "EXTF_.csv"))
        for told, said in (
            (command(*month, *out, vendor="nobody"), "There is no vendor nobody."),
            (command("--year", "2099", "--month", "12", *out), "The month is not over before 2100-01-01"),
            (command(*month, "--out", f"{tmp_path}/no/EXTF_.csv"), "No such file or directory"),
        ):
            assert (told.returncode, told.stdout) == (1, "")
            assert said in told.stderr
            assert "Traceback" not in told.stderr
        with acting_for(red_for_books.id):
            issue(document("RE-9", date(2020, 11, 3), line(100, date(2020, 11, 1), date(2020, 11, 30), 2500)))
        told = command(*month, *out)
        assert (told.returncode, told.stdout.splitlines()) == (1, [
            "Nothing was written: 1 fault.",
            "  RE-9 (Müller & Söhne KG): no revenue account is known for the category S at 25 %.",
        ])  # fmt: skip
        assert json.loads(command(*month, *out, "--json").stdout)["faults"][0]["code"] == "no_account"
        assert list(tmp_path.iterdir()) == []
