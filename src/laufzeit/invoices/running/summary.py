"""What a billing run came to: documents, amounts by currency and plan, and what was refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from laufzeit.invoices.document import Document, DocumentKind


@dataclass(slots=True)
class Summary:
    """Amounts are minor units by currency; ``plans`` has the net amounts by plan and currency (``""``: one-off charges
    and credits). ``singly``: so many of the contracts were billed one by one, because columns leave them aside."""

    contracts: int = 0
    invoices: int = 0
    corrections: int = 0
    lines: int = 0
    refused: int = 0
    singly: int = 0
    net: dict[str, int] = field(default_factory=dict)
    tax: dict[str, int] = field(default_factory=dict)
    gross: dict[str, int] = field(default_factory=dict)
    plans: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def documents(self) -> int:
        return self.invoices + self.corrections

    def add_document(self, document: Document) -> None:
        """Count a document that was issued, or would be."""
        if document.kind is DocumentKind.INVOICE:
            self.invoices += 1
        else:
            self.corrections += 1
        self.lines += len(document.lines)
        for into, amount in ((self.net, document.net), (self.tax, document.tax), (self.gross, document.gross)):
            _add(into, document.currency, amount)
        for line in document.lines:
            _add(self.plans.setdefault(plan_of(line.item), {}), document.currency, line.net)

    def add(self, other: Summary) -> None:
        """Count what another one counted."""
        self.contracts += other.contracts
        self.invoices += other.invoices
        self.corrections += other.corrections
        self.lines += other.lines
        self.refused += other.refused
        self.singly += other.singly
        for into, more in ((self.net, other.net), (self.tax, other.tax), (self.gross, other.gross)):
            for currency, amount in more.items():
                _add(into, currency, amount)
        for plan, amounts in other.plans.items():
            for currency, amount in amounts.items():
                _add(self.plans.setdefault(plan, {}), currency, amount)

    def to_json(self) -> dict[str, Any]:
        """As it is stored with a run; ``from_json`` reads it."""
        return {name: getattr(self, name) for name in self.__slots__}


def from_json(stored: Mapping[str, Any]) -> Summary:
    """What ``to_json`` wrote; of nothing, nothing."""
    return Summary(**stored)


def total(summaries: Iterable[Summary]) -> Summary:
    """All of them together."""
    found = Summary()
    for one in summaries:
        found.add(one)
    return found


def plan_of(item: str) -> str:
    """The plan that an item belongs to.

    >>> plan_of("plus@2020/fee"), plan_of("extra/0190")
    ('plus', '')
    """
    plan, at, _ = item.partition("@")
    return plan if at else ""


def _add(into: dict[str, int], key: str, amount: int) -> None:
    into[key] = into.get(key, 0) + amount
