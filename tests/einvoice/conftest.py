from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from laufzeit.invoices.document import Document

NOW = datetime(2026, 4, 2, 8, 0, tzinfo=UTC)
CATALOGUE = Path(__file__).parents[2] / "examples" / "red-connect.toml"


def set_up(slug: str) -> Any:
    """A vendor that sells what the example says."""
    from laufzeit.catalogue.actions import apply
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug=slug, name="RED connect")
    text = CATALOGUE.read_text(encoding="utf-8").replace('key = "red-connect"', f'key = "{slug}"')
    text = text.replace("red-connect.localhost", f"{slug}.localhost")
    with acting_for(vendor.id):
        apply(vendor, text, by="test", now=NOW)
    return vendor


@pytest.fixture
def seller(db: None) -> Any:
    """A vendor with its catalogue."""
    return set_up("red-connect")


Issue = Callable[[Sequence[Document]], list[Document]]


@pytest.fixture
def issue(seller: Any) -> Issue:
    """Stores documents as a small billing run does; each gets an id and a number of its own."""
    from laufzeit.invoices import store
    from laufzeit.vendors.models import new_id
    from laufzeit.vendors.store import acting_for

    given: list[UUID] = []

    def issued(some: Sequence[Document]) -> list[Document]:
        made = []
        for one in some:
            given.append(new_id())
            made.append(replace(one, id=given[-1], number=f"RE-2026-{len(given):06}"))
        with acting_for(seller.id):
            store.insert([store.Issue(one, 0, None) for one in made])
        return made

    return issued
