"""The sentence after something was done: shown once, on the next page, to nobody else, without writing the session."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from laufzeit.server import flash
from laufzeit.vendors.models import Vendor


def begin(request: HttpRequest) -> HttpResponse:
    request.session["begun"] = True
    return HttpResponse("begun")


@csrf_exempt
def act(request: HttpRequest) -> HttpResponse:
    if "too" in request.POST:
        request.session["too"] = request.POST["too"]
    messages.success(request, request.POST["sentence"])
    return HttpResponse(status=204)


def show(request: HttpRequest) -> HttpResponse:
    return HttpResponse("\n".join(str(one) for one in messages.get_messages(request)), content_type="text/plain")


def elsewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse("no messages are shown here")


urlpatterns = [
    path("begin/", begin),
    path("act/", act),
    path("show/", show),
    path("elsewhere/", elsewhere),
]


@pytest.fixture(autouse=True)
def _pages() -> Any:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def browser(vendor: Vendor) -> Client:
    client = Client()
    client.get("/red/begin/")
    return client


def act_in(client: Client, sentence: str, **more: str) -> Any:
    answer = client.post("/red/act/", {"sentence": sentence, **more})
    assert answer.status_code == 204
    return answer


def shown(client: Client) -> str:
    return client.get("/red/show/").content.decode()


def test_it_is_shown_once_on_the_next_page_that_shows_any(browser: Client) -> None:
    act_in(browser, "Es ist widerrufen: „alles“ bleibt.")
    browser.get("/red/elsewhere/")
    assert shown(browser) == "Es ist widerrufen: „alles“ bleibt."
    assert shown(browser) == ""


def test_the_session_is_not_written_for_it(browser: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        act_in(browser, "Done.")
        assert shown(browser) == "Done."
    assert [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_the_cookie_is_for_the_vendors_pages_and_not_for_scripts(browser: Client) -> None:
    act_in(browser, "Done.")
    cookie = browser.cookies[flash.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/red/", True, "Lax")
    assert cookie["max-age"] == flash.SECONDS
    shown(browser)
    gone = browser.cookies[flash.COOKIE]
    assert (gone.value, gone["max-age"], gone["path"]) == ("", 0, "/red/")


def test_over_https_it_is_sent_over_https_only(browser: Client) -> None:
    with override_settings(SESSION_COOKIE_SECURE=True):
        act_in(browser, "Done.")
    assert browser.cookies[flash.COOKIE]["secure"] is True


def test_several_sentences_come_in_their_order(browser: Client) -> None:
    act_in(browser, "One.")
    act_in(browser, "Two.")
    assert shown(browser) == "One.\nTwo."


def test_in_another_session_it_says_nothing(browser: Client) -> None:
    act_in(browser, "For Anna alone.")
    other = Client()
    other.get("/red/begin/")
    other.cookies[flash.COOKIE] = browser.cookies[flash.COOKIE].value
    assert shown(other) == ""
    nobody = Client()
    nobody.cookies[flash.COOKIE] = browser.cookies[flash.COOKIE].value
    assert shown(nobody) == ""


def test_at_another_vendor_it_says_nothing(browser: Client, other_vendor: Vendor) -> None:
    act_in(browser, "Said at red.")
    browser.cookies[flash.COOKIE]["path"] = "/"
    browser.cookies[settings.SESSION_COOKIE_NAME]["path"] = "/"
    assert browser.get("/other/show/").content == b""


def test_what_was_altered_says_nothing(browser: Client) -> None:
    act_in(browser, "Done.")
    value = browser.cookies[flash.COOKIE].value
    browser.cookies[flash.COOKIE] = value[:-4] + ("AAAA" if value[-4:] != "AAAA" else "BBBB")
    assert shown(browser) == ""
    browser.cookies[flash.COOKIE] = "no signature at all"
    assert shown(browser) == ""


def test_what_comes_too_late_says_nothing(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    act_in(browser, "Done.")
    monkeypatch.setattr(flash, "SECONDS", -1)
    assert shown(browser) == ""


def test_what_is_too_long_for_a_cookie_goes_along_with_the_session(browser: Client) -> None:
    long = " ".join(f"word{number}" for number in range(2000))
    act_in(browser, long)
    assert flash.COOKIE not in browser.cookies or len(browser.cookies[flash.COOKIE].value) < 2048
    assert shown(browser) == long
    assert shown(browser) == ""


def test_a_long_one_after_a_short_one_comes_after_it(browser: Client) -> None:
    long = " ".join(f"word{number}" for number in range(2000))
    act_in(browser, "Short.")
    act_in(browser, long)
    assert shown(browser) == f"Short.\n{long}"


def test_where_the_session_is_written_anyway_it_goes_along(browser: Client) -> None:
    act_in(browser, "Signed in.", too="language")
    assert flash.COOKIE not in browser.cookies
    assert shown(browser) == "Signed in."
    assert shown(browser) == ""


def test_without_a_session_one_is_begun(vendor: Vendor) -> None:
    client = Client()
    act_in(client, "Sent.")
    assert flash.COOKIE not in client.cookies
    assert shown(client) == "Sent."
    assert shown(client) == ""
