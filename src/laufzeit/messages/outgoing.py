"""What is handed to the outbox: a letter for somebody, under a key that makes it go out once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from laufzeit.messages.kinds import Kind


@dataclass(frozen=True, slots=True)
class Recipient:
    """``user`` and ``organisation`` are the customer's, where the recipient belongs to one: the mailbox is found by
    them, and the erasure of an organisation's data."""

    email: str
    name: str
    user: UUID | None = None
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter; ``media_type`` such as ``application/pdf``."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """``key`` names the reason of the letter within the vendor ("change/<event id>/confirmed/<user id>"): however
    often the same key is handed over, one letter is sent. ``language`` is ``de`` or ``en``."""

    key: str
    value: Kind
    to: Recipient
    language: str
    contract: UUID | None = None
    attachments: tuple[Attachment, ...] = ()
