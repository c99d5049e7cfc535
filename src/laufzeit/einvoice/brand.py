"""How a vendor's documents look: its name, its colours, its logo."""

from __future__ import annotations

from dataclasses import dataclass

from laufzeit.catalogue.model import VendorFacts


@dataclass(frozen=True, slots=True)
class Brand:
    """``colour`` and ``ink`` are ``#rrggbb``; ``ink`` is readable on ``colour``. ``logo`` is a ``data:`` address of an
    SVG or a PNG, or empty."""

    name: str
    colour: str
    ink: str
    logo: str = ""

    @classmethod
    def of(cls, vendor: VendorFacts) -> Brand:
        return cls(vendor.name, vendor.brand, vendor.brand_ink, vendor.logo)
