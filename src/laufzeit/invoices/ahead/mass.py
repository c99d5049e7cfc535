"""What many contracts will be invoiced, in columns: what ``forecast.expected`` says of each of them, summed up.

The rules are those of ``rating.mass``. Contracts with the same phases will be invoiced the same, so each kind of life
is rated once and counts as often as there are such contracts. What meters count is not known ahead, so charges by use
are left out, as one by one. Discounts and one-off charges are not known here: their contracts are summed up one by one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

import polars as pl

from laufzeit.rating.mass import FIGURES, PHASES, Tariff, columns, covers, rated

BASE: Final = columns(
    c=pl.UInt32, plan=pl.String, edition=pl.String, seats=pl.Int64, users=pl.Int64, starts_on=pl.Date,
    ends_on=pl.Date, anchor=pl.Date, trial=pl.Boolean,
)  # fmt: skip
"""Phases of lives (``c``, counted from 0), those of a life one after the other; ``users`` is how many there are."""


class Falls(NamedTuple):
    """What falls due: in the month that begins on that day, at a plan, in a currency."""

    month: date
    plan: str
    currency: str


@dataclass(frozen=True, slots=True)
class Ahead:
    """``sums`` are minor units in the vendor's price basis. ``left``: lives that columns cannot hold; they are not
    among the sums. ``uncounted``: something is charged by use and comes on top."""

    sums: Mapping[Falls, int]
    left: tuple[int, ...]
    uncounted: bool


def ahead(phases: pl.DataFrame, counts: Sequence[int], tariff: Tariff, first: date, through: date) -> Ahead:
    """What falls due from ``first`` through ``through`` (both with it); ``counts`` says how many contracts each life
    stands for.

    Raises ``KeyError`` for an edition that the catalogue does not have.
    """
    days = {"since": pl.lit(first, pl.Date), "through": pl.lit(through, pl.Date)}
    due = covers(phases.with_columns(**days).select(PHASES.names()), tariff)
    found = rated(due, pl.DataFrame(schema=FIGURES), tariff)
    times = pl.DataFrame({"count": counts}, schema={"count": pl.Int64}).with_row_index("c")
    rows = (
        found.items.join(times, on="c")
        .with_columns(month=pl.col("due_on").dt.month_start(), plan=pl.col("item").str.split("@").list.first())
        .group_by("month", "plan", "currency", "count")
        .agg(pl.col("amount").sum())
    )
    sums: dict[Falls, int] = {}
    for month, plan, currency, count, amount in rows.iter_rows():
        key = Falls(month, plan, currency)
        sums[key] = sums.get(key, 0) + amount * count
    return Ahead(sums, tuple(sorted(found.left)), not due.asked().is_empty())
