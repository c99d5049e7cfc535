"""People and their access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from laufzeit.messages.kinds.base import Letters


class InvitedAs(StrEnum):
    MAIN = "main"
    MEMBER = "member"
    STAFF = "staff"
    """With the vendor itself."""


@dataclass(frozen=True, slots=True)
class Invitation(Letters):
    """``link`` works once, until ``valid_until``."""

    business_letter: ClassVar[bool] = False
    secret: ClassVar[bool] = True
    organisation: str
    invited_by: str
    role: InvitedAs
    valid_until: datetime
    link: str


PeopleKind = Invitation
