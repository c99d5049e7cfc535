"""Travel in time, for sandboxes: the days worth going to, and going there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from laufzeit.contracts.effects import Effect, EffectKind, effects
from laufzeit.contracts.store import Held, held_of_organisation
from laufzeit.dates.day import ONE_DAY, add_months
from laufzeit.portal.wording import language

FARTHEST = timedelta(days=5 * 366)
"""How far one step may lead: enough for every term, and no more to catch up than a tick can."""

STOPS = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something happens by itself, and what."""

    day: date
    label: str


def travel_context(request: HttpRequest) -> dict[str, Any]:
    """What the bar needs; empty where there is no bar: outside of sandboxes, and for visitors."""
    if request.vendor is None or not request.vendor.sandbox or not request.user.is_authenticated:
        return {}
    return {
        "today": request.today,
        "tomorrow": request.today + ONE_DAY,
        "next_month": add_months(request.today, 1),
        "moments": _moments(request),
    }


def _moments(request: HttpRequest) -> list[Moment]:
    """The next stops in the contracts of whoever is signed in; staff have no contracts of their own."""
    organisation = request.user.organisation_id
    if organisation is None:
        return []
    found = [moment for held in held_of_organisation(organisation) for moment in moments_of(held, request.today)]
    days: dict[date, Moment] = {}
    for moment in sorted(found, key=lambda one: one.day):
        days.setdefault(moment.day, moment)
    return list(days.values())[:STOPS]


def moments_of(held: Held, today: date) -> list[Moment]:
    """What will happen by itself on a contract after ``today``, reminders left out."""
    upcoming = effects(held.contract, held.timeline, held.catalogue, today)
    return [Moment(one.on, words) for one in upcoming if one.on > today and (words := _words(one, held))]


def _words(effect: Effect, held: Held) -> str:
    match effect.kind:
        case EffectKind.SWITCHED:
            phase = held.timeline.phase_on(effect.on)
            plan = held.catalogue.plans[phase.terms.plan].names.text(language()) if phase else ""
            return _("change to %(plan)s") % {"plan": plan}
        case EffectKind.RENEWED:
            return _("new terms")
        case EffectKind.ACCESS_ENDED:
            return _("a user's access ends")
        case EffectKind.ENDED:
            return _("the contract ends")
        case EffectKind.ERASURE:
            return _("the data is deleted")
        case _:
            return ""
