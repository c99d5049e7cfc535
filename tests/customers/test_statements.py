"""Every page says whom it is for, and who comes to it is treated so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.customers.conftest import House

from laufzeit.customers.permissions import Access, Statement
from laufzeit.customers.roles import Role

URLCONFS = ("laufzeit.server.urls", "laufzeit.server.urls_office", "laufzeit.server.urls_operator")


def views(patterns: Any = None, before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every view of the program with its path."""
    if patterns is None:
        for name in URLCONFS:
            yield from views(get_resolver(name).url_patterns)
        return
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, path)
        else:
            assert isinstance(pattern, URLPattern)
            yield path, pattern.callback


def statement_of(view: Callable[..., Any]) -> Statement | None:
    from laufzeit.server.operators import OperatorSite

    # What the technical view shows goes through OperatorSite.admin_view, which states it when the view is called.
    site = getattr(view, "admin_site", None) or getattr(getattr(view, "model_admin", None), "admin_site", None)
    if isinstance(site, OperatorSite):
        return Statement(Access.OPERATOR)
    return getattr(view, "statement", None)


def test_every_view_states_whom_it_is_for() -> None:
    silent = sorted({path for path, view in views() if statement_of(view) is None})
    assert silent == []
    assert len({path for path, _view in views()}) > 60, "all rooms are walked"


def test_the_portal_is_for_members_the_office_for_staff() -> None:
    """A page that says something else than its path is one that somebody put into the wrong list."""
    account = {Access.PUBLIC, Access.SETTING_UP, Access.SIGNED_IN, Access.MAIN_USER}
    for path, view in views():
        statement = statement_of(view)
        assert statement is not None
        if re.match(r"\^?(office/|operator/)?account/", path):
            assert statement.access in account, path
        elif path.startswith("office/"):
            assert statement.access is Access.STAFF, path
        elif path.startswith("operator/"):
            assert statement.access in {Access.OPERATOR, Access.PUBLIC}, path
        else:
            assert statement.access in {Access.PUBLIC, Access.MEMBER, Access.MAIN_USER}, path


ACCESSES: dict[Statement, set[str]] = {
    Statement(Access.PUBLIC): {"nobody", "main", "member", "clerk", "manager", "auditor", "operator"},
    Statement(Access.MEMBER): {"main", "member"},
    Statement(Access.MAIN_USER): {"main"},
    Statement(Access.STAFF, Role.AUDITOR): {"auditor", "clerk", "manager"},
    Statement(Access.STAFF, Role.CLERK): {"clerk", "manager"},
    Statement(Access.STAFF, Role.MANAGER): {"manager"},
    Statement(Access.OPERATOR): {"operator"},
}


@pytest.mark.parametrize("statement", ACCESSES, ids=lambda it: f"{it.access} {it.role}")
def test_who_gets_in(statement: Statement, house: House, rf: Any) -> None:
    """The matrix: each statement against each role. Who is not signed in is led to sign in, all others are refused."""
    from django.contrib.auth.models import AnonymousUser
    from django.core.exceptions import PermissionDenied

    from laufzeit.customers.permissions import turned_away

    if statement.access is Access.PUBLIC:
        return
    for role in ("nobody", *house.people):
        request = rf.get("/somewhere/")
        request.today, request.vendor = date(2021, 2, 14), house.vendor
        request.user = house.people.get(role) or AnonymousUser()
        with house.acting():
            try:
                answer = turned_away(request, statement)
            except PermissionDenied:
                assert role not in ACCESSES[statement] and role != "nobody"
            else:
                assert (answer is None) == (role in ACCESSES[statement]), role
                if role == "nobody":
                    assert answer is not None and answer["Location"].endswith("/account/login/?next=%2Fsomewhere%2F")


def paths_for(access: Access) -> list[str]:
    """A path for each view with that access, with something in place of what a path asks for."""
    nothing = {"uuid": str(UUID(int=1)), "int": "1", "slug": "x", "str": "x", "path": "x"}
    found = {
        re.sub(r"<(?:(\w+):)?\w+>", lambda match: nothing[match[1] or "str"], path)
        for path, view in views(get_resolver(URLCONFS[0]).url_patterns)
        if (statement := statement_of(view)) and statement.access is access and "^" not in path
    }
    return sorted(found)


def test_no_page_lets_strangers_in(house: House, client: Client) -> None:
    """Through the whole stack: every page of members, staff and operators, without a session and with a wrong one."""
    checked = 0
    for access in (Access.MEMBER, Access.MAIN_USER, Access.STAFF, Access.OPERATOR):
        for path in paths_for(access):
            answer = client.get(house.path(path))
            assert answer.status_code in (302, 405), (path, answer.status_code)
            if answer.status_code == 302:
                assert "/account/login/" in answer["Location"], path
            checked += 1
    assert checked > 25


def test_members_find_no_way_into_the_office(house: House, enter: Callable[..., Client]) -> None:
    browser = enter("main")
    for path in [*paths_for(Access.STAFF), *paths_for(Access.OPERATOR)]:
        assert browser.get(house.path(path)).status_code in (403, 405), path


def test_staff_find_no_way_into_the_portal(house: House, enter: Callable[..., Client]) -> None:
    browser = enter("manager")
    for path in [*paths_for(Access.MEMBER), *paths_for(Access.MAIN_USER), *paths_for(Access.OPERATOR)]:
        assert browser.get(house.path(path)).status_code in (403, 405), path


def test_members_read_and_do_not_decide(house: House, enter: Callable[..., Client]) -> None:
    browser = enter("member")
    paths = paths_for(Access.MAIN_USER)
    assert len(paths) > 5
    for path in paths:
        for answer in (browser.get(house.path(path)), browser.post(house.path(path), {})):
            assert answer.status_code in (403, 405), path


def test_htmx_is_led_as_a_whole_page(house: House, client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/red/"}
    answer = client.get(house.path(), headers=headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/red/account/login/?next=http%3A%2F%2Ftestserver%2Fred%2F"
