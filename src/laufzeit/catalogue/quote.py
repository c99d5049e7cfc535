"""What one period of a contract costs: the price before and after a change, and the price of a term.

A quote is a view on the steps of the charges, it stores nothing and knows no dates; parts of periods and what was
invoiced already belong to the rooms above.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from laufzeit.catalogue.model import Charge, Due, Quantity, Terms
from laufzeit.catalogue.steps import Band
from laufzeit.dates.span import Span
from laufzeit.money.amount import Currency, Money
from laufzeit.money.rounding import micros_to_minor


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One charge for one whole interval (or once). ``amount`` is rounded here, once a line."""

    charge: Charge
    quantity: int | Decimal
    amount: Money

    @property
    def key(self) -> str:
        return self.charge.key

    @property
    def interval(self) -> Span | None:
        return self.charge.interval

    @property
    def due(self) -> Due:
        return self.charge.due

    @property
    def bands(self) -> tuple[Band, ...]:
        """The parts of the price, in micros; where the charge has a minimum or a maximum, ``amount`` may be another."""
        return self.charge.steps.bands(self.quantity)


@dataclass(frozen=True, slots=True)
class Quote:
    """The lines of one period. ``uncounted`` are charges by a meter of which nothing was said: they are not free, their
    amount is unknown."""

    currency: Currency
    lines: tuple[QuoteLine, ...]
    uncounted: tuple[Charge, ...] = ()

    @property
    def recurring(self) -> dict[Span, Money]:
        """What is charged each interval, in the order of the charges."""
        totals: dict[Span, Money] = {}
        for line in self.lines:
            if line.interval is not None:
                totals[line.interval] = totals.get(line.interval, Money.zero(self.currency)) + line.amount
        return totals

    @property
    def once(self) -> Money:
        """What is charged a single time."""
        return self._sum(line for line in self.lines if line.interval is None)

    @property
    def total(self) -> Money:
        """The sum of all lines, whatever their intervals."""
        return self._sum(self.lines)

    def line(self, key: str) -> QuoteLine:
        """The line of a charge. Raises ``KeyError``."""
        for line in self.lines:
            if line.key == key:
                return line
        raise KeyError(key)

    def _sum(self, lines: Iterable[QuoteLine]) -> Money:
        return sum((line.amount for line in lines), Money.zero(self.currency))


def quote(terms: Terms, seats: int, meters: Mapping[str, int | Decimal] | None = None) -> Quote:
    """What a period costs on ``terms`` with so many seats and with what the meters counted in it (by meter).

    Raises ``steps.NoPrice`` for a quantity that the prices do not cover.
    """
    currency = Currency.of(terms.currency)
    lines: list[QuoteLine] = []
    uncounted: list[Charge] = []
    for charge in terms.charges:
        quantity = _quantity(charge, seats, meters or {})
        if quantity is None:
            uncounted.append(charge)
            continue
        amount = micros_to_minor(charge.amount(quantity), currency)
        lines.append(QuoteLine(charge, quantity, Money(amount, currency)))
    return Quote(currency, tuple(lines), tuple(uncounted))


def _quantity(charge: Charge, seats: int, meters: Mapping[str, int | Decimal]) -> int | Decimal | None:
    match charge.quantity:
        case Quantity.FLAT:
            return 1
        case Quantity.SEATS | Quantity.MEMBERS:
            return seats
        case Quantity.METER:
            assert charge.meter is not None, "the reader gives each metered charge its meter"
            return meters.get(charge.meter)
        case _:
            assert_never(charge.quantity)
