"""Plain SQL with a kept plan: the policies hold whenever it runs, and rows are what the ORM would give."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from laufzeit.customers import store as customers
from laufzeit.customers.models import Organisation, User
from laufzeit.vendors.models import Vendor
from laufzeit.vendors.reading.store import Table, asked, first
from laufzeit.vendors.store import acting_for, create_vendor, vendor_at

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

EVERYBODY = "SELECT name FROM customers_organisation ORDER BY name"
"""A question that forgets the vendor."""


@dataclass(frozen=True)
class House:
    vendor: Vendor
    organisation: Organisation
    user: User

    @contextmanager
    def acting(self) -> Iterator[None]:
        with acting_for(self.vendor.id):
            yield


def house(slug: str) -> House:
    vendor = create_vendor(slug=slug, name=slug.title())
    with acting_for(vendor.id):
        organisation = Organisation.objects.create(number="K-1", name=f"Praxis {slug}")
        user = User.objects.create(
            vendor=vendor, organisation=organisation, role="main", email=f"anna@{slug}.example", first_name="Anna"
        )
    return House(vendor, organisation, user)


@pytest.fixture
def red() -> House:
    return house("red")


@pytest.fixture
def blue() -> House:
    return house("blue")


def prepared_statements() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement = %s", [EVERYBODY])
        return int(cursor.fetchone()[0])


def test_one_kept_plan_shows_each_vendor_its_own_rows(red: House, blue: House) -> None:
    # More often than the five times after which PostgreSQL may take the same plan for everybody.
    for _ in range(8):
        for one in (red, blue):
            with one.acting():
                assert asked(EVERYBODY, []) == [(one.organisation.name,)]
    assert prepared_statements() == 1


def test_outside_of_any_vendor_a_kept_plan_shows_nothing(red: House) -> None:
    with red.acting():
        for _ in range(8):
            asked(EVERYBODY, [])
    assert asked(EVERYBODY, []) == []


def test_after_a_rollback_statements_are_prepared_anew(red: House) -> None:
    with red.acting():
        asked(EVERYBODY, [])
        with pytest.raises(ProgrammingError), transaction.atomic():
            asked("SELECT nothing FROM nowhere", [])
        assert asked(EVERYBODY, []) == [(red.organisation.name,)]


def test_errors_are_those_of_the_framework(red: House) -> None:
    with red.acting(), pytest.raises(IntegrityError) as caught, transaction.atomic():
        asked(
            "INSERT INTO vendors_vendor (id, slug, name, language, languages, time_zone, sandbox)"
            " VALUES (%s, 'other', 'Other', 'de', '{}', 'Europe/Berlin', NULL) RETURNING id",
            [red.vendor.id],
        )
    assert isinstance(caught.value.__cause__, psycopg.errors.NotNullViolation)


def test_where_queries_are_listed_the_values_stand_in_them(red: House) -> None:
    with red.acting(), CaptureQueriesContext(connection) as listed:
        assert first("SELECT name FROM customers_organisation WHERE id = %s", [red.organisation.id])
    assert [red.organisation.id.hex in query["sql"] for query in listed] == [True]


def test_a_row_becomes_what_the_orm_gives(red: House) -> None:
    table = Table(Organisation, "o")
    with red.acting():
        row = first(f"SELECT {table.columns} FROM customers_organisation o WHERE o.id = %s", [red.organisation.id])
        assert row is not None
        ours, known = table.instance(row), Organisation.objects.get(id=red.organisation.id)
    names = [field.attname for field in Organisation._meta.concrete_fields]
    assert [getattr(ours, name) for name in names] == [getattr(known, name) for name in names]
    assert not ours._state.adding


def test_a_person_comes_with_the_organisation_in_one_query(red: House) -> None:
    with red.acting():
        with CaptureQueriesContext(connection) as listed:
            found = customers.user(red.user.id)
            assert found is not None and found.organisation == red.organisation
        assert len(listed) == 1
        found.first_name = "Anne"
        found.save(update_fields=["first_name"])
        assert User.objects.get(id=red.user.id).first_name == "Anne"


def test_nobody_of_another_vendor_is_found(red: House, blue: House) -> None:
    with red.acting():
        assert customers.user(blue.user.id) is None
        assert customers.user(UUID(int=0)) is None


def test_the_directory_finds_by_host_before_it_finds_by_path() -> None:
    named = create_vendor(slug="hosted", name="Hosted", hosts=["contracts.hosted.example"])
    other = create_vendor(slug="other", name="Other")
    assert vendor_at("contracts.hosted.example", "other") == (named, True)
    assert vendor_at("localhost", "other") == (other, False)
    assert vendor_at("localhost", "nobody") == (None, False)
    found, _ = vendor_at("localhost", "other")
    assert found is not None and found.languages == ["de", "en"] and found.sandbox is False


@pytest.fixture
def _kept(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A connection that outlives requests, as the web server keeps it; tests otherwise end it with each."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", None)
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    connection.close()
    connection.ensure_connection()
    yield
    connection.close()


@pytest.mark.usefixtures("_kept")
def test_a_connection_that_was_lost_between_two_requests_is_made_anew() -> None:
    create_vendor(slug="lasting", name="Lasting")
    for _ in range(2):
        lost = backend()
        lose_connection()
        connection.close_if_unusable_or_obsolete()  # what Django does as a request begins
        found, _by_host = vendor_at("localhost", "lasting")
        assert found is not None and found.name == "Lasting"
        assert backend() != lost


@pytest.mark.usefixtures("_kept")
def test_what_reads_is_itself_the_test_of_a_kept_connection() -> None:
    create_vendor(slug="lasting", name="Lasting")
    connection.close_if_unusable_or_obsolete()
    assert not connection.health_check_done
    with mock.patch.object(connection, "is_usable", side_effect=AssertionError("asked whether it works")):
        vendor_at("localhost", "lasting")
        with transaction.atomic():
            asked(EVERYBODY, [])
    assert connection.health_check_done


@pytest.mark.usefixtures("_kept")
def test_a_statement_that_fails_on_a_good_connection_is_not_asked_twice() -> None:
    before = backend()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 50")
    connection.close_if_unusable_or_obsolete()
    try:
        with pytest.raises(OperationalError):
            asked("SELECT pg_sleep(5)", [])
        assert backend() == before
    finally:
        connection.close()


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def lose_connection() -> None:
    """The database's process behind our connection ends, as when the server restarts."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [backend()])
    finally:
        other.close()
