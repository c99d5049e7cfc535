"""``decide``: from what somebody asks to what is decided, or a refusal with a code and the facts.

Pure: preview and execution take the same command through this same function; a preview is a decision that is not
stored.
"""

from __future__ import annotations

from typing import assert_never

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.commands import (
    AcceptTerms,
    AddUser,
    Book,
    CancelBooking,
    CancelExtra,
    ChangePlan,
    ChangeSeats,
    ChargeExtra,
    Command,
    CompleteSwitch,
    Conclude,
    DeclineTerms,
    EndDiscount,
    ExtendOffer,
    ExtendSwitch,
    GiveNotice,
    GrantDiscount,
    OfferTerms,
    RemoveUser,
    RequestSwitch,
    Revoke,
    WithdrawOffer,
)
from laufzeit.contracts.consent import require_consents
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.deciding.bookings import book, cancel_booking
from laufzeit.contracts.deciding.conclusion import conclude
from laufzeit.contracts.deciding.discounts import end_discount, grant_discount
from laufzeit.contracts.deciding.extras import cancel_extra, charge_extra
from laufzeit.contracts.deciding.offers import accept_terms, decline_terms, extend_offer, offer_terms, withdraw_offer
from laufzeit.contracts.deciding.plan import change_plan
from laufzeit.contracts.deciding.revocation import revoke
from laufzeit.contracts.deciding.seats import add_user, change_seats, remove_user
from laufzeit.contracts.deciding.switching import complete_switch, extend_switch, request_switch
from laufzeit.contracts.deciding.termination import give_notice
from laufzeit.contracts.declaration import Declaration
from laufzeit.contracts.events import Event
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation


def decide(
    contract: Contract | None, command: Command, declaration: Declaration, catalogue: Catalogue
) -> tuple[Event, ...]:
    """The events that ``command`` leads to.

    Raises ``Refused``; then nothing is to be stored. ``contract`` is ``None`` for ``Conclude`` only.
    """
    if isinstance(command, Conclude):
        if contract is not None:
            raise refuse(Code.ALREADY_CONCLUDED, start=contract.start)
        events = conclude(command, declaration, catalogue)
        require_consents(command, None, declaration, catalogue)
        return events
    if contract is None:
        raise refuse(Code.NO_CONTRACT)
    events = _decided(command, Situation(contract, declaration, catalogue))
    require_consents(command, contract, declaration, catalogue)
    return events


def _decided(command: Command, situation: Situation) -> tuple[Event, ...]:  # noqa: C901 - one case a command
    match command:
        case ChangePlan():
            return change_plan(command, situation)
        case ChangeSeats():
            return change_seats(command, situation)
        case AddUser():
            return add_user(command, situation)
        case RemoveUser():
            return remove_user(command, situation)
        case GiveNotice():
            return give_notice(command, situation)
        case Revoke():
            return revoke(command, situation)
        case OfferTerms():
            return offer_terms(command, situation)
        case AcceptTerms():
            return accept_terms(command, situation)
        case DeclineTerms():
            return decline_terms(command, situation)
        case ExtendOffer():
            return extend_offer(command, situation)
        case WithdrawOffer():
            return withdraw_offer(command, situation)
        case RequestSwitch():
            return request_switch(command, situation)
        case ExtendSwitch():
            return extend_switch(command, situation)
        case CompleteSwitch():
            return complete_switch(command, situation)
        case Book():
            return book(command, situation)
        case CancelBooking():
            return cancel_booking(command, situation)
        case GrantDiscount():
            return grant_discount(command, situation)
        case EndDiscount():
            return end_discount(command, situation)
        case ChargeExtra():
            return charge_extra(command, situation)
        case CancelExtra():
            return cancel_extra(command, situation)
        case Conclude():
            raise AssertionError("concluding is decided before there is a contract")
        case _:
            assert_never(command)
