"""The technical view of runs and documents: rows as they are stored, without the customers' names and addresses.

The lines of documents have a key of two columns, which this view cannot show.
"""

from __future__ import annotations

from django.contrib import admin

from laufzeit.invoices.models import Document, Refusal, Run, Seller, Series, Slice, Touched
from laufzeit.vendors.admin import ReadOnly


@admin.register(Run)
class RunAdmin(ReadOnly):
    list_display = ("started_at", "through", "issued_on", "part", "state", "finished_at")
    search_fields = ("id__exact",)
    ordering = ("-started_at", "-id")


@admin.register(Slice)
class SliceAdmin(ReadOnly):
    list_display = ("run_id", "first", "last", "contracts", "done")
    search_fields = ("run_id__exact",)
    ordering = ("-id",)


@admin.register(Refusal)
class RefusalAdmin(ReadOnly):
    hidden = ("facts",)
    list_display = ("run_id", "contract", "code")
    search_fields = ("contract__exact", "run_id__exact")
    ordering = ("-id",)


@admin.register(Touched)
class TouchedAdmin(ReadOnly):
    list_display = ("contract",)
    search_fields = ("contract__exact",)
    ordering = ("id",)


@admin.register(Series)
class SeriesAdmin(ReadOnly):
    list_display = ("series", "year", "next")
    ordering = ("series", "year", "id")


@admin.register(Seller)
class SellerAdmin(ReadOnly):
    hidden = ("facts",)
    list_display = ("hash",)
    ordering = ("id",)


@admin.register(Document)
class DocumentAdmin(ReadOnly):
    hidden = ("head",)
    list_display = ("number", "kind", "issued_on", "organisation", "currency", "net", "tax", "gross", "part")
    search_fields = ("number__exact", "id__exact")
    ordering = ("-issued_on", "-id")
