"""What a bank says about an account, as values: statements and what was booked in them.

Amounts are whole minor units, positive where money came in and negative where it went out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Report(StrEnum):
    """``STATEMENT`` (camt.053): all bookings of a day; ``NOTIFICATION`` (camt.054): the single ones of some of them."""

    STATEMENT = "camt.053"
    NOTIFICATION = "camt.054"


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction; a booking that the bank did not take apart is one.

    ``bank_reference`` is the bank's own number of the booking, ``whole`` the amount of the booking that the
    transaction is part of. ``order`` and ``block`` are the ids of the file of direct debits and its block that a sum
    was booked for. ``original`` is the amount before the bank's ``charges`` were added or taken off, where the bank
    says it. ``return_code`` is ISO's reason (AC04), empty where a return has none.
    """

    amount: int
    currency: str
    booked_on: date
    value_on: date
    whole: int
    bank_reference: str = ""
    end_to_end: str = ""
    mandate: str = ""
    remittance: str = ""
    name: str = ""
    iban: str = ""
    returned: bool = False
    return_code: str = ""
    return_text: str = ""
    original: int | None = None
    charges: int = 0
    order: str = ""
    block: str = ""
    text: str = ""
    """What the bank calls the booking ("SEPA-Lastschrift")."""

    @property
    def booking(self) -> tuple[str, int, date]:
        """By what the same booking is known in a statement and a notification."""
        return (self.bank_reference, self.whole, self.booked_on)


@dataclass(frozen=True, slots=True)
class Statement:
    """``opening`` and ``closing`` are booked balances, where the bank says them. ``pending`` counts bookings that are
    not final, which are left out."""

    report: Report
    id: str
    iban: str
    currency: str
    entries: tuple[Entry, ...]
    opening: int | None = None
    closing: int | None = None
    pending: int = 0

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which something was booked."""
        booked = [entry.booked_on for entry in self.entries]
        return (min(booked), max(booked)) if booked else None

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all that it says, so that it is known again in another file.

        >>> once = Statement(Report.STATEMENT, "1", "DE89370400440532013000", "EUR", ())
        >>> again = Statement(Report.STATEMENT, "1", "DE89370400440532013000", "EUR", (), 0)
        >>> once.fingerprint == once.fingerprint, once.fingerprint == again.fingerprint
        (True, False)
        """
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class BankFile:
    """``version`` is the namespace's last part, "053.001.08"."""

    version: str
    statements: tuple[Statement, ...]
