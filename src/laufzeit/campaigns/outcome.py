"""What has become of a contract in a campaign: the answer, and the one state that it ends in."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from laufzeit.contracts.contract import Contract, OfferState
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.events import NoticeGiven, SwitchRequested, TermsAccepted


class ParticipantState(StrEnum):
    """How far a contract of a campaign has come."""

    WAITING = "waiting"
    """Not written to yet."""
    WRITTEN = "written"
    LEFT_OUT = "left out"
    """For the reasons that are named."""


class Answer(StrEnum):
    """What the customer has said to the offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The vendor has taken offer and notice back."""
    OVERTAKEN = "overtaken"
    """The customer has given notice, or changed the plan: the offer has nothing left to offer, and what was accepted
    never begins."""


class Outcome(StrEnum):
    """Where a contract that was written to stands on a day; exactly one of them."""

    SILENT = "silent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"
    """Over by the vendor's notice."""
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


def answer_of(contract: Contract, offer: UUID | None, notice: UUID | None) -> Answer:
    """The answer as the contract's decisions tell it. A campaign without an offer has none: it is open, withdrawn, or
    overtaken."""
    ends = _own_ends(contract)
    own_notice = bool(ends)
    if offer is None:
        if notice is None or contract.standing_item(notice) is None:
            return Answer.WITHDRAWN
        return Answer.OVERTAKEN if own_notice else Answer.OPEN
    found = contract.offer(offer)
    if found is None:
        return Answer.OVERTAKEN
    if found.state is OfferState.ACCEPTED:
        first_day = _first_day(contract, offer)
        never = first_day is not None and any(end <= first_day for end in ends)
        return Answer.OVERTAKEN if never else Answer.ACCEPTED
    if found.state is OfferState.WITHDRAWN:
        return Answer.WITHDRAWN
    if own_notice:
        return Answer.OVERTAKEN
    return Answer.DECLINED if found.state is OfferState.DECLINED else Answer.OPEN


def _own_ends(contract: Contract) -> list[date]:
    """First days after the contract by what the customer has declared."""
    return [
        one.effective_on
        for one in contract.in_force()
        if isinstance(one, SwitchRequested) or (isinstance(one, NoticeGiven) and one.by is Side.CUSTOMER)
    ]


def _first_day(contract: Contract, offer: UUID) -> date | None:
    """Of the terms that were accepted."""
    accepted = (one for one in contract.standing if isinstance(one, TermsAccepted) and one.offer == offer)
    return next((one.effective_on for one in accepted), None)


def outcome(answer: Answer, ends_on: date | None, today: date, *, gives_notice: bool) -> Outcome:
    """The state on ``today`` of a contract that was written to; ``ends_on`` is the first day after it."""
    over = gives_notice and ends_on is not None and ends_on <= today
    match answer:
        case Answer.ACCEPTED:
            return Outcome.ACCEPTED
        case Answer.WITHDRAWN:
            return Outcome.WITHDRAWN
        case Answer.OVERTAKEN:
            return Outcome.OVERTAKEN
        case Answer.DECLINED:
            return Outcome.ENDED if over else Outcome.DECLINED
        case Answer.OPEN:
            return Outcome.ENDED if over else Outcome.SILENT
