"""The part of a large run: written to by its vendor only, read by nobody until it is attached, then never changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from tests.contracts.conftest import applied
from tests.invoices.conftest import NOON, Biller

pytestmark = pytest.mark.slow

THROUGH = date(2023, 3, 31)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each run counts as a large one."""
    from laufzeit.invoices.running import actions

    monkeypatch.setattr(actions, "OWN_PART", 1)


@contextmanager
def refused(alias: str = "default") -> Iterator[None]:
    with pytest.raises((DatabaseError, psycopg.Error)), transaction.atomic(alias):
        yield


def run(statement: str, *facts: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)


def copy_from(biller: Biller, table: str, part: int, *, vendor: Any = None, into: int | None = None) -> None:
    """COPY the rows of part 0 into a part, as those of a vendor and a part."""
    from laufzeit.invoices import store

    names = store.DOCUMENT if table == "invoices_document" else store.LINE
    others = names.replace("part, ", "", 1).replace("vendor_id", f"'{vendor or biller.vendor.id}'::uuid")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {part if into is None else into}, {others} FROM {table}")
        rows = cursor.fetchall()
    assert rows
    with store.copying(table, names, part) as copy:
        for row in rows:
            copy.write_row([_adapted(value) for value in row])


def _adapted(value: Any) -> Any:
    import json

    return json.dumps(value) if isinstance(value, dict | list) else value


@pytest.fixture
def issued(gapteq: Biller) -> Biller:
    """A vendor with a document in part 0."""
    gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16), seats=29)
    gapteq.bill(THROUGH)
    return gapteq


def new_part() -> int:
    from laufzeit.invoices.running.store import new_part

    return new_part()


def attach(part: int) -> None:
    from laufzeit.invoices.running.store import attach_part

    attach_part(part)


def test_a_large_run_fills_a_part_that_is_seen_when_it_is_done(gapteq: Biller, large: None) -> None:
    from laufzeit.invoices.models import Document, Line
    from laufzeit.invoices.running import actions, jobs

    gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16), seats=29)
    started = actions.start(gapteq.vendor.id, THROUGH, THROUGH, NOON)
    assert started.part > 0
    assert jobs.work(gapteq.vendor.id, started.id) and not jobs.work(gapteq.vendor.id, started.id)
    assert not Document.objects.exists() and not Line.objects.exists()
    actions.finish(gapteq.vendor.id, started.id, NOON)
    [one] = gapteq.documents()
    assert (one.number, one.net) == ("RE-2023-000001", 232800)
    assert [row.part for row in Document.objects.all()] == [started.part]


def test_a_second_large_run_corrects_what_the_first_has_issued(gapteq: Biller, large: None) -> None:
    from laufzeit.contracts.commands import ChangeSeats
    from laufzeit.vendors.models import new_id

    contract = gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2022, 3, 16), seats=10, edition="2022")
    gapteq.bill(date(2022, 3, 31))
    gapteq.decide(contract, ChangeSeats(new_id(), 12), date(2022, 9, 1))
    gapteq.bill(date(2022, 9, 1))
    assert sorted(one.net for one in gapteq.documents()) == [-32219, 60000, 72000]


def test_a_part_is_written_to_by_copy_and_read_by_nobody(issued: Biller) -> None:
    part = new_part()
    copy_from(issued, "invoices_document", part)
    copy_from(issued, "invoices_line", part)
    for table in ("invoices_document", "invoices_line"):
        for statement in (
            f"SELECT * FROM {table}_p{part}",
            f"COPY {table}_p{part} TO STDOUT",
            f"UPDATE {table}_p{part} SET net = 0",
            f"DELETE FROM {table}_p{part}",
            f"TRUNCATE {table}_p{part}",
            f"ALTER TABLE {table}_p{part} DISABLE TRIGGER guard",
            f"DROP TABLE {table}_p{part}",
        ):
            with refused():
                run(statement)


def test_rows_of_another_vendor_or_part_are_refused(issued: Biller) -> None:
    part = new_part()
    with refused():
        copy_from(issued, "invoices_document", part, vendor=uuid4())
    with refused():
        copy_from(issued, "invoices_line", part, vendor=uuid4())
    with refused():
        copy_from(issued, "invoices_document", part, into=part + 1)


def test_another_vendor_can_neither_fill_nor_read_nor_attach_a_part(vendor: Any, other_vendor: Any) -> None:
    from laufzeit.vendors.store import acting_for

    mine, theirs = Biller(vendor), Biller(other_vendor)
    with acting_for(mine.vendor.id):
        applied(mine.vendor, "gapteq.toml")
        part = new_part()
    with acting_for(theirs.vendor.id):
        applied(theirs.vendor, "red-connect.toml")
        theirs.conclude(theirs.customer("Praxis"), "plus", date(2023, 3, 1), seats=2)
        theirs.bill(THROUGH)
        assert theirs.documents()
        for vendor_id in (None, mine.vendor.id):
            for table in ("invoices_document", "invoices_line"):
                with refused():
                    copy_from(theirs, table, part, vendor=vendor_id)
        with refused():
            run(f"SELECT * FROM invoices_document_p{part}")
        with refused():
            attach(part)


def test_nobody_without_a_vendor_gets_or_attaches_a_part(db: None, vendor: Any) -> None:
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        part = new_part()
    for statement in ("SELECT laufzeit_new_part()", f"SELECT laufzeit_attach_part({part})"):
        with refused():
            run(statement)


def test_documents_in_an_attached_part_cannot_be_changed_or_removed(gapteq: Biller, large: None) -> None:
    from laufzeit.invoices.models import Document

    gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16))
    gapteq.bill(THROUGH)
    [part] = {row.part for row in Document.objects.all()}
    for table in ("invoices_document", "invoices_line", f"invoices_document_p{part}", f"invoices_line_p{part}"):
        for change in (f"UPDATE {table} SET net = 0", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with refused():
                run(change)
    with refused():
        copy_from(gapteq, "invoices_document", part)
    assert len(gapteq.documents()) == 1


def test_another_vendor_does_not_see_an_attached_part(gapteq: Biller, large: None) -> None:
    from laufzeit.invoices.models import Document, Line

    gapteq.conclude(gapteq.customer("Muster"), "prepaid", date(2023, 3, 16))
    gapteq.bill(THROUGH)
    [part] = {row.part for row in Document.objects.all()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('laufzeit.vendor', %s, true)", [str(uuid4())])
        for model in (Document, Line):
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            assert cursor.fetchone() == (0,)
    for table in ("invoices_document", "invoices_line"):
        with refused():
            run(f"SELECT * FROM {table}_p{part}")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_not_even_the_owner_changes_what_was_issued() -> None:
    """A trigger refuses where rights do not: in part 0 and in a part that was attached."""
    from laufzeit.invoices.running import actions
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="gap", name="GAPTEQ")
    biller = Biller(vendor)
    with acting_for(vendor.id):
        applied(vendor, "gapteq.toml")
        biller.conclude(biller.customer("Muster"), "prepaid", date(2023, 3, 16))
        biller.bill(THROUGH)
        own, actions.OWN_PART = actions.OWN_PART, 1  # type: ignore[misc]
        biller.bill(date(2024, 3, 31))
        actions.OWN_PART = own  # type: ignore[misc]
        parts = {document.number: 0 for document in biller.documents()}
    assert len(parts) == 2
    with connections["owner"].cursor() as cursor:
        for table in ("invoices_document", "invoices_line"):
            for change in (f"UPDATE {table} SET net = net", f"DELETE FROM {table}"):
                with refused("owner"):
                    cursor.execute(f"SELECT set_config('laufzeit.vendor', '{vendor.id}', true)")
                    cursor.execute(change)
        with transaction.atomic("owner"):
            cursor.execute(f"SELECT set_config('laufzeit.vendor', '{vendor.id}', true)")
            cursor.execute("SELECT count(*), count(DISTINCT part) FROM invoices_document")
            assert cursor.fetchone() == (2, 2)
