"""What a run in columns stores is what billing one by one stores, row by row, but for ids and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from tests.invoices.conftest import NOON, Biller

pytestmark = pytest.mark.slow

FIRST, SECOND = date(2023, 3, 31), date(2023, 4, 30)
NOT_COMPARED = {"id", "number", "created_at", "part", "run_id", "document_id", "seller_id"}
DOCUMENTS = "SELECT d.*, s.hash AS seller FROM invoices_document d JOIN invoices_seller s ON s.id = d.seller_id"


@contextmanager
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Columns leave all customers aside."""
    from laufzeit.invoices.running import mass

    columns = mass.draft

    def nothing(found: mass.Base, *rest: Any) -> mass.Drafted:
        nobody = mass.Base(*(table.head(0) for table in (found.customers, found.contracts, found.phases)))
        everybody = found.customers["organisation_id"].to_list()
        return mass.Drafted(columns(nobody, *rest).sheets, 0, everybody)

    with monkeypatch.context() as patched:
        patched.setattr(mass, "draft", nothing)
        yield


def stored() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """All documents and all lines, in an order that does not depend on ids; lines name their document by its place."""
    documents = _rows(DOCUMENTS, "organisation_id", "kind", "contract_id", "net", "issued_on")
    places = {row["id"]: place for place, row in enumerate(documents)}
    lines = [
        row | {"document": places[row["document_id"]]}
        for row in _rows("SELECT * FROM invoices_line", "contract_id", "item", "period_from", "service_from", "pos")
    ]
    lines.sort(key=lambda row: (row["document"], row["pos"]))
    kept = [
        [{name: value for name, value in row.items() if name not in NOT_COMPARED} for row in rows]
        for rows in (documents, lines)
    ]
    return kept[0], kept[1]


def _rows(statement: str, *order: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return sorted(rows, key=lambda row: [str(row[name]) for name in order])


def compared(biller: Biller, through: date, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Bill both ways; what columns have stored stays."""
    with one_by_one(monkeypatch):
        singly, expected = forgotten(biller, through)
    columns, found = forgotten(biller, through)
    assert found == expected
    assert singly.refusals == columns.refusals
    assert singly.summary.singly == singly.summary.contracts == columns.summary.contracts
    for name in ("invoices", "corrections", "lines", "refused", "net", "tax", "gross", "plans"):
        assert getattr(singly.summary, name) == getattr(columns.summary, name), name
    return biller.bill(through)


def forgotten(biller: Biller, through: date) -> tuple[Any, Any]:
    """What a run comes to and stores; afterwards it has not been."""
    with transaction.atomic():
        found = biller.bill(through), stored()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def base(gapteq: Biller) -> dict[str, UUID]:
    """Customers of all sorts, with contracts of all sorts."""
    from laufzeit.contracts.commands import ChargeExtra, GrantDiscount
    from laufzeit.customers.models import Organisation
    from laufzeit.money.vat import VatCategory
    from laufzeit.vendors.models import new_id

    contracts: dict[str, UUID] = {}
    for number in range(12):
        customer = gapteq.customer(f"Kunde {number}")
        plan = ("prepaid", "prepaid", "pay-per-use")[number % 3]
        start = date(2022 + number % 2, 3, 1 + number * 2)
        edition = "2022" if start.year == 2022 else "2023"
        contracts[f"plain {number}"] = gapteq.conclude(
            customer, plan, start, seats=(5, 29, 450, 1)[number % 4], edition=edition
        )
        if number % 4 == 0:
            contracts[f"second {number}"] = gapteq.conclude(customer, "prepaid", date(2023, 3, 20), seats=6)
    contracts["elsewhere"] = gapteq.conclude(
        gapteq.customer("Oy", country="FI", vat_id="FI20774740"), "prepaid", date(2023, 3, 1)
    )
    contracts["without id"] = gapteq.conclude(gapteq.customer("Ohne", country="FI"), "prepaid", date(2023, 3, 1))
    contracts["outside"] = gapteq.conclude(gapteq.customer("Inc", country="US"), "prepaid", date(2023, 3, 2))
    organisation, main = gapteq.customer("Ohne Ort")
    contracts["no city"] = gapteq.conclude((organisation, main), "prepaid", date(2023, 3, 3))
    Organisation.objects.filter(id=organisation.id).update(city="")
    Organisation.objects.filter(name="Kunde 5").update(
        name='Müller "& Söhne"\n\\Büro', language="en", buyer_reference="L-1"
    )
    contracts["discount"] = gapteq.conclude(gapteq.customer("Rabatt"), "prepaid", date(2023, 3, 4), seats=7)
    grant = GrantDiscount(new_id(), date(2023, 3, 4), 1000, None, None, None, None, "Treue")
    gapteq.decide(contracts["discount"], grant, date(2023, 3, 4), staff=True)
    contracts["extra"] = gapteq.conclude(gapteq.customer("Schulung"), "prepaid", date(2023, 3, 5), seats=7)
    extra = ChargeExtra(new_id(), date(2023, 3, 10), 25_000, "Schulung", VatCategory.STANDARD)
    gapteq.decide(contracts["extra"], extra, date(2023, 3, 5), staff=True)
    usage(contracts["plain 2"], 29, date(2023, 3, 7))
    usage(contracts["plain 8"], 3, date(2023, 3, 20))
    return contracts


def usage(contract: UUID, count: int, day: date, *, first: int = 0) -> None:
    from laufzeit.usage.models import Record
    from laufzeit.vendors.models import new_id

    Record.objects.bulk_create(
        Record(
            contract=contract, meter="active-users", day=day, quantity=1_000_000, subject=f"user {number}",
            sender_id=str(new_id()), received_at=NOON,
        )
        for number in range(first, first + count)
    )  # fmt: skip


@pytest.mark.parametrize("part", [20_000, 1], ids=["in part 0", "in a part of its own"])
def test_the_rows_of_two_runs(
    gapteq: Biller, base: dict[str, UUID], part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from laufzeit.contracts.commands import ChangeSeats
    from laufzeit.invoices.actions import cancel
    from laufzeit.invoices.running import actions
    from laufzeit.vendors.models import new_id

    monkeypatch.setattr(actions, "OWN_PART", part)
    monkeypatch.setattr(actions, "SLICE", 6)
    first = compared(gapteq, FIRST, monkeypatch)
    assert {one.code for one in first.refusals} == {"address_missing", "vat_id_missing"}
    assert 2 <= first.summary.singly <= 5, "only those with a discount, an extra, or something missing"
    gapteq.decide(base["plain 0"], ChangeSeats(new_id(), 40), date(2023, 4, 12))
    gapteq.decide(base["plain 4"], ChangeSeats(new_id(), 7), date(2023, 4, 20))
    gapteq.decide(base["discount"], ChangeSeats(new_id(), 9), date(2023, 4, 20))
    usage(base["plain 8"], 9, date(2023, 3, 30), first=1)
    usage(base["plain 2"], 12, date(2023, 4, 3))
    cancelled = next(one for one in gapteq.documents() if one.contract == base["plain 1"])
    cancel(cancelled.id, SECOND)
    second = compared(gapteq, SECOND, monkeypatch)
    assert second.summary.corrections >= 3
    assert gapteq.bill(SECOND).summary.documents == 0


def test_a_run_that_looked_as_far_before_looks_at_what_has_changed_alone(
    gapteq: Biller, base: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    from laufzeit.contracts.commands import ChangeSeats
    from laufzeit.invoices.models import Slice
    from laufzeit.vendors.models import new_id

    first = gapteq.bill(FIRST)
    assert first.summary.contracts == len(base)
    again = gapteq.bill(FIRST)
    assert again.summary.contracts == len(first.refusals) == 2, "those that could not be billed are tried again"
    gapteq.decide(base["plain 0"], ChangeSeats(new_id(), 40), date(2023, 3, 31))
    monkeypatch.setattr("laufzeit.invoices.running.actions.SLICE", 1)
    third = gapteq.bill(FIRST)
    assert (third.summary.contracts, third.summary.documents) == (3, 2)
    assert Slice.objects.filter(run_id=third.run).count() == 3


def test_a_rehearsal_says_what_a_run_then_does(gapteq: Biller, base: dict[str, UUID]) -> None:
    from laufzeit.invoices.running import actions

    shown = actions.rehearse(gapteq.vendor.id, FIRST, FIRST)
    assert gapteq.documents() == []
    done = gapteq.bill(FIRST)
    assert shown.summary == done.summary
    assert sorted(one.number for one in shown.refusals) == sorted(one.number for one in done.refusals)


def test_what_is_marked_during_a_slice_stays_marked(gapteq: Biller, base: dict[str, UUID]) -> None:
    from laufzeit.invoices.models import Touched
    from laufzeit.invoices.running import store

    gapteq.bill(FIRST)
    everything = (UUID(int=0), UUID(int=2**128 - 1))
    store.mark([base["plain 0"]])
    assert base["plain 0"] in store.marked(*everything)
    taken = store.take_marks(*everything)
    store.mark([base["plain 0"], base["plain 1"]])
    assert base["plain 0"] in taken
    assert {row.contract for row in Touched.objects.all()} == {base["plain 0"], base["plain 1"]}
