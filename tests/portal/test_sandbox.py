"""What only sandboxes have: the mailbox, and travelling in time."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.portal.conftest import Site, declare
from tests.portal.reading import words_of


def leave_sandbox(site: Site) -> None:
    from laufzeit.vendors.models import Vendor

    with site.acting():
        Vendor.objects.filter(id=site.vendor.id).update(sandbox=False, sandbox_day=None)


def travel(site: Site, client: Any, to: str) -> Any:
    return client.post(site.path("travel/"), {"to": to, "next": site.of_contract()})


def test_the_bar_leads_to_what_happens_next(red: Site) -> None:
    from laufzeit.contracts.commands import ChangePlan

    declare(red, ChangePlan(uuid4(), "basis"))
    client = red.enter()
    page = client.get(red.of_contract())
    words = words_of(page)
    assert "Zeitreise 10.02.2021" in words.replace("Zeitreise10", "Zeitreise 10")
    assert "zum 01.07.2021: Wechsel zu RED connect basis" in words
    assert 'value="2021-07-01"' in page.content.decode()


def test_travelling_lets_happen_what_is_due(red: Site) -> None:
    from laufzeit.contracts.commands import ChangePlan

    declare(red, ChangePlan(uuid4(), "basis"))
    client = red.enter()
    before = len(red.letters())
    answer = travel(red, client, "2021-07-01")
    assert answer.status_code == 302 and answer["Location"] == red.of_contract()
    words = words_of(client.get(red.of_contract()))
    assert "Heute ist der 01.07.2021. Was bis dahin fällig war, ist geschehen" in words
    assert "RED connect basis" in words and "Aktuelle Benutzeranzahl: 1" in words
    assert len(red.letters()) > before
    with pytest.raises(AssertionError):
        red.enter(1)


@pytest.mark.parametrize("to", ["2021-02-10", "2020-01-01", "2031-01-01", "tomorrow", ""])
def test_a_sandbox_travels_forward_only(red: Site, to: str) -> None:
    client = red.enter()
    travel(red, client, to)
    words = words_of(client.get(red.of_contract()))
    assert "Eine Spielwiese reist nur vorwärts" in words and "Heute ist der 10.02.2021" in words


def test_real_vendors_have_the_worlds_clock(red: Site) -> None:
    client = red.enter()
    leave_sandbox(red)
    assert travel(red, client, "2031-01-01").status_code == 404
    assert client.get(red.path("mailbox/")).status_code == 404
    words = words_of(client.get(red.path("help/")))
    assert "Zeitreise" not in words and "Postfach" not in words


def test_the_mailbox_shows_letters_to_those_who_may_read_them(red: Site) -> None:
    from laufzeit.contracts.commands import ChangePlan

    declare(red, ChangePlan(uuid4(), "basis"))
    client = red.enter()
    page = client.get(red.path("mailbox/"))
    letter = red.letters()[0]
    assert letter.subject in words_of(page)
    opened = client.get(red.path(f"mailbox/{letter.id}/"))
    assert letter.subject in words_of(opened) and "30.06.2021" in words_of(opened)
    framed = client.get(red.path(f"mailbox/{letter.id}/html/"))
    assert framed.status_code == 200 and "sandbox" in framed["Content-Security-Policy"]
    assert "script-src" not in framed["Content-Security-Policy"] and framed["X-Frame-Options"] == "SAMEORIGIN"
    member = red.enter(1)
    assert member.get(red.path(f"mailbox/{letter.id}/")).status_code == 404
    assert letter.subject not in words_of(member.get(red.path("mailbox/")))
    assert client.get(red.path(f"mailbox/{uuid4()}/")).status_code == 404


def test_letters_of_others_do_not_exist(red: Site, gapteq: Site) -> None:
    from laufzeit.contracts.commands import GiveNotice

    declare(gapteq, GiveNotice(uuid4()), date(2022, 10, 28))
    letter = gapteq.letters()[0]
    assert red.enter().get(red.path(f"mailbox/{letter.id}/")).status_code == 404


def test_a_sandbox_stays_within_the_calendar(red: Site) -> None:
    from laufzeit.vendors.models import Vendor

    client = red.enter()
    with red.acting():
        Vendor.objects.filter(id=red.vendor.id).update(sandbox_day=date(2199, 6, 1))
    for to in ("2200-01-02", "2204-01-01", "9999-12-31"):
        assert travel(red, client, to).status_code == 302
        with red.acting():
            assert Vendor.objects.get(id=red.vendor.id).sandbox_day == date(2199, 6, 1)
