"""What can come of offering a mail to a mail server, and what its answers mean (RFC 5321, 4.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from laufzeit.messages.text import one_line


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed over. ``implicit_tls``: TLS from the start (port 465); ``start_tls``: it is required."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    implicit_tls: bool = False
    start_tls: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """The server has taken the responsibility for the mail."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will never take this mail (5yz): it bounces."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """The server does not take this mail now (4yz)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """The connection broke after the mail was sent and before the server had answered: perhaps it took it."""

    reason: str


@dataclass(frozen=True, slots=True)
class ServerDown:
    """No mail can be handed over: no connection, no sign-in, the sender is not accepted."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotOurs:
    """Another sender has taken the letter over meanwhile; nothing was sent."""


Outcome = Taken | Refused | Later | Unclear | ServerDown | NotOurs

CLOSING: Final = 421
"""The server closes the connection, whatever was asked of it."""
_ADDRESS: Final = re.compile(r'<?(?:"[^"]*"|[^\s<>]+)@[^\s<>]+>?')
_LONGEST: Final = 300
"""Characters of an answer that are kept."""
_READ: Final = 2_000
"""Characters of it that are looked at."""


def said(code: int, answer: bytes | str) -> str:
    """A server's answer for staff to read, without addresses (they are in the letter; a log must not have them).

    >>> said(550, b"5.1.1 <erika@example.org>: Recipient address rejected")
    '550 5.1.1 …: Recipient address rejected'
    """
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {without_addresses(text)}".strip()


def without_addresses(text: str) -> str:
    """What a server said, on one line, not too long, and without addresses.

    >>> without_addresses('unknown: "Erika Muster"@example.org,\\n not <erika@example.org>')
    'unknown: … not …'
    """
    return _ADDRESS.sub("…", one_line(text[:_READ]))[:_LONGEST]


def of_sender(code: int, answer: bytes) -> Outcome | None:
    """What the answer to MAIL FROM means; ``None``: go on. A refusal here is about the sender or the server and
    concerns every letter, except that this one is too large."""
    if code == 250:
        return None
    if code == 552:
        return Refused(said(code, answer))
    if code == 452:
        return Later(said(code, answer))
    return ServerDown(said(code, answer))


def of_recipient(code: int, answer: bytes) -> Outcome | None:
    """What the answer to RCPT TO means; ``None``: go on."""
    if code in (250, 251):
        return None
    return of_mail(code, answer)


def of_mail(code: int, answer: bytes) -> Outcome:
    """What an answer about this one mail means."""
    if code == CLOSING:
        return ServerDown(said(code, answer))
    if 200 <= code < 300:
        return Taken()
    return Refused(said(code, answer)) if code >= 500 else Later(said(code, answer))
