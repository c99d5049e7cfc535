"""The kinds of letters, each with exactly the facts that it needs. ``wording/`` turns them into texts.

A kind is a frozen dataclass; ``Kind`` is their union, so that a kind without a wording does not pass the type
checker. Instants are aware; they are written in the vendor's time zone. ``link`` leads to the page where the
recipient sees the same facts (empty: no link).
"""

from __future__ import annotations

from laufzeit.messages.kinds.begin import BeginKind, ContractConcluded, TrialEnding
from laufzeit.messages.kinds.change import (
    ChangeConfirmed,
    ChangeKind,
    ChangeRevoked,
    PlanSwitched,
    SeatsChanged,
    SeatsRevoked,
)
from laufzeit.messages.kinds.end import (
    AccessEnd,
    AccessEnded,
    BookingsInvalid,
    ContractEnded,
    EndKind,
    ErasureAnnounced,
    ErasureDone,
)
from laufzeit.messages.kinds.invoice import InvoiceIssued, InvoiceKind, InvoiceSort
from laufzeit.messages.kinds.notice import (
    CancellationReceived,
    CancellationSort,
    NoticeConfirmed,
    NoticeKind,
    NoticeReminder,
    NoticeRevoked,
    RevocationReminder,
    VendorNotice,
)
from laufzeit.messages.kinds.offer import (
    AcceptanceReminder,
    OfferExtended,
    OfferKind,
    OfferWithdrawn,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
)
from laufzeit.messages.kinds.payment import DebitAnnounced, DebitReturned, MandateGiven, PaymentKind, PaymentReminder
from laufzeit.messages.kinds.people import Invitation, InvitedAs, PeopleKind
from laufzeit.messages.kinds.switch import (
    SwitchCompleted,
    SwitchExtended,
    SwitchKind,
    SwitchRequestReceived,
    SwitchTarget,
)

Kind = BeginKind | ChangeKind | NoticeKind | EndKind | OfferKind | SwitchKind | PeopleKind | PaymentKind | InvoiceKind

__all__ = [
    "AcceptanceReminder",
    "AccessEnd",
    "AccessEnded",
    "BeginKind",
    "BookingsInvalid",
    "CancellationReceived",
    "CancellationSort",
    "ChangeConfirmed",
    "ChangeKind",
    "ChangeRevoked",
    "ContractConcluded",
    "ContractEnded",
    "DebitAnnounced",
    "DebitReturned",
    "EndKind",
    "ErasureAnnounced",
    "ErasureDone",
    "Invitation",
    "InvitedAs",
    "InvoiceIssued",
    "InvoiceKind",
    "InvoiceSort",
    "Kind",
    "MandateGiven",
    "NoticeConfirmed",
    "NoticeKind",
    "NoticeReminder",
    "NoticeRevoked",
    "OfferExtended",
    "OfferKind",
    "OfferWithdrawn",
    "PaymentKind",
    "PaymentReminder",
    "PeopleKind",
    "PlanSwitched",
    "RevocationReminder",
    "SeatsChanged",
    "SeatsRevoked",
    "SwitchCompleted",
    "SwitchExtended",
    "SwitchKind",
    "SwitchRequestReceived",
    "SwitchTarget",
    "TermsAccepted",
    "TermsDeclined",
    "TermsOffered",
    "TrialEnding",
    "VendorNotice",
]
