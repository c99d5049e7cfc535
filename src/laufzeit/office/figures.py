"""The figures of the first page: what needs attention, what comes next, how many contracts there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import F, QuerySet

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.models import Contract, Phase
from laufzeit.dates.day import ONE_DAY
from laufzeit.messages.models import Message
from laufzeit.messages.state import State
from laufzeit.office.billing.waiting import Waiting
from laufzeit.office.billing.waiting import waiting as money_waiting
from laufzeit.office.cancellations import waiting
from laufzeit.office.counting import Count, counted
from laufzeit.office.finding import ContractState, in_state, phases_on
from laufzeit.portal.wording import language

SOON: Final = timedelta(days=30)
SHOWN: Final = 6
"""Lines of each list on the first page."""
PLANS: Final = 12
"""Bars of the picture; a vendor with more plans sees those that are sold first in its catalogue."""


@dataclass(frozen=True, slots=True)
class Attention:
    """What waits for somebody. ``overdue_since``: the day of the oldest thing that should have happened by itself."""

    unclear: Count
    failed: Count
    bounced: Count
    cancellations: Count
    overdue_since: date | None
    money: Waiting

    @property
    def anything(self) -> bool:
        letters = self.unclear.number or self.failed.number or self.bounced.number
        return bool(letters or self.cancellations.number or self.overdue_since or self.money.anything)


def attention(today: date) -> Attention:
    """What needs a person today."""
    overdue = Contract.objects.filter(next_moment_on__lt=today).order_by("next_moment_on")
    return Attention(
        unclear=counted(_letters(State.UNCLEAR), most=99),
        failed=counted(_letters(State.FAILED), most=99),
        bounced=counted(_letters(State.BOUNCED), most=99),
        cancellations=counted(waiting(), most=99),
        overdue_since=overdue.values_list("next_moment_on", flat=True).first(),
        money=money_waiting(today),
    )


def _letters(state: State) -> QuerySet[Message]:
    return Message.objects.filter(state=state.value, kept_until__isnull=True)


def ending_soon(today: date) -> list[Contract]:
    """Contracts whose last day lies within the next thirty days, the next one first."""
    rows = Contract.objects.filter(ends_on__gt=today, ends_on__lte=today + SOON + ONE_DAY).select_related(
        "organisation"
    )
    return list(rows.order_by("ends_on", "id")[:SHOWN])


def changing_next(today: date) -> list[Phase]:
    """The next phases that begin within contracts that run already."""
    rows = Phase.objects.filter(starts_on__gt=today).exclude(starts_on=F("contract__starts_on"))
    rows = rows.select_related("contract__organisation")
    return list(rows.order_by("starts_on", "id")[:SHOWN])


def erased_next(today: date) -> list[Contract]:
    """Contracts that have ended and on which something is still to happen: what remains then is the erasure."""
    rows = Contract.objects.filter(ends_on__lte=today, next_moment_on__isnull=False).select_related("organisation")
    return list(rows.order_by("next_moment_on", "id")[:SHOWN])


def by_state(today: date) -> list[tuple[ContractState, Count]]:
    """How many contracts are in each state."""
    return [(state, counted(Contract.objects.filter(in_state(state, today)))) for state in ContractState]


@dataclass(frozen=True, slots=True)
class PlanCount:
    key: str
    name: str
    count: Count


def by_plan(catalogue: Catalogue | None, today: date) -> list[PlanCount]:
    """How many contracts run at each plan of the catalogue today."""
    if catalogue is None:
        return []
    plans = list(catalogue.plans.values())[:PLANS]
    return [
        PlanCount(plan.key, plan.names.text(language()), counted(phases_on(today).filter(plan=plan.key)))
        for plan in plans
    ]
