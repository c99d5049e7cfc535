"""What lines of usage are held against, and their way into the table. Everything runs inside ``acting_for(vendor)``.

Row-level security allows no COPY into a vendor's table, so rows go by COPY into a temporary one and from there by
INSERT … SELECT, through the policies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from struct import Struct
from typing import Final
from uuid import UUID

import uuid_utils
from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from laufzeit.dates.period import Period
from laufzeit.usage.judging import Contract, Entry
from laufzeit.vendors.tenancy import acting_vendor_id

_ARRIVED: Final = (
    "CREATE TEMPORARY TABLE usage_arrived (id uuid, line bigint, contract uuid, meter text, day date, at timestamptz,"
    ' quantity bigint, subject text, sender_id text COLLATE "C") ON COMMIT DROP'
)
# In the order of the senders' ids, so that two imports at once never wait for each other crosswise.
_RECORD: Final = """
    INSERT INTO usage_record (id, vendor_id, contract, meter, day, at, quantity, subject, sender_id, received_at)
    SELECT id, %s, contract, meter, day, at, quantity, subject, sender_id, %s FROM usage_arrived
    ORDER BY sender_id, line
"""
_RECORD_NEW: Final = f"{_RECORD} ON CONFLICT (vendor_id, sender_id) DO NOTHING"
# COPY's binary format: of each row the number of fields, of each field its length (-1: null) and its bytes.
_HEADER: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER: Final = b"\xff\xff"
_FIRST: Final = Struct(">hi16siqi16si").pack
_ON_A_DAY: Final = Struct(">iiiiqi").pack
_AT_AN_INSTANT: Final = Struct(">iiiqiqi").pack
_LENGTH: Final = Struct(">i").pack
_DAY_ZERO: Final = date(2000, 1, 1).toordinal()
_INSTANT_ZERO: Final = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_KNOWN_BEFORE: Final = """
    SELECT a.line, (a.contract, a.meter, a.day, a.at, a.quantity, a.subject)
        IS NOT DISTINCT FROM (r.contract, r.meter, r.day, r.at, r.quantity, r.subject)
    FROM usage_arrived a JOIN usage_record r ON r.vendor_id = %s AND r.sender_id = a.sender_id
    WHERE r.id <> a.id ORDER BY a.line
"""


def contracts_named(names: Collection[str]) -> dict[str, Contract]:
    """The vendor's contracts by what they are called: a number or else an id.

    Asks the table of the room beside this one, which may not be imported from here: this is the one place that knows
    it, with the trigger in the migration.
    """
    columns = "SELECT id, number, starts_on, ends_on FROM contracts_contract WHERE vendor_id = %s AND"
    ids = [id_ for name in names if (id_ := _as_id(name)) is not None]
    with connection.cursor() as cursor:
        cursor.execute(f"{columns} id = ANY(%s)", [acting_vendor_id(), ids])
        by_id = {str(id_): Contract(id_.bytes, Period(start, end)) for id_, _, start, end in cursor.fetchall()}
        cursor.execute(f"{columns} number = ANY(%s)", [acting_vendor_id(), list(names)])
        by_number = {number: Contract(id_.bytes, Period(start, end)) for id_, number, start, end in cursor.fetchall()}
    return by_id | by_number


def _as_id(name: str) -> UUID | None:
    """An id in its usual form; others would have to be looked up under their usual form too."""
    if len(name) == 36:
        with suppress(ValueError):
            id_ = UUID(name)
            return id_ if str(id_) == name else None
    return None


def record(copied: bytes, count: int, now: datetime) -> tuple[int, list[tuple[int, bool]]]:
    """Adds the entries of ``as_copied`` (there are ``count``) whose senders' ids are new. Gives how many those are, and
    of each other one its line and whether what is recorded under its id is the same."""
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVED)
        with (
            connection.wrap_database_errors,
            cursor.cursor.copy("COPY usage_arrived FROM STDIN (FORMAT binary)") as copy,
        ):
            copy.write(copied)
        added, known = _added(now), []
        if added != count:
            cursor.execute(_KNOWN_BEFORE, [acting_vendor_id()])
            known = cursor.fetchall()
        cursor.execute("DROP TABLE usage_arrived")
    return added, known


def _added(now: datetime) -> int:
    """How many of those that arrived were new. Mostly all are, and to insert them as if they were takes a quarter less
    time than to ask for each; where one is not, nothing of it has happened, and they are asked for."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(_RECORD, [acting_vendor_id(), now])
        except IntegrityError as refused:
            if not isinstance(refused.__cause__, UniqueViolation):
                raise
            cursor.execute(_RECORD_NEW, [acting_vendor_id(), now])
        return int(cursor.rowcount)


def as_copied(entries: Iterable[Entry]) -> bytes:
    """Entries in COPY's binary format: no text of theirs can be taken for the end of a field, and PostgreSQL has
    nothing to parse. They get their ids here, in the order of the lines."""
    return b"".join([_HEADER, *map(_as_copied, entries), _TRAILER])


def _as_copied(entry: Entry) -> bytes:
    number, contract, meter, day, at, quantity, subject, sender_id = entry
    first = _FIRST(9, 16, uuid_utils.uuid7().bytes, 8, number, 16, contract, len(meter))
    who, said = subject.encode(), sender_id.encode()
    if at is None:
        middle = _ON_A_DAY(4, day.toordinal() - _DAY_ZERO, -1, 8, quantity, len(who))
    else:
        micros = (at - _INSTANT_ZERO) // _MICROSECOND
        middle = _AT_AN_INSTANT(4, day.toordinal() - _DAY_ZERO, 8, micros, 8, quantity, len(who))
    return b"".join((first, meter, middle, who, _LENGTH(len(said)), said))
