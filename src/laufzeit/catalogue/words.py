"""Prices in German and English words, as on a price list: "€ 19,-", "Grundgebühr pro Monat und Benutzer*"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from laufzeit.catalogue.explanation import explained
from laufzeit.catalogue.model import Charge, Meter, Quantity, Terms
from laufzeit.catalogue.quote import QuoteLine
from laufzeit.catalogue.units import Units, units_of
from laufzeit.dates.span import Span
from laufzeit.dates.wording import Language, span_in_words
from laufzeit.money.amount import Currency
from laufzeit.money.wording import short_unit_price

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "de": {
        "per": "pro", "and": "und", "for": "für", "once": "einmalig", "incl": "inkl.", "up to": "bis",
        "over": "über", "beyond": "über {over} hinaus", "at": "bei", "begun": "je angefangene {size} {units}",
    },
    "en": {
        "per": "per", "and": "and", "for": "for", "once": "once", "incl": "incl.", "up to": "up to",
        "over": "over", "beyond": "beyond {over}", "at": "with", "begun": "per {size} {units} begun",
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
        writer = _Writer(charge, units_of(charge, terms, meters, language), language)
        for micros, text in writer.lines():
            lines.append(PriceLine(short_unit_price(micros, currency, language), text + star))
    return tuple(lines)


def explanation(line: QuoteLine, terms: Terms, meters: Mapping[str, Meter], language: Language) -> str:
    """How the amount of a quote's line came about."""
    return explained(line.charge, line.quantity, terms, meters, language)


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
class _Writer:
    charge: Charge
    unit: Units
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
