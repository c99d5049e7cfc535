"""Numbers, days and periods as the page writes them, in the language of one document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from laufzeit.dates.period import Period
from laufzeit.dates.wording import MONTHS, Language, day_in_digits
from laufzeit.einvoice.wording.labels import LABELS, Labels
from laufzeit.money.amount import MICRO_DIGITS, Currency, Money
from laufzeit.money.wording import exactly, in_digits, in_full, percentage

_MINUS: Final = "\u2212"
_HARD: Final = "\u00a0"
_UNITS: Final[dict[str, tuple[str, str]]] = {
    "HUR": ("Std.", "h"),
    "DAY": ("Tage", "days"),
    "MON": ("Monate", "months"),
    "ANN": ("Jahre", "years"),
    "AD": ("Byte", "bytes"),
    "E34": ("GB", "GB"),
    "E35": ("TB", "TB"),
    "4L": ("MB", "MB"),
    "2P": ("kB", "kB"),
    "KWH": ("kWh", "kWh"),
    "MIN": ("Min.", "min"),
}
"""UN/ECE Recommendation 20; pieces (C62) and what is not here are only counted."""


@dataclass(frozen=True, slots=True)
class Saying:
    """``currency`` and ``language`` are the document's."""

    language: Language
    currency: Currency

    @property
    def labels(self) -> Labels:
        return LABELS[self.language]

    def amount(self, minor: int) -> str:
        return _whole(in_full(Money(minor, self.currency), self.language))

    def price(self, micros: int) -> str:
        return _whole(exactly(Decimal(micros).scaleb(-MICRO_DIGITS), self.currency, self.language))

    def rate(self, basis_points: int) -> str:
        return _whole(percentage(basis_points, self.language))

    def quantity(self, number: Decimal, unit: str) -> str:
        """

        >>> Saying("de", Currency("EUR", 2)).quantity(Decimal("-12.50"), "E34")
        '−12,5\\xa0GB'
        """
        words = _UNITS.get(unit)
        name = "" if words is None else f" {words[0] if self.language == 'de' else words[1]}"
        return _whole(f"{in_digits(number, self.language)}{name}")

    def day(self, day: date) -> str:
        """
        >>> [Saying(language, Currency("EUR", 2)).day(date(2026, 3, 1)) for language in ("de", "en")]
        ['01.03.2026', '1\\xa0Mar\\xa02026']
        """
        if self.language == "de":
            return day_in_digits(day, "de")
        return f"{day.day}{_HARD}{MONTHS['en'][day.month - 1][:3]}{_HARD}{day.year}"

    def period(self, period: Period) -> str:
        """From the first to the last day, both of which belong to it; one day is one day."""
        last = period.last_day
        first = self.day(period.start)
        return first if last == period.start else f"{first} – {self.day(last) if last else '…'}"


def _whole(number: str) -> str:
    """A number with its sign and unit, never broken over two lines."""
    return number.replace("-", _MINUS).replace(" ", _HARD)
