"""Reminders of open offers that the vendor sends by hand, beside those that go out by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from laufzeit.contracts import store
from laufzeit.contracts.effect_letters import Happened, letters_of
from laufzeit.contracts.effects import Effect, EffectKind
from laufzeit.contracts.jobs import put_into_outbox
from laufzeit.contracts.store import Held


def remind(held_ones: Sequence[Held], offers: Mapping[UUID, UUID], now: datetime, *, name: str) -> int:
    """Put a reminder into the outbox for each of these contracts, of the offer that is named for it; how many letters.
    Under the same ``name`` each contract is reminded once. Inside ``acting_for(vendor)``."""
    known = store.circumstances(held_ones)
    letters = []
    for one in held_ones:
        effect = Effect(f"reminded:{name}", EffectKind.ACCEPTANCE_REMINDER, now.date(), offers[one.row.id])
        happened = Happened(effect, one.contract, one.timeline, known[one.row.id])
        letters += [(one, post) for post in letters_of(happened)]
    put_into_outbox(letters, known, now)
    return len(letters)
