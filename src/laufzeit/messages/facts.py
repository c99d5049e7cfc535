"""The small records that letters are made of. Days are inclusive where a name says ``last`` or ``until``.

Texts that come from a catalogue (names of plans, prices in words, notice rules in words) are handed over in the
letter's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from laufzeit.money.amount import Money


class Side(StrEnum):
    """A party of a contract."""

    CUSTOMER = "customer"
    VENDOR = "vendor"


class Channel(StrEnum):
    """The way on which a declaration reached the vendor; the values are those of the contracts' log."""

    PORTAL = "portal"
    OFFICE = "office"
    LETTER = "letter"
    MAIL = "mail"
    PUBLIC_PAGE = "public page"
    API = "api"
    IMPORT = "import"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class ContractName:
    """``number`` is the contract's number with the vendor; ``label`` the customer's own name for it, or empty."""

    number: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """When and how a declaration was received (§ 130 (1) BGB). ``at`` is the instant where it is known; a letter
    by post is known by its day only."""

    channel: Channel
    on: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AgreedText:
    """One edition of a text that was agreed to, with the SHA-256 of what was shown and where it can be read."""

    name: str
    edition: str
    sha256: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class LostBooking:
    """A booking that becomes invalid because the plan no longer includes its ``feature``."""

    feature: str
    title: str
    day: date
    at: time


@dataclass(frozen=True, slots=True)
class Prices:
    """The prices of a plan in words, one line a price ("€ 19,- Grundgebühr pro Monat und Benutzer*"), and the
    sentence that stands below them."""

    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """What ``months`` months cost for ``quantity`` of ``unit``; net or gross as ``note`` says."""

    quantity: int
    unit: str
    amount: Money
    months: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Data that the law keeps from erasure: what, until which last day, by which rule ("§ 147 AO")."""

    what: str
    until: date
    rule: str


@dataclass(frozen=True, slots=True)
class PayTo:
    """The vendor's account that a customer pays to; the IBAN as it is printed."""

    holder: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class OverdueInvoice:
    """An invoice of which ``open`` has not been paid."""

    number: str
    issued_on: date
    due_on: date
    open: Money
