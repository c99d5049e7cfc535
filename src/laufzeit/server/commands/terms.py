"""`laufzeit terms`: the terms of a contract, one after the other."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice

import click

from laufzeit.dates.period import Period
from laufzeit.server.commands.term_options import Day, renewal_option, term_chain


@click.command("terms")
@click.option("--start", type=Day(), required=True, help="The contract's first day.")
@click.option("--term", metavar="SPAN", help="The first term, like '12 months'; without it the contract is indefinite.")
@renewal_option
@click.option("--count", type=click.IntRange(1, 1000), default=5, show_default=True, help="How many terms to print.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(start: date, term: str | None, renewal: str, count: int, *, as_json: bool) -> None:
    """The terms of a contract with their first and last days.

    A renewal begins the day after the end of the term before it (§ 190 BGB).
    """
    try:
        periods = list(islice(term_chain(start, term, renewal).periods(), count))
    except OverflowError:
        raise click.ClickException("that leaves the calendar, which ends with the year 9999") from None
    click.echo(_as_json(periods) if as_json else _as_text(periods))


def _as_text(periods: list[Period]) -> str:
    width = len(str(len(periods)))
    return "\n".join(
        f"{number:>{width}}  {period.start} to {period.last_day or 'an open end'}"
        for number, period in enumerate(periods, 1)
    )


def _as_json(periods: list[Period]) -> str:
    terms = [
        {"first_day": period.start.isoformat(), "last_day": period.last_day and period.last_day.isoformat()}
        for period in periods
    ]
    return json.dumps({"terms": terms}, indent=2)
