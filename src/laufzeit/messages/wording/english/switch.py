"""English letters about switching under Art. 25 of the Data Act."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.facts import Side
from laufzeit.messages.kinds import SwitchCompleted, SwitchExtended, SwitchKind, SwitchRequestReceived, SwitchTarget
from laufzeit.messages.letter import Body, Link, facts
from laufzeit.messages.wording.english.common import KEPT_BY_LAW, contract_link
from laufzeit.messages.wording.say import Say

_TARGETS = {
    SwitchTarget.OTHER_PROVIDER: "switching to another provider",
    SwitchTarget.ON_PREMISES: "switching to your own premises",
    SwitchTarget.ERASE: "erasure of your data without switching",
}


def body(kind: SwitchKind, say: Say) -> Body:
    match kind:
        case SwitchRequestReceived():
            return _received(kind, say)
        case SwitchExtended():
            return _extended(kind, say)
        case SwitchCompleted():
            return _completed(kind, say)
        case _:
            assert_never(kind)


def _received(kind: SwitchRequestReceived, say: Say) -> Body:
    erase = kind.target is SwitchTarget.ERASE
    return Body.of(
        "Confirmation of your request under Art. 25 of the Data Act",
        "We confirm that we have received your request under Art. 25 of Regulation (EU) 2023/2854 (Data Act) for your"
        f" contract {kind.plan}. These days follow from it:",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your choice", _TARGETS[kind.target]),
            ("Received", say.receipt(kind.receipt)),
            ("End of the notice period", say.day(kind.notice_last_day)),
            ("End of the transitional period", None if erase else say.day(kind.transition_last_day)),
            ("Data can be retrieved until", say.day(kind.retrieval_last_day)),
        ),
        _to_the_end(kind, say),
        f"After that we erase your data. {KEPT_BY_LAW}",
        contract_link(kind.link),
    )


def _to_the_end(kind: SwitchRequestReceived, say: Say) -> str:
    if kind.target is SwitchTarget.ERASE:
        return (
            f"Your contract ends on {say.day(kind.notice_last_day)}. Up to and including"
            f" {say.day(kind.retrieval_last_day)} you can download your data in the customer portal."
        )
    return (
        "The contract ends as soon as you have switched successfully; please let us know. During the transitional"
        " period we assist your switching and continue the agreed services. Up to and including"
        f" {say.day(kind.retrieval_last_day)} you can download your data in the customer portal."
    )


def _extended(kind: SwitchExtended, say: Say) -> Body:
    match kind.by:
        case Side.CUSTOMER:
            first = "We confirm that you have extended the transitional period of your switching."
            when = ("Received", say.receipt(kind.receipt))
        case Side.VENDOR:
            first = (
                "Your switching is technically not feasible within the transitional period. We therefore extend it"
                " under Art. 25 (4) of Regulation (EU) 2023/2854 (Data Act)."
            )
            when = ("Extended on", say.day(kind.receipt.on))
        case _:
            assert_never(kind.by)
    return Body.of(
        f"Your switching: transitional period until {say.day(kind.transition_last_day)}",
        first,
        f"The reason: {kind.reason}" if kind.reason else None,
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your contract", kind.plan),
            when,
            ("New end of the transitional period", say.day(kind.transition_last_day)),
            ("Data can be retrieved until", say.day(kind.retrieval_last_day)),
        ),
        contract_link(kind.link),
    )


def _completed(kind: SwitchCompleted, say: Say) -> Body:
    return Body.of(
        f"Your switching is complete, your contract ends on {say.day(kind.last_day)}",
        f"Your switching is complete. With it your contract {kind.plan} ends on {say.day(kind.last_day)}.",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Last day of the contract", say.day(kind.last_day)),
            ("Data can be retrieved until", say.day(kind.retrieval_last_day)),
        ),
        f"Up to and including {say.day(kind.retrieval_last_day)} you can download your data in the customer portal."
        f" After that we erase it. {KEPT_BY_LAW}",
        Link("Download the data in the customer portal", kind.link),
    )
