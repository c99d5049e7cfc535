"""One booking: an amount from an account to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

NO_AUTOMATICS: Final = "40"
"""The key (BU-Schlüssel) that turns off an account's automatic tax, so that the amount is net and no return reports it
again (haufe.de, "Buchung über Verrechnungskonto mit Automatikfunktion")."""


class Side(StrEnum):
    """Which side of ``account`` the amount stands on; it stands on the other one of ``contra``."""

    DEBIT = "S"
    CREDIT = "H"


@dataclass(frozen=True, slots=True)
class Booking:
    """``amount`` is positive, in cents. ``voucher`` is the document's number (Belegfeld 1), which open items are found
    by. ``eu`` is the VAT id of a customer who owes the tax, or the country whose tax it is, with ``eu_rate``.
    ``service_on`` is the day that the rate is taken from, where it is not ``day``."""

    amount: int
    side: Side
    account: int
    contra: int
    day: date
    voucher: str
    text: str
    key: str = ""
    due_on: date | None = None
    eu: str = ""
    eu_rate: int | None = None
    service_on: date | None = None
    customer: str = ""

    @property
    def signed(self) -> int:
        """The amount as it changes ``account``: debits are positive."""
        return self.amount if self.side is Side.DEBIT else -self.amount


def sided(amount: int) -> tuple[int, Side]:
    """An amount that may be negative as a positive one and its side: DATEV knows no negative bookings.

    >>> sided(-14161)
    (14161, <Side.CREDIT: 'H'>)
    """
    return abs(amount), Side.DEBIT if amount >= 0 else Side.CREDIT
