"""Sign-in links that a vendor's own product makes: a JSON Web Token (RFC 7519) signed with HMAC-SHA-256.

A vendor needs no library of ours: every language has one for such tokens. The claims are all required:

    {"aud": "laufzeit-signin", "iss": "<the vendor's slug>", "sub": "<e-mail of the member>",
     "iat": 1617184800, "exp": 1617185100, "jti": "<used only once>"}

and ``kid`` in the header names the key. A token is good for five minutes at most, for one vendor, one person, one time.
The algorithm is fixed: what the header says about it is compared, never obeyed (RFC 8725, 3.1).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

AUDIENCE = "laufzeit-signin"
LONGEST_LIFE = timedelta(minutes=5)
LEEWAY = timedelta(seconds=30)
"""How far the clocks of two machines may be apart."""

LONGEST_TOKEN = 2048


class Wrong(StrEnum):
    """Why a link does not sign anybody in."""

    FORGED = "forged"
    EXPIRED = "expired"
    USED = "used"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class SigninLink:
    """What a link says: who (``email``) may sign in at which vendor (``issuer``, its slug) until when.

    ``expires_at`` is an aware instant; ``token_id`` is what makes the link different from every other.
    """

    issuer: str
    email: str
    issued_at: datetime
    expires_at: datetime
    token_id: str


def sign(link: SigninLink, *, key: bytes, key_id: str) -> str:
    """The token for ``link``."""
    header = {"alg": "HS256", "kid": key_id, "typ": "JWT"}
    claims = {
        "aud": AUDIENCE,
        "iss": link.issuer,
        "sub": link.email,
        "iat": int(link.issued_at.timestamp()),
        "exp": int(link.expires_at.timestamp()),
        "jti": link.token_id,
    }
    body = f"{_packed(header)}.{_packed(claims)}"
    return f"{body}.{_base64(_mac(body, key))}"


def key_id_of(token: str) -> str | None:
    """The key that ``token`` says it is signed with; None where it is no token at all."""
    if len(token) > LONGEST_TOKEN or token.count(".") != 2:
        return None
    header = _unpacked(token.partition(".")[0])
    key_id = header.get("kid") if header and header.get("alg") == "HS256" else None
    return key_id if isinstance(key_id, str) else None


def read(token: str, *, key: bytes, issuer: str, now: datetime) -> SigninLink | Wrong:
    """What ``token`` says if it is signed with ``key``, for this vendor, and good at ``now`` (an aware instant)."""
    body, _, signature = token.rpartition(".")
    given = _unbase64(signature)
    if given is None or not hmac.compare_digest(given, _mac(body, key)):
        return Wrong.FORGED
    claims = _unpacked(body.partition(".")[2])
    link = _link(claims) if claims else None
    if link is None or link.issuer != issuer:
        return Wrong.FORGED
    if link.expires_at - link.issued_at > LONGEST_LIFE or link.issued_at > now + LEEWAY:
        return Wrong.FORGED
    return link if now < link.expires_at else Wrong.EXPIRED


def _link(claims: Mapping[str, Any]) -> SigninLink | None:
    texts = [claims.get(name) for name in ("iss", "sub", "jti")]
    times = [claims.get(name) for name in ("iat", "exp")]
    if claims.get("aud") != AUDIENCE or not all(isinstance(text, str) and text for text in texts):
        return None
    # The years 2001 to 2286: what lies outside is no time, and would overflow.
    if not all(type(time) is int and 10**9 <= time < 10**10 for time in times):
        return None
    issued_at, expires_at = (datetime.fromtimestamp(time, UTC) for time in times if time is not None)
    issuer, email, token_id = (str(text) for text in texts)
    return SigninLink(issuer, email, issued_at, expires_at, token_id)


def _mac(body: str, key: bytes) -> bytes:
    return hmac.new(key, body.encode(), hashlib.sha256).digest()


def _packed(value: Mapping[str, Any]) -> str:
    return _base64(json.dumps(value, separators=(",", ":"), sort_keys=True).encode())


def _unpacked(text: str) -> dict[str, Any] | None:
    data = _unbase64(text)
    try:
        value = json.loads(data) if data is not None else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unbase64(text: str) -> bytes | None:
    try:
        return base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
