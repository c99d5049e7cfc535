"""`laufzeit notice` and `laufzeit terms`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from laufzeit.server.commands import notice, terms

TERMS = ["--term-start", "2026-05-31", "--term", "12 months", "--renewal", "12 months"]


def test_notice_prints_end_of_period_last_day_and_latest_receipt() -> None:
    result = CliRunner().invoke(notice.command, ["3 months to quarter end", "2021-02-10"])
    assert result.exit_code == 0
    assert [line[21:] for line in result.output.splitlines()] == [
        "3 months to quarter end", "2021-02-10", "2021-05-10", "2021-06-30", "2021-03-31",
    ]  # fmt: skip


def test_notice_to_the_end_of_a_term_as_json() -> None:
    result = CliRunner().invoke(notice.command, ["3 months to term end", "2027-02-28", *TERMS, "--json"])
    assert result.exit_code == 0
    assert json.loads(result.output) == {
        "rule": "3 months to term end",
        "received": "2027-02-28",
        "period_end": "2027-05-28",
        "last_day": "2027-05-30",
        "latest_receipt": "2027-02-28",
    }


def test_notice_of_a_contract_that_ends_by_itself() -> None:
    arguments = ["30 days", "2021-01-01", "--term-start", "2020-06-01", "--term", "1 year", "--renewal", "none"]
    result = CliRunner().invoke(notice.command, arguments)
    assert result.exit_code == 0 and "none; the contract ends by itself" in result.output
    assert json.loads(CliRunner().invoke(notice.command, [*arguments, "--json"]).output)["latest_receipt"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ["3 moons to quarter end", "2021-03-31"],
            1,
            "  3 moons to quarter end\n    ^\nvalid: days, weeks, months, years",
        ),
        (["3 months to term end", "2021-03-31"], 1, "give --term-start and --term"),
        (["30 days", "2021-03-31", "--term", "1 year"], 1, "need --term-start"),
        (["30 days", "2021-03-31", "--renewal", "1 year"], 1, "need --term-start"),
        (["30 days", "2021-03-31", "--term-start", "2021-01-01", "--renewal", "1 year"], 1, "--renewal needs --term"),
        (["30 days", "2021-03-31", "--term-start", "2021-01-01", "--term", "1 jahr"], 1, "'jahr' is not a unit"),
        (["30 days", "9999-12-30"], 1, "the year 9999"),
        (["30 days", "2021-02-30"], 2, "there is no day 2021-02-30"),
        (["30 days", "31.03.2021"], 2, "days are written like 2021-03-31"),
        (["30 days", "20210331"], 2, "days are written like 2021-03-31"),
    ],
)
def test_notice_says_what_is_wrong(arguments: list[str], code: int, said: str) -> None:
    result = CliRunner().invoke(notice.command, arguments)
    assert result.exit_code == code
    assert said in result.output


def test_terms_prints_first_and_last_days() -> None:
    arguments = ["--start", "2026-01-30", "--term", "1 month", "--renewal", "1 month", "--count", "3"]
    result = CliRunner().invoke(terms.command, arguments)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "1  2026-01-30 to 2026-02-28",
        "2  2026-03-01 to 2026-03-31",
        "3  2026-04-01 to 2026-04-30",
    ]


def test_terms_with_an_open_end_as_json() -> None:
    result = CliRunner().invoke(terms.command, ["--start", "2026-01-30", "--term", "12 months", "--json"])
    assert json.loads(result.output) == {
        "terms": [
            {"first_day": "2026-01-30", "last_day": "2027-01-29"},
            {"first_day": "2027-01-30", "last_day": None},
        ]
    }
    assert "2026-01-30 to an open end" in CliRunner().invoke(terms.command, ["--start", "2026-01-30"]).output


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--start", "2026-01-30", "--term", "soon"], 1, "'soon' is not a whole number"),
        (["--start", "9999-12-30", "--term", "12 months"], 1, "the year 9999"),
        (["--start", "2026-01-30", "--count", "0"], 2, "not in the range"),
        (["--term", "12 months"], 2, "--start"),
    ],
)
def test_terms_says_what_is_wrong(arguments: list[str], code: int, said: str) -> None:
    result = CliRunner().invoke(terms.command, arguments)
    assert result.exit_code == code and said in result.output
