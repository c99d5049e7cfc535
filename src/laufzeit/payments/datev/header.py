"""The first line of a file: 31 fields that say whose books it is for, and which year and month.

Source: DATEV, Formatbeschreibung DATEV-Format, "Header" (developer.datev.de). Fields 7, 23, 25, 26, 28 and 29 stay
empty, 24 and 30 are empty texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from laufzeit.catalogue.billing import Chart
from laufzeit.dates.period import Period
from laufzeit.payments.datev import fields

VERSION: Final = 700
FORMAT_VERSION: Final = 13
CONSULTANTS: Final = range(1001, 9_999_999 + 1)
CLIENTS: Final = range(1, 99_999 + 1)
_SKR: Final = {Chart.SKR03: "03", Chart.SKR04: "04"}


@dataclass(frozen=True, slots=True)
class Header:
    """``created`` to the millisecond. ``fiscal_year`` is the first day of the fiscal year, which every day in the file
    takes its year from; ``period`` lies inside it. ``locked``: nobody may change the bookings after they are read."""

    created: datetime
    consultant: int
    client: int
    fiscal_year: date
    period: Period
    chart: Chart
    label: str
    exported_by: str = "laufzeit"
    information: str = ""
    locked: bool = False


def fiscal_year(month: date, first_month: int) -> date:
    """The first day of the fiscal year that a day belongs to.

    >>> fiscal_year(date(2026, 11, 1), 1), fiscal_year(date(2026, 3, 1), 7)
    (datetime.date(2026, 1, 1), datetime.date(2025, 7, 1))
    """
    return date(month.year if month.month >= first_month else month.year - 1, first_month, 1)


def line(header: Header) -> str:
    """The line without its end. Raises ``ValueError`` where a number is out of DATEV's bounds."""
    last_day = header.period.last_day
    if header.consultant not in CONSULTANTS or header.client not in CLIENTS or last_day is None:
        raise ValueError(f"consultant {header.consultant} or client {header.client} is out of bounds, or no end")
    return ";".join(
        (
            fields.text("EXTF", 4),
            str(VERSION),
            "21",
            fields.text("Buchungsstapel", 14),
            str(FORMAT_VERSION),
            f"{header.created:%Y%m%d%H%M%S}{header.created.microsecond // 1000:03}",
            "",
            fields.text("RE", 2),
            fields.text(header.exported_by, 25),
            fields.text("", 25),
            str(header.consultant),
            str(header.client),
            fields.year_month_day(header.fiscal_year),
            str(fields.ACCOUNT_LENGTH),
            fields.year_month_day(header.period.start),
            fields.year_month_day(last_day),
            fields.text(header.label, 30),
            fields.text("", 2),
            "1",  # Finanzbuchführung
            "0",  # for all purposes of accounting
            str(int(header.locked)),
            fields.text("EUR", 3),
            "",
            fields.text("", 0),
            "",
            "",
            fields.text(_SKR[header.chart], 2),
            "",
            "",
            fields.text("", 0),
            fields.text(header.information, 16),
        )
    )
