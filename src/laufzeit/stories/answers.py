"""The answers to the questions of a story: as lines for the file, and as data for programs. Days named ``last``,
``through`` or ``until`` are inclusive, as everywhere outside."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never

from laufzeit.catalogue.model import PriceBasis
from laufzeit.catalogue.quote import Quote, quote
from laufzeit.catalogue.steps import NoPrice
from laufzeit.contracts.entitlement import bookings_without_feature, entitlement
from laufzeit.contracts.explain import history
from laufzeit.contracts.pending import pending
from laufzeit.contracts.timeline import Phase, Timeline
from laufzeit.dates.period import Period
from laufzeit.messages.compose import compose
from laufzeit.messages.letterhead import Head
from laufzeit.stories.adjustments import discounts, extras
from laufzeit.stories.billing import Books, told_bill, told_owed
from laufzeit.stories.foresight import previewed, refusals
from laufzeit.stories.life import Life
from laufzeit.stories.model import (
    Ask,
    AskBill,
    AskEntitlements,
    AskHistory,
    AskOwed,
    AskPreview,
    AskPrice,
    AskTerms,
    Question,
    Topic,
)
from laufzeit.stories.table import Answer, aligned, day_text, facts_lines, span_text

WIDTH = 104


@dataclass(slots=True)
class Told:
    """How far letters and effects have been told: each is told once. ``books`` has the documents of the runs."""

    letters: int = 0
    effects: int = 0
    books: Books = field(default_factory=Books)


def answer(question: Question, life: Life, told: Told) -> Answer:
    """What the contract says today. Before the conclusion there is nothing to be said; a price that the catalogue does
    not have is said to be missing."""
    try:
        return _answer(question, life, told)
    except NoPrice as missing:
        return Answer((str(missing),), {"no_price": str(missing)})


def _answer(question: Question, life: Life, told: Told) -> Answer:
    if life.contract is None and not isinstance(question, AskPreview):
        return Answer(("no contract",), None)
    match question:
        case Ask():
            return _topic(question.topic, life, told)
        case AskTerms():
            return _terms(life, question.through)
        case AskEntitlements():
            return _entitlements(life, question.on)
        case AskPrice():
            return _price(life, question)
        case AskOwed():
            return told_owed(question, life)
        case AskBill():
            return told_bill(question, life, told.books)
        case AskHistory():
            lines = tuple(history(life.log, life.catalogue, question.language, life.names))
            return Answer(tuple(line for text in lines for line in _wrapped(text)), list(lines))
        case AskPreview():
            return previewed(life, question.sentence)
        case _:
            assert_never(question)


def _topic(topic: Topic, life: Life, told: Told) -> Answer:
    match topic:
        case Topic.TIMELINE:
            return _timeline(life)
        case Topic.PENDING:
            return _pending(life)
        case Topic.BOOKINGS:
            return _bookings(life)
        case Topic.LETTERS:
            return _letters(life, told)
        case Topic.EFFECTS:
            return _effects(life, told)
        case Topic.DISCOUNTS:
            return discounts(life)
        case Topic.EXTRAS:
            return extras(life)
        case Topic.REFUSALS:
            return refusals(life)
        case _:
            assert_never(topic)


def _timeline(life: Life) -> Answer:
    timeline = life.timeline
    rows = [
        (span_text(phase.period), str(phase.terms), _seats(phase), _remarks(phase, life)) for phase in timeline.phases
    ]
    lines = aligned(rows)
    if timeline.end is not None:
        lines = (*lines, f"ends on {day_text(timeline.last_day())}")
    data = [
        {
            "from": phase.period.start.isoformat(),
            "through": _iso(phase.period.last_day),
            "terms": str(phase.terms),
            "seats": phase.seats,
            "users": [life.name(user) for user in _named(phase, life)],
            "trial": phase.trial,
        }
        for phase in timeline.phases
    ]
    return Answer(lines, {"phases": data, "ends": _iso(timeline.last_day())})


def _remarks(phase: Phase, life: Life) -> str:
    names = ", ".join(life.name(user) for user in _named(phase, life))
    return "  ".join(part for part in (names, "trial" if phase.trial else "") if part)


def _named(phase: Phase, life: Life) -> Iterable[Any]:
    return phase.users if life.catalogue.terms(phase.terms).seats.named else ()


def _seats(phase: Phase) -> str:
    return "1 seat" if phase.seats == 1 else f"{phase.seats} seats"


def _terms(life: Life, through: date) -> Answer:
    found: list[tuple[Period, Phase]] = []
    timeline = life.timeline
    for term, phase in timeline.terms_between(timeline.start, through.fromordinal(through.toordinal() + 1)):
        found.append((term, phase))
    quotes = [quote(life.catalogue.terms(phase.terms), phase.seats) for _, phase in found]
    rows = [
        (span_text(term), str(phase.terms), _seats(phase), "trial" if phase.trial else price_text(price))
        for (term, phase), price in zip(found, quotes, strict=True)
    ]
    data = [
        {
            "from": term.start.isoformat(),
            "through": _iso(term.last_day),
            "terms": str(phase.terms),
            "seats": phase.seats,
            "price": str(price.total.decimal),
        }
        for (term, phase), price in zip(found, quotes, strict=True)
    ]
    lines = aligned(rows)
    last_day = _last_day_within(timeline, through)
    return Answer((*lines, f"ends on {last_day}") if last_day else lines, {"terms": data, "ends": last_day})


def _last_day_within(timeline: Timeline, through: date) -> str | None:
    last_day = timeline.last_day()
    return last_day.isoformat() if last_day is not None and last_day <= through else None


def price_text(price: Quote) -> str:
    """What is charged each interval and once; of meters only their name."""
    parts = [f"{amount} per {str(interval).removeprefix('1 ')}" for interval, amount in price.recurring.items()]
    parts += [f"{price.once} once"] if price.once else []
    parts += [f"{charge.key} by count" for charge in price.uncounted]
    return " + ".join(parts) or f"{price.total}"


def _entitlements(life: Life, on: date) -> Answer:
    found = entitlement(life.timeline, life.catalogue, on)
    if found.terms is None:
        return Answer(("nothing",), {"day": on.isoformat(), "terms": None, "features": []})
    features = [grant.feature if grant.limit is None else f"{grant.feature} ({grant.limit})" for grant in found.grants]
    users = [life.name(user) for user in found.users] if life.catalogue.terms(found.terms).seats.named else []
    lines = facts_lines(
        ("plan", f"{found.terms}{', trial' if found.trial else ''}"),
        ("seats", str(found.seats)),
        ("users", ", ".join(users)),
        ("features", ", ".join(features)),
        width=WIDTH,
    )
    data = {
        "day": on.isoformat(),
        "terms": str(found.terms),
        "seats": found.seats,
        "users": users,
        "features": [grant.feature for grant in found.grants],
        "trial": found.trial,
    }
    return Answer(lines, data)


def _price(life: Life, question: AskPrice) -> Answer:
    phase = life.timeline.phase_on(question.on)
    if phase is None:
        return Answer(("nothing",), {"day": question.on.isoformat(), "lines": [], "total": None})
    terms = life.catalogue.terms(phase.terms)
    found = quote(terms, phase.seats, dict(question.meters))
    rows = [(line.key, f"{line.quantity}", str(line.amount)) for line in found.lines]
    rows += [(charge.key, "?", "not counted") for charge in found.uncounted]
    basis = "net" if life.catalogue.vendor.prices is PriceBasis.NET else "gross"
    total = f"{basis} {found.total}" + ("" if not found.uncounted else " and what was not counted")
    data = {
        "day": question.on.isoformat(),
        "terms": str(phase.terms),
        "lines": [
            {"charge": line.key, "quantity": int(line.quantity), "amount": str(line.amount.decimal)}
            for line in found.lines
        ],
        "not_counted": [charge.key for charge in found.uncounted],
        basis: str(found.total.decimal),
    }
    return Answer((*aligned(rows), total), data)


def _pending(life: Life) -> Answer:
    assert life.contract is not None
    found = pending(life.contract, life.catalogue, life.today)
    rows = [
        (
            one.kind.value,
            f"by {one.by.value}",
            f"last day {day_text(one.last_day)}",
            f"revocable until {day_text(one.revocable_until)}" if one.revocable_until else "not revocable",
        )
        for one in found
    ]
    data = [
        {
            "kind": one.kind.value,
            "by": one.by.value,
            "effective_on": one.effective_on.isoformat(),
            "last_day": one.last_day.isoformat(),
            "revocable_until": _iso(one.revocable_until),
        }
        for one in found
    ]
    return Answer(aligned(rows) or ("nothing",), data)


def _bookings(life: Life) -> Answer:
    """The bookings from today on. One is invalid when the plan of its day does not include the feature."""
    assert life.contract is not None
    invalid = bookings_without_feature(life.contract, life.timeline, life.catalogue, life.today)
    upcoming = sorted(
        (booking for booking in life.contract.bookings if booking.day >= life.today),
        key=lambda booking: (booking.day, booking.at),
    )
    rows = [
        (
            day_text(booking.day),
            f"{booking.at:%H:%M}",
            booking.feature,
            life.titles.get(booking.id, ""),
            life.name(booking.organiser),
            "invalid" if booking in invalid else "valid",
        )
        for booking in upcoming
    ]
    data = [
        {
            "day": booking.day.isoformat(),
            "at": f"{booking.at:%H:%M}",
            "feature": booking.feature,
            "title": life.titles.get(booking.id, ""),
            "organiser": life.name(booking.organiser),
            "valid": booking not in invalid,
        }
        for booking in upcoming
    ]
    return Answer(aligned(rows) or ("nothing",), data)


def _letters(life: Life, told: Told) -> Answer:
    """The letters that went out since they were last asked for."""
    new, told.letters = life.letters[told.letters :], len(life.letters)
    head = Head(name=life.catalogue.vendor.name)
    rows, data = [], []
    for letter in new:
        name = letter.to
        subject = compose(letter.post.letter, life.story.language, head, name).subject
        kind = type(letter.post.letter).__name__
        rows.append((day_text(letter.day), f"to {name}", kind, subject))
        data.append({"day": letter.day.isoformat(), "to": name, "kind": kind, "subject": subject})
    return Answer(aligned(rows) or ("nothing",), data)


def _effects(life: Life, told: Told) -> Answer:
    """What has happened by itself since it was last asked for."""
    new, told.effects = life.happened[told.effects :], len(life.happened)
    rows = [(day_text(effect.on), effect.kind.value) for effect in new]
    return Answer(
        aligned(rows) or ("nothing",), [{"day": effect.on.isoformat(), "kind": effect.kind.value} for effect in new]
    )


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
