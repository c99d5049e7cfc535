"""The technical view of payments: rows as they are stored, without whose they are and without files."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.payments.models import (
    BankEntry,
    BankFile,
    BankStatement,
    DebitOrder,
    DebitReturn,
    DirectDebit,
    Dispute,
    DunningStep,
    Entry,
    Mandate,
)
from laufzeit.vendors.admin import ReadOnly


@admin.register(Mandate)
class MandateAdmin(ReadOnly):
    hidden = ("holder", "iban", "bic")
    list_display = ("reference", "creditor_id", "scheme", "signed_on", "last_used_on", "revoked_on", "revoked_why")
    search_fields = ("reference__exact", "id__exact")
    ordering = ("-signed_on", "-id")


@admin.register(DebitOrder)
class DebitOrderAdmin(ReadOnly):
    hidden = ("content",)
    list_display = ("message_id", "created_at", "through", "version", "count", "total", "sha256")
    search_fields = ("message_id__exact", "sha256__exact")
    ordering = ("-created_at", "-id")


@admin.register(DirectDebit)
class DirectDebitAdmin(ReadOnly):
    list_display = ("end_to_end", "document", "attempt", "amount", "scheme", "sequence", "collected_on")
    search_fields = ("end_to_end__exact", "document__exact")
    ordering = ("-collected_on", "-id")


@admin.register(DebitReturn)
class DebitReturnAdmin(ReadOnly):
    hidden = ("text",)
    list_display = ("debit_id", "code", "fee", "returned_on", "recorded_at")
    ordering = ("-recorded_at", "-id")


@admin.register(BankFile)
class BankFileAdmin(ReadOnly):
    hidden = ("content",)
    list_display = ("imported_at", "name", "version", "sha256")
    search_fields = ("sha256__exact",)
    ordering = ("-imported_at", "-id")


@admin.register(BankStatement)
class BankStatementAdmin(ReadOnly):
    list_display = ("report", "number", "first_day", "last_day", "currency", "totals")
    search_fields = ("number__exact", "fingerprint__exact")
    ordering = ("-id",)


@admin.register(BankEntry)
class BankEntryAdmin(ReadOnly):
    hidden = ("text", "return_text", "remittance", "name", "iban", "note")
    list_display = ("booked_on", "amount", "currency", "bank_reference", "state", "why")
    list_filter = ("state",)
    search_fields = ("id__exact", "bank_reference__exact")
    ordering = ("-booked_on", "-id")


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    hidden = ("note",)
    list_display = ("booked_on", "document", "kind", "amount", "currency", "key")
    list_filter = ("kind",)
    search_fields = ("document__exact", "key__exact")
    ordering = ("-booked_on", "-id")


@admin.register(Dispute)
class DisputeAdmin(ReadOnly):
    hidden = ("reason", "ending")
    list_display = ("document", "opened_on", "ended_on")
    search_fields = ("document__exact",)
    ordering = ("-opened_on", "-id")


@admin.register(DunningStep)
class DunningStepAdmin(ReadOnly):
    list_display = ("document", "level", "on", "fee", "letter")
    search_fields = ("document__exact",)
    ordering = ("-on", "-id")
