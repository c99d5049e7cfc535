"""What a letter says, and the mailbox: the letters of a vendor, of a person, of an organisation, of a contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from laufzeit.messages.codec import KINDS, Unreadable, from_json
from laufzeit.messages.compose import compose
from laufzeit.messages.html import as_html
from laufzeit.messages.letterhead import Head
from laufzeit.messages.models import Letterhead, Message
from laufzeit.messages.outgoing import Attachment
from laufzeit.messages.sending.mail import Content
from laufzeit.messages.sending.store import may_be_sent_again
from laufzeit.messages.state import State
from laufzeit.messages.text import as_text
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.tenancy import acting_vendor_id

LARGEST_PAGE: Final = 200


def letterhead() -> Head:
    """The acting vendor's; before it has a catalogue, with its name and time zone alone."""
    stored = Letterhead.objects.values_list("facts", flat=True).first()
    if stored is not None:
        return Head.from_json(stored)
    vendor = Vendor.objects.get(id=acting_vendor_id())
    return Head(name=vendor.name, time_zone=vendor.time_zone)


def content_of(message: Message, head: Head) -> Content:
    """What the letter says: as it was written when it was first sent or kept, otherwise as it is written now.

    Raises ``Unreadable`` for facts that make no letter.
    """
    if message.text:
        return Content(message.subject, message.text, message.html, message.language)
    letter = compose(from_json(message.kind, message.facts), message.language, head, message.name)
    return Content(letter.subject, as_text(letter), as_html(letter), letter.language)


def attachments_of(message: Message) -> tuple[Attachment, ...]:
    """The files that go with the letter, by name."""
    rows = sorted(message.enclosures.all(), key=lambda row: row.name)
    return tuple(Attachment(row.name, row.media_type, bytes(row.content)) for row in rows)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after which the next page begins."""

    created_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.created_at.isoformat()}_{self.id}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """Reads what ``str`` wrote; ``None`` for anything else."""
        instant, _, last = text.partition("_")
        try:
            found = cls(datetime.fromisoformat(instant), UUID(last))
        except ValueError:
            return None
        return found if found.created_at.tzinfo else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter as a list shows it. ``last_error`` is for staff."""

    id: UUID
    kind: str
    subject: str
    email: str
    name: str
    state: State
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str
    organisation: UUID | None
    contract: UUID | None
    user: UUID | None
    sendable: bool
    """Staff may decide to send it once more."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter as it is read. ``content`` ``None``: it was erased, or it opens a door and is for its recipient alone
    (shown only where it was kept instead of sent, since nobody could read it otherwise)."""

    listed: Listed
    content: Content | None


@dataclass(frozen=True, slots=True)
class Page:
    """Letters, newest first; ``following`` leads to the older ones, if there are any."""

    letters: tuple[Listed, ...]
    following: Cursor | None


def mailbox(
    *,
    user: UUID | None = None,
    organisation: UUID | None = None,
    contract: UUID | None = None,
    states: Iterable[State] = (),
    search: str = "",
    after: Cursor | None = None,
    count: int = 50,
) -> Page:
    """The acting vendor's letters that fit all that is given; restricted ones are not shown.

    ``search`` is found in the recipient's name and address and in the subject.
    """
    found = Message.objects.filter(kept_until=None, **_given(user=user, organisation=organisation, contract=contract))
    if states := tuple(states):
        found = found.filter(state__in=states)
    for word in search.split():
        found = found.filter(Q(email__icontains=word) | Q(name__icontains=word) | Q(subject__icontains=word))
    return _page(found, after, min(count, LARGEST_PAGE))


def _given(**filters: UUID | None) -> dict[str, UUID]:
    return {name: value for name, value in filters.items() if value is not None}


def _page(found: QuerySet[Message], after: Cursor | None, count: int) -> Page:
    if after is not None:
        older = Q(created_at=after.created_at, id__lt=after.id) | Q(created_at__lt=after.created_at)
        found = found.filter(older, created_at__lte=after.created_at)
    rows = list(found.defer("text", "html").order_by("-created_at", "-id")[: count + 1])
    head = letterhead() if any(not row.subject for row in rows) else Head("")
    letters = tuple(_listed(row, head) for row in rows[:count])
    following = Cursor(letters[-1].created_at, letters[-1].id) if len(rows) > count else None
    return Page(letters, following)


def _listed(row: Message, head: Head) -> Listed:
    return Listed(
        id=row.id,
        kind=row.kind,
        subject=row.subject or _subject(row, head),
        email=row.email,
        name=row.name,
        state=State(row.state),
        created_at=row.created_at,
        sent_at=row.sent_at,
        attempts=row.attempts,
        last_error=row.last_error,
        organisation=row.organisation,
        contract=row.contract,
        user=row.user,
        sendable=may_be_sent_again(row),
    )


def _subject(row: Message, head: Head) -> str:
    """Of a letter that is not written yet; empty for one whose facts are gone or make no letter any more."""
    try:
        return compose(from_json(row.kind, row.facts), row.language, head, row.name).subject
    except Unreadable:
        return ""


def opened(letter: UUID, *, user: UUID | None = None) -> Opened | None:
    """One letter to read, only if it is ``user``'s where one is given; ``None`` if there is none."""
    row = Message.objects.filter(id=letter, kept_until=None, **_given(user=user)).first()
    if row is None:
        return None
    head = letterhead()
    return Opened(_listed(row, head), _readable(row, head))


def _readable(row: Message, head: Head) -> Content | None:
    kind = KINDS.get(row.kind)
    if kind is not None and kind.secret and row.state != State.HELD:
        return None
    try:
        return content_of(row, head)
    except Unreadable:
        return None
