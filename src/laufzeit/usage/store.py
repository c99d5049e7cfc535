"""Counting what was recorded, by PostgreSQL. Everything here runs inside ``acting_for(vendor)``.

``aggregate.counted`` says what a figure is; a test holds these questions to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

from laufzeit.catalogue.model import Aggregate, Meter
from laufzeit.dates.period import Period
from laufzeit.usage.aggregate import MICROS

ASKED_COLUMNS: Final = "contract uuid, meter text, aggregate text, starts_on date, ends_on date"
"""The columns of a table for ``counting``. ``ends_on`` is the first day after the period, null for an open one."""

# CASE, since behind a policy no index is used for coalesce: all days after the period would be read too.
_WITHIN: Final = (
    "r.vendor_id = laufzeit_vendor() AND r.contract = a.contract AND r.meter = a.meter"
    " AND r.day >= a.starts_on AND r.day < CASE WHEN a.ends_on IS NULL THEN 'infinity' ELSE a.ends_on END"
)
_GROUPED: Final = {
    Aggregate.SUM: "coalesce(sum(r.quantity), 0)",
    Aggregate.MAXIMUM: "coalesce(max(r.quantity), 0)",
    # Without a record the subject is null, which is not counted.
    Aggregate.DISTINCT: f"count(DISTINCT r.subject) * {MICROS}",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The figure of a meter in a period of a contract."""

    contract: UUID
    meter: str
    aggregate: Aggregate
    period: Period


def counted(contract: UUID, meter: Meter, periods: Sequence[Period]) -> dict[Period, int]:
    """The figures of one contract's meter in micros, by one query; 0 where nothing was recorded."""
    asked = (
        "(SELECT %s::uuid AS contract, %s AS meter, %s AS aggregate, p.*"
        " FROM unnest(%s::date[], %s::date[]) AS p(starts_on, ends_on))"
    )
    once = list(dict.fromkeys(periods))
    starts, ends = [period.start for period in once], [period.end for period in once]
    with connection.cursor() as cursor:
        cursor.execute(_question(meter.aggregate, asked), [contract, meter.key, meter.aggregate.value, starts, ends])
        return {Period(start, end): int(micros) for *_, start, end, micros in cursor.fetchall()}


def counted_many(asked: Iterable[Asked]) -> dict[Asked, int]:
    """The figures of many contracts at once, in micros; 0 where nothing was recorded."""
    once = set(asked)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE usage_wanted ({ASKED_COLUMNS}) ON COMMIT DROP")
        with cursor.cursor.copy("COPY usage_wanted FROM STDIN") as copy:
            for one in once:
                copy.write_row((one.contract, one.meter, one.aggregate.value, one.period.start, one.period.end))
        cursor.execute("ANALYZE usage_wanted")
        cursor.execute(counting("usage_wanted"))
        found = cursor.fetchall()
        cursor.execute("DROP TABLE usage_wanted")
    return {
        Asked(contract, meter, Aggregate(aggregate), Period(start, end)): int(micros)
        for contract, meter, aggregate, start, end, micros in found
    }


def counting(table: str) -> str:
    """The question for all figures that the rows of ``table`` ask for, a (temporary) table of ours with
    ``ASKED_COLUMNS``: gives each row once, with its ``micros`` (numeric) as a last column.

    Whoever fills the table says ``ANALYZE`` to the planner before.
    """
    parts = (
        _question(one, f"(SELECT DISTINCT * FROM {table} WHERE aggregate = '{one.value}')")  # noqa: S608 - as above
        for one in Aggregate
    )
    return " UNION ALL ".join(f"({part})" for part in parts)


def _question(aggregate: Aggregate, asked: str) -> str:
    """For each row of ``asked`` the figure of one kind."""
    columns = "a.contract, a.meter, a.aggregate, a.starts_on, a.ends_on"
    source = f"{asked} AS a LEFT JOIN usage_record r ON {_WITHIN}"
    if aggregate is Aggregate.LAST:
        latest = "r.day DESC, r.at DESC NULLS LAST, r.received_at DESC, r.id DESC"
        return (
            f"SELECT DISTINCT ON ({columns}) {columns}, coalesce(r.quantity, 0)::numeric AS micros"  # noqa: S608
            f" FROM {source} ORDER BY {columns}, {latest}"
        )
    return f"SELECT {columns}, ({_GROUPED[aggregate]})::numeric AS micros FROM {source} GROUP BY {columns}"  # noqa: S608
