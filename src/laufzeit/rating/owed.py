"""What a contract owes until a day: the timeline, the prices that its phases are bound to, and what was counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from laufzeit.catalogue.model import Catalogue
from laufzeit.contracts.contract import Discount, Extra
from laufzeit.contracts.timeline import Phase
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.period import Period
from laufzeit.rating.covers import Cover, covers, earliest_start
from laufzeit.rating.discounting import Discounting
from laufzeit.rating.items import Item, Part, extra_name
from laufzeit.rating.pricing import Counted, parts_of


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of a contract when it is rated."""

    phases: Sequence[Phase]
    discounts: Sequence[Discount] = ()
    extras: Sequence[Extra] = ()


def owed(
    account: Account, catalogue: Catalogue, through: date, counted: Counted, *, since: date | None = None
) -> tuple[Item, ...]:
    """All items that fell due until ``through`` (and with it) and, where ``since`` is said, not before that day; in the
    order in which their service begins. What is owed in advance is owed for its whole billing period, as far as is
    decided. Items of nothing are left out.

    Raises ``steps.NoPrice`` for a quantity that no price covers.
    """
    found = [*_charged(account, catalogue, through, counted, since), *_extras(account, catalogue, through, since)]
    return tuple(sorted(found, key=lambda item: (item.service.start, item.name)))


def _charged(
    account: Account, catalogue: Catalogue, through: date, counted: Counted, since: date | None
) -> Iterator[Item]:
    if not account.phases:
        return
    discounting = Discounting(account.discounts)
    first = account.phases[0].period.start
    if since is not None:
        editions = {phase.terms for phase in account.phases}
        charges = [charge for ref in editions for charge in catalogue.terms(ref).charges]
        first = max(first, earliest_start(discounting.first_day(since), charges))
    for cover in covers(account.phases, catalogue, first, through + ONE_DAY):
        early = since is not None and cover.due_on < since
        # What was owed earlier is only looked at where its periods use up a discount.
        if cover.due_on > through or (early and not discounting.counts_periods):
            continue
        item = _item(cover, discounting, counted)
        if item is not None and item.amount and not early:
            yield item


def _item(cover: Cover, discounting: Discounting, counted: Counted) -> Item | None:
    parts = parts_of(cover, counted)
    if not parts:
        return None
    return Item(
        cover.key.item,
        cover.period,
        cover.due_on,
        parts,
        cover.terms.currency,
        cover.charge.vat,
        cover.charge,
        cover.terms.ref,
        discounting.reductions(cover, parts),
    )


def _extras(account: Account, catalogue: Catalogue, through: date, since: date | None) -> Iterator[Item]:
    for extra in account.extras:
        day = extra.effective_on
        if day > through or (since is not None and day < since):
            continue
        period = Period(day, day + ONE_DAY)
        part = Part(period, 1, extra.amount)
        currency = _currency(account.phases, catalogue, day)
        yield Item(extra_name(extra.id), period, day, (part,), currency, extra.vat, text=extra.text)


def _currency(phases: Sequence[Phase], catalogue: Catalogue, day: date) -> str:
    """The currency of the phase of ``day``; before the first that of the first, after the last that of the last."""
    begun = [phase for phase in phases if phase.period.start <= day] or phases[:1]
    return catalogue.terms(begun[-1].terms).currency
