"""Letters into the outbox: any number in one statement, for a decision writes one or two and a tick thousands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from laufzeit.messages.codec import name_of, to_json
from laufzeit.messages.outgoing import Outgoing
from laufzeit.messages.state import State
from laufzeit.vendors.models import new_id
from laufzeit.vendors.reading.store import told

BATCH: Final = 2000
"""Rows of one statement."""

_INSERT: Final = (
    'INSERT INTO letters_message (id, vendor_id, created_at, key, kind, language, email, name, "user", organisation,'
    " contract, facts, erase_when_done, state, attempts, subject, text, html, message_id, sha256, last_error)"
    " SELECT new.id, %s, %s, new.key, new.kind, new.language, new.email, new.name, new.person, new.organisation,"
    " new.contract, new.facts, new.last_word, %s, 0, '', '', '', '', '', ''"
    " FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::uuid[],"
    " %s::uuid[], %s::text[]::jsonb[], %s::bool[])"
    " AS new (id, key, kind, language, email, name, person, organisation, contract, facts, last_word)"
    " ON CONFLICT DO NOTHING"
)


def put(vendor_id: UUID, letters: Sequence[Outgoing], now: datetime) -> None:
    """Write the letters; one whose key is there already changes nothing."""
    for begin in range(0, len(letters), BATCH):
        some = letters[begin : begin + BATCH]
        columns: list[list[object]] = [
            [new_id() for _ in some],
            [letter.key for letter in some],
            [name_of(letter.value) for letter in some],
            [letter.language for letter in some],
            [letter.to.email[:320] for letter in some],
            [letter.to.name[:200] for letter in some],
            [letter.to.user for letter in some],
            [letter.to.organisation for letter in some],
            [letter.contract for letter in some],
            [json.dumps(to_json(letter.value)) for letter in some],
            [letter.value.last_word for letter in some],
        ]
        told(_INSERT, [vendor_id, now, State.PENDING.value, *columns])
