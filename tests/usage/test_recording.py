"""Lines are recorded once each, whatever is sent how often; what is wrong with the others is told in full."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from tests.usage.conftest import NOON, TODAY, House, furnish, meter
from tests.usage.gallery import AGAINST_DATA, csv

from laufzeit.catalogue.store import NoCatalogue
from laufzeit.dates.period import Period
from laufzeit.usage import actions
from laufzeit.usage.aggregate import MICROS
from laufzeit.usage.fault_words import in_words
from laufzeit.usage.faults import Code
from laufzeit.usage.importing import read_usage
from laufzeit.usage.line import Line
from laufzeit.usage.report import MOST_FAULTS, Report

JANUARY = Period(date(2021, 1, 1), date(2021, 2, 1))


def send(house: House, *rows: str, today: date = TODAY) -> Report:
    """The rows as a file; ``{number}`` is the first contract's."""
    text = [row.replace("{number}", house.numbers[0]) for row in rows]
    return actions.record_usage(house.vendor.id, read_usage([csv(*text)]), today, NOON)


def stored() -> list[tuple[str, str, date, int, str, str]]:
    from laufzeit.usage.models import Record

    fields = ("contract", "meter", "day", "quantity", "subject", "sender_id")
    return [(str(row[0]), *row[1:]) for row in Record.objects.order_by("id").values_list(*fields)]


def january(house: House, key: str, contract: int = 0) -> int:
    from laufzeit.usage.store import counted

    return counted(house.contracts[house.numbers[contract]], meter(key), [JANUARY])[JANUARY]


def ended(house: House, on: date) -> str:
    """The last contract, ended as the log would have it; gives its number."""
    from laufzeit.contracts.models import Contract

    number = house.numbers[-1]
    assert Contract.objects.filter(number=number).update(ends_on=on, starts_on=date(2020, 1, 1)) == 1
    return number


def test_lines_are_recorded_as_they_are_sent(house: House) -> None:
    number, id_ = house.numbers[0], str(house.contracts[house.numbers[0]])
    report = send(
        house,
        "{number},sms,2.5,2021-01-31,,,a",
        f"{id_},sms,-1,,2021-01-31T23:30:00Z,,b",
        "{number},people,,2021-01-31,,u\\t1,c\\",
        "{number},sms,1,2021-01-31,,somebody,d",
    )
    assert report == Report(4, 0, 0)
    assert stored() == [
        (id_, "sms", date(2021, 1, 31), 2_500_000, "", "a"),
        # Half past midnight in Berlin.
        (id_, "sms", date(2021, 2, 1), -1_000_000, "", "b"),
        (id_, "people", date(2021, 1, 31), 1_000_000, "u\\t1", "c\\"),
        # Who it was is nobody's business where it does not count.
        (id_, "sms", date(2021, 1, 31), 1_000_000, "", "d"),
    ]
    assert number != id_ and january(house, "sms") == 3_500_000


@pytest.mark.parametrize("code", AGAINST_DATA)
def test_a_line_that_may_not_be_recorded_changes_nothing(house: House, code: Code) -> None:
    send(house, "{number},sms,1,2021-01-01,,,taken")
    row, column = AGAINST_DATA[code]
    before = stored()
    report = send(house, row.replace("{ended}", ended(house, date(2021, 1, 1))))
    assert (report.accepted, report.duplicates, report.rejected, report.codes) == (0, 0, 1, {code: 1})
    (fault,) = report.faults
    assert (fault.line, fault.column, fault.code) == (2, column, code)
    assert stored() == before
    for text in (*in_words(fault, "de"), *in_words(fault, "en")):
        assert "{" not in text and "None" not in text and "2021-0" not in text


def test_the_edges_of_a_contract_and_of_today_belong_to_it(house: House) -> None:
    number = ended(house, date(2021, 2, 1))
    rows = [f"{number},sms,1,{day},,,{day}" for day in ("2019-12-31", "2020-01-01", "2021-01-31", "2021-02-01")]
    report = send(house, *rows, "{number},sms,1,2021-02-10,,,today", "{number},sms,1,2021-02-11,,,tomorrow")
    assert [row[-1] for row in stored()] == ["2020-01-01", "2021-01-31", "today"]
    assert [(fault.line, fault.code.value) for fault in report.faults] == [
        (2, "before_start"),
        (5, "after_end"),
        (7, "in_future"),
    ]
    assert "sein letzter Tag war der 31.01.2021" in in_words(report.faults[1], "de")[0]


def test_an_instant_is_in_the_future_by_the_vendors_day(house: House) -> None:
    report = send(house, "{number},sms,1,,2021-02-10T22:59:59Z,,1", "{number},sms,1,,2021-02-10T23:00:00Z,,2")
    assert (report.accepted, report.codes) == (1, {Code.IN_FUTURE: 1})
    assert report.faults[0].facts["day"] == date(2021, 2, 11)


def test_a_line_gets_all_that_stands_against_it(house: House) -> None:
    report = send(
        house, "V-0,smss,,2021-03-01,,,1", "{number},people,-1,2015-01-01,,,2", "{number},sms,,2021-01-01,,,3"
    )
    assert [(fault.line, fault.column, fault.code.value) for fault in report.faults] == [
        (2, "contract", "contract_unknown"),
        (2, "day", "in_future"),
        (2, "meter", "meter_unknown"),
        (3, "day", "before_start"),
        (3, "quantity", "negative"),
        (3, "subject", "subject_missing"),
        (4, "quantity", "missing"),
    ]
    assert (report.accepted, report.rejected) == (0, 3)


def test_good_lines_are_recorded_beside_bad_ones(house: House) -> None:
    report = send(
        house, "{number},sms,1,2021-01-01,,,1", "{number},sms,1;5,2021-01-01,,,2", "nobody,sms,1,2021-01-01,,,3"
    )
    assert (report.accepted, report.rejected) == (1, 2)
    assert [fault.line for fault in report.faults] == [3, 4]
    assert len(stored()) == 1


def test_what_is_sent_again_counts_once(house: House) -> None:
    rows = ["{number},sms,1,2021-01-01,,,1", "{number},sms,1,,2021-01-02T08:00:00+01:00,,2"]
    assert send(house, *rows) == Report(2, 0, 0)
    # The same instant, written otherwise.
    again = [rows[0], "{number},sms,1.0,,2021-01-02T07:00:00Z,,2", "{number},sms,1,2021-01-03,,,3"]
    assert send(house, *again) == Report(1, 2, 0)
    assert january(house, "sms") == 3 * MICROS


@pytest.mark.parametrize(
    "other",
    [
        "{number},sms,2,2021-01-01,,,1",
        "{number},sms,1,2021-01-02,,,1",
        "{number},sms,1,,2021-01-01T10:00:00Z,,1",
        "{number},storage,1,2021-01-01,,,1",
        "{other},sms,1,2021-01-01,,,1",
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_an_id_means_one_thing(house: House, other: str, at_once: bool) -> None:
    """Whether the two come in one file or in two; the first stays."""
    first, other = "{number},sms,1,2021-01-01,,,1", other.replace("{other}", house.numbers[1])
    if at_once:
        report = send(house, first, first, other)
        assert (report.accepted, report.duplicates) == (1, 1)
    else:
        send(house, first)
        report = send(house, first, other)
        assert (report.accepted, report.duplicates) == (0, 1)
    assert report.codes == {Code.ID_TAKEN: 1}
    assert report.faults[0].line == (4 if at_once else 3)
    assert [row[1:4] for row in stored()] == [("sms", date(2021, 1, 1), MICROS)]


def test_distinct_subjects_count_once_and_differ_by_a_letter(house: House) -> None:
    people = ["anna", "Anna", "ben", "anna", "ben "]
    report = send(house, *(f"{{number}},people,,2021-01-0{n},,{who},{n}" for n, who in enumerate(people, 1)))
    assert report.accepted == 5
    assert january(house, "people") == 3 * MICROS


def test_a_correction_is_a_further_record(house: House) -> None:
    send(house, "{number},sms,12,2021-01-05,,,1", "{number},devices,5,,2021-01-05T08:00:00Z,,2")
    send(house, "{number},sms,-2,2021-01-05,,,3", "{number},devices,4,,2021-01-05T08:00:00Z,,4")
    assert january(house, "sms") == 10 * MICROS
    assert january(house, "devices") == 4 * MICROS


def test_of_two_last_values_at_one_instant_that_of_the_later_line_counts(house: House) -> None:
    """The ids decide nothing: whatever the order in which they are stored."""
    rows = [f"{{number}},devices,{n},,2021-01-05T08:00:00Z,,{id_}" for n, id_ in enumerate("dbca")]
    send(house, *rows)
    assert january(house, "devices") == 3 * MICROS


def test_only_the_first_faults_are_told_one_by_one(house: House) -> None:
    rows = [f"nobody,sms,1,2021-01-01,,,{n}" for n in range(MOST_FAULTS + 30)]
    report = send(house, *rows, "{number},sms,1,2021-01-01,,,good", "x")
    assert (len(report.faults), report.unlisted) == (MOST_FAULTS, 31)
    assert report.codes == {Code.CONTRACT_UNKNOWN: MOST_FAULTS + 30, Code.FIELD_COUNT: 1}
    assert (report.accepted, report.rejected, report.lines) == (1, MOST_FAULTS + 31, MOST_FAULTS + 32)


def test_many_chunks_add_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "CHUNK", 7)
    monkeypatch.setattr(actions, "MOST_REMEMBERED", 2)
    told: list[int] = []
    rows = [f"{house.numbers[n % 3]},sms,1,2021-01-01,,,{n % 40}" for n in range(50)]
    lines = read_usage([csv(*rows)])
    report = actions.record_usage(
        house.vendor.id, lines, TODAY, NOON, progress=lambda so_far: told.append(so_far.lines)
    )
    # 40 % 3 is not 0: the last ten say another contract under an id that is known.
    assert (report.accepted, report.duplicates, report.codes) == (40, 0, {Code.ID_TAKEN: 10})
    assert [fault.line for fault in report.faults] == list(range(42, 52))
    assert told == [7, 14, 21, 28, 35, 42, 49, 50]


@pytest.mark.django_db(transaction=True)
def test_a_chunk_is_recorded_as_a_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red-connect", name="RED connect")
    with acting_for(vendor.id):
        house = furnish(vendor)
    monkeypatch.setattr(actions, "CHUNK", 10)
    contract = house.numbers[0]
    good = [Line(n, contract, "sms", MICROS, date(2021, 1, 1), None, "", f"id {n}") for n in range(25)]
    # What no reading lets through: PostgreSQL cannot hold it, and says so in the middle of the second chunk.
    broken = [*good[:15], good[15]._replace(sender_id="\x00"), *good[16:]]
    with pytest.raises(DatabaseError):
        actions.record_usage(vendor.id, broken, TODAY, NOON)
    with acting_for(vendor.id):
        assert [row[-1] for row in stored()] == [f"id {n}" for n in range(10)]
    assert actions.record_usage(vendor.id, good, TODAY, NOON) == Report(15, 10, 0)


def test_no_text_is_taken_for_the_end_of_a_field(house: House) -> None:
    """Lines that a caller makes without reading them: what PostgreSQL can hold is held, the rest changes nothing."""
    odd = ["a\tb", "a\nb", "\\N", "\\.", "ä\u2028", "\x01"]
    lines = [
        Line(n, house.numbers[0], "people", MICROS, date(2021, 1, 1), None, text, f"{text}{n}")
        for n, text in enumerate(odd)
    ]
    assert actions.record_usage(house.vendor.id, lines, TODAY, NOON) == Report(6, 0, 0)
    assert [row[4] for row in stored()] == [line.subject for line in lines]
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.record_usage(house.vendor.id, [lines[0]._replace(sender_id="a\x00")], TODAY, NOON)
    assert len(stored()) == 6


def test_contracts_of_another_vendor_are_unknown(vendor: Any, other_vendor: Any) -> None:
    """By number and by id; and an id that the other vendor has used is free."""
    from laufzeit.vendors.store import acting_for

    with acting_for(other_vendor.id):
        theirs = furnish(other_vendor)
        assert send(theirs, "{number},sms,1,2021-01-01,,,shared").accepted == 1
    with acting_for(vendor.id):
        ours = furnish(vendor)
        strangers = [theirs.numbers[0], str(theirs.contracts[theirs.numbers[0]])]
        report = send(ours, *(f"{name},sms,1,2021-01-01,,,{n}" for n, name in enumerate(strangers)))
        assert report.codes == {Code.CONTRACT_UNKNOWN: 2}
        assert send(ours, "{number},sms,5,2021-01-01,,,shared") == Report(1, 0, 0)
        assert january(ours, "sms") == 5 * MICROS
        assert january(House(vendor, theirs.contracts), "sms") == 0
    with acting_for(other_vendor.id):
        assert january(theirs, "sms") == 1 * MICROS


def test_a_number_that_looks_like_an_id_is_a_number_first(house: House) -> None:
    from laufzeit.contracts.models import Contract

    first, second = house.numbers[:2]
    number = str(house.contracts[first])
    Contract.objects.filter(number=second).update(number=number)
    send(house, f"{number},sms,1,2021-01-01,,,1", f"{number.upper()},sms,1,2021-01-01,,,2")
    assert [row[0] for row in stored()] == [str(house.contracts[second])]


def test_a_vendor_without_a_catalogue_has_no_meters(acting: Any) -> None:
    house = House(acting, {"V-1": UUID(int=1)})
    with pytest.raises(NoCatalogue):
        send(house, "{number},sms,1,2021-01-01,,,1")


def test_nothing_to_record(house: House) -> None:
    assert send(house) == Report(0, 0, 0)
    assert actions.record_usage(house.vendor.id, [], TODAY, NOON) == Report(0, 0, 0)
