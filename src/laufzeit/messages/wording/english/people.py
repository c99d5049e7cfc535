"""English letters to people about their access."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.kinds import Invitation, InvitedAs, PeopleKind, SignInCode
from laufzeit.messages.letter import Body, Code, Link, facts
from laufzeit.messages.wording.say import Say

_ROLES = {
    InvitedAs.MAIN: "main user (decides about contracts)",
    InvitedAs.MEMBER: "user",
    InvitedAs.STAFF: "member of staff",
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
        f"Invitation to {kind.organisation}",
        f"{kind.invited_by} has created an account for you at {kind.organisation}. Please set it up with the following"
        " link. The link is for you only and works once.",
        facts(("Your role", _ROLES[kind.role]), ("Valid until", say.instant(kind.valid_until))),
        Link("Set up the account", kind.link),
        "If you did not expect this invitation, you can ignore it; without the link no account comes into being.",
    )


def _code(kind: SignInCode, say: Say) -> Body:
    return Body.of(
        "Your code to sign in",
        "With this code you sign in:",
        Code(kind.code),
        f"It works once, until {say.instant(kind.valid_until)}. Do not pass it on to anyone.",
        "If you did not try to sign in, you can ignore this message; without the code nobody gets in.",
    )
