"""The world of these tests is made once for a file, committed, and gone with the database of the process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.security.world import World, build_world


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    from django.test import TransactionTestCase

    with django_db_blocker.unblock():
        made = build_world()
    yield made
    with django_db_blocker.unblock():
        # The run's own way to begin with an empty database (tests/database.py).
        TransactionTestCase._fixture_teardown(None)


@pytest.fixture
def world(made_once: World, db: None) -> World:
    """What a test changes is rolled back after it."""
    return made_once
