"""One PostgreSQL for the whole run, a database of its own for each process, every test connected as the app's role.

Without `DATABASE_URL` the server is an embedded one in a temporary folder; with it, the tests make and drop databases
on that server (its role needs CREATEROLE and CREATEDB). Settings are loaded before the server runs: it starts with the
first test that asks for it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from chromium import MISSING, find_chromium
from tests import database

SETTINGS = {
    "LAUFZEIT_SECRET_KEY": database.SECRET,
    "LAUFZEIT_HOSTS": "localhost,127.0.0.1,testserver",
    "LAUFZEIT_PUBLIC_URL": "http://testserver",
    "DJANGO_SETTINGS_MODULE": "laufzeit.server.settings",
    # Playwright's own event loop runs in the thread of the test, which Django would take for an async view.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}
FOLDER = "TESTS_OF_LAUFZEIT"
NEEDS_DATABASE = {
    "db",
    "transactional_db",
    "django_db_setup",
    "live_server",
    "client",
    "vendor",
    "other_vendor",
    "acting",
}
NEEDS_BROWSER = {"browser", "page", "context", "new_context"}


# On every push the same examples; by hand new ones each time, which is how properties find what nobody thought of.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("new", deadline=None)
hypothesis.settings.load_profile("same" if os.environ.get("CI") else "new")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected outputs (golden files) anew")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew instead of compared."""
    return bool(request.config.getoption("--update"))


def pytest_configure(config: pytest.Config) -> None:
    for name in [name for name in os.environ if name.startswith("LAUFZEIT_")]:
        del os.environ[name]
    if not hasattr(config, "workerinput"):
        folder = Path(tempfile.mkdtemp(prefix="laufzeit-tests-"))
        folder.chmod(0o711)
        os.environ[FOLDER] = str(folder)
    os.environ |= {**SETTINGS, "LAUFZEIT_HOME": f"{os.environ[FOLDER]}/home"}
    os.environ.setdefault("DATABASE_URL", database.NOT_YET_STARTED)
    _load_django()


def _load_django() -> None:
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATABASES["default"] |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and FOLDER in os.environ:
        database.drop_template(Path(os.environ[FOLDER]))
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if used & NEEDS_DATABASE or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.slow)
        if used & NEEDS_BROWSER:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """Replaces the one of pytest-django: the owner makes the database, the tests use it as `laufzeit_app`."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with database.running(Path(os.environ[FOLDER])) as server, django_db_blocker.unblock(), server.database(worker):
        yield


@pytest.fixture
def vendor(db: None) -> Any:
    """A vendor, found at `/red/`."""
    from laufzeit.vendors.store import create_vendor

    return create_vendor(slug="red", name="RED connect GmbH")


@pytest.fixture
def other_vendor(db: None) -> Any:
    """Somebody else, found at `/other/`."""
    from laufzeit.vendors.store import create_vendor

    return create_vendor(slug="other", name="Other GmbH")


@pytest.fixture
def acting(vendor: Any) -> Iterator[Any]:
    """The test acts for `vendor`; what it writes is gone afterwards."""
    from laufzeit.vendors.store import acting_for

    with acting_for(vendor.id):
        yield vendor


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, which speaks to nobody but the test."""
    program = find_chromium()
    if program is None:
        pytest.fail(MISSING, pytrace=False)
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": program, "args": [*quiet, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin"}
