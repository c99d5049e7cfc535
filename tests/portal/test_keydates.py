"""The days that customers have to know, by the rules of the two documents."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from tests.portal.lives import plus, prepaid

from laufzeit.catalogue.prose import parts_of
from laufzeit.contracts.commands import ChangePlan, ChangeSeats, GiveNotice
from laufzeit.dates.period import Period
from laufzeit.portal.keydates import About, KeyDay, billing_days, key_days
from laufzeit.portal.shown import Shown

ITEM = UUID(int=7)


def days(shown: Shown) -> dict[About, tuple[date, date | None]]:
    return {one.about: (one.day, one.other) for one in key_days(shown)}


@pytest.mark.parametrize(
    ("today", "until", "end"),
    [
        (date(2021, 1, 1), date(2021, 3, 31), date(2021, 6, 30)),
        (date(2021, 3, 31), date(2021, 3, 31), date(2021, 6, 30)),
        (date(2021, 4, 1), date(2021, 6, 30), date(2021, 9, 30)),
        (date(2020, 12, 31), date(2020, 12, 31), date(2021, 3, 31)),
    ],
)
def test_the_last_day_to_give_notice(today: date, until: date, end: date) -> None:
    assert days(plus(today))[About.NOTICE_UNTIL] == (until, end)


def test_a_pending_change() -> None:
    found = days(plus(date(2021, 2, 14), (date(2021, 2, 10), ChangePlan(ITEM, "basis"))))
    assert found[About.CHANGE] == (date(2021, 7, 1), date(2021, 6, 30))
    assert found[About.REVOKE_UNTIL][0] == date(2021, 6, 30)
    assert About.NOTICE_UNTIL not in found and About.END not in found


def test_a_pending_end() -> None:
    found = days(plus(date(2021, 2, 14), (date(2021, 2, 10), GiveNotice(ITEM))))
    assert found[About.END] == (date(2021, 6, 30), None)
    assert About.NOTICE_UNTIL not in found


def test_after_the_end_nothing_is_due() -> None:
    assert key_days(plus(date(2021, 7, 1), (date(2021, 2, 10), GiveNotice(ITEM)))) == ()


def test_a_contract_that_renews() -> None:
    found = days(prepaid(date(2022, 6, 14)))
    assert found[About.RENEWAL] == (date(2023, 3, 16), date(2024, 3, 15))
    assert found[About.NOTICE_UNTIL] == (date(2023, 2, 15), date(2023, 3, 15))
    assert found[About.BILLING] == (date(2023, 3, 16), None)


def test_fewer_seats_wait_for_the_term() -> None:
    found = days(prepaid(date(2022, 6, 14), (date(2022, 6, 14), ChangeSeats(ITEM, 8))))
    assert found[About.SEATS] == (date(2023, 3, 16), date(2023, 3, 15))


def test_what_is_billed_in_arrears_is_billed_after_its_period() -> None:
    shown = plus(date(2021, 2, 14), (date(2021, 2, 10), ChangePlan(ITEM, "basis")))
    window = Period(date(2021, 5, 1), date(2022, 1, 1))
    assert billing_days(shown, window) == (date(2021, 5, 1), date(2021, 6, 1), date(2021, 7, 1))
    assert len(billing_days(shown, Period(date(2021, 1, 1), None), most=3)) == 3


def test_a_contract_that_ended_is_billed_to_its_end() -> None:
    shown = plus(date(2021, 2, 14), (date(2021, 2, 10), GiveNotice(ITEM)))
    assert billing_days(shown, Period(date(2021, 6, 2), None)) == (date(2021, 7, 1),)


def test_days_stand_in_their_order() -> None:
    found = key_days(prepaid(date(2022, 6, 14), (date(2022, 6, 14), ChangeSeats(ITEM, 8))))
    assert list(found) == sorted(found, key=lambda one: one.day)
    assert all(isinstance(one, KeyDay) for one in found)


def test_a_text_is_set_in_headings_and_paragraphs() -> None:
    parts = parts_of(
        "AGB der Anbieterin\nFassung vom 01.01.2021\n\n1. Gegenstand. Die Anbieterin …\n\n## Schluss\nEnde.\n"
    )
    assert [(part.heading, part.lead, part.lines) for part in parts] == [
        (True, "", ("AGB der Anbieterin",)),
        (False, "", ("Fassung vom 01.01.2021",)),
        (False, "1. Gegenstand.", ("Die Anbieterin …",)),
        (True, "", ("Schluss",)),
        (False, "", ("Ende.",)),
    ]
