"""Changing the plan, on the paths that the terms offer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from laufzeit.catalogue.model import ChangeMoment, Terms
from laufzeit.contracts.commands import ChangePlan
from laufzeit.contracts.deciding.bounds import require_before_end
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.ending import earliest_last_day
from laufzeit.contracts.events import Event, PlanChanged
from laufzeit.contracts.pending import Wish, require_possible
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation
from laufzeit.dates.recurrence import Recurrence

_ONE_DAY = timedelta(days=1)


def change_plan(command: ChangePlan, situation: Situation) -> tuple[Event, ...]:
    """The plan changes on the day that the path states; until then nothing changes."""
    situation.require_side(Side.CUSTOMER)
    phase = situation.phase
    if command.to not in situation.catalogue.plans:
        raise refuse(Code.UNKNOWN_PLAN, plan=command.to)
    if command.to == phase.terms.plan:
        raise refuse(Code.SAME_PLAN, plan=command.to)
    path = situation.terms.path_to(command.to)
    if path is None:
        raise refuse(Code.CHANGE_NOT_OFFERED, plan=phase.terms.plan, to=command.to)
    require_possible(Wish.CHANGE_PLAN, situation.pending)
    first_day = moment(path.when, situation)
    require_before_end(situation.timeline, first_day, continuing=True)
    terms = _terms_on(command.to, first_day, situation)
    strangers = tuple(str(user) for user in command.keep if user not in phase.users)
    if strangers:
        raise refuse(Code.USER_UNKNOWN, users=strangers)
    _require_room(command, terms, situation)
    return (PlanChanged(command.id, first_day, terms.ref, command.keep, situation.today),)


def _require_room(command: ChangePlan, terms: Terms, situation: Situation) -> None:
    """Refuses to keep more named users than the new plan has room for: nobody is left out silently."""
    staying = {situation.contract.main_user, *command.keep}
    maximum = terms.seats.maximum
    if terms.seats.named and maximum is not None and len(staying) > maximum:
        raise refuse(Code.TOO_MANY_SEATS, seats=len(staying), maximum=maximum)


def moment(when: ChangeMoment, situation: Situation) -> date:
    """The first day of what is new, for a decision of today."""
    match when:
        case ChangeMoment.AT_ONCE:
            return situation.today
        case ChangeMoment.NOTICE:
            return earliest_last_day(situation.timeline, situation.catalogue, Side.CUSTOMER, situation.today) + _ONE_DAY
        case ChangeMoment.TERM_END:
            return situation.phase.chain.ends_on_or_after(situation.today) + _ONE_DAY
        case ChangeMoment.PERIOD_END:
            return _period_end(situation)
        case _:
            assert_never(when)


def _period_end(situation: Situation) -> date:
    """The day after the billing period of the first recurring charge; without one, a change is at once."""
    interval = next((charge.interval for charge in situation.terms.charges if charge.interval is not None), None)
    if interval is None or situation.phase.trial:
        return situation.today
    period = Recurrence(situation.phase.anchor, interval).period_containing(situation.today)
    assert period.end is not None  # billing periods are never open
    return period.end


def _terms_on(plan: str, day: date, situation: Situation) -> Terms:
    terms = situation.catalogue.plans[plan].sold_on(day)
    if terms is None:
        raise refuse(Code.NOT_ON_SALE, plan=plan, day=day)
    return terms
