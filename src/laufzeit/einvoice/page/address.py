"""The address in the window of an envelope: DIN 5008, form B, 80 by 27 millimetres."""

from __future__ import annotations

from typing import Any, Final

from laufzeit.einvoice.page.saying import Saying
from laufzeit.einvoice.wording.countries import country_name
from laufzeit.invoices.document import Party

_SIZES: Final = ((10, 38, 6), (9, 42, 7), (8, 48, 8), (7, 55, 9), (6, 64, 11))
"""Sizes of type in points, with the letters of a line and the lines that fit: cautious figures for this font, since to
measure would take the typesetter a tenth of its time."""


def address(buyer: Party, home: str, say: Saying) -> dict[str, Any]:
    """Lines, and the largest type that fits; the country is the last line where it is another than the seller's."""
    abroad = country_name(buyer.country, say.language) if buyer.country != home else ""
    parts = (buyer.name, buyer.contact, buyer.address_extra, buyer.street, f"{buyer.postcode} {buyer.city}", abroad)
    lines = [" ".join(part.split()) for part in parts if part.strip()]
    return {"lines": lines, "size": size_of(lines)}


def size_of(lines: list[str]) -> int:
    """
    >>> size_of(["Praxis Dr. Groß", "Lindenstraße 3", "20095 Hamburg"]), size_of(["x" * 100] * 6)
    (10, 6)
    """
    for size, letters, most in _SIZES:
        if sum(-(-len(line) // letters) for line in lines) <= most:
            return size
    return _SIZES[-1][0]
