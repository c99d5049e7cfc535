"""The technical view of what the office keeps. The words of the search have no row of their own to look at."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.office.models import HandledCancellation, RunRevenue
from laufzeit.vendors.admin import ReadOnly


@admin.register(HandledCancellation)
class HandledCancellationAdmin(ReadOnly):
    list_display = ("handled_at", "outcome", "cancellation", "contract", "handled_by")
    ordering = ("-handled_at",)


@admin.register(RunRevenue)
class RunRevenueAdmin(ReadOnly):
    list_display = ("id", "run")
    ordering = ("-id",)
