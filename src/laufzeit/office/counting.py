"""How many there are, without counting them all: exactly up to a limit, beyond it as the planner estimates."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import QuerySet

EXACT: Final = 5000
"""Up to here rows are counted: that takes milliseconds whatever the size of the table."""


@dataclass(frozen=True, slots=True)
class Count:
    number: int
    exact: bool = True


def counted(rows: QuerySet, most: int = EXACT) -> Count:
    """How many rows there are."""
    found = rows.order_by()[: most + 1].count()
    if found <= most:
        return Count(found)
    return Count(max(_estimated(rows.order_by()), found), exact=False)


def _estimated(rows: QuerySet) -> int:
    """What the planner expects by its statistics, to two digits."""
    sql, params = rows.values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    expected = int((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"])
    digits = max(len(str(expected)) - 2, 0)
    return expected // 10**digits * 10**digits
