"""Whether each charge of an edition can be charged: it has a price for every quantity that there can be, and periods
that can be counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from laufzeit.catalogue.faults import Report
from laufzeit.catalogue.model import Aggregate, Charge, Meter, Periods, Quantity, Terms
from laufzeit.catalogue.places import Path
from laufzeit.dates.recurrence import Recurrence
from laufzeit.dates.span import Span

_Found: TypeAlias = tuple[str, str, str]
"""Key, message, hint."""


def check_charges(path: Path, terms: Terms, meters: Mapping[str, Meter], report: Report) -> None:
    """Adds what cannot be charged to ``report``. ``path`` is that of the list of charges."""
    keys = [charge.key for charge in terms.charges]
    for index, charge in enumerate(terms.charges):
        if charge.key in keys[:index]:
            report.add((*path, index, "key"), f'there are two charges "{charge.key}"')
        if report.faulty((*path, index)):
            continue
        for check in (_quantity, _coverage, _bounds, _periods):
            for key, message, hint in check(charge, terms, meters):
                report.add(_place((*path, index), key, report), message, hint)


def _place(path: Path, key: str, report: Report) -> Path:
    """Where a key stands; a price stands at whichever way it is written."""
    if key != "price":
        return (*path, key)
    written = [(*path, way) for way in ("graduated", "volume", "stairs") if (*path, way) in report.lines]
    return written[0] if written else path


def _quantity(charge: Charge, terms: Terms, meters: Mapping[str, Meter]) -> list[_Found]:
    """What is counted exists, and is what the price is about."""
    if charge.quantity is Quantity.MEMBERS and not terms.seats.named:
        return [("per", 'is "member", and seats have no names', 'write named = true in seats, or per = "seat"')]
    if not charge.steps.percent:
        return []
    if charge.quantity is not Quantity.METER:
        return [("per", "has to be a meter: the price is a percentage", "the meter counts an amount, in major units")]
    if meters[charge.meter or ""].aggregate is Aggregate.DISTINCT:
        message = f'"{charge.meter}" counts how many there are, and the price is a percentage of an amount'
        return [("per", message, 'the meter needs another aggregate than "distinct"')]
    return []


def _coverage(charge: Charge, terms: Terms, meters: Mapping[str, Meter]) -> list[_Found]:
    """What no step covers has no price, so the steps reach as far as the quantity can."""
    priced, most = charge.steps.up_to, terms.seats.maximum
    if priced is None or charge.quantity is Quantity.FLAT:
        return []
    if charge.quantity is Quantity.METER:
        hint = "what a meter counts has no end: leave out the last up_to"
        return [("price", f"has no price for more than {priced}", hint)]
    if most is None or most > priced:
        hint = f"write seats.maximum = {priced}, or a last step without end"
        return [("price", f"has no price for more than {priced} {charge.quantity}", hint)]
    return []


def _bounds(charge: Charge, terms: Terms, meters: Mapping[str, Meter]) -> list[_Found]:
    key = "minimum" if charge.minimum else "maximum"
    if (charge.minimum or charge.maximum is not None) and charge.quantity is Quantity.FLAT:
        return [(key, "needs a quantity", "a flat price is what it is")]
    if charge.maximum is not None and charge.maximum < charge.minimum:
        return [("maximum", "is less than the minimum", "the least comes before the most")]
    return []


def _periods(charge: Charge, terms: Terms, meters: Mapping[str, Meter]) -> list[_Found]:
    """Calendar periods are whole parts of a year, and not the terms."""
    if charge.periods is not Periods.CALENDAR:
        return []
    if charge.interval is None:
        return [("periods", 'cannot be "calendar"', "what is asked once has no periods")]
    try:
        Recurrence.calendar(charge.interval)
    except ValueError as fault:
        return [("periods", f'cannot be "calendar": {fault}', 'write "contract", or another interval')]
    if terms.term is not None and _same(charge.interval, terms.term):
        message = f'cannot be "calendar": the term is {terms.term} as well'
        return [("periods", message, "the terms are the billing periods then; leave it out")]
    return []


def _same(one: Span, other: Span) -> bool:
    """Whether two spans are equally long; a year is 12 months."""
    return (one.months, one.days) == (other.months, other.days)
