"""`laufzeit notice`: what a notice rule makes of a day of receipt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import click

from laufzeit.dates.notice import NoticeRule, RuleFault, TermsMissing
from laufzeit.dates.term import Renewal, TermChain
from laufzeit.server.commands.term_options import Day, renewal_option, term_chain


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command says; all days are inclusive."""

    period_end: date
    last_day: date
    latest_receipt: date | None


@click.command("notice")
@click.argument("rule")
@click.argument("received", type=Day())
@click.option("--term-start", type=Day(), help="The contract's first day.")
@click.option("--term", metavar="SPAN", help="The first term, like '12 months'; without it the contract is indefinite.")
@renewal_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    rule: str, received: date, term_start: date | None, term: str | None, renewal: str, *, as_json: bool
) -> None:
    """When a contract ends if notice by RULE is received on the day RECEIVED.

    Prints the last day of the notice period, the last day of the contract, and the latest day of receipt that leads to
    the same end. Rules are written like "3 months to quarter end", "6 weeks to quarter end", "1 month to month end",
    "30 days", "3 months to term end", "half-year end" or "any time".
    """
    try:
        notice = NoticeRule.parse(rule)
    except RuleFault as fault:
        raise click.ClickException(str(fault)) from None
    if term_start is None and (term is not None or renewal != Renewal.INDEFINITE):
        raise click.ClickException("--term and --renewal need --term-start, the contract's first day")
    terms = None if term_start is None else term_chain(term_start, term, renewal)
    answer = _answer(notice, received, terms)
    click.echo(_as_json(notice, received, answer) if as_json else _as_text(notice, received, answer))


def _answer(rule: NoticeRule, received: date, terms: TermChain | None) -> Answer:
    try:
        last_day = rule.last_day(received, terms)
        return Answer(rule.period_end(received), last_day, rule.latest_receipt(last_day, terms))
    except TermsMissing:
        raise click.ClickException(f"'{rule}' needs the contract's terms: give --term-start and --term") from None
    except OverflowError:
        raise click.ClickException("that leaves the calendar, which ends with the year 9999") from None


def _as_text(rule: NoticeRule, received: date, answer: Answer) -> str:
    rows = (
        ("Rule", str(rule)),
        ("Received", received.isoformat()),
        ("Notice period ends", answer.period_end.isoformat()),
        ("Contract's last day", answer.last_day.isoformat()),
        ("Latest receipt", _isoformat(answer.latest_receipt) or "none; the contract ends by itself"),
    )
    return "\n".join(f"{name:<21}{value}" for name, value in rows)


def _as_json(rule: NoticeRule, received: date, answer: Answer) -> str:
    facts = {
        "rule": str(rule),
        "received": received.isoformat(),
        "period_end": answer.period_end.isoformat(),
        "last_day": answer.last_day.isoformat(),
        "latest_receipt": _isoformat(answer.latest_receipt),
    }
    return json.dumps(facts, indent=2)


def _isoformat(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
