"""What lines of usage are held against, and their way into the table. Everything runs inside ``acting_for(vendor)``.

Row-level security allows no COPY into a vendor's table, so rows go by COPY into a temporary one and from there by
INSERT … SELECT, through the policies.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final
from uuid import UUID

import uuid_utils
from django.db import connection

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
    ON CONFLICT (vendor_id, sender_id) DO NOTHING
"""
_KNOWN_BEFORE: Final = """
    SELECT a.line, (a.contract, a.meter, a.day, a.at, a.quantity, a.subject)
        IS NOT DISTINCT FROM (r.contract, r.meter, r.day, r.at, r.quantity, r.subject)
    FROM usage_arrived a JOIN usage_record r ON r.vendor_id = %s AND r.sender_id = a.sender_id
    WHERE r.id <> a.id ORDER BY a.line
"""


def contracts_named(names: Sequence[str]) -> dict[str, Contract]:
    """The vendor's contracts by what they are called: a number or else an id.

    Asks the table of the room beside this one, which may not be imported from here: this is the one place that knows
    it, with the trigger in the migration.
    """
    columns = "SELECT id::text, number, starts_on, ends_on FROM contracts_contract WHERE vendor_id = %s AND"
    ids = [id_ for name in names if (id_ := _as_id(name)) is not None]
    found: dict[str, Contract] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"{columns} number = ANY(%s)", [acting_vendor_id(), list(names)])
        by_number = cursor.fetchall()
        cursor.execute(f"{columns} id = ANY(%s)", [acting_vendor_id(), ids])
        for id_, _, start, end in cursor.fetchall():
            found[id_] = Contract(id_, Period(start, end))
    return found | {number: Contract(id_, Period(start, end)) for id_, number, start, end in by_number}


def _as_id(name: str) -> UUID | None:
    """An id in its usual form; others would have to be looked up under their usual form too."""
    if len(name) == 36:
        with suppress(ValueError):
            id_ = UUID(name)
            return id_ if str(id_) == name else None
    return None


def record(entries: Sequence[Entry], now: datetime) -> tuple[int, list[tuple[int, bool]]]:
    """Adds the entries whose senders' ids are new. Gives how many those are, and of each other one its line and
    whether what is recorded under its id is the same."""
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVED)
        with connection.wrap_database_errors, cursor.cursor.copy("COPY usage_arrived FROM STDIN") as copy:
            copy.write("".join(map(_as_copied, entries)))
        cursor.execute(_RECORD, [acting_vendor_id(), now])
        added, known = cursor.rowcount, []
        if added != len(entries):
            cursor.execute(_KNOWN_BEFORE, [acting_vendor_id()])
            known = cursor.fetchall()
        cursor.execute("DROP TABLE usage_arrived")
    return added, known


def _as_copied(entry: Entry) -> str:
    """A line in COPY's text format.

    Raises ``ValueError`` for what ``line.read_line`` would not have let through: a tab would begin another field.
    """
    number, contract, meter, day, at, quantity, subject, sender_id = entry
    said = f"{subject}\t{sender_id}"
    if not (subject.isprintable() and sender_id.isprintable()):
        raise ValueError(f"line {number}: neither subject nor id may have anything unprintable")
    if "\\" in said:
        said = said.replace("\\", "\\\\")
    instant = "\\N" if at is None else at.isoformat()
    return f"{uuid_utils.uuid7()}\t{number}\t{contract}\t{meter}\t{day}\t{instant}\t{quantity}\t{said}\n"
