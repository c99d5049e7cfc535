"""Which reminder an unpaid invoice is due for.

Levels are the vendor's (``catalogue.billing``): days after the due day, a sentence, a fee. One after the other, each
once, and between two at least as many days as the levels lie apart: after a month in which nobody looked, a customer
does not get all of them at once. Never for what is disputed, being collected, or not owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from laufzeit.catalogue.billing import DunningLevel


@dataclass(frozen=True, slots=True)
class Overdue:
    """An invoice as the reminder sees it. ``reached`` is the last level that was sent (0: none), on ``reached_on``."""

    open: int
    due_on: date
    disputed: bool = False
    collecting: bool = False
    reached: int = 0
    reached_on: date | None = None


def level_due(item: Overdue, levels: Sequence[DunningLevel], today: date) -> int | None:
    """The level to be sent today, counted from 1; ``None``: none.

    >>> levels = (DunningLevel(7), DunningLevel(21), DunningLevel(35))
    >>> late = Overdue(11900, date(2026, 12, 1))
    >>> [level_due(late, levels, date(2026, 12, day)) for day in (7, 8, 31)]
    [None, 1, 1]
    """
    if item.open <= 0 or item.disputed or item.collecting or item.reached >= len(levels):
        return None
    level = levels[item.reached]
    earliest = item.due_on + timedelta(days=level.days)
    if item.reached_on is not None:
        apart = level.days - levels[item.reached - 1].days
        earliest = max(earliest, item.reached_on + timedelta(days=max(apart, 1)))
    return item.reached + 1 if today >= earliest else None
