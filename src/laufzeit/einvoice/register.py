"""The list that lies in a folder of documents: one line a document, for those who check that none is missing."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final

from laufzeit.einvoice.numbers import amount
from laufzeit.invoices.document import Document
from laufzeit.money.amount import Currency

HEAD: Final = ("number", "kind", "issued_on", "due_on", "customer", "name", "currency", "net", "tax", "gross", "files")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class _Lines(list[str]):
    def write(self, line: str) -> int:
        self.append(line)
        return len(line)


def register(rows: Iterable[tuple[Document, Iterable[tuple[str, str]]]]) -> bytes:
    """The list as CSV in UTF-8 with a byte order mark, as spreadsheets want it. ``rows`` are documents with path and
    SHA-256 of each of their files."""
    lines = _Lines()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for document, files in rows:
        writer.writerow(_row(document, files))
    return "".join(("\ufeff", *lines)).encode()


def _row(document: Document, files: Iterable[tuple[str, str]]) -> list[str]:
    currency = Currency.of(document.currency)
    sums = (amount(minor, currency) for minor in (document.net, document.tax, document.gross))
    return [
        document.number,
        document.kind.value,
        document.issued_on.isoformat(),
        document.due_on.isoformat(),
        _text(document.buyer.number),
        _text(document.buyer.name),
        document.currency,
        *sums,
        " ".join(f"{path} sha256:{digest}" for path, digest in files),
    ]


def _text(typed: str) -> str:
    """What people typed, so that a spreadsheet does not compute it."""
    return f"'{typed}" if typed.startswith(_FORMULA) else typed
