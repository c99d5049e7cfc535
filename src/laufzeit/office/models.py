"""What the office adds to the database: words to find customers and contracts by, what became of public cancellations,
what runs say about revenue."""

from __future__ import annotations

from django.db import models

from laufzeit.office.outcome import Outcome
from laufzeit.vendors.models import Scoped, ScopedManager, Vendor
from laufzeit.vendors.tenancy import acting_vendor_id


class Word(models.Model):
    """One word of a customer, of one of its people, or of a contract; triggers in the database keep the table.

    Row-level security lets an index be used for leakproof operators only, and neither ``LIKE`` nor the trigrams of
    ``pg_trgm`` are: a comparison of plain text is. So beginnings of words are ranges of this table
    (``search.py`` folds what is typed in the same way as the function ``office_folded`` folds what is stored).
    ``source`` is the row that the word comes from; ``contract`` is empty for words of the customer and its people.
    """

    pk = models.CompositePrimaryKey("vendor_id", "word", "source")
    vendor = models.ForeignKey(
        Vendor, on_delete=models.PROTECT, related_name="+", default=acting_vendor_id, editable=False, db_index=False
    )
    word = models.CharField(max_length=60, db_collation="C")
    organisation = models.UUIDField()
    contract = models.UUIDField(null=True)
    source = models.UUIDField()

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["vendor", "organisation", "word"], name="office_word_organisation"),
            models.Index(fields=["vendor", "source"], name="office_word_source"),
        ]

    def __str__(self) -> str:
        return self.word


class HandledCancellation(Scoped):
    """Staff have looked for the contract of a public cancellation, which itself stays as it was declared.

    ``cancellation`` names the row of the portal's ``PublicCancellation``; ``reason`` says why it was set aside.
    """

    cancellation = models.UUIDField()
    outcome = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Outcome])
    contract = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    handled_by = models.UUIDField()
    handled_at = models.DateTimeField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "cancellation"], name="office_handledcancellation_once"),
        ]

    def __str__(self) -> str:
        return self.outcome


class RunRevenue(Scoped):
    """What the documents of a billing run that is done say about recurring charges: net amounts by month of the
    service, plan and currency (``figures.py``). Documents never change, so this is reckoned once for each run."""

    run = models.UUIDField()
    months = models.JSONField(default=list)
    """Rows of month (its first day), plan, currency, minor units."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "run"], name="office_runrevenue_once"),
        ]

    def __str__(self) -> str:
        return str(self.run)
