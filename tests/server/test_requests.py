"""Around every request: the vendor by host or path, one transaction, the language, headers, cookies, health, logs."""

from __future__ import annotations

import json
import logging
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from laufzeit.server.logs import configure_logs
from laufzeit.server.models import Session
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.store import acting_for, create_vendor
from laufzeit.vendors.tenancy import acting_vendor_id

SESSION = {"session_data": "", "expire_date": "2100-01-01T00:00Z"}


def page(request, number=None):
    request.session["seen"] = True
    lines = [
        request.vendor.slug,
        request.today.isoformat(),
        str(acting_vendor_id()),
        reverse("page"),
        request.LANGUAGE_CODE,
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def failing(request):
    Session.objects.create(session_key="half", vendor=request.vendor, **SESSION)
    raise RuntimeError("Grace Hopper, grace@example.com")


def broken_off(request):
    Session.objects.create(session_key="half", vendor=request.vendor, **SESSION)
    return HttpResponse(status=503)


urlpatterns = [
    path("page/", page, name="page"),
    path("kunden/<int:number>/", page, name="numbered"),
    path("failing/", failing),
    path("broken-off/", broken_off),
]
handler404 = "laufzeit.server.errors.not_found"
handler500 = "laufzeit.server.errors.failed"


@pytest.fixture(autouse=True)
def _pages(request):
    with override_settings(ROOT_URLCONF=__name__):
        yield


def lines(response) -> list[str]:
    assert response.status_code == 200, response.content
    return response.content.decode().split("\n")


def test_a_vendor_is_found_by_the_first_part_of_the_path(client, vendor, other_vendor):
    assert lines(client.get("/red/page/"))[0::3] == ["red", "/red/page/"]
    assert lines(client.get("/other/page/"))[0::3] == ["other", "/other/page/"]
    assert client.get("/nobody/page/").status_code == 404
    assert client.get("/").status_code == 404
    assert client.get("/red")["Location"] == "/red/"


def test_a_vendor_is_found_by_its_host(client, vendor):
    create_vendor(slug="hosted", name="Hosted", hosts=["contracts.example.com"])
    answer = client.get("/page/", headers={"host": "contracts.example.com:8443"})
    assert lines(answer)[0::3] == ["hosted", "/page/"]
    other = client.get("/red/page/", headers={"host": "contracts.example.com"})
    assert other.status_code == 404


def test_a_host_that_is_nobodys_is_turned_away(client, vendor):
    for host in ("evil.example.com", "not a host"):
        answer = client.get("/red/page/", headers={"host": host})
        assert answer.status_code == 421
        assert b"red" not in answer.content


def test_a_request_acts_for_its_vendor(client, vendor):
    assert lines(client.get("/red/page/"))[2] == str(vendor.id)


def test_a_sandbox_has_its_own_day(client, db):
    create_vendor(slug="sandbox", name="Sandbox", sandbox_day=date(2021, 6, 30))
    assert lines(client.get("/sandbox/page/"))[1] == "2021-06-30"


@pytest.mark.parametrize("where", ["failing", "broken-off"])
def test_an_error_of_ours_changes_nothing(vendor, where):
    answer = Client(raise_request_exception=False).get(f"/red/{where}/")
    assert answer.status_code in (500, 503)
    with acting_for(vendor.id):
        assert not Session.objects.filter(session_key="half").exists()


def test_the_page_about_a_fault_names_the_request_and_not_the_fault(vendor):
    answer = Client(raise_request_exception=False).get("/red/failing/")
    assert answer["X-Request-ID"] in answer.content.decode()
    assert "Hopper" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/red/page/", "/nobody/", "/healthz", "/static/server/plain.css"])
def test_every_answer_has_a_strict_policy(client, vendor, address):
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    for rule in ("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "object-src 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_pages_are_not_kept_by_caches(client, vendor):
    assert client.get("/red/page/")["Cache-Control"] == "private, no-store"


def test_a_session_of_one_vendor_is_none_at_another(vendor, other_vendor):
    client = Client()
    cookie = client.get("/red/page/").cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/red/", True, "Lax")
    with acting_for(other_vendor.id):
        assert not Session.objects.filter(session_key=cookie.value).exists()
    stolen = Client()
    stolen.cookies[settings.SESSION_COOKIE_NAME] = cookie.value
    fresh = stolen.get("/other/page/").cookies[settings.SESSION_COOKIE_NAME]
    assert fresh.value != cookie.value


def test_the_language_is_the_cookies_then_the_browsers_then_the_vendors(client, vendor):
    def spoken(**headers: str) -> str:
        return lines(client.get("/red/page/", headers=headers))[4]

    assert spoken() == "de"
    assert spoken(accept_language="fr, en-GB;q=0.8") == "en"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert spoken(accept_language="de") == "en"


def test_a_vendor_that_speaks_one_language_speaks_no_other(client, db):
    create_vendor(slug="deutsch", name="Nur deutsch", languages=["de"])
    assert lines(client.get("/deutsch/page/", headers={"accept-language": "en"}))[4] == "de"


def test_alive_and_ready(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ok", "parts": {"database": "ok", "migrations": "ok"}})


def test_not_ready_while_a_migration_is_missing(client, db, monkeypatch):
    monkeypatch.setattr("laufzeit.server.readiness._known_migrations", lambda: frozenset({("vendors", "9999_next")}))
    answer = client.get("/readyz", headers={"host": "whoever.asks"})
    assert answer.status_code == 503
    assert answer.json()["parts"]["migrations"] == "1 missing: run laufzeit migrate"


@pytest.fixture
def logged():
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logs("json")
    written = StringIO()
    root.handlers[0].setStream(written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers, root.level = handlers, level


def test_a_request_is_one_line_without_anything_personal(vendor, logged):
    Client().get("/red/kunden/4711/?email=grace@example.com", headers={"x-request-id": "from-the-proxy"})
    (line,) = logged()
    assert line.pop("ms") >= 0
    assert line.pop("time").endswith("Z")
    assert line == {
        "event": "request",
        "level": "info",
        "request_id": "from-the-proxy",
        "vendor": "red",
        "method": "GET",
        "path": "kunden/<int:number>/",
        "status": 200,
    }


def test_a_fault_is_logged_with_its_place_and_without_its_text(vendor, logged):
    Client(raise_request_exception=False).get("/red/failing/")
    fault, request = logged()
    assert fault["exception"] == "builtins.RuntimeError"
    assert fault["frames"][-1].endswith("failing")
    assert (request["level"], request["status"]) == ("error", 500)
    assert "Hopper" not in json.dumps([fault, request])


def test_a_fault_before_any_view_is_logged_too(vendor, logged, monkeypatch):
    monkeypatch.setattr("laufzeit.server.middleware.vendor.vendor_at", lambda host, slug: 1 / 0)
    assert Client(raise_request_exception=False).get("/red/page/secret-token").status_code == 500
    fault, request = logged()
    assert fault["exception"] == "builtins.ZeroDivisionError"
    assert fault["request_id"] == request["request_id"]
    assert "secret-token" not in json.dumps([fault, request])


def test_what_a_view_refuses_is_no_fault(vendor, logged):
    Client().get("/red/nothing-here/")
    assert [line["event"] for line in logged()] == ["request"]


def test_a_request_id_that_could_forge_lines_is_not_taken(vendor):
    answer = Client().get("/red/page/", headers={"x-request-id": 'x"}\n{"event": "forged'})
    assert "forged" not in answer["X-Request-ID"]


def test_the_demo_lists_its_vendors(client, vendor, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, demo=True))
    answer = client.get("/")
    assert answer.status_code == 200
    assert 'href="/red/"' in answer.content.decode()
    assert Vendor.objects.get().name in answer.content.decode()


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_body_larger_than_any_form_is_not_read(client, vendor, language):
    answer = client.post("/red/account/login/", b"x", content_type="text/plain", headers={"accept-language": language},
                         CONTENT_LENGTH=str(4 * 1024 * 1024 + 1))  # fmt: skip
    assert answer.status_code == 413
    assert f'lang="{language}"' in answer.text
    assert client.post("/red/account/login/", {"login": "x"}).status_code != 413
