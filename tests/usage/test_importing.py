"""From bytes to lines: both formats, every fault at its place, and nothing that makes the reading fail."""

from __future__ import annotations

import csv
import doctest
import io
import json
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.usage.gallery import AGAINST_DATA, FAULTY, HEAD, NO_USAGE
from tests.usage.gallery import csv as rows

from laufzeit.usage import fault_words, importing, judging, line
from laufzeit.usage.aggregate import in_units
from laufzeit.usage.fault_words import ENGLISH, GERMAN, in_words
from laufzeit.usage.faults import Code, NoUsage
from laufzeit.usage.importing import LONGEST_LINE, lines_of, read_usage
from laufzeit.usage.line import FIELDS, Faults, Line, Texts, micros

ONE = Line(2, "V-1", "sms", 1_500_000, date(2021, 1, 31), None, "", "a-1")


def read(content: bytes | str) -> list[Line | Faults]:
    return list(read_usage([content.encode() if isinstance(content, str) else content]))


def test_the_examples_in_the_files_are_right() -> None:
    assert sum(doctest.testmod(module).failed for module in (fault_words, importing, judging, line)) == 0


@pytest.mark.parametrize(
    "content",
    [
        "contract,meter,quantity,day,id\nV-1,sms,1.5,2021-01-31,a-1\n",
        "id;day;quantity;meter;contract\na-1;2021-01-31;1.5;sms;V-1",
        "\ufeffContract; Meter ;QUANTITY;day;id\r\nV-1 ; sms;1.50; 2021-01-31;a-1\r\n\r\n",
        '"contract","meter","quantity","at","day","subject","id"\n"V-1","sms","1.5","","2021-01-31","","a-1"',
    ],
)
def test_csv_in_any_order_with_either_delimiter(content: str) -> None:
    assert read(content) == [ONE]


@pytest.mark.parametrize(
    "content",
    [
        '{"contract": "V-1", "meter": "sms", "quantity": 1.5, "day": "2021-01-31", "id": "a-1"}',
        '\ufeff{"id": "a-1", "quantity": "1.5", "at": null, "meter": "sms", "contract": "V-1", "day": "2021-01-31"}',
        '  {"id":"\\u0061-1","quantity":1.50,"subject":"","meter":"sms","contract":"V-1","day":"2021-01-31"}\r\n',
    ],
)
def test_json_lines(content: str) -> None:
    (found,) = read(content)
    assert isinstance(found, Line)
    assert found._replace(number=2) == ONE


def test_numbers_in_json_stay_as_they_are_written() -> None:
    (found,) = read('{"contract": 10001, "meter": "sms", "quantity": 0.1, "day": "2021-01-31", "id": 9007199254740993}')
    assert isinstance(found, Line)
    assert (found.contract, found.quantity, found.sender_id) == ("10001", 100_000, "9007199254740993")


def test_an_instant_keeps_its_offset() -> None:
    (found,) = read(rows("V-1,sms,1,,2021-01-31T23:30:00.25-01:00,,1"))
    assert isinstance(found, Line)
    assert found.at == datetime(2021, 2, 1, 0, 30, 0, 250_000, tzinfo=UTC)
    assert found.day is None


def test_quotation_marks_hold_the_delimiter_and_themselves() -> None:
    (found,) = read(rows('V-1,people,,2021-01-31,,"Sommer, ""Anna""",1'))
    assert isinstance(found, Line)
    assert (found.subject, found.quantity) == ('Sommer, "Anna"', None)


@pytest.mark.parametrize("code", NO_USAGE)
def test_a_file_whose_first_line_is_wrong_is_not_read(code: Code) -> None:
    content, number, column = NO_USAGE[code]
    with pytest.raises(NoUsage) as none:
        read_usage([content])
    assert [(fault.code, fault.line, fault.column) for fault in none.value.faults] == [(code, number, column)]


def test_a_header_gets_all_its_faults() -> None:
    with pytest.raises(NoUsage, match="line column_unknown, contract column_missing, id column_missing, day column"):
        read_usage([b"vertrag;meter;quantity"])
    with pytest.raises(NoUsage, match="not_utf8"):
        read_usage(["contract;meter;größe".encode("latin-1")])
    with pytest.raises(NoUsage, match="empty"):
        read_usage([])


@pytest.mark.parametrize("code", FAULTY)
def test_a_line_that_cannot_be_read_is_told_at_its_place(code: Code) -> None:
    content, number, column = FAULTY[code]
    found = read(content)
    (faults,) = (one for one in found if not isinstance(one, Line))
    assert [(fault.code, fault.line, fault.column) for fault in faults] == [(code, number, column)]


def test_a_line_gets_all_its_faults() -> None:
    (faults,) = read(rows('"",sms,"1,5",31.01.2021,yesterday,,'))
    assert not isinstance(faults, Line)
    assert [(fault.column, fault.code.value) for fault in faults] == [
        ("contract", "missing"),
        ("id", "missing"),
        ("day", "day_or_at"),
        ("quantity", "decimal_comma"),
        ("day", "day_form"),
        ("at", "at_form"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        *('{"contract": "V-1"', "{" * 5_000, '{"quantity": NaN}', '{"quantity": ' + "9" * 5_000 + "}", "{} {}"),
        *('{"id": "\\ud800"}', '{"\\ud800": 1}', '{"id": {"id": 1, "id": 2}}', '{"id": true}', "{'id': 1}", '"{"'),
    ],
)
def test_hostile_json_is_a_fault_of_its_line(said: str) -> None:
    good = '{"contract": "V-1", "meter": "sms", "quantity": 1.5, "day": "2021-01-31", "id": "a-1"}'
    before, faults, after = read(f"{good}\n{said}\n{good}")
    assert isinstance(before, Line) and isinstance(after, Line) and not isinstance(faults, Line)
    assert {fault.line for fault in faults} == {2}
    for fault in faults:
        " ".join([*in_words(fault, "de"), *in_words(fault, "en")]).encode()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        *[("0", 0), ("-0", 0), ("007", 7_000_000), ("1.000000000", 1_000_000), ("-0.000001", -1)],
        *[("999999999999.999999", 999_999_999_999_999_999), ("000000000000000000001", 1_000_000)],
        *[(text, Code.QUANTITY_FORM) for text in ("+1", "1.", ".5", "1 000", "٣", "1e0", "0x1", "--1", "½", "inf")],
        *[("1,5", Code.DECIMAL_COMMA), ("1.000,5", Code.QUANTITY_FORM), ("1234567890123.5", Code.TOO_LARGE)],
    ],
)
def test_quantities(said: str, expected: int | Code) -> None:
    assert micros(said) == expected


@pytest.mark.parametrize(
    "said", ["20210131", "2021-W04-7", "2021-1-31", "2021-02-30", "0000-01-01", "31.1.21", "heute"]
)
def test_days_have_one_form(said: str) -> None:
    (faults,) = read(rows(f"V-1,sms,1,{said},,,1"))
    assert not isinstance(faults, Line) and faults[0].code is Code.DAY_FORM


@pytest.mark.parametrize(
    "said", ["2021-01-31", "20210131T100000Z", "2021-01-31T25:00:00Z", "0001-01-01T00:00:00+14:00", "1612088400"]
)
def test_instants_have_one_form(said: str) -> None:
    (faults,) = read(rows(f"V-1,sms,1,,{said},,1"))
    assert not isinstance(faults, Line) and faults[0].code is Code.AT_FORM


def test_a_file_without_line_ends_does_not_fill_the_memory() -> None:
    blocks = (b"x" * 1_000_000 for _ in range(50))
    assert [len(text) for _, text in lines_of(blocks)] == [LONGEST_LINE + 1]
    long = [b"a\n", b"y" * LONGEST_LINE, b"\n", b"z" * (LONGEST_LINE + 1), b"\nb"]
    assert [(number, len(text)) for number, text in lines_of(long)] == [(1, 1), (2, 10_000), (3, 10_001), (4, 1)]


# --- properties -------------------------------------------------------------------------------------------------------

words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
sent = st.builds(
    Line,
    number=st.just(0),
    contract=words,
    meter=words,
    quantity=st.none() | st.integers(-(10**18) + 1, 10**18 - 1),
    day=st.dates(),
    at=st.none(),
    subject=words | st.just(""),
    sender_id=words,
) | st.builds(
    Line,
    number=st.just(0),
    contract=words,
    meter=words,
    quantity=st.integers(0, 10**7),
    day=st.none(),
    at=st.datetimes(
        datetime(1971, 1, 1), datetime(9998, 1, 1),
        timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    ),
    subject=st.just(""),
    sender_id=words,
)  # fmt: skip


def texts_of(one: Line) -> Texts:
    counted = "" if one.quantity is None else f"{Decimal(in_units(one.quantity)):f}"
    at = one.at.isoformat() if one.at else ""
    return Texts(one.contract, one.meter, counted, at, str(one.day or ""), one.subject, one.sender_id)


@given(st.lists(sent, max_size=5), st.permutations(FIELDS), st.sampled_from(",;"), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_as_csv_is_read_again(lines: list[Line], order: list[str], delimiter: str, end: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerows([order, *([getattr(texts_of(one), name) for name in order] for one in lines)])
    assert read(out.getvalue()) == [one._replace(number=place) for place, one in enumerate(lines, 2)]


@given(st.lists(sent, min_size=1, max_size=5), st.booleans())
def test_what_is_written_as_json_is_read_again(lines: list[Line], plain: bool) -> None:
    text = "\n".join(json.dumps(texts_of(one)._asdict(), ensure_ascii=plain) for one in lines)
    assert read(text) == [one._replace(number=place) for place, one in enumerate(lines, 1)]


begun = st.sampled_from([b"", HEAD.encode(), b'{"id": 1}\n', b"\xef\xbb\xbfcontract;meter;day;id\n", b"\n"])
pieces = st.sampled_from(
    [b"V-1,sms,1,2021-01-01,,,1\n", b'"', b",", b";", b"\n", b"\r", b"{", b'"id":', b"\x00", b"\xff", b"\\u0000"]
)


@given(begun, st.lists(pieces | st.binary(max_size=20), max_size=12))
def test_no_bytes_make_the_reading_fail(head: bytes, parts: list[bytes]) -> None:
    content = head + b"".join(parts)
    try:
        found = read(content)
    except NoUsage as none:
        said = none.faults
    else:
        said = tuple(fault for one in found if not isinstance(one, Line) for fault in one)
    for fault in said:
        assert 1 <= fault.line <= content.count(b"\n") + 1
        " ".join([*in_words(fault, "de"), *in_words(fault, "en")]).encode()


@given(st.lists(pieces, max_size=12), st.integers(1, 9))
def test_the_size_of_blocks_makes_no_difference(parts: list[bytes], size: int) -> None:
    content = HEAD.encode() + b"".join(parts)
    blocks = [content[place : place + size] for place in range(0, len(content), size)]
    assert list(read_usage(blocks)) == read(content)


# --- words ------------------------------------------------------------------------------------------------------------


def test_each_code_has_exactly_one_case() -> None:
    cases = [*NO_USAGE, *FAULTY, *AGAINST_DATA]
    assert sorted(cases) == sorted(Code)


@pytest.mark.parametrize("code", Code)
def test_each_code_is_said_in_german_and_english(code: Code) -> None:
    german, english = GERMAN[code], ENGLISH[code]
    assert all(text and text == text.strip() and text.endswith(".") for text in (*german, *english))
    assert german != english
    assert [_facts(text) for text in german] == [_facts(text) for text in english]


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def faults_of_the_gallery() -> Iterator[tuple[Code, Faults]]:
    for code, (content, _, _) in NO_USAGE.items():
        with pytest.raises(NoUsage) as none:
            read_usage([content])
        yield code, none.value.faults
    for code, (content, _, _) in FAULTY.items():
        yield from ((code, one) for one in read(content) if not isinstance(one, Line))


def test_the_facts_of_a_fault_fill_its_words() -> None:
    for code, faults in faults_of_the_gallery():
        for language in ("de", "en"):
            text = " ".join(in_words(faults[0], "de" if language == "de" else "en"))
            assert "{" not in text and "None" not in text, code
    long = replace(faults[0], code=Code.LINE_TOO_LONG, facts={"most": LONGEST_LINE})
    assert in_words(long, "de")[0] == "Die Zeile ist länger als 10.000 Byte."
    assert in_words(long, "en")[0] == "The line is longer than 10,000 bytes."
