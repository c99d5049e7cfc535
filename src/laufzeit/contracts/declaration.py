"""Who declares something, when, on which way, and what was agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Side(StrEnum):
    CUSTOMER = "customer"
    VENDOR = "vendor"


class Role(StrEnum):
    MAIN = "main"
    """The customer's main user: decides."""
    MEMBER = "member"
    """Another member: reads, and books and cancels what the plan includes."""
    STAFF = "staff"
    """The vendor's staff: for the vendor, or records what the customer declared by letter or mail."""
    PUBLIC = "public"
    """A consumer on the public page of § 312k BGB, without sign-in."""
    PROGRAM = "program"


class Channel(StrEnum):
    PORTAL = "portal"
    OFFICE = "office"
    LETTER = "letter"
    MAIL = "mail"
    PUBLIC_PAGE = "public page"
    API = "api"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who declares. ``side`` is the party for whom the declaration counts: staff that record a customer's
    letter act for the customer."""

    side: Side
    role: Role
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to: the edition of a text, the hash of what was shown, and the sentence beside the box
    (evidence: Art. 7 (1) and 5 (2) GDPR; § 305 (2) BGB)."""

    agreement: str
    edition: str
    language: str
    sha256: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """The circumstances of a command. ``today`` is the vendor's civil day on which it is decided."""

    today: date
    actor: Actor
    channel: Channel
    consents: tuple[Consent, ...] = ()
