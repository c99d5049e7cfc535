"""The EPC QR code ("GiroCode") that a banking app fills in a transfer from: EPC069-12, version 002."""

from __future__ import annotations

from typing import Final

import segno

from laufzeit.einvoice import numbers, terms
from laufzeit.invoices.document import Document
from laufzeit.money.amount import EUR

LARGEST: Final = 999_999_999_99
"""Cents. The standard knows no larger amount."""
LONGEST_NAME: Final = 70
LONGEST_PURPOSE: Final = 140
_MASK: Final = 2
"""Any of the eight masks gives a code that reads; trying out which looks best takes three quarters of the time."""


def purpose(document: Document) -> str:
    """What the payment is told by: the number that the bank's file is searched for, and the customer's."""
    return " ".join(part for part in (document.number, document.buyer.number) if part)


def payload(document: Document) -> str:
    """The text of the code; empty where there is no transfer in euros to be made."""
    to = terms.transfer(document)
    if to is None or document.currency != EUR.code or document.payable > LARGEST:
        return ""
    amount = f"EUR{numbers.amount(document.payable, EUR)}"
    name = " ".join(to.holder.split())[:LONGEST_NAME]
    lines = ("BCD", "002", "1", "SCT", to.bic, name, to.iban.replace(" ", ""), amount, "", "")
    return "\n".join((*lines, purpose(document)[:LONGEST_PURPOSE]))


def picture(text: str) -> str:
    """The code as SVG, one unit a module, without the quiet zone (the page leaves it)."""
    code = segno.make(text, error="m", boost_error=False, micro=False, encoding="utf-8", mask=_MASK)
    size = len(code.matrix)
    path = "".join(f"M0 {y}.5{_runs(row)}" for y, row in enumerate(code.matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {size} {size}">'
        f'<path stroke="#000" d="{path}"/></svg>'
    )


def _runs(row: bytearray) -> str:
    """A row as strokes: dark modules in a line are drawn at once, light ones are passed over."""
    strokes, at = [], 0
    while at < len(row):
        dark, begin = row[at], at
        while at < len(row) and row[at] == dark:
            at += 1
        strokes.append(f"{'h' if dark else 'm'}{at - begin}{'' if dark else ' 0'}")
    return "".join(strokes)
