"""German letters about switching under Art. 25 of the Data Act."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.facts import Side
from laufzeit.messages.kinds import SwitchCompleted, SwitchExtended, SwitchKind, SwitchRequestReceived, SwitchTarget
from laufzeit.messages.letter import Body, Link, facts
from laufzeit.messages.wording.german.common import KEPT_BY_LAW, contract_link
from laufzeit.messages.wording.say import Say

_TARGETS = {
    SwitchTarget.OTHER_PROVIDER: "Wechsel zu einem anderen Anbieter",
    SwitchTarget.ON_PREMISES: "Wechsel auf eigene Systeme",
    SwitchTarget.ERASE: "Löschung Ihrer Daten ohne Wechsel",
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
        "Bestätigung Ihres Verlangens nach Art. 25 Data Act",
        f"wir bestätigen, dass Ihr Verlangen nach Art. 25 der Verordnung (EU) 2023/2854 (Data Act) für Ihren Vertrag"
        f" {kind.plan} bei uns eingegangen ist. Daraus ergeben sich diese Tage:",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Ihre Wahl", _TARGETS[kind.target]),
            ("Eingang", say.receipt(kind.receipt)),
            ("Ende der Kündigungsfrist", say.day(kind.notice_last_day)),
            ("Ende der Übergangszeit", None if erase else say.day(kind.transition_last_day)),
            ("Abruf der Daten möglich bis", say.day(kind.retrieval_last_day)),
        ),
        _to_the_end(kind, say),
        f"Danach löschen wir Ihre Daten. {KEPT_BY_LAW}",
        contract_link(kind.link),
    )


def _to_the_end(kind: SwitchRequestReceived, say: Say) -> str:
    if kind.target is SwitchTarget.ERASE:
        return (
            f"Ihr Vertrag endet zum {say.day(kind.notice_last_day)}. Bis einschließlich"
            f" {say.day(kind.retrieval_last_day)} können Sie Ihre Daten im Kundenportal herunterladen."
        )
    return (
        "Der Vertrag endet, sobald Sie erfolgreich gewechselt sind; bitte teilen Sie uns das mit. Während der"
        " Übergangszeit unterstützen wir Ihren Wechsel und führen die vereinbarten Leistungen fort. Bis einschließlich"
        f" {say.day(kind.retrieval_last_day)} können Sie Ihre Daten im Kundenportal herunterladen."
    )


def _extended(kind: SwitchExtended, say: Say) -> Body:
    match kind.by:
        case Side.CUSTOMER:
            first = "wir bestätigen, dass Sie die Übergangszeit Ihres Wechsels verlängert haben."
            when = ("Eingang", say.receipt(kind.receipt))
        case Side.VENDOR:
            first = (
                "Ihr Wechsel lässt sich technisch nicht in der vorgesehenen Übergangszeit durchführen. Wir verlängern"
                " sie deshalb nach Art. 25 Abs. 4 der Verordnung (EU) 2023/2854 (Data Act)."
            )
            when = ("Verlängert am", say.day(kind.receipt.on))
        case _:
            assert_never(kind.by)
    return Body.of(
        f"Ihr Wechsel: Übergangszeit bis {say.day(kind.transition_last_day)}",
        first,
        f"Der Grund: {kind.reason}" if kind.reason else None,
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Ihr Vertrag", kind.plan),
            when,
            ("Neues Ende der Übergangszeit", say.day(kind.transition_last_day)),
            ("Abruf der Daten möglich bis", say.day(kind.retrieval_last_day)),
        ),
        contract_link(kind.link),
    )


def _completed(kind: SwitchCompleted, say: Say) -> Body:
    return Body.of(
        f"Ihr Wechsel ist abgeschlossen, Ihr Vertrag endet zum {say.day(kind.last_day)}",
        f"Ihr Wechsel ist abgeschlossen. Damit endet Ihr Vertrag {kind.plan} zum {say.day(kind.last_day)}.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Vertragsende", say.day(kind.last_day)),
            ("Abruf der Daten möglich bis", say.day(kind.retrieval_last_day)),
        ),
        f"Bis einschließlich {say.day(kind.retrieval_last_day)} können Sie Ihre Daten im Kundenportal herunterladen."
        f" Danach löschen wir sie. {KEPT_BY_LAW}",
        Link("Daten im Kundenportal herunterladen", kind.link),
    )
