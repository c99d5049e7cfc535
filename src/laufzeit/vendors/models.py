"""The directory of vendors, and what every row that belongs to one of them has."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from laufzeit.vendors.tenancy import acting_vendor_id


def new_id() -> UUID:
    """A fresh UUIDv7: sortable by the time of its making, so that indexes grow at their end."""
    return uuid7()


class Vendor(models.Model):
    """A seller of software with customers of its own; everything else in the database belongs to one.

    The row holds nothing personal: the web server must read it before it knows whose request it is serving.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, default="de")
    languages = ArrayField(models.CharField(max_length=10), default=list)
    time_zone = models.CharField(max_length=60, default="Europe/Berlin")
    sandbox = models.BooleanField(default=False)
    sandbox_day = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="vendors_vendor_only_a_sandbox_has_its_own_day",
                condition=models.Q(sandbox_day__isnull=True) | models.Q(sandbox=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Host(models.Model):
    """A host name under which one vendor's pages are found; without one they are found under its slug."""

    host = models.CharField(max_length=253, primary_key=True)
    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="hosts")

    def __str__(self) -> str:
        return self.host


class ActingVendor(models.Expression):
    """The vendor for whom the code acts when the query *runs*; running it outside `acting_for` is an error."""

    output_field = models.UUIDField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[UUID]]:
        return "%s", [acting_vendor_id()]


class ScopedManager(models.Manager):
    """Asks for the rows of the acting vendor only. The database would show no others anyway: two locks on one door."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(vendor_id=ActingVendor())


class Scoped(models.Model):
    """Base of every table of a vendor's; its migration also has `EnableRowLevelSecurity("table")`.

    A model with constraints of its own lists them after `*Scoped.Meta.constraints` in a Meta that inherits this one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    vendor = models.ForeignKey(
        Vendor, on_delete=models.PROTECT, related_name="+", default=acting_vendor_id, editable=False, db_index=False
    )

    objects = ScopedManager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["vendor", "id"], name="%(app_label)s_%(class)s_vendor_and_id"),
        ]
