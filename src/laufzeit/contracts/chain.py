"""The log's chain of hashes: each entry carries the hash of the one before, so that nothing can be taken out, put in
or changed without a trace (§ 146 (4) AO, GoBD: changes stay visible)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

GENESIS: Final = "0" * 64
"""What the first entry of a contract names as the hash before it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a contract's log, as it is stored. ``payload`` and ``consents`` are JSON."""

    contract: UUID
    seq: int
    kind: str
    payload: Any
    declared_on: date
    recorded_at: datetime
    side: str
    role: str
    actor: UUID | None
    channel: str
    consents: Any
    previous: str


def entry_hash(entry: Entry) -> str:
    """SHA-256 (hexadecimal) over the entry in one canonical form: keys sorted, no spaces, instants in UTC."""
    written = {
        "contract": str(entry.contract),
        "seq": entry.seq,
        "kind": entry.kind,
        "payload": entry.payload,
        "declared_on": entry.declared_on.isoformat(),
        "recorded_at": entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "side": entry.side,
        "role": entry.role,
        "actor": str(entry.actor) if entry.actor else None,
        "channel": entry.channel,
        "consents": entry.consents,
        "previous": entry.previous,
    }
    canonical = json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold."""

    seq: int
    reason: str


def breaks(entries: Iterable[tuple[Entry, str]]) -> Iterator[Break]:
    """Where a contract's log, in its order and with the stored hashes, is not what was once written."""
    previous, expected_seq = GENESIS, 1
    for entry, stored in entries:
        if entry.seq != expected_seq:
            yield Break(entry.seq, f"entry {expected_seq} is missing")
        if entry.previous != previous:
            yield Break(entry.seq, "does not follow the entry before it")
        if entry_hash(entry) != stored:
            yield Break(entry.seq, "was changed after it was written")
        previous, expected_seq = stored, entry.seq + 1
