"""An entry of a contract's log and what is needed to say it in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.contracts.declaration import Actor, Declaration, Role, Side
from laufzeit.contracts.events import Event
from laufzeit.contracts.wording import feature_name, plan_name, user_name
from laufzeit.dates.wording import Language, day_in_digits

_SOMEBODY: Final[Mapping[Language, str]] = {"de": "Ein ehemaliger Benutzer", "en": "a former user"}


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the log: the event, and the circumstances under which it was declared."""

    event: Event
    declaration: Declaration


@dataclass(slots=True)
class Context:
    """What a sentence needs beside its event. ``earlier`` are the events before it, by their names."""

    catalogue: Catalogue
    language: Language
    names: Mapping[UUID, str]
    earlier: dict[UUID, Event] = field(default_factory=dict)

    def day(self, day: date) -> str:
        return day_in_digits(day, self.language)

    def last_day(self, first_day_after: date) -> str:
        return self.day(first_day_after - timedelta(days=1))

    def plan(self, ref: TermsRef) -> str:
        return plan_name(ref.plan, self.catalogue, self.language)

    def feature(self, feature: str) -> str:
        return feature_name(feature, self.catalogue, self.language)

    def user(self, user: UUID | None) -> str:
        return user_name(user, self.names, self.language)

    def who(self, actor: Actor) -> str:
        """The one who declared: a person of the customer, or the side that others acted for."""
        if actor.side is Side.VENDOR:
            return self.catalogue.vendor.name
        if actor.role in (Role.MAIN, Role.MEMBER):
            return self.names.get(actor.id, _SOMEBODY[self.language]) if actor.id else _SOMEBODY[self.language]
        return "Der Kunde" if self.language == "de" else "the customer"
