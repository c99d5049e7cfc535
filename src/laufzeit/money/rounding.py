"""The one rounding of the house, half away from zero, and the places where it happens.

======================  ======================================================  ==================================
Name                    What is rounded                                         Where
======================  ======================================================  ==================================
``micros_to_minor``     a charge's amount in micros to minor units              once per invoice line
``vat.vat``             base times rate to minor units                          once per category and rate
``allocation``          shares of a total; what is left over is given out       prorations, discounts over lines
======================  ======================================================  ==================================

Half away from zero is what the rules of EN 16931 compute (BR-CO-17) and what people expect of an invoice; a credit is
the exact negative of its invoice. Python's ``round`` rounds half to even and ``//`` rounds down: neither is used.
"""

from __future__ import annotations

from laufzeit.money.amount import MICROS, Currency


def div_half_away(numerator: int, denominator: int) -> int:
    """The quotient rounded to the nearest whole number, halves away from zero.

    >>> div_half_away(5, 2), div_half_away(-5, 2), div_half_away(4, 3)
    (3, -3, 1)
    """
    if denominator <= 0:
        raise ValueError(f"the denominator is positive, not {denominator}")
    quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
    return quotient if numerator >= 0 else -quotient


def micros_to_minor(micros: int, currency: Currency) -> int:
    """Millionths of the major unit as minor units.

    >>> from laufzeit.money.amount import EUR
    >>> micros_to_minor(2_505_000, EUR), micros_to_minor(-2_505_000, EUR)
    (251, -251)
    """
    return div_half_away(micros * currency.per_major, MICROS)


def minor_to_micros(minor: int, currency: Currency) -> int:
    """Minor units as millionths of the major unit; exact.

    >>> from laufzeit.money.amount import EUR
    >>> minor_to_micros(1900, EUR)
    19000000
    """
    return minor * (MICROS // currency.per_major)
