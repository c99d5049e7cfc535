"""The only place that reads the time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class HasClock(Protocol):
    """What the clock must know of a vendor."""

    time_zone: str
    sandbox_day: date | None


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def now_for(vendor: HasClock) -> datetime:
    """This instant in the vendor's time zone; in a sandbox the same time of day on the sandbox's own day."""
    local = now().astimezone(ZoneInfo(vendor.time_zone))
    if vendor.sandbox_day is None:
        return local
    return datetime.combine(vendor.sandbox_day, local.time(), tzinfo=local.tzinfo)


def today_for(vendor: HasClock) -> date:
    """The vendor's civil day."""
    return now_for(vendor).date()
