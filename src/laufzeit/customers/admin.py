"""The technical view of customers and accounts. Whatever opens a door is hidden, and so are bank accounts."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.customers.models import (
    AccountEvent,
    BankAccount,
    Invitation,
    Organisation,
    SigninKey,
    UsedSigninLink,
    User,
)
from laufzeit.vendors.admin import ReadOnly


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly):
    list_display = ("number", "name", "kind", "country", "created_at", "erased_at")
    list_filter = ("kind",)
    search_fields = ("number__exact", "id__exact")
    ordering = ("-id",)


@admin.register(User)
class UserAdmin(ReadOnly):
    hidden = ("password",)
    list_display = ("email", "role", "organisation", "is_active", "ended_on", "last_login", "erased_at")
    list_filter = ("role", "is_active")
    list_select_related = ("organisation",)
    search_fields = ("email__exact", "id__exact")
    ordering = ("-id",)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    hidden = ("secret_hash",)
    list_display = ("email", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at")
    search_fields = ("email__exact",)
    ordering = ("-created_at",)


@admin.register(BankAccount)
class BankAccountAdmin(ReadOnly):
    hidden = ("iban", "holder")
    list_display = ("organisation", "bank_name", "created_at", "replaced_at")
    list_select_related = ("organisation",)
    ordering = ("-created_at",)


@admin.register(SigninKey)
class SigninKeyAdmin(ReadOnly):
    hidden = ("secret",)
    list_display = ("id", "created_at", "ended_at")
    ordering = ("-created_at",)


@admin.register(UsedSigninLink)
class UsedSigninLinkAdmin(ReadOnly):
    hidden = ("token_hash",)
    list_display = ("id", "expires_at")
    ordering = ("-expires_at",)


@admin.register(AccountEvent)
class AccountEventAdmin(ReadOnly):
    list_display = ("at", "kind", "actor", "subject", "organisation")
    list_filter = ("kind",)
    search_fields = ("subject__exact", "organisation__exact")
    ordering = ("-at", "-id")
