"""Files for documents that wait: made once, kept for ever, sent, and nothing half done."""

from __future__ import annotations

import errno
import threading
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connections, transaction
from tests.einvoice.conftest import NOW, Issue, set_up
from tests.einvoice.samples import BUYER, SAMPLES, debited, plain

from laufzeit.einvoice import actions, jobs, store
from laufzeit.einvoice.filing import FileKind
from laufzeit.einvoice.jobs import Rendered, render_due
from laufzeit.einvoice.models import File, Waiting
from laufzeit.einvoice.typesetting import NotSet
from laufzeit.einvoice.ubl import ubl
from laufzeit.messages.models import Enclosure, Message
from laufzeit.vendors.store import acting_for


def kept(seller: Any) -> dict[tuple[Any, str], str]:
    with acting_for(seller.id):
        return {(row.document, row.kind): row.sha256 for row in File.objects.all()}


def counts(seller: Any) -> tuple[int, int, int]:
    """Files, letters, documents that wait."""
    with acting_for(seller.id):
        return File.objects.count(), Message.objects.count(), Waiting.objects.count()


def test_what_is_issued_gets_files_and_goes_out_once(seller: Any, issue: Issue) -> None:
    one, other = issue([plain(), debited()])
    assert counts(seller) == (0, 0, 2)
    assert render_due(seller.id, NOW) == Rendered(documents=2, letters=2)
    assert render_due(seller.id, NOW) == Rendered()
    assert counts(seller) == (4, 2, 0)
    with acting_for(seller.id):
        found = store.kept([one.id, other.id])
        assert [(row.kind, row.name, row.media_type) for row in found[one.id]] == [
            ("xrechnung", f"{one.number}.xml", "application/xml"),
            ("zugferd", f"{one.number}.pdf", "application/pdf"),
        ]
        xml = store.file(one.id, FileKind.XRECHNUNG)
        assert xml is not None
        assert bytes(xml.content) == ubl(one)
        assert xml.sha256 == sha256(ubl(one)).hexdigest()


def test_the_mail_brings_the_document(seller: Any, issue: Issue) -> None:
    public = replace(plain(), buyer_reference="04011000-1234512345-35")
    silent = replace(plain(), buyer=replace(BUYER, email=""))
    one, other, _ = issue([plain(), public, silent])
    assert render_due(seller.id, NOW) == Rendered(documents=3, letters=2)
    with acting_for(seller.id):
        letters = {row.key: row for row in Message.objects.all()}
        assert set(letters) == {f"invoice/{one.id}", f"invoice/{other.id}"}
        letter = letters[f"invoice/{one.id}"]
        assert (letter.email, letter.name) == ("buchhaltung@praxis-gross.example", "Änne Öztürk")
        assert letter.facts["link"] == "http://testserver/red-connect/invoices/"
        names = {row.message_id: [] for row in Enclosure.objects.all()}
        for row in Enclosure.objects.order_by("name"):
            names[row.message_id].append(row.name)
        assert names[letter.id] == [f"{one.number}.pdf"]
        assert names[letters[f"invoice/{other.id}"].id] == [f"{other.number}.pdf", f"{other.number}.xml"]
        (pdf,) = Enclosure.objects.filter(message=letter)
        found = store.file(one.id, FileKind.ZUGFERD)
        assert found is not None
        assert bytes(pdf.content) == bytes(found.content)


def test_whoever_wants_to_see_it_before_its_turn_gets_what_is_sent_later(
    seller: Any, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the vendor's look has changed in between."""
    (one,) = issue([plain()])
    with acting_for(seller.id):
        seen = actions.file(one.id, FileKind.ZUGFERD, NOW)
        assert actions.file(one.id, FileKind.ZUGFERD, NOW).id == seen.id
    looks = actions.vendor_brand
    monkeypatch.setattr(jobs, "vendor_brand", lambda: replace(looks(), colour="#003366"))
    assert render_due(seller.id, NOW) == Rendered(documents=1, letters=1)
    with acting_for(seller.id):
        (sent,) = Enclosure.objects.all()
        assert bytes(sent.content) == bytes(seen.content)
    assert len(kept(seller)) == 2


def test_files_never_change(seller: Any, issue: Issue) -> None:
    issue([plain()])
    render_due(seller.id, NOW)
    before = kept(seller)
    for change in (
        lambda: File.objects.update(content=b"another"),
        lambda: File.objects.all().delete(),
    ):
        with pytest.raises((InternalError, ProgrammingError)), acting_for(seller.id):
            change()
    assert kept(seller) == before


def test_another_vendor_sees_nothing(seller: Any, issue: Issue) -> None:
    (one,) = issue([plain()])
    other = set_up("other")
    assert render_due(other.id, NOW) == Rendered()
    render_due(seller.id, NOW)
    with acting_for(other.id):
        assert store.file(one.id, FileKind.ZUGFERD) is None
        assert File.objects.count() == Waiting.objects.count() == 0


# --- Faults -----------------------------------------------------------------------------------------------------------


def test_one_that_cannot_be_made_does_not_hold_back_the_others(
    seller: Any, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, _ = issue([replace(plain(), currency="XXX"), debited()])
    assert render_due(seller.id, NOW) == Rendered(documents=1, letters=1, faults=1)
    with acting_for(seller.id):
        (row,) = store.faults()
        assert (row.document, row.attempts, row.not_before) == (bad.id, 1, NOW + jobs.PAUSE)
        assert "XXX" in row.fault
    assert render_due(seller.id, NOW + timedelta(minutes=1)) == Rendered()

    def no_picture(*_: Any) -> bytes:
        raise NotSet("the logo is no picture")

    monkeypatch.setattr(actions, "zugferd", no_picture)
    assert render_due(seller.id, NOW + jobs.PAUSE) == Rendered(faults=1)


def test_a_full_disk_leaves_nothing_half_done(seller: Any, issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    """At each of the writes of a slice: the files, the letters, the queue."""
    issue([plain(), debited()])
    for place, name in ((store, "keep"), (store, "done"), (jobs.outbox, "enqueue_many")):
        real = getattr(place, name)

        def full(*given: Any, real: Any = real, **named: Any) -> None:
            real(*given, **named)
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(place, name, full)
            with pytest.raises(OSError, match="No space left"):
                render_due(seller.id, NOW)
        assert counts(seller) == (0, 0, 2)
    assert render_due(seller.id, NOW) == Rendered(documents=2, letters=2)
    assert counts(seller) == (4, 2, 0)


def test_several_share_the_queue_and_nothing_is_made_twice(transactional_db: None, seller: Any, issue: Issue) -> None:
    issue([plain() for _ in range(50)])
    done: list[Rendered] = []

    def work() -> None:
        try:
            done.append(render_due(seller.id, NOW))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one.documents for one in done) == sum(one.letters for one in done) == 50
    assert counts(seller) == (100, 50, 0)


def test_no_more_than_asked_for(seller: Any, issue: Issue) -> None:
    issue([plain() for _ in range(jobs.SLICE + 1)])
    assert render_due(seller.id, NOW, limit=1).documents == jobs.SLICE
    assert counts(seller)[2] == 1


@pytest.fixture
def large_run(seller: Any) -> Any:
    """A run whose documents lie in a part of their own, beside the table until it is done."""
    from laufzeit.invoices.models import Run
    from laufzeit.invoices.running import store as running
    from laufzeit.vendors.models import new_id

    with acting_for(seller.id):
        run = Run.objects.create(through=NOW.date(), issued_on=NOW.date(), started_at=NOW)
        run.part = running.new_part()
        run.save(update_fields=["part"])
        documents = [replace(plain(), id=new_id(), number=f"RE-2026-{number:06}") for number in range(900_001, 900_006)]
        fill(run, documents)
    return run


def fill(run: Any, documents: list[Any]) -> None:
    from laufzeit.invoices import store as stored

    rows = [stored.Issue(one, run.part, run.id) for one in documents]
    seller_row = stored.seller_id(documents[0].seller)
    with connections["default"].cursor() as cursor:
        for table, names, columns in (
            (
                f"invoices_document_p{run.part}",
                stored.DOCUMENT,
                [stored._columns(r, run.vendor_id, seller_row) for r in rows],
            ),
            (
                f"invoices_line_p{run.part}",
                stored.LINE,
                [
                    stored._line_columns(row, run.vendor_id, pos, line)
                    for row in rows
                    for pos, line in enumerate(row.document.lines, 1)
                ],
            ),
        ):
            marks = ", ".join(["%s"] * len(names.split(",")))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", columns)


def test_the_documents_of_a_large_run_follow_when_it_is_done(seller: Any, large_run: Any) -> None:
    from laufzeit.invoices.models import RunState
    from laufzeit.invoices.running import store as running

    assert render_due(seller.id, NOW) == Rendered()
    with acting_for(seller.id):
        running.attach_part(large_run.part)
        large_run.state = RunState.DONE
        large_run.save(update_fields=["state"])
    assert render_due(seller.id, NOW) == Rendered(documents=5, letters=5)
    assert render_due(seller.id, NOW) == Rendered()
    assert counts(seller) == (10, 5, 0)


def test_every_sample_can_be_kept(seller: Any, issue: Issue) -> None:
    issue(list(SAMPLES.values()))
    assert render_due(seller.id, NOW).documents == len(SAMPLES)
    with transaction.atomic(), acting_for(seller.id):
        assert store.waiting_count() == 0
