"""What will be invoiced, and what a decision costs: the amounts of the dialogs are those of the next run."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contracts.lives import FILES, FIRST_DAY, NUMBERS, Wish, attempt, begun, wishes
from tests.rating.samples import concluded, contract, example

from laufzeit.contracts.events import SeatsChanged, UserAdded
from laufzeit.invoices.forecast import cost_of, expected, nothing_known
from laufzeit.invoices.running.looking import account_of
from laufzeit.rating.owed import owed
from laufzeit.stories.sentences import id_of, user_id

START = st.integers(60, 1500).map(lambda day: FIRST_DAY + timedelta(days=day))


def test_more_seats_cost_the_new_term_and_give_back_the_rest_of_the_old_one() -> None:
    before = contract(concluded("prepaid@2022", date(2022, 3, 16), 10))
    more = SeatsChanged(id_of("more"), date(2022, 9, 1), 12, extends_term=True)
    after = contract(concluded("prepaid@2022", date(2022, 3, 16), 10), more)
    catalogue = example("gapteq")
    found = cost_of(
        account_of(before, catalogue), account_of(after, catalogue), catalogue, date(2022, 9, 1), nothing_known
    )
    assert [(one.before, one.after, one.amount) for one in found] == [(60000, 27781, -32219), (0, 72000, 72000)]


def test_a_user_who_comes_in_the_middle_of_a_month_costs_the_rest_of_it() -> None:
    before = contract(concluded("plus@2020", date(2021, 1, 1), 4))
    after = contract(
        concluded("plus@2020", date(2021, 1, 1), 4), UserAdded(id_of("add"), date(2021, 2, 15), user_id("new"))
    )
    catalogue = example("red-connect")
    [one] = cost_of(
        account_of(before, catalogue), account_of(after, catalogue), catalogue, date(2021, 2, 15), nothing_known
    )
    assert (one.amount, one.item.due_on) == (950, date(2021, 2, 28))


def test_what_lies_ahead_names_what_only_a_meter_will_know() -> None:
    catalogue = example("red-connect")
    account = account_of(contract(concluded("plus@2020", date(2021, 1, 1), 4)), catalogue)
    found = expected(account, catalogue, date(2021, 2, 10), date(2021, 4, 30))
    assert [(one.due_on, one.amount, [charge.key for charge in one.uncounted]) for one in found] == [
        (date(2021, 2, 28), 7600, ["sms"]),
        (date(2021, 3, 31), 7600, ["sms"]),
        (date(2021, 4, 30), 7600, ["sms"]),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(FILES)), START, NUMBERS, st.lists(wishes, max_size=8), st.integers(0, 500),
    st.integers(1, 500),
)  # fmt: skip
def test_what_is_expected_is_what_will_be_owed(
    name: str, start: date, first: tuple[int, ...], story: list[Wish], days: int, more: int
) -> None:
    life = begun(name, start, first)
    for wish in story:
        attempt(life, wish)
    assert life.contract is not None
    account = account_of(life.contract, life.catalogue)
    after = start + timedelta(days=days)
    through = after + timedelta(days=more)
    found = expected(account, life.catalogue, after, through)
    shown = {item.key: item.amount for one in found for item in one.items}
    billed = owed(account, life.catalogue, through, nothing_known)
    assert shown == {item.key: item.amount for item in billed if item.due_on > after}
    assert all(after < one.due_on <= through for one in found)
