"""What a decision leads to, before it is stored: the facts of the dialog, computed from the decision that would be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.catalogue.quote import Quote, quote
from laufzeit.contracts.contract import Booking, Contract, Standing
from laufzeit.contracts.effects import erase_on, export_until
from laufzeit.contracts.entitlement import bookings_without_feature
from laufzeit.contracts.events import Event
from laufzeit.contracts.pending import pending
from laufzeit.contracts.timeline import Phase, Timeline, timeline
from laufzeit.dates.period import Period

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Consequences:
    """``first_day`` is the first day on which something is different; what is named ``…_before`` and ``…_after``
    holds on the day before it and on it. Days named ``last`` or ``until`` are inclusive. ``ends_on`` is the contract's
    last day, if it is to end. Prices are those of one interval, without meters. The main user is not among
    ``users_removed`` when the contract ends: somebody has to fetch the data."""

    first_day: date
    plan_before: TermsRef
    plan_after: TermsRef | None
    seats_before: int
    seats_after: int
    price_before: Quote
    price_after: Quote | None
    users_removed: tuple[UUID, ...]
    users_added: tuple[UUID, ...]
    bookings_invalid: tuple[Booking, ...]
    features_lost: tuple[str, ...]
    features_gained: tuple[str, ...]
    term_before: Period | None
    term_after: Period | None
    revocable_until: date | None
    ends_on: date | None
    export_until: date | None
    erase_on: date | None

    @property
    def last_day(self) -> date:
        """The last day (inclusive) of what is now."""
        return self.first_day - timedelta(days=1)


def consequences(
    before: Contract, after: Contract, events: tuple[Event, ...], catalogue: Catalogue, today: date
) -> Consequences:
    """What becomes different by ``events``, which lead from ``before`` to ``after``."""
    old, new = timeline(before, catalogue), timeline(after, catalogue)
    first_day = _first_difference(old, new, events, today)
    was = new.phase_on(first_day - timedelta(days=1)) or old.phase_on(first_day) or old.phases[-1]
    if first_day <= today:
        was = old.phase_on(today) or was
    will = new.phase_on(first_day)
    return Consequences(
        first_day=first_day,
        plan_before=was.terms,
        plan_after=will.terms if will else None,
        seats_before=was.seats,
        seats_after=will.seats if will else 0,
        price_before=_price(was, catalogue),
        price_after=_price(will, catalogue) if will else None,
        users_removed=_missing(was.users, will.users if will else (after.main_user,)),
        users_added=_missing(will.users if will else (), was.users),
        bookings_invalid=_newly_invalid(before, after, old, new, catalogue, today),
        features_lost=_missing(_features(was, catalogue), _features(will, catalogue)),
        features_gained=_missing(_features(will, catalogue), _features(was, catalogue)),
        term_before=old.term_on(max(today, old.start)),
        term_after=new.term_on(first_day),
        revocable_until=_revocable_until(after, events, catalogue, today),
        ends_on=new.last_day(),
        export_until=export_until(new, after, catalogue),
        erase_on=erase_on(new, after, catalogue),
    )


def _first_difference(old: Timeline, new: Timeline, events: tuple[Event, ...], today: date) -> date:
    """The first day on which the two lives differ; where they do not, the decision's own day."""
    days = {phase.period.start for life in (old, new) for phase in life.phases}
    days |= {life.end for life in (old, new) if life.end is not None}
    for day in sorted(days):
        if _alike(old.phase_on(day), new.phase_on(day)):
            continue
        return day
    return max([today, *(event.effective_on for event in events)])


def _alike(one: Phase | None, other: Phase | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.terms, one.seats, one.users, one.chain, one.trial) == (
        other.terms, other.seats, other.users, other.chain, other.trial,
    )  # fmt: skip


def _price(phase: Phase, catalogue: Catalogue) -> Quote:
    return quote(catalogue.terms(phase.terms), phase.seats)


def _features(phase: Phase | None, catalogue: Catalogue) -> tuple[str, ...]:
    if phase is None:
        return ()
    return tuple(grant.feature for grant in catalogue.terms(phase.terms).grants)


def _missing(these: tuple[T, ...], among: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(one for one in these if one not in among)


def _newly_invalid(
    before: Contract, after: Contract, old: Timeline, new: Timeline, catalogue: Catalogue, today: date
) -> tuple[Booking, ...]:
    known = set(bookings_without_feature(before, old, catalogue, today))
    return tuple(one for one in bookings_without_feature(after, new, catalogue, today) if one not in known)


def _revocable_until(after: Contract, events: tuple[Event, ...], catalogue: Catalogue, today: date) -> date | None:
    made = {event.id for event in events if isinstance(event, Standing)}
    return next((one.revocable_until for one in pending(after, catalogue, today) if one.item in made), None)
