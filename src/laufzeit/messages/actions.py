"""What others do with letters: put them into the outbox inside their own transaction, and decide about stuck ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from laufzeit.messages.erasure import store as erasure
from laufzeit.messages.kinds import Kind
from laufzeit.messages.letterhead import Head
from laufzeit.messages.models import Enclosure, Letterhead, Message
from laufzeit.messages.outgoing import Outgoing, Recipient
from laufzeit.messages.sending.store import locked, may_be_sent_again
from laufzeit.messages.state import State
from laufzeit.messages.writing import store as writing
from laufzeit.vendors.store import acting_for


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
    writing.put(vendor_id, letters, now)
    enclosed = [letter for letter in letters if letter.attachments]
    if enclosed:
        _enclose(vendor_id, enclosed)


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


def keep_for_paper(keys: Sequence[str]) -> int:
    """Letters that were put into the outbox in this transaction go out on paper: they are kept, and no mail is sent;
    the number of letters. Only in the transaction that writes them: afterwards a sender may have taken them."""
    return Message.objects.filter(key__in=keys, state=State.PENDING, attempts=0).update(state=State.HELD.value)


def set_letterhead(vendor_id: UUID, head: Head) -> None:
    """Write the vendor's letterhead; letters that are already written keep theirs."""
    Letterhead.objects.update_or_create(vendor_id=vendor_id, defaults={"facts": head.to_json()})


class NotToBeSentAgain(Exception):
    """Only letters that failed, came back, are unclear or were kept can be sent again, and only while their content is
    there: not what was erased, nor an invitation that was sent once."""

    def __init__(self, state: State) -> None:
        super().__init__(f"a letter that is {state.value} is not sent again")
        self.state = state


def send_again(letter: UUID, *, email: str = "") -> None:
    """Staff decides to send a letter once more, knowing that an unclear one may arrive twice (with the same
    Message-ID, by which many mail programs show it once). ``email``: where its recipient is reached now, if that is not
    where the letter went.

    Raises ``NotToBeSentAgain``, and ``Message.DoesNotExist``.
    """
    message = locked(letter)
    if not may_be_sent_again(message):
        raise NotToBeSentAgain(State(message.state))
    message.state = State.PENDING
    message.attempts, message.next_attempt_at, message.claim = 0, None, None
    message.email = email or message.email
    message.save(update_fields=["state", "email", "attempts", "next_attempt_at", "claim"])


def erase_for_organisation(organisation: UUID) -> int:
    """Take the people out of all letters to an organisation's people, inside the caller's transaction; the number of
    letters. Letters on their way arrive first. Business letters stay, restricted, as long as the law asks."""
    return erasure.erase(Message.objects.filter(organisation=organisation))


def erase_outdated(vendor_id: UUID, today: date) -> int:
    """Erase restricted letters whose time of retention is over; the number of letters."""
    with acting_for(vendor_id):
        return erasure.erase_outdated(today)
