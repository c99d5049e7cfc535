"""The answers to what is owed, and the documents of a billing run, in a story.

Documents of a story are kept beside its contract as the database keeps them, so that the next run tells a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from laufzeit.catalogue.steps import NoPrice
from laufzeit.customers.details import Kind
from laufzeit.dates.period import Period
from laufzeit.invoices.difference import Billed
from laufzeit.invoices.document import Document, DocumentKind, Line, Party, Reference
from laufzeit.invoices.drafting import CannotBill, Claim, Customer, Drafter
from laufzeit.invoices.lines import Named
from laufzeit.invoices.numbers import format_number, series_of
from laufzeit.invoices.parties import seller_of
from laufzeit.invoices.running.looking import Window, account_of, dues
from laufzeit.invoices.running.refusing import in_words
from laufzeit.money.amount import Currency, Money
from laufzeit.money.vat import percent
from laufzeit.rating.items import Item, ItemKey
from laufzeit.rating.owed import owed
from laufzeit.rating.pricing import Counted
from laufzeit.stories.life import Life
from laufzeit.stories.model import AskBill, AskOwed
from laufzeit.stories.table import Answer, aligned, day_text, span_text

NUMBER = "V-1"
"""What the contract of a story is called."""


@dataclass(slots=True)
class Books:
    """The documents that a story's runs have issued."""

    billed: dict[ItemKey, Billed] = field(default_factory=dict)
    looked_at: date | None = None
    counts: Counter[str] = field(default_factory=Counter)

    def book(self, document: Document) -> None:
        """Remember what a document says, as the next run reads it back."""
        for line in document.lines:
            key = ItemKey(line.item, line.period.start)
            before = self.billed.get(key)
            self.billed[key] = _after(before, line, document) if before else _first(line, document)


def _first(line: Line, document: Document) -> Billed:
    reference = Reference(document.number, document.issued_on)
    starts = frozenset({line.service.start})
    return Billed(
        ItemKey(line.item, line.period.start), line.period, line.charged, document.currency, line.service, starts,
        line.text, line.category, line.rate, reference,
    )  # fmt: skip


def _after(before: Billed, line: Line, document: Document) -> Billed:
    ends = [day for day in (before.service.end, line.service.end) if day is not None]
    service = Period(min(before.service.start, line.service.start), max(ends))
    latest = document.kind is DocumentKind.INVOICE
    reference = Reference(document.number, document.issued_on) if latest else before.document
    starts = before.starts | {line.service.start}
    return replace(before, amount=before.amount + line.charged, service=service, starts=starts, document=reference)


def told_owed(question: AskOwed, life: Life) -> Answer:
    """What is owed until a day: when it fell due, for which days, how much."""
    assert life.contract is not None
    account = account_of(life.contract, life.catalogue)
    try:
        items = owed(account, life.catalogue, question.through, _counted(question.meters))
    except NoPrice as missing:
        return Answer((str(missing),), {"no_price": str(missing)})
    rows = [
        (
            day_text(item.due_on),
            item.name,
            span_text(item.service),
            _quantities(item),
            _money(item.amount, item.currency),
        )
        for item in items
    ]
    data = [
        {
            "due": item.due_on.isoformat(),
            "item": item.name,
            "from": item.service.start.isoformat(),
            "through": day_text(item.service.last_day),
            "amount": str(Money(item.amount, Currency.of(item.currency)).decimal),
        }
        for item in items
    ]
    return Answer(aligned(rows) or ("nothing",), data)


def _quantities(item: Item) -> str:
    """Each quantity with its days, where there is more than one."""
    if len(item.parts) == 1:
        return str(item.parts[0].quantity)
    return " then ".join(f"{part.quantity} for {part.service.days} days" for part in item.parts)


def told_bill(question: AskBill, life: Life, books: Books) -> Answer:
    """The documents of a run today for all that is due until a day."""
    assert life.contract is not None
    account = account_of(life.contract, life.catalogue)
    window = Window(question.through, books.looked_at, None)
    try:
        found = dues(account, life.catalogue, window, _counted(question.meters), books.billed)
        drafter = Drafter(life.catalogue, seller_of(life.catalogue.vendor), life.today)
        claim = Claim(Named(life.contract.id, NUMBER), tuple(found))
        drafts = list(drafter.drafts(_customer(life), [claim])) if found else []
    except CannotBill as reason:
        return Answer((f"refused {reason.code}", in_words(reason, life.story.language)), {"refused": reason.code})
    books.looked_at = max(question.through, books.looked_at or question.through)
    issued = [_numbered(draft, books, life) for draft in drafts]
    for document in issued:
        books.book(document)
    lines = tuple(line for document in issued for line in _lines(document))
    return Answer(lines or ("nothing",), [_data(document) for document in issued])


def _numbered(draft: Document, books: Books, life: Life) -> Document:
    billing = life.catalogue.vendor.billing
    fmt = billing.invoice_number if draft.kind is DocumentKind.INVOICE else billing.correction_number
    series = series_of(fmt, life.today.year)
    books.counts[series] += 1
    return replace(draft, number=format_number(fmt, life.today.year, books.counts[series]))


def _customer(life: Life) -> Customer:
    """The customer of a story lives somewhere in Germany."""
    party = Party(life.story.customer, "Lindenweg 4", "10115", "Berlin", "DE", number="K-1")
    return Customer(UUID(int=1), party, Kind.BUSINESS, life.story.language)


def _counted(meters: Iterable[tuple[str, int]]) -> Counted:
    known: Mapping[str, int] = dict(meters)
    return lambda meter, _period: known.get(meter, 0)


def _lines(document: Document) -> list[str]:
    money = document.currency
    taxes = "".join(f"  VAT {percent(tax.rate)}% {_money(tax.tax, money)}" for tax in document.taxes)
    corrected = "".join(f"  of {one.number}" for one in document.references)
    head = f"{document.kind.value} {document.number}{corrected}  net {_money(document.net, money)}{taxes}"
    rows = [
        (f"  {_item(line)}", span_text(line.service), _money(line.net, money), _explained(line, money))
        for line in document.lines
    ]
    return [f"{head}  together {_money(document.gross, money)}", *aligned(rows)]


def _item(line: Line) -> str:
    """One-off charges and credits have ids, which say nothing."""
    return line.item.partition("/")[0] if line.item.startswith("extra/") else line.item


def _explained(line: Line, currency: str) -> str:
    allowances = (f"{one.reason} -{_money(one.amount, currency)}" for one in line.allowances)
    return ", ".join([line.explanation or line.text, *allowances])


def _data(document: Document) -> dict[str, Any]:
    currency = Currency.of(document.currency)

    def amount(minor: int) -> str:
        return str(Money(minor, currency).decimal)

    return {
        "kind": document.kind.value,
        "number": document.number,
        "net": amount(document.net),
        "tax": amount(document.tax),
        "gross": amount(document.gross),
        "lines": [
            {
                "item": line.item,
                "from": line.service.start.isoformat(),
                "through": day_text(line.service.last_day),
                "quantity": str(line.quantity),
                "unit_price_micros": line.unit_price,
                "net": amount(line.net),
                "explanation": line.explanation,
            }
            for line in document.lines
        ],
    }


def _money(minor: int, currency: str) -> str:
    return str(Money(minor, Currency.of(currency)))
