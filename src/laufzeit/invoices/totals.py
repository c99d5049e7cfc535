"""From lines to totals: the tax of each category and rate, and what follows.

The vendor says whether its prices are net or gross.

- Net: the base of a category and rate is the sum of its lines' net amounts, and the tax is that base times the rate,
  rounded once (BR-CO-17).
- Gross: what people pay is the sum of the gross prices, to the cent. The tax of a category and rate is taken out of
  that sum and rounded once, the base is what remains; each line's tax is its own share of it, so that the lines' net
  amounts add up to the base (BR-CO-10). Base times rate may then differ from the tax by a cent: some gross sums have
  no net amount that leads to them exactly, and EN 16931 tolerates it.

Both round half away from zero, and a document with all signs turned has all totals turned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from laufzeit.catalogue.model import PriceBasis
from laufzeit.invoices.document import Line, TaxCategory, TaxLine
from laufzeit.money.allocation import rounded_to
from laufzeit.money.rounding import div_half_away
from laufzeit.money.vat import WHOLE, vat

NO_REASONS: Final[Mapping[TaxCategory, str]] = {}

_Group = tuple[TaxCategory, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """Lines in their order, with ``net`` and, where prices are gross, ``gross``; ``net + tax = gross``, in minor
    units."""

    lines: tuple[Line, ...]
    taxes: tuple[TaxLine, ...]
    net: int
    tax: int
    gross: int


def totals(lines: Sequence[Line], prices: PriceBasis, reasons: Mapping[TaxCategory, str] = NO_REASONS) -> Totals:
    """The totals of a document. ``reasons`` says in words why a category is not taxed (BT-120).

    Of a line, ``amount`` and ``allowances`` count, and are in the vendor's price basis; ``net`` and ``gross`` are set
    here. Taxes come in the order of categories, the higher rate first, whatever the order of the lines.
    """
    done = list(lines)
    taxes: list[TaxLine] = []
    for category, rate in sorted({(line.category, line.rate) for line in lines}, key=_order):
        places = [i for i, line in enumerate(lines) if (line.category, line.rate) == (category, rate)]
        priced = [_price(lines[i]) for i in places]
        nets, tax = _taxed(priced, rate, prices)
        for i, price, net in zip(places, priced, nets, strict=True):
            done[i] = replace(lines[i], net=net, gross=price if prices is PriceBasis.GROSS else None)
        taxes.append(TaxLine(category, rate, sum(nets), tax, reasons.get(category, "")))
    net, tax = sum(line.base for line in taxes), sum(line.tax for line in taxes)
    return Totals(tuple(done), tuple(taxes), net, tax, net + tax)


def tax_within(gross: int, rate: int) -> int:
    """The tax that a gross amount contains, rounded half away from zero.

    >>> tax_within(11900, 1900), tax_within(-100, 1900)
    (1900, -16)
    """
    return div_half_away(gross * rate, WHOLE + rate)


def _price(line: Line) -> int:
    return line.amount - sum(allowance.amount for allowance in line.allowances)


def _taxed(priced: Sequence[int], rate: int, prices: PriceBasis) -> tuple[Iterable[int], int]:
    """Net amounts of the lines of one category and rate, and its tax."""
    if prices is PriceBasis.NET:
        return priced, vat(sum(priced), rate)
    tax = tax_within(sum(priced), rate)
    shares = rounded_to(tax, [price * rate for price in priced], WHOLE + rate)
    return [price - share for price, share in zip(priced, shares, strict=True)], tax


def _order(group: _Group) -> tuple[int, int]:
    category, rate = group
    return list(TaxCategory).index(category), -rate
