"""Whose turn a letter is, and what became of it. Each function is one short transaction's work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from laufzeit.messages.codec import KINDS
from laufzeit.messages.erasure.store import erase
from laufzeit.messages.models import Message
from laufzeit.messages.sending.answers import Later, NotOurs, Outcome, Refused, ServerDown, Taken, Unclear
from laufzeit.messages.sending.backoff import next_attempt
from laufzeit.messages.sending.mail import Content, Mail
from laufzeit.messages.state import ON_ITS_WAY, TROUBLE, State

CLAIMED_FOR: Final = timedelta(minutes=2)
"""After that others may take a claimed letter over. May be short: whoever lost its claim writes nothing any more."""
HANDED_OVER_WITHIN: Final = timedelta(minutes=15)
"""After that a letter that was being handed over is unclear. RFC 5321, 4.5.3.2.6 gives a server ten minutes."""


def give_up_abandoned(now: datetime) -> int:
    """Letters whose sender vanished while it was handing them over: nobody knows whether the server took them."""
    lost = Message.objects.filter(state=State.HANDING_OVER, claimed_until__lte=now)
    return lost.update(state=State.UNCLEAR, last_error="the sender stopped while it was handing the letter over")


def claim_due(claim: UUID, now: datetime, count: int) -> list[Message]:
    """Take up to ``count`` letters that are due, the longest waiting first, passing over those that others hold."""
    due = Q(state=State.PENDING) & (Q(next_attempt_at=None) | Q(next_attempt_at__lte=now))
    abandoned = Q(state=State.CLAIMED, claimed_until__lte=now)
    found = list(
        Message.objects.filter(due | abandoned, state__in=ON_ITS_WAY)
        .order_by(F("next_attempt_at").asc(nulls_first=True), "id")
        .prefetch_related("enclosures")
        .select_for_update(skip_locked=True)[:count]
    )
    ours = Message.objects.filter(id__in=[message.id for message in found])
    ours.update(state=State.CLAIMED, claim=claim, claimed_until=now + CLAIMED_FOR)
    return found


def begin_hand_over(message: Message, claim: UUID, mail: Mail, content: Content, now: datetime) -> bool:
    """Note, before the mail goes over the wire, that it is about to; ``False`` if the letter is no longer ours."""
    changed = Message.objects.filter(id=message.id, claim=claim, state=State.CLAIMED).update(
        state=State.HANDING_OVER,
        claimed_until=now + HANDED_OVER_WITHIN,
        message_id=mail.message_id,
        sha256=mail.sha256,
        **_written(message, content),
    )
    return bool(changed)


def _written(message: Message, content: Content) -> dict[str, str]:
    """The content as it stays; of a letter that opens a door only the subject."""
    if KINDS[message.kind].secret:
        return {"subject": content.subject}
    return {"subject": content.subject, "text": content.text, "html": content.html}


def settle(message: Message, claim: UUID, outcome: Outcome, now: datetime) -> State | None:
    """Write down what became of a letter that carries our claim; its state, or ``None`` if it is no longer ours."""
    ours = Message.objects.filter(id=message.id, claim=claim)
    attempts = message.attempts + 1
    match outcome:
        case Taken():
            # It may have been called unclear while the server took its time.
            ours = ours.filter(state__in=[State.HANDING_OVER, State.UNCLEAR])
            state = _end(ours, State.SENT, sent_at=now, last_error="", attempts=attempts)
        case Unclear(reason):
            state = _end(ours.filter(state=State.HANDING_OVER), State.UNCLEAR, last_error=reason, attempts=attempts)
        case Refused(reason):
            state = _end(ours, State.FAILED, last_error=reason, attempts=attempts)
        case Later(reason) | ServerDown(reason):
            state = _try_again(ours, attempts, reason, now)
        case NotOurs():
            state = None
    _after_the_end(message, state)
    return state


def _end(ours: QuerySet[Message], state: State, **values: object) -> State | None:
    changed = ours.update(state=state, claimed_until=None, next_attempt_at=None, **values)
    return state if changed else None


def _try_again(ours: QuerySet[Message], attempts: int, reason: str, now: datetime) -> State | None:
    again_at = next_attempt(attempts, now)
    state = State.FAILED if again_at is None else State.PENDING
    changed = ours.update(
        state=state,
        next_attempt_at=again_at,
        attempts=attempts,
        last_error=reason,
        claim=None,
        claimed_until=None,
    )
    return state if changed else None


def release(messages: Iterable[Message], claim: UUID) -> None:
    """Give letters back that were claimed and not tried."""
    ours = Message.objects.filter(id__in=[message.id for message in messages], claim=claim, state=State.CLAIMED)
    ours.update(state=State.PENDING, claim=None, claimed_until=None)


def keep(message: Message, claim: UUID, content: Content) -> State | None:
    """Without a mail server: write the letter and keep it for the mailbox."""
    ours = Message.objects.filter(id=message.id, claim=claim, state=State.CLAIMED)
    state = _end(ours, State.HELD, subject=content.subject, text=content.text, html=content.html)
    _after_the_end(message, state)
    return state


def locked(message_id: UUID) -> Message:
    """The letter, locked until the transaction ends; ``Message.DoesNotExist`` if there is none."""
    return Message.objects.select_for_update().get(id=message_id)


def may_be_sent_again(message: Message) -> bool:
    """Whether staff may decide to send the letter once more: something went wrong with it or it was kept, and there is
    somebody to send it to and something to say."""
    return message.state in (*TROUBLE, State.HELD) and bool(message.email) and bool(message.facts)


def _after_the_end(message: Message, state: State | None) -> None:
    """What is not to stay once a letter has come to an end: its secrets, and the people of an erased organisation."""
    if state is State.SENT and KINDS[message.kind].secret:
        Message.objects.filter(id=message.id).update(facts={})
    to_erase = Message.objects.filter(id=message.id, erase_when_done=True)
    if state not in (None, *ON_ITS_WAY) and to_erase.exists():
        erase(to_erase)
