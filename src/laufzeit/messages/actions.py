"""What others do with letters: put them into the outbox inside their own transaction, and decide about stuck ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from laufzeit.messages.codec import name_of, to_json
from laufzeit.messages.kinds import Kind
from laufzeit.messages.letterhead import Head
from laufzeit.messages.models import Enclosure, Letterhead, Message
from laufzeit.messages.outgoing import Outgoing, Recipient

BATCH = 2000
"""Rows of one INSERT: ticks hand over thousands of letters at once."""


def enqueue(
    vendor_id: UUID,
    *,
    key: str,
    kind_value: Kind,
    to: Recipient,
    language: str,
    now: datetime,
    contract: UUID | None = None,
) -> None:
    """Put one letter into the outbox, inside the caller's transaction (``acting_for``): it goes out if and only if
    the transaction commits. A key that is already there changes nothing. ``now`` is the vendor's time."""
    enqueue_many(vendor_id, [Outgoing(key, kind_value, to, language, contract)], now=now)


def enqueue_many(vendor_id: UUID, letters: Sequence[Outgoing], *, now: datetime) -> None:
    """The same for many letters, in one statement for each two thousand."""
    rows = (_row(vendor_id, letter, now) for letter in letters)
    Message.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    enclosed = [letter for letter in letters if letter.attachments]
    if enclosed:
        _enclose(vendor_id, enclosed)


def _row(vendor_id: UUID, letter: Outgoing, now: datetime) -> Message:
    return Message(
        vendor_id=vendor_id,
        key=letter.key,
        kind=name_of(letter.value),
        language=letter.language,
        email=letter.to.email[:320],
        name=letter.to.name[:200],
        user=letter.to.user,
        organisation=letter.to.organisation,
        contract=letter.contract,
        facts=to_json(letter.value),
        created_at=now,
    )


def _enclose(vendor_id: UUID, letters: Iterable[Outgoing]) -> None:
    by_key = {letter.key: letter.attachments for letter in letters}
    ids = dict(Message.objects.filter(key__in=by_key).values_list("key", "id"))
    rows = [
        Enclosure(
            vendor_id=vendor_id, message_id=ids[key], name=file.name, media_type=file.media_type, content=file.content
        )
        for key, files in by_key.items()
        for file in files
    ]
    Enclosure.objects.bulk_create(rows, ignore_conflicts=True)


def set_letterhead(vendor_id: UUID, head: Head) -> None:
    """Write the vendor's letterhead; letters that are already written keep theirs."""
    Letterhead.objects.update_or_create(vendor_id=vendor_id, defaults={"facts": head.to_json()})
