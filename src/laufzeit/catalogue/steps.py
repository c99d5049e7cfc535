"""Every price is a table of steps.

Flat, per unit, included quantity, cap, graduated, volume, package and stair-step prices are one thing: rows
``(over, a, b)``; the amount is a + b · quantity on the row that the quantity falls in.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One row: quantities greater than ``over`` (up to and with the next row's ``over``) cost
    ``fixed + each × quantity``, both in millionths of the currency's major unit. Flat parts may be negative (an
    included quantity is a row that takes its price off again)."""

    over: int
    fixed: int
    each: int


@dataclass(frozen=True, slots=True)
class Steps:
    """The rows in ascending order of ``over``; the first row also covers a quantity of zero.
    ``package`` > 1: quantities are rounded up to whole packages, and rows count packages."""

    rows: tuple[Step, ...]
    package: int = 1
