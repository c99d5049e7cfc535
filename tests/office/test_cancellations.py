"""Public cancellations without a contract: found a home, or set aside; the declaration itself stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.office.conftest import Office, filled, words
from tests.portal.conftest import TODAY, at


def declared(office: Office, **values: Any) -> Any:
    from laufzeit.portal.models import PublicCancellation

    received = TODAY - timedelta(days=45)
    facts = {
        "received_at": at(received), "received_on": received, "sort": "ordinary", "person": "A. Sommer",
        "contract_as_named": "Praxis Sommer", "email": "private@mail.example", "language": "de",
    }  # fmt: skip
    with office.acting():
        return PublicCancellation.objects.create(**(facts | values))


def test_notice_is_recorded_as_of_the_day_on_which_it_came_in(red: Office) -> None:
    from laufzeit.contracts.declaration import Channel
    from laufzeit.contracts.store import log

    one, client = declared(red), red.enter("clerk")
    assert "1 public cancellation has no contract yet" in words(client.get(red.path()))
    page = client.get(red.path(f"cancellations/{one.id}/"))
    assert "V-10001" in words(page)
    address = red.of_contract(f"notice/?cancellation={one.id}")
    assert address in page.content.decode()
    shown = client.get(address)
    assert "private@mail.example" in words(shown) and "31 March 2021" in words(shown)
    assert client.post(address, filled(shown)).status_code == 302
    with red.acting():
        entry = log(red.site.contract)[-1]
    assert (entry.event.received_on, entry.declaration.channel) == (one.received_on, Channel.PUBLIC_PAGE)
    assert "A notice is recorded. V-10001 · by Karl Kern" in words(client.get(red.path(f"cancellations/{one.id}/")))
    assert "None waits." in words(client.get(red.path("cancellations/")))
    assert client.get(address).status_code == 404


def test_by_the_address_where_the_words_find_nothing(red: Office) -> None:
    one = declared(red, contract_as_named="my contract", email="anna.sommer@customer.example")
    page = words(red.enter("auditor").get(red.path(f"cancellations/{one.id}/")))
    assert "V-10001" in page and "Record notice" not in page
    nothing = declared(red, contract_as_named="zzz")
    found = red.enter("clerk").get(red.path(f"cancellations/{nothing.id}/"), {"q": "V-10001"})
    assert "Record notice" in words(found)
    assert "No contract is found" in words(red.enter("clerk").get(red.path(f"cancellations/{nothing.id}/")))


def test_one_that_concerns_nobody_is_set_aside_with_a_reason(red: Office) -> None:
    one, client = declared(red), red.enter("clerk")
    empty = client.post(red.path(f"cancellations/{one.id}/set-aside/"), {"reason": ""})
    assert empty.status_code == 422 and "required" in words(empty)
    client.post(red.path(f"cancellations/{one.id}/set-aside/"), {"reason": "A customer of somebody else"})
    page = words(client.get(red.path(f"cancellations/{one.id}/")))
    assert "A customer of somebody else" in page and "by Karl Kern" in page
    assert "set aside" in words(client.get(red.path("cancellations/")))


def test_one_for_good_cause_comes_with_a_word_of_caution(red: Office) -> None:
    one = declared(red, sort="extraordinary", reason="Der Dienst fiel aus.", wished_last_day=date(2021, 8, 1))
    client = red.enter("clerk")
    assert "Der Dienst fiel aus." in words(client.get(red.path(f"cancellations/{one.id}/")))
    shown = words(client.get(red.of_contract(f"notice/?cancellation={one.id}")))
    assert "Declared for good cause." in shown and "30 September 2021" in shown


@pytest.mark.parametrize("named", ["nonsense", "01900000-0000-7000-8000-000000000000"])
def test_a_declaration_that_does_not_exist(red: Office, named: str) -> None:
    assert red.enter("clerk").get(red.of_contract(f"notice/?cancellation={named}")).status_code == 404


def test_what_became_of_one_is_never_changed(red: Office) -> None:
    from laufzeit.office.cancellations import handle
    from laufzeit.office.models import HandledCancellation
    from laufzeit.office.outcome import Outcome

    one, clerk = declared(red), red.people["clerk"].id
    with red.acting():
        handle(one.id, Outcome.SET_ASIDE, by=clerk, now=at(TODAY), reason="first")
        handle(one.id, Outcome.SET_ASIDE, by=clerk, now=at(TODAY), reason="second")
        assert HandledCancellation.objects.get().reason == "first"
        with pytest.raises(DatabaseError), transaction.atomic():
            HandledCancellation.objects.update(reason="third")


def test_those_of_another_vendor_do_not_exist(red: Office, gapteq: Office) -> None:
    one = declared(red)
    assert gapteq.enter("manager").get(gapteq.path(f"cancellations/{one.id}/")).status_code == 404
