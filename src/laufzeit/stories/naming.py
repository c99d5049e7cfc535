"""What a sentence refers to by its kind ("the notice"), as the id that a command needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import assert_never
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.prices import MAX_PRICE
from laufzeit.contracts.commands import (
    AcceptTerms,
    CancelBooking,
    CancelExtra,
    Command,
    CompleteSwitch,
    DeclineTerms,
    EndDiscount,
    ExtendOffer,
    ExtendSwitch,
    Revoke,
    WithdrawOffer,
)
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.currency import currency_on
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
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.saying import Said
from laufzeit.contracts.timeline import timeline
from laufzeit.money.amount import Currency
from laufzeit.stories.model import (
    AcceptThat,
    CancelThat,
    CancelThatExtra,
    ChargeThat,
    CompleteThat,
    DeclineThat,
    Deed,
    EndThat,
    ExtendThat,
    ExtendThatOffer,
    GrantThat,
    RevokeThat,
    Story,
    Thing,
    WithdrawThatOffer,
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


def command_of(
    deed: Deed, actor: Actor, contract: Contract | None, log: Sequence[Said], catalogue: Catalogue
) -> Command:
    """The command that ``deed`` stands for. Raises ``Refused`` for an amount that its currency does not have."""
    match deed:
        case GrantThat():
            return replace(
                deed.discount, amount=_minor(deed.amount, deed.discount.effective_on, contract, catalogue)
            )  # fmt: skip
        case ChargeThat():
            return replace(deed.extra, amount=_minor(deed.amount, deed.extra.effective_on, contract, catalogue))
        case EndThat():
            return EndDiscount(deed.id, deed.day, _discount(deed, contract))
        case CancelThatExtra():
            return CancelExtra(deed.id, _extra(deed, contract))
        case RevokeThat():
            return Revoke(deed.id, _revoked(deed, actor, contract, log))
        case AcceptThat() | DeclineThat() | ExtendThatOffer() | WithdrawThatOffer():
            return _about_the_offer(deed, _latest(log, (TermsOffered,)))
        case ExtendThat():
            return ExtendSwitch(deed.id, _latest(log, (SwitchRequested,)), deed.until)
        case CompleteThat():
            return CompleteSwitch(deed.id, _latest(log, (SwitchRequested,)), deed.last_day)
        case CancelThat():
            return CancelBooking(deed.id, _booking(deed, contract))
        case _:
            return deed


def _about_the_offer(
    deed: AcceptThat | DeclineThat | ExtendThatOffer | WithdrawThatOffer, offer: UUID
) -> AcceptTerms | DeclineTerms | ExtendOffer | WithdrawOffer:
    match deed:
        case AcceptThat():
            return AcceptTerms(deed.id, offer)
        case DeclineThat():
            return DeclineTerms(deed.id, offer)
        case ExtendThatOffer():
            return ExtendOffer(deed.id, offer, deed.until)
        case WithdrawThatOffer():
            return WithdrawOffer(deed.id, offer)
        case _:
            assert_never(deed)


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


def _minor(amount: Decimal, day: date, contract: Contract | None, catalogue: Catalogue) -> int:
    """``amount`` in minor units of the currency that the contract has on ``day``."""
    life = timeline(contract, catalogue) if contract else None
    currency = currency_on(life, catalogue, day) if life else Currency.of(catalogue.vendor.currency)
    minor = amount.scaleb(currency.decimals)
    if minor != int(minor):
        raise refuse(Code.AMOUNT_OUT_OF_RANGE, maximum=MAX_PRICE, currency=currency.code)
    return int(minor)


def _discount(deed: EndThat, contract: Contract | None) -> UUID:
    """The latest with this reason."""
    found = [one.id for one in contract.discounts if one.reason == deed.reason] if contract else []
    return found[-1] if found else NOTHING


def _extra(deed: CancelThatExtra, contract: Contract | None) -> UUID:
    """The latest with this text."""
    found = [one.id for one in contract.extras if one.text == deed.text] if contract else []
    return found[-1] if found else NOTHING


def names_in(story: Story) -> dict[UUID, str]:
    """Everybody who is named in a story, by the id that the log knows them under."""
    return {user_id(name): name for name in story.people}
