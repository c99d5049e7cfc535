"""Switching by the Data Act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from laufzeit.messages.facts import ContractName, Receipt, Side
from laufzeit.messages.kinds.base import Letters


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


SwitchKind = SwitchRequestReceived | SwitchExtended | SwitchCompleted
