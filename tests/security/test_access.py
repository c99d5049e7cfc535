"""Who gets what on every address: each role against the table in ``access.txt``.

An address without a row fails, and so does a row without an address. ``pytest tests/security/test_access.py --update``
writes the table anew; every changed line of it is a decision to look at.

    ok   the page itself, its form's faults included
    in   led to sign in
    end  told that the access has ended
    no   refused: this person may not
    -    not found: for this person it does not exist
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.security.pages import ACCOUNT, Page, all_pages
from tests.security.world import ROLES, World

TABLE = Path(__file__).with_name("access.txt")
PAGES = all_pages()
WIDTH = max(len(page.name) for page in PAGES) + 2
HEAD = "".join(f"{word:<{WIDTH if word == 'page' else 10}}" for word in ("page", *ROLES)).rstrip()


def outcome(answer: Any, page: Page) -> str:
    """What an answer means for whoever asked."""
    match answer.status_code:
        case 403:
            return "no"
        case 404:
            return "-"
        case 302 if answer["Location"].endswith("account/ended/"):
            return "end"
        case 302 if "account/login/?next=" in answer["Location"] or answer["Location"].endswith("account/login/"):
            return "in"
        case 405:
            return "405"
        case status if status < 500 and status != 400:
            return "ok"
    raise AssertionError(f"{page}: {answer.status_code}")


def asked(client: Client, session: str, method: str, url: str) -> Any:
    """One request whose traces are gone afterwards."""
    client.cookies["session"] = session
    mark = transaction.savepoint()
    try:
        return getattr(client, method.lower())(url)
    finally:
        transaction.savepoint_rollback(mark)


def rows() -> dict[str, dict[str, str]]:
    _head, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    return {name: dict(zip(ROLES, cells, strict=True)) for name, *cells in words}


def test_each_page_has_a_row_and_each_row_a_page() -> None:
    assert list(rows()) == sorted(page.name for page in PAGES)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_exactly_what_the_table_says(world: World, role: str, update: bool) -> None:
    house = world.red
    client = house.enter(role)
    session = client.cookies["session"].value if "session" in client.cookies else ""
    found = {}
    for page in PAGES:
        url = page.url(house)
        found[page.name] = outcome(asked(client, session, page.methods[0], url), page)
        if found[page.name] in ("no", "in", "end") and not page.view.startswith((*ACCOUNT, "admin:")):
            other = outcome(asked(client, session, "POST" if page.methods == ("GET",) else "GET", url), page)
            assert other in ("no", "in", "end", "405"), f"{page} is closed to {role}, but not by its other method"
    if update:
        _write(role, found)
    assert found == {name: cells[role] for name, cells in rows().items()}


def _write(role: str, found: dict[str, str]) -> None:
    table = rows() if TABLE.exists() else {}
    lines = [HEAD]
    for name in sorted(found):
        cells = table.get(name, {}) | {role: found[name]}
        lines.append(f"{name:<{WIDTH}}" + "".join(f"{cells.get(one, '?'):<10}" for one in ROLES).rstrip())
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
