"""The technical view of contracts: rows as they are stored."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.contracts.models import BookingDetail, Contract, Counter, EffectDone, Erasure, LogEntry, Phase
from laufzeit.vendors.admin import ReadOnly


@admin.register(Contract)
class ContractAdmin(ReadOnly):
    list_display = ("number", "organisation", "version", "starts_on", "ends_on", "next_moment_on")
    list_select_related = ("organisation",)
    search_fields = ("number__exact", "id__exact")
    ordering = ("-starts_on", "-id")


@admin.register(Phase)
class PhaseAdmin(ReadOnly):
    list_display = ("contract", "period", "plan", "edition", "seats", "trial")
    list_filter = ("plan", "edition")
    list_select_related = ("contract",)
    search_fields = ("contract__number__exact",)
    ordering = ("-starts_on", "-id")


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly):
    list_display = ("recorded_at", "contract", "seq", "kind", "effective_on", "side", "role", "channel", "hash")
    list_filter = ("kind", "channel")
    list_select_related = ("contract",)
    search_fields = ("contract__number__exact", "hash__exact")
    ordering = ("-recorded_at", "-id")


@admin.register(BookingDetail)
class BookingDetailAdmin(ReadOnly):
    hidden = ("title",)
    list_display = ("id", "contract")
    list_select_related = ("contract",)
    ordering = ("-id",)


@admin.register(EffectDone)
class EffectDoneAdmin(ReadOnly):
    list_display = ("done_at", "contract", "key", "due_on", "lapsed")
    list_select_related = ("contract",)
    search_fields = ("contract__number__exact",)
    ordering = ("-id",)


@admin.register(Erasure)
class ErasureAdmin(ReadOnly):
    list_display = ("number", "contract", "erased_on", "erased_at")
    list_select_related = ("contract",)
    ordering = ("-erased_at",)


@admin.register(Counter)
class CounterAdmin(ReadOnly):
    list_display = ("series", "next")
