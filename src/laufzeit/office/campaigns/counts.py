"""How many contracts of a campaign are where, as its steps and its progress ask for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q

from laufzeit.campaigns.aiming import Finding
from laufzeit.campaigns.models import Campaign, Participant
from laufzeit.campaigns.outcome import Answer, ParticipantState
from laufzeit.campaigns.plan import By, Plan

_WRITTEN: Final = Q(state=ParticipantState.WRITTEN)
_UNANSWERED: Final = Q(answer__in=(Answer.OPEN, Answer.DECLINED))


@dataclass(frozen=True, slots=True)
class Counts:
    """``meant`` are all that the check has looked at; of them some are ``left_out``, some ``waiting`` to be written to,
    ``by_post`` of these by post, and the others ``written``. Of the written, ``silent`` have not answered and still
    can, ``accepted`` and ``declined`` have answered. ``told``: they know of the deadline as it was last extended;
    ``to_tell``: all whom that concerns. ``taken_back``: offer and notice are withdrawn; ``to_take_back``: they can be.
    """

    meant: int
    left_out: int
    waiting: int
    by_post: int
    written: int
    silent: int
    accepted: int
    declined: int
    told: int
    to_tell: int
    taken_back: int
    to_take_back: int


def counts_of(row: Campaign, plan: Plan, today: date) -> Counts:
    """The numbers as they stand."""
    waiting = Q(state=ParticipantState.WAITING)
    by_post = waiting if plan.by is By.PAPER else waiting & Q(findings__contains=[Finding.NO_MAIL.value])
    offered = _WRITTEN & _UNANSWERED & Q(offer__isnull=False, running=True)
    found = Participant.objects.filter(campaign=row).aggregate(
        meant=Count("id"),
        left_out=Count("id", filter=Q(state=ParticipantState.LEFT_OUT)),
        waiting=Count("id", filter=waiting),
        by_post=Count("id", filter=by_post),
        written=Count("id", filter=_WRITTEN),
        silent=Count("id", filter=offered & Q(answer=Answer.OPEN, accept_until__gte=today)),
        accepted=Count("id", filter=_WRITTEN & Q(answer=Answer.ACCEPTED)),
        declined=Count("id", filter=_WRITTEN & Q(answer=Answer.DECLINED)),
        told=Count("id", filter=offered & Q(asked_until__gte=row.accept_until)),
        to_tell=Count("id", filter=offered),
        taken_back=Count("id", filter=_WRITTEN & Q(answer=Answer.WITHDRAWN)),
        to_take_back=Count("id", filter=_WRITTEN & _UNANSWERED & Q(running=True)),
    )
    return Counts(**found)


@dataclass(frozen=True, slots=True)
class Reach:
    """A campaign in a list: how many contracts are meant and not left out, were written to, and have accepted."""

    reached: int = 0
    written: int = 0
    accepted: int = 0


def reach_of(campaigns: Collection[UUID]) -> dict[UUID, Reach]:
    """The numbers of several campaigns at once."""
    rows = (
        Participant.objects.filter(campaign__in=campaigns)
        .values(of=F("campaign"))
        .annotate(
            reached=Count("id", filter=~Q(state=ParticipantState.LEFT_OUT)),
            written=Count("id", filter=_WRITTEN),
            accepted=Count("id", filter=_WRITTEN & Q(answer=Answer.ACCEPTED)),
        )
        .order_by()
    )
    return {row["of"]: Reach(row["reached"], row["written"], row["accepted"]) for row in rows}
