"""The secret in an invitation's link: ``<invitation>.<secret>.<mac>``.

The link is signed, so that a made-up one is told from one that is merely used or late; the row keeps only a hash of the
secret, so that whoever reads the database can accept nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

VALID_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Secret:
    """What a link knows. ``text`` is random, URL-safe and without dots."""

    invitation: UUID
    text: str

    def hash(self) -> str:
        """What the row of the invitation keeps: SHA-256 in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def token(secret: Secret, key: bytes) -> str:
    """The end of the link's address."""
    body = f"{secret.invitation.hex}.{secret.text}"
    return f"{body}.{_mac(body, key)}"


def read_token(text: str, key: bytes) -> Secret | None:
    """What the end of a link's address says; None where nobody here has signed it."""
    body, _, mac = text.rpartition(".")
    if not text.isascii() or not hmac.compare_digest(mac, _mac(body, key)):
        return None
    invitation, _, secret = body.partition(".")
    return Secret(UUID(hex=invitation), secret)


def _mac(body: str, key: bytes) -> str:
    return hmac.new(key, b"invitation:" + body.encode(), hashlib.sha256).hexdigest()
