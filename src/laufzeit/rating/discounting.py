"""What the discounts of a contract take off its items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from laufzeit.catalogue.model import Proration
from laufzeit.contracts.contract import Discount
from laufzeit.money.rounding import div_half_away
from laufzeit.money.vat import WHOLE
from laufzeit.rating.covers import Cover
from laufzeit.rating.items import Part, Reduction


class Discounting:
    """Takes discounts off in the order in which periods begin, because some are for the first of them only."""

    def __init__(self, discounts: Sequence[Discount]) -> None:
        self._discounts = discounts
        self._periods: Counter[tuple[UUID, str]] = Counter()

    @property
    def counts_periods(self) -> bool:
        """Whether a discount is for a number of periods, so that earlier ones matter."""
        return any(one.periods is not None for one in self._discounts)

    def first_day(self, day: date) -> date:
        """From which day on periods have to be counted for what is owed from ``day`` on."""
        return min([day, *(one.effective_on for one in self._discounts if one.periods is not None)])

    def reductions(self, cover: Cover, parts: Iterable[Part]) -> tuple[Reduction, ...]:
        """In the order in which they were granted; together never more than the amount."""
        listed = rest = sum(part.amount for part in parts)
        found: list[Reduction] = []
        for discount in self._discounts:
            if not self._applies(discount, cover):
                continue
            taken = min(_amount(discount, cover, listed), rest)
            rest -= taken
            if taken:
                found.append(Reduction(discount.id, discount.reason, taken, discount.percent))
        return tuple(found)

    def _applies(self, discount: Discount, cover: Cover) -> bool:
        begins = cover.service.start
        if cover.charge.interval is None or discount.charge not in (None, cover.charge.key):
            return False
        if begins < discount.effective_on or (discount.ends is not None and begins >= discount.ends):
            return False
        counted = self._periods[discount.id, cover.charge.key]
        self._periods[discount.id, cover.charge.key] += 1
        return discount.periods is None or counted < discount.periods


def _amount(discount: Discount, cover: Cover, listed: int) -> int:
    if discount.percent is not None:
        return div_half_away(listed * discount.percent, WHOLE)
    assert discount.amount is not None  # one of the two is set
    days = cover.period.days
    if cover.charge.proration is not Proration.DAYS or days is None:
        return discount.amount
    return div_half_away(discount.amount * cover.days, days)
