"""Which days of which billing period a contract has a charge for, and with which quantity.

Phases with the same terms and anchor share their billing periods; a phase that begins within a period (another number
of seats) is a further stretch of that period. Trials owe nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from laufzeit.catalogue.model import Catalogue, Charge, Due, Quantity, Terms
from laufzeit.contracts.timeline import Phase
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.period import Period
from laufzeit.rating import grid
from laufzeit.rating.items import ItemKey, name_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which a charge had one quantity; of a meter 0, because what it counted is asked for the whole cover."""

    service: Period
    quantity: int


@dataclass(frozen=True, slots=True)
class Cover:
    """A billing period of a charge with the days that the contract has of it, in their order."""

    terms: Terms
    charge: Charge
    period: Period
    stretches: tuple[Stretch, ...]

    @property
    def key(self) -> ItemKey:
        return ItemKey(name_of(self.terms.ref, self.charge), self.period.start)

    @property
    def service(self) -> Period:
        return Period(self.stretches[0].service.start, self.stretches[-1].service.end)

    @property
    def days(self) -> int:
        """How many days the contract has of the period."""
        return sum(_days(stretch.service) for stretch in self.stretches)

    @property
    def due_on(self) -> date:
        """The day from which it is owed."""
        service = self.service
        if self.charge.due is Due.ADVANCE or self.charge.interval is None:
            return service.start
        assert service.end is not None  # a cover lies within its period
        return service.end - ONE_DAY


def covers(phases: Sequence[Phase], catalogue: Catalogue, first: date, until: date) -> list[Cover]:
    """The covers of all charges whose billing period ends after ``first`` and begins before ``until``, in the order in
    which they begin. Each is whole, with what is decided for days from ``until`` on: whatever day is asked for, a
    period has the same days and falls due on the same day."""
    if first >= until:
        return []
    found: dict[ItemKey, Cover] = {}
    paid = [phase for phase in phases if not phase.trial]
    for index, phase in enumerate(paid):
        if phase.period.end is not None and phase.period.end <= first:
            continue
        terms = catalogue.terms(phase.terms)
        if phase.period.start >= until and earliest_start(phase.period.start, terms.charges) >= until:
            continue  # no period that begins before reaches so far
        begins = index == 0 or paid[index - 1].terms.plan != phase.terms.plan
        for charge in terms.charges:
            for cover in _of_phase(phase, terms, charge, first, until, begins=begins):
                known = found.get(cover.key)
                found[cover.key] = cover if known is None else _longer(known, cover)
    return sorted(found.values(), key=lambda cover: (cover.service.start, cover.period.start))


def _of_phase(phase: Phase, terms: Terms, charge: Charge, first: date, until: date, *, begins: bool) -> Iterator[Cover]:
    quantity = _quantity(charge, phase)
    if charge.interval is None:
        day = Period(phase.period.start, phase.period.start + ONE_DAY)
        if begins and first <= day.start < until:
            yield Cover(terms, charge, day, (Stretch(day, quantity),))
        return
    within = phase.period.intersection(Period(first, None))
    if within is None:
        return
    for period in grid.periods(charge, terms, phase.anchor, within):
        if period.start >= until:
            return
        service = phase.period.intersection(period)
        assert service is not None  # the grid gives periods that share a day
        yield Cover(terms, charge, period, (Stretch(service, quantity),))


def _longer(known: Cover, more: Cover) -> Cover:
    """A cover with the days of a later phase; days that follow with the same quantity are one stretch."""
    last, added = known.stretches[-1], more.stretches[0]
    if last.service.end == added.service.start and last.quantity == added.quantity:
        joined = Stretch(Period(last.service.start, added.service.end), last.quantity)
        return Cover(known.terms, known.charge, known.period, (*known.stretches[:-1], joined))
    return Cover(known.terms, known.charge, known.period, (*known.stretches, added))


def _quantity(charge: Charge, phase: Phase) -> int:
    match charge.quantity:
        case Quantity.FLAT:
            return 1
        case Quantity.SEATS:
            return phase.seats
        case Quantity.MEMBERS:
            return len(phase.users)
        case Quantity.METER:
            return 0
        case _:
            assert_never(charge.quantity)


def _days(period: Period) -> int:
    assert period.days is not None  # a cover lies within its period
    return period.days


def earliest_start(day: date, charges: Iterable[Charge]) -> date:
    """A day that is not after the start of any billing period that holds ``day``: as far back as the longest
    interval."""
    most = max((longest(charge) for charge in charges), default=0)
    return date.fromordinal(max(day.toordinal() - most, 1)) if most else day


def longest(charge: Charge) -> int:
    """As many days as any period of the charge has, or more."""
    span = charge.interval
    if span is None:
        return 1
    return span.days if span.days is not None else 31 * (span.months or 0)
