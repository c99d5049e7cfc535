"""Other terms from the vendor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from laufzeit.messages.facts import AgreedText, ContractName, Cost, Prices, Receipt
from laufzeit.messages.kinds.base import Letters


@dataclass(frozen=True, slots=True)
class TermsOffered(Letters):
    """The vendor offers other terms from ``first_day`` on. With ``notice_last_day`` the same letter gives notice to
    the end of that day, for the case that the offer is not accepted; ``None``: without acceptance the contract goes
    on as it is. Without ``gives_notice`` it ends on that day for another reason: by an earlier notice, or by itself.
    ``changes`` says in words what else becomes different. Costs are ``None`` where nothing is charged by the month.
    """

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
    gives_notice: bool = True


@dataclass(frozen=True, slots=True)
class AcceptanceReminder(Letters):
    """Some days before the last day to accept. ``notice_last_day`` is the contract's last day without acceptance;
    ``None``: it goes on as it is."""

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
class OfferExtended(Letters):
    """The offer can be accepted until a later day. ``notice_last_day`` is the contract's last day without acceptance;
    ``None``: it goes on as it is."""

    contract: ContractName
    plan: str
    first_day: date
    accept_until: date
    notice_last_day: date | None
    cost_before: Cost | None
    cost_after: Cost | None
    link: str


@dataclass(frozen=True, slots=True)
class OfferWithdrawn(Letters):
    """The vendor takes its offer back, and with ``notice_last_day`` the notice to the end of that day that was given
    with it. ``last_day``: for another reason the contract ends all the same; ``None``: it goes on."""

    contract: ContractName
    plan: str
    notice_last_day: date | None
    last_day: date | None
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


OfferKind = TermsOffered | AcceptanceReminder | OfferExtended | OfferWithdrawn | TermsAccepted | TermsDeclined
