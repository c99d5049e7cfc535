"""What a contract entitles to on a day. Right for any day, also while no worker runs: it is read off the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, Grant, TermsRef
from laufzeit.contracts.contract import Booking, Contract
from laufzeit.contracts.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Entitlement:
    """``terms`` is ``None`` before the start and after the end: then nothing is included and nobody is let in."""

    day: date
    terms: TermsRef | None
    grants: tuple[Grant, ...]
    seats: int
    users: tuple[UUID, ...]
    trial: bool

    def includes(self, feature: str) -> bool:
        return any(grant.feature == feature for grant in self.grants)

    def limit(self, feature: str) -> int | None:
        """The most of a feature; ``None`` where it is included without limit. Raises ``KeyError`` if not included."""
        for grant in self.grants:
            if grant.feature == feature:
                return grant.limit
        raise KeyError(feature)

    def may_use(self, user: UUID) -> bool:
        return user in self.users


def entitlement(timeline: Timeline, catalogue: Catalogue, day: date) -> Entitlement:
    """Features, limits, seats and users on ``day``."""
    phase = timeline.phase_on(day)
    if phase is None:
        return Entitlement(day, None, (), 0, (), trial=False)
    grants = catalogue.terms(phase.terms).grants
    return Entitlement(day, phase.terms, grants, phase.seats, phase.users, phase.trial)


def bookings_without_feature(
    contract: Contract, timeline: Timeline, catalogue: Catalogue, since: date
) -> tuple[Booking, ...]:
    """The bookings from ``since`` on that have lost their feature: the plan of their day does not include it."""
    lost = [
        booking
        for booking in contract.bookings
        if booking.day >= since and not entitlement(timeline, catalogue, booking.day).includes(booking.feature)
    ]
    return tuple(sorted(lost, key=lambda booking: (booking.day, booking.at)))
