"""From differences to lines, in the words of the customer's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from laufzeit.catalogue.explanation import explained
from laufzeit.catalogue.model import Catalogue, Charge, Terms
from laufzeit.dates.wording import Language
from laufzeit.invoices.difference import Billed, Due, service_of
from laufzeit.invoices.document import Allowance, Line, TaxCategory
from laufzeit.money.allocation import allocate
from laufzeit.money.amount import Currency, Money
from laufzeit.money.rounding import micros_to_minor, minor_to_micros
from laufzeit.money.wording import in_full
from laufzeit.rating.items import Item, Part

PIECE: Final = "C62"
"""UN/ECE Recommendation 20: one."""

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "de": {
        "days": "{price}, anteilig {days} von {of_days} Tagen",
        "again": "neu berechnet: {now} statt bisher {before} ({number})",
        "gone": "entfällt: {before} aus {number}",
    },
    "en": {
        "days": "{price}, for {days} of {of_days} days",
        "again": "recalculated: {now} instead of {before} ({number})",
        "gone": "no longer owed: {before} of {number}",
    },
}


@dataclass(frozen=True, slots=True)
class Named:
    """The contract that lines are about."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Tax:
    category: TaxCategory
    rate: int


class Writer:
    """Writes the lines of a contract's differences. ``taxes`` gives the tax of each due."""

    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self._catalogue = catalogue
        self._language: Language = language
        self._words: Mapping[str, str] = _WORDS[language]

    def lines(self, due: Due, contract: Named, tax: Tax) -> Iterator[Line]:
        """The lines of a difference: of what is new, one for each part; otherwise one with the difference. Their net
        amounts are in the vendor's price basis until ``totals`` has been asked."""
        if due.billed is not None:
            yield self._correction(due, due.billed, contract, tax)
            return
        assert due.item is not None  # there is a difference of something
        yield from self._new(due.item, contract, tax)

    def _new(self, item: Item, contract: Named, tax: Tax) -> Iterator[Line]:
        priced = [part for part in item.parts if part.amount]
        shares = [allocate(one.amount, [part.amount for part in priced]) for one in item.reductions]
        for index, part in enumerate(priced):
            allowances = tuple(
                Allowance(share[index], one.reason, one.percent if len(priced) == 1 else None)
                for one, share in zip(item.reductions, shares, strict=True)
                if share[index]
            )
            currency = Currency.of(item.currency)
            quantity, price = quantity_and_price(item.charge, currency, part.quantity, part.amount, part.of_days)
            net = part.amount - sum(one.amount for one in allowances)
            yield Line(
                contract.id, contract.number, item.name, item.period, part.service, self._text(item),
                self._explanation(item, part), quantity, PIECE, price, part.amount, net, tax.category, tax.rate,
                allowances,
            )  # fmt: skip

    def _correction(self, due: Due, before: Billed, contract: Named, tax: Tax) -> Line:
        sign = 1 if due.amount > 0 else -1
        price = minor_to_micros(abs(due.amount), Currency.of(due.currency))
        text = self._text(due.item) if due.item else before.text
        return Line(
            contract.id, contract.number, before.key.item, before.period, service_of(due), text,
            self._recalculated(due, before), Decimal(sign), PIECE, price, due.amount, due.amount, tax.category,
            tax.rate,
        )  # fmt: skip

    def text(self, charge: Charge) -> str:
        """What a line of a charge is called."""
        return charge.names.text(self._language)

    def explanation(self, terms: Terms, charge: Charge, quantity: int | Decimal, days: int | None, of_days: int) -> str:
        """The price of a part in words; ``of_days`` is 0 where it is charged whole, and ``days`` then says nothing."""
        price = explained(charge, quantity, terms, self._catalogue.meters, self._language)
        return self._words["days"].format(price=price, days=days, of_days=of_days) if of_days else price

    def recalculated(self, now: int | None, before: int, currency: str, number: str) -> str:
        """Why there is a difference: what is owed now (``None``: nothing any more) and what was invoiced, in minor
        units, with the number of the document that said so."""
        said = {"before": self._amount(before, currency), "number": number}
        if now is None:
            return self._words["gone"].format(**said)
        return self._words["again"].format(now=self._amount(now, currency), **said)

    def _recalculated(self, due: Due, before: Billed) -> str:
        now = None if due.item is None else due.item.amount
        return self.recalculated(now, before.amount, due.currency, before.document.number)

    def _amount(self, minor: int, currency: str) -> str:
        return in_full(Money(minor, Currency.of(currency)), self._language)

    def _text(self, item: Item) -> str:
        return item.text if item.charge is None else self.text(item.charge)

    def _explanation(self, item: Item, part: Part) -> str:
        if item.charge is None or item.terms is None:
            return ""
        terms = self._catalogue.terms(item.terms)
        return self.explanation(terms, item.charge, part.quantity, part.service.days, part.of_days)


def quantity_and_price(
    charge: Charge | None, currency: Currency, quantity: int | Decimal, amount: int, of_days: int
) -> tuple[Decimal, int]:
    """Quantity and price (micros) whose product is the amount of a part (minor units): those of the price list where
    it is that simple."""
    if charge is not None and not of_days and (each := _price_of_each(charge, quantity)):
        counted = Decimal(quantity)
        micros = counted * each
        exact = micros == int(micros) and minor_to_micros(micros_to_minor(int(micros), currency), currency) == micros
        if exact and micros_to_minor(int(micros), currency) == amount:
            return counted, each
    return Decimal(1 if amount >= 0 else -1), minor_to_micros(abs(amount), currency)


def _price_of_each(charge: Charge, quantity: int | Decimal) -> int | None:
    """The price of one where a quantity is simply multiplied by it, in micros; ``None`` where it is not."""
    bands = charge.steps.bands(quantity)
    if charge.steps.package > 1 or charge.steps.percent:
        return None
    if any(band.fixed for band in bands) or len({band.each for band in bands}) != 1:
        return None
    simple = charge.amount(quantity) == bands[0].each * quantity
    return bands[0].each if simple and bands[0].each > 0 and quantity > 0 else None
