"""Notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from laufzeit.messages.facts import ContractName, Receipt, Side
from laufzeit.messages.kinds.base import Letters


@dataclass(frozen=True, slots=True)
class NoticeConfirmed(Letters):
    """The customer's notice was received. ``erase``: the customer asked for the erasure of its data too.
    ``export_until``: last day to fetch the data."""

    contract: ContractName
    plan: str
    last_day: date
    erase: bool
    export_until: date | None
    revocable_until: date | None
    receipt: Receipt
    link: str


@dataclass(frozen=True, slots=True)
class NoticeRevoked(Letters):
    """A notice was taken back by the side that gave it; ``last_day``: when the contract would have ended."""

    contract: ContractName
    plan: str
    by: Side
    last_day: date
    receipt: Receipt
    link: str


@dataclass(frozen=True, slots=True)
class VendorNotice(Letters):
    """The vendor gives notice. ``reason`` is a sentence in the letter's language, or empty."""

    contract: ContractName
    plan: str
    last_day: date
    reason: str
    export_until: date | None
    link: str


class CancellationSort(StrEnum):
    """§ 312k (2) S. 3 No. 1 (a) BGB."""

    ORDINARY = "ordinary"
    EXTRAORDINARY = "extraordinary"


@dataclass(frozen=True, slots=True)
class CancellationReceived(Letters):
    """The confirmation that § 312k (4) BGB asks for: content of the declaration as it was made, day and time of its
    receipt, and when the contract is to end. ``wished_last_day`` ``None``: at the earliest. ``last_day`` ``None``:
    the declaration does not yet name a contract that could be found; the vendor looks for it."""

    person: str
    email: str
    contract_as_named: str
    sort: CancellationSort
    reason: str
    wished_last_day: date | None
    received_at: datetime
    last_day: date | None


@dataclass(frozen=True, slots=True)
class RevocationReminder(Letters):
    """Some days before the last day to revoke. ``next_plan`` ``None``: the contract ends altogether."""

    business_letter: ClassVar[bool] = False
    contract: ContractName
    plan: str
    next_plan: str | None
    last_day: date
    revocable_until: date
    link: str


@dataclass(frozen=True, slots=True)
class NoticeReminder(Letters):
    """Some days before the last day on which notice still ends the contract with its term. ``notice`` is the rule in
    words; ``renewal_last_day`` ``None``: the contract becomes indefinite."""

    business_letter: ClassVar[bool] = False
    contract: ContractName
    plan: str
    notice: str
    notice_until: date
    term_last_day: date
    renewal_last_day: date | None
    link: str


NoticeKind = NoticeConfirmed | NoticeRevoked | VendorNotice | CancellationReceived | RevocationReminder | NoticeReminder
