"""The technical view of sessions: how many there are and until when, not what they know."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.server.models import Session
from laufzeit.vendors.admin import ReadOnly


@admin.register(Session)
class SessionAdmin(ReadOnly):
    """A session's key is its cookie, so it has neither a page nor a link: there is a list of ends."""

    hidden = ("session_data", "session_key")
    list_display = ("expire_date", "vendor")
    list_display_links = None
    ordering = ("-expire_date",)

    def has_view_permission(self, request: object, obj: object = None) -> bool:
        return obj is None
