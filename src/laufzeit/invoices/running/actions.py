"""Billing runs: started, worked on, finished; or only shown before.

``run`` is what the console does: it works on the slices itself until none is left. Any number of workers may take
slices of the same run beside it. A run that was broken off goes on with the slices that are left.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from laufzeit.invoices.models import Run, RunState, Slice
from laufzeit.invoices.running import jobs, store
from laufzeit.invoices.running.summary import Summary, from_json, total
from laufzeit.vendors.store import acting_for, locked_vendor

SLICE: Final = 25_000
"""Contracts of one transaction."""

OWN_PART: Final = 20_000
"""From how many contracts on a run gets a part of its own."""

PAUSE: Final = timedelta(milliseconds=200)
"""Between two looks at what others still work on."""

FARTHEST: Final = timedelta(days=92)
"""How far ahead dues may be invoiced: a quarter in advance is usual, more is a slip of the pen."""


class CannotRun(Exception):
    """A run cannot be started: ``code`` and ``facts`` say why."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Progress:
    """Slices that are done, of all, and what they came to until now."""

    done: int
    slices: int
    summary: Summary

    @property
    def left(self) -> int:
        return self.slices - self.done


Beside = Callable[[UUID, UUID, int], AbstractContextManager[None]]
"""Has others work on a run of a vendor while a block runs; the last argument is for how many there is work."""


def nobody_beside(vendor_id: UUID, run_id: UUID, most: int) -> AbstractContextManager[None]:
    """Works alone."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Refused:
    """A contract that could not be billed."""

    number: str
    contract: UUID
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to, or would come to (``run`` is ``None``)."""

    run: UUID | None
    summary: Summary
    refusals: list[Refused]


def start(vendor_id: UUID, through: date, today: date, now: datetime, *, by: UUID | None = None) -> Run:
    """A run for all dues until ``through``; the open one where it is for the same day.

    Raises ``CannotRun``: ``too_far_ahead``, or ``another_run_is_open``.
    """
    if through > today + FARTHEST:
        raise CannotRun("too_far_ahead", through=through, latest=today + FARTHEST)
    with acting_for(vendor_id):
        locked_vendor(vendor_id)
        open_run = store.open_run()
        if open_run is not None and open_run.through != through:
            raise CannotRun("another_run_is_open", through=open_run.through, started_at=open_run.started_at)
        return open_run or _new(through, today, now, by)


def _new(through: date, today: date, now: datetime, by: UUID | None) -> Run:
    run = Run.objects.create(through=through, issued_on=today, started_at=now, started_by=by)
    if store.make_slices(run, SLICE, jobs.window(through)) >= OWN_PART:
        run.part = store.new_part()
        run.save(update_fields=["part"])
    return run


def finish(vendor_id: UUID, run_id: UUID, now: datetime) -> Run | None:
    """Make the documents of a run visible, once all its slices are done; ``None`` while some are not."""
    with acting_for(vendor_id):
        run = store.locked_run(run_id)
        if run.state == RunState.DONE:
            return run
        slices = list(Slice.objects.filter(run=run))
        if not all(one.done for one in slices):
            return None
        if run.part:
            store.attach_part(run.part)
        run.totals = total(from_json(one.totals) for one in slices).to_json()
        run.state, run.finished_at = RunState.DONE, now
        run.save(update_fields=["totals", "state", "finished_at"])
        return run


def run(
    vendor_id: UUID,
    through: date,
    today: date,
    now: datetime,
    *,
    by: UUID | None = None,
    beside: Beside = nobody_beside,
    progress: Callable[[Progress], None] | None = None,
) -> Run:
    """Bill everything that is due until ``through``, or go on with the run that was broken off. It ends when all slices
    are done, also those that others have taken. ``beside`` is asked for help.

    Raises ``CannotRun``.
    """
    started = start(vendor_id, through, today, now, by=by)
    with beside(vendor_id, started.id, progress_of(vendor_id, started.id).left - 1):
        while jobs.work(vendor_id, started.id):
            _tell(vendor_id, started.id, progress)
    while (done := finish(vendor_id, started.id, now)) is None:
        # Somebody else is at work on the rest; what a process leaves behind that dies, is taken here.
        if not jobs.work(vendor_id, started.id):
            time.sleep(PAUSE.total_seconds())
        _tell(vendor_id, started.id, progress)
    return done


def _tell(vendor_id: UUID, run_id: UUID, progress: Callable[[Progress], None] | None) -> None:
    if progress is not None:
        progress(progress_of(vendor_id, run_id))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A run that is not done, and the slices of it that are left."""

    run: UUID
    slices: list[UUID]


def waiting(vendor_id: UUID) -> Waiting | None:
    """What workers can do at a vendor; ``None``: nothing. A run without slices that are left only waits to be
    finished."""
    with acting_for(vendor_id):
        open_run = store.open_run()
        return Waiting(open_run.id, store.open_slices(open_run.id)) if open_run else None


def rehearse(
    vendor_id: UUID, through: date, today: date, *, progress: Callable[[Progress], None] | None = None
) -> Outcome:
    """What a run would come to. Nothing is stored: the slices are made, rated and forgotten. Raises ``CannotRun``."""
    if through > today + FARTHEST:
        raise CannotRun("too_far_ahead", through=through, latest=today + FARTHEST)
    with acting_for(vendor_id):
        window = jobs.window(through)
        ranges = store.ranges(SLICE, window)
    summary, refusals = Summary(), list[Refused]()
    for number, (first, last, _) in enumerate(ranges, 1):
        with acting_for(vendor_id):
            rated = jobs.rate(first, last, window, today, store.marked(first, last))
        summary.add(rated.summary)
        refusals += [Refused(one.number, one.id, code, facts) for one, code, facts in rated.singly.refused]
        if progress is not None:
            progress(Progress(number, len(ranges), summary))
    return Outcome(None, summary, refusals)


def outcome(vendor_id: UUID, run_id: UUID) -> Outcome:
    """What a run came to."""
    with acting_for(vendor_id):
        found = [Refused(*row) for row in store.refusals(run_id)]
        return Outcome(run_id, progress_of(vendor_id, run_id).summary, found)


def progress_of(vendor_id: UUID, run_id: UUID) -> Progress:
    """How far a run is."""
    with acting_for(vendor_id):
        slices = list(Slice.objects.filter(run_id=run_id).values_list("done", "totals"))
    done = [from_json(totals) for is_done, totals in slices if is_done]
    return Progress(len(done), len(slices), total(done))
