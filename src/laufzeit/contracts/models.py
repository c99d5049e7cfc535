"""Contracts as stored: the log is the truth; state and phases are kept beside it for speed and search, and can be
made anew from it at any time (``laufzeit contract verify`` compares)."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import RangeEndsWith, RangeStartsWith
from django.db import models

from laufzeit.vendors.models import Scoped


class Contract(Scoped):
    """``state`` is the folded log (``codec``), ``head`` the hash of its last entry. ``ends_on`` is the first day after
    the contract as far as is decided, ``next_moment_on`` the next day on which something happens by itself."""

    organisation = models.ForeignKey("customers.Organisation", on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=40)
    label = models.CharField(max_length=200, blank=True)
    state = models.JSONField()
    version = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    next_moment_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "number"], name="contracts_contract_vendor_and_number"),
        ]
        indexes = [
            models.Index(fields=["vendor", "next_moment_on", "id"], name="contracts_contract_due"),
            models.Index(fields=["vendor", "ends_on"], name="contracts_contract_ends"),
            models.Index(fields=["vendor", "-starts_on", "-id"], name="contracts_contract_newest"),
        ]

    def __str__(self) -> str:
        return self.number


class Phase(Scoped):
    """A stretch of a contract with constant terms and quantity. The database refuses overlapping ones."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="phases")
    period = DateRangeField()
    plan = models.CharField(max_length=60)
    edition = models.CharField(max_length=60)
    seats = models.PositiveIntegerField()
    users = ArrayField(models.UUIDField(), default=list)
    anchor = models.DateField()
    trial = models.BooleanField(default=False)
    starts_on = models.GeneratedField(
        expression=RangeStartsWith("period"), output_field=models.DateField(), db_persist=True
    )
    """The period's two days once more, as plain dates: row-level security lets indexes be used for those, not for
    ranges. ``ends_on`` is the first day after it."""
    ends_on = models.GeneratedField(
        expression=RangeEndsWith("period"), output_field=models.DateField(null=True), db_persist=True
    )

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            ExclusionConstraint(
                name="contracts_phase_no_overlap",
                expressions=[("contract", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=models.Q(period__isempty=False) & models.Q(period__startswith__isnull=False),
                name="contracts_phase_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["vendor", "plan", "edition"], name="contracts_phase_plan"),
            models.Index(fields=["vendor", "starts_on"], name="contracts_phase_starts"),
        ]


class LogEntry(Scoped):
    """One decision. Append-only: rights are missing and a trigger refuses. ``actor`` is a pseudonym; names live with
    the customers and can be erased. ``declared_on`` is the vendor's civil day of it, derived once
    from the instant. ``form_key`` makes a form that is sent twice count once."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="log")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    effective_on = models.DateField()
    declared_on = models.DateField()
    recorded_at = models.DateTimeField()
    side = models.CharField(max_length=10)
    role = models.CharField(max_length=10)
    actor = models.UUIDField(null=True)
    channel = models.CharField(max_length=20)
    consents = models.JSONField(default=list)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    form_key = models.UUIDField(null=True)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["contract", "seq"], name="contracts_logentry_contract_and_seq"),
            models.UniqueConstraint(
                fields=["vendor", "form_key"],
                condition=models.Q(form_key__isnull=False),
                name="contracts_logentry_form_counts_once",
            ),
        ]
        indexes = [models.Index(fields=["vendor", "-recorded_at"], name="contracts_logentry_newest")]


class BookingDetail(Scoped):
    """What a booking is called: personal data, so it lives beside the log. The id is the booking's."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="booking_details")
    title = models.CharField(max_length=200)

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["contract"], name="contracts_bookingdetail_of")]


class EffectDone(Scoped):
    """Something that has happened by itself, once. ``lapsed``: it came too late to make sense and was left out."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="effects_done")
    key = models.CharField(max_length=120)
    due_on = models.DateField()
    done_at = models.DateTimeField()
    lapsed = models.BooleanField(default=False)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["contract", "key"], name="contracts_effectdone_contract_and_key"),
        ]


class Erasure(Scoped):
    """The record that remains of an erasure: what went, what the law keeps until when, and why it was due."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="erasures")
    organisation = models.UUIDField()
    number = models.CharField(max_length=40)
    erased_on = models.DateField()
    erased_at = models.DateTimeField()
    erased = models.JSONField()
    kept = models.JSONField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "number"], name="contracts_erasure_vendor_and_number"),
        ]


class Counter(Scoped):
    """The next number of a vendor's series (contracts, records of erasure)."""

    series = models.CharField(max_length=20)
    next = models.PositiveBigIntegerField(default=1)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "series"], name="contracts_counter_vendor_and_series"),
        ]
