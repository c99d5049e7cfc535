"""The first page, and the clock of a sandbox."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from laufzeit.catalogue.store import current_catalogue
from laufzeit.contracts.effects import erase_on
from laufzeit.office import figures
from laufzeit.office.loading import context, contract_lines
from laufzeit.office.picture import bars
from laufzeit.office.wording import CONTRACT_STATES


def start(request: HttpRequest) -> HttpResponse:
    """What needs attention, what comes next, how many contracts there are."""
    today = request.today
    catalogue = current_catalogue(request.vendor.id)
    states = [(state, CONTRACT_STATES[state], count) for state, count in figures.by_state(today)]
    plans = figures.by_plan(catalogue, today)
    values = context(
        request,
        catalogue=catalogue,
        attention=figures.attention(today),
        ending=contract_lines(request, figures.ending_soon(today)),
        changing=_changes(request),
        erasures=_erasures(request),
        states=states,
        plans=plans,
        bars=bars(plans),
        soon=today + figures.SOON,
    )
    return render(request, "office/start.html", values)


def _changes(request: HttpRequest) -> list[dict[str, object]]:
    """What the next phases change: the plan, or the number of seats."""
    phases = figures.changing_next(request.today)
    lines = contract_lines(request, [phase.contract for phase in phases])
    rows = []
    for phase, line in zip(phases, lines, strict=True):
        before = line.shown.timeline.phase_on(phase.starts_on - timedelta(days=1))
        after = line.shown.timeline.phase_on(phase.starts_on)
        if before is None or after is None:
            continue
        name = line.shown.name_of
        rows.append(
            {
                "line": line,
                "day": phase.starts_on,
                "before": name(before.terms),
                "after": name(after.terms),
                "seats": line.shown.seats_in_words(after),
                "same_plan": before.terms.plan == after.terms.plan,
            }
        )
    return rows


def _erasures(request: HttpRequest) -> list[dict[str, object]]:
    lines = contract_lines(request, figures.erased_next(request.today))
    rows = []
    for line in lines:
        day = erase_on(line.shown.timeline, line.shown.contract, line.shown.catalogue)
        if day is not None and day > request.today:
            rows.append({"line": line, "day": day})
    return rows
