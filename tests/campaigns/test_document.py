"""The announcement of 2022, from the plan to the invoices: each figure of it, and what follows for the silent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.campaigns.conftest import ANNOUNCED, Campaigner

pytestmark = pytest.mark.slow


def invoices(gapteq: Campaigner, contract: Any, *through: date) -> list[tuple[date, int]]:
    """What was invoiced for a contract by runs through these days: day of the period, net in euros."""
    for day in through:
        gapteq.bill(day)
    lines = [(line, document) for document in gapteq.documents() for line in document.lines]
    return sorted((line.period.start, line.net // 100) for line, _ in lines if line.contract == contract)


def test_one_of_two_servers_is_accepted(gapteq: Campaigner, muster: Any) -> None:
    kept = gapteq.conclude(muster, "prepaid", date(2022, 1, 25), seats=15)
    given_up = gapteq.conclude(muster, "prepaid", date(2022, 3, 16), seats=10)

    row = gapteq.announce()

    assert (row.stage, row.task) == ("announced", "")
    first, second = gapteq.participant(kept), gapteq.participant(given_up)
    assert (first.before, first.after) == (900_00, 1_320_00)
    assert (first.notice_last_day, first.accept_until) == (date(2023, 1, 24), date(2023, 1, 24)), "it ends before"
    assert first.first_day == date(2024, 1, 25)
    assert (second.before, second.after) == (600_00, 960_00)
    assert (second.notice_last_day, second.first_day) == (date(2023, 3, 15), date(2023, 3, 16))
    assert second.accept_until == date(2023, 1, 31)
    assert gapteq.letters(kept) == ["2022-10-28 terms_offered"], "notice and offer are one letter"

    gapteq.accept(kept, date(2022, 11, 14))

    assert gapteq.terms(kept, date(2025, 1, 1)) == [
        ("2022-01-25 – 2023-01-24", "prepaid@2022"),
        ("2023-01-25 – 2024-01-24", "prepaid@2022"),
        ("2024-01-25 – 2025-01-24", "prepaid@2023"),
    ]
    assert gapteq.terms(given_up, date(2025, 1, 1)) == [("2022-03-16 – 2023-03-15", "prepaid@2022")]
    assert gapteq.participant(kept).answer == "accepted"
    assert gapteq.participant(given_up).answer == "open"
    days = (date(2023, 1, 31), date(2023, 4, 30), date(2024, 1, 31))
    assert invoices(gapteq, kept, *days) == [
        (date(2022, 1, 25), 900), (date(2023, 1, 25), 900), (date(2024, 1, 25), 1320),
    ]  # fmt: skip
    assert invoices(gapteq, given_up) == [(date(2022, 3, 16), 600)]


@pytest.mark.parametrize(
    ("start", "seats", "terms"),
    [
        pytest.param(
            date(2022, 3, 16), 10,
            [("2022-03-16 – 2023-03-15", "prepaid@2022"), ("2023-03-16 – 2024-03-15", "prepaid@2023")], id="gap-20",
        ),
        pytest.param(
            date(2022, 1, 25), 15,
            [
                ("2022-01-25 – 2023-01-24", "prepaid@2022"), ("2023-01-25 – 2024-01-24", "prepaid@2022"),
                ("2024-01-25 – 2025-01-24", "prepaid@2023"),
            ],
            id="gap-21",
        ),
        pytest.param(
            date(2022, 2, 1), 10,
            [("2022-02-01 – 2023-01-31", "prepaid@2022"), ("2023-02-01 – 2024-01-31", "prepaid@2023")], id="gap-24",
        ),
        pytest.param(
            date(2022, 1, 31), 10,
            [
                ("2022-01-31 – 2023-01-30", "prepaid@2022"), ("2023-01-31 – 2024-01-30", "prepaid@2022"),
                ("2024-01-31 – 2025-01-30", "prepaid@2023"),
            ],
            id="gap-25",
        ),
    ],
)  # fmt: skip
def test_the_terms_of_the_document(
    gapteq: Campaigner, muster: Any, start: date, seats: int, terms: list[tuple[str, str]]
) -> None:
    contract = gapteq.conclude(muster, "prepaid", start, seats=seats)
    gapteq.announce()
    foreseen = gapteq.participant(contract).first_day
    gapteq.accept(contract, date(2022, 11, 14))
    assert gapteq.terms(contract, date.fromisoformat(terms[-1][0][:10]) + (date(2, 1, 2) - date(2, 1, 1))) == terms
    assert foreseen == date.fromisoformat(terms[-1][0][:10]), "what the letter said is what happens"


@pytest.mark.parametrize(
    ("start", "last_day"),
    [
        pytest.param(date(2022, 3, 16), date(2023, 3, 15), id="gap-22"),
        pytest.param(date(2022, 1, 25), date(2023, 1, 24), id="gap-23"),
    ],
)
def test_without_acceptance_the_contract_ends(gapteq: Campaigner, muster: Any, start: date, last_day: date) -> None:
    from laufzeit.contracts.store import held

    contract = gapteq.conclude(muster, "prepaid", start, seats=10)
    gapteq.announce()
    assert gapteq.participant(contract).notice_last_day == last_day
    assert held(contract).timeline.last_day() == last_day


def test_judged_by_the_last_day_a_term_until_the_cut_over_is_once_more_at_the_old_price(
    gapteq: Campaigner, muster: Any
) -> None:
    from laufzeit.contracts.commands import JudgedBy

    contract = gapteq.conclude(muster, "prepaid", date(2022, 2, 1), seats=10)
    gapteq.announce(judged_by=JudgedBy.LAST_DAY)
    gapteq.accept(contract, ANNOUNCED)
    assert [edition for _, edition in gapteq.terms(contract, date(2024, 2, 2))] == [
        "prepaid@2022", "prepaid@2022", "prepaid@2023",
    ]  # fmt: skip


def test_new_terms_at_once_hold_from_the_next_renewal(gapteq: Campaigner, muster: Any) -> None:
    from laufzeit.campaigns.plan import EndingBefore

    contract = gapteq.conclude(muster, "prepaid", date(2022, 1, 25), seats=15)
    gapteq.announce(ending_before=EndingBefore.NEW_TERMS)
    gapteq.accept(contract, date(2022, 11, 14))
    assert [edition for _, edition in gapteq.terms(contract, date(2023, 2, 1))] == ["prepaid@2022", "prepaid@2023"]
