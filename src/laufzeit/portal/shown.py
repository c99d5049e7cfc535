"""A contract as a page sees it on a day: everything is read off the timeline, nothing is looked up again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from laufzeit.catalogue.model import Catalogue, Plan, Terms, TermsRef
from laufzeit.contracts.contract import Contract, Offer, OfferState
from laufzeit.contracts.pending import Pending, PendingKind, pending
from laufzeit.contracts.timeline import Phase, Timeline, without_end
from laufzeit.dates.wording import Language


@dataclass(frozen=True)
class Shown:
    """``contract`` with its ``timeline``, as of ``today``, in a page's ``language``."""

    contract: Contract
    catalogue: Catalogue
    timeline: Timeline
    today: date
    language: Language

    @property
    def upcoming(self) -> bool:
        return self.today < self.timeline.start

    @property
    def ended(self) -> bool:
        return self.timeline.end is not None and self.timeline.end <= self.today

    @cached_property
    def phase(self) -> Phase:
        """Today's phase; before the start the first one, after the end the last one."""
        running = self.timeline.phase_on(self.today)
        if running is not None:
            return running
        return self.timeline.phases[0 if self.upcoming else -1]

    @cached_property
    def terms(self) -> Terms:
        return self.catalogue.terms(self.phase.terms)

    @property
    def plan(self) -> Plan:
        return self.catalogue.plans[self.phase.terms.plan]

    @property
    def plan_name(self) -> str:
        return self.name_of(self.phase.terms)

    @cached_property
    def without_end(self) -> Timeline:
        return without_end(self.contract, self.catalogue)

    @cached_property
    def pending(self) -> tuple[Pending, ...]:
        return () if self.ended else pending(self.contract, self.catalogue, self.today)

    @property
    def ending(self) -> Pending | None:
        """The pending decision that ends the contract."""
        return next((one for one in self.pending if one.item == self.timeline.ended_by), None)

    def of_kind(self, kind: PendingKind) -> Pending | None:
        return next((one for one in self.pending if one.kind is kind), None)

    @property
    def open_offers(self) -> tuple[Offer, ...]:
        """Offers of other terms that can still be answered."""
        return tuple(
            offer
            for offer in self.contract.offers
            if offer.state is OfferState.OPEN and self.today <= offer.accept_until and not self.ended
        )

    def phase_after(self, day: date) -> Phase | None:
        """The phase that begins on ``day``."""
        return next((phase for phase in self.timeline.phases if phase.period.start == day), None)

    def name_of(self, terms: TermsRef) -> str:
        return self.catalogue.plans[terms.plan].names.text(self.language)

    def seats_in_words(self, phase: Phase) -> str:
        """ "4 Benutzer", in the words of the catalogue."""
        seats = self.catalogue.terms(phase.terms).seats
        names = seats.plurals if phase.seats != 1 and seats.plurals else seats.names
        return f"{phase.seats} {names.text(self.language)}"
