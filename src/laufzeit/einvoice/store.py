"""Finding and keeping files, and the queue of documents that wait for theirs. Everything here runs inside
``acting_for(vendor)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import F, Q

from laufzeit.einvoice.filing import FileKind
from laufzeit.einvoice.models import File, Waiting
from laufzeit.invoices import store as documents
from laufzeit.invoices.document import Document
from laufzeit.invoices.models import Document as DocumentRow
from laufzeit.vendors.tenancy import acting_vendor_id

CHUNK: Final = 50
"""Documents whose files are read at a time: some megabytes."""

_QUEUE_RUNS: Final = """
WITH large AS (
    INSERT INTO einvoice_queuedrun (id, vendor_id, run)
    SELECT gen_random_uuid(), run.vendor_id, run.id FROM invoices_run AS run
    WHERE run.vendor_id = %(vendor)s AND run.state = 'done' AND run.part > 0
        AND NOT EXISTS (SELECT 1 FROM einvoice_queuedrun AS known WHERE known.run = run.id)
    ON CONFLICT DO NOTHING RETURNING run
)
INSERT INTO einvoice_waiting (id, vendor_id, document, attempts, fault)
SELECT document.id, document.vendor_id, document.id, 0, '' FROM invoices_document AS document
JOIN invoices_run AS run ON run.id = document.run_id AND run.part = document.part
WHERE document.vendor_id = %(vendor)s AND run.id IN (SELECT run FROM large)
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that has been made and not been kept yet."""

    document: UUID
    kind: FileKind
    name: str
    media_type: str
    language: str
    content: bytes


def queue_finished_runs() -> int:
    """Put the documents of large runs that are done into the queue, each run once; the number of documents."""
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE_RUNS, {"vendor": acting_vendor_id()})
        return int(cursor.rowcount)


def take(now: datetime, limit: int) -> list[Waiting]:
    """Documents that wait, locked until the transaction ends; what somebody else has taken is passed over."""
    rows = Waiting.objects.select_for_update(skip_locked=True).filter(
        Q(not_before__isnull=True) | Q(not_before__lte=now)
    )
    return list(rows.order_by(F("not_before").asc(nulls_first=True), "id")[:limit])


def made_before(document_ids: Sequence[UUID]) -> dict[UUID, list[Made]]:
    """The kept files of documents that have both, contents and all: somebody wanted to see them before their turn."""
    found: dict[UUID, list[Made]] = {}
    for row in File.objects.filter(document__in=document_ids).order_by("document", "kind"):
        one = Made(row.document, FileKind(row.kind), row.name, row.media_type, row.language, bytes(row.content))
        found.setdefault(row.document, []).append(one)
    return {document: made for document, made in found.items() if len(made) == len(FileKind)}


def keep(files: Sequence[Made], now: datetime) -> None:
    """Keep files. What is there already stays: the same document gives the same bytes."""
    rows = [
        File(
            document=file.document,
            kind=file.kind,
            name=file.name,
            media_type=file.media_type,
            language=file.language,
            content=file.content,
            sha256=sha256(file.content).hexdigest(),
            made_at=now,
        )
        for file in files
    ]
    File.objects.bulk_create(rows, ignore_conflicts=True)


def done(waiting: Iterable[Waiting]) -> None:
    """Take documents out of the queue."""
    Waiting.objects.filter(id__in=[one.id for one in waiting]).delete()


def put_off(waiting: Waiting, fault: str, until: datetime) -> None:
    """A document could not be made: say why, and try again later."""
    waiting.attempts, waiting.fault, waiting.not_before = waiting.attempts + 1, fault, until
    waiting.save(update_fields=["attempts", "fault", "not_before"])


def faults() -> list[Waiting]:
    """Documents that could not be made, for those who can mend it."""
    return list(Waiting.objects.exclude(fault="").order_by("id"))


def waiting_count() -> int:
    """How many documents wait for their files."""
    return int(Waiting.objects.count())


def file(document_id: UUID, kind: FileKind) -> File | None:
    """The kept file, content and all; ``None`` while it has not been made."""
    return File.objects.filter(document=document_id, kind=kind).first()


def kept(document_ids: Sequence[UUID]) -> dict[UUID, list[File]]:
    """What is kept of some documents, without the contents."""
    found: dict[UUID, list[File]] = {one: [] for one in document_ids}
    for row in File.objects.filter(document__in=document_ids).defer("content").order_by("kind"):
        found[row.document].append(row)
    return found


def document_numbered(number: str) -> UUID | None:
    """The document of that number."""
    found: UUID | None = DocumentRow.objects.filter(number=number).values_list("id", flat=True).first()
    return found


def of_year(year: int) -> Iterator[tuple[Document, list[File]]]:
    """All documents of a year by day and number, with their kept files, a few at a time."""
    return _a_few(documents.documents_between(date(year, 1, 1), date(year + 1, 1, 1)))


def of_documents(document_ids: Sequence[UUID]) -> Iterator[tuple[Document, list[File]]]:
    """Some documents in the order of the ids, with their kept files, a few at a time."""
    parts = (document_ids[at : at + CHUNK] for at in range(0, len(document_ids), CHUNK))
    return _a_few(document for part in parts for document in documents.documents(part))


def _a_few(found: Iterator[Document]) -> Iterator[tuple[Document, list[File]]]:
    while chunk := list(islice(found, CHUNK)):
        yield from _with_files(chunk)


def _with_files(chunk: Sequence[Document]) -> Iterator[tuple[Document, list[File]]]:
    found: dict[UUID, list[File]] = {document.id: [] for document in chunk}
    for row in File.objects.filter(document__in=list(found)).order_by("kind"):
        found[row.document].append(row)
    return ((document, found[document.id]) for document in chunk)
