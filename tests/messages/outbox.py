"""Short ways for the tests to fill the outbox and to look into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from tests.messages.samples import SAMPLES

from laufzeit.messages.actions import enqueue_many
from laufzeit.messages.kinds import Kind
from laufzeit.messages.models import Message
from laufzeit.messages.outgoing import Attachment, Outgoing, Recipient
from laufzeit.messages.state import State
from laufzeit.vendors.store import acting_for

NOW = datetime(2021, 3, 31, 12, 5, tzinfo=UTC)
REVOKED = SAMPLES["change_revoked"]


def put(
    vendor: UUID,
    *addresses: str,
    kind: Kind = REVOKED,
    name: str = "Dr. Jürgen Groß",
    user: UUID | None = None,
    organisation: UUID | None = None,
    attachments: tuple[Attachment, ...] = (),
    at: datetime = NOW,
) -> None:
    """One letter to each address, under the address as its key."""
    letters = [
        Outgoing(address[:200], kind, Recipient(address, name, user, organisation), "de", attachments=attachments)
        for address in addresses
    ]
    with acting_for(vendor):
        enqueue_many(vendor, letters, now=at)


def letter(vendor: UUID, key: str) -> Message:
    with acting_for(vendor):
        return Message.objects.get(key=key[:200])


def states(vendor: UUID) -> Counter[State]:
    with acting_for(vendor):
        return Counter(State(state) for state in Message.objects.values_list("state", flat=True))


def many(count: int) -> Iterable[str]:
    return (f"person{number}@example.org" for number in range(count))
