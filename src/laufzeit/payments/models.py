"""Mandates, what was collected by them, what the bank booked, and what changed the open amount of documents.

Documents are partitioned, so they are named by their ids. Whatever is booked is append-only; where something may
change later (the use of a mandate, the state of a bank entry), only those columns can, by the rights of the role.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Upper

from laufzeit.customers.models import Organisation
from laufzeit.payments.ledger import EntryKind
from laufzeit.payments.mandate import Scheme, Sequence
from laufzeit.payments.statement import Report
from laufzeit.payments.why import EntryState
from laufzeit.vendors.models import Scoped


def _choices(kinds: type) -> list[tuple[str, str]]:
    return [(kind.value, kind.value) for kind in kinds]  # type: ignore[attr-defined]


class Mandate(Scoped):
    """A mandate as it was given, with its evidence: by whom, when, where, and the sentence that was agreed to with its
    SHA-256. Only its use and its end are written later."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    reference = models.CharField(max_length=35)
    creditor_id = models.CharField(max_length=35)
    scheme = models.CharField(max_length=4, choices=_choices(Scheme))
    recurring = models.BooleanField(default=True)
    holder = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    signed_on = models.DateField()
    given_by = models.UUIDField(null=True)
    """The user who gave it; ``None``: it came on paper, or was taken over."""
    given_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    sentence = models.TextField()
    sentence_sha256 = models.CharField(max_length=64)
    first_used_on = models.DateField(null=True)
    last_used_on = models.DateField(null=True)
    revoked_on = models.DateField(null=True)
    """The first day on which nothing is collected by it any more."""
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)
    revoked_why = models.CharField(max_length=40, blank=True)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint("vendor", "creditor_id", Upper("reference"), name="payments_mandate_reference"),
            models.UniqueConstraint(
                fields=["organisation"], name="payments_mandate_one_current", condition=models.Q(revoked_on=None)
            ),
        ]
        indexes = [models.Index(fields=["vendor", "iban"], name="payments_mandate_iban")]


class DebitOrder(Scoped):
    """A file of direct debits as it was written for the bank."""

    message_id = models.CharField(max_length=30)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    """``None``: from the console."""
    through = models.DateField()
    version = models.CharField(max_length=6)
    count = models.PositiveIntegerField()
    total = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "message_id"], name="payments_debitorder_message"),
        ]
        indexes = [models.Index(fields=["vendor", "-created_at"], name="payments_debitorder_latest")]


class DirectDebit(Scoped):
    """One collection of a document. ``attempt`` counts from 1 and grows only when the one before came back, so a
    document is collected at most once unless it came back."""

    order = models.ForeignKey(DebitOrder, on_delete=models.PROTECT, related_name="debits")
    document = models.UUIDField()
    organisation = models.UUIDField()
    attempt = models.PositiveSmallIntegerField()
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="debits")
    end_to_end = models.CharField(max_length=35)
    amount = models.BigIntegerField()
    scheme = models.CharField(max_length=4, choices=_choices(Scheme))
    sequence = models.CharField(max_length=4, choices=_choices(Sequence))
    collected_on = models.DateField()
    block = models.CharField(max_length=35)
    announced_on = models.DateField()
    """When the customer was told: on the invoice, or in a letter."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "document", "attempt"], name="payments_directdebit_once"),
            models.UniqueConstraint(fields=["vendor", "end_to_end"], name="payments_directdebit_end_to_end"),
            models.CheckConstraint(name="payments_directdebit_amount", condition=models.Q(amount__gt=0)),
        ]
        indexes = [
            models.Index(fields=["vendor", "collected_on"], name="payments_directdebit_day"),
            models.Index(fields=["vendor", "organisation"], name="payments_directdebit_of"),
        ]


class BankFile(Scoped):
    """A bank file as it was read in, byte by byte, as it has to be kept (§ 147 (1) No. 4, (2) AO)."""

    name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    version = models.CharField(max_length=12)
    content = models.BinaryField()
    imported_at = models.DateTimeField()
    imported_by = models.UUIDField(null=True)
    """``None``: from the console."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "sha256"], name="payments_bankfile_once"),
        ]
        indexes = [models.Index(fields=["vendor", "-imported_at"], name="payments_bankfile_latest")]


class BankStatement(Scoped):
    """A statement of a bank file; ``fingerprint`` is the hash of what it says, by which it is known in another file."""

    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="statements")
    report = models.CharField(max_length=8, choices=_choices(Report))
    number = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    iban = models.CharField(max_length=34)
    currency = models.CharField(max_length=3)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    opening = models.BigIntegerField(null=True)
    closing = models.BigIntegerField(null=True)
    totals = models.JSONField(default=dict)
    """How many entries were booked, left to people, no business of ours, known before, not final."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["vendor", "report", "number", "fingerprint"], name="payments_bankstatement_once"
            ),
        ]


class BankEntry(Scoped):
    """A transaction on the vendor's account that is about a customer, or may be. Amounts as in ``statement.Entry``."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    booked_on = models.DateField()
    value_on = models.DateField()
    whole = models.BigIntegerField()
    bank_reference = models.CharField(max_length=200, blank=True)
    end_to_end = models.CharField(max_length=200, blank=True)
    mandate = models.CharField(max_length=200, blank=True)
    remittance = models.TextField(blank=True)
    name = models.CharField(max_length=200, blank=True)
    iban = models.CharField(max_length=60, blank=True)
    returned = models.BooleanField(default=False)
    return_code = models.CharField(max_length=40, blank=True)
    return_text = models.TextField(blank=True)
    charges = models.BigIntegerField(default=0)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=_choices(EntryState))
    why = models.CharField(max_length=30)
    """A value of ``why.Why`` or ``why.Unsure``."""
    candidates = models.JSONField(default=list)
    """Ids of documents that it could be about."""
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["statement", "position"], name="payments_bankentry_once"),
            models.CheckConstraint(
                name="payments_bankentry_state", condition=models.Q(state__in=[state.value for state in EntryState])
            ),
        ]
        indexes = [
            models.Index(
                fields=["vendor", "booked_on", "id"], name="payments_bankentry_open", condition=models.Q(state="open")
            ),
            models.Index(fields=["vendor", "bank_reference"], name="payments_bankentry_reference"),
            models.Index(fields=["vendor", "booked_on", "amount"], name="payments_bankentry_day"),
            models.Index(fields=["vendor", "iban"], name="payments_bankentry_iban"),
        ]


class Entry(Scoped):
    """What changed the open amount of a document: less by a negative ``amount``, more by a positive one. Append-only;
    a mistake is taken back by an entry that ``reverses`` it. ``money``: it stands for money that moved."""

    document = models.UUIDField()
    organisation = models.UUIDField()
    kind = models.CharField(max_length=10, choices=_choices(EntryKind))
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    money = models.BooleanField()
    booked_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    """Who booked it; ``None``: the program."""
    bank_entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, null=True, related_name="entries")
    debit = models.ForeignKey(DirectDebit, on_delete=models.PROTECT, null=True, related_name="entries")
    counterpart = models.UUIDField(null=True)
    """The other document of a set-off."""
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    note = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=200)
    """What it is booked for; once."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "key"], name="payments_entry_once"),
            models.CheckConstraint(name="payments_entry_not_zero", condition=~models.Q(amount=0)),
            models.CheckConstraint(
                name="payments_entry_sign",
                condition=models.Q(kind__in=["offset", "write-off", "reversal"])
                | models.Q(kind="payment", amount__lt=0)
                | models.Q(kind__in=["refund", "return", "fee"], amount__gt=0),
            ),
        ]
        indexes = [
            models.Index(fields=["document"], name="payments_entry_document"),
            models.Index(fields=["vendor", "organisation", "-booked_on"], name="payments_entry_of"),
            models.Index(fields=["vendor", "booked_on"], name="payments_entry_day"),
        ]


class DebitReturn(Scoped):
    """A direct debit came back, at most once. ``bank_entry`` is ``None`` where a person said so."""

    debit = models.OneToOneField(DirectDebit, on_delete=models.PROTECT, related_name="came_back")
    code = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    fee = models.BigIntegerField(default=0)
    returned_on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    bank_entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, null=True, related_name="returns")

    class Meta(Scoped.Meta):
        pass


class Dispute(Scoped):
    """The customer says that a document is wrong: no reminders and no collection until it is settled."""

    document = models.UUIDField()
    organisation = models.UUIDField()
    opened_on = models.DateField()
    opened_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=500)
    ended_on = models.DateField(null=True)
    ended_by = models.UUIDField(null=True)
    ending = models.CharField(max_length=500, blank=True)

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(
                fields=["vendor", "document"], name="payments_dispute_one_open", condition=models.Q(ended_on=None)
            ),
        ]


class DunningStep(Scoped):
    """A document was reminded of, each level once."""

    document = models.UUIDField()
    organisation = models.UUIDField()
    level = models.PositiveSmallIntegerField()
    on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.UUIDField(null=True)
    fee = models.BigIntegerField(default=0)
    letter = models.CharField(max_length=200)
    """The key of the letter in the outbox."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "document", "level"], name="payments_dunningstep_once"),
        ]
