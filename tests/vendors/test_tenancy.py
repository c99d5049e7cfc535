"""One vendor's rows do not exist for another, not even for a query that forgets the filter."""

from __future__ import annotations

from datetime import date

import psycopg.errors
import pytest
from django.db import ProgrammingError, connection, transaction

from laufzeit.server.models import Session
from laufzeit.vendors.models import Vendor, new_id
from laufzeit.vendors.sandbox import ClockRunsForward, moved
from laufzeit.vendors.store import acting_for, create_vendor, move_clock, vendor_at
from laufzeit.vendors.tenancy import NoVendor, OtherVendor, acting_vendor_id

TABLES_OF_ALL = {
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "laufzeit_cache",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
}
"""Tables without anything of a vendor's in them; every other one is under row-level security."""


def rows(query: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def keep_session(vendor: Vendor, key: str) -> None:
    with acting_for(vendor.id):
        Session.objects.create(session_key=key, session_data="", expire_date="2100-01-01T00:00Z", vendor=vendor)


def test_a_query_that_forgets_the_filter_sees_only_the_acting_vendors_rows(vendor, other_vendor):
    keep_session(vendor, "ours")
    keep_session(other_vendor, "theirs")
    with acting_for(vendor.id):
        assert rows("SELECT session_key FROM server_session") == [("ours",)]
    with acting_for(other_vendor.id):
        assert rows("SELECT session_key FROM server_session") == [("theirs",)]
    assert rows("SELECT session_key FROM server_session") == []


def test_changing_or_removing_anothers_row_finds_nothing(vendor, other_vendor):
    keep_session(other_vendor, "theirs")
    with acting_for(vendor.id):
        assert Session.objects.filter(session_key="theirs").update(session_data="mine now") == 0
        assert Session.objects.filter(session_key="theirs").delete() == (0, {})
    with acting_for(other_vendor.id):
        assert rows("SELECT session_data FROM server_session") == [("",)]


def test_the_database_refuses_a_row_for_another_vendor(vendor, other_vendor):
    with acting_for(vendor.id), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Session.objects.create(session_key="k", session_data="", expire_date="2100-01-01T00:00Z", vendor=other_vendor)


def test_the_directory_can_be_read_by_all_and_written_by_its_vendor_alone(vendor, other_vendor):
    assert vendor_at("nowhere.example", "other") == (other_vendor, False)
    with acting_for(vendor.id):
        assert Vendor.objects.filter(id=other_vendor.id).update(name="Mine") == 0
        assert Vendor.objects.filter(id=vendor.id).update(name="Renamed") == 1


@pytest.mark.parametrize(
    "command",
    [
        "ALTER TABLE server_session DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE server_session NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY server_session_apart ON server_session",
        "CREATE POLICY all_of_it ON server_session USING (true)",
        "SET ROLE laufzeit_worker",
        "ALTER ROLE laufzeit_app BYPASSRLS",
        "CREATE TABLE mine (id int)",
        "DELETE FROM django_migrations",
    ],
)
def test_the_app_cannot_free_itself(acting, command):
    with pytest.raises(ProgrammingError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_every_table_is_under_row_level_security(db):
    question = """
        SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
            EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'vendor_id')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
    """
    found = rows(question)
    unprotected = {name for name, enabled, _, _ in found if not enabled}
    assert unprotected == TABLES_OF_ALL
    assert [name for name, _, forced, of_vendor in found if of_vendor and not forced] == []


def test_acting_ends_with_its_block(vendor):
    with acting_for(vendor.id):
        assert acting_vendor_id() == vendor.id
        with acting_for(vendor.id):
            assert rows("SELECT laufzeit_vendor()") == [(vendor.id,)]
        assert rows("SELECT laufzeit_vendor()") == [(vendor.id,)]
    assert rows("SELECT laufzeit_vendor()") == [(None,)]
    with pytest.raises(NoVendor):
        acting_vendor_id()


def test_a_failed_block_does_not_leave_its_vendor_behind(vendor):
    with pytest.raises(ZeroDivisionError), acting_for(vendor.id):
        raise ZeroDivisionError
    assert rows("SELECT laufzeit_vendor()") == [(None,)]


def test_nobody_acts_for_two_vendors_at_once(vendor, other_vendor):
    with acting_for(vendor.id), pytest.raises(OtherVendor), acting_for(other_vendor.id):
        pass


def test_the_operators_flag_ends_with_its_block(vendor):
    with acting_for(vendor.id):
        with acting_for(vendor.id, operator=True):
            assert rows("SELECT laufzeit_operator()") == [(True,)]
        assert rows("SELECT laufzeit_operator()") == [(False,)]


@pytest.mark.django_db(transaction=True)
def test_a_connection_never_carries_a_vendor_along():
    vendor = create_vendor(slug="red", name="RED")
    keep_session(vendor, "ours")
    assert rows("SELECT current_setting('laufzeit.vendor', true)") == [("",)]
    assert rows("SELECT * FROM server_session") == []


def test_a_host_names_its_vendor_before_any_path(db):
    at_host = create_vendor(slug="hosted", name="Hosted", hosts=["Contracts.Example.com"])
    by_path = create_vendor(slug="red", name="RED")
    assert vendor_at("contracts.example.com", "red") == (at_host, True)
    assert vendor_at("localhost", "red") == (by_path, False)
    assert vendor_at("localhost", "nobody") == (None, False)


def test_a_sandbox_clock_only_moves_forward(db):
    sandbox = create_vendor(slug="sandbox", name="Sandbox", sandbox_day=date(2021, 3, 31))
    with acting_for(sandbox.id):
        assert move_clock(sandbox.id, date(2021, 7, 1)) == date(2021, 7, 1)
        with pytest.raises(ClockRunsForward, match="2021-07-01 and cannot go back to 2021-06-30"):
            move_clock(sandbox.id, date(2021, 6, 30))
        assert Vendor.objects.get(id=sandbox.id).sandbox_day == date(2021, 7, 1)


def test_a_vendor_in_the_world_has_the_worlds_clock(acting):
    with pytest.raises(ValueError, match="no sandbox"):
        move_clock(acting.id, date(2021, 7, 1))


def test_staying_on_a_day_is_no_way_back():
    assert moved(date(2021, 3, 31), date(2021, 3, 31)) == date(2021, 3, 31)


def test_ids_sort_by_the_time_of_their_making():
    ids = [new_id() for _ in range(50)]
    assert ids == sorted(ids)
