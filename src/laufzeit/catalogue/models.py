"""Catalogues as they were applied, and what contracts may be bound to: kept for ever."""

from __future__ import annotations

from django.db import models

from laufzeit.vendors.models import Scoped


class AppliedCatalogue(Scoped):
    """One application of a file; the one with the highest ``version`` is in force. Rows are only added."""

    version = models.PositiveIntegerField()
    applied_at = models.DateTimeField()
    """The vendor's time (a sandbox's own)."""
    applied_by = models.CharField(max_length=200)
    source = models.TextField()
    """The file as it was written."""
    source_sha256 = models.CharField(max_length=64)
    document = models.TextField()
    """The catalogue as JSON by ``canonical``, with the texts of the files that it names. A text, because ``jsonb``
    forgets the order in which plans and features stand."""
    document_sha256 = models.CharField(max_length=64)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "version"], name="catalogue_applied_version"),
        ]


class TermsEdition(Scoped):
    """An edition of terms that has been applied. The database refuses every change but one: until when it is sold."""

    plan = models.CharField(max_length=60)
    edition = models.CharField(max_length=60)
    sold_from = models.DateField()
    sold_until = models.DateField(null=True)
    content_sha256 = models.CharField(max_length=64)
    """By ``canonical.terms_hash``."""
    since_version = models.PositiveIntegerField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "plan", "edition"], name="catalogue_termsedition_once"),
        ]


class AgreementText(Scoped):
    """A text that customers may have agreed to, in one language. Rows are only added."""

    agreement = models.CharField(max_length=60)
    edition = models.CharField(max_length=60)
    language = models.CharField(max_length=10)
    valid_from = models.DateField()
    body = models.TextField()
    sha256 = models.CharField(max_length=64)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["vendor", "agreement", "edition", "language"], name="catalogue_agreementtext_once"
            ),
        ]
