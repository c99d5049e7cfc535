"""One event of a decision, with all that its letter is written from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from laufzeit.contracts.consequences import Consequences, consequences
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.correspondence import Circumstances
from laufzeit.contracts.declaration import Consent
from laufzeit.contracts.events import Event
from laufzeit.contracts.timeline import Phase, Timeline, timeline, without_end
from laufzeit.dates.wording import Language
from laufzeit.messages.facts import Receipt


@dataclass(frozen=True)
class Decided:
    """An event with the contract before and after it. ``before`` is ``None`` for the conclusion. ``together`` are
    all events of the same decision, and ``at_first`` is the contract before the first of them."""

    event: Event
    together: tuple[Event, ...]
    at_first: Contract | None
    before: Contract | None
    after: Contract
    receipt: Receipt
    consents: tuple[Consent, ...]
    today: date
    circumstances: Circumstances

    @cached_property
    def timeline(self) -> Timeline:
        return timeline(self.after, self.circumstances.catalogue)

    @cached_property
    def consequences(self) -> Consequences:
        assert self.before is not None  # the conclusion has no before
        return consequences(self.before, self.after, (self.event,), self.circumstances.catalogue, self.today)

    @property
    def language(self) -> Language:
        return self.circumstances.language_of(self.after.main_user)

    @property
    def plan(self) -> str:
        """The plan of today, in the recipient's language."""
        life = without_end(self.before or self.after, self.circumstances.catalogue)
        phase = life.phase_on(max(self.today, self.after.start)) or life.phases[-1]
        return self.circumstances.plan(phase.terms, self.language)

    def phase_on(self, day: date) -> Phase:
        """The phase of ``day`` as if nothing ended the contract; the last one, if there is none."""
        life = without_end(self.after, self.circumstances.catalogue)
        return life.phase_on(day) or life.phases[-1]
