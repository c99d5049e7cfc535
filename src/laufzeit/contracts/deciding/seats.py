"""More and fewer seats: a number of them, or users with a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never

from laufzeit.catalogue.model import ChangeMoment, SeatPolicy
from laufzeit.contracts.commands import AddUser, ChangeSeats, RemoveUser
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.deciding.bounds import require_before_end, require_seats
from laufzeit.contracts.deciding.offers import first_renewal
from laufzeit.contracts.deciding.plan import moment
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.events import Event, Moved, SeatsChanged, TermsAccepted, UserAdded, UserRemoved
from laufzeit.contracts.pending import Wish, require_possible
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation
from laufzeit.contracts.timeline import timeline


def change_seats(command: ChangeSeats, situation: Situation) -> tuple[Event, ...]:
    """Another number of seats, when the terms' policy for an increase or a decrease says."""
    situation.require_side(Side.CUSTOMER)
    phase, seats = situation.phase, situation.terms.seats
    if seats.named:
        raise refuse(Code.SEATS_ARE_NAMED)
    if command.seats == phase.seats:
        raise refuse(Code.SAME_SEATS, seats=command.seats)
    _require_seats(command.seats, situation)
    policy = seats.increase if command.seats > phase.seats else seats.decrease
    first_day = _first_day(policy, situation)
    extends = policy is SeatPolicy.EXTEND_TERM and not phase.trial
    require_possible(_wish(first_day, situation.today, extends=extends), situation.pending)
    require_before_end(situation.timeline, first_day)
    changed = SeatsChanged(command.id, first_day, command.seats, extends)
    return (changed, *_moved(changed, situation)) if extends else (changed,)


def add_user(command: AddUser, situation: Situation) -> tuple[Event, ...]:
    """A further named user."""
    situation.require_side(Side.CUSTOMER)
    phase, seats = situation.phase, situation.terms.seats
    if not seats.named:
        raise refuse(Code.SEATS_NOT_NAMED)
    if command.user in phase.users:
        raise refuse(Code.USER_ALREADY_THERE, user=command.user)
    _require_seats(phase.seats + 1, situation)
    first_day = _first_day(seats.increase, situation)
    require_possible(_wish(first_day, situation.today, extends=False), situation.pending)
    require_before_end(situation.timeline, first_day)
    return (UserAdded(command.id, first_day, command.user),)


def remove_user(command: RemoveUser, situation: Situation) -> tuple[Event, ...]:
    """A named user leaves; the main user stays as long as the contract."""
    situation.require_side(Side.CUSTOMER)
    phase, seats = situation.phase, situation.terms.seats
    if not seats.named:
        raise refuse(Code.SEATS_NOT_NAMED)
    if command.user == situation.contract.main_user:
        raise refuse(Code.MAIN_USER_STAYS, user=command.user)
    if command.user not in phase.users:
        raise refuse(Code.USER_UNKNOWN, users=(str(command.user),))
    _require_seats(phase.seats - 1, situation)
    first_day = _first_day(seats.decrease, situation)
    require_possible(_wish(first_day, situation.today, extends=False), situation.pending)
    require_before_end(situation.timeline, first_day)
    return (UserRemoved(command.id, first_day, command.user),)


def _require_seats(seats: int, situation: Situation) -> None:
    """Refuses a number that the terms do not sell, nor those that have been accepted for the next renewal."""
    require_seats(seats, situation.terms)
    for event in situation.contract.in_force():
        if isinstance(event, TermsAccepted) and event.effective_on > situation.today:
            require_seats(seats, situation.terms_of(event.to))


def _first_day(policy: SeatPolicy, situation: Situation) -> date:
    match policy:
        case SeatPolicy.AT_ONCE | SeatPolicy.EXTEND_TERM:
            return situation.today
        case SeatPolicy.PERIOD_END:
            return moment(ChangeMoment.PERIOD_END, situation)
        case SeatPolicy.TERM_END:
            return moment(ChangeMoment.TERM_END, situation)
        case SeatPolicy.NEVER:
            raise refuse(Code.SEATS_FIXED)
        case _:
            assert_never(policy)


def _wish(first_day: date, today: date, *, extends: bool) -> Wish:
    if extends:
        return Wish.SEATS_EXTENDING
    return Wish.SEATS if first_day <= today else Wish.SEATS_LATER


def _moved(changed: SeatsChanged, situation: Situation) -> tuple[Event, ...]:
    """Accepted terms wait for a renewal; the term that has just grown renews later, so they move with it."""
    contract = situation.contract
    accepted = [event for event in contract.in_force() if isinstance(event, TermsAccepted)]
    waiting = [event for event in accepted if event.effective_on > situation.today]
    return tuple(Moved(event.id, _renewal_after(changed, event, contract, situation), event.id) for event in waiting)


def _renewal_after(changed: SeatsChanged, accepted: TermsAccepted, contract: Contract, situation: Situation) -> date:
    offer = contract.offer(accepted.offer)
    assert offer is not None  # an acceptance answers an offer of the same log
    # The notice that it takes back stays away with it: in a term that was renewed once its day is over already.
    aside = (accepted.id, accepted.takes_back)
    unaccepted = tuple(event for event in contract.standing if event.id not in aside)
    grown = timeline(replace(contract, standing=(*unaccepted, changed)), situation.catalogue)
    phase = grown.phase_on(situation.today)
    assert phase is not None  # today's phase has only got more seats
    return first_renewal(phase, offer, situation.terms, changed.effective_on + timedelta(days=1))
