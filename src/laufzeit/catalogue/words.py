"""Prices in German and English words: as on a price list ("€ 19,-", "Grundgebühr pro Monat und Benutzer*"), and as
the way in which an amount came about ("600,00 € Basispreis inkl. 5 User + 24 × 72,00 €")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from laufzeit.catalogue.model import Charge, Meter, Quantity, Terms
from laufzeit.catalogue.quote import QuoteLine
from laufzeit.catalogue.steps import Band
from laufzeit.dates.span import Span
from laufzeit.dates.wording import Language, span_in_words
from laufzeit.money.amount import MICROS, Currency, Money
from laufzeit.money.rounding import micros_to_minor
from laufzeit.money.wording import in_full, short_unit_price

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "de": {
        "per": "pro", "and": "und", "for": "für", "once": "einmalig", "incl": "inkl.", "up to": "bis",
        "over": "über", "beyond": "über {over} hinaus", "at": "bei", "begun": "je angefangene {size} {units}",
        "package": "Paket", "packages": "Pakete", "free": "über {over} hinaus frei",
    },
    "en": {
        "per": "per", "and": "and", "for": "for", "once": "once", "incl": "incl.", "up to": "up to",
        "over": "over", "beyond": "beyond {over}", "at": "with", "begun": "per {size} {units} begun",
        "package": "package", "packages": "packages", "free": "free beyond {over}",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a price list: the amount in short, and what it is asked for."""

    amount: str
    text: str


def price_lines(terms: Terms, meters: Mapping[str, Meter], language: Language) -> tuple[PriceLine, ...]:
    """The prices of an edition of terms. Where a note with an asterisk stands below them, each refers to it."""
    star = "*" if terms.price_notes.text(language).startswith("*") else ""
    currency = Currency.of(terms.currency)
    lines: list[PriceLine] = []
    for charge in terms.charges:
        writer = _Writer(charge, _unit(charge, terms, meters, language), language)
        for micros, text in writer.lines():
            lines.append(PriceLine(short_unit_price(micros, currency, language), text + star))
    return tuple(lines)


def explanation(line: QuoteLine, terms: Terms, meters: Mapping[str, Meter], language: Language) -> str:
    """How the amount of a quote's line came about, as a sum of its parts."""
    currency = line.amount.currency
    units = _unit(line.charge, terms, meters, language)
    parts: list[str] = []
    free_over: int | None = None
    for band in line.bands:
        parts += _parts(band, line.charge, units, currency, language)
        if not band.amount and band.over and band.quantity:
            free_over = band.over
    if not parts:
        parts.append(f"{in_full(Money.zero(currency), language)} {line.charge.names.text(language)}")
    free = f" ({_WORDS[language]['free'].format(over=free_over)})" if free_over is not None else ""
    return " + ".join(parts) + free


def interval_words(interval: Span | None, language: Language) -> str:
    """How often a price is asked.

    >>> interval_words(Span.parse("1 month"), "de"), interval_words(Span.parse("12 months"), "en")
    ('pro Monat', 'for 12 months')
    """
    words = _WORDS[language]
    if interval is None:
        return words["once"]
    span = span_in_words(interval, language)
    return f"{words['per']} {span.removeprefix('1 ')}" if interval.count == 1 else f"{words['for']} {span}"


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a charge is multiplied by, in words; empty for a flat charge."""

    one: str
    many: str


def _unit(charge: Charge, terms: Terms, meters: Mapping[str, Meter], language: Language) -> _Unit:
    match charge.quantity:
        case Quantity.SEATS | Quantity.MEMBERS:
            names, plurals = terms.seats.names, terms.seats.plurals
        case Quantity.METER:
            meter = meters[charge.meter or ""]
            names, plurals = meter.names, meter.plurals
        case Quantity.FLAT:
            return _Unit("", "")
    return _Unit(names.text(language), plurals.text(language) or names.text(language))


@dataclass(frozen=True, slots=True)
class _Writer:
    charge: Charge
    unit: _Unit
    language: Language

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each price of the charge in micros, with what it is asked for."""
        steps = self.charge.steps
        if steps.package > 1:
            begun = _WORDS[self.language]["begun"].format(size=steps.package, units=self.unit.many)
            yield steps.rows[0].each, begun
            return
        for index, row in enumerate(steps.rows):
            end = steps.end_of(index)
            before = steps.rows[index - 1].at(row.over) if index and not steps.whole else 0
            entry = row.fixed if steps.whole else row.at(row.over) - before
            if entry or (len(steps.rows) == 1 and not row.each):
                yield entry, self.flat(row.over, end, each=row.each)
            if row.each or (index and not entry):
                yield row.each, self.each(row.over, end)

    def flat(self, over: int, end: int | None, *, each: int) -> str:
        """The words of a flat part: a base price with what it includes, or the price of a stair."""
        words = _WORDS[self.language]
        text = f"{self.charge.names.text(self.language)} {interval_words(self.charge.interval, self.language)}"
        if self.charge.steps.whole:
            return f"{text} {words['at']} {self.range(over, end)} {self.unit.many}".rstrip()
        if over:
            return f"{text} {words['at']} {self.range(over, None)} {self.unit.many}".rstrip()
        return text if end is None or each else f"{text} {words['incl']} {end} {self.unit.many}"

    def each(self, over: int, end: int | None) -> str:
        """The words of a price for each, with the part of the quantity that it holds for."""
        words = _WORDS[self.language]
        steps = self.charge.steps
        if steps.whole and len(steps.rows) > 1:
            reach = f" {words['at']} {self.range(over, end)}"
        elif end is not None and not self.capped_at(end):
            reach = f" {self.range(over, end)}"
        else:
            reach = f" {words['beyond'].format(over=over)}" if over else ""
        return self.per_unit(reach, named=not over)

    def per_unit(self, reach: str, *, named: bool) -> str:
        """ "Grundgebühr pro Monat und Benutzer", "pro User über 5 hinaus für 12 Monate", "pro SMS-Versand"."""
        words = _WORDS[self.language]
        if self.charge.quantity is Quantity.METER:
            return f"{words['per']} {self.unit.one}{reach}"
        interval = interval_words(self.charge.interval, self.language)
        name = f"{self.charge.names.text(self.language)} " if named else ""
        if self.charge.interval is not None and self.charge.interval.count == 1:
            return f"{name}{interval} {words['and']} {self.unit.one}{reach}"
        return f"{name}{words['per']} {self.unit.one}{reach} {interval}"

    def range(self, over: int, end: int | None) -> str:
        words = _WORDS[self.language]
        lower = f"{words['over']} {over}" if over else ""
        upper = f"{words['up to']} {end}" if end is not None else ""
        return f"{lower} {upper}".strip()

    def capped_at(self, end: int) -> bool:
        """Whether nothing more is charged over ``end``: the line that says so follows."""
        last = self.charge.steps.rows[-1]
        return last.over == end and not last.each


def _parts(band: Band, charge: Charge, unit: _Unit, currency: Currency, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    if band.fixed:
        included = band.up_to is not None and not band.each and not band.over and not charge.steps.whole
        including = f" {words['incl']} {band.up_to} {unit.many}" if included else ""
        yield f"{_price(band.fixed, currency, language)} {charge.names.text(language)}{including}"
    if band.each and band.quantity:
        count = _number(band.quantity, language)
        if charge.steps.package > 1:
            count = f"{count} {words['package'] if band.quantity == 1 else words['packages']}"
        yield f"{count} × {_price(band.each, currency, language)}"


def _price(micros: int, currency: Currency, language: Language) -> str:
    """A price in full; with more digits than the currency has, where it has them."""
    minor = micros_to_minor(micros, currency)
    if minor * MICROS == micros * currency.per_major:
        return in_full(Money(minor, currency), language)
    return short_unit_price(micros, currency, language)


def _number(quantity: int | Decimal, language: Language) -> str:
    text = f"{quantity:f}" if isinstance(quantity, Decimal) else str(quantity)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "de" else text
