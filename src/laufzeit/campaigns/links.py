"""Links in letters that lead to one offer of one contract: signed, so that nobody makes one up, and not for ever.

A link opens nothing by itself: whoever follows it signs in before anything is shown, and decides only what is his.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

AFTERWARDS: Final = timedelta(days=30)
"""For so long after the deadline a link still tells what became of the offer."""

_LENGTH: Final = 16 + 16 + 4 + 32


class LinkFault(StrEnum):
    FORGED = "forged"
    """It was not made here, or is not whole."""
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class OfferLink:
    """What a link leads to; it works through ``expires_on``."""

    contract: UUID
    offer: UUID
    expires_on: date


def link_key(secret: str, slug: str) -> bytes:
    """The key of a vendor's links, made of the installation's secret."""
    return hmac.digest(secret.encode(), b"laufzeit offer link\0" + slug.encode(), "sha256")


def token(link: OfferLink, key: bytes) -> str:
    """The link's last part.

    >>> made = OfferLink(UUID(int=1), UUID(int=2), date(2023, 3, 2))
    >>> read_token(token(made, b"key"), b"key", date(2023, 3, 2)) == made
    True
    >>> read_token(token(made, b"key"), b"another", date(2023, 3, 2))
    <LinkFault.FORGED: 'forged'>
    >>> read_token(token(made, b"key"), b"key", date(2023, 3, 3))
    <LinkFault.EXPIRED: 'expired'>
    """
    content = link.contract.bytes + link.offer.bytes + link.expires_on.toordinal().to_bytes(4, "big")
    signed = content + hmac.new(key, content, sha256).digest()
    return urlsafe_b64encode(signed).decode().rstrip("=")


def read_token(text: str, key: bytes, today: date) -> OfferLink | LinkFault:
    """What a link leads to, or why it leads nowhere."""
    try:
        signed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        return LinkFault.FORGED
    content, signature = signed[:-32], signed[-32:]
    genuine = hmac.compare_digest(hmac.new(key, content, sha256).digest(), signature)
    if len(signed) != _LENGTH or not genuine:
        return LinkFault.FORGED
    expires_on = date.fromordinal(int.from_bytes(content[32:], "big"))
    if today > expires_on:
        return LinkFault.EXPIRED
    return OfferLink(UUID(bytes=content[:16]), UUID(bytes=content[16:32]), expires_on)


def offer_link(public_url: str, slug: str, secret: str, link: OfferLink) -> str:
    """The address that stands in the letter."""
    return f"{public_url}/{slug}/offers/{token(link, link_key(secret, slug))}/"
