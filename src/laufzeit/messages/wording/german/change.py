"""German letters about a change of plan or of the number of seats."""

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
from laufzeit.messages.wording.german.common import (
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
        f"Bestätigung Ihres Vertragswechsels zu {kind.new_plan} zum {say.day(kind.first_day)}",
        f"wir bestätigen Ihren Vertragswechsel. Ihr Vertrag {kind.old_plan} endet zum {say.day(kind.last_day)}."
        f"{until_then} Ab dem {say.day(kind.first_day)} verwenden Sie {kind.new_plan}; Ihr Benutzerkonto stellen wir"
        " automatisch um.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Eingang Ihrer Erklärung", say.receipt(kind.receipt)),
            (f"Letzter Tag {kind.old_plan}", say.day(kind.last_day)),
            (f"Erster Tag {kind.new_plan}", say.day(kind.first_day)),
            ("Widerruf möglich bis", say.maybe_day(kind.revocable_until)),
        ),
        prices(f"Preise bis {say.day(kind.last_day)} ({kind.old_plan})", kind.old_prices),
        prices(f"Preise ab {say.day(kind.first_day)} ({kind.new_plan})", kind.new_prices),
        removed_users(kind.removed_users, kind.last_day, say),
        lost_bookings(kind.lost_bookings, say),
        revocable(kind.revocable_until, "den Vertragswechsel", say),
        agreements(kind.agreements),
        contract_link(kind.link),
    )


def _revoked(kind: ChangeRevoked, say: Say) -> Body:
    return Body.of(
        f"Bestätigung: Ihr Vertragswechsel zu {kind.new_plan} ist widerrufen",
        f"wir bestätigen den Widerruf Ihres Vertragswechsels. Ihr Vertrag {kind.plan} läuft unverändert weiter; der"
        f" Wechsel zu {kind.new_plan} zum {say.day(kind.first_day)} findet nicht statt.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Eingang Ihres Widerrufs", say.receipt(kind.receipt)),
            ("Ihr Vertrag", kind.plan),
        ),
        "Auch die Kündigungsfrist ist damit zurückgesetzt: Für einen späteren Wechsel oder eine spätere Kündigung zählt"
        " der Tag, an dem Ihre neue Erklärung bei uns eingeht.",
        contract_link(kind.link),
    )


def _switched(kind: PlanSwitched, say: Say) -> Body:
    return Body.of(
        f"Ihr Vertrag ist auf {kind.new_plan} umgestellt",
        f"wie angekündigt haben wir Ihren Vertrag umgestellt: Seit dem {say.day(kind.first_day)} verwenden Sie"
        f" {kind.new_plan} statt {kind.old_plan}.",
        facts(("Vertrag", say.contract(kind.contract)), (f"Erster Tag {kind.new_plan}", say.day(kind.first_day))),
        prices(f"Preise seit dem {say.day(kind.first_day)}", kind.new_prices),
        Items("Gelöschte Benutzer:", kind.removed_users),
        Items("Termine, die nicht mehr gültig sind:", say.bookings(kind.lost_bookings)),
        contract_link(kind.link),
    )


def _seats(kind: SeatsChanged, say: Say) -> Body:
    day = say.day(kind.first_day)
    return Body.of(
        f"Bestätigung: {kind.seats_after} {kind.unit} ab dem {day}",
        f"wir bestätigen die Änderung Ihres Vertrags {kind.plan}: Ab dem {day} gilt er für {kind.seats_after} statt"
        f" {kind.seats_before} {kind.unit}.{_extended(kind, say)}",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Eingang Ihrer Erklärung", say.receipt(kind.receipt)),
            ("Bisher", say.maybe_cost(kind.cost_before)),
            (f"Ab {day}", say.maybe_cost(kind.cost_after)),
            ("Laufzeit bis", say.maybe_day(kind.term_last_day)),
            ("Widerruf möglich bis", say.maybe_day(kind.revocable_until)),
        ),
        _seats_revocable(kind.revocable_until, say),
        agreements(kind.agreements),
        contract_link(kind.link),
    )


def _seats_revocable(until: date | None, say: Say) -> str:
    if until is None:
        return ""
    return (
        f"Sie können die Änderung bis einschließlich {say.day(until)} im Kundenportal im Bereich „Vertrag“ widerrufen."
    )


def _extended(kind: SeatsChanged, say: Say) -> str:
    if kind.term_last_day is None:
        return ""
    return f" Die Laufzeit beginnt damit für alle {kind.unit} neu und reicht bis zum {say.day(kind.term_last_day)}."


def _seats_revoked(kind: SeatsRevoked, say: Say) -> Body:
    return Body.of(
        f"Bestätigung: weiterhin {kind.seats} {kind.unit}",
        f"wir bestätigen Ihren Widerruf. Ihr Vertrag {kind.plan} gilt weiter für {kind.seats} {kind.unit}; die Änderung"
        f" auf {kind.seats_revoked} zum {say.day(kind.first_day)} findet nicht statt.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Eingang Ihres Widerrufs", say.receipt(kind.receipt)),
            (kind.unit, str(kind.seats)),
        ),
        contract_link(kind.link),
    )
