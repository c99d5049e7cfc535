"""Sign-in links as tokens: what is believed, and everything that is not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.customers.signin.links import LONGEST_LIFE, SigninLink, Wrong, key_id_of, read, sign

KEY = b"the secret that only the vendor's product has"
NOW = datetime(2021, 2, 14, 12, 0, tzinfo=UTC)
LINK = SigninLink("red", "anna@sommer.example", NOW, NOW + LONGEST_LIFE, "only-once")


def token(link: SigninLink = LINK, key: bytes = KEY) -> str:
    return sign(link, key=key, key_id="k1")


def read_now(text: str, *, issuer: str = "red", after: timedelta = timedelta()) -> SigninLink | Wrong:
    return read(text, key=KEY, issuer=issuer, now=NOW + after)


def by_hand(header: Any, claims: Any, key: bytes = KEY) -> str:
    """As any library for such tokens would make it."""

    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    body = f"{part(header)}.{part(claims)}"
    mac = hmac.new(key, body.encode(), hashlib.sha256).digest()
    return f"{body}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def claims(**changes: Any) -> dict[str, Any]:
    now = int(NOW.timestamp())
    good = {
        "aud": "laufzeit-signin",
        "iss": "red",
        "sub": "anna@sommer.example",
        "iat": now,
        "exp": now + 300,
        "jti": "only-once",
    }
    return {name: value for name, value in {**good, **changes}.items() if value is not None}


def test_a_link_comes_back_as_it_was_made() -> None:
    assert read_now(token()) == LINK
    assert key_id_of(token()) == "k1"


def test_any_library_can_make_one() -> None:
    assert read_now(by_hand({"typ": "JWT", "alg": "HS256", "kid": "k1"}, claims())) == LINK


def test_it_is_good_for_five_minutes() -> None:
    assert read_now(token(), after=LONGEST_LIFE - timedelta(seconds=1)) == LINK
    assert read_now(token(), after=LONGEST_LIFE) is Wrong.EXPIRED


def test_it_is_good_for_one_vendor() -> None:
    assert read_now(token(), issuer="other") is Wrong.FORGED


def test_another_key_is_none() -> None:
    assert read_now(token(key=b"guessed")) is Wrong.FORGED


def test_clocks_may_differ_a_little() -> None:
    ahead = replace(LINK, issued_at=NOW + timedelta(seconds=20), expires_at=NOW + timedelta(seconds=80))
    assert read_now(token(ahead)) == ahead
    far = replace(LINK, issued_at=NOW + timedelta(seconds=40), expires_at=NOW + timedelta(seconds=80))
    assert read_now(token(far)) is Wrong.FORGED


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "something-else"},
        {"aud": None},
        {"iss": None},
        {"sub": ""},
        {"sub": 7},
        {"jti": None},
        {"exp": None},
        {"exp": 10**30},
        {"exp": True},
        {"exp": "soon"},
        {"iat": None},
        {"exp": int(NOW.timestamp()) + 301},
    ],
)
def test_claims_that_are_missing_or_too_much(changes: dict[str, Any]) -> None:
    assert read_now(by_hand({"alg": "HS256", "kid": "k1"}, claims(**changes))) is Wrong.FORGED


def test_the_header_cannot_choose_the_algorithm() -> None:
    for algorithm in ("none", "HS512", "RS256", None):
        assert key_id_of(by_hand({"alg": algorithm, "kid": "k1"}, claims())) is None


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "ä.ö.ü", "x" * 3000, "e30.e30.", "W10.W10.W10"])
def test_what_is_no_token(text: str) -> None:
    assert key_id_of(text) is None
    assert read_now(text) is Wrong.FORGED


@given(st.data())
def test_one_changed_character_is_enough(data: st.DataObject) -> None:
    good = token()
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from("ABCxyz019-_."))
    changed = good[:place] + other + good[place + 1 :]
    # The last character of a part carries bits that belong to nothing; those alone may differ.
    verdict = read_now(changed)
    assert verdict is Wrong.FORGED or verdict == LINK
    if place < good.rindex(".") and other != good[place]:
        assert verdict is Wrong.FORGED
