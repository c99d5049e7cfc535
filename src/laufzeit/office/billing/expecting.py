"""What the whole base will be invoiced in the months to come: exactly of as many contracts as can be rated while
somebody waits for the page, beyond that of a sample of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final
from uuid import UUID

import polars as pl

from laufzeit.catalogue.model import Catalogue
from laufzeit.catalogue.steps import NoPrice
from laufzeit.contracts.codec import contract_from_json
from laufzeit.dates.day import ONE_DAY
from laufzeit.invoices.ahead.mass import BASE, Falls, ahead
from laufzeit.invoices.forecast import expected
from laufzeit.invoices.running.looking import account_of
from laufzeit.payments.store import rows
from laufzeit.rating.mass import Tariff
from laufzeit.vendors.tenancy import acting_vendor_id

EXACT: Final = 25_000
"""Contracts that are rated as they are; of more a sample of about so many."""
ONE_BY_ONE: Final = 400
"""Contracts with discounts or one-off charges that are rated one by one; of more the first of them stand for all."""

LIVING: Final = "SELECT count(*) FROM contracts_contract WHERE vendor_id = %s AND (ends_on IS NULL OR ends_on > %s)"

PHASES: Final = """
SELECT p.contract_id::text, c.special, p.plan, p.edition, p.seats, cardinality(p.users), p.starts_on, p.ends_on,
    p.anchor, p.trial
FROM (
    SELECT id, state ?| ARRAY['discounts', 'extras'] AS special
    FROM contracts_contract {sample} WHERE vendor_id = %s AND (ends_on IS NULL OR ends_on > %s)
) c JOIN contracts_phase p ON p.contract_id = c.id
WHERE p.vendor_id = %s ORDER BY p.contract_id, p.starts_on
"""

STATES: Final = "SELECT state FROM contracts_contract WHERE vendor_id = %s AND id = ANY(%s)"


@dataclass(frozen=True, slots=True)
class Expecting:
    """``sums`` are minor units in the vendor's price basis. ``looked_at`` of ``contracts`` were rated; where that is
    fewer, the sums are estimated from them. ``uncounted``: what is charged by use comes on top."""

    sums: dict[Falls, int]
    contracts: int
    looked_at: int
    uncounted: bool

    @property
    def estimated(self) -> bool:
        return self.looked_at < self.contracts


@dataclass(slots=True)
class _Base:
    """The contracts that are looked at: ``alike`` by their phases, and those that are rated one by one."""

    alike: dict[tuple[Any, ...], list[str]]
    special: list[str]

    @property
    def size(self) -> int:
        return len(self.special) + sum(map(len, self.alike.values()))

    @property
    def counts(self) -> list[int]:
        return [len(contracts) for contracts in self.alike.values()]

    @property
    def phases(self) -> pl.DataFrame:
        rows = [(number, *phase) for number, life in enumerate(self.alike) for phase in life]
        return pl.DataFrame(rows, schema=BASE, orient="row")


def expecting(catalogue: Catalogue, today: date, through: date) -> Expecting:
    """What falls due after today and through a day, as far as is decided today."""
    [(contracts,)] = rows(LIVING, acting_vendor_id(), today)
    sampled = contracts > EXACT
    base = _base(today, f"TABLESAMPLE SYSTEM ({100 * EXACT / contracts:.6f}) REPEATABLE (1)" if sampled else "")
    in_columns = ahead(base.phases, base.counts, Tariff(catalogue), today + ONE_DAY, through)
    lives = list(base.alike.values())
    apart = [*base.special, *(contract for life in in_columns.left for contract in lives[life])]
    some = apart[:ONE_BY_ONE]
    sums = dict(in_columns.sums)
    for key, amount in _one_by_one(some, catalogue, today, through).items():
        sums[key] = sums.get(key, 0) + amount * len(apart) // len(some)
    if sampled and base.size:
        sums = {key: amount * contracts // base.size for key, amount in sums.items()}
    looked_at = (base.size if sampled else contracts) - len(apart) + len(some)
    return Expecting(sums, contracts, looked_at, in_columns.uncounted)


def _base(today: date, sample: str) -> _Base:
    vendor = acting_vendor_id()
    base = _Base({}, [])
    found = rows(PHASES.format(sample=sample), vendor, today, vendor)
    for (contract, special), phases in groupby(found, key=lambda row: row[:2]):
        if special:
            base.special.append(contract)
        else:
            base.alike.setdefault(tuple(row[2:] for row in phases), []).append(contract)
    return base


def _one_by_one(ids: Sequence[str], catalogue: Catalogue, today: date, through: date) -> dict[Falls, int]:
    """By the function that says it of one contract; one without a price for its quantity says nothing."""
    sums: dict[Falls, int] = {}
    for (state,) in rows(STATES, acting_vendor_id(), [UUID(one) for one in ids]):
        contract = contract_from_json(json.loads(state) if isinstance(state, str) else state)
        try:
            found = expected(account_of(contract, catalogue), catalogue, today, through)
        except NoPrice:
            continue
        for item in (item for one in found for item in one.items):
            key = Falls(item.due_on.replace(day=1), item.terms.plan if item.terms else "", item.currency)
            sums[key] = sums.get(key, 0) + item.amount
    return sums
