"""What was accepted, held against what the plan assumed: contracts and money a year, by segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from laufzeit.campaigns.plan import OTHERS, Plan, Way
from laufzeit.campaigns.watching.funnel import Paid
from laufzeit.dates.wording import Language
from laufzeit.money.rounding import div_half_away
from laufzeit.money.wording import in_digits, percentage
from laufzeit.portal.billing import money

WHOLE: Final = 10_000
"""All of a segment, in basis points."""


@dataclass(frozen=True, slots=True)
class Line:
    """A segment, or all of a currency (``total``). ``before`` is what its contracts paid a year; ``assumed`` and
    ``found`` what they pay after the campaign: with the share that was assumed to accept, and with those that did."""

    segment: str
    contracts: str
    share_assumed: str
    share_found: str
    before: str
    assumed: str
    found: str
    total: bool = False


@dataclass(frozen=True, slots=True)
class _Sum:
    contracts: int
    accepting: int
    """Contracts times basis points."""
    accepted: int
    before: int
    assumed: int
    found: int


def result(rows: Sequence[Paid], plan: Plan, language: Language) -> list[Line]:
    """A line for each segment, and one for all where there are several; currency by currency."""
    lines: list[Line] = []
    for currency in dict.fromkeys(row.currency for row in rows):
        sums = {row.segment: _sum(row, plan) for row in rows if row.currency == currency}
        lines += [_line(name, one, currency, language) for name, one in sums.items()]
        if len(sums) > 1:
            lines.append(_line("", _together(list(sums.values())), currency, language, total=True))
    return lines


def _sum(row: Paid, plan: Plan) -> _Sum:
    """Whoever does not accept ends, unless there was no notice: then the old terms go on."""
    share = next((one.accepting for one in plan.assumptions if one.name == row.segment), OTHERS.accepting)
    stays = plan.way is Way.OFFER
    kept = row.before - row.accepted_before if stays else 0
    lost = (WHOLE - share) * row.before if stays else 0
    assumed = div_half_away(share * row.after + lost, WHOLE)
    return _Sum(row.contracts, share * row.contracts, row.accepted, row.before, assumed, row.accepted_after + kept)


def _together(sums: Sequence[_Sum]) -> _Sum:
    names = _Sum.__dataclass_fields__
    return _Sum(**{name: sum(getattr(one, name) for one in sums) for name in names})


def _line(name: str, one: _Sum, currency: str, language: Language, *, total: bool = False) -> Line:
    return Line(
        segment=name,
        contracts=in_digits(one.contracts, language),
        share_assumed=_share(one.accepting, one.contracts, language),
        share_found=_share(one.accepted * WHOLE, one.contracts, language),
        before=money(one.before, currency, language),
        assumed=money(one.assumed, currency, language),
        found=money(one.found, currency, language),
        total=total,
    )


def _share(of: int, contracts: int, language: Language) -> str:
    """A share to a tenth of a percent."""
    return percentage(div_half_away(of, contracts * 10) * 10, language) if contracts else "–"
