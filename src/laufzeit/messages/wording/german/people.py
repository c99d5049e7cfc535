"""German letters to people about their access."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.kinds import Invitation, InvitedAs, PeopleKind, SignInCode
from laufzeit.messages.letter import Body, Code, Link, facts
from laufzeit.messages.wording.say import Say

_ROLES = {
    InvitedAs.MAIN: "Hauptnutzerin oder Hauptnutzer (entscheidet über Verträge)",
    InvitedAs.MEMBER: "Benutzerin oder Benutzer",
    InvitedAs.STAFF: "Mitarbeiterin oder Mitarbeiter",
}


def body(kind: PeopleKind, say: Say) -> Body:
    match kind:
        case Invitation():
            return _invitation(kind, say)
        case SignInCode():
            return _code(kind, say)
        case _:
            assert_never(kind)


def _invitation(kind: Invitation, say: Say) -> Body:
    return Body.of(
        f"Einladung zu {kind.organisation}",
        f"{kind.invited_by} hat für Sie bei {kind.organisation} einen Zugang angelegt. Bitte richten Sie ihn über den"
        " folgenden Link ein. Der Link ist nur für Sie bestimmt und funktioniert einmal.",
        facts(("Ihre Rolle", _ROLES[kind.role]), ("Gültig bis", say.instant(kind.valid_until))),
        Link("Zugang einrichten", kind.link),
        "Haben Sie diese Einladung nicht erwartet, können Sie sie ignorieren; ohne den Link entsteht kein Zugang.",
    )


def _code(kind: SignInCode, say: Say) -> Body:
    return Body.of(
        "Ihr Code für die Anmeldung",
        "mit diesem Code melden Sie sich an:",
        Code(kind.code),
        f"Er gilt einmal, bis {say.instant(kind.valid_until)}. Geben Sie ihn an niemanden weiter.",
        "Haben Sie sich nicht angemeldet, können Sie diese Nachricht ignorieren; ohne den Code kommt niemand hinein.",
    )
