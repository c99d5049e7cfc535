"""Contracts to rate, made of events."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import UUID

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.catalogue.reading import read
from laufzeit.contracts.contract import Contract, folded
from laufzeit.contracts.events import Concluded, Event
from laufzeit.contracts.timeline import timeline
from laufzeit.dates.period import Period
from laufzeit.rating.items import Item
from laufzeit.rating.owed import Account, owed
from laufzeit.stories.sentences import id_of, user_id

ROOT = Path(__file__).parents[2]


@cache
def example(name: str) -> Catalogue:
    return read((ROOT / "examples" / f"{name}.toml").read_text("utf-8"))


def concluded(terms: str, start: date, seats: int, *, trial_until: date | None = None) -> Concluded:
    users = tuple(user_id(f"user {number}") for number in range(1, seats))
    return Concluded(
        id_of("conclusion"), start, TermsRef.parse(terms), seats, user_id("main"), users, trial_until, None
    )


def contract(*events: Event) -> Contract:
    found = folded(events)
    assert found is not None
    return found


def nothing_counted(meter: str, period: Period) -> int:
    return 0


def items(
    one: Contract, catalogue: Catalogue, through: date, counted: int | Decimal = 0, *, since: date | None = None
) -> tuple[Item, ...]:
    account = Account(timeline(one, catalogue).phases, one.discounts, one.extras)
    return owed(account, catalogue, through, lambda _meter, _period: counted, since=since)


def a_discount(number: int) -> UUID:
    return id_of("discount", number)
