"""Notice of the whole contract, by either side, with or without erasure of the customer's data."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from laufzeit.contracts.commands import GiveNotice
from laufzeit.contracts.deciding.bounds import require_sane_day
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.ending import earliest_last_day
from laufzeit.contracts.events import Event, NoticeGiven
from laufzeit.contracts.pending import Pending, PendingKind, Wish, require_possible
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation

LONGEST_ON_ITS_WAY: Final = timedelta(days=14)
"""How far ahead the vendor may say when its own notice will be received: a mail after office hours on the next working
day, a letter by post after some days (§ 130 (1) BGB)."""


def give_notice(command: GiveNotice, situation: Situation) -> tuple[Event, ...]:
    """The contract ends on the earliest day that the rule of the declaring side allows; until then all stays usable.

    The period begins with the day of receipt (§§ 130 (1), 187 (1) BGB), which may lie before today for a letter,
    and some days after it for a notice that the vendor sends.
    """
    situation.require_decider(public=True)
    side = situation.declaration.actor.side
    if command.erase:
        situation.require_side(Side.CUSTOMER)
    received = _receipt(command, situation)
    if command.not_before is not None:
        require_sane_day(command.not_before)
    earlier = _to_be_widened(command, side, situation)
    require_possible(_wish(side, erase=command.erase), situation.pending)
    last_day = earliest_last_day(situation.without_end, situation.catalogue, side, received, command.not_before)
    first_day_after = last_day + timedelta(days=1)
    if earlier is not None:
        first_day_after = min(first_day_after, earlier.effective_on)
    replaces = earlier.item if earlier is not None else None
    return (NoticeGiven(command.id, first_day_after, side, received, command.erase, replaces),)


def _receipt(command: GiveNotice, situation: Situation) -> date:
    received = command.received_on or situation.today
    latest = situation.today
    if situation.declaration.actor.side is Side.VENDOR:
        latest += LONGEST_ON_ITS_WAY
    if received > latest:
        raise refuse(Code.RECEIVED_IN_FUTURE, received_on=received, today=situation.today)
    if received < situation.contract.start:
        raise refuse(Code.BEFORE_START, start=situation.contract.start, today=received)
    if situation.timeline.phase_on(received) is None:
        raise refuse(Code.CONTRACT_ENDED, last_day=situation.timeline.last_day(), today=received)
    return received


def _wish(side: Side, *, erase: bool) -> Wish:
    if side is Side.VENDOR:
        return Wish.NOTICE_BY_VENDOR
    return Wish.TERMINATE_AND_ERASE if erase else Wish.NOTICE_BY_CUSTOMER


def _to_be_widened(command: GiveNotice, side: Side, situation: Situation) -> Pending | None:
    """The customer's pending notice, which a termination with erasure replaces; a second one of the same kind is
    refused."""
    if side is Side.VENDOR or not command.erase:
        return None
    earlier = next((one for one in situation.pending if one.kind is PendingKind.NOTICE_BY_CUSTOMER), None)
    if earlier is None:
        return None
    standing = situation.standing(earlier.item)
    assert isinstance(standing, NoticeGiven)
    if standing.erase:
        raise refuse(
            Code.NOTICE_PENDING,
            pending=earlier.kind.value, item=earlier.item, effective_on=earlier.effective_on, last_day=earlier.last_day,
        )  # fmt: skip
    return earlier
