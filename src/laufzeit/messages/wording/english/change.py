"""English letters about a change of plan or of the number of seats."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from laufzeit.messages.kinds import (
    ChangeConfirmed,
    ChangeKind,
    ChangeRevoked,
    PlanSwitched,
    SeatsChanged,
    SeatsRevoked,
)
from laufzeit.messages.letter import Body, Items, facts
from laufzeit.messages.wording.english.common import (
    FULL_USE,
    agreements,
    contract_link,
    lost_bookings,
    prices,
    removed_users,
    revocable,
)
from laufzeit.messages.wording.say import Say


def body(kind: ChangeKind, say: Say) -> Body:
    match kind:
        case ChangeConfirmed():
            return _confirmed(kind, say)
        case ChangeRevoked():
            return _revoked(kind, say)
        case PlanSwitched():
            return _switched(kind, say)
        case SeatsChanged():
            return _seats(kind, say)
        case SeatsRevoked():
            return _seats_revoked(kind, say)
        case _:
            assert_never(kind)


def _confirmed(kind: ChangeConfirmed, say: Say) -> Body:
    at_once = kind.first_day <= kind.receipt.on
    until_then = "" if at_once else f" {FULL_USE}"
    return Body.of(
        f"Confirmation of your change to {kind.new_plan} on {say.day(kind.first_day)}",
        f"We confirm the change of your contract. Your contract {kind.old_plan} ends on {say.day(kind.last_day)}."
        f"{until_then} From {say.day(kind.first_day)} on you use {kind.new_plan}; we convert your account"
        " automatically.",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your declaration received", say.receipt(kind.receipt)),
            (f"Last day of {kind.old_plan}", say.day(kind.last_day)),
            (f"First day of {kind.new_plan}", say.day(kind.first_day)),
            ("Can be revoked until", say.maybe_day(kind.revocable_until)),
        ),
        prices(f"Prices until {say.day(kind.last_day)} ({kind.old_plan})", kind.old_prices),
        prices(f"Prices from {say.day(kind.first_day)} on ({kind.new_plan})", kind.new_prices),
        removed_users(kind.removed_users, kind.last_day, say),
        lost_bookings(kind.lost_bookings, say),
        revocable(kind.revocable_until, "the change", say),
        agreements(kind.agreements),
        contract_link(kind.link),
    )


def _revoked(kind: ChangeRevoked, say: Say) -> Body:
    return Body.of(
        f"Confirmation: your change to {kind.new_plan} is revoked",
        f"We confirm that you have revoked the change of your contract. Your contract {kind.plan} continues unchanged;"
        f" the change to {kind.new_plan} on {say.day(kind.first_day)} does not take place.",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your revocation received", say.receipt(kind.receipt)),
            ("Your contract", kind.plan),
        ),
        "This resets the notice period as well: a later change or termination counts from the day on which we receive"
        " your new declaration.",
        contract_link(kind.link),
    )


def _switched(kind: PlanSwitched, say: Say) -> Body:
    return Body.of(
        f"Your contract is now {kind.new_plan}",
        f"As announced, we have converted your contract: since {say.day(kind.first_day)} you use {kind.new_plan}"
        f" instead of {kind.old_plan}.",
        facts(("Contract", say.contract(kind.contract)), (f"First day of {kind.new_plan}", say.day(kind.first_day))),
        prices(f"Prices since {say.day(kind.first_day)}", kind.new_prices),
        Items("Deleted users:", kind.removed_users),
        Items("Appointments that are no longer valid:", say.bookings(kind.lost_bookings)),
        contract_link(kind.link),
    )


def _seats(kind: SeatsChanged, say: Say) -> Body:
    day = say.day(kind.first_day)
    return Body.of(
        f"Confirmation: {kind.seats_after} {kind.unit} from {day} on",
        f"We confirm the change of your contract {kind.plan}: from {day} on it covers {kind.seats_after} instead of"
        f" {kind.seats_before} {kind.unit}.{_extended(kind, say)}",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your declaration received", say.receipt(kind.receipt)),
            ("So far", say.maybe_cost(kind.cost_before)),
            (f"From {day} on", say.maybe_cost(kind.cost_after)),
            ("Term until", say.maybe_day(kind.term_last_day)),
            ("Can be revoked until", say.maybe_day(kind.revocable_until)),
        ),
        _seats_revocable(kind.revocable_until, say),
        agreements(kind.agreements),
        contract_link(kind.link),
    )


def _seats_revocable(until: date | None, say: Say) -> str:
    if until is None:
        return ""
    return (
        f"You can revoke the change in the customer portal, in the section “Contract”, up to and including"
        f" {say.day(until)}."
    )


def _extended(kind: SeatsChanged, say: Say) -> str:
    if kind.term_last_day is None:
        return ""
    return f" With it the term begins anew for all {kind.unit} and lasts until {say.day(kind.term_last_day)}."


def _seats_revoked(kind: SeatsRevoked, say: Say) -> Body:
    return Body.of(
        f"Confirmation: still {kind.seats} {kind.unit}",
        f"We confirm your revocation. Your contract {kind.plan} continues to cover {kind.seats} {kind.unit}; the change"
        f" to {kind.seats_revoked} on {say.day(kind.first_day)} does not take place.",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your revocation received", say.receipt(kind.receipt)),
            (kind.unit, str(kind.seats)),
        ),
        contract_link(kind.link),
    )
