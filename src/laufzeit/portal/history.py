"""A contract's history for a page: each entry of the log as a sentence, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from laufzeit.agreed.document import is_agreement
from laufzeit.contracts import store
from laufzeit.contracts.explain import history
from laufzeit.contracts.saying import Said
from laufzeit.contracts.store import Held
from laufzeit.portal.shown import Shown


@dataclass(frozen=True, slots=True)
class Line:
    """``document`` is the name of a declaration by which terms were agreed: there is a PDF of it."""

    at: datetime
    sentence: str
    document: UUID | None


def whole_history(held: Held, shown: Shown, names: dict[UUID, str]) -> list[Line]:
    """Every entry, the newest first."""
    log = store.log(held.row.id)
    sentences = history((Said(one.event, one.declaration) for one in log), held.catalogue, shown.language, names)
    lines = [
        Line(one.recorded_at, sentence, one.event.id if is_agreement(one.event) else None)
        for one, sentence in zip(log, sentences, strict=True)
    ]
    return lines[::-1]


def latest_history(held: Held, shown: Shown, names: dict[UUID, str], most: int) -> tuple[list[Line], bool]:
    """The newest ``most`` entries, and whether there are older ones."""
    lines = whole_history(held, shown, names)
    return lines[:most], len(lines) > most
