"""The entries of a contract's log in English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, assert_never

from laufzeit.contracts.commands import SwitchTarget
from laufzeit.contracts.declaration import Channel, Side
from laufzeit.contracts.events import (
    Booked,
    BookingCancelled,
    Concluded,
    DiscountEnded,
    DiscountGranted,
    Event,
    ExtraCancelled,
    ExtraCharged,
    Moved,
    NoticeGiven,
    OfferExtended,
    OfferWithdrawn,
    PlanChanged,
    Revoked,
    SeatsChanged,
    SwitchCompleted,
    SwitchExtended,
    SwitchRequested,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
    UserAdded,
    UserRemoved,
)
from laufzeit.contracts.saying import Context, Said
from laufzeit.money.wording import percentage

CHANNELS: Final[Mapping[Channel, str]] = {
    Channel.PORTAL: "in the portal",
    Channel.OFFICE: "through the vendor's office",
    Channel.LETTER: "by letter",
    Channel.MAIL: "by e-mail",
    Channel.PUBLIC_PAGE: "on the public cancellation page",
    Channel.API: "through the programming interface",
    Channel.IMPORT: "from an earlier system",
}
_TARGETS: Final[Mapping[SwitchTarget, str]] = {
    SwitchTarget.OTHER_PROVIDER: "a switch to another provider",
    SwitchTarget.ON_PREMISES: "a switch to its own machines",
    SwitchTarget.ERASE: "the erasure of all data",
}


def sentence(said: Said, context: Context) -> str:
    """ "On 10 February 2021 Anna declared the change to RED connect basis after 30 June 2021 (in the portal)." """
    declared = said.declaration
    way = _way(said, context)
    done = _done(said.event, declared.today, context)
    return f"On {context.day(declared.today)} {context.who(declared.actor)} {done}{way}."


def _way(said: Said, context: Context) -> str:
    """On which way the declaration came; a vendor's own needs no saying."""
    declared = said.declaration
    received = _received(said.event, declared.today, context)
    if declared.actor.side is Side.VENDOR and declared.channel is Channel.OFFICE:
        return f" ({received})" if received else ""
    return f" ({', '.join(filter(None, (CHANNELS[declared.channel], received)))})"


def _received(event: Event, recorded: date, context: Context) -> str:
    match event:
        case NoticeGiven() | SwitchRequested() if event.received_on != recorded:
            own = isinstance(event, NoticeGiven) and event.by is Side.VENDOR
            return f"{'receipt on' if own else 'received on'} {context.day(event.received_on)}"
        case _:
            return ""


def _done(event: Event, today: date, context: Context) -> str:
    match event:
        case Concluded() | PlanChanged() | SeatsChanged() | UserAdded() | UserRemoved() | Moved():
            return _about_what_is_used(event, today, context)
        case NoticeGiven() | Revoked() | SwitchRequested() | SwitchExtended() | SwitchCompleted():
            return _about_the_end(event, today, context)
        case TermsOffered():
            until, cut_over = context.day(event.accept_until), context.day(event.cut_over)
            return f"offered {context.plan(event.to)} at new terms from {cut_over} on, open until {until}"
        case TermsAccepted():
            taken_back = ", so that the notice falls away" if event.takes_back else ""
            return f"accepted the new terms from {context.day(event.effective_on)} on{taken_back}"
        case TermsDeclined():
            return "declined the new terms"
        case OfferExtended():
            return f"extended the time of the offer until {context.day(event.accept_until)}"
        case OfferWithdrawn():
            return "withdrew the offer of new terms"
        case Booked():
            return f"booked {context.feature(event.feature)} for {context.day(event.day)} at {event.at:%H:%M}"
        case BookingCancelled():
            return f"cancelled {_booking(event, context)}"
        case DiscountGranted() | DiscountEnded() | ExtraCharged() | ExtraCancelled():
            return _beside_the_prices(event, today, context)
        case _:
            assert_never(event)


def _about_what_is_used(
    event: Concluded | PlanChanged | SeatsChanged | UserAdded | UserRemoved | Moved, today: date, context: Context
) -> str:
    first_day = "at once" if event.effective_on == today else f"from {context.day(event.effective_on)} on"
    match event:
        case Concluded():
            trial = f", with a trial until {context.last_day(event.trial_until)}" if event.trial_until else ""
            start = context.day(event.effective_on)
            return f"concluded the contract {context.plan(event.terms)} from {start} on{trial}"
        case PlanChanged() if event.effective_on > today:
            return f"declared the change to {context.plan(event.to)} after {context.last_day(event.effective_on)}"
        case PlanChanged():
            return f"changed to {context.plan(event.to)}"
        case SeatsChanged():
            term = ", which begins the term anew" if event.extends_term else ""
            return f"changed the number of seats to {event.seats} {first_day}{term}"
        case UserAdded():
            return f"added {context.user(event.user)} as a user {first_day}"
        case UserRemoved():
            return f"removed {context.user(event.user)} as a user {first_day}"
        case Moved():
            return f"thereby moved the accepted terms to {context.day(event.effective_on)}"
        case _:
            assert_never(event)


def _about_the_end(
    event: NoticeGiven | Revoked | SwitchRequested | SwitchExtended | SwitchCompleted, today: date, context: Context
) -> str:
    match event:
        case NoticeGiven(erase=True):
            last_day = context.last_day(event.effective_on)
            return f"gave notice to the end of {last_day} and asked for the erasure of the data"
        case NoticeGiven():
            return f"gave notice to the end of {context.last_day(event.effective_on)}"
        case Revoked():
            return f"revoked {_revoked(context.earlier.get(event.item), context)}"
        case SwitchRequested():
            last_day = context.last_day(event.effective_on)
            return (
                f"requested {_TARGETS[event.target]} under the Data Act; the contract ends on {last_day} at the latest"
            )
        case SwitchExtended():
            return f"extended the transition of the switch until {context.last_day(event.effective_on)}"
        case SwitchCompleted():
            return f"completed the switch with {context.last_day(event.effective_on)}"
        case _:
            assert_never(event)


def _revoked(event: Event | None, context: Context) -> str:
    match event:
        case PlanChanged():
            return f"the change to {context.plan(event.to)} after {context.last_day(event.effective_on)}"
        case NoticeGiven():
            whose = "the vendor's notice" if event.by is Side.VENDOR else "the notice"
            return f"{whose} to the end of {context.last_day(event.effective_on)}"
        case SeatsChanged() | UserRemoved() | UserAdded():
            return f"the change of the seats from {context.day(event.effective_on)} on"
        case TermsAccepted():
            return "the acceptance of the new terms"
        case SwitchRequested():
            return "the switch"
        case _:
            return "an earlier declaration"


def _booking(event: BookingCancelled, context: Context) -> str:
    booked = context.earlier.get(event.booking)
    if not isinstance(booked, Booked):
        return "a booking"
    return f"{context.feature(booked.feature)} on {context.day(booked.day)} at {booked.at:%H:%M}"


def _beside_the_prices(
    event: DiscountGranted | DiscountEnded | ExtraCharged | ExtraCancelled, today: date, context: Context
) -> str:
    match event:
        case DiscountGranted():
            return _granted(event, context)
        case DiscountEnded():
            return _discount_ended(event, context)
        case ExtraCharged():
            return _charged(event, today, context)
        case ExtraCancelled():
            return _extra_cancelled(event, context)
        case _:
            assert_never(event)


def _granted(event: DiscountGranted, context: Context) -> str:
    measure = percentage(event.percent, "en") if event.percent is not None else ""
    if event.amount is not None:
        measure = f"{context.money(event.amount, event.effective_on)} a billing period"
    charge = f"“{context.charge(event.charge)}”" if event.charge is not None else "all recurring prices"
    periods = ""
    if event.periods is not None:
        periods = ", for 1 billing period" if event.periods == 1 else f", for {event.periods} billing periods"
    until = f", until {context.last_day(event.until)} at the longest" if event.until is not None else ""
    first_day = context.day(event.effective_on)
    return f"granted the discount “{event.reason}”: {measure} off {charge} from {first_day} on{periods}{until}"


def _discount_ended(event: DiscountEnded, context: Context) -> str:
    granted = context.earlier.get(event.discount)
    reason = f"the discount “{granted.reason}”" if isinstance(granted, DiscountGranted) else "a discount"
    return f"ended {reason} for billing periods from {context.day(event.effective_on)} on"


def _charged(event: ExtraCharged, today: date, context: Context) -> str:
    amount = context.money(abs(event.amount), event.effective_on)
    day = "" if event.effective_on == today else f" for {context.day(event.effective_on)}"
    verb = "charged" if event.amount > 0 else "credited"
    return f"{verb} {amount} once{day}: “{event.text}”"


def _extra_cancelled(event: ExtraCancelled, context: Context) -> str:
    charged = context.earlier.get(event.extra)
    if not isinstance(charged, ExtraCharged):
        return "took back a one-off charge"
    what = "the one-off charge" if charged.amount > 0 else "the one-off credit"
    return f"took back {what} of {context.money(abs(charged.amount), charged.effective_on)} (“{charged.text}”)"
