"""The reversal of a whole document ("Stornorechnung"): everything it says, with the signs turned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from laufzeit.invoices.document import Document, DocumentKind, Line, Reference, TaxLine

NO_ID = UUID(int=0)


def reversed_document(document: Document, issued_on: date) -> Document:
    """The draft of a document's reversal; its id is zero and its number empty. Its due day is that of its issue: what
    was paid already goes back without delay."""
    return replace(
        document,
        id=NO_ID,
        kind=DocumentKind.CANCELLATION,
        number="",
        issued_on=issued_on,
        due_on=issued_on,
        lines=tuple(_reversed_line(line) for line in document.lines),
        taxes=tuple(_reversed_tax(line) for line in document.taxes),
        net=-document.net,
        tax=-document.tax,
        gross=-document.gross,
        prepaid=0,
        references=(Reference(document.number, document.issued_on),),
        payment=None,
    )


def _reversed_line(line: Line) -> Line:
    return replace(
        line,
        quantity=-line.quantity,
        amount=-line.amount,
        net=-line.net,
        gross=None if line.gross is None else -line.gross,
        allowances=tuple(replace(one, amount=-one.amount) for one in line.allowances),
    )


def _reversed_tax(line: TaxLine) -> TaxLine:
    return replace(line, base=-line.base, tax=-line.tax)
