"""The timeline of one contract, and its price, in plain Python."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.contracts.contract import folded
from laufzeit.contracts.events import Concluded, Event, PlanChanged, UserAdded, UserRemoved
from laufzeit.contracts.timeline import timeline
from laufzeit.invoices.forecast import nothing_known
from laufzeit.rating.owed import Account, owed
from laufzeit.server.bench.result import Result, percentile

SPACE = UUID("018f0000-0000-7000-8000-000000000000")
START = date(2015, 1, 31)
MONTH = date(2020, 5, 1), date(2020, 5, 30)


def timeline_of_one_contract(catalogue: Catalogue, rounds: int) -> Result:
    """A lived contract of ten years: thirty users came and went, and the plan is about to change."""
    contract = folded(_events())
    assert contract is not None  # there is a conclusion
    seconds = []
    for _ in range(rounds):
        unknown = replace(contract)  # an object that was never asked about: what was asked lately is remembered
        began = time.perf_counter()
        life = timeline(unknown, catalogue)
        seconds.append(time.perf_counter() - began)
    facts: dict[str, float | int | str] = {
        "phases": len(life.phases),
        "p95_ms": round(percentile(seconds, 95) * 1000, 3),
    }
    return Result("timeline of one contract (median)", percentile(seconds, 50) * 1000, "ms", 1.0, facts=facts)


def price_of_one_contract(catalogue: Catalogue, rounds: int) -> Result:
    """What the same contract owes for a month in which a user came in the middle, each charge with its parts."""
    contract = folded(_events())
    assert contract is not None  # there is a conclusion
    account = Account(timeline(contract, catalogue).phases)
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        items = owed(account, catalogue, MONTH[1], nothing_known, since=MONTH[0])
        seconds.append(time.perf_counter() - began)
    facts: dict[str, float | int | str] = {
        "items": len(items),
        "parts": sum(len(item.parts) for item in items),
        "p95_ms": round(percentile(seconds, 95) * 1000, 3),
    }
    return Result("price of one contract (median)", percentile(seconds, 50) * 1000, "ms", 0.2, facts=facts)


def _events() -> list[Event]:
    users = [uuid5(SPACE, str(number)) for number in range(31)]
    events: list[Event] = [Concluded(uuid5(SPACE, "c"), START, TermsRef("plus", "2020"), 1, users[0], (), None, None)]
    for number, user in enumerate(users[1:]):
        day = START + timedelta(days=60 + 110 * number)
        events.append(UserAdded(uuid5(SPACE, f"a{number}"), day, user))
        if number % 3 == 0:
            events.append(UserRemoved(uuid5(SPACE, f"r{number}"), day + timedelta(days=50), user))
    switch = date(2026, 10, 1)
    events.append(PlanChanged(uuid5(SPACE, "p"), switch, TermsRef("basis", "2020"), (), date(2026, 6, 1)))
    return events
