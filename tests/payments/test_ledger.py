"""What is open, how an invoice stands, why debits come back, and when reminders are due."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laufzeit.catalogue.billing import DunningLevel
from laufzeit.payments.dunning import Overdue, level_due
from laufzeit.payments.ledger import SIGNS, EntryKind, Status, allowed, open_amount, set_off, status, status_in_words
from laufzeit.payments.returns import REASONS, reason

DUE, TODAY = date(2026, 12, 1), date(2026, 12, 20)
LEVELS = (DunningLevel(7), DunningLevel(21, fee=250), DunningLevel(35, fee=500))
AMOUNTS = st.integers(1, 10**9)


@given(AMOUNTS, st.lists(st.tuples(st.sampled_from(EntryKind), st.integers(-(10**9), 10**9)), max_size=20))
def test_open_is_the_amount_without_payments_and_with_returns(payable: int, moves: list[tuple[EntryKind, int]]) -> None:
    kept = [(kind, amount) for kind, amount in moves if allowed(kind, amount)]
    paid = -sum(amount for kind, amount in kept if kind is EntryKind.PAYMENT)
    back = sum(amount for kind, amount in kept if kind in (EntryKind.RETURN, EntryKind.REFUND))
    fees = sum(amount for kind, amount in kept if kind is EntryKind.FEE)
    other = sum(amount for kind, amount in kept if not SIGNS[kind])
    assert open_amount(payable, (amount for _, amount in kept)) == payable - paid + back + fees + other
    assert paid >= 0
    assert back >= 0
    assert fees >= 0


@given(AMOUNTS, st.integers(0, 10**6))
def test_a_returned_debit_leaves_the_invoice_and_the_fee(payable: int, fee: int) -> None:
    assert open_amount(payable, [-payable, payable, fee]) == payable + fee


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_setting_off_never_turns_a_sign(credit: int, debt: int) -> None:
    moved = set_off(credit, debt)
    assert moved >= 0
    if moved:
        assert credit + moved <= 0 <= debt - moved
        assert credit + moved == 0 or debt - moved == 0


@pytest.mark.parametrize("kind", EntryKind)
def test_no_entry_is_nothing(kind: EntryKind) -> None:
    assert not allowed(kind, 0)


def said(open_now: int, **other: object) -> Status:
    facts = {
        "payable": 11900, "paid": 0, "due_on": DUE, "today": DUE, "disputed": False, "collecting": False,
        "returned": False,
    }  # fmt: skip
    return status(open_now=open_now, **{**facts, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (said(0, paid=11900), Status.PAID),
        (said(0, paid=5000), Status.SETTLED),
        (said(0, payable=-11900), Status.SETTLED),
        (said(-100, paid=12000), Status.CREDIT),
        (said(11900), Status.OPEN),
        (said(6900, paid=5000), Status.PARTLY_PAID),
        (said(11900, today=TODAY), Status.OVERDUE),
        (said(6900, paid=5000, today=TODAY), Status.OVERDUE),
        (said(11900, today=TODAY, collecting=True), Status.COLLECTING),
        (said(12297, today=TODAY, returned=True), Status.RETURNED),
        (said(12297, today=TODAY, returned=True, collecting=True), Status.COLLECTING),
        (said(11900, today=TODAY, disputed=True, collecting=True), Status.DISPUTED),
    ],
)
def test_how_an_invoice_stands(found: Status, expected: Status) -> None:
    assert found is expected


def test_every_status_has_its_words() -> None:
    for language in ("de", "en"):
        words = [status_in_words(of, language) for of in Status]
        assert all(words)
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("code", "stops"), [("AC04", True), ("MD01", True), ("MD07", True), ("AM04", False), ("MD06", False)]
)
def test_which_returns_end_a_mandate(code: str, stops: bool) -> None:
    assert reason(code).stops is stops


def test_no_reason_and_unknown_ones_are_told() -> None:
    assert reason("") is REASONS["MS03"]
    assert not reason("ZZ99").stops
    assert all(one.in_words("de") != one.in_words("en") for one in REASONS.values())


@pytest.mark.parametrize(
    ("item", "today", "level"),
    [
        (Overdue(11900, DUE), DUE + timedelta(6), None),
        (Overdue(11900, DUE), DUE + timedelta(7), 1),
        (Overdue(11900, DUE, reached=1, reached_on=DUE + timedelta(7)), DUE + timedelta(20), None),
        (Overdue(11900, DUE, reached=1, reached_on=DUE + timedelta(7)), DUE + timedelta(21), 2),
        (Overdue(11900, DUE, reached=1, reached_on=DUE + timedelta(60)), DUE + timedelta(73), None),
        (Overdue(11900, DUE, reached=1, reached_on=DUE + timedelta(60)), DUE + timedelta(74), 2),
        (Overdue(11900, DUE, reached=3, reached_on=DUE + timedelta(35)), DUE + timedelta(400), None),
        (Overdue(11900, DUE, disputed=True), DUE + timedelta(90), None),
        (Overdue(11900, DUE, collecting=True), DUE + timedelta(90), None),
        (Overdue(0, DUE), DUE + timedelta(90), None),
        (Overdue(-100, DUE), DUE + timedelta(90), None),
    ],
)
def test_which_level_is_due(item: Overdue, today: date, level: int | None) -> None:
    assert level_due(item, LEVELS, today) == level


def test_without_levels_nobody_is_reminded() -> None:
    assert level_due(Overdue(11900, DUE), (), date(2030, 1, 1)) is None


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=60), st.sampled_from([LEVELS, (DunningLevel(1), DunningLevel(1))])
)
def test_however_rarely_somebody_looks_each_level_comes_once_and_in_turn(gaps: list[int], levels: tuple) -> None:
    today, reached, reached_on, sent = DUE, 0, None, []
    for gap in gaps:
        today += timedelta(gap)
        level = level_due(Overdue(100, DUE, reached=reached, reached_on=reached_on), levels, today)
        if level is not None:
            sent.append((level, today))
            reached, reached_on = level, today
    assert [level for level, _ in sent] == list(range(1, len(sent) + 1))
    assert all(later - earlier >= timedelta(1) for (_, earlier), (_, later) in pairwise(sent))
    assert all(today >= DUE + timedelta(levels[level - 1].days) for level, today in sent)
