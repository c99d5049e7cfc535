"""The technical view of what was counted, without whom it counts."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.usage.models import Record
from laufzeit.vendors.admin import ReadOnly


@admin.register(Record)
class RecordAdmin(ReadOnly):
    hidden = ("subject",)
    list_display = ("day", "contract", "meter", "quantity", "sender_id", "received_at")
    search_fields = ("contract__exact", "sender_id__exact")
    ordering = ("-received_at", "-id")
