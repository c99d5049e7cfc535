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
from laufzeit.values.codec import Json
from laufzeit.vendors.models import new_id
from laufzeit.vendors.reading.store import told

BATCH: Final = 2000
"""Rows of one statement."""

_INSERT: Final = (
    'INSERT INTO letters_message (id, vendor_id, created_at, state, key, kind, language, email, name, "user",'
    " organisation, contract, facts, erase_when_done, attempts, subject, text, html, message_id, sha256, last_error)"
    " SELECT new.id, %s, %s, %s, new.key, new.kind, new.language, new.email, new.name, new.person, new.organisation,"
    " new.contract, new.facts, new.last_word, 0, '', '', '', '', '', ''"
    " FROM json_to_recordset(%s) AS new (id uuid, key text, kind text, language text, email text, name text,"
    " person uuid, organisation uuid, contract uuid, facts jsonb, last_word boolean)"
    " ON CONFLICT DO NOTHING"
)


def put(vendor_id: UUID, letters: Sequence[Outgoing], now: datetime) -> None:
    """Write the letters; one whose key is there already changes nothing."""
    for begin in range(0, len(letters), BATCH):
        rows = [_row(letter) for letter in letters[begin : begin + BATCH]]
        told(_INSERT, [vendor_id, now, State.PENDING.value, json.dumps(rows)])


def _row(letter: Outgoing) -> dict[str, Json]:
    to = letter.to
    return {
        "id": str(new_id()),
        "key": letter.key,
        "kind": name_of(letter.value),
        "language": letter.language,
        "email": to.email[:320],
        "name": to.name[:200],
        "person": to.user and str(to.user),
        "organisation": to.organisation and str(to.organisation),
        "contract": letter.contract and str(letter.contract),
        "facts": to_json(letter.value),
        "last_word": letter.value.last_word,
    }
