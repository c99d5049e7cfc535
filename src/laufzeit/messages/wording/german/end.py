"""German letters about what has ended: access, bookings, contracts, data."""

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
from laufzeit.messages.wording.german.common import KEPT_BY_LAW, export_until, kept
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
            why = f"{kind.organisation} hat den Vertrag gewechselt; der neue Vertrag sieht keine weiteren Benutzer vor."
        case AccessEnd.CONTRACT_ENDED:
            why = f"Der Vertrag von {kind.organisation} ist beendet."
        case AccessEnd.REMOVED:
            why = f"{kind.organisation} hat Ihren Zugang beendet."
        case _:
            assert_never(kind.why)
    return Body.of(
        f"Ihr Zugang zu {kind.plan} ist beendet",
        f"Ihr Zugang zu {kind.plan} war bis zum {say.day(kind.last_day)} gültig und ist nun beendet. {why}",
        f"Wenn Sie Fragen dazu haben, wenden Sie sich bitte an die Hauptnutzerin oder den Hauptnutzer bei"
        f" {kind.organisation}.",
    )


def _bookings(kind: BookingsInvalid, say: Say) -> Body:
    day_before = say.day(kind.first_day - timedelta(days=1))
    if kind.new_plan is None:
        why = f"der Vertrag von {kind.organisation} ist zum {day_before} beendet."
    else:
        why = f"{kind.organisation} verwendet seit dem {say.day(kind.first_day)} den Vertrag {kind.new_plan}."
    return Body.of(
        "Ihre Termine sind nicht mehr gültig",
        f"{why} Die folgenden Termine, die Sie angelegt haben, sind deshalb nicht mehr gültig:",
        Items("Ungültige Termine", say.bookings(kind.bookings)),
        "Bitte informieren Sie Ihre Teilnehmerinnen und Teilnehmer.",
        Link("Termine im Kundenportal ansehen", kind.link),
    )


def _contract(kind: ContractEnded, say: Say) -> Body:
    erase = f" Am {say.day(kind.erase_on)} löschen wir sie. {KEPT_BY_LAW}" if kind.erase_on else ""
    return Body.of(
        f"Ihr Vertrag {kind.plan} ist beendet",
        f"Ihr Vertrag {kind.plan} ist mit Ablauf des {say.day(kind.last_day)} beendet.",
        facts(
            ("Vertrag", say.contract(kind.contract)),
            ("Letzter Tag", say.day(kind.last_day)),
            ("Daten herunterladen bis", say.maybe_day(kind.export_until)),
            ("Löschung der Daten am", say.maybe_day(kind.erase_on)),
        ),
        f"{export_until(kind.export_until, say)}{erase}".strip(),
        Link("Daten im Kundenportal herunterladen", kind.link),
    )


def _erasure_announced(kind: ErasureAnnounced, say: Say) -> Body:
    return Body.of(
        f"Ihre Daten werden am {say.day(kind.erase_on)} gelöscht",
        f"am {say.day(kind.erase_on)} löschen wir die Daten von {kind.organisation}. Noch bis einschließlich"
        f" {say.day(kind.export_until)} können Sie sie im Kundenportal herunterladen.",
        kept(kind.kept, say),
        Link("Daten im Kundenportal herunterladen", kind.link),
    )


def _erasure_done(kind: ErasureDone, say: Say) -> Body:
    return Body.of(
        "Ihre Daten sind gelöscht",
        f"am {say.day(kind.erased_on)} haben wir die Daten von {kind.organisation} gelöscht.",
        facts(("Löschung am", say.day(kind.erased_on)), ("Nummer des Löschprotokolls", kind.record)),
        kept(kind.kept, say),
    )
