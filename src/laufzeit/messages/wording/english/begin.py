"""English letters about the beginning of a contract."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.kinds import BeginKind, ContractConcluded, TrialEnding
from laufzeit.messages.letter import Body, facts
from laufzeit.messages.wording.english.common import agreements, contract_link, prices
from laufzeit.messages.wording.say import Say


def body(kind: BeginKind, say: Say) -> Body:
    match kind:
        case ContractConcluded():
            return _concluded(kind, say)
        case TrialEnding():
            return _trial_ending(kind, say)
        case _:
            assert_never(kind)


def _concluded(kind: ContractConcluded, say: Say) -> Body:
    return Body.of(
        f"Your contract {kind.plan} from {say.day(kind.first_day)}",
        f"Thank you for your order. We confirm your contract {kind.plan}; it begins on {say.day(kind.first_day)}.",
        facts(
            ("Contract", say.contract(kind.contract)),
            ("Your order received", say.receipt(kind.receipt)),
            ("First day", say.day(kind.first_day)),
            ("Trial until", say.maybe_day(kind.trial_last_day)),
            ("Term", f"until {say.day(kind.term_last_day)}" if kind.term_last_day else "indefinite"),
            ("Notice period", kind.notice),
            (kind.seats_unit, str(kind.seats)),
        ),
        prices("Prices", kind.prices),
        _trial(kind, say),
        agreements(kind.agreements),
        contract_link(kind.link),
    )


def _trial(kind: ContractConcluded, say: Say) -> str:
    if kind.trial_last_day is None:
        return ""
    until = f"Your trial is free of charge up to and including {say.day(kind.trial_last_day)}."
    if kind.trial_continues:
        return f"{until} After it the contract continues at the prices above, unless you terminate it before."
    return f"{until} After it the trial ends by itself; you need not do anything."


def _trial_ending(kind: TrialEnding, say: Say) -> Body:
    day = say.day(kind.trial_last_day)
    if kind.continues:
        then = (
            "After it your contract continues at the prices below. If you do not want that, please terminate it in the"
            " customer portal by that day."
        )
    else:
        then = (
            "After it your access ends by itself. If you want to go on, please choose a contract in the customer"
            " portal."
        )
    return Body.of(
        f"Your trial ends on {day}",
        f"Your free trial of {kind.plan} ends on {day}. {then}",
        facts(("Contract", say.contract(kind.contract)), ("Last day of the trial", day)),
        prices("Prices after the trial", kind.prices),
        contract_link(kind.link),
    )
