"""What is refused about accounts, as a value: a code and the facts. The wording is in ``forms.py`` and the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

Fact = str | int | date | datetime | UUID | None


class Code(StrEnum):
    """Why something was not done to an account."""

    EMAIL_TAKEN = "email_taken"
    ALREADY_INVITED = "already_invited"
    ROLE_NOT_GIVEN_HERE = "role_not_given_here"
    MEMBER_UNKNOWN = "member_unknown"
    MAIN_USER_STAYS = "main_user_stays"
    ACCESS_ENDED = "access_ended"
    INVITATION_FORGED = "invitation_forged"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    INVITATION_USED = "invitation_used"
    INVITATION_EXPIRED = "invitation_expired"
    NO_SEAT = "no_seat"
    ORGANISATION_ERASED = "organisation_erased"
    NUMBER_TAKEN = "number_taken"


class Refused(Exception):
    """Something that cannot be done; nothing was changed."""

    def __init__(self, code: Code, facts: Mapping[str, Fact]) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code.value}: " + ", ".join(f"{name}={fact}" for name, fact in self.facts.items())


def refuse(code: Code, **facts: Fact) -> Refused:
    """``raise refuse(Code.EMAIL_TAKEN, email=address)``."""
    return Refused(code, facts)
