"""What a charge is multiplied by, in words: units, or an amount that a percentage is taken of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from laufzeit.catalogue.model import Charge, Meter, Quantity, Terms
from laufzeit.dates.wording import Language
from laufzeit.money.amount import MICRO_DIGITS
from laufzeit.money.wording import in_digits


@dataclass(frozen=True, slots=True)
class Units:
    """One and several of what is counted ("Benutzer", "E-Mails"); both empty for a flat charge."""

    one: str
    many: str


def units_of(charge: Charge, terms: Terms, meters: Mapping[str, Meter], language: Language) -> Units:
    """The units of a charge. Raises ``KeyError`` for a meter that ``meters`` does not have."""
    match charge.quantity:
        case Quantity.SEATS | Quantity.MEMBERS:
            names, plurals = terms.seats.names, terms.seats.plurals
        case Quantity.METER:
            meter = meters[charge.meter or ""]
            names, plurals = meter.names, meter.plurals
        case Quantity.FLAT:
            return Units("", "")
        case _:
            assert_never(charge.quantity)
    return Units(names.text(language), plurals.text(language) or names.text(language))


def percentage(each: int, language: Language) -> str:
    """Micros for each unit of an amount, as a percentage of it.

    >>> percentage(25_000, "de"), percentage(25_000, "en")
    ('2,5 %', '2.5%')
    """
    digits = in_digits(Decimal(each).scaleb(2 - MICRO_DIGITS), language)
    return f"{digits} %" if language == "de" else f"{digits}%"
