"""A campaign simulated over many contracts, in columns; the base is made before and not measured."""

from __future__ import annotations

import random
import resource
import time
from datetime import date, timedelta

import polars as pl

from laufzeit.campaigns.simulating.mass import BASE, simulate
from laufzeit.campaigns.simulating.when import When
from laufzeit.catalogue.model import Catalogue
from laufzeit.server.bench.announcing import CAMPAIGN, DAY
from laufzeit.server.bench.result import Result

MONTHS = 36
SEATS = (1, 2, 3, 5, 8, 10, 15, 20, 29, 40, 60, 100, 250, 450)
LEAN = 100_000


def simulation(catalogue: Catalogue, count: int) -> list[Result]:
    """``count`` contracts and a tenth of them: four of five are meant, the days and seats as they come."""
    few, many = min(LEAN, count), count
    lean, large = _seconds(catalogue, few), _seconds(catalogue, many)
    growth = (large / many) / (lean / few)
    facts: dict[str, float | int | str] = {
        "contracts": count,
        "months": MONTHS,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "a_contract_against_a_tenth": round(growth, 2),
    }
    return [Result(f"simulation of {count:,} contracts", large, "s", 5.0, facts=facts)]


def _seconds(catalogue: Catalogue, count: int) -> float:
    chance = random.Random(1)  # noqa: S311 - the same base each time
    base = pl.DataFrame(
        {
            "plan": ["prepaid"] * count,
            "edition": ["2022"] * count,
            "start": [date(2020, 1, 1) + timedelta(days=chance.randrange(1030)) for _ in range(count)],
            "seats": [chance.choice(SEATS) for _ in range(count)],
            "users": [1] * count,
            "country": ["DE"] * count,
            "meant": [chance.randrange(5) > 0 for _ in range(count)],
        },
        schema=BASE,
    )
    began = time.perf_counter()
    simulate(base, CAMPAIGN, catalogue, When(DAY, DAY), MONTHS)
    return time.perf_counter() - began
