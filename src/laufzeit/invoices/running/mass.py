"""A slice of a billing run in columns: from the rows that were read to the rows that are written.

What the database has to be asked in between is asked through ``Answers``, as CSV, which is what it reads and writes
fastest. Customers who cannot be billed in columns are named (``Drafted.left``): of those with a discount, a one-off
charge or credit, with something missing (a price, an address, a tax id), or with numbers that int64 could not hold,
all contracts are billed one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Final, Protocol, cast

import polars as pl

from laufzeit.catalogue.model import Catalogue
from laufzeit.invoices.document import DocumentKind
from laufzeit.invoices.drafting import NEEDED, pay_until
from laufzeit.invoices.mass import BILLED, CONTRACTS, dues, lines
from laufzeit.invoices.paying import Paying
from laufzeit.invoices.running.looking import Window
from laufzeit.invoices.running.summary import Summary, plan_of
from laufzeit.invoices.sheets.mass import CUSTOMERS, PAYING, Issuing, Sheets, sheets, too_large
from laufzeit.rating.mass import FIGURES, PHASES, Tariff, columns, covers, rated

BASE: Final = columns(
    contract_id=pl.String, contract_number=pl.String, organisation_id=pl.String, special=pl.Int8, plan=pl.String,
    edition=pl.String, seats=pl.Int64, users=pl.Int64, starts_on=pl.Int32, ends_on=pl.Int32, anchor=pl.Int32,
    trial=pl.Int8, kind=pl.String, language=pl.String, buyer_reference=pl.String, name=pl.String, street=pl.String,
    postcode=pl.String, city=pl.String, country=pl.String, address_extra=pl.String, number=pl.String,
    vat_id=pl.String, tax_number=pl.String, email=pl.String, phone=pl.String,
)  # fmt: skip
"""A row for each phase, by customer, contract and time; one without a phase for a contract that has none. Days are
counted from 1970. ``special``: there are discounts, one-off charges or credits."""

_DAYS: Final = ("starts_on", "ends_on", "anchor")


class Answers(Protocol):
    """What is asked in the middle of a slice. Days in answers are counted from 1970."""

    def figures(self, asked: bytes) -> bytes:
        """What meters counted: of rows ``contract, meter, aggregate, from, until`` (days as dates) those that are not
        zero, as ``contract, meter, from, until, micros``."""
        ...

    def billed(self, contracts: Sequence[str]) -> bytes:
        """What documents say of contracts, by item: ``contract_id`` and the columns of ``BILLED``, ``starts`` as days
        joined by blanks."""
        ...

    def paying(self) -> Mapping[str, Paying]:
        """The mandates of the slice's customers who pay by direct debit."""
        ...


@dataclass(frozen=True, slots=True)
class Base:
    """Customers (``o``), contracts (``c``) and their phases, as read."""

    customers: pl.DataFrame
    contracts: pl.DataFrame
    phases: pl.DataFrame


def base(rows: bytes, window: Window, marked: Collection[str]) -> Base:
    """What was read of a slice (CSV with the columns of ``BASE``). ``marked`` contracts are looked at as a whole."""
    table = _read(rows, BASE).with_columns(pl.col(_DAYS).cast(pl.Date))
    table = table.with_columns(
        o=pl.col("organisation_id").rle_id(), c=pl.col("contract_id").rle_id(),
        marked=pl.col("contract_id").is_in(pl.Series(list(marked), dtype=pl.String).implode()),
    )  # fmt: skip
    (since, through), (since_marked, through_marked) = window.reach(marked=False), window.reach(marked=True)
    table = table.with_columns(
        since=pl.when("marked").then(pl.lit(since_marked, pl.Date)).otherwise(pl.lit(since, pl.Date)),
        through=pl.when("marked").then(pl.lit(through_marked, pl.Date)).otherwise(pl.lit(through, pl.Date)),
        language=pl.when(pl.col("language") == "en").then(pl.lit("en")).otherwise(pl.lit("de")),
    )
    first_of_customer = pl.col("o") != pl.col("o").shift()
    first_of_contract = pl.col("c") != pl.col("c").shift()
    return Base(
        customers=table.filter(first_of_customer.fill_null(value=True)).select(CUSTOMERS.names()),
        contracts=table.filter(first_of_contract.fill_null(value=True)).select(*CONTRACTS.names(), "special", "marked"),
        phases=table.filter(pl.col("starts_on").is_not_null())
        .select(*PHASES.names()).with_columns(trial=pl.col("trial") == 1),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drafted:
    """Documents that lack ids and numbers; ``left`` are the customers who are billed one by one."""

    sheets: Sheets
    contracts: int
    left: list[str]

    @property
    def kinds(self) -> dict[DocumentKind, int]:
        """How many there are of each kind."""
        counts = dict(self.sheets.documents["kind"].value_counts().iter_rows())
        return {kind: counts.get(kind.value, 0) for kind in (DocumentKind.INVOICE, DocumentKind.CORRECTION)}


def draft(
    found: Base, window: Window, catalogue: Catalogue, tariff: Tariff, issued_on: date, answers: Answers
) -> Drafted:
    """Rate, subtract and draft."""
    special = found.contracts.filter(pl.col("special") == 1).select("o").unique()
    contracts = found.contracts.join(special, on="o", how="anti", maintain_order="left")
    phases = found.phases.join(contracts, on="c", how="semi", maintain_order="left")
    due = covers(phases, tariff)
    items = rated(due, _figures(due.asked(), contracts, catalogue, answers), tariff)
    compared = contracts if window.whole else contracts.filter("marked")
    differences = dues(items, _billed(compared, answers))
    unrated = contracts.join(items.left.to_frame(), on="c", how="semi").select("o")
    written = lines(differences, items, contracts.select(CONTRACTS.names()), catalogue, tariff)
    table = written.table.join(unrated, on="o", how="anti", maintain_order="left")
    unaddressed = found.customers.filter(pl.any_horizontal(pl.col(name) == "" for name in NEEDED)).select("o")
    unaddressed = unaddressed.join(table, on="o", how="semi")
    apart = pl.concat([special, unrated, unaddressed, written.left.to_frame(), too_large(table).to_frame()]).unique()
    table = table.join(apart, on="o", how="anti", maintain_order="left")
    issuing = Issuing(catalogue.vendor, pay_until(catalogue.vendor, issued_on))
    made = sheets(table, found.customers, _paying(found.customers, answers), issuing)
    left = found.customers.join(apart, on="o", how="semi")["organisation_id"].to_list()
    return Drafted(made, contracts.join(apart, on="o", how="anti").height, left)


_FIGURE: Final = columns(
    contract_id=pl.String, meter=pl.String, service_start=pl.Int32, service_end=pl.Int32, micros=pl.Int64
)


def _figures(asked: pl.DataFrame, contracts: pl.DataFrame, catalogue: Catalogue, answers: Answers) -> pl.DataFrame:
    if asked.is_empty():
        return pl.DataFrame(schema=FIGURES)
    rows = asked.join(contracts.select("c", "contract_id"), on="c", maintain_order="left")
    kinds = {key: meter.aggregate.value for key, meter in catalogue.meters.items()}
    kind = pl.col("meter").replace_strict(kinds, return_dtype=pl.String)
    questions = rows.select("contract_id", "meter", kind.alias("aggregate"), "service_start", "service_end").unique()
    answered = _read(answers.figures(_written(questions)), _FIGURE)
    answered = answered.with_columns(pl.col("service_start", "service_end").cast(pl.Date))
    found = rows.join(answered, on=["contract_id", "meter", "service_start", "service_end"], how="left")
    return found.select("cover", pl.col("micros").fill_null(0))


_BILLED_ROW: Final = columns(
    contract_id=pl.String, item=pl.String, period_start=pl.Int32, period_end=pl.Int32, before=pl.Int64,
    was_start=pl.Int32, was_end=pl.Int32, starts=pl.String, currency=pl.String, text=pl.String, category=pl.String,
    rate=pl.Int64, number=pl.String, number_on=pl.Int32,
)  # fmt: skip


def _billed(contracts: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    if contracts.is_empty():
        return pl.DataFrame(schema=BILLED)
    rows = _read(answers.billed(contracts["contract_id"].to_list()), _BILLED_ROW)
    days = [name for name, kind in BILLED.items() if kind == pl.Date]
    starts = pl.col("starts").str.split(" ").cast(pl.List(pl.Int32)).cast(pl.List(pl.Date))
    numbered = rows.join(contracts.select("contract_id", "c"), on="contract_id")
    return numbered.with_columns(pl.col(days).cast(pl.Date), starts).select(BILLED.names())


def _paying(customers: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    found = [(organisation, one.mandate, one.iban) for organisation, one in answers.paying().items()]
    mandates = pl.DataFrame(
        found, schema=columns(organisation_id=pl.String, mandate=pl.String, iban=pl.String), orient="row"
    )
    return customers.join(mandates, on="organisation_id").select(PAYING.names())


def summary(drafted: Drafted) -> Summary:
    """What the documents come to."""
    documents, lines_ = drafted.sheets.documents, drafted.sheets.lines
    kinds = drafted.kinds
    found = Summary(
        contracts=drafted.contracts,
        invoices=kinds[DocumentKind.INVOICE],
        corrections=kinds[DocumentKind.CORRECTION],
        lines=lines_.height,
    )
    sums = documents.group_by("currency").agg(pl.col("net", "tax", "gross").sum())
    for currency, net, tax, gross in sums.sort("currency").iter_rows():
        found.net[currency], found.tax[currency], found.gross[currency] = net, tax, gross
    plans = lines_.group_by("item", "currency").agg(pl.col("net").sum()).sort("item", "currency")
    for item, currency, net in plans.iter_rows():
        amounts = found.plans.setdefault(plan_of(item), {})
        amounts[currency] = amounts.get(currency, 0) + net
    return found


_LINE_NAMES: Final = {
    "period_start": "period_from", "period_end": "period_until", "service_start": "service_from",
    "service_end": "service_until",
}  # fmt: skip


def line_rows(drafted: Drafted, ids: Sequence[str], names: Sequence[str], constants: Mapping[str, object]) -> bytes:
    """The lines as CSV with the columns ``names``; ``ids`` are those of the documents in their order."""
    named = pl.DataFrame({"document_id": ids}, schema={"document_id": pl.String}).with_row_index("d")
    rows = drafted.sheets.lines.rename(_LINE_NAMES).join(named, on="d", maintain_order="left")
    return _written(_with(rows, constants).with_columns(allowances=pl.lit(None, pl.String)).select(names))


def document_rows(
    drafted: Drafted,
    ids: Sequence[str],
    numbers: Mapping[DocumentKind, Sequence[str]],
    names: Sequence[str],
    constants: Mapping[str, object],
) -> bytes:
    """The documents as CSV with the columns ``names``; ``numbers`` are those of each kind in their order."""
    named = drafted.sheets.documents.rename({"service_start": "service_from", "service_end": "service_until"})
    rows = named.with_columns(id=pl.Series(ids, dtype=pl.String), corrects_id=pl.lit(None, pl.String))
    pieces = [
        rows.filter(pl.col("kind") == kind.value).with_columns(number=pl.Series(some, dtype=pl.String))
        for kind, some in numbers.items()
    ]
    return _written(_with(pl.concat(pieces), constants).select(names))


def _with(rows: pl.DataFrame, constants: Mapping[str, object]) -> pl.DataFrame:
    return rows.with_columns(**{name: pl.lit(value) for name, value in constants.items()})


def _read(rows: bytes, schema: pl.Schema) -> pl.DataFrame:
    if not rows:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(rows, has_header=False, schema=schema)


@dataclass(slots=True)
class _Bytes:
    """Takes what is written: as bytes, without a text in between."""

    pieces: list[bytes] = field(default_factory=list)

    def write(self, piece: bytes) -> int:
        self.pieces.append(piece)
        return len(piece)


def _written(rows: pl.DataFrame) -> bytes:
    sink = _Bytes()
    rows.write_csv(cast("IO[bytes]", sink), include_header=False)
    return b"".join(sink.pieces)
