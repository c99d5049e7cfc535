"""People to sign in with."""

from __future__ import annotations

from typing import Any

import pytest

PASSWORD = "correct horse battery"


@pytest.fixture
def organisation(acting: Any) -> Any:
    from laufzeit.customers.actions import create_organisation

    return create_organisation(details(), by=None)


def details(**changes: Any) -> Any:
    """A doctor's practice in Bremen."""
    from laufzeit.customers.addresses import Address
    from laufzeit.customers.details import OrganisationDetails

    values = {"name": "Praxis Dr. Sommer", "address": Address("Lindenweg 5", "", "28195", "Bremen", "DE")}
    return OrganisationDetails(**{**values, **changes})


def person(email: str, first: str = "Anna", last: str = "Sommer", **more: Any) -> Any:
    from laufzeit.customers.details import Person

    return Person(email, first, last, **more)
