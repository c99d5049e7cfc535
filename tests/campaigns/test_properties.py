"""Random bases, plans and answers: what must hold for every contract of every campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts.lives import catalogue

from laufzeit.campaigns.aiming import Addressee, Aim, Ids, aim, command, declaration
from laufzeit.campaigns.outcome import Answer, Outcome, answer_of, outcome
from laufzeit.campaigns.plan import EndingBefore, Plan, Replacement, Way
from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts.commands import (
    AcceptTerms,
    ChangeSeats,
    Command,
    Conclude,
    DeclineTerms,
    ExtendOffer,
    GiveNotice,
    JudgedBy,
    Revoke,
    WithdrawOffer,
)
from laufzeit.contracts.contract import Contract, evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.events import TermsAccepted
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.timeline import timeline

quickly = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

GAPTEQ = catalogue("gapteq")
OLD, NEW = TermsRef("prepaid", "2022"), TermsRef("prepaid", "2023")
OFFER, NOTICE, MAIN = UUID(int=1), UUID(int=2), UUID(int=3)
REACHED = Addressee(decides=True, mail=True, post=True, consumer=False)
FIRST = date(2022, 10, 1)


@dataclass(frozen=True)
class Deed:
    """What somebody tries on a day after the announcement."""

    after: int
    kind: str


deeds = st.lists(
    st.builds(
        Deed,
        st.integers(0, 500),
        st.sampled_from(["accept", "decline", "take back", "notice", "more seats", "extend", "withdraw"]),
    ),
    max_size=5,
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    announce_on = FIRST + timedelta(days=draw(st.integers(0, 60)))
    cut_over = announce_on + timedelta(days=draw(st.integers(1, 400)))
    return Plan(
        key="prices",
        name="prices",
        way=draw(st.sampled_from([Way.NOTICE_AND_OFFER, Way.NOTICE_AND_OFFER, Way.OFFER])),
        replacements=(Replacement(OLD, NEW),),
        announce_on=announce_on,
        accept_until=announce_on + timedelta(days=draw(st.integers(0, 200))),
        cut_over=cut_over,
        ending_before=draw(st.sampled_from(EndingBefore)),
        judged_by=draw(st.sampled_from(JudgedBy)),
    )


def concluded(start: date, seats: int) -> Contract:
    by_import = Declaration(start, Actor(Side.CUSTOMER, Role.PROGRAM), Channel.IMPORT)
    [event] = decide(None, Conclude(UUID(int=4), "prepaid", start, MAIN, seats=seats), by_import, GAPTEQ)
    return evolve(None, event)


def after(contract: Contract, wanted: Command, declared: Declaration) -> Contract:
    """The contract after a command; as it was where that is refused."""
    try:
        events = decide(contract, wanted, declared, GAPTEQ)
    except Refused:
        return contract
    for event in events:
        contract = evolve(contract, event)
    return contract


def customer(today: date) -> Declaration:
    return Declaration(today, Actor(Side.CUSTOMER, Role.STAFF), Channel.MAIL)


def command_of(deed: Deed, contract: Contract, number: int, plan: Plan) -> tuple[Command, bool]:
    """The command, and whether it is the vendor's."""
    name = UUID(int=100 + number)
    day = plan.announce_on + timedelta(days=deed.after)
    accepted = next((one for one in contract.standing if isinstance(one, TermsAccepted)), None)
    phase = timeline(contract, GAPTEQ).phase_on(day)
    match deed.kind:
        case "accept":
            return AcceptTerms(name, OFFER), False
        case "decline":
            return DeclineTerms(name, OFFER), False
        case "take back":
            return Revoke(name, accepted.id if accepted else OFFER), False
        case "notice":
            return GiveNotice(name), False
        case "more seats":
            return ChangeSeats(name, (phase.seats if phase else 1) + 1), False
        case "extend":
            return ExtendOffer(name, OFFER, day + timedelta(days=30)), True
        case _:
            return WithdrawOffer(name, OFFER), True


@dataclass(frozen=True)
class Told:
    """A contract before the announcement, right after it, and in the end."""

    before: Contract
    announced: Contract
    in_the_end: Contract
    aim: Aim
    plan: Plan
    last_deed_on: date


@st.composite
def told(draw: st.DrawFn) -> Told:
    plan = draw(plans())
    before = concluded(plan.announce_on - timedelta(days=draw(st.integers(0, 800))), draw(st.integers(1, 500)))
    ids = Ids(OFFER, NOTICE)
    found = aim(plan, before, REACHED, GAPTEQ, plan.announce_on, plan.announce_on, ids)
    wanted = command(plan, NEW, ids, plan.announce_on, plan.announce_on)
    announced = after(before, wanted, declaration(plan.announce_on, None))
    contract, last = announced, plan.announce_on
    for number, deed in enumerate(sorted(draw(deeds), key=lambda one: one.after)):
        last = plan.announce_on + timedelta(days=deed.after)
        asked, vendors = command_of(deed, contract, number, plan)
        contract = after(contract, asked, declaration(last, None) if vendors else customer(last))
    return Told(before, announced, contract, found, plan, last)


@quickly
@given(told(), st.integers(0, 1500))
def test_each_contract_is_in_exactly_one_state_and_the_state_is_true(one: Told, days: int) -> None:
    if one.aim.left_out:
        assert one.announced == one.before, "who is left out is not touched"
        return
    today = one.last_deed_on + timedelta(days=days)
    life = timeline(one.in_the_end, GAPTEQ)
    answer = answer_of(one.in_the_end, OFFER, NOTICE if one.plan.gives_notice else None)
    state = outcome(answer, life.end, today, gives_notice=one.plan.gives_notice)
    new = any(phase.terms == NEW for phase in life.phases)
    match state:
        case Outcome.ACCEPTED:
            assert answer is Answer.ACCEPTED
        case Outcome.ENDED:
            assert life.end is not None
            assert life.end <= today
            assert not new
        case Outcome.SILENT | Outcome.DECLINED:
            assert not new
            assert (life.end is not None) == one.plan.gives_notice
        case Outcome.WITHDRAWN:
            assert not new
        case Outcome.OVERTAKEN:
            assert life.end is not None
        case _:
            raise AssertionError(state)


@quickly
@given(told())
def test_nobody_gets_the_new_price_without_having_accepted(one: Told) -> None:
    accepted = any(isinstance(event, TermsAccepted) for event in one.in_the_end.standing)
    if not accepted:
        assert all(phase.terms == OLD for phase in timeline(one.in_the_end, GAPTEQ).phases)


@quickly
@given(told())
def test_whoever_accepts_loses_no_day(one: Told) -> None:
    """The old terms last until the day before the new ones, without a gap, and nothing ends the contract."""
    decision = next((event for event in one.in_the_end.standing if isinstance(event, TermsAccepted)), None)
    own_notice = any(getattr(event, "by", None) is Side.CUSTOMER for event in one.in_the_end.standing)
    if decision is None or own_notice:
        return
    life = timeline(one.in_the_end, GAPTEQ)
    assert life.end is None
    for first, second in zip(life.phases, life.phases[1:], strict=False):
        assert first.period.end == second.period.start
    first_at_new_terms = next(phase for phase in life.phases if phase.terms == NEW)
    assert first_at_new_terms.period.start == decision.effective_on
    assert life.phases[-1].terms == NEW


@quickly
@given(told())
def test_the_letter_says_what_happens(one: Told) -> None:
    """Who accepts at once gets the new terms on the day that was named; who says nothing ends on the day that was."""
    if one.aim.left_out:
        return
    life = timeline(one.announced, GAPTEQ)
    assert life.last_day() == one.aim.notice_last_day
    accepted = after(one.announced, AcceptTerms(UUID(int=9), OFFER), customer(one.plan.announce_on))
    first_days = [phase.period.start for phase in timeline(accepted, GAPTEQ).phases if phase.terms == NEW]
    assert first_days == ([one.aim.first_day] if one.aim.first_day else [])


@quickly
@given(told())
def test_a_term_that_begins_before_the_cut_over_is_at_the_old_terms(one: Told) -> None:
    if one.plan.ending_before is EndingBefore.NEW_TERMS:
        return
    for phase in timeline(one.in_the_end, GAPTEQ).phases:
        if phase.terms == NEW:
            assert phase.period.start >= one.plan.cut_over
