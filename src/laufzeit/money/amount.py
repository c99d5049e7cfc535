"""Amounts of money: a whole number of the currency's minor units, and never a float.

Unit prices are finer than amounts and are whole millionths of the major unit ("micros"): 0.10 € are 100,000 micros.
Decimal appears at the edges only, where text is read and written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MICRO_DIGITS: Final = 6
MICROS: Final = 10**MICRO_DIGITS
"""Micros in a major unit."""

LARGEST_DIGITS: Final = 15
"""More digits before the point than any invoice has; what is longer is a slip, and would not fit a bigint in micros."""


class CurrencyMismatch(TypeError):
    """Amounts of different currencies were added or compared."""


class AmountFault(ValueError):
    """A text that is no amount of the currency."""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency by its ISO 4217 code, with the digits of its minor unit."""

    code: str
    decimals: int

    @property
    def per_major(self) -> int:
        """Minor units in a major unit: 100 cents, 1 yen, 1,000 fils."""
        return int(10**self.decimals)

    @classmethod
    def of(cls, code: str) -> Currency:
        """The currency with this code. Raises ``KeyError`` for one that the table does not hold.

        >>> Currency.of("JPY").decimals
        0
        """
        return CURRENCIES[code]

    def __str__(self) -> str:
        return self.code


# Source: ISO 4217, list one (current currencies), column "minor unit", as published by SIX on behalf of ISO.
CURRENCIES: Final = {
    code: Currency(code, decimals)
    for decimals, codes in {
        0: "CLP ISK JPY KRW PYG UGX VND XAF XOF XPF",
        2: "AED AUD BRL CAD CHF CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR MAD MXN MYR NOK NZD PEN PHP PLN RON RSD"
        " SAR SEK SGD THB TRY TWD UAH USD ZAR",
        3: "BHD IQD JOD KWD LYD OMR TND",
    }.items()
    for code in codes.split()
}
EUR: Final = CURRENCIES["EUR"]
USD: Final = CURRENCIES["USD"]
CHF: Final = CURRENCIES["CHF"]
GBP: Final = CURRENCIES["GBP"]


@dataclass(frozen=True, slots=True)
class Money:
    """``minor`` units of a currency; negative amounts are credits.

    >>> Money.parse("19.00", EUR) * 4 + Money(50, EUR)
    Money(minor=7650, currency=Currency(code='EUR', decimals=2))
    >>> str(Money(7650, EUR)), Money(7650, EUR).decimal
    ('76.50 EUR', Decimal('76.50'))
    >>> Money(1, EUR) + Money(1, USD)
    Traceback (most recent call last):
    laufzeit.money.amount.CurrencyMismatch: EUR and USD cannot be reckoned together
    """

    minor: int
    currency: Currency

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"an amount is a whole number of minor units, not {self.minor!r}")

    @classmethod
    def parse(cls, text: str, currency: Currency) -> Money:
        """Reads "19.00", "-1.5", "19"; no more digits than the minor unit has, no exponent, no separators.

        Raises ``AmountFault``.
        """
        return cls(_scaled(text, currency.decimals), currency)

    @classmethod
    def zero(cls, currency: Currency) -> Money:
        """No money, in this currency."""
        return cls(0, currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, with all the digits of the minor unit."""
        return Decimal(self.minor).scaleb(-self.currency.decimals)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be reckoned together")
        return other.minor


def parse_micros(text: str) -> int:
    """Reads a unit price in major units ("0.0005") as micros; at most six decimals. Raises ``AmountFault``.

    >>> parse_micros("0.10"), parse_micros("0.0005")
    (100000, 500)
    """
    return _scaled(text, MICRO_DIGITS)


_NUMBER: Final = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")


def _scaled(text: str, decimals: int) -> int:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise AmountFault(f"{text!r} is not an amount; amounts are written like 19.00")
    sign, whole, fraction = match[1], match[2], match[3] or ""
    if len(whole.lstrip("0")) > LARGEST_DIGITS:
        raise AmountFault(f"{text!r} is larger than any amount here")
    if len(fraction) > decimals:
        raise AmountFault(f"{text!r} has more than {decimals} digits after the point")
    return int(f"{sign}{whole}{fraction.ljust(decimals, '0')}")
