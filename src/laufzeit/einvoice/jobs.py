"""Files for all documents that wait for theirs, and the mails that they go out with.

Slices of one transaction each, never inside one that bills: a process that is killed, or a disk that is full, leaves
a whole slice or nothing of it, and the next run makes what is missing. Any number of processes share the queue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from laufzeit.einvoice import store
from laufzeit.einvoice.actions import files_of, mail, vendor_brand
from laufzeit.einvoice.brand import Brand
from laufzeit.einvoice.models import Waiting
from laufzeit.einvoice.store import Made
from laufzeit.einvoice.typesetting import NotSet
from laufzeit.invoices import store as documents
from laufzeit.invoices.document import Document
from laufzeit.messages import actions as outbox
from laufzeit.messages.outgoing import Outgoing
from laufzeit.vendors.store import acting_for

log = structlog.get_logger("laufzeit.einvoice")

SLICE: Final = 20
"""Documents of one transaction: about half a second of typesetting."""
PAUSE: Final = timedelta(hours=1)
"""How long a document waits that could not be made: somebody has to mend something first."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was made. ``faults`` are documents that could not be."""

    documents: int = 0
    letters: int = 0
    faults: int = 0

    def __add__(self, other: Rendered) -> Rendered:
        return Rendered(self.documents + other.documents, self.letters + other.letters, self.faults + other.faults)


def render_due(
    vendor_id: UUID, now: datetime, *, limit: int | None = None, progress: Callable[[Rendered], None] | None = None
) -> Rendered:
    """Make the files of documents that wait, up to ``limit`` documents; ``now`` is the vendor's time."""
    with acting_for(vendor_id):
        store.queue_finished_runs()
    done = Rendered()
    while limit is None or done.documents + done.faults < limit:
        with acting_for(vendor_id):
            taken = store.take(now, SLICE)
            if not taken:
                break
            done += _render(vendor_id, taken, now)
        if progress is not None:
            progress(done)
    return done


def _render(vendor_id: UUID, taken: list[Waiting], now: datetime) -> Rendered:
    """Make the files of locked rows of the queue, keep them, and hand their mails over."""
    ids = [row.document for row in taken]
    found = {one.id: one for one in documents.documents(ids)}
    before, brand = store.made_before(ids), vendor_brand()
    files: list[Made] = []
    letters: list[Outgoing] = []
    finished: list[Waiting] = []
    for row in taken:
        made = before.get(row.document) or _made(row, found.get(row.document), brand, now)
        if made is None:
            continue
        files += made
        finished.append(row)
        if outgoing := mail(found[row.document], made):
            letters.append(outgoing)
    store.keep(files, now)
    outbox.enqueue_many(vendor_id, letters, now=now)
    store.done(finished)
    return Rendered(len(finished), len(letters), len(taken) - len(finished))


def _made(row: Waiting, document: Document | None, brand: Brand, now: datetime) -> list[Made] | None:
    """The files, or ``None`` where the document cannot be made; it does not hold back the others."""
    if document is None:
        store.put_off(row, "there is no such document", now + PAUSE)
        return None
    try:
        return files_of(document, brand)
    except (NotSet, KeyError) as fault:
        log.warning("document could not be made", document=str(document.id), fault=str(fault))
        store.put_off(row, str(fault), now + PAUSE)
        return None
