"""What many contracts owe, in columns: ``owed`` for a whole base at once.

Nothing of the rules is written twice. The days of billing periods (``grid``), the prices of quantities
(``Charge.amount``) and the names come from the functions that one contract is rated with; they are asked once for each
different question, and the answers are joined to the rows. What is left is arithmetic on whole numbers: overlaps of
days, shares of a period, sums. A test holds every item to ``owed``.

Columns hold int64, which wraps without a sound: a price that could come near the bounds is not used here, nor is a
quantity that has no price. Their contracts are named (``Rated.left``) and rated one by one, where numbers have no
bounds and what is missing is refused.

Contracts are numbered (``c``), charges too (``k``, in the order of the names of their items).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

import polars as pl

from laufzeit.catalogue.model import Catalogue, Charge, Due, Proration, Quantity, Terms
from laufzeit.catalogue.steps import NoPrice
from laufzeit.dates.period import Period
from laufzeit.money.amount import MICROS, Currency
from laufzeit.rating import grid
from laufzeit.rating.covers import longest
from laufzeit.rating.items import name_of
from laufzeit.usage.aggregate import in_units

LARGEST: Final = 2**61
"""No number of these columns is larger: twice as much, and a half of it, still fit an int64."""

LARGEST_QUANTITY: Final = 2**55
"""In millionths; what was counted beyond that is not multiplied here."""

DAY: Final = pl.duration(days=1)

REMEMBERED: Final = 200_000
"""Of how many different questions for billing periods the answers are kept."""

Kind: TypeAlias = "pl.DataType | type[pl.DataType]"


def columns(**kinds: Kind) -> pl.Schema:
    """Names and kinds of columns."""
    return pl.Schema(kinds)


PHASES: Final = columns(
    c=pl.UInt32, since=pl.Date, through=pl.Date, plan=pl.String, edition=pl.String, seats=pl.Int64, users=pl.Int64,
    starts_on=pl.Date, ends_on=pl.Date, anchor=pl.Date, trial=pl.Boolean,
)  # fmt: skip
"""Phases of contracts, those of a contract one after the other; ``users`` is how many there are. What fell due from
``since`` (null: from the start) until ``through`` is asked for."""

FIGURES: Final = columns(cover=pl.UInt32, micros=pl.Int64)
"""What meters counted, by the cover that asks."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A charge of an edition, with the name of its items."""

    terms: Terms
    charge: Charge
    name: str

    @property
    def currency(self) -> Currency:
        return Currency.of(self.terms.currency)

    @property
    def grid(self) -> tuple[object, ...]:
        """What its billing periods follow from, beside the anchor."""
        terms, charge = self.terms, self.charge
        by_terms = (terms.term, terms.renewal) if grid.follows_terms(charge, terms) else None
        return charge.interval, grid.is_calendar(charge), by_terms

    @property
    def largest(self) -> int:
        """The price (micros) up to which the share of a period can be computed in columns."""
        return LARGEST // (self.currency.per_major * max(longest(self.charge), 1))


class Tariff:
    """All charges of a catalogue, numbered in the order of their names. It remembers the billing periods that it was
    asked for: the slices of a run ask for the same."""

    def __init__(self, catalogue: Catalogue) -> None:
        editions = [terms for plan in catalogue.plans.values() for terms in plan.editions]
        found = [Priced(terms, charge, name_of(terms.ref, charge)) for terms in editions for charge in terms.charges]
        self.charges = sorted(found, key=lambda one: one.name)
        grids = list(dict.fromkeys(one.grid for one in self.charges))
        self._like = [next(one for one in self.charges if one.grid == which) for which in grids]
        self._periods: dict[tuple[int, date, date, date], list[Period]] = {}
        self.editions = pl.DataFrame(
            {"plan": [one.ref.plan for one in editions], "edition": [one.ref.edition for one in editions]},
            schema={"plan": pl.String, "edition": pl.String},
        )
        rows = [_row(k, one, grids.index(one.grid)) for k, one in enumerate(self.charges)]
        self.table = pl.DataFrame(rows, schema=_TABLE, orient="row")

    def periods(self, grid_number: int, anchor: date, first: date, until: date) -> list[Period]:
        """The billing periods of the charges that share a grid, as far as they share a day with those from ``first``
        up to ``until``."""
        asked = (grid_number, anchor, first, until)
        if asked not in self._periods:
            if len(self._periods) >= REMEMBERED:
                self._periods.clear()
            one = self._like[grid_number]
            self._periods[asked] = list(grid.periods(one.charge, one.terms, anchor, Period(first, until)))
        return self._periods[asked]


_TABLE: Final = columns(
    k=pl.UInt32, grid=pl.UInt32, longest=pl.Int64, plan=pl.String, edition=pl.String, item=pl.String,
    currency=pl.String, per_major=pl.Int64, of=pl.String, once=pl.Boolean, calendar=pl.Boolean, arrears=pl.Boolean,
    proration=pl.String, meter=pl.String, vat=pl.String,
)  # fmt: skip


def _row(k: int, one: Priced, number: int) -> tuple[object, ...]:
    charge, ref = one.charge, one.terms.ref
    once = charge.interval is None
    return (
        k, number, longest(charge), ref.plan, ref.edition, one.name, one.terms.currency, one.currency.per_major,
        charge.quantity.value, once, grid.is_calendar(charge), charge.due is Due.ARREARS and not once,
        charge.proration.value, charge.meter, charge.vat.value,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Covers:
    """The billing periods that fell due, by contract and charge (``table``), and their stretches of one quantity."""

    table: pl.DataFrame
    stretches: pl.DataFrame

    def asked(self) -> pl.DataFrame:
        """Which figures of meters are needed: ``cover, c, meter, service_start, service_end``."""
        metered = self.table.filter(pl.col("meter").is_not_null())
        return metered.select("cover", "c", "meter", "service_start", "service_end")


def covers(phases: pl.DataFrame, tariff: Tariff) -> Covers:
    """What ``covers.covers`` gives for each of many contracts, without what did not fall due in the days asked for.

    Raises ``KeyError`` for an edition that the catalogue does not have.
    """
    unknown = phases.join(tariff.editions, on=["plan", "edition"], how="anti")
    if unknown.height:
        raise KeyError("{}@{}".format(*unknown.select("plan", "edition").row(0)))
    merged = _merged(_stretches(_charged(phases, tariff), tariff))
    table = (
        _whole(merged)
        .join(tariff.table.drop("grid", "longest", "plan", "edition", "once", "calendar"), on="k", how="left")
        .with_columns(due_on=pl.when("arrears").then(pl.col("service_end") - DAY).otherwise("service_start"))
        .filter(
            (pl.col("due_on") <= pl.col("through"))
            & (pl.col("since").is_null() | (pl.col("due_on") >= pl.col("since")))
        )
    )
    kept = merged.join(table.select("cover"), on="cover", how="semi", maintain_order="left")
    return Covers(table, kept.select("cover", "service_start", "service_end", "quantity"))


def _whole(merged: pl.DataFrame) -> pl.DataFrame:
    """Each cover from its first stretch to its last, with the ``days`` that the contract has of it."""
    until_here = _days("service_start", "service_end").cum_sum()
    rows = merged.with_columns(until_here=until_here, before=until_here - _days("service_start", "service_end"))
    first, last = rows.filter(_another("cover")), rows.filter(_last("cover"))
    days = last["until_here"] - first["before"]
    return first.with_columns(last["service_end"], days=days).drop("until_here", "before", "stretch", "quantity")


def _charged(phases: pl.DataFrame, tariff: Tariff) -> pl.DataFrame:
    """Each phase that is paid for with each of its charges. ``begins``: with it the plan begins."""
    paid = phases.filter(~pl.col("trial"))
    same = (pl.col("c") == pl.col("c").shift()) & (pl.col("plan") == pl.col("plan").shift())
    rows = paid.with_columns(begins=~same.fill_null(value=False)).join(tariff.table, on=["plan", "edition"])
    # No period that began further back than its longest can have fallen due since.
    before = pl.col("since") - pl.duration(days="longest")
    quantity = (
        pl.when(pl.col("of") == Quantity.SEATS.value).then("seats")
        .when(pl.col("of") == Quantity.MEMBERS.value).then("users")
        .when(pl.col("of") == Quantity.METER.value).then(0)
        .otherwise(1)
    )  # fmt: skip
    return rows.select(
        "c", "k", "grid", "once", "calendar", "begins", "since", "through", "starts_on", "ends_on", "anchor",
        quantity=quantity.cast(pl.Int64) * MICROS, first=pl.max_horizontal("starts_on", before),
    )  # fmt: skip


_STRETCH: Final = (
    "c", "k", "since", "through", "period_start", "period_end", "service_start", "service_end", "quantity",
)  # fmt: skip


def _stretches(charged: pl.DataFrame, tariff: Tariff) -> pl.DataFrame:
    """The days of billing periods that each phase has."""
    day = {"period_start": pl.col("starts_on"), "period_end": pl.col("starts_on") + DAY}
    once = charged.filter("once", "begins", pl.col("starts_on") <= pl.col("through")).with_columns(**day)
    once = once.with_columns(service_start="period_start", service_end="period_end")
    lives_on = pl.col("ends_on").is_null() | (pl.col("first") < pl.col("ends_on"))
    rows = charged.filter(~pl.col("once"), lives_on).with_columns(
        # Where periods are those of the calendar, all anchors ask for the same.
        anchor=pl.when("calendar").then(date(2001, 1, 1)).otherwise("anchor"),
        # Of a phase that is still to come, the period that it begins in may have begun before.
        until=pl.max_horizontal(pl.min_horizontal("ends_on", pl.col("through") + DAY), pl.col("first") + DAY),
    )
    within = rows.group_by("grid", "anchor").agg(pl.col("first").min(), pl.col("until").max())
    recurring = (
        rows.join(_periods(within, tariff), on=["grid", "anchor"])
        .filter(
            pl.col("period_start") <= pl.col("through"),
            pl.col("period_start") < pl.col("until"),
            pl.col("period_end") > pl.col("first"),
        )
        .with_columns(
            service_start=pl.max_horizontal("starts_on", "period_start"),
            service_end=pl.min_horizontal("ends_on", "period_end"),
        )
    )
    return pl.concat([once.select(_STRETCH), recurring.select(_STRETCH)])


def _periods(within: pl.DataFrame, tariff: Tariff) -> pl.DataFrame:
    """The billing periods of each grid and anchor that are in use."""
    rows = [
        (number, anchor, period.start, period.end)
        for number, anchor, first, until in within.select("grid", "anchor", "first", "until").iter_rows()
        for period in tariff.periods(number, anchor, first, until)
    ]
    schema = {"grid": pl.UInt32, "anchor": pl.Date, "period_start": pl.Date, "period_end": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _merged(stretches: pl.DataFrame) -> pl.DataFrame:
    """Stretches in the order of contract, charge and time, numbered by the period that they share (``cover``); days
    that follow with the same quantity are one."""
    rows = stretches.sort("c", "k", "period_start", "service_start")
    another = _another("c", "k", "period_start")
    apart = another | (pl.col("service_start") != pl.col("service_end").shift()) | _another("quantity")
    rows = rows.with_columns(cover=another.cum_sum(), stretch=apart.cum_sum())
    if rows.is_empty() or rows.item(-1, "stretch") == rows.height:
        return rows
    return rows.filter(_another("stretch")).with_columns(rows.filter(_last("stretch"))["service_end"])


def _another(*columns: str) -> pl.Expr:
    """Whether a row is another than the one before it."""
    return pl.any_horizontal(pl.col(name) != pl.col(name).shift() for name in columns).fill_null(value=True)


def _last(column: str) -> pl.Expr:
    """Whether the row after it is another one."""
    return (pl.col(column) != pl.col(column).shift(-1)).fill_null(value=True)


@dataclass(frozen=True, slots=True)
class Rated:
    """What is owed. ``items``: ``c, i, k, item, currency, vat, period_start, period_end, service_start, service_end,
    amount`` in the order of contracts and, in a contract, of ``owed``. ``parts``: ``i, service_start, service_end,
    quantity`` (millionths), ``amount, of_days`` in the order of items and time, those of nothing too. ``left``:
    contracts of which nothing is here, because columns cannot hold their numbers or a price is missing."""

    items: pl.DataFrame
    parts: pl.DataFrame
    left: pl.Series


def rated(found: Covers, figures: pl.DataFrame, tariff: Tariff) -> Rated:
    """The items of all covers. ``figures`` has what the meters counted for each cover that ``asked`` for it."""
    priced = _priced(_pieces(found, figures), tariff)
    unpriced = priced.filter(pl.col("price").is_null()).select("c").unique()
    priced = priced.join(unpriced, on="c", how="anti", maintain_order="left")
    parts = _parts(priced, found)
    amounts = parts.group_by("cover", maintain_order=True).agg(pl.col("amount").sum())
    items = (
        found.table.join(amounts.filter(pl.col("amount") != 0), on="cover")
        .sort("c", "service_start", "k")
        .with_row_index("i")
    )
    parts = parts.join(items.select("cover", "i"), on="cover").sort("i", "service_start").drop("cover")
    return Rated(items.drop("cover", "since", "through", "days", "arrears"), parts, unpriced["c"])


def _pieces(found: Covers, figures: pl.DataFrame) -> pl.DataFrame:
    """The quantities that are priced, with the days that each is for; for a charge that only asks for complete periods
    the first of them, and none where it is not complete."""
    columns = ["cover", "c", "k", "proration", "per_major", "of_days"]
    table = found.table.with_columns(of_days=_days("period_start", "period_end"))
    complete = (pl.col("proration") != Proration.NONE.value) | (pl.col("days") == pl.col("of_days"))
    table = table.filter(complete)
    metered = table.join(figures, on="cover").select(*columns, "service_start", "service_end", quantity="micros")
    counted = table.filter(pl.col("meter").is_null()).drop("service_start", "service_end")
    plain = counted.join(found.stretches, on="cover").select(*columns, "service_start", "service_end", "quantity")
    rows = pl.concat([metered, plain]).sort("cover", "service_start")
    return rows.filter((pl.col("proration") != Proration.NONE.value) | _another("cover"))


def _priced(pieces: pl.DataFrame, tariff: Tariff) -> pl.DataFrame:
    """With the price of a whole period (micros), null where there is none that can be used here."""
    different = pieces.select("k", "quantity").unique()
    prices = [_price(tariff.charges[k], quantity) for k, quantity in different.iter_rows()]
    asked = different.with_columns(price=pl.Series(prices, dtype=pl.Int64))
    return pieces.join(asked, on=["k", "quantity"], maintain_order="left")


def _price(one: Priced, quantity: int) -> int | None:
    if abs(quantity) > LARGEST_QUANTITY:
        return None
    try:
        price = one.charge.amount(in_units(quantity))
    except NoPrice:
        return None
    return price if abs(price) <= one.largest else None


def _parts(priced: pl.DataFrame, found: Covers) -> pl.DataFrame:
    """What ``pricing.parts_of`` gives: shares by days, or the price of a whole period."""
    by_days = pl.col("proration") == Proration.DAYS.value
    alone = _another("cover") & _last("cover")
    days = _days("service_start", "service_end")
    shares = priced.filter(by_days).with_columns(accrued=pl.col("price") * days, alone=alone)
    several = shares.filter(~pl.col("alone")).with_columns(accrued=pl.col("accrued").cum_sum().over("cover"))
    shares = pl.concat([shares.filter("alone"), several]).with_columns(
        until_here=half_away(pl.col("accrued") * pl.col("per_major"), pl.col("of_days") * MICROS)
    )
    before = pl.when(_another("cover")).then(0).otherwise(pl.col("until_here").shift())
    shares = shares.with_columns(
        amount=pl.col("until_here") - before, of_days=pl.when(days == pl.col("of_days")).then(0).otherwise("of_days")
    )
    dearest = (
        priced.filter(~by_days)
        .sort("cover", "price", descending=[False, True], maintain_order=True)
        .unique("cover", keep="first", maintain_order=True)
        .drop("service_start", "service_end")
        .join(found.table.select("cover", "service_start", "service_end"), on="cover")
        .with_columns(
            amount=half_away(pl.col("price") * pl.col("per_major"), pl.lit(MICROS)), of_days=pl.lit(0, pl.Int64)
        )
    )
    return pl.concat([shares.select(_PART), dearest.select(_PART)])


_PART: Final = ("cover", "service_start", "service_end", "quantity", "amount", "of_days")


def half_away(numerator: pl.Expr, denominator: pl.Expr) -> pl.Expr:
    """``money.rounding.div_half_away`` on int64 columns. Twice the numerator fits, the denominator is positive."""
    quotient = (2 * numerator.abs() + denominator) // (2 * denominator)
    return quotient * numerator.sign()


def _days(start: str, end: str) -> pl.Expr:
    return (pl.col(end) - pl.col(start)).dt.total_days()
