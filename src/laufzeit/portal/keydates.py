"""The days that a customer has to know: deadlines, the end, renewals, the next billing; pure, in the order of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from laufzeit.catalogue.model import Charge, Due, Terms
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.ending import earliest_last_day
from laufzeit.contracts.pending import PendingKind
from laufzeit.contracts.timeline import Phase
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.notice import KeyDate as RuleKey
from laufzeit.dates.period import Period
from laufzeit.dates.recurrence import Recurrence
from laufzeit.portal.shown import Shown


class About(StrEnum):
    START = "start"
    TRIAL_END = "trial end"
    REVOKE_UNTIL = "revoke until"
    ACCEPT_UNTIL = "accept until"
    NOTICE_UNTIL = "notice until"
    CHANGE = "change"
    SEATS = "seats"
    RENEWAL = "renewal"
    BILLING = "billing"
    END = "end"


@dataclass(frozen=True, slots=True)
class KeyDay:
    """``day`` as it is said: a last day is inclusive. ``other`` is the day that belongs to it (the end that a notice
    until ``day`` leads to, the end of the renewed term), ``kind`` what is pending where something is."""

    day: date
    about: About
    other: date | None = None
    kind: PendingKind | None = None


LOOK_AHEAD = timedelta(days=800)
"""How far a latest day of receipt is looked for; rules of more than two years are cut off there."""


def key_days(shown: Shown) -> tuple[KeyDay, ...]:
    """All of them, for a contract that has not ended."""
    if shown.ended:
        return ()
    days = [*_beginning(shown), *_pending(shown), *_notice(shown), *_renewal(shown), *_billing(shown), *_end(shown)]
    return tuple(sorted(days, key=lambda one: one.day))


def _beginning(shown: Shown) -> Iterator[KeyDay]:
    if shown.upcoming:
        yield KeyDay(shown.timeline.start, About.START)
    trial = next((phase for phase in shown.timeline.phases if phase.trial), None)
    if trial is not None and trial.period.last_day is not None and trial.period.last_day >= shown.today:
        yield KeyDay(trial.period.last_day, About.TRIAL_END)


def _pending(shown: Shown) -> Iterator[KeyDay]:
    for one in shown.pending:
        match one.kind:
            case PendingKind.OFFER:
                yield KeyDay(one.last_day, About.ACCEPT_UNTIL, kind=one.kind)
            case PendingKind.CHANGE | PendingKind.ACCEPTANCE:
                yield KeyDay(one.effective_on, About.CHANGE, one.last_day, one.kind)
            case PendingKind.SEATS:
                yield KeyDay(one.effective_on, About.SEATS, one.last_day, one.kind)
            case PendingKind.NOTICE_BY_CUSTOMER | PendingKind.NOTICE_BY_VENDOR | PendingKind.SWITCH:
                pass  # the end that they lead to is told by the timeline
        if one.revocable_until is not None and one.by is Side.CUSTOMER:
            yield KeyDay(one.revocable_until, About.REVOKE_UNTIL, one.last_day, one.kind)


def _notice(shown: Shown) -> Iterator[KeyDay]:
    """Until when notice still leads to the earliest end. Nothing where the contract ends anyway, where another plan
    is about to begin, and where every day is as good as the next."""
    changing = shown.of_kind(PendingKind.CHANGE) is not None
    if shown.timeline.end is not None or changing or not has_deadline(shown.terms):
        return
    received = max(shown.today, shown.timeline.start)
    last_day = notice_end(shown, received)
    days = range(received.toordinal(), min(last_day, received + LOOK_AHEAD).toordinal() + 1)
    same = bisect_right(days, last_day, key=lambda day: notice_end(shown, date.fromordinal(day)))
    if same:
        yield KeyDay(date.fromordinal(days[same - 1]), About.NOTICE_UNTIL, last_day)


def has_deadline(terms: Terms) -> bool:
    """Whether there are days on which notice has to be there, rather than a period that runs from any day."""
    return terms.notice_by_customer.key is not RuleKey.ANY_DAY


def notice_end(shown: Shown, received: date) -> date:
    """The contract's last day if the customer's notice is received on ``received``."""
    return earliest_last_day(shown.without_end, shown.catalogue, Side.CUSTOMER, received)


def _renewal(shown: Shown) -> Iterator[KeyDay]:
    """The next term, where the contract renews by itself."""
    if shown.phase.chain.term is None or shown.phase.trial:
        return
    day = max(shown.today, shown.timeline.start)
    term = shown.timeline.term_on(day)
    following = None if term is None or term.end is None else shown.timeline.term_on(term.end)
    if term is not None and term.end is not None and following is not None:
        yield KeyDay(term.end, About.RENEWAL, following.last_day)


def _end(shown: Shown) -> Iterator[KeyDay]:
    last_day = shown.timeline.last_day()
    if last_day is not None:
        yield KeyDay(last_day, About.END)


def _billing(shown: Shown) -> Iterator[KeyDay]:
    following = next((day for day in billing_days(shown, Period(shown.today + ONE_DAY, None), most=1)), None)
    if following is not None:
        yield KeyDay(following, About.BILLING)


def billing_days(shown: Shown, window: Period, most: int = 60) -> tuple[date, ...]:
    """The days of ``window`` on which something is billed: in advance with a period's first day, in arrears on the day
    after its last; each phase by its own prices and anchor."""
    days: set[date] = set()
    for phase in shown.timeline.phases:
        days.update(_days_of(phase, shown.catalogue.terms(phase.terms), window, most))
    return tuple(sorted(days)[:most])


def _days_of(phase: Phase, terms: Terms, window: Period, most: int) -> Iterator[date]:
    if phase.trial or (phase.period.end is not None and phase.period.end < window.start):
        return
    # What is billed in arrears falls on the day after its period: one that ended the day before is looked at, too.
    within = Period(max(phase.period.start, min(window.start - ONE_DAY, _last(phase))), phase.period.end)
    for charge in terms.charges:
        if charge.interval is None or not _costs(charge, phase.seats):
            continue
        # One more, because the first period may have begun before the window.
        for period in islice(Recurrence(phase.anchor, charge.interval).periods(within), most + 1):
            day = period.start if charge.due is Due.ADVANCE else _end_within(period, phase)
            if day is not None and window.contains(day) and day >= phase.period.start:
                yield day


def _last(phase: Phase) -> date:
    return phase.period.last_day or date.max


def _end_within(period: Period, phase: Phase) -> date | None:
    """The day after a billing period, or after the phase where it is cut off."""
    ends = [end for end in (period.end, phase.period.end) if end is not None]
    return min(ends, default=None)


def _costs(charge: Charge, seats: int) -> bool:
    """Whether anything can be owed at all: a plan free of charge is never billed."""
    quantities = (1, seats) if charge.meter is None else (1, 1000)
    return any(charge.steps.amount(quantity) for quantity in quantities)
