"""What the commands about dates share: how days, spans and a contract's terms are read from the command line."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import click

from laufzeit.dates.fault import TextFault
from laufzeit.dates.span import Span
from laufzeit.dates.term import Renewal, TermChain


class Day(click.ParamType):
    """A civil day, written like 2021-03-31."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise click.BadParameter(f"{value!r} is not a day; days are written like 2021-03-31", ctx, param)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise click.BadParameter(f"there is no day {value} in the calendar", ctx, param) from None


def term_chain(start: date, term: str | None, renewal: str) -> TermChain:
    """The terms that the options describe. Raises ``click.ClickException`` for a span that cannot be read."""
    try:
        following = Renewal(renewal) if renewal in tuple(Renewal) else Span.parse(renewal)
        first = None if term is None else Span.parse(term)
    except TextFault as fault:
        raise click.ClickException(str(fault)) from None
    if first is None and following is not Renewal.INDEFINITE:
        raise click.ClickException("--renewal needs --term: an indefinite contract has no term that could be renewed")
    return TermChain(start, first, following)


def renewal_option(command: Any) -> Any:
    """``--renewal``, the same for every command about terms."""
    return click.option(
        "--renewal",
        default=Renewal.INDEFINITE.value,
        show_default=True,
        metavar="SPAN|indefinite|none",
        help="What follows a term: a further one like '12 months', an indefinite time, or nothing.",
    )(command)
