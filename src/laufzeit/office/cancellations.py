"""Declarations of the public page (§ 312k BGB) that named no contract without doubt: found a home by staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from laufzeit.office.models import HandledCancellation
from laufzeit.office.outcome import Outcome
from laufzeit.portal.models import PublicCancellation
from laufzeit.portal.store import unmatched


def waiting() -> QuerySet[PublicCancellation]:
    """Those that nobody has handled yet, the oldest first."""
    return unmatched().filter(~Exists(HandledCancellation.objects.filter(cancellation=OuterRef("id"))))


def handled(cancellation: UUID) -> HandledCancellation | None:
    """What became of a declaration."""
    return HandledCancellation.objects.filter(cancellation=cancellation).first()


def handled_among(declarations: Iterable[UUID]) -> dict[UUID, HandledCancellation]:
    """What became of those of these declarations that staff have handled."""
    rows = HandledCancellation.objects.filter(cancellation__in=list(declarations))
    return {row.cancellation: row for row in rows}


def handle(
    cancellation: UUID, outcome: Outcome, *, by: UUID, now: datetime, contract: UUID | None = None, reason: str = ""
) -> None:
    """Note what became of a declaration; whoever comes second changes nothing."""
    HandledCancellation.objects.get_or_create(
        cancellation=cancellation,
        defaults={"outcome": outcome, "contract": contract, "reason": reason, "handled_by": by, "handled_at": now},
    )
