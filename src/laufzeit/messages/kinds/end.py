"""What has ended: access, bookings, contracts, data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from laufzeit.messages.facts import ContractName, Kept, LostBooking
from laufzeit.messages.kinds.base import Letters


class AccessEnd(StrEnum):
    """Why a member no longer has access."""

    PLAN_CHANGED = "plan changed"
    CONTRACT_ENDED = "contract ended"
    REMOVED = "removed"
    """By the customer's main user."""


@dataclass(frozen=True, slots=True)
class AccessEnded(Letters):
    """To a member who was removed. ``last_day`` was the last day with access."""

    business_letter: ClassVar[bool] = False
    organisation: str
    plan: str
    why: AccessEnd
    last_day: date


@dataclass(frozen=True, slots=True)
class BookingsInvalid(Letters):
    """To the organiser of bookings that a change of plan or the end of the contract made invalid. ``new_plan``
    ``None``: the contract has ended."""

    business_letter: ClassVar[bool] = False
    organisation: str
    new_plan: str | None
    first_day: date
    bookings: tuple[LostBooking, ...]
    link: str


@dataclass(frozen=True, slots=True)
class ContractEnded(Letters):
    """``export_until``: last day to fetch the data; ``erase_on``: the first day on which it is erased."""

    contract: ContractName
    plan: str
    last_day: date
    export_until: date | None
    erase_on: date | None
    link: str


@dataclass(frozen=True, slots=True)
class ErasureAnnounced(Letters):
    """Some days before personal data is erased. ``kept``: what the law keeps."""

    business_letter: ClassVar[bool] = False
    organisation: str
    export_until: date
    erase_on: date
    kept: tuple[Kept, ...]
    link: str


@dataclass(frozen=True, slots=True)
class ErasureDone(Letters):
    """``record`` is the number of the record that remains of the erasure."""

    last_word: ClassVar[bool] = True
    organisation: str
    erased_on: date
    kept: tuple[Kept, ...]
    record: str


EndKind = AccessEnded | BookingsInvalid | ContractEnded | ErasureAnnounced | ErasureDone
