"""Mails that come back, as Postfix, Exim and Exchange write them (``bounces/``), about any letter."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "bounces"
SERVERS: Final = ("postfix", "exim", "exchange")
ID: Final = "<0190b6a2-7c1e-7d3a-9f00-2a6b8c1d4e5f@redconnect.example>"
RECIPIENT: Final = "erika@example.org"
_OWN_IDS: Final = {"postfix": "4FB9zW2qKqz1Y", "exim": "E1lRZkx", "exchange": "b9d4a1de"}


def mail(name: str, **replaced: str) -> bytes:
    """A mail of ``bounces/``; ``replaced`` says what stands for which part of it (``FAILED="Action: failed"``)."""
    text = (FOLDER / f"{name}.eml").read_text(encoding="utf-8")
    for old, new in replaced.items():
        text = text.replace(old, new)
    return text.encode()


def returned(name: str, message_id: str, recipient: str, *, attempt: int = 1) -> bytes:
    """The report of one server about a letter; each ``attempt`` to deliver it has a report of its own."""
    text = mail(name).decode().replace(ID, message_id)
    own = _OWN_IDS[name]
    text = text.replace(own, f"{own}{attempt}" if attempt > 1 else own)
    return text.replace(RECIPIENT, recipient).replace("Erika@Example.org", recipient).encode()


def returned_whole(arrived: EmailMessage, recipient: str) -> bytes:
    """Postfix' report with the very mail that arrived at it inside."""
    text = mail("postfix").decode().replace(RECIPIENT, recipient)
    begin = text.index("Return-Path: <vertrag@redconnect.example>")
    end = text.rindex("\n--4FB9zV6d2Gz1X.1617192309/mail.redconnect.example--")
    return text[:begin].encode() + arrived.as_bytes() + text[end:].encode()
