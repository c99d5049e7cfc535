"""A vendor with a meter of each kind, and contracts to count for, on the real database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from tests.contracts.conftest import EXAMPLES

from laufzeit.catalogue.model import Aggregate, Meter, TermsRef
from laufzeit.catalogue.texts import Texts

TODAY = date(2021, 2, 10)
NOON = datetime(2021, 2, 10, 11, tzinfo=UTC)
PLUS = TermsRef("plus", "2020")
METERS = {
    "sms": Aggregate.SUM,
    "storage": Aggregate.MAXIMUM,
    "people": Aggregate.DISTINCT,
    "devices": Aggregate.LAST,
}


def meter(key: str) -> Meter:
    return Meter(key, Texts.of({"de": key, "en": key}), aggregate=METERS[key])


def catalogue_text(key: str = "red-connect") -> str:
    """RED connect's, with a meter of each kind."""
    text = (EXAMPLES / "red-connect.toml").read_text(encoding="utf-8").replace('key = "red-connect"', f'key = "{key}"')
    further = "".join(
        f'[meter.{name}]\nde = "{name}"\nen = "{name}"\naggregate = "{aggregate.value}"\n\n'
        for name, aggregate in METERS.items()
        if name != "sms"
    )
    return text.replace("[meter.sms]", f"{further}[meter.sms]")


@dataclass
class House:
    """A vendor and its contracts: ids by number, all begun before 2021."""

    vendor: Any
    contracts: dict[str, UUID]

    @property
    def numbers(self) -> list[str]:
        return list(self.contracts)


def furnish(vendor: Any, contracts: int = 3) -> House:
    """Apply the catalogue and conclude contracts; inside ``acting_for``."""
    from laufzeit.catalogue.actions import apply
    from laufzeit.catalogue.store import catalogue_of
    from laufzeit.contracts.models import Contract
    from laufzeit.server.bench.population import Plan, populate

    apply(vendor, catalogue_text(), by="test", now=NOON)
    populate(vendor.id, catalogue_of(vendor.id), Plan(PLUS, 1, TODAY), contracts)
    return House(vendor, dict(Contract.objects.order_by("id").values_list("number", "id")))


@pytest.fixture
def house(acting: Any) -> House:
    return furnish(acting)
