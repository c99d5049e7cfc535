"""Requests that no browser of ours sends: each gets a clear page in the reader's language, and changes nothing."""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.signals import got_request_exception
from django.test import Client

from tests.security.world import House, World

DEEP = "[" * 20_000
"""Text that a parser of JSON follows until its stack is full."""


@pytest.fixture
def house(world: World) -> House:
    return world.red


@pytest.fixture(autouse=True)
def faults() -> Iterator[list[str]]:
    """No request of these tests may end in a fault of ours, whatever the page says."""
    found: list[str] = []

    def note(**given: Any) -> None:
        found.append(str(given["request"].path))

    got_request_exception.connect(note)
    yield found
    got_request_exception.disconnect(note)
    assert found == []


def clear(answer: Any, *statuses: int, language: str = "de") -> Any:
    """The page says in its reader's language what is wrong, and nothing about how the program is made."""
    assert answer.status_code in statuses, (answer.status_code, answer.content[:300])
    page = answer.content.decode()
    assert f'lang="{language}"' in page[:200], page[:200]
    assert len(re.findall("<h1", page)) == 1
    for word in ("Traceback", "Exception", "psycopg", "django.", "/src/"):
        assert word not in page
    return answer


# Addresses


@pytest.mark.parametrize(
    "path",
    [
        "/\x00/", "/red\x00/", "/red/%00", "/red/texts/agb/%00/", "/red/texts/agb/..%2f..%2fsecret/", "/%ff%fe/",
        "/red/../../etc/passwd", "/red/contracts/not-an-id/", "/red/contracts/01900000-0000-7000-8000-000000000000/",
        "/red/account/join/%00.%00.%00/", "/red/cancel/%00/", "/red/cancel/" + "x" * 5000 + "/", "/r\u00e4d/",
        "/red/office/catalogue/source/99999999999999999999/", "/" + "r" * 5000 + "/", "/red/nothing.php?x=<script>",
        "/red/" + "\U0001f4a9" * 50 + "/",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere(house: House, path: str) -> None:
    for who in ("main", "manager"):
        answer = house.enter(who).get(path)
        assert answer.status_code in (302, 403, 404, 410), answer.status_code
        if answer.status_code == 404:
            clear(answer, 404)


@pytest.mark.parametrize("path", ["static/../../settings.py", "static/..%2f..%2fsettings.py", "static/%2e%2e/%2e%2e/x"])
def test_no_path_leads_out_of_the_static_files(house: House, path: str) -> None:
    assert house.enter("anonymous").get(f"/{path}").status_code in (404, 421)
    assert house.enter("anonymous").get(house.path(path)).status_code == 404


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_a_method_that_is_not_for_this_page(house: House, method: str, language: str) -> None:
    client = house.enter("main", language)
    for path in (house.path(), house.path("data/bank/"), house.on_contract("notice/")):
        answer = clear(getattr(client, method)(path), 405, language=language)
        assert "GET" in answer["Allow"]
    clear(client.get(house.path("travel/")), 405, language=language)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "testserver.evil.example", "a\x00b", "[::1", "x" * 300]
)
def test_a_host_of_somebody_else(house: House, host: str) -> None:
    answer = Client().get(house.path("account/password/reset/"), headers={"host": host})
    assert answer.status_code == 421
    assert host not in answer.content.decode()


def test_a_forwarded_host_counts_behind_a_known_proxy_only(house: House) -> None:
    answer = Client().get(house.path(), headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert "evil" not in answer["Location"]


def test_a_mailed_link_never_points_to_a_forged_host(house: House, mailoutbox: Any) -> None:
    sent = {"email": house.people["main"].email}
    for headers in ({"x-forwarded-host": "evil.example"}, {"forwarded": "host=evil.example"}):
        Client().post(house.path("account/password/reset/"), sent, headers=headers)
    assert mailoutbox and all("evil" not in mail.body for mail in mailoutbox)


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\thttps://evil.example",
     "http:evil.example", "https:///evil.example", "/\x00/evil", "http://testserver@evil.example/"],
)  # fmt: skip
def test_no_way_leads_to_another_site(house: House, target: str) -> None:
    client = house.enter("main")
    for path, sent in (("language/", {"language": "en"}), ("travel/", {"to": "2021-02-11"}), ("account/logout/", {})):
        answer = client.post(house.path(path), sent | {"next": target})
        assert answer.status_code == 302
        assert urlsplit(answer["Location"])[:2] == ("", "")


# Headers and cookies


@pytest.mark.parametrize("cookie", ["\x00", "x" * 4000, "../../etc/passwd", "' OR 1=1 --", DEEP[:3000]])
def test_a_cookie_that_somebody_made_up(house: House, cookie: str) -> None:
    for name in ("session", "csrftoken", "language"):
        client = Client()
        client.cookies[name] = cookie
        answer = client.get(house.path("account/login/"))
        assert answer.status_code == 200


def test_headers_take_no_line_breaks(house: House) -> None:
    client = house.enter("main")
    answer = client.post(house.path("language/"), {"language": "en", "next": "/red/\r\nSet-Cookie: a=b"})
    assert "\n" not in answer["Location"] and "a" not in answer.cookies
    answer = client.get(house.path(), headers={"x-request-id": "abcdefgh\r\nX-Forged: 1"})
    assert "X-Forged" not in answer and "\n" not in answer["X-Request-ID"]


@pytest.mark.parametrize("language", ["", "fr", "../de", "\x00", "de" * 500, "<script>"])
def test_a_language_that_is_not_spoken(house: House, language: str) -> None:
    client = house.enter("main")
    answer = client.post(house.path("language/"), {"language": language})
    assert answer.status_code == 302 and "language" not in answer.cookies
    text = client.get(house.path("texts/agb/2020/"), {"language": language})
    assert text.status_code == 200


def test_without_the_token_of_a_page_of_ours_nothing_is_done(house: House) -> None:
    client = house.enter("main", enforce_csrf_checks=True)
    for path in (
        house.path("data/bank/"),
        house.on_contract("notice/"),
        house.path("travel/"),
        house.path("language/"),
    ):
        clear(client.post(path, {}), 403)
        assert client.post(path, {}, headers={"origin": "https://evil.example"}).status_code == 403
    office = house.enter("manager", enforce_csrf_checks=True)
    clear(office.post(house.path("office/travel/"), {"to": "2021-02-11"}), 403)
    assert Client(enforce_csrf_checks=True).post(house.path("account/login/"), {}).status_code == 403


def test_no_page_may_be_framed(house: House) -> None:
    for who, path in (("main", ""), ("manager", "office/"), ("anonymous", "account/login/"), ("main", "nothing/")):
        answer = house.enter(who).get(house.path(path))
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


# Sessions


def test_signing_in_makes_a_new_session_and_signing_out_ends_it(house: House) -> None:
    from tests.security.world import PASSWORD

    client = Client()
    client.get(house.path("account/login/"))
    with house.acting():
        from laufzeit.server.sessions import SessionStore

        planted = SessionStore()
        planted["seen"] = "before"
        planted.save()
    client.cookies["session"] = planted.session_key
    answer = client.post(house.path("account/login/"), {"login": house.people["main"].email, "password": PASSWORD})
    assert answer.status_code == 302
    kept = client.cookies["session"].value
    assert kept != planted.session_key, "a session that was planted is not the one that is signed in"
    stranger = Client()
    stranger.cookies["session"] = planted.session_key
    assert stranger.get(house.path()).status_code == 302
    client.post(house.path("account/logout/"))
    stranger.cookies["session"] = kept
    assert stranger.get(house.path()).status_code == 302, "signed out means for every copy of the cookie"


def test_cookies_stay_with_the_vendor_and_away_from_scripts(house: House) -> None:
    from tests.security.world import PASSWORD

    client = Client()
    client.get(house.path("account/login/"))
    client.post(house.path("account/login/"), {"login": house.people["main"].email, "password": PASSWORD})
    client.post(house.path("language/"), {"language": "en"})
    assert {"session", "csrftoken", "language"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["path"] == house.path()
        assert cookie["httponly"] and cookie["samesite"] == "Lax"


# Things that parsers follow


def test_a_mark_of_a_page_that_nests_without_end(house: House) -> None:
    mark = base64.urlsafe_b64encode(DEEP.encode()).decode()
    for path in (
        "office/customers/",
        "office/contracts/",
        "office/mails/",
        "office/cancellations/",
        "office/staff/log/",
    ):
        assert house.enter("manager").get(house.path(path), {"page": mark, "after": mark}).status_code == 200
    assert house.enter("main").get(house.path("mailbox/"), {"after": mark}).status_code == 200


@pytest.mark.parametrize(
    "query", ["\x00", "a\x00b", "x" * 10_000, "%", "_", "\\", "\U0001f4a9", "\u202e", "' OR 1=1 --"]
)
def test_whatever_is_searched_for(house: House, query: str) -> None:
    client = house.enter("manager")
    for path in ("customers/", "contracts/", "mails/"):
        for name in ("q", "page", "state", "plan", "ends_from", "customer", "erased"):
            assert client.get(house.path(f"office/{path}"), {name: query}).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2021-02-31", "-1", "", "\x00", "20210701", "2021-W01-1"])
def test_a_day_that_is_no_day(house: House, day: str) -> None:
    client = house.enter("manager")
    assert client.get(house.path(f"office/contracts/{house.contract()}/"), {"day": day}).status_code == 200
    assert client.get(house.path("office/contracts/"), {"ends_from": day, "ends_until": day}).status_code == 200
    assert house.enter("main").post(house.path("travel/"), {"to": day}).status_code == 302


@pytest.mark.parametrize(
    "credential", ["", "null", "[]", "{}", '{"id": []}', '"x"', DEEP, "\x00", '{"id":"x","response":{}}']
)
def test_a_passkey_that_is_none(house: House, credential: str) -> None:
    client = Client(headers={"accept-language": "de"})
    client.get(house.path("account/login/passkey/"), headers={"x-requested-with": "XMLHttpRequest"})
    assert client.post(house.path("account/login/passkey/"), {"credential": credential}).status_code in (200, 302)
    member = house.enter("main")
    member.get(house.path("account/security/keys/add/"))
    sent = {"credential": credential, "name": "x"}
    assert member.post(house.path("account/security/keys/add/"), sent).status_code in (200, 302, 422)


def test_a_body_that_is_too_large_or_broken(house: House) -> None:
    client, path = house.enter("main"), house.path("data/bank/")
    clear(client.post(path, {"holder": "x" * 3_000_000}), 400)
    clear(client.post(path, {f"field{number}": "x" for number in range(2000)}), 400)
    for kind in (f"multipart/form-data; boundary={'y' * 300}", "multipart/form-data", "application/json", "text/plain"):
        clear(client.generic("POST", path, b'--x{"holder": "\xff"}', content_type=kind), 400, 422)
    for kind in ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "\x00"):
        clear(client.generic("POST", path, b"holder=%ff%00&iban=\xff&=&&", content_type=kind), 400, 422)


# Links and invitations


def _token(header: Any, claims: Any, signature: bytes = b"x") -> str:
    def packed(value: Any) -> str:
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    return f"{packed(header)}.{packed(claims)}.{packed(signature)}"


@pytest.mark.parametrize(
    "token",
    [
        "x", "a.b.c", "..", "\x00", _token({"alg": "none"}, {}), _token({"alg": "HS256", "kid": "x"}, {}),
        _token(b"[" * 1400, {}), _token({"alg": "HS256", "kid": ["x"]}, {}),
        _token({"alg": "HS256", "kid": "\x00"}, {}),
        _token({"alg": "HS256", "kid": "01900000-0000-7000-8000-000000000000"}, {}), "\u00e4.\u00e4.\u00e4", "x" * 9000,
    ],
)  # fmt: skip
def test_a_link_that_we_have_not_signed(house: House, token: str) -> None:
    answer = house.enter("anonymous").get(house.path(f"account/login/link/{token}/"))
    assert answer.status_code in (403, 404, 410)
    assert "_auth_user_id" not in str(answer.cookies)
    join = house.enter("anonymous").get(house.path(f"account/join/{token}/"))
    assert join.status_code in (403, 404, 410)


def test_a_link_is_good_once_for_one_person_at_one_vendor_for_a_moment(world: World) -> None:
    from datetime import UTC, datetime, timedelta

    from laufzeit.customers.signin.actions import make_signin_token

    red, blue = world.red, world.blue
    now = datetime.fromtimestamp(time.time(), UTC)

    def made(at: datetime = now, issuer: str = "red") -> str:
        with red.acting():
            return make_signin_token(red.people["member"].email, issuer=issuer, instant=at)

    good = made()
    opened = Client().get(red.path(f"account/login/link/{good}/"))
    assert opened.status_code == 302 and "login" not in opened["Location"]
    for token in (good, made(now - timedelta(minutes=6)), made(now + timedelta(minutes=5)), made(issuer="blue")):
        clear(red.enter("anonymous").get(red.path(f"account/login/link/{token}/")), 403, 410)
    clear(blue.enter("anonymous").get(blue.path(f"account/login/link/{made()}/")), 403, 410)
    clear(red.enter("anonymous").get(red.path(f"office/account/login/link/{made()}/")), 403, 410)
    head, _, signature = made().rpartition(".")
    clear(red.enter("anonymous").get(red.path(f"account/login/link/{head}.{signature[:-2]}AA/")), 403, 410)


def test_an_invitation_of_another_vendor_or_with_another_end(world: World) -> None:
    token = world.red.ids["tokens"][0]
    assert world.red.enter("anonymous").get(world.red.path(f"account/join/{token}/")).status_code == 200
    clear(world.blue.enter("anonymous").get(world.blue.path(f"account/join/{token}/")), 403, 410)
    clear(world.red.enter("anonymous").get(world.red.path(f"account/join/{token[:-1]}0/")), 403, 410)
    other = world.red.ids["tokens"][1]
    mixed = other.split(".")[0] + token[token.index(".") :]
    clear(world.red.enter("anonymous").get(world.red.path(f"account/join/{mixed}/")), 403, 410)
