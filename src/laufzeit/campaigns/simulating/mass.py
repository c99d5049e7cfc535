"""What a campaign would bring, for the whole base in columns.

Nothing is estimated that is not assumed: the days of each contract are those that ``aim`` says, which asks the same
``decide`` that announcing will ask; what falls due is rated by ``invoices.ahead``, which a test holds to what billing
issues. Contracts with the same terms and first day share their days, and those with the same seats, too, share their
figures: each kind is computed once and counts as often as there are such contracts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Final
from uuid import UUID

import polars as pl

from laufzeit.campaigns.aiming import Addressee, Ids, aim, yearly
from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.simulating.figures import WHOLE, Month, Rise, Simulated, expected
from laufzeit.campaigns.simulating.lives import Lives, dues
from laufzeit.campaigns.simulating.when import When
from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.events import Concluded
from laufzeit.dates.day import ONE_DAY, add_months
from laufzeit.invoices.ahead.mass import BASE as LIVES
from laufzeit.invoices.ahead.mass import Ahead, ahead
from laufzeit.rating.mass import Tariff, columns

BASE: Final = columns(
    plan=pl.String,
    edition=pl.String,
    start=pl.Date,
    seats=pl.Int64,
    users=pl.Int64,
    country=pl.String,
    meant=pl.Boolean,
)
"""A row for each contract that has been concluded and nothing else; ``meant``: it is in the campaign's cohort."""

MOST_MONTHS: Final = 60

_REACHED: Final = Addressee(decides=True, mail=True, post=True, consumer=False)
_IDS: Final = Ids(UUID(int=1), UUID(int=2))
_SOMEBODY: Final = UUID(int=3)


def simulate(
    base: pl.DataFrame, plan: Plan, catalogue: Catalogue, when: When, months: int, others: Sequence[Other] = ()
) -> Simulated:
    """The figures of ``months`` months from that of the announcement on; ``others`` are contracts with more behind
    them, whose lives were made one by one.

    Raises ``KeyError`` for an edition that the catalogue does not have.
    """
    tariff = Tariff(catalogue)
    kinds = base.group_by("plan", "edition", "start", "seats", "users", "country", "meant").len("count")
    kinds = kinds.with_columns(segment=_segments(kinds, plan)).drop("country")
    kinds = kinds.group_by("plan", "edition", "start", "seats", "users", "meant", "segment").agg(pl.col("count").sum())
    kinds = kinds.join(_days(kinds, plan, catalogue, when), on=["plan", "edition", "start"], how="left")
    kinds = kinds.join(_prices(kinds, plan, catalogue), on=["plan", "edition", "seats"], how="left")
    moved = pl.col("meant") & pl.col("possible").fill_null(value=False) & pl.col("fits").fill_null(value=False)
    kinds = kinds.with_columns(moved=moved).sort("plan", "edition", "start", "seats", "users", "segment")
    first = when.today.replace(day=1)
    span = _Span(first, add_months(first, months) - ONE_DAY, months)
    return _together(kinds, plan, tariff, span, catalogue, others)


@dataclass(frozen=True, slots=True)
class Other:
    """A contract that is no row of ``BASE``."""

    lives: Lives
    segment: str

    @property
    def meant(self) -> bool:
        return self.lives.aim is not None

    @property
    def moved(self) -> bool:
        return self.lives.aim is not None and not self.lives.aim.left_out


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    through: date
    months: int

    @property
    def firsts(self) -> list[date]:
        return [add_months(self.first, number) for number in range(self.months)]


def _segments(kinds: pl.DataFrame, plan: Plan) -> pl.Expr:
    """The first assumption that each kind fits into, as ``Plan.assumption_for`` says it of one."""
    found = pl.lit("")
    for one in reversed(plan.assumptions):
        fits = pl.col("seats") >= one.seats.least
        if one.seats.most is not None:
            fits &= pl.col("seats") <= one.seats.most
        if one.plans:
            fits &= pl.col("plan").is_in(list(one.plans))
        if one.countries:
            fits &= pl.col("country").is_in(list(one.countries))
        found = pl.when(fits).then(pl.lit(one.name)).otherwise(found)
    return found


def _days(kinds: pl.DataFrame, plan: Plan, catalogue: Catalogue, when: When) -> pl.DataFrame:
    """For each edition and first day: whether something can be offered, the first day at the new terms (``switch``),
    and the first day after the contract without an acceptance (``end``)."""
    rows = []
    asked = kinds.filter("meant").select("plan", "edition", "start").unique(maintain_order=True)
    for name, edition, start in asked.iter_rows():
        ref = TermsRef(name, edition)
        seats = max(catalogue.terms(ref).seats.minimum, 1)
        contract = Contract(_SOMEBODY, (Concluded(_SOMEBODY, start, ref, seats, _SOMEBODY, (), None, None),))
        found = aim(plan, contract, _REACHED, catalogue, when.today, when.received, _IDS)
        end = found.notice_last_day + ONE_DAY if found.notice_last_day else None
        rows.append((name, edition, start, found.refusal is None, found.first_day, end))
    schema = columns(plan=pl.String, edition=pl.String, start=pl.Date, possible=pl.Boolean, switch=pl.Date, end=pl.Date)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _prices(kinds: pl.DataFrame, plan: Plan, catalogue: Catalogue) -> pl.DataFrame:
    """For each edition and number of seats: the new edition, whether the seats fit into it, and both prices a year."""
    rows = []
    asked = kinds.filter("meant").select("plan", "edition", "seats").unique(maintain_order=True)
    for name, edition, seats in asked.iter_rows():
        new = plan.replacing(TermsRef(name, edition))
        before = yearly(TermsRef(name, edition), seats, catalogue).amount
        after = yearly(new, seats, catalogue).amount if new else None
        fits = new is None or (after is not None and _fits(seats, new, catalogue))
        rows.append(
            (name, edition, seats, new.plan if new else None, new.edition if new else None, fits, before, after)
        )
    schema = columns(
        plan=pl.String, edition=pl.String, seats=pl.Int64, new_plan=pl.String, new_edition=pl.String, fits=pl.Boolean,
        before=pl.Int64, after=pl.Int64,
    )  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _fits(seats: int, ref: TermsRef, catalogue: Catalogue) -> bool:
    rule = catalogue.terms(ref).seats
    return rule.minimum <= seats and (rule.maximum is None or seats <= rule.maximum)


@dataclass(slots=True)
class _Ledger:
    """What falls due by month: of contracts that stay as they are, and by segment of those that move."""

    still: dict[date, int] = field(default_factory=dict)
    old: dict[str, dict[date, int]] = field(default_factory=dict)
    accepted: dict[str, dict[date, int]] = field(default_factory=dict)
    declined: dict[str, dict[date, int]] = field(default_factory=dict)
    switching: dict[date, int] = field(default_factory=dict)
    ending: dict[date, int] = field(default_factory=dict)
    uncounted: bool = False

    def month(self, first: date, plan: Plan, shares: Mapping[str, int]) -> Month:
        base = self.still.get(first, 0)
        yes = {name: sums.get(first, 0) for name, sums in self.accepted.items()}
        no = {name: sums.get(first, 0) for name, sums in self.declined.items()}
        return Month(
            first=first,
            today=base + sum(sums.get(first, 0) for sums in self.old.values()),
            all_accept=base + sum(yes.values()),
            nobody_accepts=base + sum(no.values()),
            expected=base + expected(yes, no, {name: shares.get(name, WHOLE) for name in yes}),
            switching=self.switching.get(first, 0) if plan.offers else 0,
            ending=self.ending.get(first, 0) if plan.gives_notice else 0,
        )


def _together(
    kinds: pl.DataFrame, plan: Plan, tariff: Tariff, span: _Span, catalogue: Catalogue, others: Sequence[Other]
) -> Simulated:
    moved, meant = kinds.filter("moved"), kinds.filter("meant")
    ledger = _columns(kinds, plan, tariff, span)
    for one in others:
        _one(ledger, one, catalogue, span)
    shares = {one.name: one.accepting for one in plan.assumptions}
    sizes = moved.group_by("segment").agg(pl.col("count").sum()).sort("segment")
    return Simulated(
        currency=catalogue.vendor.currency,
        contracts=int(kinds["count"].sum()) + len(others),
        meant=int(meant["count"].sum()) + sum(one.meant for one in others),
        left_out=int(meant.filter(~pl.col("moved"))["count"].sum())
        + sum(one.meant and not one.moved for one in others),
        uncounted=ledger.uncounted,
        months=[ledger.month(first, plan, shares) for first in span.firsts],
        rises=_rises(moved),
        segments={name: int(count) for name, count in sizes.iter_rows()},
    )


def _columns(kinds: pl.DataFrame, plan: Plan, tariff: Tariff, span: _Span) -> _Ledger:
    moved, rest = kinds.filter("moved"), kinds.filter(~pl.col("moved"))
    ledger = _Ledger(switching=_counts(moved, "switch"), ending=_counts(moved, "end"))
    still = _ahead(_unchanged(rest), rest, tariff, span)
    ledger.still, ledger.uncounted = _sums(still), still.uncounted
    for name in moved["segment"].unique(maintain_order=True):
        some = moved.filter(pl.col("segment") == name)
        lives = [_unchanged(some), _accepting(some, plan), _declining(some, plan)]
        found = [_ahead(one, some, tariff, span) for one in lives]
        ledger.old[name], ledger.accepted[name], ledger.declined[name] = (_sums(one) for one in found)
        ledger.uncounted |= any(one.uncounted for one in found)
    return ledger


def _one(ledger: _Ledger, one: Other, catalogue: Catalogue, span: _Span) -> None:
    """Add a contract that was looked at on its own."""
    if not one.moved:
        _add(ledger.still, dues(one.lives.today, catalogue, span.first, span.through))
        return
    aimed, lives = one.lives.aim, one.lives
    assert aimed is not None  # what moves is meant
    pairs = ((ledger.old, lives.today), (ledger.accepted, lives.accepted), (ledger.declined, lives.declined))
    for sums, life in pairs:
        _add(sums.setdefault(one.segment, {}), dues(life, catalogue, span.first, span.through))
    _count(ledger.switching, aimed.first_day)
    _count(ledger.ending, aimed.notice_last_day + ONE_DAY if aimed.notice_last_day else None)


def _add(sums: dict[date, int], more: Mapping[date, int]) -> None:
    for month, amount in more.items():
        sums[month] = sums.get(month, 0) + amount


def _count(counts: dict[date, int], day: date | None) -> None:
    if day is not None:
        counts[day.replace(day=1)] = counts.get(day.replace(day=1), 0) + 1


def _ahead(lives: pl.DataFrame, kinds: pl.DataFrame, tariff: Tariff, span: _Span) -> Ahead:
    if lives.is_empty():
        return Ahead({}, (), uncounted=False)
    return ahead(lives, kinds["count"].to_list(), tariff, span.first, span.through)


def _sums(found: Ahead) -> dict[date, int]:
    assert not found.left  # quantities that columns cannot hold were left out before
    sums: dict[date, int] = {}
    for falls, amount in found.sums.items():
        sums[falls.month] = sums.get(falls.month, 0) + amount
    return sums


_LIFE: Final = ("c", "plan", "edition", "seats", "users", "starts_on", "ends_on", "anchor", "trial")


def _unchanged(kinds: pl.DataFrame) -> pl.DataFrame:
    """One open phase each."""
    rows = kinds.with_row_index("c").with_columns(
        starts_on="start",
        anchor="start",
        ends_on=pl.lit(None, pl.Date),
        trial=pl.lit(value=False),
    )
    return rows.select(_LIFE).cast(LIVES)


def _declining(kinds: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """The phase ends with the vendor's notice, where there is one."""
    lives = _unchanged(kinds)
    return lives.with_columns(ends_on=kinds["end"]) if plan.gives_notice else lives


def _accepting(kinds: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """The old phase until the first day at the new terms, and the new one from it on. Where that day cannot be reached,
    or nothing is offered, what happens without an acceptance happens."""
    if not plan.offers:
        return _declining(kinds, plan)
    lives = _unchanged(kinds)
    switch = kinds["switch"]
    old = lives.with_columns(ends_on=switch).filter(
        pl.col("ends_on").is_null() | (pl.col("ends_on") > pl.col("starts_on"))
    )
    new = lives.with_columns(
        plan=kinds["new_plan"], edition=kinds["new_edition"], starts_on=switch, anchor=switch
    ).filter(pl.col("starts_on").is_not_null())
    return pl.concat([old, new.cast(LIVES)]).sort("c", "starts_on")


def _counts(moved: pl.DataFrame, day: str) -> dict[date, int]:
    rows = moved.filter(pl.col(day).is_not_null()).group_by(pl.col(day).dt.month_start()).agg(pl.col("count").sum())
    return {month: int(count) for month, count in rows.iter_rows()}


def _rises(moved: pl.DataFrame) -> list[Rise]:
    """Bands of ten percent, from whole numbers: floor((after - before) * 10 / before) * 10."""
    priced = moved.filter(pl.col("before").is_not_null() & pl.col("after").is_not_null() & (pl.col("before") > 0))
    band = ((pl.col("after") - pl.col("before")) * 10).floordiv(pl.col("before")) * 10
    rows = priced.group_by(band.alias("percent")).agg(pl.col("count").sum()).sort("percent")
    return [Rise(percent, int(count)) for percent, count in rows.iter_rows()]


def table(found: Simulated) -> pl.DataFrame:
    """The months as a table: amounts in minor units, numbers of contracts."""
    kinds = dict.fromkeys(Month.__dataclass_fields__, pl.Int64) | {"first": pl.Date}
    rows = [[getattr(one, name) for name in kinds] for one in found.months]
    return pl.DataFrame(rows, schema=kinds, orient="row").rename({"first": "month"})


def to_csv(found: Simulated) -> bytes:
    """The months as CSV, with their names in the first line."""
    return table(found).write_csv().encode()


def to_parquet(found: Simulated, sink: IO[bytes]) -> None:
    """The months as Parquet, into an open file."""
    table(found).write_parquet(sink)
