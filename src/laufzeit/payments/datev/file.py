"""The file: header, names of the columns, one row a booking. The same bookings give the same bytes.

A file holds at most 99,999 bookings (DATEV, Formatbeschreibung); a month with more of them has several, and a
document is never split between two.
"""

from __future__ import annotations

from typing import Final

from laufzeit.payments.datev import columns, fields
from laufzeit.payments.datev.booking import Booking
from laufzeit.payments.datev.columns import PLACES
from laufzeit.payments.datev.header import Header
from laufzeit.payments.datev.header import line as header_line

MOST_ROWS: Final = 99_999
END_OF_LINE: Final = "\r\n"

_EMPTY: Final = [""] * len(columns.NAMES)
_LOCKED: Final = PLACES["Festschreibung"]
_AMOUNT, _SIDE = PLACES["Umsatz (ohne Soll/Haben-Kz)"], PLACES["Soll/Haben-Kennzeichen"]
_ACCOUNT, _CONTRA, _KEY = PLACES["Konto"], PLACES["Gegenkonto (ohne BU-Schlüssel)"], PLACES["BU-Schlüssel"]
_DAY, _VOUCHER, _TEXT = PLACES["Belegdatum"], PLACES["Belegfeld 1"], PLACES["Buchungstext"]
_EU, _EU_RATE = PLACES["EU-Land u. UStID (Bestimmung)"], PLACES["EU-Steuersatz (Bestimmung)"]
_NOTE_KIND, _NOTE = PLACES["Zusatzinformation - Art 1"], PLACES["Zusatzinformation- Inhalt 1"]
_SERVICE, _PERIOD, _DUE = PLACES["Leistungsdatum"], PLACES["Datum Zuord. Steuerperiode"], PLACES["Fälligkeit"]


def head(header: Header) -> bytes:
    """The two lines that every file begins with."""
    return _line(header_line(header)) + _line(";".join(columns.NAMES))


def row(booking: Booking, *, locked: bool = False) -> bytes:
    """A booking. Raises ``ValueError`` where it has something that DATEV does not take."""
    cells = _EMPTY.copy()
    cells[_AMOUNT] = fields.amount(booking.amount)
    cells[_SIDE] = f'"{booking.side}"'
    cells[_ACCOUNT], cells[_CONTRA] = fields.account(booking.account), fields.account(booking.contra)
    cells[_DAY] = fields.day_month(booking.day)
    cells[_VOUCHER] = _voucher(booking.voucher)
    cells[_TEXT] = fields.text(booking.text, 60)
    cells[_LOCKED] = "1" if locked else "0"  # empty would lock
    if booking.key:
        cells[_KEY] = fields.text(booking.key, 4)
    if booking.eu:
        cells[_EU] = fields.text(booking.eu, 15)
    if booking.eu_rate is not None:
        cells[_EU_RATE] = fields.percent(booking.eu_rate)
    if booking.customer:
        cells[_NOTE_KIND], cells[_NOTE] = fields.text("Kundennummer", 20), fields.text(booking.customer, 210)
    if booking.due_on is not None:
        cells[_DUE] = fields.day_month_year(booking.due_on)
    if booking.service_on is not None:  # DATEV wants both or none
        cells[_SERVICE], cells[_PERIOD] = fields.day_month_year(booking.service_on), fields.day_month_year(booking.day)
    return _line(";".join(cells))


def name(year: int, month: int, part: int = 1) -> str:
    """What DATEV finds the file by: it begins with EXTF_ and ends with .csv.

    >>> name(2026, 11), name(2026, 11, 2)
    ('EXTF_Buchungsstapel_2026-11.csv', 'EXTF_Buchungsstapel_2026-11_2.csv')
    """
    return f"EXTF_Buchungsstapel_{year:04}-{month:02}{'' if part == 1 else f'_{part}'}.csv"


def _voucher(number: str) -> str:
    if not fields.fits_voucher(number):
        raise ValueError(f"{number!r} does not fit into Belegfeld 1")
    return f'"{number}"'


def _line(text: str) -> bytes:
    return (text + END_OF_LINE).encode(fields.ENCODING)
