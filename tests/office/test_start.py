"""The first page: what needs attention, what comes next, and figures that cost little."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.office.conftest import Office, words
from tests.portal.conftest import conclude, declare

from laufzeit.contracts.commands import ChangePlan, GiveNotice
from laufzeit.office.counting import Count, counted
from laufzeit.office.figures import PlanCount
from laufzeit.office.picture import WIDTH, bars
from laufzeit.vendors.models import new_id


def test_what_comes_next(red: Office) -> None:
    site = red.site
    ending = conclude(site, "basis", date(2020, 4, 2), users=1, label="Altpraxis")
    declare(site, GiveNotice(new_id()), contract=ending)
    ended = conclude(site, "basis", date(2020, 4, 3), users=1, label="Ehemals")
    declare(site, GiveNotice(new_id(), erase=True), date(2020, 12, 20), contract=ended)
    declare(site, ChangePlan(new_id(), "basis"))
    page = words(red.enter("auditor").get(red.path()))
    assert "1 July 2021: RED connect plus → RED connect basis · V-10001" in page
    assert "Ending within 30 days" in page and "V-10002 · Altpraxis" in page
    assert "Erasures due" in page and "V-10003" in page and "in 9 days" in page
    assert "1 change ahead 1 end decided 1 ended" in page


def test_what_should_have_happened_is_missed(red: Office) -> None:
    from laufzeit.contracts.models import Contract

    with red.acting():
        Contract.objects.update(next_moment_on=date(2021, 2, 1))
    assert "What is due since 1 February 2021 has not happened yet" in words(red.enter().get(red.path()))


def test_the_clock_of_a_sandbox_is_moved_from_here(red: Office) -> None:
    declare(red.site, ChangePlan(new_id(), "basis"))
    client = red.enter("clerk")
    sent = {"to": "2021-07-01", "next": red.of_contract()}
    page = words(client.post(red.path("travel/"), sent, follow=True))
    assert "What was due by then has happened" in page and "Plan changed" in page
    assert "RED connect basis" in page
    assert red.enter("auditor").post(red.path("travel/"), sent).status_code == 403


def test_little_is_counted_and_much_is_estimated(red: Office) -> None:
    from laufzeit.contracts.models import LogEntry

    with red.acting():
        assert counted(LogEntry.objects.all()) == Count(4)
        with CaptureQueriesContext(connection) as asked:
            found = counted(LogEntry.objects.all(), most=2)
        assert not found.exact and found.number >= 3
        assert "LIMIT 3" in asked[0]["sql"] and asked[1]["sql"].startswith("EXPLAIN")


def test_the_picture_has_a_bar_for_every_plan_within_its_frame() -> None:
    drawn = bars([PlanCount("a", "A", Count(100_000)), PlanCount("b", "B", Count(1)), PlanCount("c", "C", Count(0))])
    assert [bar.length for bar in drawn.rows] == [390, 3, 0]
    assert all(bar.number_at + 60 <= WIDTH for bar in drawn.rows)
    tops: list[Any] = [bar.bar_at for bar in drawn.rows]
    assert tops == sorted(set(tops)) and tops[-1] < drawn.height
    assert bars([]).rows == ()
