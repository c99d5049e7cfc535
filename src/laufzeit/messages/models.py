"""The outbox, and the letterhead of each vendor."""

from __future__ import annotations

from django.db import models

from laufzeit.messages.state import ON_ITS_WAY, TROUBLE, State
from laufzeit.vendors.models import Scoped

_STATES = [(state.value, state.value) for state in State]


class Message(Scoped):
    """One letter to one recipient.

    ``facts`` are the letter's facts by ``codec``; ``subject``, ``text`` and ``html`` are written once, when the letter
    is first sent or kept, and never again. ``user``, ``organisation`` and ``contract`` name rows of rooms above
    without pointing to them. ``created_at`` is the vendor's time (a sandbox's own); all other instants are the
    machine's.
    """

    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    email = models.CharField(max_length=320)
    name = models.CharField(max_length=200)
    user = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    contract = models.UUIDField(null=True)
    facts = models.JSONField()
    subject = models.TextField(default="")
    text = models.TextField(default="")
    html = models.TextField(default="")
    state = models.CharField(max_length=12, choices=_STATES, default=State.PENDING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    """``None``: as soon as possible."""
    claim = models.UUIDField(null=True)
    """Whose turn it is: a sender may write only letters that carry its own claim."""
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=320, default="")
    sha256 = models.CharField(max_length=64, default="")
    """Of the mail as it was handed over, headers and all."""
    last_error = models.TextField(default="")
    """In words, without addresses."""
    returns = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    """The marks of the reports by which it came back (``bouncing.report``): each of them counts once."""
    erase_when_done = models.BooleanField(default=False)
    """The data of its organisation was erased while it was still on its way."""
    kept_until = models.DateField(null=True)
    """Restricted (Art. 18 GDPR): kept until the end of this day only because the law asks for it."""

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "key"], name="letters_message_once"),
            models.CheckConstraint(
                name="letters_message_state", condition=models.Q(state__in=[state for state, _ in _STATES])
            ),
        ]
        indexes = [
            models.Index(
                "vendor",
                models.F("next_attempt_at").asc(nulls_first=True),
                "id",
                name="letters_message_due",
                condition=models.Q(state__in=[state.value for state in ON_ITS_WAY]),
            ),
            models.Index(fields=["vendor", "-created_at", "-id"], name="letters_message_latest"),
            models.Index(fields=["vendor", "organisation", "-created_at"], name="letters_message_org"),
            models.Index(fields=["vendor", "user", "-created_at"], name="letters_message_user"),
            models.Index(fields=["vendor", "email", "-created_at"], name="letters_message_email"),
            models.Index(fields=["vendor", "contract", "-created_at"], name="letters_message_contract"),
            models.Index(
                fields=["vendor", "state", "-created_at"],
                name="letters_message_trouble",
                condition=models.Q(state__in=[state.value for state in TROUBLE]),
            ),
        ]


class Enclosure(Scoped):
    """A file that goes with a letter."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor", "message", "name"], name="letters_enclosure_once"),
        ]


class Letterhead(Scoped):
    """The letterhead of a vendor: one row, replaced with the catalogue."""

    facts = models.JSONField()

    class Meta(Scoped.Meta):
        constraints = [
            *Scoped.Meta.constraints,
            models.UniqueConstraint(fields=["vendor"], name="letters_letterhead_one"),
        ]
