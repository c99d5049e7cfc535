"""What a mail says about a letter that could not be delivered: reports by RFC 3464 in a multipart/report (RFC 6522).

Anybody may send anything to the address to which letters come back, so whatever is no such report is ``None`` here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from email.policy import compat32
from typing import Final
from uuid import UUID

from laufzeit.messages.bouncing.status import FOR_GOOD, in_words

LARGEST: Final = 1 << 18
"""Octets of a mail that are read. A report comes first in it; what is cut off is the returned letter's text."""
MOST_HEADERS: Final = 50
"""Headers of content in a mail that is read: of more, the parts would be nested or many beyond all reports."""
MOST_RECIPIENTS: Final = 100
"""Recipients of a report that are looked at; a letter has one."""
_CONTENT_TYPE: Final = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_REPORTS: Final = ("message/delivery-status", "message/global-delivery-status")
_RETURNED: Final = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
_OUR_ID: Final = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^\s<>@]+>")
_ESCAPED: Final = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail came back for good. ``message_id`` is that of the mail, empty if it is not named; ``recipients`` are the
    addresses that the report names, in lower case; ``said`` is the reason, in words without addresses; ``mark`` tells
    this report from all others."""

    message_id: str
    recipients: frozenset[str]
    said: str
    mark: str

    @property
    def letter(self) -> UUID | None:
        """Our letter with such a Message-ID, if it looks like one of ours (``sending.mail.build``)."""
        found = _OUR_ID.fullmatch(self.message_id)
        return UUID(found[1]) if found else None


def read(data: bytes) -> Returned | None:
    """The report in a mail, if it is one that says that a mail could not be delivered for good: action ``failed`` with
    a status of 5.x.x, or of 4.x.x where the mail server has given up. Delays, successes, answers of people and of
    machines, and garbage give ``None``."""
    start = data[:LARGEST]
    if len(_CONTENT_TYPE.findall(start)) > MOST_HEADERS:
        return None
    try:
        return _read(message_from_bytes(start, policy=compat32))
    except Exception:
        # The parser of the standard library knows no fault of its own for what it cannot read: it stumbles.
        return None


def _read(mail: Message) -> Returned | None:
    parts = _parts(mail)
    report = next((part for part in parts if part.get_content_type() in _REPORTS), None)
    if report is None:
        return None
    groups = list(_groups(report))
    failed = [group for group in groups[1 : MOST_RECIPIENTS + 1] if _failed(group)]
    if not failed:
        return None
    recipients = frozenset(address for group in failed for address in _addresses(group))
    return Returned(
        message_id=_message_id(parts),
        recipients=recipients or frozenset(_listed(_value(mail, "X-Failed-Recipients"))),
        said=in_words(_value(failed[0], "Status"), _typed(failed[0], "Diagnostic-Code")),
        mark=_mark(mail, groups),
    )


def _parts(mail: Message) -> list[Message]:
    """The parts of a report; of no report, none."""
    return _inside(mail) if mail.get_content_type() == "multipart/report" else []


def _inside(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []


def _groups(report: Message) -> Iterator[Message]:
    """The groups of fields of a report: first about the mail, then about each recipient."""
    blocks = _inside(report)
    if report.get_content_type() == _REPORTS[0]:
        yield from blocks
        return
    # The parser knows only the older of the two: it takes the first group for headers, and the rest for a text.
    for block in blocks[:1]:
        yield block
        yield from map(message_from_string, re.split(r"\r?\n\s*\n", _text(block))[:MOST_RECIPIENTS])


def _failed(group: Message) -> bool:
    action = _value(group, "Action").split("(")[0].strip().lower()
    return action == "failed" and FOR_GOOD.match(_value(group, "Status")) is not None


def _addresses(group: Message) -> Iterator[str]:
    """Whom the mail did not reach: also as it was addressed before others forwarded it."""
    for name in ("Final-Recipient", "Original-Recipient"):
        yield from _listed(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), _typed(group, name)))


def _listed(text: str) -> Iterator[str]:
    for one in text.split(","):
        if "@" in one:
            yield one.strip().strip("<>").lower()


def _typed(group: Message, name: str) -> str:
    """The value of a field that begins with its type ("rfc822; erika@example.org")."""
    value = _value(group, name)
    return (value.partition(";")[2] if ";" in value else value).strip()


def _value(mail: Message, name: str) -> str:
    """A header, with its octets beyond ASCII as UTF-8."""
    raw = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    return str(raw).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _message_id(parts: list[Message]) -> str:
    """The Message-ID of the mail that came back; empty if the report does not hold it."""
    part = next((part for part in parts if part.get_content_type() in _RETURNED), None)
    if part is None:
        return ""
    returned = next(iter(_inside(part)), None) or message_from_string(_text(part))
    return _value(returned, "Message-ID").strip()


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "surrogateescape") if isinstance(content, bytes) else ""


def _mark(mail: Message, groups: list[Message]) -> str:
    """The same for a report wherever it is read from; another one for each time that a mail comes back."""
    own = [_value(mail, "Message-ID"), _value(mail, "Date")]
    fields = [f"{name}:{' '.join(str(value).split())}" for group in groups for name, value in group.raw_items()]
    return hashlib.sha256("\n".join(own + fields).encode("utf-8", "replace")).hexdigest()
