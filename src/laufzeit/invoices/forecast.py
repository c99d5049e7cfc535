"""What will be invoiced, and what a decision would change of it: views on the same ``owed`` that billing asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from laufzeit.catalogue.model import Catalogue, Charge
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.period import Period
from laufzeit.rating.covers import covers, earliest_start
from laufzeit.rating.items import Item, ItemKey
from laufzeit.rating.owed import Account, owed
from laufzeit.rating.pricing import Counted


@dataclass(frozen=True, slots=True)
class Expected:
    """What falls due on a day. ``amount`` is in minor units and the vendor's price basis; ``uncounted`` are charges
    whose meters have not finished counting: they come on top."""

    due_on: date
    currency: str
    amount: int
    items: tuple[Item, ...]
    uncounted: tuple[Charge, ...] = ()


def nothing_known(meter: str, period: Period) -> None:
    """Of what lies ahead no meter has said anything."""


def expected(account: Account, catalogue: Catalogue, after: date, through: date) -> list[Expected]:
    """What falls due after a day and until another (and with it), as far as is decided today, day by day."""
    items = owed(account, catalogue, through, nothing_known, since=after + ONE_DAY)
    open_charges = _uncounted(account, catalogue, after, through)
    days = {(item.due_on, item.currency) for item in items} | set(open_charges)
    by_day = sorted(items, key=lambda item: (item.due_on, item.currency))
    grouped = {key: tuple(group) for key, group in groupby(by_day, key=lambda item: (item.due_on, item.currency))}
    return [
        Expected(day, currency, sum(item.amount for item in some), some, open_charges.get((day, currency), ()))
        for day, currency in sorted(days)
        if (some := grouped.get((day, currency), ())) or (day, currency) in open_charges
    ]


def _uncounted(
    account: Account, catalogue: Catalogue, after: date, through: date
) -> dict[tuple[date, str], tuple[Charge, ...]]:
    if not account.phases:
        return {}
    found: dict[tuple[date, str], tuple[Charge, ...]] = {}
    for cover in covers(account.phases, catalogue, max(account.phases[0].period.start, after), through + ONE_DAY):
        if cover.charge.meter is not None and after < cover.due_on <= through:
            key = (cover.due_on, cover.terms.currency)
            found[key] = (*found.get(key, ()), cover.charge)
    return found


@dataclass(frozen=True, slots=True)
class Changed:
    """What a decision changes of an item; ``None`` where there is none before, or after."""

    was: Item | None
    now: Item | None

    @property
    def item(self) -> Item:
        one = self.now or self.was
        assert one is not None  # something changes
        return one

    @property
    def before(self) -> int:
        """What it came to before, in minor units; 0 where there was none."""
        return self.was.amount if self.was else 0

    @property
    def after(self) -> int:
        """What it comes to now, in minor units; 0 where there is none."""
        return self.now.amount if self.now else 0

    @property
    def amount(self) -> int:
        """What is charged in addition, or (negative) credited."""
        return self.after - self.before

    @property
    def service(self) -> Period:
        """The days that the change is about: of a period that is cut off, those that fall away."""
        if self.was and self.now and self.now.service.end != self.was.service.end and self.amount < 0:
            assert self.now.service.end is not None  # a billing period has an end
            return Period(self.now.service.end, self.was.service.end)
        return self.item.service


def cost_of(before: Account, after: Account, catalogue: Catalogue, first_day: date, counted: Counted) -> list[Changed]:
    """What a decision changes of the billing periods that hold ``first_day``, its first day: with more seats that begin
    the term anew, the new term, and the rest of the old one that is owed no more; with a user who comes in the middle
    of a month, what the month costs more. Changes of nothing are left out.
    """
    was, now = _held(before, catalogue, first_day, counted), _held(after, catalogue, first_day, counted)
    keys = sorted(was.keys() | now.keys(), key=lambda key: (key.start, key.item))
    changed = (Changed(was.get(key), now.get(key)) for key in keys)
    return [one for one in changed if one.amount]


def _held(account: Account, catalogue: Catalogue, day: date, counted: Counted) -> dict[ItemKey, Item]:
    """The items whose billing period holds a day, whenever they fall due."""
    charges = {charge for phase in account.phases for charge in catalogue.terms(phase.terms).charges}
    latest = day + (day - earliest_start(day, charges)) + ONE_DAY
    items = owed(account, catalogue, latest, counted, since=earliest_start(day, charges))
    return {item.key: item for item in items if item.period.contains(day)}
