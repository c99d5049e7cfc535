"""Numbers as EN 16931 writes them: a point, no grouping, no exponent."""

from __future__ import annotations

from decimal import Decimal

from laufzeit.money.amount import MICRO_DIGITS, MICROS, Currency


def amount(minor: int, currency: Currency) -> str:
    """Minor units as a decimal number with the currency's digits.

    Where a currency has three digits the last one is left out while it is zero: EN 16931 knows two (BR-DEC). An amount
    that has three is written as it is. The rules refuse it, but it is the amount.

    >>> from laufzeit.money.amount import EUR
    >>> amount(-5, EUR), amount(1234, Currency.of("JPY"))
    ('-0.05', '1234')
    >>> amount(12340, Currency.of("KWD")), amount(12345, Currency.of("KWD"))
    ('12.34', '12.345')
    """
    decimals, unit = currency.decimals, currency.per_major
    if not decimals:
        return str(minor)
    major, rest = divmod(abs(minor), unit)
    digits = f"{rest:0{decimals}}"
    if decimals > 2 and digits.endswith("0"):
        digits = digits[:-1]
    return f"{'-' if minor < 0 else ''}{major}.{digits}"


def price(micros: int, currency: Currency) -> str:
    """A unit price (BT-146): exact, and with the currency's digits at least.

    >>> from laufzeit.money.amount import EUR
    >>> price(19_000_000, EUR), price(500, EUR)
    ('19.00', '0.0005')
    """
    major, rest = divmod(abs(micros), MICROS)
    digits = f"{rest:0{MICRO_DIGITS}}".rstrip("0").ljust(currency.decimals, "0")
    whole = f"{'-' if micros < 0 else ''}{major}"
    return f"{whole}.{digits}" if digits else whole


def quantity(number: Decimal) -> str:
    """A quantity (BT-129) without superfluous zeros.

    >>> quantity(Decimal("-24.500")), quantity(Decimal("1E+3")), quantity(Decimal("-0"))
    ('-24.5', '1000', '0')
    """
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
