"""English letters to people about their access."""

from __future__ import annotations

from laufzeit.messages.kinds import InvitedAs, PeopleKind
from laufzeit.messages.letter import Body, Link, facts
from laufzeit.messages.wording.say import Say

_ROLES = {
    InvitedAs.MAIN: "main user (decides about contracts)",
    InvitedAs.MEMBER: "user",
    InvitedAs.STAFF: "member of staff",
}


def body(kind: PeopleKind, say: Say) -> Body:
    return Body.of(
        f"Invitation to {kind.organisation}",
        f"{kind.invited_by} has created an account for you at {kind.organisation}. Please set it up with the following"
        " link. The link is for you only and works once.",
        facts(("Your role", _ROLES[kind.role]), ("Valid until", say.instant(kind.valid_until))),
        Link("Set up the account", kind.link),
        "If you did not expect this invitation, you can ignore it; without the link no account comes into being.",
    )
