"""What has to hold for every contract, whatever was decided: the laws that the random tests check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tests.contracts.lives import Attempt

from laufzeit.contracts.codec import contract_from_json, contract_to_json, event_from_json, event_kind, event_to_json
from laufzeit.contracts.commands import DeclineTerms, Revoke, WithdrawOffer
from laufzeit.contracts.consequences import consequences
from laufzeit.contracts.contract import evolve, folded, steps_of
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.effects import effects
from laufzeit.contracts.entitlement import entitlement
from laufzeit.contracts.events import (
    Concluded,
    DiscountEnded,
    DiscountGranted,
    ExtraCancelled,
    ExtraCharged,
    Moved,
    NoticeGiven,
    PlanChanged,
    Revoked,
    SwitchCompleted,
    SwitchExtended,
    SwitchRequested,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
)
from laufzeit.contracts.explain import history
from laufzeit.contracts.offer_letters import AboutOffer
from laufzeit.contracts.pending import Pending, PendingKind, pending
from laufzeit.contracts.refusal import Code, Refused
from laufzeit.contracts.timeline import Phase, Timeline, timeline
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.dates.period import Period
from laufzeit.dates.term import Renewal
from laufzeit.messages.compose import compose
from laufzeit.messages.letterhead import Head
from laufzeit.stories.life import Life
from laufzeit.stories.sentences import id_of

ONE_DAY = timedelta(days=1)
BESIDE_THE_PRICES = (DiscountGranted, DiscountEnded, ExtraCharged, ExtraCancelled)


def check_standing(life: Life) -> None:
    """What holds at any time."""
    assert life.contract is not None
    phases_tile_the_life(life.timeline)
    replaying_gives_the_same(life)
    what_is_pending_lies_ahead(life)
    entitlements_follow_the_phases(life)
    effects_have_their_own_keys(life)
    nobody_has_terms_without_consent(life)


def check_decided(life: Life, attempt: Attempt) -> None:
    """What holds after something was asked for."""
    assert life.contract is not None
    if attempt.refused is not None:
        assert life.contract == attempt.before
        for language in ("de", "en"):
            words = str(refusal_in_words(attempt.refused, life.catalogue, language, life.names))
            assert words and "{" not in words
        return
    assert attempt.events
    nothing_changes_before_its_day(life, attempt)
    what_is_granted_or_charged_shapes_nothing(life, attempt)
    the_preview_is_what_happens(life, attempt)
    revoking_restores_the_timeline(life, attempt)
    an_offer_that_is_withdrawn_leaves_no_trace(life, attempt)
    who_accepts_loses_no_day(life, attempt)
    declining_undoes_the_acceptance(life, attempt)
    about_an_offer_goes_out_one_letter(life, attempt)


def phases_tile_the_life(life: Timeline) -> None:
    assert life.phases
    assert life.phases[0].period.start == life.start
    for one, following in pairwise(life.phases):
        assert one.period.end == following.period.start
        assert _content(one) != _content(following)
    assert life.phases[-1].period.end == life.end


def replaying_gives_the_same(life: Life) -> None:
    events = [said.event for said in life.log]
    read_back = [event_from_json(event_kind(event), event_to_json(event)) for event in events]
    assert read_back == events
    replayed = folded(read_back)
    assert replayed == life.contract
    assert replayed is not None
    assert contract_from_json(contract_to_json(replayed)) == life.contract
    assert timeline(replayed, life.catalogue) == life.timeline


def nothing_changes_before_its_day(life: Life, attempt: Attempt) -> None:
    """A declaration that was received earlier has its effect from its receipt on, any other from today on."""
    assert life.contract is not None
    own_days = [
        event.received_on for event in attempt.events if isinstance(event, NoticeGiven | SwitchRequested)
    ] + [life.today]  # fmt: skip
    own_day = min(own_days)
    assert _until(timeline(attempt.before, life.catalogue), own_day) == _until(life.timeline, own_day)
    assert all(event.effective_on >= own_day for event in attempt.events if not isinstance(event, BESIDE_THE_PRICES))


def what_is_granted_or_charged_shapes_nothing(life: Life, attempt: Attempt) -> None:
    """Discounts and one-off charges may be of a day gone by, because phases, effects and what is pending stay as they
    are, and no letter goes out."""
    if not any(isinstance(event, BESIDE_THE_PRICES) for event in attempt.events):
        return
    before, after = attempt.before, life.contract
    assert after is not None
    assert replace(after, discounts=before.discounts, extras=before.extras, version=before.version) == before
    assert timeline(after, life.catalogue) == timeline(before, life.catalogue)
    assert pending(after, life.catalogue, life.today) == pending(before, life.catalogue, life.today)
    found = effects(after, life.timeline, life.catalogue, life.today)
    assert found == effects(before, life.timeline, life.catalogue, life.today)
    assert not any(attempt.events[0].id.hex in letter.post.key.replace("-", "") for letter in life.letters)


def the_preview_is_what_happens(life: Life, attempt: Attempt) -> None:
    assert life.contract is not None
    found = consequences(attempt.before, life.contract, attempt.events, life.catalogue, life.today)
    after = life.timeline.phase_on(found.first_day)
    assert found.ends_on == life.timeline.last_day()
    assert found.plan_after == (after.terms if after else None)
    assert found.seats_after == (after.seats if after else 0)
    if found.revocable_until is not None:
        assert found.revocable_until >= life.today


def revoking_restores_the_timeline(life: Life, attempt: Attempt) -> None:
    """What has just been declared and can be taken back leaves no trace when it is taken back at once."""
    assert life.contract is not None
    made = {event.id for event in attempt.events if not isinstance(event, Moved | SwitchExtended | SwitchCompleted)}
    for one in pending(life.contract, life.catalogue, life.today):
        if one.item in made and one.kind is not PendingKind.OFFER and one.revocable_until is not None:
            assert revocation(life, one, one.by) is None
            revoked = evolve(life.contract, Revoked(id_of("revocation"), life.today, one.item))
            assert timeline(revoked, life.catalogue) == timeline(attempt.before, life.catalogue)


def nobody_has_terms_without_consent(life: Life) -> None:
    """Whatever a contract is at, the customer has concluded, changed to or accepted."""
    agreed = {
        said.event.terms if isinstance(said.event, Concluded) else said.event.to
        for said in life.log
        if isinstance(said.event, Concluded | PlanChanged | TermsAccepted)
        and said.declaration.actor.side is Side.CUSTOMER
    }
    assert {phase.terms for phase in life.timeline.phases} <= agreed


def an_offer_that_is_withdrawn_leaves_no_trace(life: Life, attempt: Attempt) -> None:
    """Also where notice was given with it, unless the terms hold the vendor to its notice."""
    assert life.contract is not None
    for event in attempt.events:
        if not isinstance(event, TermsOffered):
            continue
        try:
            events = decide(life.contract, WithdrawOffer(id_of("w"), event.id), by(life, Side.VENDOR), life.catalogue)
        except Refused as refused:
            if (refused.code, event.notice is None) != (Code.NOT_REVOCABLE, False):
                raise
            continue
        withdrawn = steps_of(life.contract, events)[-1]
        assert timeline(withdrawn, life.catalogue) == timeline(attempt.before, life.catalogue)
        assert pending(withdrawn, life.catalogue, life.today) == pending(attempt.before, life.catalogue, life.today)


def who_accepts_loses_no_day(life: Life, attempt: Attempt) -> None:
    """The contract goes on over the renewal at the new terms, and ends no earlier than it would have, unless these end
    by themselves."""
    before = timeline(attempt.before, life.catalogue)
    for event in attempt.events:
        if isinstance(event, TermsAccepted):
            was, new = life.timeline.phase_on(event.effective_on - ONE_DAY), life.timeline.phase_on(event.effective_on)
            assert was is not None and new is not None
            assert new.terms == event.to
            if life.catalogue.terms(event.to).renewal is not Renewal.NONE:
                assert life.timeline.end is None or (before.end is not None and life.timeline.end >= before.end)


def declining_undoes_the_acceptance(life: Life, attempt: Attempt) -> None:
    """Who has just accepted can decline at once instead, and stands as if it had never accepted."""
    assert life.contract is not None
    for event in attempt.events:
        if isinstance(event, TermsAccepted):
            declined = decide(
                life.contract, DeclineTerms(id_of("d"), event.offer), by(life, Side.CUSTOMER), life.catalogue
            )
            assert [type(one) for one in declined] == [Revoked, TermsDeclined]
            after = steps_of(life.contract, declined)[-1]
            assert timeline(after, life.catalogue) == timeline(attempt.before, life.catalogue)


def about_an_offer_goes_out_one_letter(life: Life, attempt: Attempt) -> None:
    """Whatever else was decided in the same breath."""
    if any(isinstance(event, AboutOffer) for event in attempt.events):
        ids = {str(event.id) for event in attempt.events}
        assert len([one for one in life.letters if one.post.key.partition(":")[2] in ids]) == 1


def by(life: Life, side: Side) -> Declaration:
    """A declaration of today by somebody who may decide for ``side``, by letter."""
    return Declaration(life.today, Actor(side, Role.STAFF), Channel.LETTER)


def what_is_pending_lies_ahead(life: Life) -> None:
    assert life.contract is not None
    for one in pending(life.contract, life.catalogue, life.today):
        assert one.effective_on > life.today
        assert one.last_day == one.effective_on - ONE_DAY
        assert one.revocable_until is None or one.revocable_until <= one.last_day


def entitlements_follow_the_phases(life: Life) -> None:
    days = [life.timeline.start - ONE_DAY, life.today, *(phase.period.start for phase in life.timeline.phases)]
    for day in days:
        phase, found = life.timeline.phase_on(day), entitlement(life.timeline, life.catalogue, day)
        assert found.terms == (phase.terms if phase else None)
        assert found.seats == (phase.seats if phase else 0)
        if phase:
            assert found.users[0] == life.contract.main_user  # type: ignore[union-attr]
            terms = life.catalogue.terms(phase.terms)
            if terms.seats.named:
                assert len(phase.users) == len(set(phase.users)) == phase.seats


def effects_have_their_own_keys(life: Life) -> None:
    assert life.contract is not None
    found = effects(life.contract, life.timeline, life.catalogue, life.today)
    assert len({one.key for one in found}) == len(found)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert all(one.until is None or one.on <= one.until for one in found)


def the_log_can_be_told(life: Life) -> None:
    for language in ("de", "en"):
        assert len(list(history(life.log, life.catalogue, language, {}))) == len(life.log)
        for letter in life.letters:
            written = compose(letter.post.letter, language, Head(name="RED connect"), letter.to)
            assert written.subject and written.blocks


def only_the_declaring_side_revokes(life: Life) -> None:
    """Everything pending: its own side can take it back while it is revocable, and the other side never can."""
    assert life.contract is not None
    for one in pending(life.contract, life.catalogue, life.today):
        other = Side.VENDOR if one.by is Side.CUSTOMER else Side.CUSTOMER
        expected = Code.NOTHING_TO_REVOKE if one.kind is PendingKind.OFFER else Code.NOT_YOUR_DECLARATION
        assert revocation(life, one, other) is expected
        if one.kind is PendingKind.OFFER:
            continue
        revocable = one.revocable_until is not None and life.today <= one.revocable_until
        assert (revocation(life, one, one.by) is None) == revocable


def revocation(life: Life, one: Pending, side: Side) -> Code | None:
    """The code with which revoking is refused to ``side``; ``None`` where it is not."""
    role = Role.MAIN if side is Side.CUSTOMER else Role.STAFF
    declaration = Declaration(life.today, Actor(side, role), Channel.PORTAL)
    try:
        decide(life.contract, Revoke(id_of("revocation"), one.item), declaration, life.catalogue)
    except Refused as refused:
        return refused.code
    return None


def _until(life: Timeline, day: date) -> list[tuple[Period, object]]:
    """What held on each day before ``day``, without regard to how it is cut into phases."""
    held: list[tuple[Period, object]] = []
    for phase in life.phases:
        before = phase.period.intersection(Period(date.min, day)) if day > date.min else None
        if before is None:
            continue
        if held and held[-1][1] == _content(phase):
            held[-1] = (Period(held[-1][0].start, before.end), held[-1][1])
        else:
            held.append((before, _content(phase)))
    return held


def _content(phase: Phase) -> object:
    return replace(phase, period=Period(date.min, None))
