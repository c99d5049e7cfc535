"""What is decided for later days belongs to the billing period that it falls in, whatever day is billed through."""

from __future__ import annotations

from datetime import date

from tests.rating.samples import concluded, contract, example, items

from laufzeit.contracts.events import SeatsChanged, UserAdded
from laufzeit.stories.sentences import id_of, user_id


def test_a_user_who_is_to_come_does_not_end_the_month_of_those_who_are_there() -> None:
    one = contract(
        concluded("plus@2020", date(2021, 1, 1), 4), UserAdded(id_of("add"), date(2021, 2, 15), user_id("new"))
    )
    february = date(2021, 2, 1)
    assert items(one, example("red-connect"), date(2021, 2, 14), since=february) == ()
    [fee] = items(one, example("red-connect"), date(2021, 2, 28), since=february)
    assert (fee.amount, fee.due_on) == (3800 + 4750, date(2021, 2, 28))


def test_a_term_paid_in_advance_is_owed_whole_with_the_seats_that_are_to_come() -> None:
    one = contract(
        concluded("prepaid@2022", date(2022, 3, 16), 10),
        SeatsChanged(id_of("more"), date(2022, 9, 1), 12, extends_term=False),
    )
    [now] = items(one, example("gapteq"), date(2022, 3, 31))
    assert [(part.quantity, part.amount) for part in now.parts] == [(10, 27781), (12, 38663)]
    assert items(one, example("gapteq"), date(2022, 12, 31)) == (now,)
