"""Postal addresses as payment files want them since November 2026: town and country by themselves (structured), the
rest by itself too where it can be told apart, otherwise in lines (hybrid). Lines alone are refused by the banks (Anlage
3 of the DFÜ agreement, edition 26.11; EPC153-22)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from laufzeit.payments.sepa_text import plain, shortened

# "Lindenweg 4", "Am Alten Hof 12-14a", "Straße des 17. Juni 135": the number at the end, if something stands before it.
_WITH_NUMBER: Final = re.compile(r"(.*[^\W\d]\.?)\s+(\d{1,5} ?[A-Za-z]?(?: ?[-–/+] ?\d{1,5} ?[A-Za-z]?)?)")


@dataclass(frozen=True, slots=True)
class Postal:
    """An address as it is known: street with house number, a further line, postcode, city, ISO 3166 country."""

    street: str
    extra: str
    postcode: str
    city: str
    country: str

    @property
    def complete(self) -> bool:
        """Whether it has what may not be missing."""
        return bool(plain(self.city) and plain(self.country))


def elements(address: Postal) -> tuple[tuple[str, str], ...]:
    """The children of ``PstlAdr`` in the order of the schema, in the characters of SEPA.

    >>> elements(Postal("Lindenweg 4a", "", "10115", "Köln", "DE"))
    (('StrtNm', 'Lindenweg'), ('BldgNb', '4a'), ('PstCd', '10115'), ('TwnNm', 'Koeln'), ('Ctry', 'DE'))
    >>> elements(Postal("Q 7, 24", "3. OG", "68161", "Mannheim", "DE"))
    (('PstCd', '68161'), ('TwnNm', 'Mannheim'), ('Ctry', 'DE'), ('AdrLine', 'Q 7, 24'), ('AdrLine', '3. OG'))
    """
    found = _WITH_NUMBER.fullmatch(address.street.strip())
    street, number = (found[1], found[2]) if found else ("", "")
    lines = ([] if found else [address.street]) + [address.extra]
    wanted = [
        ("StrtNm", street, 70),
        ("BldgNb", number, 16),
        ("PstCd", address.postcode, 16),
        ("TwnNm", address.city, 35),
        ("Ctry", address.country, 2),
        *(("AdrLine", line, 70) for line in lines),
    ]
    written = ((name, shortened(text, longest)) for name, text, longest in wanted)
    return tuple((name, text) for name, text in written if text)
