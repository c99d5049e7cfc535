"""What a run looks at of a contract: all of it where something has changed, otherwise what has fallen due since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.steps import NoPrice
from laufzeit.contracts.contract import Contract
from laufzeit.contracts.timeline import timeline
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.period import Period
from laufzeit.invoices.difference import Billed, Due, differences
from laufzeit.invoices.drafting import CannotBill
from laufzeit.rating.items import ItemKey
from laufzeit.rating.owed import Account, owed
from laufzeit.rating.pricing import Counted

AFTER_THE_END: Final = timedelta(days=400)
"""How long after its end something of a contract can still fall due: the vendor's final charges."""

NOTHING_BILLED: Final[Mapping[ItemKey, Billed]] = {}


@dataclass(frozen=True, slots=True)
class Window:
    """``through``: the last day whose dues are invoiced. ``looked_at``: through which day an earlier run has looked at
    every contract. ``since``: dues before that day were invoiced elsewhere."""

    through: date
    looked_at: date | None
    since: date | None

    @property
    def only_changed(self) -> bool:
        """Whether an earlier run has looked as far, so that only contracts that have changed can owe anything."""
        return self.looked_at is not None and self.looked_at >= self.through

    @property
    def whole(self) -> bool:
        """Whether what documents say counts for every contract: no run has looked at them yet."""
        return self.looked_at is None

    @property
    def earliest_end(self) -> date | None:
        """Nothing falls due any more of contracts without changes that ended on that day or before (``None``: of
        none)."""
        return None if self.looked_at is None else self.looked_at - AFTER_THE_END

    def reach(self, *, marked: bool) -> tuple[date | None, date]:
        """From which day on (``None``: from the start) and through which day the dues of a contract are compared. One
        that has changed is compared as far as it was ever invoiced, even by a run for an earlier day."""
        if marked or self.looked_at is None:
            return self.since, max(self.through, self.looked_at or self.through)
        first = self.looked_at + ONE_DAY
        return first if self.since is None else max(first, self.since), self.through


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure of a meter that is needed."""

    contract: UUID
    meter: str
    period: Period


def account_of(contract: Contract, catalogue: Catalogue) -> Account:
    """A contract as it is rated."""
    return Account(timeline(contract, catalogue).phases, contract.discounts, contract.extras)


def wanted(contract: UUID, account: Account, catalogue: Catalogue, window: Window, *, marked: bool) -> list[Wanted]:
    """The figures that ``dues`` will ask for."""
    found: list[Wanted] = []

    def remember(meter: str, period: Period) -> None:
        found.append(Wanted(contract, meter, period))

    since, through = window.reach(marked=marked)
    try:
        owed(account, catalogue, through, remember, since=since)
    except NoPrice:
        return []  # ``dues`` says so
    return found


def dues(
    account: Account,
    catalogue: Catalogue,
    window: Window,
    counted: Counted,
    billed: Mapping[ItemKey, Billed] | None,
) -> list[Due]:
    """The differences of a contract. ``billed`` is ``None`` where nothing has changed since the last run: then nothing
    of what has fallen due since can have been invoiced.

    Raises ``CannotBill``.
    """
    since, through = window.reach(marked=billed is not None)
    try:
        items = owed(account, catalogue, through, counted, since=since)
    except NoPrice as missing:
        raise CannotBill("no_price", quantity=str(missing.quantity), up_to=missing.up_to) from None
    return differences(items, NOTHING_BILLED if billed is None else billed)
