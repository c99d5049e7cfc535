"""Who writes: the vendor's name, colours and the particulars that business letters have to carry."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Head:
    """Facts of a vendor for its letters.

    ``register`` ("Amtsgericht München, HRB 123456"), ``managers`` and ``seat`` are what § 35a GmbHG asks for,
    ``email``, ``phone`` and ``vat_id`` what § 5 DDG asks for. ``mail_from`` is the address letters come from; empty:
    the installation's. Colours are ``#rrggbb``; ``ink`` is readable on ``brand``.
    """

    name: str
    legal_name: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    seat: str = ""
    register: str = ""
    managers: tuple[str, ...] = ()
    vat_id: str = ""
    tax_number: str = ""
    brand: str = "#1f4e79"
    ink: str = "#ffffff"
    mail_from: str = ""
    time_zone: str = "Europe/Berlin"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Head:
        """The stored letterhead; what is no longer a fact of it is left out, what is new has its default."""
        values: dict[str, Any] = {
            field.name: tuple(stored[field.name]) if isinstance(stored[field.name], list) else stored[field.name]
            for field in fields(cls)
            if field.name in stored
        }
        return cls(**values)
