"""What a cover costs, by the proration of its charge.

By days: the price of each stretch counts with its share of the period's days. What has accrued until the end of each
stretch is exact and is rounded there, half away from zero; a stretch costs the difference of two such figures. So the
stretches of a period add up to its full price, and splitting one changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias, assert_never

from laufzeit.catalogue.model import Proration, Quantity
from laufzeit.dates.period import Period
from laufzeit.money.amount import MICROS, Currency
from laufzeit.money.rounding import div_half_away, micros_to_minor
from laufzeit.rating.covers import Cover
from laufzeit.rating.items import Part

Counted: TypeAlias = Callable[[str, Period], "int | Decimal | None"]
"""What a meter counted in a period; ``None`` where nobody knows yet (a period that lies ahead)."""


def parts_of(cover: Cover, counted: Counted) -> tuple[Part, ...] | None:
    """The parts of a cover with their amounts; none where nothing is asked for it, ``None`` where it is not known yet.

    Raises ``steps.NoPrice`` for a quantity that no price covers.
    """
    quantities = _quantities(cover, counted)
    if quantities is None:
        return None
    match cover.charge.proration:
        case Proration.DAYS:
            return _by_days(cover, quantities)
        case Proration.WHOLE:
            return _whole(cover, quantities)
        case Proration.NONE:
            return _complete(cover, quantities)
        case _:
            assert_never(cover.charge.proration)


Stretched: TypeAlias = list[tuple[Period, "int | Decimal"]]


def _quantities(cover: Cover, counted: Counted) -> Stretched | None:
    if cover.charge.quantity is not Quantity.METER:
        return [(stretch.service, stretch.quantity) for stretch in cover.stretches]
    assert cover.charge.meter is not None  # the reader gives each metered charge its meter
    quantity = counted(cover.charge.meter, cover.service)
    return None if quantity is None else [(cover.service, quantity)]


def _by_days(cover: Cover, quantities: Stretched) -> tuple[Part, ...]:
    days = cover.period.days
    assert days is not None  # billing periods have an end
    currency = Currency.of(cover.terms.currency)
    parts: list[Part] = []
    accrued = rounded = 0
    for service, quantity in quantities:
        assert service.days is not None  # within its period
        accrued += cover.charge.amount(quantity) * service.days
        until_here = div_half_away(accrued * currency.per_major, MICROS * days)
        parts.append(Part(service, quantity, until_here - rounded, 0 if service.days == days else days))
        rounded = until_here
    return tuple(parts)


def _whole(cover: Cover, quantities: Stretched) -> tuple[Part, ...]:
    """A period that has begun costs all of it, at the dearest of its quantities: what is added within a period costs
    the difference, what is taken away gives nothing back."""
    dearest = max((quantity for _, quantity in quantities), key=cover.charge.amount)
    return (_full(cover, dearest),)


def _complete(cover: Cover, quantities: Stretched) -> tuple[Part, ...]:
    """A period that the contract does not have from its first day to its last costs nothing; a quantity that changes
    within a period counts from the next one on."""
    return (_full(cover, quantities[0][1]),) if cover.days == cover.period.days else ()


def _full(cover: Cover, quantity: int | Decimal) -> Part:
    currency = Currency.of(cover.terms.currency)
    return Part(cover.service, quantity, micros_to_minor(cover.charge.amount(quantity), currency))
