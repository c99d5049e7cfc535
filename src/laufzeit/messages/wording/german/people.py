"""German letters to people about their access."""

from __future__ import annotations

from laufzeit.messages.kinds import InvitedAs, PeopleKind
from laufzeit.messages.letter import Body, Link, facts
from laufzeit.messages.wording.say import Say

_ROLES = {
    InvitedAs.MAIN: "Hauptnutzerin oder Hauptnutzer (entscheidet über Verträge)",
    InvitedAs.MEMBER: "Benutzerin oder Benutzer",
    InvitedAs.STAFF: "Mitarbeiterin oder Mitarbeiter",
}


def body(kind: PeopleKind, say: Say) -> Body:
    return Body.of(
        f"Einladung zu {kind.organisation}",
        f"{kind.invited_by} hat für Sie bei {kind.organisation} einen Zugang angelegt. Bitte richten Sie ihn über den"
        " folgenden Link ein. Der Link ist nur für Sie bestimmt und funktioniert einmal.",
        facts(("Ihre Rolle", _ROLES[kind.role]), ("Gültig bis", say.instant(kind.valid_until))),
        Link("Zugang einrichten", kind.link),
        "Haben Sie diese Einladung nicht erwartet, können Sie sie ignorieren; ohne den Link entsteht kein Zugang.",
    )
