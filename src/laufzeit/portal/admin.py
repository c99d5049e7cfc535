"""The technical view of declarations of the public page."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.portal.models import PublicCancellation
from laufzeit.vendors.admin import ReadOnly


@admin.register(PublicCancellation)
class PublicCancellationAdmin(ReadOnly):
    hidden = ("reason",)
    list_display = ("received_at", "sort", "person", "contract", "last_day")
    list_select_related = ("contract",)
    ordering = ("-received_at",)
