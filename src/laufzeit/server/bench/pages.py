"""The contract page and a decision, through HTTP on the served product."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from itertools import chain
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from laufzeit.catalogue.model import TermsRef
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts.models import Contract
from laufzeit.customers.models import User
from laufzeit.server.bench.cpu import spent
from laufzeit.server.bench.population import Plan, analyze, populate
from laufzeit.server.bench.result import Result, percentile
from laufzeit.server.sessions import SessionStore
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.store import acting_for

PLUS = TermsRef("plus", "2020")
READERS, DECIDERS = 2, 8
T = TypeVar("T")
VISITS = 400
WARM = 40
"""Visits before those that are measured, so that every process and thread has had its first."""
CSRF = "csrf cookie"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A main user who is signed in, and the contract that belongs to him."""

    contract: UUID
    cookie: str


def contract_page(vendor: Vendor, today: date, count: int) -> list[Result]:
    """The contract page of one customer among many: queries, and time through the web server."""
    with acting_for(vendor.id):
        ids = populate(vendor.id, catalogue_of(vendor.id), Plan(PLUS, 4, today), count)
        visitors = _signed_in(vendor, ids[:: max(1, len(ids) // VISITS)][:VISITS])
    analyze()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class")  # the connection is open before queries are counted
    queries = _queries(vendor, visitors[0])
    with _served() as (port, process):
        _in_parallel(visitors[:WARM], lambda one, server: _visit(server, vendor, one), port, READERS)
        before = spent(process)
        seconds = _in_parallel(visitors, lambda one, server: _visit(server, vendor, one), port, READERS)
        cpu = spent(process).each(before, len(visitors))
    facts: dict[str, float | int | str] = {
        "contracts": count,
        "visitors_at_once": READERS,
        "median_ms": round(percentile(seconds, 50) * 1000, 1),
        **cpu,
    }
    return [
        Result("contract page, queries", queries, "queries", 12, facts={"contracts": count}),
        Result("contract page, 95 % within", percentile(seconds, 95) * 1000, "ms", 60, facts=facts),
    ]


def decided_through_http(vendor: Vendor, today: date, count: int) -> list[Result]:
    """Changes of plan through the web server: the dialog is fetched before, the decision is what is timed."""
    with acting_for(vendor.id):
        ids = populate(vendor.id, catalogue_of(vendor.id), Plan(PLUS, 4, today), count)
        visitors = _signed_in(vendor, ids)
    analyze()
    with _served() as (port, process):
        forms = dict(_in_parallel(visitors, lambda one, server: (one, _dialog(server, vendor, one)), port, DECIDERS))
        before, began = spent(process), time.perf_counter()
        _in_parallel(visitors, lambda one, server: _decide(server, vendor, one, forms[one]), port, DECIDERS)
        seconds, cpu = time.perf_counter() - began, spent(process).each(before, count)
    with acting_for(vendor.id):
        changed = Contract.objects.filter(id__in=ids, version=2).count()
    assert changed == count, f"{changed} of {count} changes were stored"
    return [
        Result("changes decided through HTTP", count / seconds, "a second", 200, smaller_is_better=False, facts=cpu)
    ]


def _signed_in(vendor: Vendor, contracts: Sequence[UUID]) -> list[Visitor]:
    rows = Contract.objects.filter(id__in=contracts).values_list("id", "organisation_id")
    main = {user.organisation_id: user for user in User.objects.filter(role="main", vendor=vendor)}
    return [Visitor(contract, session_of(main[organisation])) for contract, organisation in rows]


def session_of(user: User) -> str:
    """A session of somebody who is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _queries(vendor: Vendor, visitor: Visitor) -> int:
    """The queries of one request, those of session and permission among them."""
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = visitor.cookie
    page = _page(vendor, visitor)
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page)
    assert answer.status_code == 200, answer.status_code
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in captured)


def _page(vendor: Vendor, visitor: Visitor) -> str:
    return f"/{vendor.slug}/contracts/{visitor.contract}/"


def _in_parallel(
    visitors: Sequence[Visitor], act: Callable[[Visitor, http.client.HTTPConnection], T], port: int, at_once: int
) -> list[T]:
    """Each visitor once, several at a time, each of those on a connection of its own."""

    def some(share: Sequence[Visitor]) -> list[T]:
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        return [act(visitor, server) for visitor in share]

    with ThreadPoolExecutor(at_once) as pool:
        return list(chain.from_iterable(pool.map(some, [visitors[part::at_once] for part in range(at_once)])))


def _visit(server: http.client.HTTPConnection, vendor: Vendor, visitor: Visitor) -> float:
    began = time.perf_counter()
    _answer(server, "GET", _page(vendor, visitor), visitor.cookie)
    return time.perf_counter() - began


def _dialog(server: http.client.HTTPConnection, vendor: Vendor, visitor: Visitor) -> dict[str, str]:
    """The filled form of the change to basis, every box ticked."""
    form = _Form()
    text, csrf = _answer(server, "GET", f"{_page(vendor, visitor)}change/basis/", visitor.cookie)
    form.feed(text)
    return {**form.values, CSRF: csrf}


def _decide(server: http.client.HTTPConnection, vendor: Vendor, visitor: Visitor, form: dict[str, str]) -> None:
    cookies = f"{visitor.cookie}; {form[CSRF]}"
    _answer(server, "POST", f"{_page(vendor, visitor)}change/basis/", cookies, urlencode(form), expected=302)


def _answer(
    server: http.client.HTTPConnection, method: str, path: str, cookies: str, body: str = "", expected: int = 200
) -> tuple[str, str]:
    """The page, and the cookie that its form has to come back with."""
    headers = {"Host": "localhost", "Cookie": f"{settings.SESSION_COOKIE_NAME}={cookies}"}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    server.request(method, path, body or None, headers)
    answer = server.getresponse()
    text = answer.read().decode()
    assert answer.status == expected, f"{method} {path}: {answer.status} {text[:500]}"
    return text, (answer.getheader("Set-Cookie") or "").partition(";")[0]


class _Form(HTMLParser):
    """The fields of the page's form for the decision."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("class") == "decision"
        name = found.get("name")
        if self.inside and tag == "input" and name:
            self.values[name] = found.get("value") or "on"


@contextmanager
def _served() -> Iterator[tuple[int, int]]:
    """The web server as it is run for real, on a free port: that, and its process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment: dict[str, Any] = {**os.environ, "LAUFZEIT_BIND": f"127.0.0.1:{port}", "LAUFZEIT_LOG": "json"}
    command = [sys.executable, "-m", "laufzeit", "serve"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(port)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _wait_until_ready(port: int) -> None:
    for _ in range(600):
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            server.request("GET", "/readyz", headers={"Host": "localhost"})
            if server.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the web server did not become ready")
