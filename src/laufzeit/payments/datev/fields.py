"""How values are written in a file for DATEV: text in quotation marks, the rest without, and what is not said empty.

Source: DATEV, Formatbeschreibung DATEV-Format, "Einstieg" and "Buchungsstapel" (developer.datev.de). The file is
Windows-1252; a character that it does not have is written without its accents, or as a question mark.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

ENCODING: Final = "cp1252"
LARGEST_AMOUNT: Final = 10**12 - 1
"""Cents in ten digits before the comma."""
ACCOUNT_LENGTH: Final = 4
"""Digits of a general ledger account (Sachkontenlänge); accounts of customers have one more."""

_VOUCHER: Final = re.compile(r"[A-Za-z0-9$&%*+\-/]{1,36}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_WITHOUT_PARTS: Final = str.maketrans("łŁđĐħĦŧŦıĸŋŊ", "lLdDhHtTiknN")
"""Letters with a stroke: Unicode does not take them apart."""


def amount(cents: int) -> str:
    """A positive amount with a comma and two digits. Raises ``ValueError`` for one that DATEV does not take.

    >>> amount(14161)
    '141,61'
    """
    if not 0 < cents <= LARGEST_AMOUNT:
        raise ValueError(f"{cents} is not an amount from 0,01 to ten digits before the comma")
    whole, part = divmod(cents, 100)
    return f"{whole},{part:02}"


def account(number: int) -> str:
    """An account with the zeros before it.

    >>> account(990), account(10000)
    ('0990', '10000')
    """
    if not 0 < number < 10 ** (ACCOUNT_LENGTH + 1):
        raise ValueError(f"{number} is not an account of {ACCOUNT_LENGTH} digits, nor one of a customer with one more")
    return f"{number:0{ACCOUNT_LENGTH}}"


def text(value: str, longest: int) -> str:
    """A text in quotation marks, cut to the longest that the field takes.

    >>> text("Łódzka Zorza", 60), text("Zorza", 3)
    ('"Lódzka Zorza"', '"Zor"')
    """
    return '"' + _CONTROL.sub(" ", in_code_page(value))[:longest].rstrip().replace('"', '""') + '"'


def fits_voucher(number: str) -> bool:
    """Whether a document's number can be written as Belegfeld 1, which open items are found by."""
    return _VOUCHER.fullmatch(number) is not None


def day_month(day: date) -> str:
    """TTMM; the year is that of the file's fiscal year.

    >>> day_month(date(2026, 11, 5))
    '0511'
    """
    return f"{day.day:02}{day.month:02}"


def day_month_year(day: date) -> str:
    """TTMMJJJJ."""
    return f"{day_month(day)}{day.year:04}"


def year_month_day(day: date) -> str:
    """JJJJMMTT, as in the header."""
    return f"{day.year:04}{day.month:02}{day.day:02}"


def percent(rate: int) -> str:
    """A rate in basis points with two digits before and after the comma (EU-Steuersatz).

    >>> percent(2550), percent(900)
    ('25,50', '09,00')
    """
    whole, part = divmod(rate, 100)
    return f"{whole:02},{part:02}"


def in_code_page(value: str) -> str:
    """The text in the characters that Windows-1252 has."""
    try:
        value.encode(ENCODING)
    except UnicodeEncodeError:
        composed = unicodedata.normalize("NFC", value)
        return "".join(_character(one) for one in composed.translate(_WITHOUT_PARTS))
    return value


def _character(one: str) -> str:
    for form in (one, "".join(part for part in unicodedata.normalize("NFKD", one) if not unicodedata.combining(part))):
        try:
            form.encode(ENCODING)
        except UnicodeEncodeError:
            continue
        return form
    return "?"
