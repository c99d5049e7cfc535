"""English letters about other terms that the vendor offers.

An offer is worded as one: the customer is free to accept it or not, and is told what happens in either case
(LG Köln, 15 May 2025, 6 S 114/23; § 7 UWG: nothing is advertised).
"""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from laufzeit.messages.kinds import (
    AcceptanceReminder,
    OfferExtended,
    OfferKind,
    OfferWithdrawn,
    TermsAccepted,
    TermsDeclined,
    TermsOffered,
)
from laufzeit.messages.letter import Body, Facts, Items, Link, facts
from laufzeit.messages.wording.english.common import FULL_USE, agreements, contract_link, prices
from laufzeit.messages.wording.say import Say

_Open = TermsOffered | AcceptanceReminder | OfferExtended
"""Letters about an offer that can be answered."""


def body(kind: OfferKind, say: Say) -> Body:
    match kind:
        case TermsOffered():
            return _offered(kind, say)
        case AcceptanceReminder():
            return _reminder(kind, say)
        case OfferExtended():
            return _extended(kind, say)
        case OfferWithdrawn():
            return _withdrawn(kind, say)
        case TermsAccepted():
            return _accepted(kind, say)
        case TermsDeclined():
            return _declined(kind, say)
        case _:
            assert_never(kind)


def _offered(kind: TermsOffered, say: Say) -> Body:
    subject = f"Offer: new terms for your contract {kind.plan} from {say.day(kind.first_day)}"
    first = f"We offer you new terms for your contract {kind.plan} from {say.day(kind.first_day)} on."
    if kind.notice_last_day is not None and kind.gives_notice:
        last_day = say.day(kind.notice_last_day)
        subject = f"Termination of your contract {kind.plan} on {last_day} and offer to continue it"
        first = (
            f"We hereby terminate your contract {kind.plan} with effect from the end of {last_day}, the end of its"
            " term. It is therefore no longer renewed automatically. At the same time we offer you to continue it on"
            " new terms."
        )
    return Body.of(
        subject,
        first,
        _comparison(kind, say),
        prices("New prices", kind.new_prices),
        Items("What else changes", kind.changes),
        "You are free to accept or to decline the offer.",
        *_either_way(kind, say),
        "The offer is for the contract named above. If you have several contracts, please decide about each of them.",
        Link("View the offer and decide", kind.link),
    )


def _comparison(kind: _Open, say: Say) -> Facts:
    until = say.day(kind.first_day - timedelta(days=1))
    return facts(
        ("Contract", say.contract(kind.contract)),
        ("End of the contract without acceptance", say.maybe_day(kind.notice_last_day)),
        ("Can be accepted until", say.day(kind.accept_until)),
        (f"Until {until}" if _once_more(kind) else "So far", say.maybe_cost(kind.cost_before)),
        (f"From {say.day(kind.first_day)} on", say.maybe_cost(kind.cost_after)),
    )


def _once_more(kind: _Open) -> bool:
    """Whether, accepted, the contract is renewed on the old terms before the new ones begin."""
    return kind.notice_last_day is not None and kind.first_day > kind.notice_last_day + timedelta(days=1)


def _either_way(kind: _Open, say: Say) -> tuple[str, str]:
    by_this_notice = isinstance(kind, TermsOffered) and kind.gives_notice
    return (
        f"If you accept: {_if_accepted(kind, by_this_notice, say)}",
        f"If you do not accept: {_if_not(kind, by_this_notice, say)}",
    )


def _if_accepted(kind: _Open, by_this_notice: bool, say: Say) -> str:
    how = f"Please accept the offer in the customer portal up to and including {say.day(kind.accept_until)}."
    first_day = say.day(kind.first_day)
    if kind.notice_last_day is None:
        return f"{how} The new terms apply from {first_day} on; until then the present ones do."
    averted = f"Your contract then does not end on {say.day(kind.notice_last_day)}."
    if by_this_notice:
        averted = "Our notice of termination then no longer has effect."
    renewed = ""
    if _once_more(kind):
        until = say.day(kind.first_day - timedelta(days=1))
        renewed = f" Your contract is still renewed on the present terms until {until}."
    return f"{how} {averted}{renewed} From {first_day} on it continues on the new terms; you need not do anything else."


def _if_not(kind: _Open, by_this_notice: bool, say: Say) -> str:
    if kind.notice_last_day is None:
        return "Your contract continues on the present terms."
    last_day = say.day(kind.notice_last_day)
    ends = f"Your contract ends on {last_day}."
    if by_this_notice:
        ends = f"Our notice of termination takes effect at the end of {last_day}."
    return f"{ends} {FULL_USE} After that you can no longer use {kind.plan}."


def _reminder(kind: AcceptanceReminder, say: Say) -> Body:
    until = say.day(kind.accept_until)
    return Body.of(
        f"Our offer for your contract {kind.plan} is open until {until}",
        f"We have offered you new terms for your contract {kind.plan}. Up to and including {until} you can decide"
        " whether to accept the offer.",
        _comparison(kind, say),
        *_either_way(kind, say),
        Link("View the offer and decide", kind.link),
    )


def _extended(kind: OfferExtended, say: Say) -> Body:
    until = say.day(kind.accept_until)
    return Body.of(
        f"Our offer for your contract {kind.plan}: open until {until} now",
        f"We have extended the time of our offer of new terms for your contract {kind.plan}. Up to and including"
        f" {until} you can decide whether to accept it.",
        _comparison(kind, say),
        "You are free to accept or to decline the offer.",
        *_either_way(kind, say),
        Link("View the offer and decide", kind.link),
    )


def _withdrawn(kind: OfferWithdrawn, say: Say) -> Body:
    what, subject = "our offer of new terms", f"We withdraw our offer for {kind.plan}"
    if kind.notice_last_day is not None:
        what += f" and our notice of termination to {say.day(kind.notice_last_day)}"
        subject = f"We take back our notice of termination: {kind.plan}"
    if kind.last_day is None:
        then = f"Your contract {kind.plan} continues on the present terms; you need not do anything."
    else:
        then = f"Your contract {kind.plan} ends on {say.day(kind.last_day)} for another reason. {FULL_USE}"
    return Body.of(
        subject,
        f"We take back {what}. {then}",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Last day of the contract", say.maybe_day(kind.last_day)),
        ),
        contract_link(kind.link),
    )


def _accepted(kind: TermsAccepted, say: Say) -> Body:
    notice = " Our notice of termination no longer has effect." if kind.notice_withdrawn else ""
    return Body.of(
        f"Confirmation: new terms for your contract {kind.plan} from {say.day(kind.first_day)}",
        f"We confirm that you have accepted our offer.{notice} The new terms apply from"
        f" {say.day(kind.first_day)} on; until then your contract {kind.plan} continues unchanged.",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your acceptance received", say.receipt(kind.receipt)),
            (f"From {say.day(kind.first_day)} on", say.maybe_cost(kind.cost_after)),
        ),
        prices("New prices", kind.new_prices),
        agreements(kind.agreements),
        contract_link(kind.link),
    )


def _declined(kind: TermsDeclined, say: Say) -> Body:
    if kind.last_day is None:
        then = f"Your contract {kind.plan} continues on the present terms."
    else:
        then = f"Your contract {kind.plan} ends on {say.day(kind.last_day)}. {FULL_USE}"
    return Body.of(
        f"Confirmation: you have declined our offer for {kind.plan}",
        f"We confirm that you have declined our offer. {then}",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your answer received", say.receipt(kind.receipt)),
            ("Last day of the contract", say.maybe_day(kind.last_day)),
        ),
        contract_link(kind.link),
    )
