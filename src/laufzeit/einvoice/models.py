"""The files of documents as they were made and sent, and the documents that still wait for theirs."""

from __future__ import annotations

from django.db import models

from laufzeit.einvoice.filing import FileKind
from laufzeit.vendors.models import Scoped


class File(Scoped):
    """One file of a document: what was sent, byte by byte. Rows are added and never changed (§ 14b (1) UStG, § 147 AO).

    ``document`` names a row of the room below without pointing to it. ``made_at`` is the vendor's time.
    """

    document = models.UUIDField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in FileKind])
    name = models.CharField(max_length=60)
    media_type = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "document", "kind"], name="einvoice_file_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Waiting(Scoped):
    """A document whose files are to be made. A trigger adds documents that are issued one by one or in small runs;
    those of a large run, which fills a part of its own, are added when it is done."""

    document = models.UUIDField()
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    """``None``: as soon as possible."""
    fault = models.TextField(default="")
    """Why it could not be made the last time."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "document"], name="einvoice_waiting_once"),
        ]
        indexes = [
            models.Index("vendor", models.F("not_before").asc(nulls_first=True), "id", name="einvoice_waiting_next")
        ]


class QueuedRun(Scoped):
    """A large run whose documents have been put into the queue."""

    run = models.UUIDField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "run"], name="einvoice_queued_run_once"),
        ]
