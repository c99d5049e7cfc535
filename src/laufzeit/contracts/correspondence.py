"""What letters about a contract have in common: who is written to, in which language, and the facts in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, Terms, TermsRef
from laufzeit.catalogue.quote import quote
from laufzeit.catalogue.words import price_lines
from laufzeit.contracts.contract import Booking
from laufzeit.contracts.declaration import Consent
from laufzeit.dates.wording import Language
from laufzeit.messages.facts import AgreedText, ContractName, Cost, LostBooking, Prices
from laufzeit.messages.kinds import Kind


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    name: str
    language: Language
    email: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A letter to one person. ``key`` names its reason within the contract, so that it goes out once."""

    key: str
    to: UUID
    letter: Kind


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Names and texts that the log does not hold. ``link`` is the address of the contract's page, or of another one
    that the letters of a decision are to lead to (``elsewhere``)."""

    catalogue: Catalogue
    contract: ContractName
    organisation: str
    people: Mapping[UUID, Person]
    titles: Mapping[UUID, str]
    link: str
    elsewhere: bool = False

    def leading_to(self, link: str) -> Circumstances:
        """The same for letters that lead to ``link``, whatever they are about."""
        return replace(self, link=link, elsewhere=True)

    def offer_link(self, offer: UUID) -> str:
        """Where an offer can be answered: its own page in the portal, below that of the contract."""
        return self.link if self.elsewhere or not self.link else f"{self.link}offers/{offer}/"

    def language_of(self, person: UUID) -> Language:
        known = self.people.get(person)
        return known.language if known else cast(Language, self.catalogue.vendor.languages[0])

    def names(self, people: Iterable[UUID]) -> tuple[str, ...]:
        return tuple(self.people[person].name if person in self.people else "—" for person in people)

    def plan(self, ref: TermsRef, language: Language) -> str:
        return self.catalogue.plans[ref.plan].names.text(language)

    def prices(self, ref: TermsRef, language: Language) -> Prices:
        terms = self.catalogue.terms(ref)
        lines = price_lines(terms, self.catalogue.meters, language)
        return Prices(tuple(f"{line.amount} {line.text}" for line in lines), terms.price_notes.text(language))

    def cost(self, ref: TermsRef, seats: int, language: Language) -> Cost | None:
        """What the seats cost in one interval; ``None`` where nothing is charged by the month."""
        terms = self.catalogue.terms(ref)
        for interval, amount in quote(terms, seats).recurring.items():
            if interval.months is not None:
                return Cost(seats, seat_unit(terms, seats, language), amount, interval.months)
        return None

    def lost(self, bookings: Iterable[Booking], language: Language) -> tuple[LostBooking, ...]:
        features = self.catalogue.features
        return tuple(
            LostBooking(
                features[booking.feature].names.text(language), self.titles.get(booking.id, ""), booking.day, booking.at
            )
            for booking in bookings
        )

    def agreed(self, consents: Iterable[Consent], language: Language) -> tuple[AgreedText, ...]:
        agreements = self.catalogue.agreements
        return tuple(
            AgreedText(agreements[consent.agreement].names.text(language), consent.edition, consent.sha256)
            for consent in consents
        )


def seat_unit(terms: Terms, seats: int, language: Language) -> str:
    """What a seat is called, in the singular or the plural."""
    plural = terms.seats.plurals.text(language)
    return plural if seats != 1 and plural else terms.seats.names.text(language)
