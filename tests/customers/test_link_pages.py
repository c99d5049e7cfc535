"""The link from a vendor's own product, opened in a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.customers.conftest import SECRET, House, app_code, make_house

from laufzeit.customers.signin.links import LONGEST_LIFE, SigninLink, sign

Make = Callable[..., str]


@pytest.fixture
def make(house: House) -> Make:
    """The path of a link, made as the vendor's product makes it: with the key's id and secret alone."""
    from laufzeit.customers import store
    from laufzeit.customers.signin.actions import make_signin_key

    with house.acting():
        key_id, secret = make_signin_key(by=None, now=store.instant())
    count = iter(range(1000))

    def link(email: str = "member@house.example", *, issuer: str = "red", age: timedelta = timedelta()) -> str:
        made = datetime.now(UTC) - age
        claims = SigninLink(issuer, email, made, made + LONGEST_LIFE, f"once-{next(count)}")
        return f"/red/account/login/link/{sign(claims, key=secret.encode(), key_id=str(key_id))}/"

    return link


def kinds(house: House) -> list[tuple[str, Any]]:
    from laufzeit.customers.models import AccountEvent

    with house.acting():
        rows = AccountEvent.objects.filter(kind__contains="link").order_by("at", "id")
        return [(row.kind, row.facts.get("reason")) for row in rows]


def test_a_link_signs_in_once(house: House, make: Make, client: Client) -> None:
    link = make()
    assert client.get(link).headers["Location"] == "/red/"
    assert client.get("/red/").status_code == 200
    replayed = Client().get(link)
    assert replayed.status_code == 410 and "schon benutzt" in replayed.content.decode()
    assert kinds(house) == [("signed_in_by_link", None), ("link_refused", "used")]


def test_it_leads_where_the_product_wants(make: Make, client: Client) -> None:
    assert client.get(make(), {"next": "/red/contracts/"}).headers["Location"] == "/red/contracts/"
    assert Client().get(make(), {"next": "https://evil.example/"}).headers["Location"] == "/red/"


def test_links_that_sign_nobody_in(house: House, other_vendor: Any, make: Make, client: Client) -> None:
    from laufzeit.customers.actions import remove_member

    make_house(other_vendor, operator=False)
    with house.acting():
        remove_member(house.organisation.id, house["member"].id, ends_on=date(2021, 7, 1), by=house["main"].id)
    good = make("main@house.example")
    body, _, mac = good.rstrip("/").rpartition(".")
    for link, status, reason in (
        (f"{body}.{mac[:-4]}AAAA/", 403, "forged"),
        ("/red/account/login/link/x/", 403, "forged"),
        (good.replace("/red/", "/other/"), 403, None),
        (make("main@house.example", issuer="other"), 403, "forged"),
        (make("main@house.example", age=timedelta(minutes=6)), 410, "expired"),
        (make("clerk@house.example"), 410, "nobody"),
        (make("member@house.example"), 410, "nobody"),
        (make("nobody@house.example"), 410, "nobody"),
    ):
        answer = client.get(link)
        assert answer.status_code == status, (reason, answer.content.decode())
        if reason:
            assert kinds(house)[-1] == ("link_refused", reason)
    assert "_auth_user_id" not in client.session
    assert client.get(good).status_code == 302, "none of these used up the good one"


def test_a_key_that_was_ended(house: House, make: Make, client: Client) -> None:
    from laufzeit.customers import store
    from laufzeit.customers.signin.actions import end_signin_key

    link = make()
    with house.acting():
        (key,) = store.signin_keys()
        assert end_signin_key(key.id, by=None, now=store.instant())
        assert not end_signin_key(key.id, by=None, now=store.instant())
    assert client.get(link).status_code == 403


def test_programs_that_look_first_do_not_use_it_up(make: Make, client: Client) -> None:
    link = make()
    assert client.head(link).status_code == 204
    assert client.get(link, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 204
    assert client.get(link).status_code == 302


def test_whoever_is_signed_in_is_asked(house: House, make: Make, enter: Callable[..., Client]) -> None:
    browser = enter("main")
    link = make()
    page = browser.get(link).content.decode()
    assert "Sie sind als Anna Sommer angemeldet." in page
    assert "Anna Sommer" in browser.get("/red/").content.decode()
    assert browser.post(link).headers["Location"] == "/red/"
    assert "Max Winter" in browser.get("/red/").content.decode()


def test_the_second_factor_is_still_asked_for(house: House, make: Make, client: Client) -> None:
    from laufzeit.customers.signin.actions import set_up_app

    with house.acting():
        set_up_app(house["member"], SECRET)
    assert client.get(make()).headers["Location"] == "/red/account/login/second-factor/"
    assert client.get("/red/").status_code == 302
    assert client.post("/red/account/login/second-factor/", {"code": app_code()}).headers["Location"] == "/red/"


def test_the_console_makes_one(house: House, client: Client) -> None:
    from laufzeit.customers import store
    from laufzeit.customers.signin.actions import make_signin_token

    with house.acting():
        token = make_signin_token("Member@house.example", issuer="red", instant=store.instant())
    assert client.get(f"/red/account/login/link/{token}/").headers["Location"] == "/red/"
