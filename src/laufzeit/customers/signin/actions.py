"""Signing in by a link that the vendor's own product made; inside ``acting_for``.

These links are judged by real time even in a sandbox: the clock that signed them is not ours.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP

from laufzeit.customers import store
from laufzeit.customers.accounts.actions import record
from laufzeit.customers.happenings import Happening
from laufzeit.customers.models import SigninKey, User
from laufzeit.customers.roles import Realm
from laufzeit.customers.signin.links import LONGEST_LIFE, SigninLink, Wrong, key_id_of, read, sign


def make_signin_key(*, by: UUID | None, now: datetime) -> tuple[UUID, str]:
    """A new key for the vendor's product: its id (the token's ``kid``) and its secret, which is never shown again."""
    secret = secrets.token_urlsafe(48)
    made = SigninKey.objects.create(secret=store.sealed(secret), created_at=now)
    record(Happening.SIGNIN_KEY_MADE, by=by, key=str(made.id))
    return made.id, secret


def end_signin_key(key_id: UUID, *, by: UUID | None, now: datetime) -> bool:
    """Make a key worthless; False where there is no such key in use."""
    key = store.signin_key(key_id)
    if key is None:
        return False
    key.ended_at = now
    key.save(update_fields=["ended_at"])
    record(Happening.SIGNIN_KEY_ENDED, by=by, key=str(key.id))
    return True


def make_signin_token(email: str, *, issuer: str, instant: datetime) -> str:
    """A token for that address, good for five minutes from ``instant``; signed with the vendor's newest key (a first
    one is made where there is none). ``issuer``: the vendor's slug."""
    key = store.signin_keys().filter(ended_at__isnull=True).last()
    if key is None:
        key_id, secret = make_signin_key(by=None, now=instant)
    else:
        key_id, secret = key.id, store.opened(key.secret)
    link = SigninLink(issuer, email.strip().lower(), instant, instant + LONGEST_LIFE, secrets.token_urlsafe(16))
    return sign(link, key=secret.encode(), key_id=str(key_id))


def use_signin_token(token: str, *, issuer: str, instant: datetime, today: date) -> User | Wrong:
    """Whom ``token`` signs in, or why nobody; either is logged. A token works once, for members who may come in."""
    verdict = _judge(token, issuer=issuer, instant=instant, today=today)
    if isinstance(verdict, Wrong):
        record(Happening.LINK_REFUSED, by=None, reason=verdict)
    else:
        record(Happening.SIGNED_IN_BY_LINK, by=verdict.id, user=verdict)
    return verdict


def _judge(token: str, *, issuer: str, instant: datetime, today: date) -> User | Wrong:
    key = _key_of(token)
    link = read(token, key=store.opened(key.secret).encode(), issuer=issuer, now=instant) if key else Wrong.FORGED
    if isinstance(link, Wrong):
        return link
    # By the signed claims, not by the text: the same token can be written in more than one way.
    digest = hashlib.sha256(f"{key.id if key else ''}:{link.token_id}".encode()).hexdigest()
    if not store.use_once(digest, link.expires_at, instant):
        return Wrong.USED
    user = store.user_by_email(link.email)
    if user is None or user.realm is not Realm.PORTAL or not store.may_use(user, today):
        return Wrong.NOBODY
    return user


def _key_of(token: str) -> SigninKey | None:
    try:
        return store.signin_key(UUID(key_id_of(token) or ""))
    except ValueError:
        return None


def set_up_app(user: User, secret: str) -> None:
    """Give a person an authenticator app whose key is known beforehand (base 32), as demos need it."""
    TOTP.activate(user, secret)
    record(Happening.SECOND_FACTOR_ADDED, by=None, user=user)
