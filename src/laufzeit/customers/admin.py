"""The operators' view of customers and accounts: they look, and they lock."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from laufzeit.customers import actions
from laufzeit.customers.models import AccountEvent, BankAccount, Invitation, Organisation, User


class ReadOnly(admin.ModelAdmin):
    """Rows to look at: what changes them are the actions of their rooms, which also log it."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly):
    list_display = ("number", "name", "kind", "city", "country", "created_at", "erased_at")
    list_filter = ("kind",)
    search_fields = ("number", "name")
    ordering = ("number",)


@admin.register(User)
class UserAdmin(ReadOnly):
    """Locked here or opened again; everything else is done in the portal and the office."""

    fields = ("email", "first_name", "last_name", "organisation", "role", "language", "is_active", "ended_on")
    readonly_fields = ("email", "first_name", "last_name", "organisation", "role", "language", "ended_on")
    list_display = ("email", "name", "role", "organisation", "is_active", "ended_on", "last_login")
    list_filter = ("role", "is_active")
    list_select_related = ("organisation",)
    search_fields = ("email", "last_name")
    ordering = ("email",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None or obj.pk != request.user.pk

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        actions.lock(obj.pk, locked=not obj.is_active, by=request.user.pk)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    exclude = ("secret_hash",)
    list_display = ("email", "organisation", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at")
    ordering = ("-created_at",)


@admin.register(BankAccount)
class BankAccountAdmin(ReadOnly):
    exclude = ("iban",)
    list_display = ("organisation", "holder", "bank_name", "created_at", "replaced_at")
    ordering = ("-created_at",)


@admin.register(AccountEvent)
class AccountEventAdmin(ReadOnly):
    list_display = ("at", "kind", "actor", "subject", "organisation", "facts")
    list_filter = ("kind",)
    ordering = ("-at",)
