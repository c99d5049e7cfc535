"""Owed minus invoiced for many contracts at once, as lines in columns: ``difference.py`` and ``lines.py``.

Texts, explanations, quantities and taxes come from the functions that write the lines of one contract
(``lines.Writer``, ``taxing.tax_of``); they are asked once for each different question. A test holds every line to them.

What is seldom is left to them altogether: the customers that ``Lines.left`` names are billed one by one, and refused
there if something is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, cast

import polars as pl

from laufzeit.catalogue.model import Catalogue
from laufzeit.customers.details import Kind
from laufzeit.dates.wording import Language
from laufzeit.invoices.document import TaxCategory
from laufzeit.invoices.lines import PIECE, Writer, quantity_and_price
from laufzeit.invoices.tax_words import reason_in_words
from laufzeit.invoices.taxing import Taxed, TaxedBuyer, tax_of, vat_country
from laufzeit.money.amount import CURRENCIES, MICROS
from laufzeit.money.rounding import minor_to_micros
from laufzeit.money.vat import WHOLE, VatCategory
from laufzeit.rating.mass import DAY, LARGEST, Rated, Tariff, columns
from laufzeit.usage.aggregate import in_units

LARGEST_AMOUNT: Final = LARGEST // (4 * WHOLE)
"""What documents may have said of an item, in minor units, so that differences and their tax fit an int64."""

_PER_MINOR: Final = {code: minor_to_micros(1, currency) for code, currency in CURRENCIES.items()}

CONTRACTS: Final = columns(
    c=pl.UInt32, o=pl.UInt32, contract_id=pl.String, contract_number=pl.String, language=pl.String, country=pl.String,
    kind=pl.String, vat_id=pl.String,
)  # fmt: skip
"""The contracts of a slice (``c``) with what lines ask about their customers (``o``)."""

BILLED: Final = columns(
    c=pl.UInt32, item=pl.String, period_start=pl.Date, period_end=pl.Date, before=pl.Int64, was_start=pl.Date,
    was_end=pl.Date, starts=pl.List(pl.Date), currency=pl.String, text=pl.String, category=pl.String, rate=pl.Int64,
    number=pl.String, number_on=pl.Date,
)  # fmt: skip
"""``difference.Billed`` in columns: ``before`` is its amount, ``was_…`` its service."""


@dataclass(frozen=True, slots=True)
class Dues:
    """Differences. ``fresh`` items were never invoiced: they have all columns of an item. ``changed`` ones have a row
    for each difference to what documents said, also of what is owed no more (``k`` and ``now`` are null). Both have
    ``place``, the order of the differences in a contract."""

    fresh: pl.DataFrame
    changed: pl.DataFrame
    left: pl.DataFrame


def dues(rated: Rated, billed: pl.DataFrame) -> Dues:
    """``difference.differences`` for many contracts. ``billed`` has the items of those whose documents count."""
    if billed.is_empty():
        fresh = rated.items.with_columns(place=pl.col("i").cast(pl.Int64))
        return Dues(fresh, _NOTHING_CHANGED, _left(fresh, pl.col("amount") < 0))
    key = ["c", "item", "period_start"]
    before = billed.drop("currency").rename({"period_end": "was_period_end"})
    both = rated.items.join(before, on=key, how="left", maintain_order="left")
    both = both.with_columns(place=pl.int_range(pl.len(), dtype=pl.Int64))
    fresh = both.filter(pl.col("before").is_null()).select(*rated.items.columns, "place")
    again = both.filter(pl.col("before").is_not_null() & (pl.col("amount") != pl.col("before")))
    again = again.with_columns(now="amount", amount=pl.col("amount") - pl.col("before"), period_end="was_period_end")
    gone = (
        billed.join(rated.items, on=key, how="anti")
        .filter(pl.col("before") != 0)
        .sort("c", "item", "period_start")
        .with_columns(amount=-pl.col("before"), place=pl.int_range(pl.len(), dtype=pl.Int64) + both.height)
    )
    changed = pl.concat([_with_service(again, rated).select(_CHANGED.names()), _of_nothing(gone)])
    odd = [_left(fresh, pl.col("amount") < 0), _left(billed, pl.col("before").abs() > LARGEST_AMOUNT)]
    return Dues(fresh, changed, pl.concat(odd).unique())


_CHANGED: Final = columns(
    c=pl.UInt32, place=pl.Int64, k=pl.UInt32, vat=pl.String, last_day=pl.Date, now=pl.Int64, item=pl.String,
    period_start=pl.Date, period_end=pl.Date, before=pl.Int64, currency=pl.String, text=pl.String, category=pl.String,
    rate=pl.Int64, number=pl.String, number_on=pl.Date, amount=pl.Int64, service_start=pl.Date, service_end=pl.Date,
)  # fmt: skip
_NOTHING_CHANGED: Final = pl.DataFrame(schema=_CHANGED)


def _left(rows: pl.DataFrame, condition: pl.Expr) -> pl.DataFrame:
    return rows.filter(condition).select("c").unique()


def _of_nothing(gone: pl.DataFrame) -> pl.DataFrame:
    """What is owed no more: its service is that of what was invoiced."""
    rows = gone.with_columns(
        **{name: pl.lit(None, _CHANGED[name]) for name in ("k", "vat", "last_day", "now")},
        service_start="was_start",
        service_end="was_end",
    )
    return rows.select(_CHANGED.names())


def _with_service(again: pl.DataFrame, rated: Rated) -> pl.DataFrame:
    """``difference.service_of``: the end that is no longer owed, or what is new from its first day on."""
    starts = again.select("i", "starts").explode("starts")
    parts = rated.parts.select("i", starts="service_start").join(again.select("i"), on="i", how="semi")
    new = parts.join(starts, on=["i", "starts"], how="anti").group_by("i").agg(first_new=pl.col("starts").min())
    shorter = pl.col("service_end") < pl.col("was_end")
    start = pl.when(shorter).then("service_end").otherwise(pl.coalesce("first_new", "service_start"))
    end = pl.when(shorter).then("was_end").otherwise("service_end")
    rows = again.join(new, on="i", how="left", maintain_order="left")
    return rows.with_columns(last_day=pl.col("service_end") - DAY, service_start=start, service_end=end)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines in the order of the differences of each contract, one after the other: the columns of ``LINE``. ``left``
    are the customers of whom nothing is here."""

    table: pl.DataFrame
    left: pl.Series


LINE: Final = columns(
    o=pl.UInt32, c=pl.UInt32, currency=pl.String, minus=pl.Boolean, contract_id=pl.String, contract_number=pl.String,
    item=pl.String, period_start=pl.Date, period_end=pl.Date, service_start=pl.Date, service_end=pl.Date,
    text=pl.String, explanation=pl.String, quantity=pl.Int64, unit=pl.String, unit_price=pl.Int64, amount=pl.Int64,
    category=pl.String, rate=pl.Int64, reason=pl.String, number=pl.String, number_on=pl.Date,
)  # fmt: skip
"""``minus``: it takes away, so it stands on a correction, and ``number`` and ``number_on`` name the document that it
corrects. ``quantity`` is in millionths. ``reason`` says why there is no tax."""


def lines(found: Dues, rated: Rated, contracts: pl.DataFrame, catalogue: Catalogue, tariff: Tariff) -> Lines:
    """The lines of all differences, with their taxes. ``contracts`` has ``CONTRACTS``."""
    words = _Words(catalogue, tariff)
    sure = contracts.join(found.left, on="c", how="anti", maintain_order="left")
    rows = _fresh(found.fresh, rated, sure, words)
    if found.changed.height:
        rows = pl.concat([rows, _recalculated(found.changed, sure, words)]).sort("c", "place", maintain_order=True)
    table, untaxed = _taxed(rows, catalogue)
    outside = contracts.join(found.left, on="c", how="semi").select("o")
    left = pl.concat([outside, untaxed]).unique()
    table = table.join(left, on="o", how="anti", maintain_order="left")
    return Lines(table.select(LINE.names()), left["o"])


@dataclass(frozen=True, slots=True)
class _Words:
    """The answers of ``lines.Writer`` to each different question."""

    catalogue: Catalogue
    tariff: Tariff

    def writer(self, language: str) -> Writer:
        return Writer(self.catalogue, cast(Language, language))

    def texts(self, asked: pl.DataFrame) -> pl.DataFrame:
        """``text`` by ``k`` and ``language``."""
        different = asked.select("k", "language").drop_nulls().unique()
        said = [self.writer(language).text(self.tariff.charges[k].charge) for k, language in different.iter_rows()]
        return different.with_columns(text=pl.Series(said, dtype=pl.String))

    def parts(self, asked: pl.DataFrame) -> pl.DataFrame:
        """``explanation``, ``said_quantity`` (millionths) and ``unit_price`` of each different part."""
        different = asked.select(_PART).unique()
        said = [self._part(*row) for row in different.iter_rows()]
        names = {"explanation": pl.String, "said_quantity": pl.Int64, "unit_price": pl.Int64}
        return different.hstack(pl.DataFrame(said, schema=names, orient="row"))

    def _part(
        self, k: int, language: str, micros: int, amount: int, days: int | None, of_days: int
    ) -> tuple[str, int, int]:
        one, quantity = self.tariff.charges[k], in_units(micros)
        said, price = quantity_and_price(one.charge, one.currency, quantity, amount, of_days)
        explanation = self.writer(language).explanation(one.terms, one.charge, quantity, days, of_days)
        return explanation, int(said * MICROS), price

    def recalculated(self, rows: pl.DataFrame) -> pl.Series:
        """Why there is a difference, row by row."""
        asked = rows.select("language", "now", "before", "currency", "number").iter_rows()
        said = [self.writer(language).recalculated(*facts) for language, *facts in asked]
        return pl.Series(said, dtype=pl.String)


_PART: Final = ("k", "language", "quantity", "amount", "days", "of_days")


def _fresh(fresh: pl.DataFrame, rated: Rated, contracts: pl.DataFrame, words: _Words) -> pl.DataFrame:
    """One line for each part of a new item that costs something."""
    items = fresh.select(
        "i", "c", "k", "place", "item", "currency", "vat", "period_start", "period_end",
        last_day=pl.col("service_end") - DAY,
    )  # fmt: skip
    days = (pl.col("service_end") - pl.col("service_start")).dt.total_days()
    parts = rated.parts.filter(pl.col("amount") != 0).with_columns(
        days=pl.when(pl.col("of_days") > 0).then(days).otherwise(None)
    )
    rows = items.join(parts, on="i", maintain_order="left_right").join(contracts, on="c", maintain_order="left")
    rows = rows.join(words.parts(rows), on=_PART, nulls_equal=True, maintain_order="left")
    rows = rows.join(words.texts(rows), on=["k", "language"], maintain_order="left")
    return rows.with_columns(
        quantity="said_quantity",
        minus=pl.lit(value=False),
        known_category=pl.lit(None, pl.String),
        known_rate=pl.lit(None, pl.Int64),
        number=pl.lit(None, pl.String),
        number_on=pl.lit(None, pl.Date),
    ).select(_TO_TAX)


_TO_TAX: Final = (
    "o", "c", "place", "currency", "minus", "contract_id", "contract_number", "item", "period_start", "period_end",
    "service_start", "service_end", "text", "explanation", "quantity", "unit_price", "amount", "known_category",
    "known_rate", "number", "number_on", "language", "country", "kind", "vat_id", "vat", "last_day",
)  # fmt: skip


def _recalculated(changed: pl.DataFrame, contracts: pl.DataFrame, words: _Words) -> pl.DataFrame:
    """One line for each difference to what was invoiced. What takes something back has the tax of that."""
    rows = changed.join(contracts, on="c", maintain_order="left")
    rows = rows.join(words.texts(rows), on=["k", "language"], how="left", suffix="_now", maintain_order="left")
    minus = pl.col("amount") < 0
    known = minus | pl.col("now").is_null()
    return rows.with_columns(
        text=pl.coalesce("text_now", "text"),
        explanation=words.recalculated(rows),
        quantity=pl.col("amount").sign() * MICROS,
        unit_price=pl.col("amount").abs() * pl.col("currency").replace_strict(_PER_MINOR, return_dtype=pl.Int64),
        minus=minus,
        known_category=pl.when(known).then("category"),
        known_rate=pl.when(known).then("rate"),
    ).select(_TO_TAX)


def _taxed(rows: pl.DataFrame, catalogue: Catalogue) -> tuple[pl.DataFrame, pl.DataFrame]:
    """With ``category``, ``rate`` and ``reason``; and the customers (``o``) whose tax cannot be told."""
    home = vat_country(catalogue.vendor.address.country)
    # At home nobody asks for the id, and each customer has another.
    asked = rows.with_columns(asked_id=pl.when(pl.col("country") == home).then(pl.lit("")).otherwise("vat_id"))
    names = ["country", "kind", "asked_id", "vat", "last_day", "language"]
    known = pl.col("known_category").is_not_null()
    different = asked.filter(~known).select(names).unique()
    schema = {"new_category": pl.String, "new_rate": pl.Int64, "new_reason": pl.String}
    found = [_tax(catalogue, *row) for row in different.iter_rows()]
    answers = different.hstack(pl.DataFrame(found, schema=schema, orient="row"))
    taxed = asked.join(answers, on=names, how="left", maintain_order="left").with_columns(
        category=pl.coalesce("known_category", "new_category"),
        rate=pl.coalesce("known_rate", "new_rate"),
        reason=pl.when(known).then(pl.lit("")).otherwise("new_reason"),
        unit=pl.lit(PIECE),
    )
    return taxed, taxed.filter(pl.col("category").is_null()).select("o").unique()


def _tax(
    catalogue: Catalogue, country: str, kind: str, vat_id: str, vat: str, last_day: date, language: str
) -> tuple[str | None, int | None, str | None]:
    taxed = tax_of(catalogue.vendor, TaxedBuyer(country, Kind(kind), vat_id), VatCategory(vat), last_day)
    if not isinstance(taxed, Taxed):
        return None, None, None
    charged = taxed.category is TaxCategory.STANDARD
    home = catalogue.vendor.address.country
    reason = "" if charged else reason_in_words(taxed.reason, home, cast(Language, language))
    return taxed.category.value, taxed.rate, reason
