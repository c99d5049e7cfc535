"""Nothing of one vendor, and nothing of one customer, can be reached from another: by address, by query, or by job."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg.errors
import pytest
from django.apps import apps
from django.db import Error, connection, transaction

from tests.security.pages import Page, all_pages
from tests.security.world import House, World

OPEN_TO_ALL = {
    "auth_group": "empty: rights come from roles, not from Django's groups",
    "auth_group_permissions": "empty, as above",
    "auth_permission": "names of rights that Django's admin asks for by table",
    "django_content_type": "names of tables",
    "django_migrations": "names of migrations, read only for the app",
    "laufzeit_cache": "counters of failed attempts under hashed keys that begin with the vendor",
    "procrastinate_periodic_defers": "when a periodic job was queued last",
    "procrastinate_workers": "heartbeats of workers",
}
"""The tables that are not under row-level security, each with what is in them."""

DIRECTORY = {"vendors_vendor", "vendors_host"}
"""Everybody may look up a vendor, nobody may write another's row."""

SEEN_BY_ALL_WITHIN = {"procrastinate_events": "through the job it belongs to"}

APPEND_ONLY = {
    "contracts_logentry",
    "contracts_effectdone",
    "contracts_erasure",
    "customers_accountevent",
    "catalogue_appliedcatalogue",
    "catalogue_agreementtext",
    "portal_publiccancellation",
    "usage_record",
}


def ask(question: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


def tables() -> list[str]:
    question = (
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND NOT relispartition"
    )
    return sorted(name for (name,) in ask(question))


def tables_of_vendors() -> list[str]:
    question = (
        "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE attname = 'vendor_id' AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND NOT relispartition"
    )
    return sorted(name for (name,) in ask(question))


UNSEEN = {"server_session", "laufzeit_cache"}


def print_of(house: House) -> str:
    """A print of every row that is the vendor's; sessions and counters of attempts come and go."""
    found = hashlib.sha256()
    with house.acting():
        for table in tables():
            if table in OPEN_TO_ALL or table in UNSEEN:
                continue
            column = "vendor_id" if table in tables_of_vendors() else None
            where = " WHERE vendor_id = laufzeit_vendor()" if column and table != "customers_user" else ""
            for (row,) in ask(f"SELECT t::text FROM {table} t{where} ORDER BY 1"):
                found.update(f"{table}{row}\n".encode())
    return found.hexdigest()


def test_every_table_is_under_a_policy_or_explained(world: World) -> None:
    protected = {
        name
        for (name,) in ask(
            "SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND relrowsecurity AND relforcerowsecurity"
            " AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid)"
        )
    }
    # Procrastinate's own functions, which the owner runs, must see all jobs.
    unforced = {"procrastinate_jobs", "procrastinate_events"}
    assert set(tables()) - protected - set(OPEN_TO_ALL) - unforced == set()
    assert ask("SELECT bool_and(relrowsecurity) FROM pg_class WHERE relname = ANY(%s)", list(unforced)) == [(True,)]
    assert set(OPEN_TO_ALL) - set(tables()) == set()


def test_no_policy_but_that_of_the_directory_lets_strangers_read(world: World) -> None:
    found = ask(
        "SELECT DISTINCT polrelid::regclass::text FROM pg_policy WHERE pg_get_expr(polqual, polrelid) = 'true'"
        " AND polroles = '{0}'"
    )
    assert {name for (name,) in found} == DIRECTORY


def test_tables_open_to_all_hold_nothing_of_anybody(world: World) -> None:
    for table in OPEN_TO_ALL.keys() - {"laufzeit_cache"}:
        if ask("SELECT has_table_privilege('laufzeit_app', %s, 'SELECT')", table) == [(False,)]:
            continue
        for (row,) in ask(f"SELECT t::text FROM {table} t"):
            assert "example" not in row and "Sonder" not in row


def test_views_and_functions_open_no_side_door(world: World) -> None:
    assert (
        ask("SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace") == []
    )
    definers = ask(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND has_function_privilege('laufzeit_app', oid, 'EXECUTE') ORDER BY 1"
    )
    # These two make and attach the part of a large billing run, for the acting vendor only.
    assert definers == [("laufzeit_attach_part",), ("laufzeit_new_part",)], (
        "functions that run with their owner's rights"
    )


def test_partitions_are_reached_through_their_table_only(world: World) -> None:
    found = ask(
        "SELECT relname, has_table_privilege('laufzeit_app', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
        " FROM pg_class WHERE relispartition AND relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    assert found and not any(allowed for _name, allowed in found)


def test_the_app_may_write_no_table_but_through_policies(world: World) -> None:
    found = ask(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles"
        " WHERE rolname IN ('laufzeit_app', 'laufzeit_worker') ORDER BY 1"
    )
    assert [set(properties) for _name, *properties in found] == [{False}, {False}]
    assert ask("SELECT count(*) FROM pg_class WHERE relowner = 'laufzeit_app'::regrole") == [(0,)]
    assert ask("SELECT current_user") == [("laufzeit_app",)]
    members = "SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members"
    assert ask(f"{members} WHERE member IN ('laufzeit_app'::regrole, 'laufzeit_worker'::regrole)") == [
        ("laufzeit_app", "laufzeit_worker")
    ]
    truncating = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    assert ask(f"{truncating} AND has_table_privilege('laufzeit_app', oid, 'TRUNCATE')") == [(0,)]


def test_raw_sql_that_forgets_the_filter_reaches_no_row_of_another(world: World) -> None:
    """Each table in which the other vendor has rows: they cannot be seen, changed, removed or added to."""
    reached, filled = [], 0
    for table in tables_of_vendors():
        if table in DIRECTORY:
            continue
        with world.blue.acting():
            count = ask(f"SELECT count(*) FROM {table} WHERE vendor_id = %s", world.blue.vendor.id)[0][0]
        filled += count > 0
        with world.red.acting():
            if ask(f"SELECT count(*) FROM {table} WHERE vendor_id IS DISTINCT FROM laufzeit_vendor()") != [(0,)]:
                reached.append(f"{table} seen")
            changes = (f"UPDATE {table} SET vendor_id = vendor_id", f"DELETE FROM {table}")
            reached += [one for one in changes if _rows_of(f"{one} WHERE vendor_id = %s", world.blue.vendor.id)]
    assert reached == []
    assert filled >= 15, "the world has rows in nearly every table"


def _rows_of(command: str, vendor: Any) -> int:
    try:
        with transaction.atomic():
            return int(ask(command, vendor)[0][0])
    except Error as refused:
        if isinstance(refused.__cause__, psycopg.errors.InsufficientPrivilege):
            return 0
        raise


def test_no_row_can_be_given_to_another_vendor(world: World) -> None:
    given = []
    for model in apps.get_models():
        names = {field.column for field in model._meta.concrete_fields}
        if "vendor_id" not in names or model._meta.db_table in DIRECTORY:
            continue
        try:
            with world.red.acting(), transaction.atomic():
                rows = ask(f"UPDATE {model._meta.db_table} SET vendor_id = %s", world.blue.vendor.id)[0][0]
                if rows:
                    given.append(model._meta.db_table)
        except Error as refused:
            if not isinstance(refused.__cause__, psycopg.errors.InsufficientPrivilege | psycopg.errors.IntegrityError):
                given.append(f"{model._meta.db_table}: {refused}")
    assert given == []


def test_without_a_vendor_there_is_nothing_to_see(world: World) -> None:
    seen = {
        table: count
        for table in tables_of_vendors()
        if table not in DIRECTORY and (count := ask(f"SELECT count(*) FROM {table}")[0][0])
    }
    assert seen == {}


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_what_is_only_added_is_never_changed(world: World, table: str) -> None:
    """The app has no right to; and for everybody, the owner too, a trigger refuses."""
    for command in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        with world.red.acting(), pytest.raises(Error) as refused, transaction.atomic():
            ask(command)
        assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege), command
    found = ask(
        "SELECT tgenabled::text, tgtype FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
        " AND tgfoid = 'laufzeit_refuse_change'::regproc",
        table,
    )
    # Bits of tgtype: 1 each row, 2 before, 8 delete, 16 update, 32 truncate. "O": fires for everybody.
    assert sorted(found) == [("O", 1 + 2 + 8 + 16), ("O", 2 + 32)]


def with_ids(kind: str) -> list[Page]:
    named = {"contract_id", "customer_id", "item", "offer", "user", "invitation", "booking", "letter", "declaration"}
    pages = [page for page in all_pages() if named & set(page.parameters) and page.view.startswith(f"{kind}:")]
    assert pages
    return pages


SENT = {"seen_version": "2", "form_key": "01900000-0000-7000-8000-000000000001", "role": "auditor", "reason": "Nobody"}
"""Enough for the forms that ask for nothing else."""


def foreign(page: Page, house: House, other: House) -> Iterator[str]:
    """The page's address with all ids of another house, and with each id alone."""
    from tests.security.pages import arguments

    theirs = {name: value for name, value in arguments(page, other).items() if name not in ("plan", "sha256")}
    ids = {name: value for name, value in theirs.items() if name not in ("key", "edition", "token", "version")}
    for size in (1, len(ids)):
        for names in itertools.combinations(ids, size):
            yield page.url(house, **{name: ids[name] for name in names})


@pytest.mark.parametrize(("role", "kind"), [("main", "portal"), ("manager", "office")])
def test_ids_of_another_vendor_lead_nowhere(world: World, role: str, kind: str) -> None:
    client, before = world.red.enter(role), [print_of(house) for house in world]
    opened = []
    for page in with_ids(kind):
        for url in foreign(page, world.red, world.blue):
            for method in (client.get, client.post):
                answer = method(url, SENT)
                if answer.status_code not in (403, 404, 405) and not _refused_in_words(answer, page):
                    opened.append(f"{method.__name__} {page}: {answer.status_code}")
    assert opened == []
    assert [print_of(house) for house in world] == before


TOLD = {
    "portal:cancel_booking": {302},
    "portal:switch_completed": {200, 422},
    "portal:switch_extended": {200, 422},
}
"""The page of one's own contract opens and says that it has no such booking or switch."""


def _refused_in_words(answer: Any, page: Page) -> bool:
    return answer.status_code == 409 or answer.status_code in TOLD.get(page.view, ())


def test_ids_of_another_customer_lead_nowhere(world: World) -> None:
    house, client = world.red, world.red.enter("other")
    before, opened = print_of(house), []
    for page in with_ids("portal"):
        for method in (client.get, client.post):
            answer = method(page.url(house), SENT)
            if answer.status_code not in (403, 404, 405) and not _refused_in_words(answer, page):
                opened.append(f"{method.__name__} {page}: {answer.status_code}")
    assert opened == []
    assert print_of(house) == before


def test_jobs_of_one_vendor_touch_nothing_of_another(world: World) -> None:
    from laufzeit.contracts.jobs import tick
    from laufzeit.messages.actions import erase_outdated
    from laufzeit.messages.jobs import send_due

    before, ours = print_of(world.blue), print_of(world.red)
    later = datetime(2032, 1, 1, 12, tzinfo=UTC)
    done = tick(world.red.vendor.id, date(2032, 1, 1), later)
    assert done.effects > 10
    send_due(world.red.vendor.id, later)
    erase_outdated(world.red.vendor.id, date(2045, 1, 1))
    assert print_of(world.red) != ours
    assert print_of(world.blue) == before
