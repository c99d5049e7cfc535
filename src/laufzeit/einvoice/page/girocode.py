"""The EPC QR code ("GiroCode") that a banking app fills in a transfer from: EPC069-12, version 002."""

from __future__ import annotations

import struct
import zlib
from typing import Final

import segno

from laufzeit.einvoice import numbers, terms
from laufzeit.invoices.document import Document
from laufzeit.money.amount import EUR

LARGEST: Final = 999_999_999_99
"""Cents. The standard knows no larger amount."""
LONGEST_NAME: Final = 70
LONGEST_PURPOSE: Final = 140
_PIXELS: Final = 4
"""Of a module's side, so that no reader smooths its edges away."""
_MASK: Final = 2
"""Any of the eight masks gives a code that reads; trying out which looks best takes three quarters of the time."""


def purpose(document: Document) -> str:
    """What the payment is told by: the number that the bank's file is searched for, and the customer's."""
    return " ".join(part for part in (document.number, document.buyer.number) if part)


def payload(document: Document) -> str:
    """The text of the code; empty where there is no transfer in euros to be made. Inside the EEA the BIC is not needed
    (version 002), and the shorter code is easier to read."""
    to = terms.transfer(document)
    if to is None or document.currency != EUR.code or document.payable > LARGEST:
        return ""
    amount = f"EUR{numbers.amount(document.payable, EUR)}"
    name = " ".join(to.holder.split())[:LONGEST_NAME]
    lines = ("BCD", "002", "1", "SCT", "", name, to.iban.replace(" ", ""), amount, "", "")
    return "\n".join((*lines, purpose(document)[:LONGEST_PURPOSE]))


def picture(text: str) -> bytes:
    """The code as a PNG of one bit a pixel, without the quiet zone (the page leaves it)."""
    code = segno.make(text, error="m", boost_error=False, micro=False, encoding="utf-8", mask=_MASK)
    side = len(code.matrix) * _PIXELS
    rows = b"".join(b"\0" + _packed(row) for row in code.matrix for _ in range(_PIXELS))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _packed(row: bytearray) -> bytes:
    """A row of modules as bits, the first in the highest place; 1 is white (PNG, third edition, 7.2)."""
    bits = "".join(("0" if dark else "1") * _PIXELS for dark in row)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
