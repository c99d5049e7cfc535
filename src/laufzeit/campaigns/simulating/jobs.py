"""A simulation over the vendor's base as it is stored; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from laufzeit.campaigns.aiming import Ids, yearly
from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.simulating import mass
from laufzeit.campaigns.simulating.figures import Named, Simulated
from laufzeit.campaigns.simulating.lives import lives_of
from laufzeit.campaigns.simulating.store import Row, plain, special
from laufzeit.campaigns.simulating.when import when_announced
from laufzeit.campaigns.store import fresh_ids
from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.catalogue.store import catalogue_of
from laufzeit.contracts import store as contracts
from laufzeit.vendors.tenancy import acting_vendor_id

PIECE: Final = 500
NAMED: Final = 20
"""Contracts with the largest changes, in each direction."""


def simulated(plan: Plan, months: int, *, progress: Callable[[int], None] | None = None) -> Simulated:
    """What announcing ``plan`` on its day would bring. Inside ``acting_for(vendor)``.

    Raises ``KeyError`` for an edition that the catalogue does not have.
    """
    catalogue = catalogue_of(acting_vendor_id())
    when = when_announced(plan, catalogue.vendor.address.state)
    rows = plain(plan, when.today)
    base = pl.DataFrame([row[2:] for row in rows], schema=mass.BASE, orient="row")
    others, ids = [], special(plan, when.today)
    for begin in range(0, len(ids), PIECE):
        some = dict(ids[begin : begin + PIECE])
        for held in contracts.held_many(list(some)):
            meant = some[held.row.id]
            found = lives_of(held.contract, plan if meant else None, catalogue, when, Ids(*fresh_ids()))
            phase = held.timeline.phase_on(when.today) or held.timeline.phases[-1]
            segment = plan.assumption_for(phase.terms.plan, phase.seats, held.row.organisation.country).name
            others.append(mass.Other(found, segment))
        if progress is not None:
            progress(begin + len(some))
    result = mass.simulate(base, plan, catalogue, when, months, others)
    result.dearest, result.cheapest = _named(rows, plan)
    return result


def _named(rows: list[Row], plan: Plan) -> tuple[list[Named], list[Named]]:
    """The largest rises and falls of the price by name, among the contracts that are meant."""
    catalogue = catalogue_of(acting_vendor_id())
    known: dict[tuple[str, str, int], tuple[int, int] | None] = {}
    found = []
    for number, customer, name, edition, _start, seats, _users, _country, meant in rows:
        if not meant:
            continue
        key = (name, edition, seats)
        if key not in known:
            known[key] = _both(plan, name, edition, seats, catalogue)
        both = known[key]
        if both is not None:
            found.append(Named(number, customer, *both))
    by_change = sorted(found, key=lambda one: (one.before - one.after, one.number))
    rises = [one for one in by_change[:NAMED] if one.after > one.before]
    falls = [one for one in reversed(by_change[-NAMED:]) if one.after < one.before]
    return rises, falls


def _both(plan: Plan, name: str, edition: str, seats: int, catalogue: Catalogue) -> tuple[int, int] | None:
    old = TermsRef(name, edition)
    new = plan.replacing(old)
    before = yearly(old, seats, catalogue).amount
    after = yearly(new, seats, catalogue).amount if new else None
    return (before, after) if before is not None and after is not None else None
