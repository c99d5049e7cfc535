"""The beginning of a contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from laufzeit.messages.facts import AgreedText, ContractName, Prices, Receipt
from laufzeit.messages.kinds.base import Letters


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


BeginKind = ContractConcluded | TrialEnding
