"""English letters about what has ended: access, bookings, contracts, data."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from laufzeit.messages.kinds import (
    AccessEnd,
    AccessEnded,
    BookingsInvalid,
    ContractEnded,
    EndKind,
    ErasureAnnounced,
    ErasureDone,
)
from laufzeit.messages.letter import Body, Items, Link, facts
from laufzeit.messages.wording.english.common import KEPT_BY_LAW, export_until, kept
from laufzeit.messages.wording.say import Say


def body(kind: EndKind, say: Say) -> Body:
    match kind:
        case AccessEnded():
            return _access(kind, say)
        case BookingsInvalid():
            return _bookings(kind, say)
        case ContractEnded():
            return _contract(kind, say)
        case ErasureAnnounced():
            return _erasure_announced(kind, say)
        case ErasureDone():
            return _erasure_done(kind, say)
        case _:
            assert_never(kind)


def _access(kind: AccessEnded, say: Say) -> Body:
    match kind.why:
        case AccessEnd.PLAN_CHANGED:
            why = f"{kind.organisation} has changed its contract; the new one has no room for further users."
        case AccessEnd.CONTRACT_ENDED:
            why = f"The contract of {kind.organisation} has ended."
        case AccessEnd.REMOVED:
            why = f"{kind.organisation} has ended your access."
        case _:
            assert_never(kind.why)
    return Body.of(
        f"Your access to {kind.plan} has ended",
        f"Your access to {kind.plan} was valid until {say.day(kind.last_day)} and has now ended. {why}",
        f"If you have questions about it, please ask the main user at {kind.organisation}.",
    )


def _bookings(kind: BookingsInvalid, say: Say) -> Body:
    day_before = say.day(kind.first_day - timedelta(days=1))
    if kind.new_plan is None:
        why = f"The contract of {kind.organisation} ended on {day_before}."
    else:
        why = f"Since {say.day(kind.first_day)} {kind.organisation} uses the contract {kind.new_plan}."
    return Body.of(
        "Your appointments are no longer valid",
        f"{why} Therefore the following appointments that you made are no longer valid:",
        Items("Invalid appointments", say.bookings(kind.bookings)),
        "Please let your participants know.",
        Link("View appointments in the customer portal", kind.link),
    )


def _contract(kind: ContractEnded, say: Say) -> Body:
    erase = f" We erase it on {say.day(kind.erase_on)}. {KEPT_BY_LAW}" if kind.erase_on else ""
    return Body.of(
        f"Your contract {kind.plan} has ended",
        f"Your contract {kind.plan} ended at the end of {say.day(kind.last_day)}.",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Last day", say.day(kind.last_day)),
            ("Download your data until", say.maybe_day(kind.export_until)),
            ("Erasure of the data on", say.maybe_day(kind.erase_on)),
        ),
        f"{export_until(kind.export_until, say)}{erase}".strip(),
        Link("Download the data in the customer portal", kind.link),
    )


def _erasure_announced(kind: ErasureAnnounced, say: Say) -> Body:
    return Body.of(
        f"Your data will be erased on {say.day(kind.erase_on)}",
        f"On {say.day(kind.erase_on)} we erase the data of {kind.organisation}. Up to and including"
        f" {say.day(kind.export_until)} you can still download it in the customer portal.",
        kept(kind.kept, say),
        Link("Download the data in the customer portal", kind.link),
    )


def _erasure_done(kind: ErasureDone, say: Say) -> Body:
    return Body.of(
        "Your data has been erased",
        f"On {say.day(kind.erased_on)} we erased the data of {kind.organisation}.",
        facts(("Erased on", say.day(kind.erased_on)), ("Number of the record of erasure", kind.record)),
        kept(kind.kept, say),
    )
