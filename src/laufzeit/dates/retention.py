"""How long documents have to be kept: § 147 (3), (4) AO, § 257 (4), (5) HGB, § 14b UStG.

The period begins with the end of the calendar year in which the document came to be. It does not end while the tax
assessment is open (§ 147 (3) sentence 5 AO), which a program cannot know: these are the earliest days, not the days, of
erasure. Nothing is moved to a working day; keeping is neither a declaration nor a performance (§ 193 BGB).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from laufzeit.dates.day import ONE_DAY


class Record(StrEnum):
    """Kinds of documents by how long they are kept."""

    VOUCHER = "voucher"
    """Invoices and what bookings rest on; 8 years since 1 January 2025 (Fourth Bureaucracy Relief Act), before 10."""
    BOOKS = "books"
    """Books, journals, annual accounts, the description of procedures."""
    LETTER = "letter"
    """Commercial letters received and sent: notices, confirmations, mails about the contract."""


YEARS: Final = {Record.VOUCHER: 8, Record.BOOKS: 10, Record.LETTER: 6}


def retain_until(kind: Record, created: date) -> date:
    """The last day (inclusive) on which a document of the kind has to be kept.

    >>> retain_until(Record.VOUCHER, date(2026, 11, 22))
    datetime.date(2034, 12, 31)
    """
    return date(created.year + YEARS[kind], 12, 31)


def erase_from(kind: Record, created: date) -> date:
    """The first day on which the law no longer asks for the document."""
    return retain_until(kind, created) + ONE_DAY
