"""The parts of a document that are kept as JSON, and back without loss."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, cast

from laufzeit.invoices.document import Allowance, Debit, Party, Reference, TaxLine, Transfer
from laufzeit.values.codec import Codec, Json

_CODEC = Codec({}, leave_out_defaults=True)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on a document beside its columns and lines."""

    buyer: Party
    taxes: tuple[TaxLine, ...]
    buyer_reference: str = ""
    references: tuple[Reference, ...] = ()
    notes: tuple[str, ...] = ()
    payment: Debit | Transfer | None = None


def head_to_json(head: Head) -> dict[str, Json]:
    return cast("dict[str, Json]", _CODEC.write(head))


def head_from_json(stored: Json) -> Head:
    """Raises ``values.fault.Unreadable``."""
    return _CODEC.read(Head, stored)


def party_to_json(party: Party) -> dict[str, Json]:
    return cast("dict[str, Json]", _CODEC.write(party))


def party_from_json(stored: Json) -> Party:
    """Raises ``values.fault.Unreadable``."""
    return _CODEC.read(Party, stored)


def party_hash(party: Party) -> str:
    """SHA-256 by which a stored party is found again, as hexadecimal."""
    written = json.dumps(party_to_json(party), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def allowances_to_json(allowances: tuple[Allowance, ...]) -> list[Json] | None:
    """``None`` where there are none, as most lines have none."""
    return cast("list[Any]", _CODEC.write(allowances)) if allowances else None


def allowances_from_json(stored: Json) -> tuple[Allowance, ...]:
    """Raises ``values.fault.Unreadable``."""
    return _CODEC.read(tuple[Allowance, ...], stored) if stored else ()
