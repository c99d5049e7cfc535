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


OfferKind = TermsOffered | AcceptanceReminder | TermsAccepted | TermsDeclined
