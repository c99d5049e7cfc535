"""Deferred revenue (passive Rechnungsabgrenzung): what was invoiced for days to come.

§ 250 (2) HGB, § 5 (5) S. 1 Nr. 2 EStG: income before the balance sheet date that is revenue for a certain time after
it. Net, because the tax is owed all the same (§ 13 (1) Nr. 1 lit. a S. 4 UStG).

The balance is right at the end of each month, and so at the end of any fiscal year: in the month of issue, the part for
days after that month goes to the deferral account; in each later month its days are released. Days are counted
exactly. What is earned is rounded as the sum through a day, half away from zero, and a month has the difference of two
such sums, so nothing is left in the end. A correction is deferred and released like the invoice that it corrects, with
all signs turned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from laufzeit.dates.day import add_months
from laufzeit.dates.period import Period
from laufzeit.money.rounding import div_half_away


@dataclass(frozen=True, slots=True)
class Prepaid:
    """A line that was invoiced: net in cents, for the days of ``service``, on a revenue account. ``item_net`` is the
    net amount of the item as it was first invoiced: its size decides whether it is deferred at all."""

    account: int
    issued_on: date
    net: int
    service: Period
    item_net: int
    count: int = 1


@dataclass(slots=True)
class Released:
    """What was deferred in one month on one account: the balance before, and what of it a later month earns."""

    lines: int = 0
    balance: int = 0
    amount: int = 0


class Source(NamedTuple):
    """The revenue account, and the first day of the month of issue."""

    account: int
    month: date


def month_of(day: date) -> Period:
    """The calendar month of a day.

    >>> month_of(date(2026, 12, 24))
    Period(start=datetime.date(2026, 12, 1), end=datetime.date(2027, 1, 1))
    """
    first = day.replace(day=1)
    return Period(first, add_months(first, 1))


def earned(net: int, service: Period, until: date) -> int:
    """What of ``net`` is earned on the days before ``until``.

    >>> earned(120000, Period(date(2026, 11, 22), date(2027, 11, 22)), date(2027, 1, 1))
    13151
    """
    days, whole = (until - service.start).days, service.days
    if whole is None:
        raise ValueError(f"a service that has no end cannot be earned day by day: {service}")
    return div_half_away(net * min(max(days, 0), whole), whole)


def is_deferred(line: Prepaid, defer_from: int | None) -> bool:
    """Whether a part goes to later months. ``defer_from`` is the smallest net amount of an item that does; § 5 (5) S.
    2 EStG lets items of up to 800 € be left, if all of them are. ``None``: nothing is deferred."""
    ends_later = line.service.end is None or line.service.end > (month_of(line.issued_on).end or line.issued_on)
    return defer_from is not None and abs(line.item_net) >= defer_from and ends_later


def deferred(line: Prepaid) -> int:
    """What goes to the deferral account in the month of issue."""
    return line.net - earned(line.net, line.service, _end(month_of(line.issued_on)))


def balance(line: Prepaid, until: date) -> int:
    """What of a line is on the deferral account before ``until``, a day after its month of issue."""
    return line.net - earned(line.net, line.service, until)


def released(line: Prepaid, month: Period) -> int:
    """What a later month takes from the deferral account."""
    return earned(line.net, line.service, _end(month)) - earned(line.net, line.service, month.start)


def releases(earlier: Iterable[Prepaid], month: Period, defer_from: int | None) -> dict[Source, Released]:
    """What a month earns of lines that were issued in earlier ones, by account and month of issue, in order."""
    found: dict[Source, Released] = {}
    for line in earlier:
        if is_deferred(line, defer_from) and (line.service.end is None or line.service.end > month.start):
            one = found.setdefault(Source(line.account, line.issued_on.replace(day=1)), Released())
            one.lines += line.count
            one.balance += balance(line, month.start) * line.count
            one.amount += released(line, month) * line.count
    return dict(sorted(found.items()))


def _end(period: Period) -> date:
    if period.end is None:
        raise ValueError(f"a month has an end: {period}")
    return period.end
