"""A real mail server on the loopback that can be told to refuse, to stall and to vanish."""

from __future__ import annotations

import asyncio
import email
import email.policy
import logging
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from laufzeit.messages.sending.answers import MailServer

logging.getLogger("mail.log").setLevel(logging.WARNING)

REFUSALS = {
    "nobody": "550 5.1.1 <{}>: Recipient address rejected",
    "full": "452 4.2.2 <{}>: mailbox full",
    "closing": "421 4.3.2 closing for today",
}


@dataclass
class Received:
    """What the server took, and how it behaves: answers at the end of the data by the part before the ``@``, and what
    it does at each step (in threads of their own, so that other connections go on)."""

    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    connections: int = 0
    at_data: dict[str, str] = field(default_factory=dict)
    on_recipient: Callable[[str], None] = lambda _: None
    on_data: Callable[[str, Any], None] = lambda _, __: None
    most_mails_of_a_connection: int = 1_000_000
    server: MailServer = field(default_factory=lambda: MailServer("", 0))

    @property
    def recipients(self) -> list[str]:
        return [recipient for _, recipients in self.envelopes for recipient in recipients]

    def times_of(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)

    async def handle_EHLO(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        session.taken = 0
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if session.taken >= self.most_mails_of_a_connection:
            server.transport.abort()
        if address.startswith("unwanted@"):
            return "553 5.7.1 sender not allowed"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.to_thread(self.on_recipient, address)
        refusal = REFUSALS.get(address.partition("@")[0])
        if refusal:
            return refusal.format(address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        local = envelope.rcpt_tos[0].partition("@")[0]
        if local in self.at_data:
            await asyncio.to_thread(self.on_data, local, server.transport)
            return self.at_data[local]
        content = envelope.original_content
        assert isinstance(content, bytes)
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, content.splitlines())) <= 998
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.envelopes.append((str(envelope.mail_from), tuple(envelope.rcpt_tos)))
        session.taken += 1
        await asyncio.to_thread(self.on_data, local, server.transport)
        return "250 OK taken"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _check_password(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"laufzeit", b"right")
    return AuthResult(success=good, handled=False)


@contextmanager
def running(**options: Any) -> Iterator[Received]:
    """The server, for the length of a block."""
    received = Received()
    port = free_port()
    controller = Controller(
        received, "127.0.0.1", port, authenticator=_check_password, auth_require_tls=False, **options
    )
    controller.start()
    received.server = MailServer("127.0.0.1", port)
    try:
        yield received
    finally:
        controller.stop()
