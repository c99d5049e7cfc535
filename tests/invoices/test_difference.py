"""Owed minus invoiced over random lives: whatever is billed when, documents say in the end what is owed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts.lives import FILES, FIRST_DAY, NUMBERS, Wish, attempt, begun, wishes

from laufzeit.dates.period import Period
from laufzeit.invoices.difference import Billed, Due, differences, service_of
from laufzeit.invoices.document import Reference, TaxCategory
from laufzeit.invoices.running.looking import Window, account_of, dues
from laufzeit.rating.items import ItemKey
from laufzeit.rating.owed import owed
from laufzeit.stories.life import Life

quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
START = st.integers(60, 1500).map(lambda day: FIRST_DAY + timedelta(days=day))


def counted(meter: str, period: Period) -> int:
    """Some figure that depends on the period alone."""
    return (period.start.toordinal() * 7 + len(meter)) % 30


class Books:
    """The documents of one contract, kept as the database would."""

    def __init__(self) -> None:
        self.billed: dict[ItemKey, Billed] = {}
        self.documents = 0

    def book(self, found: list[Due]) -> None:
        for due in found:
            self.documents += 1
            reference = Reference(f"RE-{self.documents}", date(2020, 1, 1))
            service = service_of(due)
            before = due.billed
            if before is None:
                assert due.item is not None
                before = Billed(
                    due.item.key, due.item.period, 0, due.currency, due.item.service,
                    frozenset(part.service.start for part in due.item.parts), "", TaxCategory.STANDARD, 1900, reference,
                )  # fmt: skip
            self.billed[before.key] = Billed(
                before.key, before.period, before.amount + due.amount, before.currency, before.service,
                before.starts | {service.start}, before.text, before.category, before.rate, reference,
            )  # fmt: skip


def run(life: Life, books: Books, window: Window) -> list[Due]:
    assert life.contract is not None
    found = dues(account_of(life.contract, life.catalogue), life.catalogue, window, counted, books.billed)
    books.book(found)
    return found


def owed_now(life: Life, through: date) -> dict[ItemKey, int]:
    assert life.contract is not None
    account = account_of(life.contract, life.catalogue)
    return {item.key: item.amount for item in owed(account, life.catalogue, through, counted) if item.amount}


@quickly
@given(st.sampled_from(sorted(FILES)), START, NUMBERS, st.lists(st.tuples(wishes, st.booleans()), max_size=10))
def test_invoiced_and_credited_equals_owed(
    name: str, start: date, first: tuple[int, ...], story: list[tuple[Wish, bool]]
) -> None:
    life, books, looked_at = begun(name, start, first), Books(), None
    for wish, bill in story:
        attempt(life, wish)
        if bill:
            run(life, books, Window(life.today, looked_at, None))
            looked_at = life.today
    end = life.today + timedelta(days=40)
    run(life, books, Window(end, looked_at, None))
    said = {key: one.amount for key, one in books.billed.items() if one.amount}
    assert said == owed_now(life, end)


@quickly
@given(st.sampled_from(sorted(FILES)), START, NUMBERS, st.lists(wishes, max_size=8))
def test_a_second_run_finds_nothing(name: str, start: date, first: tuple[int, ...], story: list[Wish]) -> None:
    life, books = begun(name, start, first), Books()
    for wish in story:
        attempt(life, wish)
    run(life, books, Window(life.today, None, None))
    assert run(life, books, Window(life.today, life.today, None)) == []


@quickly
@given(
    st.sampled_from(sorted(FILES)), START, NUMBERS, st.lists(wishes, max_size=8),
    st.lists(st.integers(0, 900), min_size=1, max_size=5),
)  # fmt: skip
def test_runs_in_any_order_come_to_the_same(
    name: str, start: date, first: tuple[int, ...], story: list[Wish], days: list[int]
) -> None:
    """A run for an earlier day after one for a later one neither misses nor takes back anything."""
    life = begun(name, start, first)
    for wish in story:
        attempt(life, wish)
    last = max(days)
    stepwise, at_once = Books(), Books()
    looked_at: date | None = None
    for day in [*days, last]:
        through = start + timedelta(days=day)
        run(life, stepwise, Window(through, looked_at, None))
        looked_at = max(through, looked_at or through)
    run(life, at_once, Window(start + timedelta(days=last), None, None))
    assert {key: one.amount for key, one in stepwise.billed.items()} == {
        key: one.amount for key, one in at_once.billed.items()
    }


@quickly
@given(
    st.sampled_from(sorted(FILES)), START, NUMBERS, st.lists(wishes, max_size=8), st.integers(0, 400),
    st.integers(0, 400),
)  # fmt: skip
def test_what_has_not_changed_owes_only_what_fell_due_since(
    name: str, start: date, first: tuple[int, ...], story: list[Wish], days: int, more: int
) -> None:
    """The short way of a contract without changes finds what the whole comparison finds."""
    life, books = begun(name, start, first), Books()
    for wish in story:
        attempt(life, wish)
    looked_at = start + timedelta(days=days)
    run(life, books, Window(looked_at, None, None))
    assert life.contract is not None
    window = Window(looked_at + timedelta(days=more), looked_at, None)
    account = account_of(life.contract, life.catalogue)
    short = dues(account, life.catalogue, window, counted, None)
    assert [(due.item, due.amount) for due in short] == [
        (due.item, due.amount) for due in dues(account, life.catalogue, window, counted, books.billed)
    ]


def test_nothing_of_nothing() -> None:
    assert differences([], {}) == []
