"""What would come of a decision: previews, and everything that would be refused today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from laufzeit.contracts.commands import AddUser, ChangePlan, ChangeSeats, GiveNotice, RequestSwitch, SwitchTarget
from laufzeit.contracts.consequences import Consequences, consequences
from laufzeit.contracts.contract import evolve
from laufzeit.contracts.declaration import Channel
from laufzeit.contracts.events import Concluded
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.timeline import timeline
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.stories.life import Life
from laufzeit.stories.model import Deed, RevokeThat, Sentence, Thing
from laufzeit.stories.sentences import id_of, user_id
from laufzeit.stories.table import Answer, aligned, day_text, facts_lines, span_text

WIDTH = 104


def previewed(life: Life, sentence: Sentence) -> Answer:
    """What ``sentence`` would lead to if it were declared today; nothing is stored."""
    try:
        events, _ = life.decision(sentence)
    except Refused as refused:
        words = refusal_in_words(refused, life.catalogue, life.story.language, life.names)
        lines = facts_lines(("refused", refused.code.value), ("because", str(words)), width=WIDTH)
        return Answer(lines, {"refused": refused.code.value, "because": str(words)})
    before = life.contract
    if before is None:
        (concluded,) = events
        assert isinstance(concluded, Concluded)
        return _conclusion(concluded, life)
    after = before
    for event in events:
        after = evolve(after, event)
    return _consequences(consequences(before, after, events, life.catalogue, life.today), life)


def _conclusion(concluded: Concluded, life: Life) -> Answer:
    phases = timeline(evolve(None, concluded), life.catalogue).phases
    rows = [(span_text(phase.period), str(phase.terms), "trial" if phase.trial else "") for phase in phases]
    return Answer(aligned(rows), {"from": concluded.effective_on.isoformat(), "terms": str(concluded.terms)})


def _consequences(found: Consequences, life: Life) -> Answer:
    before, after = found.price_before.total, found.price_after.total if found.price_after else None
    price = _changed(str(before), "nothing" if after is None else str(after))
    facts: list[tuple[str, str, Any]] = [
        ("last day", day_text(found.last_day), found.last_day.isoformat()),
        ("first day", day_text(found.first_day), found.first_day.isoformat()),
        ("plan", _changed(str(found.plan_before), str(found.plan_after or "no contract")), str(found.plan_after)),
        ("seats", _changed(str(found.seats_before), str(found.seats_after)), found.seats_after),
        ("price", price, None if after is None else str(after.decimal)),
        *_people(found, life),
        ("features lost", ", ".join(found.features_lost), list(found.features_lost)),
        ("features gained", ", ".join(found.features_gained), list(found.features_gained)),
        ("term", _term(found), None),
        ("revocable until", day_text(found.revocable_until), _iso(found.revocable_until)),
        ("contract ends on", day_text(found.ends_on), _iso(found.ends_on)),
        ("data until", day_text(found.export_until), _iso(found.export_until)),
        ("erased on", day_text(found.erase_on), _iso(found.erase_on)),
    ]
    lines = facts_lines(*((name, text) for name, text, _ in facts), width=WIDTH)
    return Answer(lines, {name.replace(" ", "_"): value for name, text, value in facts if text})


def _people(found: Consequences, life: Life) -> Iterator[tuple[str, str, Any]]:
    removed = [life.name(user) for user in found.users_removed]
    added = [life.name(user) for user in found.users_added]
    invalid = [
        f"{life.titles.get(booking.id) or booking.feature} on {booking.day}" for booking in found.bookings_invalid
    ]
    yield "users removed", ", ".join(removed), removed
    yield "users added", ", ".join(added), added
    yield "bookings invalid", ", ".join(invalid), invalid


def _changed(before: str, after: str) -> str:
    return before if before == after else f"{before} -> {after}"


def _term(found: Consequences) -> str:
    """The term in which the first day lies, where it becomes another one."""
    if found.term_after is None or found.term_after == found.term_before:
        return ""
    return span_text(found.term_after).strip()


def _iso(day: Any) -> str | None:
    return None if day is None else str(day)


def refusals(life: Life) -> Answer:
    """Of all that could be asked for today: what would be refused, and with which code."""
    rows: list[tuple[str, str]] = []
    for what, sentence in _wishes(life):
        try:
            life.decision(sentence)
        except Refused as refused:
            rows.append((what, refused.code.value))
    return Answer(aligned(rows) or ("nothing",), dict(rows))


def _wishes(life: Life) -> Iterator[tuple[str, Sentence]]:
    wish = id_of("wish")
    phase = life.timeline.phase_on(life.today)
    seats = phase.seats if phase else 0
    for plan in life.catalogue.plans:
        if phase is None or plan != phase.terms.plan:
            yield f"change to {plan}", _by_customer(life, ChangePlan(wish, plan))
    if phase is not None and life.catalogue.terms(phase.terms).seats.named:
        yield "add a user", _by_customer(life, AddUser(wish, user_id("a further user")))
    else:
        yield "one seat more", _by_customer(life, ChangeSeats(wish, seats + 1))
        yield "one seat less", _by_customer(life, ChangeSeats(wish, seats - 1))
    yield "notice by customer", _by_customer(life, GiveNotice(wish))
    yield "terminate and erase", _by_customer(life, GiveNotice(wish, erase=True))
    yield "notice by vendor", Sentence("", GiveNotice(wish), Channel.OFFICE)
    yield "switch to another provider", _by_customer(life, RequestSwitch(wish, SwitchTarget.OTHER_PROVIDER))
    for thing in Thing:
        yield f"revoke the {thing.value}", _by_customer(life, RevokeThat(wish, thing))


def _by_customer(life: Life, deed: Deed) -> Sentence:
    return Sentence(life.story.main_user, deed, Channel.PORTAL)
