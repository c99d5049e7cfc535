"""The base of a simulation, read off the contracts. Inside ``acting_for(vendor)``."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.store import IS_MEANT, asked, cohort

_PLAIN: Final = """
    c.state - ARRAY['id', 'version', 'standing'] = '{}'::jsonb AND jsonb_array_length(c.state->'standing') = 1
        AND c.state->'standing'->0->>'trial_until' IS NULL AND c.starts_on <= %(day)s
"""
"""Contracts of which nothing has been decided but that they begin; those are rated in columns."""

_FROM: Final = f"""
    FROM contracts_contract c JOIN customers_organisation o ON o.id = c.organisation_id AND o.vendor_id = c.vendor_id
    LEFT JOIN LATERAL (
        SELECT true AS meant FROM contracts_phase p WHERE p.contract_id = c.id AND {IS_MEANT} LIMIT 1
    ) AS cohort ON true
    WHERE c.vendor_id = %(vendor)s AND (c.ends_on IS NULL OR c.ends_on > %(day)s)
"""  # noqa: S608 - conditions of ours

Row = tuple[Any, ...]


def plain(plan: Plan, day: date) -> list[Row]:
    """Contracts that columns can hold: number, customer, plan, edition, first day, seats, users, country, meant."""
    sql = f"""
        SELECT c.number, o.name, split_part(s->>'terms', '@', 1), split_part(s->>'terms', '@', 2), c.starts_on,
            (s->>'seats')::bigint, 1 + jsonb_array_length(s->'users'), o.country, coalesce(cohort.meant, false)
        FROM (SELECT c.*, c.state->'standing'->0 AS s FROM contracts_contract c) AS c {_FROM[_FROM.index("JOIN") :]}
            AND {_PLAIN} ORDER BY c.id
    """  # noqa: S608 - conditions of ours
    return asked(sql, cohort(plan, day))


def special(plan: Plan, day: date) -> list[tuple[UUID, bool]]:
    """All others, each with whether it is meant."""
    sql = f"SELECT c.id, coalesce(cohort.meant, false) {_FROM} AND NOT ({_PLAIN}) ORDER BY c.id"
    return [(row[0], row[1]) for row in asked(sql, cohort(plan, day))]
