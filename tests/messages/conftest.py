from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.messages import mail_server
from tests.messages.mail_server import Received
from tests.messages.samples import RED


@pytest.fixture
def mailing() -> Iterator[Received]:
    """A mail server that takes everything."""
    with mail_server.running() as received:
        yield received


@pytest.fixture
def sending(transactional_db: None) -> Any:
    """A vendor with a letterhead, in a database where commits are commits."""
    from laufzeit.messages.actions import set_letterhead
    from laufzeit.vendors.store import acting_for, create_vendor

    vendor = create_vendor(slug="red", name="RED connect GmbH")
    with acting_for(vendor.id):
        set_letterhead(vendor.id, RED)
    return vendor
