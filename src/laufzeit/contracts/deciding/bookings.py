"""Booking a feature for a day to come (a conference), and cancelling it."""

from __future__ import annotations

from typing import Final

from laufzeit.contracts.commands import Book, CancelBooking
from laufzeit.contracts.deciding.bounds import require_sane_day
from laufzeit.contracts.declaration import Role, Side
from laufzeit.contracts.entitlement import entitlement
from laufzeit.contracts.events import Booked, BookingCancelled, Event
from laufzeit.contracts.pending import Wish, require_possible
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation

MOST_BOOKINGS: Final = 2000
"""Upcoming bookings of one contract; more are a script that ran wild."""


def book(command: Book, situation: Situation) -> tuple[Event, ...]:
    """A booking is possible for a day on which the contract will include the feature, as far as is decided today."""
    _require_own_side(situation)
    phase = situation.phase
    feature = situation.catalogue.features.get(command.feature)
    if feature is None:
        raise refuse(Code.FEATURE_UNKNOWN, feature=command.feature)
    if not feature.bookable:
        raise refuse(Code.FEATURE_NOT_BOOKABLE, feature=command.feature)
    require_sane_day(command.day)
    if command.day < situation.today:
        raise refuse(Code.BOOKING_IN_PAST, day=command.day, today=situation.today)
    if command.organiser not in phase.users:
        raise refuse(Code.USER_UNKNOWN, users=(str(command.organiser),))
    require_possible(Wish.BOOK, situation.pending)
    on_that_day = entitlement(situation.timeline, situation.catalogue, command.day)
    if not on_that_day.includes(command.feature):
        raise refuse(Code.FEATURE_NOT_INCLUDED, feature=command.feature, day=command.day)
    upcoming = [booking for booking in situation.contract.bookings if booking.day >= situation.today]
    if any(booking.id == command.id for booking in upcoming):
        raise refuse(Code.BOOKING_EXISTS, booking=command.id)
    if len(upcoming) >= MOST_BOOKINGS:
        raise refuse(Code.TOO_MANY_BOOKINGS, maximum=MOST_BOOKINGS)
    return (Booked(command.id, situation.today, command.feature, command.day, command.at, command.organiser),)


def cancel_booking(command: CancelBooking, situation: Situation) -> tuple[Event, ...]:
    _require_own_side(situation)
    situation.require_running()
    booking = next((one for one in situation.contract.bookings if one.id == command.booking), None)
    if booking is None:
        raise refuse(Code.BOOKING_UNKNOWN, booking=command.booking)
    if booking.day < situation.today:
        raise refuse(Code.BOOKING_IN_PAST, day=booking.day, today=situation.today)
    return (BookingCancelled(command.id, situation.today, command.booking),)


def _require_own_side(situation: Situation) -> None:
    """Every member books and cancels; it is not a decision about the contract."""
    actor = situation.declaration.actor
    if actor.role is Role.PUBLIC:
        raise refuse(Code.MAY_NOT_DECIDE, role=actor.role.value)
    if actor.side is not Side.CUSTOMER:
        raise refuse(Code.MAY_NOT_DECIDE, side=actor.side.value)
