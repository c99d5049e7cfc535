"""Looked ahead in columns, a base will be invoiced what each of its contracts will be, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts.lives import FILES, FIRST_DAY, NUMBERS, Wish, attempt, begun, catalogue, wishes

from laufzeit.catalogue.model import Catalogue
from laufzeit.invoices.ahead.mass import BASE, Falls, ahead
from laufzeit.invoices.forecast import expected
from laufzeit.rating.mass import Tariff
from laufzeit.rating.owed import Account

START = st.integers(60, 900).map(lambda day: FIRST_DAY + timedelta(days=day))


def frame(accounts: Sequence[Account]) -> pl.DataFrame:
    rows = [
        (
            c, phase.terms.plan, phase.terms.edition, phase.seats, len(phase.users), phase.period.start,
            phase.period.end, phase.anchor, phase.trial,
        )
        for c, account in enumerate(accounts)
        for phase in account.phases
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=BASE, orient="row")


def one_by_one(accounts: Sequence[Account], counts: Sequence[int], of: Catalogue, first: date, through: date) -> dict:
    sums: dict[Falls, int] = {}
    for account, count in zip(accounts, counts, strict=True):
        for one in expected(account, of, first - timedelta(days=1), through):
            for item in one.items:
                assert item.terms is not None  # without extras all that is owed is a charge
                key = Falls(item.due_on.replace(day=1), item.terms.plan, item.currency)
                sums[key] = sums.get(key, 0) + item.amount * count
    return sums


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(START, NUMBERS, st.lists(wishes, max_size=6), st.integers(1, 5)), min_size=1, max_size=4),
    st.integers(0, 700),
    st.integers(1, 500),
)
def test_a_base_is_the_sum_of_its_contracts(
    name: str, lives: list[tuple[date, tuple[int, ...], list[Wish], int]], days: int, more: int
) -> None:
    accounts, counts = [], []
    for start, numbers, story, count in lives:
        life = begun(name, start, numbers)
        for wish in story:
            attempt(life, wish)
        accounts.append(Account(life.timeline.phases))
        counts.append(count)
    of, first = catalogue(name), FIRST_DAY + timedelta(days=60 + days)
    through = first + timedelta(days=more)
    found = ahead(frame(accounts), counts, Tariff(of), first, through)
    assert found.left == ()
    wanted = one_by_one(accounts, counts, of, first, through)
    assert {key: amount for key, amount in found.sums.items() if amount} == {k: v for k, v in wanted.items() if v}


def test_nobody_will_be_invoiced_nothing() -> None:
    of = catalogue(sorted(FILES)[0])
    found = ahead(frame([]), [], Tariff(of), FIRST_DAY, FIRST_DAY + timedelta(days=400))
    assert (found.sums, found.left, found.uncounted) == ({}, (), False)
