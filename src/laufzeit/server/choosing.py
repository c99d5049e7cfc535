"""Which vendors a command is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from laufzeit.server.output import fail

if TYPE_CHECKING:
    from laufzeit.vendors.models import Vendor


def chosen(slug: str | None) -> list[Vendor]:
    """The one that is named, or all; ends the command where there is none of that name."""
    from laufzeit.vendors.store import all_vendors, vendor_by_slug

    if slug is None:
        return all_vendors()
    vendor = vendor_by_slug(slug)
    if vendor is None:
        fail(f"There is no vendor {slug}.")
    return [vendor]
