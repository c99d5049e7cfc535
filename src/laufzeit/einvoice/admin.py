"""The technical view of files, without what is in them, and of the documents that wait for theirs."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.einvoice.models import File, QueuedRun, Waiting
from laufzeit.vendors.admin import ReadOnly


@admin.register(File)
class FileAdmin(ReadOnly):
    hidden = ("content",)
    list_display = ("name", "kind", "language", "sha256", "made_at")
    search_fields = ("document__exact", "sha256__exact")
    ordering = ("-made_at", "-id")


@admin.register(Waiting)
class WaitingAdmin(ReadOnly):
    list_display = ("document", "attempts", "not_before", "fault")
    search_fields = ("document__exact",)
    ordering = ("id",)


@admin.register(QueuedRun)
class QueuedRunAdmin(ReadOnly):
    list_display = ("run",)
    ordering = ("id",)
