"""Documents as issued, billing runs, and what has changed since the last run.

Documents and their lines are partitioned by ``part``: a run over many contracts fills a part of its own, which is
indexed and attached when the run is done; small runs share part 0. Nothing of them is ever changed: rights are missing,
and a trigger refuses. Their tables are made by SQL in the migration (Django knows no partitions), so these models are
not managed by Django.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from laufzeit.vendors.models import Scoped, ScopedManager, Vendor


class RunState(models.TextChoices):
    """``FILLING``: slices are being worked on. ``DONE``: all documents can be seen."""

    FILLING = "filling", "filling"
    DONE = "done", "done"


class Run(Scoped):
    """A billing run: everything owed through a day, for all customers of the vendor. ``part`` is where its documents
    lie. Only one run of a vendor is open at a time, and one that was broken off goes on where it stopped."""

    through = models.DateField()
    """The last day whose dues are invoiced."""
    issued_on = models.DateField()
    part = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.FILLING)
    started_by = models.UUIDField(null=True)
    """``None``: from the console."""
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    totals = models.JSONField(default=dict)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["vendor"], name="invoices_run_one_open", condition=models.Q(state="filling")
            ),
        ]
        indexes = [models.Index(fields=["vendor", "-started_at"], name="invoices_run_latest")]


class Slice(Scoped):
    """The customers from ``first`` to ``last`` (by id) of a run; one transaction."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="slices")
    first = models.UUIDField()
    last = models.UUIDField()
    contracts = models.PositiveIntegerField()
    done = models.BooleanField(default=False)
    totals = models.JSONField(default=dict)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["run", "first"], name="invoices_slice_once"),
        ]
        indexes = [
            models.Index(fields=["run", "id"], name="invoices_slice_open", condition=models.Q(done=False)),
        ]


class Refusal(Scoped):
    """A contract that a run could not bill, and why. The next run tries again."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="refusals")
    contract = models.UUIDField()
    organisation = models.UUIDField()
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["run", "contract"], name="invoices_refusal_once"),
        ]


class Touched(Scoped):
    """A contract whose dues may be others than those that were invoiced: something was decided about it, usage came
    late, or it could not be billed. Rows are added by triggers on what they are about, and removed by the run that has
    looked at the contract."""

    contract = models.UUIDField()

    class Meta(Scoped.Meta):
        indexes = [models.Index(fields=["vendor", "contract"], name="invoices_touched_contract")]


class Series(Scoped):
    """The next number of a series of documents in a year (0: of all years). Numbers are taken in the transaction that
    issues, under the lock of this row, so none is lost and none is given twice."""

    series = models.CharField(max_length=60)
    year = models.PositiveIntegerField()
    next = models.PositiveBigIntegerField(default=1)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "series", "year"], name="invoices_series_once"),
        ]


class Seller(Scoped):
    """The vendor as it stood on documents; a row for each state that it was in, named by the hash of it."""

    hash = models.CharField(max_length=64)
    facts = models.JSONField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "hash"], name="invoices_seller_once"),
        ]


class Document(models.Model):
    """An issued document; ``store.document`` gives it whole. ``head`` holds buyer, taxes, notes, payment and more."""

    id = models.UUIDField(primary_key=True)
    vendor = models.ForeignKey(Vendor, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    part = models.IntegerField()
    run = models.UUIDField(null=True, db_column="run_id")
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=40)
    issued_on = models.DateField()
    due_on = models.DateField()
    organisation = models.UUIDField(db_column="organisation_id")
    contract = models.UUIDField(null=True, db_column="contract_id")
    corrects = models.UUIDField(null=True, db_column="corrects_id")
    """The document that a cancellation reverses."""
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=2)
    gross_prices = models.BooleanField()
    net = models.BigIntegerField()
    tax = models.BigIntegerField()
    gross = models.BigIntegerField()
    prepaid = models.BigIntegerField(default=0)
    service_from = models.DateField()
    service_until = models.DateField()
    """The first day after it."""
    seller = models.ForeignKey(Seller, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    head = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    objects = ScopedManager()

    class Meta:
        managed = False
        db_table = "invoices_document"

    def __str__(self) -> str:
        return self.number


class Line(models.Model):
    """A position of a document. ``charged`` is what it adds to what was invoiced of its item, in the vendor's price
    basis (net, or with tax)."""

    pk = models.CompositePrimaryKey("document_id", "pos")
    document_id = models.UUIDField()
    pos = models.IntegerField()
    vendor = models.ForeignKey(Vendor, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    part = models.IntegerField()
    contract = models.UUIDField(db_column="contract_id")
    contract_number = models.CharField(max_length=40)
    item = models.CharField(max_length=200)
    period_from = models.DateField()
    period_until = models.DateField()
    service_from = models.DateField()
    service_until = models.DateField()
    text = models.TextField()
    explanation = models.TextField()
    quantity = models.BigIntegerField()
    """In millionths."""
    unit = models.CharField(max_length=3)
    unit_price = models.BigIntegerField()
    amount = models.BigIntegerField()
    net = models.BigIntegerField()
    charged = models.BigIntegerField()
    gross = models.BigIntegerField(null=True)
    category = models.CharField(max_length=2)
    rate = models.IntegerField()
    allowances = models.JSONField(null=True)

    objects = ScopedManager()

    class Meta:
        managed = False
        db_table = "invoices_line"
