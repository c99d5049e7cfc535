"""A refusal in words for people: what stands in the way, with its facts, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.refusal import Fact, Refused
from laufzeit.contracts.refusal_words import ENGLISH, GERMAN
from laufzeit.dates.wording import Language, day_in_digits

FORMER_USER: Final[Mapping[Language, str]] = {"de": "ehemaliger Benutzer", "en": "a former user"}
"""Somebody whose name is not known (any more): erased, as the law asks."""

SIDES: Final[Mapping[Language, Mapping[Side, str]]] = {
    "de": {Side.CUSTOMER: "Kunde", Side.VENDOR: "Anbieter"},
    "en": {Side.CUSTOMER: "customer", Side.VENDOR: "vendor"},
}
_NOTHING: Final[Mapping[Language, str]] = {"de": "—", "en": "—"}
_PLANS: Final = frozenset({"plan", "to"})


@dataclass(frozen=True, slots=True)
class Words:
    """``remedy`` is empty where nothing can be done."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


def refusal_in_words(
    refused: Refused, catalogue: Catalogue, language: Language, names: Mapping[UUID, str] | None = None
) -> Words:
    """What ``refused`` says. ``names`` has the users' names; who is missing there is a former user."""
    table = GERMAN if language == "de" else ENGLISH
    facts = _Facts(catalogue, language, names or {})
    written = {name: facts.written(name, fact) for name, fact in refused.facts.items()}
    what, remedy = table[refused.code]
    return Words(what.format_map(written), remedy.format_map(written))


def plan_name(plan: str, catalogue: Catalogue, language: Language) -> str:
    """The plan's name; of one that the catalogue does not have, what was written."""
    known = catalogue.plans.get(plan)
    return known.names.text(language) if known else plan


def feature_name(feature: str, catalogue: Catalogue, language: Language) -> str:
    """The feature's name; of one that the catalogue does not have, what was written."""
    known = catalogue.features.get(feature)
    return known.names.text(language) if known else feature


def user_name(user: UUID | None, names: Mapping[UUID, str], language: Language) -> str:
    return names.get(user, FORMER_USER[language]) if user else FORMER_USER[language]


@dataclass(frozen=True, slots=True)
class _Facts:
    catalogue: Catalogue
    language: Language
    names: Mapping[UUID, str]

    def written(self, name: str, fact: Fact) -> str:
        match fact:
            case None:
                return _NOTHING[self.language]
            case date():
                return day_in_digits(fact, self.language)
            case UUID():
                return user_name(fact, self.names, self.language)
            case tuple():
                return ", ".join(self._user(one) for one in fact)
            case int():
                return self._number(fact)
            case _:
                return self._text(name, fact)

    def _text(self, name: str, fact: str) -> str:
        if name in _PLANS:
            return plan_name(TermsRef.parse(fact).plan, self.catalogue, self.language)
        if name == "feature":
            return feature_name(fact, self.catalogue, self.language)
        if name == "agreement" and fact in self.catalogue.agreements:
            return self.catalogue.agreements[fact].names.text(self.language)
        if name == "by":
            return SIDES[self.language][Side(fact)]
        return fact

    def _user(self, written: str) -> str:
        try:
            return user_name(UUID(written), self.names, self.language)
        except ValueError:
            return written

    def _number(self, number: int) -> str:
        return f"{number:,}".replace(",", "." if self.language == "de" else ",")
