"""A switch to another provider or to the customer's own machines, or erasure: Regulation (EU) 2023/2854, Art. 25.

It stands beside the ordinary notice and cannot be delayed by it: a notice of at most two months, a transition of at
most 30 days, and at least 30 days to fetch the data.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from laufzeit.contracts.commands import CompleteSwitch, ExtendSwitch, RequestSwitch, SwitchTarget
from laufzeit.contracts.deciding.bounds import require_sane_day
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.ending import switching_notice
from laufzeit.contracts.events import Event, SwitchCompleted, SwitchExtended, SwitchRequested
from laufzeit.contracts.pending import Wish, require_possible
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation
from laufzeit.dates.data_act import RETRIEVAL_DAYS, SwitchDates
from laufzeit.dates.workday import State

_ONE_DAY = timedelta(days=1)


def request_switch(command: RequestSwitch, situation: Situation) -> tuple[Event, ...]:
    """The contract ends with the transition (on erasure: with the notice period), at the latest."""
    situation.require_side(Side.CUSTOMER)
    received = command.received_on or situation.today
    if received > situation.today:
        raise refuse(Code.RECEIVED_IN_FUTURE, received_on=received, today=situation.today)
    if received < situation.contract.start:
        raise refuse(Code.BEFORE_START, start=situation.contract.start, today=received)
    situation.require_running()
    notice = switching_notice(situation.terms, situation.catalogue)
    if notice is None:
        raise refuse(Code.NO_SWITCHING_RIGHT)
    require_possible(Wish.SWITCH, situation.pending)
    dates = SwitchDates.from_receipt(received, state_of(situation), notice)
    erase = command.target is SwitchTarget.ERASE
    last_day = dates.notice_end if erase else dates.transition_end
    return (
        SwitchRequested(
            id=command.id,
            effective_on=last_day + _ONE_DAY,
            target=command.target,
            received_on=received,
            notice_end=dates.notice_end,
            transition_end=last_day,
            retrieval_end=_retrieval_end(last_day, situation),
        ),
    )


def extend_switch(command: ExtendSwitch, situation: Situation) -> tuple[Event, ...]:
    """A longer transition: once by the customer (Art. 25 (5)); by the vendor where 30 days are technically unfeasible,
    to seven months at most (Art. 25 (4))."""
    situation.require_decider()
    situation.require_running()
    request = _request(command.request, situation)
    require_sane_day(command.until)
    side = situation.declaration.actor.side
    limit = SwitchDates.from_receipt(request.received_on, state_of(situation)).extended_transition_end
    if (request.id, side) in situation.contract.extended_by:
        raise refuse(Code.EXTENSION_TOO_LONG, until=command.until, latest=request.transition_end)
    if command.until < request.effective_on or (side is Side.VENDOR and command.until > limit):
        raise refuse(Code.EXTENSION_TOO_LONG, until=command.until, latest=limit)
    retrieval_end = _retrieval_end(command.until, situation)
    return (SwitchExtended(command.id, command.until + _ONE_DAY, request.id, side, retrieval_end),)


def complete_switch(command: CompleteSwitch, situation: Situation) -> tuple[Event, ...]:
    """The switch has succeeded, so the contract ends (Art. 25 (2)(c)), earlier than at the end of the transition."""
    situation.require_decider()
    situation.require_running()
    request = _request(command.request, situation)
    if not situation.today <= command.last_day < request.effective_on:
        raise refuse(Code.DAY_OUT_OF_RANGE, day=command.last_day, first=situation.today, last=request.transition_end)
    retrieval_end = _retrieval_end(command.last_day, situation)
    return (SwitchCompleted(command.id, command.last_day + _ONE_DAY, request.id, retrieval_end),)


def state_of(situation: Situation) -> State:
    """The state of the vendor's seat, whose public holidays count."""
    return State(situation.catalogue.vendor.address.state)


def _retrieval_end(last_day: date, situation: Situation) -> date:
    return last_day + timedelta(days=max(RETRIEVAL_DAYS, situation.terms.export_days))


def _request(request: UUID, situation: Situation) -> SwitchRequested:
    found = situation.standing(request)
    if not isinstance(found, SwitchRequested):
        raise refuse(Code.SWITCH_UNKNOWN, item=request)
    return found
