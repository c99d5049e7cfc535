"""A contract's log for those who have to prove it: words, circumstances, consents and hashes of every entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from laufzeit.agreed.document import is_agreement
from laufzeit.contracts import store
from laufzeit.contracts.explain import history
from laufzeit.contracts.saying import Said
from laufzeit.contracts.store import Held
from laufzeit.customers.models import User
from laufzeit.dates.wording import Language
from laufzeit.portal.wording import channel_word


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry. ``recorded_by`` is who of the vendor's staff wrote it down, where somebody did."""

    contract: UUID
    seq: int
    sentence: str
    at: datetime
    effective_on: Any
    channel: str
    recorded_by: str
    consents: tuple[tuple[str, Any], ...]
    hash: str
    document: UUID | None
    """The name of a declaration by which terms were agreed: there is a PDF of it."""


def lines_of(held: Held, language: Language, names: Mapping[UUID, str]) -> list[LogLine]:
    """Every entry, the newest first."""
    logged = store.log(held.row.id)
    sentences = history((Said(one.event, one.declaration) for one in logged), held.catalogue, language, names)
    staff = _staff({one.declaration.actor.id for one in logged if one.declaration.actor.id})
    lines = [
        LogLine(
            contract=held.row.id,
            seq=one.seq,
            sentence=sentence,
            at=one.recorded_at,
            effective_on=one.event.effective_on,
            channel=channel_word(one.declaration.channel),
            recorded_by=staff.get(one.declaration.actor.id, "") if one.declaration.actor.id else "",
            consents=tuple(
                (held.catalogue.agreements[consent.agreement].names.text(language), consent)
                for consent in one.declaration.consents
            ),
            hash=one.hash,
            document=one.event.id if is_agreement(one.event) else None,
        )
        for one, sentence in zip(logged, sentences, strict=True)
    ]
    return lines[::-1]


def _staff(actors: set[UUID]) -> dict[UUID, str]:
    """Names of those actors who are the vendor's own people."""
    rows = User.objects.filter(id__in=actors, organisation__isnull=True) if actors else ()
    return {row.id: str(row) for row in rows}
