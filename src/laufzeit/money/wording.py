"""Amounts in German and English, in the two forms that documents use: in full, and short as on a price list."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from laufzeit.dates.wording import Language
from laufzeit.money.amount import MICRO_DIGITS, MICROS, Currency, Money

_SYMBOLS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}


def in_full(money: Money, language: Language) -> str:
    """With all digits, as in tables and totals.

    >>> from laufzeit.money.amount import CHF, EUR
    >>> in_full(Money(132000, EUR), "de"), in_full(Money(132000, EUR), "en")
    ('1.320,00 €', '€1,320.00')
    >>> in_full(Money(-132000, CHF), "de"), in_full(Money(-132000, CHF), "en")
    ('-1.320,00 CHF', '-CHF 1,320.00')
    """
    number = _grouped(abs(money.minor), money.currency.decimals, language)
    return _with_symbol(number, money.currency, language, negative=money.minor < 0)


def exactly(amount: Decimal, currency: Currency, language: Language) -> str:
    """Major units in full, with more digits than the minor unit has where the amount has them (unit prices).

    >>> from laufzeit.money.amount import EUR
    >>> [exactly(Decimal(amount), EUR, "de") for amount in ("19", "0.0005", "1200.5")]
    ['19,00 €', '0,0005 €', '1.200,50 €']
    """
    number = in_digits(amount.copy_abs(), language, decimals=currency.decimals)
    return _with_symbol(number, currency, language, negative=amount < 0)


def unit_price(micros: int, currency: Currency, language: Language) -> str:
    """A unit price in millionths, in full, with as many digits as it needs.

    >>> from laufzeit.money.amount import EUR
    >>> [unit_price(micros, EUR, "de") for micros in (19_000_000, 100_000, 500)]
    ['19,00 €', '0,10 €', '0,0005 €']
    """
    minor, finer = divmod(abs(micros), MICROS // currency.per_major)
    if finer:
        return exactly(Decimal(micros).scaleb(-MICRO_DIGITS), currency, language)
    return _with_symbol(_grouped(minor, currency.decimals, language), currency, language, negative=micros < 0)


def _with_symbol(number: str, currency: Currency, language: Language, *, negative: bool) -> str:
    sign = "-" if negative else ""
    if language == "de":
        return f"{sign}{number} {_symbol(currency)}"
    return f"{sign}{_english_symbol(currency)}{number}"


def in_digits(number: int | Decimal, language: Language, *, decimals: int = 0) -> str:
    """A number (a quantity, a percentage) with the language's separators: as many decimals as it needs, at least
    ``decimals``.

    >>> in_digits(Decimal("1500.50"), "de"), in_digits(Decimal("1500.50"), "en"), in_digits(24, "de")
    ('1.500,5', '1,500.5', '24')
    """
    if isinstance(number, int) and not decimals:
        digits = _grouped(abs(number), 0, language)
        return f"-{digits}" if number < 0 else digits
    major, _, fraction = f"{Decimal(number).copy_abs():f}".partition(".")
    fraction = fraction.rstrip("0").ljust(decimals, "0")
    digits = _grouped(int(major + fraction), len(fraction), language)
    return f"-{digits}" if number < 0 else digits


def short(money: Money, language: Language) -> str:
    """As on a price list: whole amounts without their zeros.

    >>> from laufzeit.money.amount import EUR
    >>> [short(Money(minor, EUR), "de") for minor in (1900, 10, 0, 132000)]
    ['€ 19,-', '€ 0,10', '€ 0,-', '€ 1.320,-']
    >>> [short(Money(minor, EUR), "en") for minor in (1900, 10, 0, 132000)]
    ['€19', '€0.10', '€0', '€1,320']
    """
    return _short(money.minor, money.currency, money.currency.decimals, language)


def short_unit_price(micros: int, currency: Currency, language: Language) -> str:
    """A unit price in millionths, with as many digits as it needs.

    >>> from laufzeit.money.amount import EUR
    >>> [short_unit_price(micros, EUR, "de") for micros in (19_000_000, 100_000, 500)]
    ['€ 19,-', '€ 0,10', '€ 0,0005']
    """
    decimals, number = MICRO_DIGITS, micros
    while decimals > currency.decimals and number % 10 == 0:
        decimals, number = decimals - 1, number // 10
    return _short(number, currency, decimals, language)


def percentage(basis_points: int, language: Language) -> str:
    """A part of a whole in basis points, with as many digits as it needs.

    >>> percentage(1000, "de"), percentage(1250, "de"), percentage(5, "en")
    ('10 %', '12,5 %', '0.05%')
    """
    number = in_digits(Decimal(basis_points).scaleb(-2), language)
    return f"{number} %" if language == "de" else f"{number}%"


def _short(number: int, currency: Currency, decimals: int, language: Language) -> str:
    sign = "-" if number < 0 else ""
    whole = number % 10**decimals == 0
    digits = _grouped(abs(number) // 10**decimals if whole else abs(number), 0 if whole else decimals, language)
    if language == "en":
        return f"{sign}{_english_symbol(currency)}{digits}"
    dash = ",-" if whole and currency.decimals else ""
    return f"{sign}{_symbol(currency)} {digits}{dash}"


def _grouped(number: int, decimals: int, language: Language) -> str:
    """A number that is not negative, scaled by ``decimals`` digits, with the language's separators."""
    thousands, point = (".", ",") if language == "de" else (",", ".")
    major, fraction = divmod(number, 10**decimals)
    grouped = f"{major:,}".replace(",", thousands)
    return f"{grouped}{point}{fraction:0{decimals}}" if decimals else grouped


def _symbol(currency: Currency) -> str:
    return _SYMBOLS.get(currency.code, currency.code)


def _english_symbol(currency: Currency) -> str:
    """A sign stands directly before the number, a code with a space."""
    return _SYMBOLS.get(currency.code) or f"{currency.code} "
