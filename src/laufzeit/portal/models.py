"""Declarations that come in over the public page, where nobody is signed in."""

from __future__ import annotations

from django.db import models

from laufzeit.contracts.models import Contract
from laufzeit.vendors.models import Scoped


class Sort(models.TextChoices):
    ORDINARY = "ordinary", "ordinary"
    EXTRAORDINARY = "extraordinary", "extraordinary"


class PublicCancellation(Scoped):
    """A declaration by § 312k (2) BGB as it was made, with the instant of its receipt. Append-only.

    ``contract`` is the contract that it named without doubt, with ``last_day`` as the notice was decided; where both
    are empty the vendor's staff look for it.
    """

    received_at = models.DateTimeField()
    received_on = models.DateField()
    sort = models.CharField(max_length=13, choices=Sort)
    reason = models.CharField(max_length=2000, blank=True)
    person = models.CharField(max_length=200)
    contract_as_named = models.CharField(max_length=200)
    wished_last_day = models.DateField(null=True)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=10)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True, related_name="public_cancellations")
    last_day = models.DateField(null=True)
    form_key = models.UUIDField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "form_key"], name="portal_publiccancellation_form_counts_once"),
            models.CheckConstraint(
                name="portal_publiccancellation_end_belongs_to_a_contract",
                condition=models.Q(contract__isnull=False) | models.Q(last_day__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["vendor", "-received_at"], name="portal_cancellation_newest"),
            models.Index(fields=["vendor", "email", "-received_at"], name="portal_cancellation_from"),
            models.Index(
                fields=["vendor", "received_at"],
                name="portal_cancellation_open",
                condition=models.Q(contract__isnull=True),
            ),
        ]
