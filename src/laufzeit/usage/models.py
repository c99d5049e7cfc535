"""What was counted, as it arrived. Rows are only ever added: a correction is a further record."""

from __future__ import annotations

from django.db import models

from laufzeit.vendors.models import Scoped, Vendor
from laufzeit.vendors.tenancy import acting_vendor_id


class Record(Scoped):
    """One line of usage. ``contract`` is a contract of the same vendor: no foreign key, which would ask for each row
    alone, but a trigger that asks once for all rows that a statement adds. The day decides to which billing period a
    record belongs.

    Texts compare by their bytes, on every database: faster, and the same order everywhere. The database's primary key
    is (vendor, sender_id), and nothing indexes the id, which only says the order of arrival: nobody asks for a record
    by it, and each index is a quarter of the time that recording takes.
    """

    vendor = models.ForeignKey(
        Vendor, on_delete=models.PROTECT, related_name="+", default=acting_vendor_id, editable=False, db_index=False,
        db_constraint=False,
    )  # fmt: skip
    """As everywhere, but its key is held by the contract's vendor."""
    contract = models.UUIDField()
    meter = models.CharField(max_length=60, db_collation="C")
    day = models.DateField()
    """The vendor's civil day."""
    at = models.DateTimeField(null=True)
    """The instant, where the sender said one."""
    quantity = models.BigIntegerField()
    """In millionths; negative only where a meter sums up."""
    subject = models.CharField(max_length=200, blank=True, db_collation="C")
    """Who or what was counted, where a meter counts how many different ones there were; empty otherwise."""
    sender_id = models.CharField(max_length=200, db_collation="C")
    received_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(fields=["vendor", "sender_id"], name="usage_record_vendor_and_sender_id"),
        ]
        indexes = [
            models.Index(
                fields=["vendor", "contract", "meter", "day"], include=["quantity"], name="usage_record_counted"
            ),
        ]
