"""An entry of a contract's log and what is needed to say it in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.contracts.declaration import Actor, Declaration, Role, Side
from laufzeit.contracts.events import Concluded, Event, PlanChanged, TermsAccepted
from laufzeit.contracts.wording import feature_name, plan_name, user_name
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.money.amount import Currency, Money
from laufzeit.money.wording import in_full

_SOMEBODY: Final[Mapping[Language, str]] = {"de": "Ein ehemaliger Benutzer", "en": "a former user"}


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the log: the event, and the circumstances under which it was declared."""

    event: Event
    declaration: Declaration


@dataclass(slots=True)
class Context:
    """What a sentence needs beside its event. ``earlier`` are the events before it, by their names, and ``bound`` the
    terms that they bound the contract to, each from its first day on."""

    catalogue: Catalogue
    language: Language
    names: Mapping[UUID, str]
    earlier: dict[UUID, Event] = field(default_factory=dict)
    bound: list[tuple[date, TermsRef]] = field(default_factory=list)

    def remember(self, event: Event) -> None:
        """``event`` is now one of those before."""
        self.earlier[event.id] = event
        match event:
            case Concluded():
                self.bound.append((event.effective_on, event.terms))
            case PlanChanged() | TermsAccepted():
                self.bound.append((event.effective_on, event.to))
            case _:
                pass

    def day(self, day: date) -> str:
        return day_in_digits(day, self.language)

    def last_day(self, first_day_after: date) -> str:
        return self.day(first_day_after - timedelta(days=1))

    def plan(self, ref: TermsRef) -> str:
        return plan_name(ref.plan, self.catalogue, self.language)

    def feature(self, feature: str) -> str:
        return feature_name(feature, self.catalogue, self.language)

    def charge(self, key: str) -> str:
        """The name that the latest terms with this charge give it."""
        editions = [self.catalogue.terms(ref) for _, ref in reversed(self.bound)]
        found = (charge for terms in editions for charge in terms.charges if charge.key == key)
        return next((charge.names.text(self.language) for charge in found), key)

    def money(self, minor: int, day: date) -> str:
        """An amount in the currency of the terms that were to apply on ``day`` when it was said."""
        known = [ref for since, ref in self.bound if since <= day] or [ref for _, ref in self.bound[:1]]
        code = self.catalogue.terms(known[-1]).currency if known else self.catalogue.vendor.currency
        return in_full(Money(minor, Currency.of(code)), self.language)

    def user(self, user: UUID | None) -> str:
        return user_name(user, self.names, self.language)

    def who(self, actor: Actor) -> str:
        """The one who declared: a person of the customer, or the side that others acted for."""
        if actor.side is Side.VENDOR:
            return self.catalogue.vendor.name
        if actor.role in (Role.MAIN, Role.MEMBER):
            return self.names.get(actor.id, _SOMEBODY[self.language]) if actor.id else _SOMEBODY[self.language]
        return "Der Kunde" if self.language == "de" else "the customer"
