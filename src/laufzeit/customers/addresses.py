"""Postal addresses as they stand on letters and invoices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from laufzeit.customers.faults import Code, Fault

LINE_LONGEST = 70
"""SEPA and most letter windows take 70 characters a line."""

POSTCODES = {
    "AT": r"[0-9]{4}",
    "BE": r"[0-9]{4}",
    "BG": r"[0-9]{4}",
    "CH": r"[0-9]{4}",
    "CY": r"[0-9]{4}",
    "CZ": r"[0-9]{3} ?[0-9]{2}",
    "DE": r"[0-9]{5}",
    "DK": r"[0-9]{4}",
    "EE": r"[0-9]{5}",
    "ES": r"[0-9]{5}",
    "FI": r"[0-9]{5}",
    "FR": r"[0-9]{5}",
    "GB": r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}",
    "GR": r"[0-9]{3} ?[0-9]{2}",
    "HR": r"[0-9]{5}",
    "HU": r"[0-9]{4}",
    "IE": r"[A-Z][0-9]{2}|D6W|[A-Z][0-9]{2} ?[A-Z0-9]{4}|D6W ?[A-Z0-9]{4}",
    "IS": r"[0-9]{3}",
    "IT": r"[0-9]{5}",
    "LI": r"94[89][0-9]",
    "LT": r"(LT-)?[0-9]{5}",
    "LU": r"(L-)?[0-9]{4}",
    "LV": r"(LV-)?[0-9]{4}",
    "MT": r"[A-Z]{3} ?[0-9]{4}",
    "NL": r"[0-9]{4} ?[A-Z]{2}",
    "NO": r"[0-9]{4}",
    "PL": r"[0-9]{2}-[0-9]{3}",
    "PT": r"[0-9]{4}-[0-9]{3}",
    "RO": r"[0-9]{6}",
    "SE": r"[0-9]{3} ?[0-9]{2}",
    "SI": r"[0-9]{4}",
    "SK": r"[0-9]{3} ?[0-9]{2}",
}
"""The countries that customers come from (EEA, Switzerland, United Kingdom) and the form of their postcodes (UPU)."""

COUNTRIES = tuple(POSTCODES)


@dataclass(frozen=True, slots=True)
class Address:
    """Where letters go. ``extra`` is a line for a department, a building or "c/o"; ``country`` is its ISO 3166 code."""

    street: str
    extra: str
    postcode: str
    city: str
    country: str

    def lines(self) -> tuple[str, ...]:
        """The lines below the name, without the country.

        >>> Address("Lindenweg 5", "", "28195", "Bremen", "DE").lines()
        ('Lindenweg 5', '28195 Bremen')
        """
        place = f"{self.city} {self.postcode}" if self.country == "GB" else f"{self.postcode} {self.city}"
        return tuple(line for line in (self.street, self.extra, place.strip()) if line)


def address_faults(address: Address) -> tuple[Fault, ...]:
    """Everything that is wrong with ``address``."""
    return tuple(_faults(address))


def _faults(address: Address) -> Iterator[Fault]:
    for name in ("street", "postcode", "city", "country"):
        if not getattr(address, name).strip():
            yield Fault(Code.MISSING, name)
    for name in ("street", "extra", "city"):
        if len(getattr(address, name)) > LINE_LONGEST:
            yield Fault(Code.TOO_LONG, name, {"longest": LINE_LONGEST})
    if not address.country:
        return
    if address.country not in POSTCODES:
        yield Fault(Code.COUNTRY_UNKNOWN, "country", {"country": address.country})
    elif address.postcode and not re.fullmatch(POSTCODES[address.country], address.postcode.upper()):
        yield Fault(Code.POSTCODE_FORM, "postcode", {"country": address.country})
