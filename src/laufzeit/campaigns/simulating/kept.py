"""A simulation as it is kept with its campaign from the announcement on: what it is held against afterwards.

The largest changes by name are left out: they are of interest before, and name people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, Final

from laufzeit.campaigns.simulating.figures import Month, Rise, Simulated

MONTHS: Final = 36
"""How far the kept one looks ahead."""


def to_json(found: Simulated) -> dict[str, Any]:
    """Without names."""
    kept = asdict(replace(found, dearest=[], cheapest=[]))
    for month in kept["months"]:
        month["first"] = month["first"].isoformat()
    return kept


def from_json(kept: Mapping[str, Any]) -> Simulated:
    """What ``to_json`` wrote."""
    months = [Month(**(one | {"first": date.fromisoformat(one["first"])})) for one in kept["months"]]
    return Simulated(**(dict(kept) | {"months": months, "rises": [Rise(**one) for one in kept["rises"]]}))
