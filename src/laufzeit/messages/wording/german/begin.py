"""German letters about the beginning of a contract."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.kinds import BeginKind, ContractConcluded, TrialEnding
from laufzeit.messages.letter import Body, facts
from laufzeit.messages.wording.german.common import agreements, contract_link, prices
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
        f"Ihr Vertrag {kind.plan} ab {say.day(kind.first_day)}",
        f"vielen Dank für Ihren Auftrag. Wir bestätigen Ihren Vertrag {kind.plan}; er beginnt am"
        f" {say.day(kind.first_day)}.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Eingang Ihrer Bestellung", say.receipt(kind.receipt)),
            ("Vertragsbeginn", say.day(kind.first_day)),
            ("Testzeitraum bis", say.maybe_day(kind.trial_last_day)),
            ("Laufzeit", f"bis {say.day(kind.term_last_day)}" if kind.term_last_day else "unbefristet"),
            ("Kündigungsfrist", kind.notice),
            (kind.seats_unit, str(kind.seats)),
        ),
        prices("Preise", kind.prices),
        _trial(kind, say),
        agreements(kind.agreements),
        contract_link(kind.link),
    )


def _trial(kind: ContractConcluded, say: Say) -> str:
    if kind.trial_last_day is None:
        return ""
    until = f"Bis einschließlich {say.day(kind.trial_last_day)} testen Sie kostenlos."
    if kind.trial_continues:
        return f"{until} Danach läuft der Vertrag zu den genannten Preisen weiter, wenn Sie ihn nicht vorher kündigen."
    return f"{until} Danach endet der Test von selbst; Sie müssen nichts tun."


def _trial_ending(kind: TrialEnding, say: Say) -> Body:
    day = say.day(kind.trial_last_day)
    if kind.continues:
        then = (
            "Danach läuft Ihr Vertrag zu den unten genannten Preisen weiter. Möchten Sie das nicht, kündigen Sie ihn"
            " bitte bis zu diesem Tag im Kundenportal."
        )
    else:
        then = (
            "Danach endet Ihr Zugang von selbst. Möchten Sie weitermachen, wählen Sie bitte im Kundenportal einen"
            " Vertrag."
        )
    return Body.of(
        f"Ihr Testzeitraum endet am {day}",
        f"Ihr kostenloser Test von {kind.plan} endet am {day}. {then}",
        facts(("Vertrag", say.contract(kind.contract)), ("Letzter Tag des Tests", day)),
        prices("Preise nach dem Testzeitraum", kind.prices),
        contract_link(kind.link),
    )
