"""The properties that hold for every contract, each on its own, over random lives."""

from __future__ import annotations

import contextlib
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts import laws
from tests.contracts.lives import Wish, attempt, lives, wishes

from laufzeit.contracts.commands import ChangePlan, Command, Conclude, OfferTerms
from laufzeit.contracts.consequences import consequences
from laufzeit.contracts.contract import evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.events import Moved
from laufzeit.contracts.pending import PendingKind, pending
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.timeline import timeline
from laufzeit.stories.life import Life
from laufzeit.stories.naming import command_of

quickly = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quickly
@given(lives())
def test_phases_tile_a_contracts_life(life: Life) -> None:
    laws.phases_tile_the_life(life.timeline)


@quickly
@given(lives(), wishes)
def test_no_command_changes_the_timeline_before_its_own_day(life: Life, wish: Wish) -> None:
    made = attempt(life, wish)
    if made.events:
        laws.nothing_changes_before_its_day(life, made)


@quickly
@given(lives(), wishes)
def test_a_refused_command_changes_nothing(life: Life, wish: Wish) -> None:
    log = list(life.log)
    made = attempt(life, wish)
    if made.refused:
        assert life.contract == made.before
        assert life.log == log


@quickly
@given(lives(), wishes)
def test_the_preview_is_the_execution(life: Life, wish: Wish) -> None:
    """The same command on the same day leads to the same events, however often it is previewed before."""
    life.reach(life.today + timedelta(days=wish.after))
    before = life.contract
    assert before is not None
    made = attempt(life, Wish(0, wish.kind, wish.numbers))
    if made.refused:
        return
    after, life.contract = life.contract, before
    assert after is not None
    log, life.log = life.log, life.log[: -len(made.events)]
    try:
        previewed, _ = life.decision(made.sentence)
    finally:
        life.contract, life.log = after, log
    assert previewed == made.events
    evolved = before
    for event in previewed:
        evolved = evolve(evolved, event)
    shown = consequences(before, evolved, previewed, life.catalogue, life.today)
    assert shown == consequences(before, after, made.events, life.catalogue, life.today)
    assert evolved == after


@quickly
@given(lives(), wishes)
def test_requesting_and_revoking_restores_the_timeline(life: Life, wish: Wish) -> None:
    made = attempt(life, wish)
    if made.events:
        laws.revoking_restores_the_timeline(life, made)


@quickly
@given(lives())
def test_only_the_side_that_declared_revokes(life: Life) -> None:
    laws.only_the_declaring_side_revokes(life)


@quickly
@given(lives())
def test_replaying_the_log_gives_the_contract_and_its_phases(life: Life) -> None:
    laws.replaying_gives_the_same(life)


@quickly
@given(lives(), st.integers(0, 800))
def test_time_changes_no_decision_and_no_day_gone_by(life: Life, days: int) -> None:
    contract, before = life.contract, life.timeline
    life.reach(life.today + timedelta(days=days))
    assert life.contract == contract
    assert life.timeline == before


@quickly
@given(lives(), st.integers(1, 120))
def test_letters_and_effects_do_not_depend_on_how_often_somebody_looks(life: Life, days: int) -> None:
    """A worker that runs daily and one that catches up write the same letters, in the same order."""
    assert life.contract is not None
    daily, late = _twin(life), _twin(life)
    for passed in range(1, days + 1):
        daily.reach(life.today + timedelta(days=passed))
    late.reach(life.today + timedelta(days=days))
    assert [effect.key for effect in daily.happened] == [effect.key for effect in late.happened]
    assert daily.letters == late.letters


@quickly
@given(lives())
def test_what_is_pending_takes_effect_on_its_day(life: Life) -> None:
    """Unless an earlier end comes between, and then the end is what the timeline says."""
    assert life.contract is not None
    phases = {phase.period.start for phase in life.timeline.phases}
    for one in pending(life.contract, life.catalogue, life.today):
        end = life.timeline.end
        if one.kind is PendingKind.OFFER or (end is not None and end <= one.effective_on):
            continue
        if one.kind in (PendingKind.CHANGE, PendingKind.ACCEPTANCE):
            assert one.effective_on in phases
        if one.kind in (PendingKind.NOTICE_BY_CUSTOMER, PendingKind.NOTICE_BY_VENDOR, PendingKind.SWITCH):
            raise AssertionError("a pending end that lies before the end of the timeline")


@quickly
@given(lives(), wishes)
def test_commands_name_what_they_create(life: Life, wish: Wish) -> None:
    """An event of each command carries the command's id, so that it can be revoked by it; with an offer goes a notice
    that has a name of its own."""
    made = attempt(life, wish)
    if made.events:
        command = command_of(made.sentence.deed, life.actor(made.sentence), made.before, life.log, life.catalogue)
        assert command.id in {event.id for event in made.events}
        others = {event.id for event in made.events if not isinstance(event, Moved)} - {command.id}
        assert others == ({command.notice} if isinstance(command, OfferTerms) and command.notice else set())


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lives(most=4), st.from_type(Command), st.builds(Actor, st.sampled_from(Side), st.sampled_from(Role)), st.data())
def test_whatever_is_asked_is_decided_or_refused(life: Life, wild: Command, actor: Actor, data: st.DataObject) -> None:
    """Days from the calendar's first to its last, any number, any id: a refusal, never a fault of the program."""
    assert life.contract is not None
    ids = [said.event.id for said in life.log]
    pointing = {field.name for field in fields(wild)} & {"item", "offer", "request", "booking", "discount", "extra"}
    command = replace(wild, **{name: data.draw(st.sampled_from(ids)) for name in pointing})  # type: ignore[arg-type]
    if isinstance(command, ChangePlan | Conclude):
        plan = data.draw(st.sampled_from(sorted(life.catalogue.plans)))
        command = replace(command, to=plan) if isinstance(command, ChangePlan) else replace(command, plan=plan)
    declaration = Declaration(life.today, actor, data.draw(st.sampled_from(Channel)))
    contract = None if isinstance(command, Conclude) else life.contract
    with contextlib.suppress(Refused):
        for event in decide(contract, command, declaration, life.catalogue):
            contract = evolve(contract, event)
        assert contract is not None
        laws.phases_tile_the_life(timeline(contract, life.catalogue))


@quickly
@given(lives(), wishes)
def test_a_command_is_refused_again_with_the_same_code(life: Life, wish: Wish) -> None:
    made = attempt(life, wish)
    if made.refused is None:
        return
    with pytest.raises(Refused) as again:
        life.decision(made.sentence)
    assert again.value == made.refused


def _twin(life: Life) -> Life:
    twin = Life(life.story, life.catalogue, dict(life.names), life.contract, list(life.log), titles=dict(life.titles))
    twin.today, twin.done = life.today, set(life.done)
    assert timeline(twin.contract, twin.catalogue) == life.timeline  # type: ignore[arg-type]
    return twin
