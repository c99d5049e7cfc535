"""English letters about notice: confirmed, revoked, given by the vendor, reminded of."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.facts import Side
from laufzeit.messages.kinds import (
    CancellationReceived,
    CancellationSort,
    NoticeConfirmed,
    NoticeKind,
    NoticeReminder,
    NoticeRevoked,
    RevocationReminder,
    VendorNotice,
)
from laufzeit.messages.letter import Body, Paragraph, facts
from laufzeit.messages.wording.english.common import (
    FULL_USE,
    KEPT_BY_LAW,
    contract_link,
    export_until,
    revocable,
)
from laufzeit.messages.wording.say import Say


def body(kind: NoticeKind, say: Say) -> Body:
    match kind:
        case NoticeConfirmed():
            return _confirmed(kind, say)
        case NoticeRevoked():
            return _revoked(kind, say)
        case VendorNotice():
            return _by_vendor(kind, say)
        case CancellationReceived():
            return _cancellation(kind, say)
        case RevocationReminder():
            return _revocation_reminder(kind, say)
        case NoticeReminder():
            return _notice_reminder(kind, say)
        case _:
            assert_never(kind)


def _confirmed(kind: NoticeConfirmed, say: Say) -> Body:
    return Body.of(
        f"Confirmation of your termination on {say.day(kind.last_day)}",
        f"We confirm that we have received your notice of termination. Your contract {kind.plan} ends on"
        f" {say.day(kind.last_day)}. {FULL_USE}",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your notice received", say.receipt(kind.receipt)),
            ("Last day of the contract", say.day(kind.last_day)),
            ("Download your data until", say.maybe_day(kind.export_until)),
            ("Can be revoked until", say.maybe_day(kind.revocable_until)),
        ),
        export_until(kind.export_until, say),
        f"After that we erase your data, as you wished. {KEPT_BY_LAW}" if kind.erase else None,
        revocable(kind.revocable_until, "your termination", say),
        contract_link(kind.link),
    )


def _revoked(kind: NoticeRevoked, say: Say) -> Body:
    goes_on = f"Your contract {kind.plan} continues unchanged; it does not end on {say.day(kind.last_day)}."
    match kind.by:
        case Side.CUSTOMER:
            subject, first, when = (
                "Confirmation: your termination is revoked",
                f"We confirm that you have revoked your termination. {goes_on}",
                ("Your revocation received", say.receipt(kind.receipt)),
            )
        case Side.VENDOR:
            subject, first, when = (
                "We take back our notice of termination",
                f"We take back our notice of termination. {goes_on}",
                ("Taken back on", say.day(kind.receipt.on)),
            )
        case _:
            assert_never(kind.by)
    return Body.of(
        subject,
        first,
        facts(("Contract", say.contract(kind.contract)), when, ("Your contract", kind.plan)),
        _counts_anew(kind.by),
        contract_link(kind.link),
    )


def _counts_anew(by: Side) -> Paragraph | None:
    if by is Side.VENDOR:
        return None
    return Paragraph(
        "This resets the notice period as well: a later termination counts from the day on which we receive it."
    )


def _by_vendor(kind: VendorNotice, say: Say) -> Body:
    return Body.of(
        f"Termination of your contract on {say.day(kind.last_day)}",
        f"We hereby terminate your contract {kind.plan} with effect from the end of {say.day(kind.last_day)}."
        f" {FULL_USE}",
        kind.reason,
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Last day of the contract", say.day(kind.last_day)),
            ("Download your data until", say.maybe_day(kind.export_until)),
        ),
        export_until(kind.export_until, say),
        contract_link(kind.link),
    )


def _cancellation(kind: CancellationReceived, say: Say) -> Body:
    sorts = {
        CancellationSort.ORDINARY: "ordinary termination",
        CancellationSort.EXTRAORDINARY: "termination for good cause",
    }
    return Body.of(
        f"Confirmation of your termination of {say.instant(kind.received_at)}",
        f"We confirm that we have received your notice of termination. {_ends(kind, say)}",
        facts(
            ("Received", say.instant(kind.received_at)),
            ("The contract ends on", say.maybe_day(kind.last_day)),
        ),
        "What you declared:",
        facts(
            ("Kind of termination", sorts[kind.sort]),
            ("Reason", kind.reason),
            ("Name", kind.person),
            ("Contract", kind.contract_as_named),
            ("Wished last day", say.maybe_day(kind.wished_last_day) or "as early as possible"),
            ("Confirmation to", kind.email),
        ),
        "Please keep this confirmation.",
    )


def _ends(kind: CancellationReceived, say: Say) -> str:
    if kind.last_day is not None:
        return f"By your termination the contract ends on {say.day(kind.last_day)}."
    return (
        "We could not yet tell from your details which contract you mean. We will find out and let you know without"
        " delay on which day it ends. For the notice period the receipt named below counts."
    )


def _revocation_reminder(kind: RevocationReminder, say: Say) -> Body:
    until, last_day = say.day(kind.revocable_until), say.day(kind.last_day)
    if kind.next_plan is None:
        what, subject = (
            f"your contract {kind.plan} ends on {last_day}.",
            f"Your contract {kind.plan} ends on {last_day}",
        )
        taken_back = "your termination"
    else:
        what = f"your contract {kind.plan} ends on {last_day}; after that you use {kind.next_plan}."
        subject, taken_back = f"Your change to {kind.next_plan} is ahead", "the change"
    return Body.of(
        subject,
        f"We remind you of your decision: {what}",
        f"If it stands, you need not do anything. Up to and including {until} you can still revoke {taken_back} in the"
        " customer portal.",
        facts(
            ("Contract", say.contract(kind.contract)),
            (f"Last day of {kind.plan}", last_day),
            ("Can be revoked until", until),
        ),
        contract_link(kind.link),
    )


def _notice_reminder(kind: NoticeReminder, say: Say) -> Body:
    until = say.day(kind.notice_until)
    if kind.renewal_last_day is None:
        then = "it continues for an indefinite time"
    else:
        then = f"it is renewed until {say.day(kind.renewal_last_day)}"
    return Body.of(
        f"Your contract {kind.plan}: termination on {say.day(kind.term_last_day)} possible until {until}",
        f"The term of your contract {kind.plan} ends on {say.day(kind.term_last_day)}. If it is not terminated,"
        f" {then}.",
        f"If you want to end it with its term, we must receive your notice up to and including {until}. If it is to"
        " continue, you need not do anything.",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("End of the term", say.day(kind.term_last_day)),
            ("Notice period", kind.notice),
            ("Last day of receipt", until),
        ),
        contract_link(kind.link),
    )
