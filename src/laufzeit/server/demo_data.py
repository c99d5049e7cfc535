"""The demo's data: the example vendors."""

from __future__ import annotations

from datetime import date, datetime

from laufzeit.server.demo import SignIn
from laufzeit.vendors.store import create_vendor, vendor_by_slug

SANDBOXES = {
    "red-connect": ("RED connect", date(2021, 3, 31)),
    "gapteq": ("GAPTEQ", date(2022, 12, 15)),
}
"""The example vendors with the day at which their own clocks start."""


def load(now: datetime) -> list[SignIn]:
    """Make what is missing of the example vendors; who can sign in there. Safe to repeat."""
    for slug, (name, day) in SANDBOXES.items():
        if vendor_by_slug(slug) is None:
            create_vendor(slug=slug, name=name, sandbox_day=day)
    return []
