"""How an amount came about, in words, from the bands behind it: "600,00 € Basispreis inkl. 5 User + 24 × 72,00 €"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from laufzeit.catalogue.model import Charge, Meter, Quantity, Terms
from laufzeit.catalogue.steps import Band
from laufzeit.catalogue.units import Units, percentage, units_of
from laufzeit.dates.wording import Language
from laufzeit.money.amount import Currency
from laufzeit.money.wording import exactly, in_digits, unit_price

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "de": {
        "incl": "inkl.", "up to": "bis", "over": "über",
        "package": "1 Paket zu {size} {units}", "packages": "{count} Pakete zu je {size} {units}",
        "percent": "{percentage} von {amount}", "tier": "Staffel {range}",
        "flat from": "FLAT ab {first} {units}", "free": "über {bound} hinaus frei",
        "minimum": "Mindestbetrag {bound} (statt {text})", "maximum": "Höchstbetrag {bound} (statt {text})",
    },
    "en": {
        "incl": "incl.", "up to": "up to", "over": "over",
        "package": "1 package of {size} {units}", "packages": "{count} packages of {size} {units}",
        "percent": "{percentage} of {amount}", "tier": "tier {range}",
        "flat from": "flat from {first} {units}", "free": "free beyond {bound}",
        "minimum": "minimum {bound} (instead of {text})", "maximum": "maximum {bound} (instead of {text})",
    },
}  # fmt: skip


def explained(
    charge: Charge, quantity: int | Decimal, terms: Terms, meters: Mapping[str, Meter], language: Language
) -> str:
    """How the price of ``quantity`` for a whole period came about: its parts, joined by " + ", each a flat part or a
    quantity × a price (or a percentage of an amount). What stands in brackets explains and is not added; where the
    charge's minimum or maximum applies, the sum that it replaces stands there. In the currency of ``terms``.

    Raises ``steps.NoPrice`` where no step covers the quantity, ``KeyError`` for a meter that is not in ``meters``.
    """
    units = units_of(charge, terms, meters, language)
    teller = _Teller(charge, units, Currency.of(terms.currency), language, _WORDS[language])
    text = teller.sum_of(charge.steps.bands(quantity), quantity)
    priced = charge.steps.amount(quantity)
    owed = charge.bounded(priced)
    if owed == priced:
        return text
    return teller.words["minimum" if owed > priced else "maximum"].format(bound=teller.price(owed), text=text)


@dataclass(frozen=True, slots=True)
class _Teller:
    """The words of one charge's bands."""

    charge: Charge
    units: Units
    currency: Currency
    language: Language
    words: Mapping[str, str]

    def sum_of(self, bands: tuple[Band, ...], quantity: int | Decimal) -> str:
        last = bands[-1]
        capped = self.is_free(last)
        parts = [part for band in (bands[:-1] if capped else bands) for part in self.parts(band)]
        if capped:
            note = self.free_above(last.over, quantity)
        else:
            note = self.tier(last) if self.charge.steps.whole and len(self.charge.steps.rows) > 1 else ""
        return " + ".join(parts) + (f" ({note})" if note else "")

    def is_free(self, band: Band) -> bool:
        """Whether nothing is added any more, however much it becomes."""
        return bool(band.over) and band.up_to is None and not (band.fixed or band.each or self.charge.steps.whole)

    def parts(self, band: Band) -> list[str]:
        """A flat part, a part by quantity, or both; at least one, even of nothing."""
        found = []
        flat = self.charge.quantity is Quantity.FLAT or self.charge.steps.whole
        by_quantity = bool(band.each) or not flat
        if band.fixed or not by_quantity:
            found.append(self.flat(band))
        if by_quantity and not (found and not (band.each and band.quantity)):
            found.append(self.counted(band))
        return found

    def flat(self, band: Band) -> str:
        included = band.up_to is not None and not (band.over or band.each or self.charge.steps.whole)
        including = f" {self.words['incl']} {self.bound(band.up_to)}" if included and band.up_to is not None else ""
        return f"{self.price(band.fixed)} {self.charge.names.text(self.language)}{including}"

    def counted(self, band: Band) -> str:
        """A quantity of a price: units, packages, or an amount of which a percentage is taken."""
        steps = self.charge.steps
        if steps.percent:
            rate = percentage(band.each, self.language)
            return self.words["percent"].format(percentage=rate, amount=self.major(band.quantity))
        count = in_digits(band.quantity, self.language)
        if steps.package > 1:
            words = self.words["package" if band.quantity == 1 else "packages"]
            count = words.format(count=count, size=in_digits(steps.package, self.language), units=self.units.many)
        return f"{count} × {self.price(band.each)}"

    def free_above(self, over: int, quantity: int | Decimal) -> str:
        """Why nothing more is charged. Whole units are told from the first one that is free."""
        if self.charge.steps.percent or quantity != int(quantity):
            return self.words["free"].format(bound=self.bound(over))
        return self.words["flat from"].format(first=in_digits(over + 1, self.language), units=self.units.many)

    def tier(self, band: Band) -> str:
        """Which step priced the whole quantity."""
        lower = f"{self.words['over']} {self.bound(band.over)}" if band.over else ""
        upper = f"{self.words['up to']} {self.bound(band.up_to)}" if band.up_to is not None else ""
        if lower and upper:
            lower = lower.removesuffix(f" {self.units.many}")
        return self.words["tier"].format(range=f"{lower} {upper}".strip())

    def bound(self, bound: int) -> str:
        """The bound of a step with its unit: a quantity, or an amount where a percentage is taken."""
        if self.charge.steps.percent:
            return self.major(bound)
        return f"{in_digits(bound, self.language)} {self.units.many}".rstrip()

    def price(self, micros: int) -> str:
        return unit_price(micros, self.currency, self.language)

    def major(self, amount: int | Decimal) -> str:
        return exactly(Decimal(amount), self.currency, self.language)
