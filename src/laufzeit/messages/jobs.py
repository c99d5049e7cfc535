"""Sending what is due, each letter once.

The order of things for each letter is the promise: it is *claimed*; the mail server accepts sender and recipient;
``handing_over`` is committed; then the mail goes over the wire; then ``sent`` is committed. Whoever is killed before
``handing_over`` has sent nothing, and the letter is tried again. Whoever is killed after it may have sent the mail:
the letter becomes ``unclear``, is shown to staff and is never sent again by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.db import connection

from laufzeit.messages import store
from laufzeit.messages.enclosing.store import made_for
from laufzeit.messages.letterhead import Head
from laufzeit.messages.models import Message
from laufzeit.messages.outgoing import Attachment
from laufzeit.messages.sending import store as sending
from laufzeit.messages.sending.answers import MailServer, Outcome, Refused, ServerDown
from laufzeit.messages.sending.jobs import Conversation
from laufzeit.messages.sending.mail import Content, Mail, NotAnAddress, address, build, sender_address
from laufzeit.messages.state import State
from laufzeit.vendors.store import acting_for

log = structlog.get_logger("laufzeit.letters")

BATCH: Final = 20
"""Letters that are claimed together: few, so that a killed sender leaves few waiting for their claim to run out."""
LONGEST_RUN: Final = 500
"""Letters of one call, so that no vendor makes the others wait and ``now`` does not grow old."""


@dataclass(slots=True)
class Report:
    """How many letters came to which state. ``more``: others may still be due. ``server_down``: why it stopped."""

    states: Counter[State] = field(default_factory=Counter)
    more: bool = False
    server_down: str = ""


class InsideATransaction(RuntimeError):
    """Letters cannot be sent inside a transaction: what is written before the hand-over must be committed."""


def send_due(vendor_id: UUID, now: datetime, transport: MailServer | None = None) -> Report:
    """Send the vendor's letters that are due, or keep them where the installation has no mail server.

    ``now`` is the machine's time, for a sandbox too: claims and pauses are waiting times of the machine. Call it
    outside of ``acting_for``; several may run at once.
    """
    server = transport or configured()
    if server is not None and connection.in_atomic_block:
        raise InsideATransaction
    with acting_for(vendor_id):
        abandoned = sending.give_up_abandoned(now)
        head = store.letterhead()
    report = Report(Counter({State.UNCLEAR: abandoned} if abandoned else {}))
    if server is None:
        _keep_all(vendor_id, head, now, report)
    else:
        with Conversation(server) as conversation:
            _Sender(vendor_id, head, conversation, now, report).run()
    if report.states or report.server_down:
        found = {state.value: count for state, count in report.states.items()}
        log.info("letters", vendor=str(vendor_id), server_down=report.server_down, **found)
    return report


def configured() -> MailServer | None:
    """The installation's mail server; ``None`` where letters are kept (the demo)."""
    smtp = settings.ENVIRONMENT.smtp
    if smtp is None:
        return None
    return MailServer(smtp.host, smtp.port, smtp.user, smtp.password, smtp.implicit_tls, smtp.start_tls)


@dataclass(frozen=True, slots=True)
class _Sender:
    vendor_id: UUID
    head: Head
    conversation: Conversation
    now: datetime
    report: Report
    claim: UUID = field(default_factory=uuid4)

    def run(self) -> None:
        for _ in range(0, LONGEST_RUN, BATCH):
            with acting_for(self.vendor_id):
                batch = sending.claim_due(self.claim, self.now, BATCH)
            if not batch or not self._all_of(batch):
                return
        self.report.more = True

    def _all_of(self, batch: list[Message]) -> bool:
        """``False`` when the server takes nothing more; the rest of the batch is given back untried."""
        for number, message in enumerate(batch, start=1):
            outcome = self._one(message)
            with acting_for(self.vendor_id):
                state = sending.settle(message, self.claim, outcome, self.now)
                if isinstance(outcome, ServerDown):
                    sending.release(batch[number:], self.claim)
            if state is not None:
                self.report.states[state] += 1
            if isinstance(outcome, ServerDown):
                self.report.server_down = outcome.reason
                return False
        return True

    def _one(self, message: Message) -> Outcome:
        written = _written(message, made_for(self.vendor_id, message), self.head, self.now)
        if isinstance(written, Refused):
            return written
        content, mail = written

        def hand_over() -> bool:
            with acting_for(self.vendor_id):
                return sending.begin_hand_over(message, self.claim, mail, content, self.now)

        return self.conversation.offer(mail, hand_over)


def _written(
    message: Message, files: Sequence[Attachment], head: Head, now: datetime
) -> tuple[Content, Mail] | Refused:
    """The letter and its mail, or why there is none: one bad letter must not keep back the others."""
    try:
        content = store.content_of(message, head)
        mail = build(
            message.id,
            content,
            sender=sender_address(head.mail_from, settings.ENVIRONMENT.mail_from, head.name),
            recipient=address(message.email, message.name),
            reply_to=head.email,
            at=now,
            attachments=(*store.attachments_of(message), *files),
        )
    except NotAnAddress as fault:
        return Refused(str(fault))
    except Exception as fault:
        log.exception("a letter cannot be written", letter=str(message.id), kind=message.kind)
        return Refused(f"the letter cannot be written: {type(fault).__name__}")
    return content, mail


def _keep_all(vendor_id: UUID, head: Head, now: datetime, report: Report) -> None:
    claim = uuid4()
    for _ in range(0, LONGEST_RUN, BATCH):
        with acting_for(vendor_id):
            batch = sending.claim_due(claim, now, BATCH)
            if not batch:
                return
            for message in batch:
                state = _keep(message, claim, head, now)
                if state is not None:
                    report.states[state] += 1
    report.more = True


def _keep(message: Message, claim: UUID, head: Head, now: datetime) -> State | None:
    written = _written(message, (), head, now)
    if isinstance(written, Refused):
        return sending.settle(message, claim, written, now)
    return sending.keep(message, claim, written[0])
