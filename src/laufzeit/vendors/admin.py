"""The technical view of the directory of vendors, and what the views of all rooms have in common: they read.

Operators look at one vendor at a time, the one in the address; row-level security shows no rows of others.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from laufzeit.vendors.models import Host, Vendor

MOST_COUNTED = 10_000


class CappedPaginator(Paginator):
    """Counts no further than ten thousand rows: nobody turns that many pages, and large tables stay quick."""

    @cached_property
    def count(self) -> int:
        return int(self.object_list[:MOST_COUNTED].count())


class ReadOnly(admin.ModelAdmin):
    """A table to look at. ``hidden`` are fields that open doors, or whose content is nobody's business here."""

    hidden: ClassVar[tuple[str, ...]] = ()
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in self.model._meta.concrete_fields if field.name not in self.hidden]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.get_fields(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Hidden fields are not even fetched."""
        rows = super().get_queryset(request)
        return rows.defer(*self.hidden) if self.hidden else rows


@admin.register(Vendor)
class VendorAdmin(ReadOnly):
    """All vendors of the installation, each with the way to its own technical view."""

    list_display = ("slug", "name", "time_zone", "sandbox", "sandbox_day", "technical_view")
    search_fields = ("slug__exact",)

    @admin.display(description="technical view")
    def technical_view(self, vendor: Vendor) -> str:
        return format_html('<a href="/{}/operator/">/{}/operator/</a>', vendor.slug, vendor.slug)


@admin.register(Host)
class HostAdmin(ReadOnly):
    list_display = ("host", "vendor")
