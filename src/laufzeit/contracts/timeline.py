"""What a contract is on every day: the one pure function of which page, letter, invoice and forecast are views.

Decisions of people come in, phases come out; renewals, switches and ends follow from them for any date. A phase is a
stretch with constant terms and quantity; phases tile the contract's life without gap or overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from laufzeit.catalogue.model import AfterTrial, Catalogue, Terms, TermsRef
from laufzeit.contracts.contract import Contract, Standing
from laufzeit.contracts.events import (
    ORDER_OF_A_DAY,
    Concluded,
    NoticeGiven,
    PlanChanged,
    SeatsChanged,
    SwitchRequested,
    TermsAccepted,
    UserAdded,
    UserRemoved,
)
from laufzeit.contracts.lately import lately
from laufzeit.dates.period import Period
from laufzeit.dates.term import TermChain

_RANK = {kind: rank for rank, kind in enumerate(ORDER_OF_A_DAY)}


@dataclass(frozen=True, slots=True)
class Phase:
    """``anchor`` is the day from which billing periods are counted, ``chain`` the terms (Laufzeiten) that the phase
    lies in; both may have begun before the phase. ``users`` are the named users, the main user first."""

    period: Period
    terms: TermsRef
    seats: int
    users: tuple[UUID, ...]
    anchor: date
    chain: TermChain
    trial: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """``end`` is the first day after the contract, ``None`` while nothing ends it; ``ended_by`` the decision that ends
    it (``None``: the term or the trial runs out by itself)."""

    start: date
    phases: tuple[Phase, ...]
    end: date | None
    ended_by: UUID | None

    def phase_on(self, day: date) -> Phase | None:
        """The phase of ``day``; ``None`` before the start and after the end."""
        index = bisect_right(self.phases, day, key=lambda phase: phase.period.start) - 1
        if index < 0 or not self.phases[index].period.contains(day):
            return None
        return self.phases[index]

    def term_on(self, day: date) -> Period | None:
        """The term (Laufzeit) that ``day`` lies in, cut off where the contract or its plan ends before."""
        phase = self.phase_on(day)
        if phase is None:
            return None
        term = phase.chain.term_containing(day)
        return term.intersection(Period(term.start, self._end_of_chain(phase)))

    def terms_between(self, first: date, until: date) -> Iterator[tuple[Period, Phase]]:
        """The terms that begin before ``until`` and end after ``first``, each with the phase in force at its start."""
        day = max(first, self.start)
        while day < until:
            term, phase = self.term_on(day), self.phase_on(day)
            if term is None or phase is None:
                return
            yield term, phase
            if term.end is None:
                return
            day = term.end

    def last_day(self) -> date | None:
        """The contract's last day (inclusive)."""
        return None if self.end is None else self.end - timedelta(days=1)

    def _end_of_chain(self, phase: Phase) -> date | None:
        following = (one for one in self.phases if one.chain != phase.chain and one.period.start > phase.period.start)
        return next((one.period.start for one in following), self.end)


@dataclass(frozen=True, slots=True)
class _State:
    terms: TermsRef
    seats: int
    users: tuple[UUID, ...]
    anchor: date
    chain: TermChain
    trial: bool


@lately
def timeline(contract: Contract, catalogue: Catalogue) -> Timeline:
    """The whole life of ``contract``, as decided until now."""
    states = list(_states(contract, catalogue))
    end, ended_by = _end(contract, states)
    return Timeline(contract.start, _phases(states, end), end, ended_by)


@lately
def without_end(contract: Contract, catalogue: Catalogue) -> Timeline:
    """The life that the contract would have if nobody had given notice and no switch were requested."""
    kept = tuple(event for event in contract.standing if not isinstance(event, NoticeGiven | SwitchRequested))
    if len(kept) == len(contract.standing):
        return timeline(contract, catalogue)
    return timeline(replace(contract, standing=kept), catalogue)


@dataclass(frozen=True, slots=True)
class _TrialOver:
    """What nobody decides: the paid part begins."""

    effective_on: date


def _states(contract: Contract, catalogue: Catalogue) -> Iterator[tuple[date, _State]]:
    """What holds from which day on; several entries of a day follow each other, the last one counts."""
    state = _beginning(contract.conclusion, catalogue)
    yield contract.start, state
    for step in _in_order(contract):
        state = _after_trial(state, step, catalogue) if isinstance(step, _TrialOver) else _after(state, step, catalogue)
        yield step.effective_on, state


def _in_order(contract: Contract) -> list[Standing | _TrialOver]:
    steps: list[Standing | _TrialOver] = [
        event for event in contract.in_force() if not isinstance(event, NoticeGiven | SwitchRequested | Concluded)
    ]
    if contract.conclusion.trial_until is not None:
        steps.append(_TrialOver(contract.conclusion.trial_until))
    return sorted(steps, key=lambda step: (step.effective_on, _RANK.get(type(step), 0)))


def _beginning(event: Concluded, catalogue: Catalogue) -> _State:
    terms = catalogue.terms(event.terms)
    users = (event.main_user, *event.users) if terms.seats.named else (event.main_user,)
    trial = event.trial_until is not None
    chain = TermChain(event.effective_on, None) if trial else _chain(terms, event.effective_on)
    return _State(event.terms, event.seats, users, event.effective_on, chain, trial)


def _after_trial(state: _State, over: _TrialOver, catalogue: Catalogue) -> _State:
    if not state.trial:
        return state
    chain = _chain(catalogue.terms(state.terms), over.effective_on)
    return replace(state, anchor=over.effective_on, chain=chain, trial=False)


def _chain(terms: Terms, first_day: date) -> TermChain:
    return TermChain(first_day, terms.term, terms.renewal)


def _after(state: _State, event: Standing, catalogue: Catalogue) -> _State:
    match event:
        case PlanChanged():
            terms = catalogue.terms(event.to)
            users = staying(state.users, terms, event.keep)
            seats = len(users) if terms.seats.named else _within(state.seats, terms)
            return _State(event.to, seats, users, event.effective_on, _chain(terms, event.effective_on), trial=False)
        case TermsAccepted():
            terms = catalogue.terms(event.to)
            seats = state.seats if terms.seats.named else _within(state.seats, terms)
            chain = state.chain if state.trial else _chain(terms, event.effective_on)
            return replace(state, terms=event.to, seats=seats, anchor=event.effective_on, chain=chain)
        case SeatsChanged():
            changed = replace(state, seats=event.seats)
            if not event.extends_term:
                return changed
            chain = _chain(catalogue.terms(state.terms), event.effective_on)
            return replace(changed, anchor=event.effective_on, chain=chain)
        case UserAdded() if event.user not in state.users:
            return _with_users(state, (*state.users, event.user), state.seats + 1)
        case UserRemoved() if event.user in state.users:
            users = tuple(user for user in state.users if user != event.user)
            return _with_users(state, users, state.seats - 1)
    return state


def _with_users(state: _State, users: tuple[UUID, ...], seats: int) -> _State:
    """``replace``, written out: it is what most lives consist of."""
    return _State(state.terms, seats, users, state.anchor, state.chain, state.trial)


def staying(users: tuple[UUID, ...], terms: Terms, keep: tuple[UUID, ...]) -> tuple[UUID, ...]:
    """Which named users a plan has room for: the main user, those who were chosen, then those who came first."""
    maximum = terms.seats.maximum
    if maximum is None or len(users) <= maximum:
        return users
    main, others = users[0], users[1:]
    chosen = set(keep)
    wanted = sorted(others, key=lambda user: user not in chosen)
    kept = {main, *wanted[: maximum - 1]}
    return tuple(user for user in users if user in kept)


def _within(seats: int, terms: Terms) -> int:
    at_most = seats if terms.seats.maximum is None else min(seats, terms.seats.maximum)
    return max(at_most, terms.seats.minimum)


def _end(contract: Contract, states: list[tuple[date, _State]]) -> tuple[date | None, UUID | None]:
    """The first of all ends. One that was decided counts before one of the same day that comes by itself."""
    ends: list[tuple[date, bool, UUID | None]] = [
        (event.effective_on, False, event.id)
        for event in contract.in_force()
        if isinstance(event, NoticeGiven | SwitchRequested)
    ]
    ends += [(end, True, None) for end in _own_ends(contract, states)]
    if not ends:
        return None, None
    end, _, cause = min(ends, key=lambda one: one[:2])
    return end, cause


def _own_ends(contract: Contract, states: list[tuple[date, _State]]) -> Iterator[date]:
    """Ends that nobody has to declare: of a trial that does not go on, and of a fixed term without renewal."""
    conclusion = contract.conclusion
    starts = [start for start, _ in states[1:]] + [None]
    if conclusion.trial_until is not None and conclusion.after_trial is AfterTrial.ENDS:
        converted = any(
            isinstance(event, PlanChanged) and event.effective_on <= conclusion.trial_until
            for event in contract.standing
        )
        if not converted:
            yield conclusion.trial_until
    for (_, state), following in zip(states, starts, strict=True):
        last = state.chain.own_end
        if last is not None and (following is None or last + timedelta(days=1) < following):
            yield last + timedelta(days=1)


def _phases(states: list[tuple[date, _State]], end: date | None) -> tuple[Phase, ...]:
    """Periods from each state to the next; states that hold for no day leave none, and one that goes on is one."""
    phases: list[Phase] = []
    before: _State | None = None
    untils = [start for start, _ in states[1:]] + [end]
    for (first_day, state), until in zip(states, untils, strict=True):
        stop = until if end is None or (until is not None and until < end) else end
        if stop is not None and stop <= first_day:
            continue
        start = phases.pop().period.start if state == before else first_day
        before = state
        phases.append(
            Phase(Period(start, stop), state.terms, state.seats, state.users, state.anchor, state.chain, state.trial)
        )
    return tuple(phases)
