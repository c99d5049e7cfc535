"""Prices in German and English words, as on a price list: "€ 19,-", "Grundgebühr pro Monat und Benutzer*"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from laufzeit.catalogue.explanation import explained
from laufzeit.catalogue.model import Charge, Meter, Periods, Quantity, Terms
from laufzeit.catalogue.quote import QuoteLine
from laufzeit.catalogue.units import Units, percentage, units_of
from laufzeit.dates.span import Span
from laufzeit.dates.wording import Language, span_in_words
from laufzeit.money.amount import MICROS, Currency
from laufzeit.money.wording import in_digits, short_unit_price

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "de": {
        "per": "pro", "and": "und", "for": "für", "once": "einmalig", "incl": "inkl.", "up to": "bis",
        "over": "über", "beyond": "über {over} hinaus", "at": "bei", "begun": "je angefangene {size} {units}",
        "of": "auf {what}", "minimum": "Mindestbetrag {name}", "maximum": "Höchstbetrag {name}",
    },
    "en": {
        "per": "per", "and": "and", "for": "for", "once": "once", "incl": "incl.", "up to": "up to",
        "over": "over", "beyond": "beyond {over}", "at": "with", "begun": "per {size} {units} begun",
        "of": "on {what}", "minimum": "minimum for {name}", "maximum": "maximum for {name}",
    },
}  # fmt: skip

_CALENDAR: Final[dict[Language, dict[int, str]]] = {
    "de": {1: "Kalendermonat", 3: "Kalenderquartal", 6: "Kalenderhalbjahr", 12: "Kalenderjahr"},
    "en": {1: "calendar month", 3: "calendar quarter", 6: "calendar half-year", 12: "calendar year"},
}
_CALENDAR_MONTHS: Final[dict[Language, str]] = {"de": "{count} Kalendermonate", "en": "{count} calendar months"}


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
        writer = _Writer(charge, units_of(charge, terms, meters, language), currency, language)
        lines += [PriceLine(amount, text + star) for amount, text in (*writer.prices(), *writer.bounds())]
    return tuple(lines)


def explanation(line: QuoteLine, terms: Terms, meters: Mapping[str, Meter], language: Language) -> str:
    """How the amount of a quote's line came about."""
    return explained(line.charge, line.quantity, terms, meters, language)


def interval_words(interval: Span | None, language: Language, periods: Periods = Periods.CONTRACT) -> str:
    """How often a price is asked.

    >>> interval_words(Span.parse("1 month"), "de"), interval_words(Span.parse("12 months"), "en")
    ('pro Monat', 'for 12 months')
    >>> interval_words(Span.parse("3 months"), "de", Periods.CALENDAR)
    'pro Kalenderquartal'
    """
    words = _WORDS[language]
    if interval is None:
        return words["once"]
    if periods is Periods.CALENDAR and interval.months is not None:
        named = _CALENDAR[language].get(interval.months)
        several = _CALENDAR_MONTHS[language].format(count=interval.months)
        return f"{words['per']} {named}" if named else f"{words['for']} {several}"
    span = span_in_words(interval, language)
    return f"{words['per']} {span.removeprefix('1 ')}" if interval.count == 1 else f"{words['for']} {span}"


@dataclass(frozen=True, slots=True)
class _Writer:
    """The lines of one charge, each an amount and what it is asked for."""

    charge: Charge
    unit: Units
    currency: Currency
    language: Language

    def prices(self) -> Iterator[tuple[str, str]]:
        steps = self.charge.steps
        if steps.package > 1:
            size = in_digits(steps.package, self.language)
            begun = _WORDS[self.language]["begun"].format(size=size, units=self.unit.many)
            yield self.price(steps.rows[0].each), begun
            return
        for index, row in enumerate(steps.rows):
            end = steps.end_of(index)
            before = steps.rows[index - 1].at(row.over) if index and not steps.whole else 0
            entry = row.fixed if steps.whole else row.at(row.over) - before
            if entry or (len(steps.rows) == 1 and not row.each):
                yield self.price(entry), self.flat(row.over, end, each=row.each)
            if row.each or (index and not entry):
                yield self.rate(row.each), self.each(row.over, end)

    def bounds(self) -> Iterator[tuple[str, str]]:
        """The least and the most that a period costs."""
        for key, micros in (("minimum", self.charge.minimum or None), ("maximum", self.charge.maximum)):
            if micros is not None:
                name = _WORDS[self.language][key].format(name=self.charge.names.text(self.language))
                yield self.price(micros), f"{name} {self.interval}"

    @property
    def interval(self) -> str:
        return interval_words(self.charge.interval, self.language, self.charge.periods)

    def price(self, micros: int) -> str:
        return short_unit_price(micros, self.currency, self.language)

    def rate(self, each: int) -> str:
        """A price for each, or a percentage."""
        return percentage(each, self.language) if self.charge.steps.percent else self.price(each)

    def bound(self, bound: int, units: str = "") -> str:
        """Where a step ends: a quantity, or an amount of which a percentage is taken."""
        if self.charge.steps.percent:
            return self.price(bound * MICROS)
        return f"{in_digits(bound, self.language)} {units}".rstrip()

    def flat(self, over: int, end: int | None, *, each: int) -> str:
        """The words of a flat part: a base price with what it includes, or the price of a stair."""
        words = _WORDS[self.language]
        text = f"{self.charge.names.text(self.language)} {self.interval}"
        if self.charge.steps.whole or over:
            reach = self.range(over, end if self.charge.steps.whole else None, self.unit.many)
            return f"{text} {words['at']} {reach}".rstrip()
        return text if end is None or each else f"{text} {words['incl']} {self.bound(end, self.unit.many)}"

    def each(self, over: int, end: int | None) -> str:
        """The words of a price for each, with the part of the quantity that it holds for."""
        words = _WORDS[self.language]
        steps = self.charge.steps
        if steps.whole and len(steps.rows) > 1:
            reach = f" {words['at']} {self.range(over, end)}"
        elif end is not None and not self.capped_at(end):
            reach = f" {self.range(over, end)}"
        else:
            reach = f" {words['beyond'].format(over=self.bound(over))}" if over else ""
        return self.per_unit(reach, named=not over)

    def per_unit(self, reach: str, *, named: bool) -> str:
        """ "Grundgebühr pro Monat und Benutzer", "pro User über 5 hinaus für 12 Monate", "pro SMS-Versand"; of a
        percentage "Provision auf Umsatz"."""
        words = _WORDS[self.language]
        name = f"{self.charge.names.text(self.language)} " if named else ""
        if self.charge.steps.percent:
            return f"{name}{words['of'].format(what=self.unit.many)}{reach}"
        if self.charge.quantity is Quantity.METER:
            return f"{words['per']} {self.unit.one}{reach}"
        if self.interval.startswith(f"{words['per']} "):
            return f"{name}{self.interval} {words['and']} {self.unit.one}{reach}"
        return f"{name}{words['per']} {self.unit.one}{reach} {self.interval}"

    def range(self, over: int, end: int | None, units: str = "") -> str:
        words = _WORDS[self.language]
        lower = f"{words['over']} {self.bound(over, '' if end is not None else units)}" if over else ""
        upper = f"{words['up to']} {self.bound(end, units)}" if end is not None else ""
        return f"{lower} {upper}".strip()

    def capped_at(self, end: int) -> bool:
        """Whether nothing more is charged over ``end``: the line that says so follows."""
        last = self.charge.steps.rows[-1]
        return last.over == end and not last.each
