"""The technical view of applied catalogues."""

from __future__ import annotations

from django.contrib import admin

from laufzeit.catalogue.models import AgreementText, AppliedCatalogue, TermsEdition
from laufzeit.vendors.admin import ReadOnly


@admin.register(AppliedCatalogue)
class AppliedCatalogueAdmin(ReadOnly):
    list_display = ("version", "applied_at", "applied_by", "source_sha256")
    ordering = ("-version",)


@admin.register(TermsEdition)
class TermsEditionAdmin(ReadOnly):
    list_display = ("plan", "edition", "sold_from", "sold_until", "since_version")
    list_filter = ("plan",)
    ordering = ("plan", "sold_from")


@admin.register(AgreementText)
class AgreementTextAdmin(ReadOnly):
    list_display = ("agreement", "edition", "language", "valid_from", "sha256")
    list_filter = ("agreement", "language")
    ordering = ("agreement", "valid_from", "language")
