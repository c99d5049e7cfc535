"""A contract on the day of a decision: what every part of ``decide`` looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, Terms, TermsRef
from laufzeit.contracts.contract import Contract, Standing
from laufzeit.contracts.declaration import Declaration, Role, Side
from laufzeit.contracts.pending import Pending, pending
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.timeline import Phase, Timeline, timeline, without_end


@dataclass(frozen=True)
class Situation:
    """``contract`` under ``declaration``; the properties are computed once."""

    contract: Contract
    declaration: Declaration
    catalogue: Catalogue

    @property
    def today(self) -> date:
        return self.declaration.today

    @cached_property
    def timeline(self) -> Timeline:
        return timeline(self.contract, self.catalogue)

    @cached_property
    def without_end(self) -> Timeline:
        return without_end(self.contract, self.catalogue)

    @cached_property
    def pending(self) -> tuple[Pending, ...]:
        return pending(self.contract, self.catalogue, self.today)

    @cached_property
    def phase(self) -> Phase:
        """Today's phase. Refuses a day before the start or after the end."""
        if self.today < self.contract.start:
            raise refuse(Code.BEFORE_START, start=self.contract.start, today=self.today)
        phase = self.timeline.phase_on(self.today)
        if phase is None:
            raise refuse(Code.CONTRACT_ENDED, last_day=self.timeline.last_day(), today=self.today)
        return phase

    @cached_property
    def terms(self) -> Terms:
        return self.catalogue.terms(self.phase.terms)

    def terms_of(self, ref: TermsRef) -> Terms:
        return self.catalogue.terms(ref)

    def standing(self, item: UUID) -> Standing | None:
        return self.contract.standing_item(item)

    def require_running(self) -> None:
        """Refuses a day before the start or after the end."""
        assert self.phase is not None

    def require_decider(self, *, public: bool = False) -> None:
        """Contracts are decided by the main user, or by staff that record what the customer declared. ``public``:
        without sign-in too, as § 312k BGB asks for notices."""
        role = self.declaration.actor.role
        if role is Role.MEMBER or (role is Role.PUBLIC and not public):
            raise refuse(Code.MAY_NOT_DECIDE, role=role.value)

    def require_side(self, side: Side) -> None:
        self.require_decider()
        if self.declaration.actor.side is not side:
            raise refuse(Code.MAY_NOT_DECIDE, side=self.declaration.actor.side.value)
