"""A letter as the bytes of a mail (RFC 5322, MIME), addressed and ready to be handed over."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from typing import Final
from uuid import UUID

from laufzeit.messages.outgoing import Attachment
from laufzeit.messages.text import one_line

LONGEST_ADDRESS: Final = 254
"""RFC 3696, erratum 1690."""
_ADDRESS: Final = re.compile(r"[^\s\x00-\x1f\x7f@<>()\[\],;:\\\"]{1,64}@[^\s\x00-\x1f\x7f@<>()\[\],;:\\\"]+")


class NotAnAddress(ValueError):
    """A text to which no mail can be sent."""


@dataclass(frozen=True, slots=True)
class Content:
    subject: str
    text: str
    html: str
    language: str


@dataclass(frozen=True, slots=True)
class Mail:
    """``sender`` and ``recipient`` are the bare addresses of the envelope; ``utf8``: it needs SMTPUTF8 (RFC 6531)."""

    sender: str
    recipient: str
    message_id: str
    data: bytes
    utf8: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def address(text: str, name: str = "") -> Address:
    """A mailbox with the domain as it goes over the wire (IDNA); raises ``NotAnAddress``.

    >>> address("vertrag@büro.example", "Jürgen Groß").addr_spec
    'vertrag@xn--bro-hoa.example'
    >>> address("a@example.com\\r\\nBcc: b@example.com")
    Traceback (most recent call last):
    laufzeit.messages.sending.mail.NotAnAddress: this is no e-mail address
    """
    stripped = text.strip()
    if not _ADDRESS.fullmatch(stripped):
        raise NotAnAddress("this is no e-mail address")
    local, _, domain = stripped.rpartition("@")
    try:
        found = Address(one_line(name), local, domain.encode("idna").decode())
    except ValueError as fault:
        raise NotAnAddress("this is no e-mail address") from fault
    if len(found.addr_spec) > LONGEST_ADDRESS:
        raise NotAnAddress("this e-mail address is too long")
    return found


def sender_address(mail_from: str, otherwise: str, name: str) -> Address:
    """The vendor's address of its letters; without one the installation's, under the vendor's name.

    >>> sender_address("RED connect <vertrag@red.example>", "laufzeit@localhost", "RED GmbH").display_name
    'RED connect'
    >>> str(sender_address("", "Laufzeit <laufzeit@localhost>", "RED GmbH"))
    'RED GmbH <laufzeit@localhost>'
    """
    display, spec = parseaddr(mail_from or otherwise)
    return address(spec, (display if mail_from else "") or name)


def build(
    message_id: UUID,
    content: Content,
    *,
    sender: Address,
    recipient: Address,
    reply_to: str,
    at: datetime,
    attachments: tuple[Attachment, ...] = (),
) -> Mail:
    """The mail of ``at``. Its Message-ID and boundaries come from ``message_id``, so that the same letter, sent again,
    is recognised as the same."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = recipient
    if reply_to and reply_to != sender.addr_spec:
        mail["Reply-To"] = address(reply_to)
    mail["Subject"] = one_line(content.subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message_id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(content.text, cte="quoted-printable")
    mail.add_alternative(content.html, subtype="html", cte="quoted-printable")
    for file in attachments:
        main, _, sub = file.media_type.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub or "octet-stream", filename=one_line(file.name))
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{message_id.hex}_{number}")
    mail["Content-Language"] = content.language
    utf8 = not (sender.addr_spec + recipient.addr_spec).isascii()
    data = mail.as_bytes(policy=SMTPUTF8 if utf8 else SMTP)
    return Mail(sender.addr_spec, recipient.addr_spec, mail["Message-ID"], data, utf8)
