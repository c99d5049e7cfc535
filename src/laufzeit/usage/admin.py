"""The technical view of what was counted, without whom it counts."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.usage.models import Record
from laufzeit.vendors.admin import ReadOnly


@admin.register(Record)
class RecordAdmin(ReadOnly):
    """In the order of an index, and without pages of single records, which none would find: there are too many for
    anything else. The list says all there is."""

    hidden = ("subject",)
    list_display = ("contract", "meter", "day", "at", "quantity", "sender_id", "received_at")
    list_display_links = None
    search_fields = ("contract__exact", "sender_id__exact")
    ordering = ("contract", "meter", "day")
