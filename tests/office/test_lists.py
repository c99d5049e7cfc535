"""Lists: pages by keyset, filters, and how many questions a page asks the database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office.conftest import Office, words
from tests.portal.conftest import TODAY, conclude, declare

from laufzeit.contracts.commands import ChangePlan, GiveNotice
from laufzeit.office.finding import NEWEST_CONTRACTS, ContractFilter, ContractState, contracts_found
from laufzeit.office.paging import Order, slice_of
from laufzeit.vendors.models import new_id


@pytest.fixture
def many(red: Office) -> Office:
    """Sixty-one contracts; twenty of them began on the same day."""
    for number in range(60):
        start = date(2020, 6, 1) if number < 20 else date(2020, 1, 1) + timedelta(days=number)
        conclude(red.site, "basis", start, users=1, label=f"Server {number:03}")
    return red


def numbers(rows: list[Any]) -> list[str]:
    return [row.number for row in rows]


def test_pages_follow_each_other_without_gap_or_repetition_in_both_directions(many: Office) -> None:
    with many.acting():
        rows = contracts_found(ContractFilter(), TODAY)
        expected = numbers(list(rows.order_by("-starts_on", "-id")))
        pages, page = [], slice_of(rows, NEWEST_CONTRACTS)
        assert page.before == ""
        while True:
            pages.append(page)
            if not page.after:
                break
            page = slice_of(rows, NEWEST_CONTRACTS, page.after)
        assert [number for page in pages for number in numbers(page.rows)] == expected
        assert [len(page.rows) for page in pages] == [25, 25, 11]
        back = slice_of(rows, NEWEST_CONTRACTS, pages[2].before)
        assert numbers(back.rows) == numbers(pages[1].rows)
        assert numbers(slice_of(rows, NEWEST_CONTRACTS, back.before).rows) == numbers(pages[0].rows)
        assert slice_of(rows, NEWEST_CONTRACTS, back.before).before == ""


@pytest.mark.parametrize("mark", ["nonsense", "WyJhIl0", "bnVsbA", "WyJhIiwiMjAyMS0wMi0zMCIsIngiXQ", "%00", "é"])
def test_a_mark_that_cannot_be_read_is_the_first_page(many: Office, mark: str) -> None:
    with many.acting():
        rows = contracts_found(ContractFilter(), TODAY)
        assert numbers(slice_of(rows, NEWEST_CONTRACTS, mark).rows) == numbers(slice_of(rows, NEWEST_CONTRACTS).rows)
    assert many.enter().get(many.path("contracts/"), {"page": mark}).status_code == 200


def test_a_mark_of_another_order_is_not_taken_for_one_of_this(many: Office) -> None:
    with many.acting():
        rows = contracts_found(ContractFilter(), TODAY)
        other = slice_of(rows, Order(("number", "id"))).after
        assert numbers(slice_of(rows, NEWEST_CONTRACTS, other).rows) == numbers(slice_of(rows, NEWEST_CONTRACTS).rows)


@pytest.fixture
def states(red: Office) -> dict[str, str]:
    """One contract in each state, by its number."""
    from laufzeit.contracts.models import Contract

    site = red.site
    ids = {
        "running": site.contract,
        "upcoming": conclude(site, "basis", date(2021, 5, 1), users=1),
        "changing": conclude(site, "plus", date(2020, 3, 1), users=2),
        "ending": conclude(site, "plus", date(2020, 4, 1), users=2),
        "ended": conclude(site, "basis", date(2020, 4, 2), users=1),
    }
    declare(site, ChangePlan(new_id(), "basis"), contract=ids["changing"])
    declare(site, GiveNotice(new_id()), contract=ids["ending"])
    declare(site, GiveNotice(new_id()), date(2020, 12, 1), contract=ids["ended"])
    with red.acting():
        found = dict(Contract.objects.values_list("id", "number"))
    return {state: found[row] for state, row in ids.items()}


@pytest.mark.parametrize("state", list(ContractState))
def test_each_contract_is_in_one_state(red: Office, states: dict[str, str], state: ContractState) -> None:
    with red.acting():
        assert numbers(list(contracts_found(ContractFilter(state=state), TODAY))) == [states[state.value]]


def test_states_and_plans_follow_the_day_while_nothing_runs(red: Office, states: dict[str, str]) -> None:
    with red.acting():
        july = date(2021, 7, 1)
        ended = contracts_found(ContractFilter(state=ContractState.ENDED), july)
        assert set(numbers(list(ended))) == {states["ended"], states["ending"]}
        plus = numbers(list(contracts_found(ContractFilter(plan="plus"), july)))
        assert plus == [states["running"]]
        assert states["changing"] in numbers(list(contracts_found(ContractFilter(plan="basis"), july)))
        was_plus = ContractFilter(plan="plus", state=ContractState.ENDED)
        assert numbers(list(contracts_found(was_plus, july))) == [states["ending"]]


def test_filters_of_the_page(red: Office, states: dict[str, str]) -> None:
    client = red.enter()

    def listed(**filters: str) -> set[str]:
        page = words(client.get(red.path("contracts/"), filters))
        return {state for state, number in states.items() if number in page}

    assert listed() == set(states)
    assert listed(plan="basis") == set()  # none of the two runs today
    assert listed(plan="basis", state="upcoming") == {"upcoming"}
    assert listed(plan="plus@2020") == {"running", "changing", "ending"}
    assert listed(plan="plus@1999") == set(states)  # no such edition: nothing is narrowed
    assert listed(ends_from="2021-06-30", ends_until="2021-06-30") == {"ending"}
    assert listed(ends_from="2021-07-01") == set()
    assert listed(ends_until="nonsense") == set(states)
    assert listed(q=states["running"]) == {"running"}
    assert listed(customer=str(red.site.organisation.id)) == set(states)
    assert listed(customer="nonsense") == set(states)


def test_a_customer_of_somebody_else_is_no_filter(red: Office, gapteq: Office) -> None:
    answer = red.enter().get(red.path("contracts/"), {"customer": str(gapteq.site.organisation.id)})
    assert answer.status_code == 404


def questions(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_page_asks_as_much_for_many_rows_as_for_one(red: Office) -> None:
    client = red.enter("manager")
    pages = [
        "contracts/",
        "contracts/?q=praxis",
        "customers/",
        "customers/?q=som",
        "mails/",
        "staff/log/",
        "cancellations/",
    ]
    before = {page: questions(client, red.path(page)) for page in pages}
    for number in range(30):
        conclude(red.site, "basis", date(2020, 1, 1) + timedelta(days=number), users=1)
    assert {page: questions(client, red.path(page)) for page in pages} == before
    assert max(before.values()) <= 14, before
    assert questions(client, red.path()) <= 34
    assert questions(client, red.of_contract()) <= 24
