"""What a sentence refers to by its kind ("the notice"), as the id that a command needs."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from laufzeit.contracts.commands import (
    AcceptTerms,
    CancelBooking,
    Command,
    CompleteSwitch,
    DeclineTerms,
    ExtendSwitch,
    Revoke,
)
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.declaration import Actor
from laufzeit.contracts.events import (
    Event,
    NoticeGiven,
    PlanChanged,
    SeatsChanged,
    SwitchRequested,
    TermsAccepted,
    TermsOffered,
    UserAdded,
    UserRemoved,
)
from laufzeit.contracts.saying import Said
from laufzeit.stories.model import (
    AcceptThat,
    CancelThat,
    CompleteThat,
    DeclineThat,
    Deed,
    ExtendThat,
    RevokeThat,
    Story,
    Thing,
)
from laufzeit.stories.sentences import id_of, user_id

NOTHING = id_of("nothing")
"""The id of something that there is not: the contract has to refuse it."""

KINDS: dict[Thing, tuple[type, ...]] = {
    Thing.CHANGE: (PlanChanged,),
    Thing.SEATS: (SeatsChanged, UserAdded, UserRemoved),
    Thing.NOTICE: (NoticeGiven,),
    Thing.ACCEPTANCE: (TermsAccepted,),
    Thing.SWITCH: (SwitchRequested,),
}


def command_of(deed: Deed, actor: Actor, contract: Contract | None, log: Sequence[Said]) -> Command:
    """The command that ``deed`` stands for."""
    match deed:
        case RevokeThat():
            return Revoke(deed.id, _revoked(deed, actor, contract, log))
        case AcceptThat():
            return AcceptTerms(deed.id, _latest(log, (TermsOffered,)))
        case DeclineThat():
            return DeclineTerms(deed.id, _latest(log, (TermsOffered,)))
        case ExtendThat():
            return ExtendSwitch(deed.id, _latest(log, (SwitchRequested,)), deed.until)
        case CompleteThat():
            return CompleteSwitch(deed.id, _latest(log, (SwitchRequested,)), deed.last_day)
        case CancelThat():
            return CancelBooking(deed.id, _booking(deed, contract))
        case _:
            return deed


def _revoked(deed: RevokeThat, actor: Actor, contract: Contract | None, log: Sequence[Said]) -> UUID:
    """The latest that stands, or else the latest that there ever was, for the contract to refuse. A notice is one's
    own, if there is one; the other side's otherwise."""
    of_kind = [said.event for said in log if isinstance(said.event, KINDS[deed.thing])]
    standing = {event.id for event in contract.standing} if contract else set()
    for candidates in ([event for event in of_kind if event.id in standing], of_kind):
        wanted = [
            event for event in candidates if not isinstance(event, NoticeGiven) or event.by is (deed.of or actor.side)
        ]
        found = wanted or ([] if deed.of else candidates)
        if found:
            return found[-1].id
    return NOTHING


def _latest(log: Sequence[Said], kinds: tuple[type, ...]) -> UUID:
    found: list[Event] = [said.event for said in log if isinstance(said.event, kinds)]
    return found[-1].id if found else NOTHING


def _booking(deed: CancelThat, contract: Contract | None) -> UUID:
    bookings = contract.bookings if contract else ()
    found = [
        one.id for one in bookings if (one.feature, one.day) == (deed.feature, deed.day) and deed.at in (None, one.at)
    ]
    return found[-1] if found else NOTHING


def names_in(story: Story) -> dict[UUID, str]:
    """Everybody who is named in a story, by the id that the log knows them under."""
    return {user_id(name): name for name in story.people}
