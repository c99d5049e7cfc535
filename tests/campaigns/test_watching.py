"""The numbers of a campaign are those of its contracts, one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.campaigns.conftest import ANNOUNCED, Campaigner, noon

from laufzeit.campaigns.outcome import answer_of, outcome

pytestmark = pytest.mark.slow

LATER = date(2022, 11, 14)


@pytest.fixture
def mixed(gapteq: Campaigner, muster: Any) -> Campaigner:
    """Contracts that accepted, declined, were silent, gave notice themselves, or accepted and declined after all."""
    from laufzeit.contracts.commands import GiveNotice
    from laufzeit.vendors.models import new_id

    contracts = [gapteq.conclude(muster, "prepaid", date(2022, month, 16), seats=10) for month in range(1, 8)]
    gapteq.announce()
    gapteq.accept(contracts[0], LATER)
    gapteq.decline(contracts[1], LATER)
    gapteq.decide(contracts[2], GiveNotice(new_id()), LATER)
    gapteq.accept(contracts[3], LATER)
    gapteq.decline(contracts[3], LATER)
    gapteq.accept(contracts[4], LATER)
    return gapteq


@pytest.mark.parametrize("today", [LATER, date(2023, 2, 1), date(2023, 3, 1), date(2025, 1, 1)])
def test_each_contract_is_counted_in_the_state_that_it_is_in(mixed: Campaigner, today: date) -> None:
    from laufzeit.campaigns.watching.store import listed, watched
    from laufzeit.contracts.store import held

    total = watched(mixed.row(), today, "Europe/Berlin").total
    counted: dict[str, int] = {}
    for one in listed(mixed.row(), today, limit=None):
        participant = mixed.participant(one.contract)
        found = held(one.contract)
        answer = answer_of(found.contract, participant.offer, participant.notice)
        state = outcome(answer, found.timeline.end, today, gives_notice=True).value
        assert one.standing == state, one.number
        counted[state] = counted.get(state, 0) + 1
    assert sum(counted.values()) == total.written == 7
    assert all(getattr(total, state) == count for state, count in counted.items())


def test_days_and_money(mixed: Campaigner) -> None:
    from laufzeit.campaigns.watching.store import watched

    found = watched(mixed.row(), LATER, "Europe/Berlin")
    assert {one.day: (one.written, one.accepted, one.declined) for one in found.days} == {
        ANNOUNCED: (7, 0, 0), LATER: (0, 2, 2),
    }  # fmt: skip
    assert [(one.currency, one.contracts, one.before, one.after) for one in found.accepted] == [
        ("EUR", 2, 2 * 600_00, 2 * 960_00),
    ]  # fmt: skip


def test_the_lists_go_page_by_page(mixed: Campaigner) -> None:
    from laufzeit.campaigns import store
    from laufzeit.campaigns.watching.store import listed

    pages, after = [], None
    while found := listed(mixed.row(), LATER, after=after, limit=3):
        pages.append([one.number for one in found])
        after = found[-1].participant
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({number for page in pages for number in page}) == 7
    [one] = listed(mixed.row(), LATER, words=["V-10003"])
    assert one.standing == "overtaken"
    store.opened(one.contract, mixed.participant(one.contract).offer, noon(LATER))
    assert [row.number for row in listed(mixed.row(), LATER, which="opened")] == ["V-10003"]


def test_an_offer_that_came_back_is_in_its_list_and_goes_out_on_paper(gapteq: Campaigner, muster: Any) -> None:
    """By the report of a mail server, as ``laufzeit letters bounces`` reads it."""
    from tests.messages.returning import returned

    from laufzeit.campaigns.posting.store import letters_on_paper
    from laufzeit.campaigns.watching.store import listed, watched
    from laufzeit.messages.bouncing.actions import read_in
    from laufzeit.messages.models import Message

    contracts = [gapteq.conclude(muster, "prepaid", date(2022, month, 16), seats=10) for month in (1, 2)]
    gapteq.announce()
    letters = Message.objects.filter(kind="terms_offered")
    letters.update(state="sent")
    letter = letters.get(contract=contracts[1])
    message_id = f"<{letter.id}@gapteq.example>"
    letters.filter(id=letter.id).update(message_id=message_id)
    before = watched(gapteq.row(), LATER, "Europe/Berlin").total
    assert (before.sent, before.bounced) == (2, 0)
    assert letters_on_paper(gapteq.row(), LATER, "DE") == ([], [])

    assert len(read_in([gapteq.vendor.id], [returned("exchange", message_id, letter.email)]).bounced) == 1
    after = watched(gapteq.row(), LATER, "Europe/Berlin").total
    assert (after.sent, after.bounced) == (1, 1)
    [one] = listed(gapteq.row(), LATER, which="bounced")
    assert (one.contract, one.letter, one.letter_state) == (contracts[1], letter.id, "bounced")
    [on_paper], without = letters_on_paper(gapteq.row(), LATER, "DE")
    assert on_paper.lines[0] == "Muster AG"
    assert without == []


def test_whose_last_letter_came_back_is_found_out_before_the_next_campaign(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.campaigns.store import addressees
    from laufzeit.contracts.store import held
    from laufzeit.messages.models import Message

    contract = gapteq.conclude(muster, "prepaid", date(2022, 1, 16), seats=10)
    gapteq.announce()
    for state, reached in (("sent", True), ("bounced", False)):
        assert Message.objects.filter(contract=contract).update(state=state) == 1
        [found] = addressees([held(contract)], LATER).values()
        assert found.mail is reached, state
