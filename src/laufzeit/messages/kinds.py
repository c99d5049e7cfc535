"""The kinds of letters, each with exactly the facts that it needs. ``wording/`` turns them into texts.

A kind is a frozen dataclass; ``Kind`` is their union, so that a kind without a wording does not pass the type
checker. Instants are aware; they are written in the vendor's time zone. ``link`` leads to the page where the
recipient sees the same facts (empty: no link).

Three facts about a kind as such, as class variables:

``business_letter``: the letter is part of the business with the customer and has to be kept for six years
(§ 257 (1) No. 3, (4) HGB, § 147 (1) No. 3, (3) AO). All others go with the customer's personal data.

``secret``: the letter opens a door (a code, an invitation); its content is not kept once it has been sent.

``last_word``: nobody may write to the recipient after it; the address goes when the letter has arrived.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from laufzeit.messages.facts import AgreedText, ContractName, Cost, Kept, LostBooking, Prices, Receipt, Side


@dataclass(frozen=True, slots=True)
class Letters:
    """What all kinds share."""

    business_letter: ClassVar[bool] = True
    secret: ClassVar[bool] = False
    last_word: ClassVar[bool] = False


# The beginning of a contract


@dataclass(frozen=True, slots=True)
class ContractConcluded(Letters):
    """``term_last_day`` ``None``: an indefinite contract. ``trial_last_day`` ``None``: no trial; otherwise
    ``trial_continues`` tells whether the contract goes on by itself after it."""

    contract: ContractName
    plan: str
    first_day: date
    term_last_day: date | None
    notice: str
    seats: int
    seats_unit: str
    prices: Prices
    trial_last_day: date | None
    trial_continues: bool
    receipt: Receipt
    agreements: tuple[AgreedText, ...]
    link: str


@dataclass(frozen=True, slots=True)
class TrialEnding(Letters):
    """Some days before the last day of a trial. ``prices`` count from the day after, if the contract goes on."""

    business_letter: ClassVar[bool] = False
    contract: ContractName
    plan: str
    trial_last_day: date
    continues: bool
    prices: Prices
    link: str


# Change of plan and of seats


@dataclass(frozen=True, slots=True)
class ChangeConfirmed(Letters):
    """A change of plan was decided. ``removed_users`` lose their access and ``lost_bookings`` become invalid on
    ``first_day``. ``revocable_until`` ``None``: it can no longer be revoked (a change at once)."""

    contract: ContractName
    old_plan: str
    new_plan: str
    last_day: date
    first_day: date
    old_prices: Prices
    new_prices: Prices
    removed_users: tuple[str, ...]
    lost_bookings: tuple[LostBooking, ...]
    revocable_until: date | None
    receipt: Receipt
    agreements: tuple[AgreedText, ...]
    link: str


@dataclass(frozen=True, slots=True)
class ChangeRevoked(Letters):
    """A pending change of plan was taken back; ``plan`` goes on. ``first_day``: when ``new_plan`` would have begun."""

    contract: ContractName
    plan: str
    new_plan: str
    first_day: date
    receipt: Receipt
    link: str


@dataclass(frozen=True, slots=True)
class PlanSwitched(Letters):
    """The change has happened by itself."""

    contract: ContractName
    old_plan: str
    new_plan: str
    first_day: date
    new_prices: Prices
    removed_users: tuple[str, ...]
    lost_bookings: tuple[LostBooking, ...]
    link: str


@dataclass(frozen=True, slots=True)
class SeatsChanged(Letters):
    """``term_last_day``: the new last day of the term where the change begins the term anew. ``revocable_until``
    ``None``: it took effect at once."""

    contract: ContractName
    plan: str
    unit: str
    seats_before: int
    seats_after: int
    first_day: date
    cost_before: Cost | None
    cost_after: Cost | None
    term_last_day: date | None
    revocable_until: date | None
    receipt: Receipt
    agreements: tuple[AgreedText, ...]
    link: str


@dataclass(frozen=True, slots=True)
class SeatsRevoked(Letters):
    """A pending change of the number of seats was taken back."""

    contract: ContractName
    plan: str
    unit: str
    seats: int
    seats_revoked: int
    first_day: date
    receipt: Receipt
    link: str


# Notice and the end


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


@dataclass(frozen=True, slots=True)
class ExportReady(Letters):
    """The data that somebody asked for can be fetched until ``available_until``. ``size`` in bytes."""

    business_letter: ClassVar[bool] = False
    organisation: str
    requested_at: datetime
    size: int
    available_until: date
    link: str


# Other terms from the vendor


@dataclass(frozen=True, slots=True)
class TermsOffered(Letters):
    """The vendor offers other terms from ``first_day`` on. With ``notice_last_day`` the same letter gives notice to
    the end of that day, for the case that the offer is not accepted; ``None``: without acceptance the contract goes
    on as it is. ``changes`` says in words what else becomes different. Costs are ``None`` where nothing is charged
    by the month."""

    contract: ContractName
    plan: str
    first_day: date
    accept_until: date
    notice_last_day: date | None
    cost_before: Cost | None
    cost_after: Cost | None
    new_prices: Prices
    changes: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True)
class AcceptanceReminder(Letters):
    """Some days before the last day to accept. ``notice_last_day`` as in ``TermsOffered``."""

    business_letter: ClassVar[bool] = False
    contract: ContractName
    plan: str
    first_day: date
    accept_until: date
    notice_last_day: date | None
    cost_before: Cost | None
    cost_after: Cost | None
    link: str


@dataclass(frozen=True, slots=True)
class TermsAccepted(Letters):
    """``notice_withdrawn``: the vendor's notice falls away by the acceptance."""

    contract: ContractName
    plan: str
    first_day: date
    cost_after: Cost | None
    new_prices: Prices
    notice_withdrawn: bool
    receipt: Receipt
    agreements: tuple[AgreedText, ...]
    link: str


@dataclass(frozen=True, slots=True)
class TermsDeclined(Letters):
    """``last_day`` ``None``: no notice was given; the contract goes on as it is."""

    contract: ContractName
    plan: str
    last_day: date | None
    receipt: Receipt
    link: str


# Switching by the Data Act


class SwitchTarget(StrEnum):
    """The customer's choice by Art. 25 (3) Data Act; the values are those of the contracts' log."""

    OTHER_PROVIDER = "other provider"
    ON_PREMISES = "on premises"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class SwitchRequestReceived(Letters):
    """The days that follow from the request (Art. 25 (2)(a), (d), (g)), all inclusive."""

    contract: ContractName
    plan: str
    target: SwitchTarget
    receipt: Receipt
    notice_last_day: date
    transition_last_day: date
    retrieval_last_day: date
    link: str


@dataclass(frozen=True, slots=True)
class SwitchExtended(Letters):
    """A longer transition: by the vendor for technical reasons (Art. 25 (4), ``reason`` in words), or by the customer
    (Art. 25 (5))."""

    contract: ContractName
    plan: str
    by: Side
    reason: str
    transition_last_day: date
    retrieval_last_day: date
    receipt: Receipt
    link: str


@dataclass(frozen=True, slots=True)
class SwitchCompleted(Letters):
    contract: ContractName
    plan: str
    last_day: date
    retrieval_last_day: date
    link: str


# People and their access


class InvitedAs(StrEnum):
    MAIN = "main"
    MEMBER = "member"
    STAFF = "staff"
    """With the vendor itself."""


@dataclass(frozen=True, slots=True)
class Invitation(Letters):
    """``link`` works once, until ``valid_until``."""

    business_letter: ClassVar[bool] = False
    secret: ClassVar[bool] = True
    organisation: str
    invited_by: str
    role: InvitedAs
    valid_until: datetime
    link: str


@dataclass(frozen=True, slots=True)
class SignInCode(Letters):
    """The one-time code that somebody asked for on the sign-in page."""

    business_letter: ClassVar[bool] = False
    secret: ClassVar[bool] = True
    code: str
    valid_until: datetime


BeginKind = ContractConcluded | TrialEnding
ChangeKind = ChangeConfirmed | ChangeRevoked | PlanSwitched | SeatsChanged | SeatsRevoked
NoticeKind = NoticeConfirmed | NoticeRevoked | VendorNotice | CancellationReceived | RevocationReminder | NoticeReminder
EndKind = AccessEnded | BookingsInvalid | ContractEnded | ErasureAnnounced | ErasureDone | ExportReady
OfferKind = TermsOffered | AcceptanceReminder | TermsAccepted | TermsDeclined
SwitchKind = SwitchRequestReceived | SwitchExtended | SwitchCompleted
PeopleKind = Invitation | SignInCode

Kind = BeginKind | ChangeKind | NoticeKind | EndKind | OfferKind | SwitchKind | PeopleKind
