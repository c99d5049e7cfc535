"""Germany's VAT rates by date, and the tax on a base.

Rates are in basis points (hundredths of a percent): 1900 is 19 %.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from laufzeit.money.rounding import div_half_away

WHOLE: Final = 10_000
"""Basis points in a whole."""


class VatCategory(StrEnum):
    """Which of the two rates of § 12 UStG a supply has."""

    STANDARD = "standard"
    """§ 12 (1): software, services."""
    REDUCED = "reduced"
    """§ 12 (2): books, newspapers and their electronic editions."""


class NoRate(LookupError):
    """No rate is known for the day."""


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A rate in basis points and the first day of supplies that it holds for."""

    since: date
    rate: int


# In ascending order; a rate holds until the next one begins.
RATES: Final[dict[VatCategory, tuple[DatedRate, ...]]] = {
    VatCategory.STANDARD: (
        DatedRate(
            date(1998, 4, 1), 1600
        ),  # Gesetz zur Finanzierung eines zusätzlichen Bundeszuschusses, BGBl. 1997 I 3121
        DatedRate(date(2007, 1, 1), 1900),  # Haushaltsbegleitgesetz 2006, BGBl. 2006 I 1402
        DatedRate(date(2020, 7, 1), 1600),  # § 28 (1) UStG, Zweites Corona-Steuerhilfegesetz, BGBl. 2020 I 1512
        DatedRate(date(2021, 1, 1), 1900),  # § 12 (1) UStG again
    ),
    VatCategory.REDUCED: (
        DatedRate(date(1983, 7, 1), 700),  # § 12 (2) UStG, Haushaltsbegleitgesetz 1983, BGBl. 1982 I 1857
        DatedRate(date(2020, 7, 1), 500),  # § 28 (2) UStG, Zweites Corona-Steuerhilfegesetz, BGBl. 2020 I 1512
        DatedRate(date(2021, 1, 1), 700),  # § 12 (2) UStG again
    ),
}


def rate_on(category: VatCategory, day: date) -> int:
    """The rate in basis points for a supply performed on ``day`` (§ 27 (1) UStG: the day of performance counts).

    Raises ``NoRate`` for a day before the table begins.

    >>> rate_on(VatCategory.STANDARD, date(2020, 12, 31)), rate_on(VatCategory.STANDARD, date(2021, 1, 1))
    (1600, 1900)
    """
    rows = RATES[category]
    found = bisect_right(rows, day, key=lambda row: row.since)
    if found == 0:
        raise NoRate(f"the {category} rate is known from {rows[0].since} on, not for {day}")
    return rows[found - 1].rate


def vat(base_minor: int, rate: int) -> int:
    """The tax in minor units on the base of one category and rate; rounded once, half away from zero (BR-CO-17).

    >>> vat(150, 1900), vat(-150, 1900)
    (29, -29)
    """
    return div_half_away(base_minor * rate, WHOLE)


def percent(rate: int) -> str:
    """The rate as documents print it, without superfluous zeros (BT-119).

    >>> percent(1900), percent(550)
    ('19', '5.5')
    """
    whole, hundredths = divmod(rate, 100)
    return f"{whole}.{hundredths:02}".rstrip("0").rstrip(".")
