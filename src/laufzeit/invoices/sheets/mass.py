"""The documents of many customers at once: lines put on sheets, totals, and what stands beside them, in columns.

It is what ``drafting.Drafter`` and ``totals.totals`` do for one customer, and ``codec`` writes of it: a test holds each
stored document to theirs.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Final

import polars as pl

from laufzeit.catalogue.billing import Billing, InvoicePer
from laufzeit.catalogue.model import PriceBasis, VendorFacts
from laufzeit.invoices.codec import Head, head_to_json
from laufzeit.invoices.document import Debit, DocumentKind, Party, TaxCategory, Transfer
from laufzeit.invoices.paying import Paying, payment_of
from laufzeit.money.vat import WHOLE
from laufzeit.rating.mass import LARGEST, columns, half_away

CUSTOMERS: Final = columns(
    o=pl.UInt32, organisation_id=pl.String, language=pl.String, buyer_reference=pl.String, name=pl.String,
    street=pl.String, postcode=pl.String, city=pl.String, country=pl.String, address_extra=pl.String,
    number=pl.String, vat_id=pl.String, tax_number=pl.String, email=pl.String, phone=pl.String,
)  # fmt: skip
"""Customers as documents show them; the rest is what ``Party`` calls it."""

PAYING: Final = columns(o=pl.UInt32, mandate=pl.String, iban=pl.String)
"""The mandates by which customers pay; the others transfer."""

LARGEST_SUM: Final = LARGEST // (4 * WHOLE)
"""Of the amounts of a document, in minor units: times a rate it fits an int64."""


@dataclass(frozen=True, slots=True)
class Issuing:
    """How a vendor issues on a day. ``due_on`` is the day until which is to be paid."""

    vendor: VendorFacts
    due_on: date

    @property
    def billing(self) -> Billing:
        return self.vendor.billing

    @property
    def gross(self) -> bool:
        return self.vendor.prices is PriceBasis.GROSS


@dataclass(frozen=True, slots=True)
class Sheets:
    """Documents (``d``) in the order in which they are numbered within their kind: ``d, o, kind, organisation_id,
    contract_id, currency, language, net, tax, gross, service_start, service_end, head`` (JSON). Their lines follow each
    other in ``lines``, with ``d, pos, net, charged, gross``."""

    documents: pl.DataFrame
    lines: pl.DataFrame


def too_large(lines: pl.DataFrame) -> pl.Series:
    """The customers whose documents columns cannot sum up."""
    sums = lines.group_by("o").agg(pl.col("amount").abs().cast(pl.Float64).sum())
    return sums.filter(pl.col("amount") > LARGEST_SUM)["o"]


def sheets(lines: pl.DataFrame, customers: pl.DataFrame, paying: pl.DataFrame, issuing: Issuing) -> Sheets:
    """The documents that lines (``LINE``) come to, invoices before corrections."""
    placed = _placed(lines, issuing)
    priced, taxes = _taxes(placed, gross=issuing.gross)
    totals = taxes.group_by("d", maintain_order=True).agg(pl.col("base", "tax").sum(), pl.col("json").str.join(","))
    documents = (
        placed.group_by("d", maintain_order=True)
        .agg(
            pl.col("o", "minus", "currency").first(),
            contract_id=pl.when(pl.col("c").min() == pl.col("c").max()).then(pl.col("contract_id").first()),
            service_start=pl.col("service_start").min(),
            service_end=pl.col("service_end").max(),
        )
        .join(totals, on="d", maintain_order="left")
        .rename({"base": "net", "json": "taxes"})
        .with_columns(gross=pl.col("net") + pl.col("tax"), kind=_KIND)
        .join(_references(placed), on="d", how="left", maintain_order="left")
        .join(_buyers(customers, lines), on="o", maintain_order="left")
        .join(paying, on="o", how="left", maintain_order="left")
    )
    documents = documents.with_columns(payment=_payment(documents, issuing))
    return Sheets(documents.with_columns(head=_head()).select(DOCUMENT), priced)


DOCUMENT: Final = (
    "d", "o", "kind", "organisation_id", "contract_id", "currency", "language", "net", "tax", "gross", "service_start",
    "service_end", "head",
)  # fmt: skip
_KIND: Final = (
    pl.when("minus").then(pl.lit(DocumentKind.CORRECTION.value)).otherwise(pl.lit(DocumentKind.INVOICE.value))
)


def _placed(lines: pl.DataFrame, issuing: Issuing) -> pl.DataFrame:
    """Lines in the order of documents: one currency, and only what adds or only what takes away."""
    group = "o" if issuing.billing.per is InvoicePer.CUSTOMER else "c"
    rows = lines.with_row_index("r").with_columns(first=pl.col("r").min().over(group, "currency"))
    rows = rows.sort("first", "minus", "r")
    another = (pl.col("first") != pl.col("first").shift()) | (pl.col("minus") != pl.col("minus").shift())
    another = another.fill_null(value=True)
    row = pl.int_range(pl.len())
    return rows.with_columns(
        d=another.cum_sum().cast(pl.UInt32) - 1, pos=row - pl.when(another).then(row).forward_fill() + 1
    ).drop("first")


def _taxes(placed: pl.DataFrame, *, gross: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The lines with ``net``, ``charged`` and ``gross``; and the tax of each category and rate of a document, in the
    order of ``totals``: ``d, base, tax`` and its JSON."""
    group = ["d", "category", "rate"]
    groups = placed.group_by(group, maintain_order=True).agg(pl.col("amount").sum(), pl.col("reason").max())
    whole = pl.lit(WHOLE, pl.Int64) + (pl.col("rate") if gross else 0)
    groups = groups.with_columns(tax=half_away(pl.col("amount") * pl.col("rate"), whole))
    groups = groups.with_columns(base=pl.col("amount") - pl.col("tax") if gross else pl.col("amount"))
    if gross:
        lines = _shared(placed, groups.select(*group, "tax"))
        lines = lines.with_columns(gross="amount", charged="amount")
    else:
        lines = placed.with_columns(net="amount", charged="amount", gross=pl.lit(None, pl.Int64))
    order = pl.col("category").replace_strict(_ORDER, return_dtype=pl.Int64)
    groups = groups.sort("d", order, -pl.col("rate"))
    return lines, groups.select("d", "base", "tax", json=_tax_json())


_ORDER: Final = {category.value: place for place, category in enumerate(TaxCategory)}


def _shared(lines: pl.DataFrame, taxes: pl.DataFrame) -> pl.DataFrame:
    """``money.allocation.rounded_to`` in columns: the lines' own shares of a tax that was taken out of their sum. Each
    is rounded down, and those with the largest remainders, of equal ones the earlier, are rounded up until they add up;
    all of it on the positive side where the sum is negative."""
    group = ["d", "category", "rate"]
    rows = lines.with_row_index("row").join(taxes, on=group, maintain_order="left")
    rows = rows.with_columns(share=pl.col("amount") * pl.col("rate"))
    total = pl.col("share").sum().over(group).sign()
    first = pl.col("share").filter(pl.col("share") != 0).sign().first().over(group)
    sign = pl.when(total != 0).then(total).otherwise(first.fill_null(1))
    rows = rows.with_columns(sign=sign)
    whole = WHOLE + pl.col("rate")
    rows = rows.with_columns(down=pl.col("sign") * pl.col("share") // whole)
    rows = rows.with_columns(
        remainder=pl.col("sign") * pl.col("share") - pl.col("down") * whole,
        missing=(pl.col("sign") * pl.col("tax") - pl.col("down").sum().over(group)),
    )
    ranked = rows.sort(*group, -pl.col("remainder"), "pos")
    ranked = ranked.with_columns(rank=pl.int_range(pl.len()).over(group)).sort("row")
    up = (pl.col("rank") < pl.col("missing")).cast(pl.Int64)
    return ranked.with_columns(net=pl.col("amount") - pl.col("sign") * (pl.col("down") + up))


def _tax_json() -> pl.Expr:
    """``TaxLine`` as ``codec`` writes it."""
    reason = pl.when(pl.col("reason") != "").then(pl.concat_str(pl.lit(',"reason":'), quoted(pl.col("reason"))))
    return pl.concat_str(
        pl.lit('{"category":"'), "category", pl.lit('","rate":'), "rate", pl.lit(',"base":'), "base", pl.lit(',"tax":'),
        "tax", reason.otherwise(pl.lit("")), pl.lit("}"),
    )  # fmt: skip


def _references(placed: pl.DataFrame) -> pl.DataFrame:
    """The documents that each correction corrects, in the order of its lines, as JSON: ``d, references``."""
    rows = placed.filter(pl.col("minus")).unique(["d", "number"], keep="first", maintain_order=True)
    one = pl.concat_str(
        pl.lit('{"number":'), quoted(pl.col("number")), pl.lit(',"issued_on":"'), pl.col("number_on").cast(pl.String),
        pl.lit('"}'),
    )  # fmt: skip
    return rows.group_by("d", maintain_order=True).agg(references=one.str.join(","))


_PARTY: Final = [field for field in fields(Party) if field.name in CUSTOMERS]


def _buyers(customers: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """Customers with ``buyer``, the party as JSON; what is empty is left out."""
    rows = customers.join(lines.select("o").unique(), on="o", how="semi", maintain_order="left")
    said = []
    for field in _PARTY:
        one = pl.concat_str(pl.lit(f',"{field.name}":'), quoted(pl.col(field.name)))
        given = field.default is MISSING
        said.append(one if given else pl.when(pl.col(field.name) != "").then(one).otherwise(pl.lit("")))
    buyer = pl.concat_str(pl.lit("{"), pl.concat_str(said).str.slice(1), pl.lit("}"))
    reference = pl.when(pl.col("buyer_reference") != "").then("buyer_reference").otherwise("number")
    return rows.select("o", "organisation_id", "language", buyer=buyer, buyer_reference=reference)


def _payment(documents: pl.DataFrame, issuing: Issuing) -> pl.Series:
    """How each document is paid, as JSON, null where nothing is to be paid: ``payment_of`` asked once for each
    different case, with the mandate put in its place."""
    owes, collected = pl.col("gross") > 0, pl.col("mandate").is_not_null()
    rows = documents.select("currency", "mandate", "iban", owes=owes, collected=collected)
    cases = rows.select("owes", "collected", "currency").unique()
    templates = [_template(issuing, *case) for case in cases.iter_rows()]
    schema = columns(before=pl.String, between=pl.String, after=pl.String)
    cases = cases.hstack(pl.DataFrame(templates, schema=schema, orient="row"))
    said = pl.concat_str("before", quoted(pl.col("mandate")), "between", quoted(pl.col("iban")), "after")
    found = rows.join(cases, on=["owes", "collected", "currency"], maintain_order="left")
    return found.select(pl.when(pl.col("between").is_null()).then("before").otherwise(said)).to_series()


def _template(
    issuing: Issuing,
    owes: bool,
    collected: bool,
    currency: str,
) -> tuple[str | None, str | None, str | None]:
    """JSON without the mandate and the IBAN, in three pieces; in one where it has none."""
    mandate, iban = "the mandate", "the iban"
    paying = Paying(mandate, iban) if collected else None
    payment = payment_of(issuing.billing, paying, 1 if owes else -1, currency, issuing.due_on)
    if payment is None:
        return None, None, None
    head = head_to_json(Head(Party("", "", "", "", ""), (), payment=payment))
    said = json.dumps(head["payment"], ensure_ascii=False, separators=(",", ":"))
    if isinstance(payment, Transfer):
        return said, None, None
    assert isinstance(payment, Debit)
    before, rest = said.split(json.dumps(mandate))
    between, after = rest.split(json.dumps(iban))
    return before, between, after


def _head() -> pl.Expr:
    """``codec.Head`` as JSON."""

    def where(given: pl.Expr, *said: pl.Expr | str) -> pl.Expr:
        return pl.when(given).then(pl.concat_str(*said)).otherwise(pl.lit(""))

    reference, references, payment = pl.col("buyer_reference"), pl.col("references"), pl.col("payment")
    return pl.concat_str(
        pl.lit('{"buyer":'), "buyer", pl.lit(',"taxes":['), "taxes", pl.lit("]"),
        where(reference != "", pl.lit(',"buyer_reference":'), quoted(reference)),
        where(references.is_not_null(), pl.lit(',"references":['), references, pl.lit("]")),
        where(payment.is_not_null(), pl.lit(',"payment":'), payment), pl.lit("}"),
    )  # fmt: skip


_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", **{chr(code): f"\\u{code:04x}" for code in range(32)}}


def quoted(text: pl.Expr) -> pl.Expr:
    """A text as JSON."""
    return pl.concat_str(pl.lit('"'), text.str.replace_many(_ESCAPES), pl.lit('"'))
