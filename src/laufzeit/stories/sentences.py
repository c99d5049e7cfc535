"""What people can declare in a story: one form for each command, and the circumstances that can follow it.

``FORMS`` is the grammar as it is documented and as faults show it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeGuard
from uuid import UUID, uuid5

from laufzeit.catalogue.model import TermsRef
from laufzeit.contracts.commands import (
    AddUser,
    Book,
    ChangePlan,
    ChangeSeats,
    Conclude,
    GiveNotice,
    JudgedBy,
    OfferTerms,
    RemoveUser,
    RequestSwitch,
    SwitchTarget,
)
from laufzeit.contracts.declaration import Channel, Side
from laufzeit.stories import adjusting
from laufzeit.stories.cursor import Cursor
from laufzeit.stories.model import (
    AcceptThat,
    Agreed,
    CancelThat,
    CompleteThat,
    DeclineThat,
    Deed,
    ExtendThat,
    ExtendThatOffer,
    RevokeThat,
    Sentence,
    Thing,
    WithdrawThatOffer,
)

_STORIES: Final = UUID("6f1f5f0e-8f7b-5d0a-9a5e-2c1d6f0b7a10")
VENDOR: Final = "vendor"

CONCLUDES: Final = (
    "NAME concludes PLAN[@EDITION] [from DAY] [with users NAME, … | with NUMBER seats] [on trial]",
)  # fmt: skip
CHANGES: Final = (
    "NAME changes to PLAN [keeping NAME, …]",
    "NAME changes seats to NUMBER",
)
OFFERS: Final = (
    "vendor offers PLAN@EDITION from DAY, accept until DAY [judged by last day] [reminders NUMBER …]",
    "vendor gives notice and offers PLAN@EDITION from DAY, … [received on DAY]",
)
GIVES: Final = (
    "NAME gives notice [received on DAY] [not before DAY]",
    "vendor gives notice [received on DAY] [not before DAY]",
)
TERMINATES: Final = ("NAME terminates and erases [received on DAY] [not before DAY]",)
REVOKES: Final = (
    "NAME revokes the change | the seats | the notice | the vendor's notice | the acceptance | the switch",
    "vendor revokes the notice | the customer's notice",
)
EXTENDS: Final = ("NAME extends the switch until DAY", "vendor extends the offer until DAY")
WITHDRAWS: Final = ("vendor withdraws the offer",)
SWITCHES: Final = (
    "NAME switches to another provider [received on DAY]",
    "NAME switches to own machines [received on DAY]",
    "NAME switches and erases [received on DAY]",
)
BOOKS: Final = ('NAME books FEATURE on DAY at TIME [as "TITLE"]',)
CANCELS: Final = ("NAME cancels FEATURE on DAY [at TIME]",)
CIRCUMSTANCES: Final = (
    "… by letter | by mail | by office | by portal | by api | by import | by public page",
    "… without agreeing",
    "… agreeing to AGREEMENT@EDITION only",
)
FORMS: Final = (
    *CONCLUDES,
    *CHANGES,
    "NAME adds user NAME",
    "NAME removes user NAME",
    *GIVES,
    *TERMINATES,
    *REVOKES,
    *OFFERS,
    "NAME accepts the offer",
    "NAME declines the offer",
    *SWITCHES,
    *EXTENDS,
    *WITHDRAWS,
    "NAME completes the switch on DAY",
    *BOOKS,
    *CANCELS,
    *adjusting.GRANTS,
    *adjusting.ENDS,
    *adjusting.CHARGES,
    *adjusting.CREDITS,
    *adjusting.CANCELS_EXTRA,
)

_CHANNELS: Final = {
    "by letter": Channel.LETTER,
    "by mail": Channel.MAIL,
    "by office": Channel.OFFICE,
    "by portal": Channel.PORTAL,
    "by api": Channel.API,
    "by import": Channel.IMPORT,
    "by public page": Channel.PUBLIC_PAGE,
}

_TARGETS: Final = {
    "to another provider": SwitchTarget.OTHER_PROVIDER,
    "to own machines": SwitchTarget.ON_PREMISES,
    "and erases": SwitchTarget.ERASE,
}


def id_of(*parts: object) -> UUID:
    """The id of something in a story: the same each time it is told."""
    return uuid5(_STORIES, "/".join(str(part) for part in parts))


def user_id(name: str) -> UUID:
    return id_of("user", name)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Who declares (empty: the vendor), on which day, and the id of what is declared."""

    who: str
    day: date
    id: UUID


def read_sentence(cursor: Cursor, day: date, deed_id: UUID) -> Sentence:
    """A whole sentence to its end. Raises ``StoryFault``."""
    name = cursor.take_name("who declares it")
    speaker = _Speaker("" if name == VENDOR else name, day, deed_id)
    verb = cursor.peek()
    reader = _VERBS.get(verb)
    if reader is None:
        cursor.fail(f"{verb!r} is not something that can be declared" if verb else "a verb is missing", FORMS)
    cursor.take(verb)
    deed = reader(cursor, speaker)
    title = cursor.take_quoted() if isinstance(deed, Book) and cursor.maybe("as") else ""
    default = Channel.PORTAL if speaker.who else Channel.OFFICE
    names = tuple(name for name in cursor.names if name != VENDOR)
    return _circumstances(cursor, Sentence(speaker.who, deed, default, title=title, names=names))


def _circumstances(cursor: Cursor, sentence: Sentence) -> Sentence:
    cursor.maybe(",")
    while not cursor.finished:
        channel = next((channel for phrase, channel in _CHANNELS.items() if cursor.maybe(phrase)), None)
        if channel is not None:
            sentence = replace(sentence, channel=channel)
        elif cursor.maybe("without agreeing"):
            sentence = replace(sentence, agreed=Agreed(everything=False))
        elif cursor.maybe("agreeing to"):
            sentence = replace(sentence, agreed=_one_edition(cursor))
        elif _has_receipt(sentence.deed) and cursor.maybe("received on"):
            sentence = replace(sentence, deed=replace(sentence.deed, received_on=cursor.take_day()))
        elif isinstance(sentence.deed, GiveNotice) and cursor.maybe("not before"):
            sentence = replace(sentence, deed=replace(sentence.deed, not_before=cursor.take_day()))
        else:
            cursor.done(CIRCUMSTANCES)
        cursor.maybe(",")
    return sentence


def _has_receipt(deed: Deed) -> TypeGuard[GiveNotice | RequestSwitch | OfferTerms]:
    """Whether it counts when the other side receives it; an offer alone is no notice."""
    return isinstance(deed, GiveNotice | RequestSwitch) or (isinstance(deed, OfferTerms) and deed.notice is not None)


def _one_edition(cursor: Cursor) -> Agreed:
    key, _, edition = cursor.take_terms().partition("@")
    cursor.take("only")
    return Agreed(everything=False, agreement=key, edition=edition)


def _concludes(cursor: Cursor, speaker: _Speaker) -> Deed:
    if not speaker.who:
        cursor.fail("a contract is concluded by the customer", CONCLUDES)
    plan, _, edition = cursor.take_terms().partition("@")
    conclude = Conclude(speaker.id, plan, speaker.day, user_id(speaker.who), edition=edition or None)
    while True:
        cursor.maybe(",")
        if cursor.maybe("from"):
            conclude = replace(conclude, start=cursor.take_day())
        elif cursor.maybe("with users"):
            conclude = replace(conclude, users=tuple(user_id(name) for name in cursor.take_names()))
        elif cursor.maybe("with"):
            conclude = replace(conclude, seats=cursor.take_number())
            if not cursor.maybe("seat"):
                cursor.take("seats", CONCLUDES)
        elif cursor.maybe("on trial"):
            conclude = replace(conclude, trial=True)
        else:
            return conclude


def _changes(cursor: Cursor, speaker: _Speaker) -> Deed:
    if cursor.maybe("seats to"):
        return ChangeSeats(speaker.id, cursor.take_number())
    cursor.take("to", CHANGES)
    plan = cursor.take_key("a plan")
    keep = tuple(user_id(name) for name in cursor.take_names()) if cursor.maybe("keeping") else ()
    return ChangePlan(speaker.id, plan, keep)


def _adds(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("user")
    return AddUser(speaker.id, user_id(cursor.take_name()))


def _removes(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("user")
    return RemoveUser(speaker.id, user_id(cursor.take_name()))


def _gives(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("notice", GIVES)
    if cursor.maybe("and offers"):
        return replace(_offers(cursor, speaker), notice=id_of("notice", speaker.id))
    return GiveNotice(speaker.id)


def _terminates(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("and erases", TERMINATES)
    return GiveNotice(speaker.id, erase=True)


def _revokes(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("the", REVOKES)
    for side in Side:
        if cursor.maybe(f"{side.value}'s"):
            cursor.take("notice", REVOKES)
            return RevokeThat(speaker.id, Thing.NOTICE, of=side)
    thing = next((thing for thing in Thing if cursor.maybe(thing.value)), None)
    if thing is None:
        cursor.fail(f"{cursor.peek()!r} is not something that can be revoked", REVOKES)
    return RevokeThat(speaker.id, thing)


def _offers(cursor: Cursor, speaker: _Speaker) -> OfferTerms:
    terms = TermsRef.parse(cursor.take_terms())
    if not terms.edition:
        cursor.fail("an offer names an edition of the plan", OFFERS)
    cursor.take("from", OFFERS)
    cut_over = cursor.take_day()
    cursor.maybe(",")
    cursor.take("accept until", OFFERS)
    accept_until = cursor.take_day()
    judged_by = JudgedBy.LAST_DAY if cursor.maybe("judged by last day") else JudgedBy.FIRST_DAY
    reminders = _numbers(cursor) if cursor.maybe("reminders") else None
    return OfferTerms(speaker.id, terms, accept_until, cut_over, judged_by, reminders=reminders)


def _numbers(cursor: Cursor) -> tuple[int, ...]:
    numbers = [cursor.take_number()]
    while cursor.peek().isdecimal():
        numbers.append(cursor.take_number())
    return tuple(numbers)


def _accepts(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("the offer")
    return AcceptThat(speaker.id)


def _declines(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("the offer")
    return DeclineThat(speaker.id)


def _switches(cursor: Cursor, speaker: _Speaker) -> Deed:
    target = next((target for phrase, target in _TARGETS.items() if cursor.maybe(phrase)), None)
    if target is None:
        cursor.fail(f"{cursor.peek()!r} is not where a switch can lead to", SWITCHES)
    return RequestSwitch(speaker.id, target)


def _extends(cursor: Cursor, speaker: _Speaker) -> Deed:
    if cursor.maybe("the offer until"):
        return ExtendThatOffer(speaker.id, cursor.take_day())
    cursor.take("the switch until", EXTENDS)
    return ExtendThat(speaker.id, cursor.take_day())


def _withdraws(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("the offer", WITHDRAWS)
    return WithdrawThatOffer(speaker.id)


def _completes(cursor: Cursor, speaker: _Speaker) -> Deed:
    cursor.take("the switch on")
    return CompleteThat(speaker.id, cursor.take_day())


def _books(cursor: Cursor, speaker: _Speaker) -> Deed:
    feature = cursor.take_key("a feature")
    cursor.take("on", BOOKS)
    day = cursor.take_day()
    cursor.take("at", BOOKS)
    return Book(speaker.id, feature, day, cursor.take_time(), user_id(speaker.who))


def _cancels(cursor: Cursor, speaker: _Speaker) -> Deed:
    if cursor.maybe("the extra"):
        return adjusting.cancels_extra(cursor, speaker.id)
    feature = cursor.take_key("a feature")
    cursor.take("on", CANCELS)
    day = cursor.take_day()
    return CancelThat(speaker.id, feature, day, cursor.take_time() if cursor.maybe("at") else None)


_VERBS: Final[dict[str, Callable[[Cursor, _Speaker], Deed]]] = {
    "concludes": _concludes,
    "changes": _changes,
    "adds": _adds,
    "removes": _removes,
    "gives": _gives,
    "terminates": _terminates,
    "revokes": _revokes,
    "offers": _offers,
    "accepts": _accepts,
    "declines": _declines,
    "switches": _switches,
    "extends": _extends,
    "withdraws": _withdraws,
    "completes": _completes,
    "books": _books,
    "cancels": _cancels,
    "grants": lambda cursor, speaker: adjusting.grants(cursor, speaker.id, speaker.day),
    "ends": lambda cursor, speaker: adjusting.ends(cursor, speaker.id, speaker.day),
    "charges": lambda cursor, speaker: adjusting.charges(cursor, speaker.id, speaker.day),
    "credits": lambda cursor, speaker: adjusting.credit(cursor, speaker.id, speaker.day),
}
