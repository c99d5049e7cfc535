"""Every price is a table of steps.

Flat, per unit, included quantity, cap, graduated, volume, package and stair-step prices are one thing: rows
``(over, fixed, each)``; the amount is fixed + each · quantity on the row that the quantity falls in. The builders
below make the rows from the ways in which prices are written; everything that asks for a price (the quote, its
explanation in words, a run over a whole customer base) reads the same rows.

Money is whole millionths of the currency's major unit ("micros"): € 19.00 is 19_000_000.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from laufzeit.money.rounding import div_half_away


class NoPrice(ValueError):
    """No row covers the quantity: what has no price is not free of charge, so it is never zero."""

    def __init__(self, quantity: int | Decimal, up_to: int | None) -> None:
        reason = f"the price ends at {up_to}" if up_to is not None and quantity > up_to else "it is negative"
        super().__init__(f"no price for a quantity of {quantity}: {reason}")
        self.quantity = quantity
        self.up_to = up_to


@dataclass(frozen=True, slots=True)
class Step:
    """One row: quantities greater than ``over`` (up to and with the next row's ``over``) cost
    ``fixed + each × quantity``, both in millionths of the currency's major unit. Flat parts may be negative (an
    included quantity is a row that takes its price off again)."""

    over: int
    fixed: int
    each: int

    def at(self, quantity: int | Decimal) -> int:
        """Micros of ``quantity`` on this row; a fraction of a micro is rounded half away from zero."""
        if isinstance(quantity, int):
            return self.fixed + self.each * quantity
        numerator, denominator = quantity.as_integer_ratio()
        return div_half_away(self.fixed * denominator + self.each * numerator, denominator)


@dataclass(frozen=True, slots=True)
class Band:
    """One part of an amount, as it is told to a customer: ``quantity`` units that lie over ``over`` (and up to
    ``up_to``, ``None``: without end) cost ``fixed + each × quantity`` = ``amount`` micros."""

    over: int
    up_to: int | None
    quantity: int | Decimal
    fixed: int
    each: int
    amount: int


@dataclass(frozen=True, slots=True)
class Steps:
    """The rows in ascending order of ``over``; the first row is over 0 and also covers a quantity of zero.

    ``package`` > 1: quantities are rounded up to whole packages, and rows count packages. ``up_to``: no price is
    known for more than that (``None``: the last row has no end). The last two say nothing about the amount, only how
    it is told: ``whole``: one row prices the whole quantity (volume and stair-step prices), so it is one part;
    ``percent``: the quantity is itself an amount, in major units, and the price for each a percentage of it.
    """

    rows: tuple[Step, ...]
    package: int = 1
    up_to: int | None = None
    whole: bool = False
    percent: bool = False

    def __post_init__(self) -> None:
        assert self.rows and self.rows[0].over == 0, "the first row is over 0"
        assert all(a.over < b.over for a, b in pairwise(self.rows)), "rows ascend"
        assert self.package >= 1, "a package holds something"
        assert self.up_to is None or self.up_to > self.rows[-1].over, "the last row covers something"

    def counted(self, quantity: int | Decimal) -> int | Decimal:
        """The quantity that the rows count: whole packages, begun ones included.

        >>> package(5_000_000, size=100).counted(101)
        2
        """
        if self.package == 1:
            return quantity
        numerator, denominator = quantity.as_integer_ratio()
        return -(-numerator // (denominator * self.package))

    def row_of(self, counted: int | Decimal) -> int:
        """The index of the row that a counted quantity falls in; bounds belong to the row below them.

        >>> graduated([(10, 0, 2_000_000), (None, 0, 1_000_000)]).row_of(10)
        0
        """
        if counted < 0 or (self.up_to is not None and counted > self.up_to):
            raise NoPrice(counted, self.up_to)
        return max(bisect_left(self.rows, counted, key=lambda row: row.over) - 1, 0)

    def amount(self, quantity: int | Decimal) -> int:
        """What ``quantity`` costs, in micros. Raises ``NoPrice`` where no row covers it.

        >>> included(600_000_000, includes=5, each=72_000_000, free_above=400).amount(29) // 1_000_000
        2328
        """
        counted = self.counted(quantity)
        return self.rows[self.row_of(counted)].at(counted)

    def bands(self, quantity: int | Decimal) -> tuple[Band, ...]:
        """The parts behind ``amount``: what was charged at which price. They add up to it exactly.

        >>> [(band.quantity, band.fixed, band.each) for band in graduated([(10, 0, 200), (None, 0, 100)]).bands(12)]
        [(10, 0, 200), (2, 0, 100)]
        """
        counted = self.counted(quantity)
        last = self.row_of(counted)
        if self.whole:
            row = self.rows[last]
            return (Band(row.over, self.end_of(last), counted, row.fixed, row.each, row.at(counted)),)
        return tuple(self._part(index, counted) for index in range(last + 1))

    def end_of(self, index: int) -> int | None:
        """The greatest quantity of a row; ``None`` without end."""
        return self.rows[index + 1].over if index + 1 < len(self.rows) else self.up_to

    def _part(self, index: int, counted: int | Decimal) -> Band:
        """The part of ``counted`` that lies in a row, with the flat amount that entering the row adds."""
        row = self.rows[index]
        end = self.end_of(index)
        reached = counted if end is None or counted < end else end
        before = self.rows[index - 1].at(row.over) if index else 0
        entry = row.at(row.over) - before
        return Band(row.over, end, reached - row.over, entry, row.each, row.at(reached) - before)


Tier: TypeAlias = tuple[int | None, int, int]
"""``(up to and with, flat part, price of each)``; the last may be ``None``, without end."""


def flat(amount: int) -> Steps:
    """The same, however much it is.

    >>> flat(5_000_000).amount(0), flat(5_000_000).amount(1000)
    (5000000, 5000000)
    """
    return Steps((Step(0, amount, 0),))


def per_unit(each: int, *, free_above: int | None = None) -> Steps:
    """A price for each; from ``free_above`` + 1 on nothing more is charged.

    >>> per_unit(100_000).amount(25)
    2500000
    """
    return included(0, includes=0, each=each, free_above=free_above)


def included(base: int, *, includes: int, each: int, free_above: int | None = None) -> Steps:
    """A base price with ``includes`` units in it, a price for each further one, nothing more above ``free_above``.

    >>> steps = included(50_000_000, includes=5, each=6_000_000, free_above=400)
    >>> [steps.amount(users) // 1_000_000 for users in (0, 5, 6, 400, 401)]
    [50, 50, 56, 2420, 2420]
    """
    assert free_above is None or free_above > includes, "the cap lies above what is included"
    rows = [Step(0, base, 0)] if includes else []
    rows.append(Step(includes, base - each * includes, each))
    if free_above is not None:
        rows.append(Step(free_above, base + each * (free_above - includes), 0))
    return Steps(tuple(rows))


def graduated(tiers: Sequence[Tier]) -> Steps:
    """Each unit at the price of its own tier; a tier's flat part is added as soon as it is entered.

    >>> graduated([(10, 0, 2_000_000), (None, 5_000_000, 1_000_000)]).amount(11)
    26000000
    """
    rows: list[Step] = []
    over = paid = 0
    for up_to, entry, each in tiers:
        rows.append(Step(over, paid + entry - each * over, each))
        if up_to is not None:
            paid = rows[-1].at(up_to)
            over = up_to
    return Steps(tuple(rows), up_to=tiers[-1][0])


def volume(tiers: Sequence[Tier]) -> Steps:
    """All units at the price of the tier that their number reaches.

    >>> volume([(10, 0, 2_000_000), (None, 0, 1_500_000)]).amount(11)
    16500000
    """
    overs = [0, *(up_to for up_to, _, _ in tiers[:-1] if up_to is not None)]
    rows = tuple(Step(over, entry, each) for over, (_, entry, each) in zip(overs, tiers, strict=True))
    return Steps(rows, up_to=tiers[-1][0], whole=True)


def stairs(steps: Sequence[tuple[int | None, int]]) -> Steps:
    """One price for the whole quantity, by the stair that it stands on.

    >>> stairs([(10, 100_000_000), (50, 300_000_000)]).amount(11)
    300000000
    """
    return volume([(up_to, amount, 0) for up_to, amount in steps])


def package(price: int, *, size: int) -> Steps:
    """A price for each package of ``size`` that has been begun.

    >>> package(5_000_000, size=100).amount(101)
    10000000
    """
    return Steps((Step(0, 0, price),), package=size)
