"""A campaign as it stands, read off the contracts, the letters and the answers. Inside ``acting_for(vendor)``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from laufzeit.campaigns import store
from laufzeit.campaigns.models import Campaign
from laufzeit.campaigns.watching.funnel import Day, Funnel, Money, Paid, Watched

_ROWS: Final = """
    SELECT p.*, c.number, c.label, o.name AS customer, o.number AS customer_number, c.ends_on,
        m.id AS letter, m.state AS letter_state,
        CASE
            WHEN p.state = 'left out' THEN 'left_out'
            WHEN p.state = 'waiting' THEN 'prepared'
            WHEN p.answer IN ('accepted', 'withdrawn', 'overtaken') THEN p.answer
            WHEN p.notice IS NOT NULL AND c.ends_on IS NOT NULL AND c.ends_on <= %(today)s THEN 'ended'
            WHEN p.answer = 'declined' THEN 'declined'
            ELSE 'silent'
        END AS standing
    FROM campaigns_participant p
    JOIN contracts_contract c ON c.id = p.contract_id AND c.vendor_id = p.vendor_id
    JOIN customers_organisation o ON o.id = c.organisation_id AND o.vendor_id = p.vendor_id
    LEFT JOIN letters_message m ON m.vendor_id = p.vendor_id AND m.key = p.contract_id
        || CASE WHEN p.offer IS NULL THEN '/VendorNotice:' || p.notice ELSE '/TermsOffered:' || p.offer END
    WHERE p.vendor_id = %(vendor)s AND p.campaign_id = %(campaign)s
"""
"""Each contract of a campaign with the one state that it is in (``outcome.outcome`` says the same of one)."""

_COUNTED: Final = """
    SELECT segment, count(*), {standings}, count(*) FILTER (WHERE state = 'written'),
        count(*) FILTER (WHERE letter_state = 'sent' AND NOT by_post),
        count(*) FILTER (WHERE by_post AND letter IS NOT NULL),
        count(*) FILTER (WHERE letter_state IN ('failed', 'bounced')), count(*) FILTER (WHERE opened_at IS NOT NULL)
    FROM rows GROUP BY segment ORDER BY segment
"""
_STANDINGS: Final = (
    "left_out", "prepared", "accepted", "declined", "silent", "ended", "withdrawn", "overtaken",
)  # fmt: skip


def watched(row: Campaign, today: date, zone: str) -> Watched:
    """The campaign on ``today``; days are those of the time zone ``zone``."""
    store.refresh(row)
    return Watched(_segments(row, today), _days(row, zone), _accepted(row))


def _segments(row: Campaign, today: date) -> dict[str, Funnel]:
    standings = ", ".join(f"count(*) FILTER (WHERE standing = '{one}')" for one in _STANDINGS)
    found = {}
    for segment, meant, *numbers in _asked(_COUNTED.format(standings=standings), row, today):
        counts = dict(zip((*_STANDINGS, "written", "sent", "posted", "bounced", "opened"), numbers, strict=True))
        found[segment] = Funnel(meant=meant, **counts)
    return found


_BY_DAY: Final = """
    SELECT day, sum(written), sum(opened), sum(accepted), sum(declined) FROM (
        SELECT (written_at AT TIME ZONE %(zone)s)::date AS day, 1 AS written, 0 AS opened, 0 AS accepted, 0 AS declined
        FROM campaigns_participant WHERE campaign_id = %(campaign)s AND written_at IS NOT NULL
        UNION ALL SELECT (opened_at AT TIME ZONE %(zone)s)::date, 0, 1, 0, 0
        FROM campaigns_participant WHERE campaign_id = %(campaign)s AND opened_at IS NOT NULL
        UNION ALL SELECT (answered_at AT TIME ZONE %(zone)s)::date, 0, 0, (answer = 'accepted')::int,
            (answer = 'declined')::int
        FROM campaigns_participant WHERE campaign_id = %(campaign)s AND answered_at IS NOT NULL
    ) AS moments GROUP BY day ORDER BY day
"""


def _days(row: Campaign, zone: str) -> list[Day]:
    with connection.cursor() as cursor:
        cursor.execute(_BY_DAY, {"campaign": row.id, "zone": zone})
        return [Day(day, *map(int, counts)) for day, *counts in cursor.fetchall()]


def _accepted(row: Campaign) -> list[Money]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT currency, count(*), coalesce(sum(before), 0)::bigint, coalesce(sum(after), 0)::bigint"
            " FROM campaigns_participant WHERE campaign_id = %s AND answer = 'accepted' GROUP BY 1 ORDER BY 1",
            [row.id],
        )
        return [Money(*found) for found in cursor.fetchall()]


_PAID: Final = """
    SELECT segment, currency, count(*), coalesce(sum(before), 0)::bigint, coalesce(sum(after), 0)::bigint,
        count(*) FILTER (WHERE answer = 'accepted'),
        coalesce(sum(before) FILTER (WHERE answer = 'accepted'), 0)::bigint,
        coalesce(sum(after) FILTER (WHERE answer = 'accepted'), 0)::bigint
    FROM campaigns_participant WHERE campaign_id = %s AND state = 'written' GROUP BY 1, 2 ORDER BY 1, 2
"""


def paid(row: Campaign) -> list[Paid]:
    """What contracts that were written to pay a year, by segment and currency."""
    store.refresh(row)
    with connection.cursor() as cursor:
        cursor.execute(_PAID, [row.id])
        return [Paid(*found) for found in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Listed:
    """A contract in a list behind a number."""

    participant: UUID
    contract: UUID
    number: str
    label: str
    customer: str
    customer_number: str
    segment: str
    standing: str
    findings: tuple[str, ...]
    refusal: str
    old: str
    new: str
    seats: int
    currency: str
    before: int | None
    after: int | None
    notice_last_day: date | None
    first_day: date | None
    accept_until: date | None
    written_at: datetime | None
    opened_at: datetime | None
    answered_at: datetime | None
    letter: UUID | None
    letter_state: str | None


_LISTED: Final = """
    SELECT id, contract_id, number, label, customer, customer_number, segment, standing, findings, refusal,
        old_plan || '@' || old_edition, CASE WHEN new_plan = '' THEN '' ELSE new_plan || '@' || new_edition END,
        seats, currency, before, after, notice_last_day, first_day, accept_until, written_at, opened_at, answered_at,
        letter, letter_state
    FROM rows WHERE {conditions} ORDER BY id {limit}
"""

WHICH: Final[Mapping[str, str]] = {
    "meant": "true",
    **{one: f"standing = '{one}'" for one in _STANDINGS},
    "written": "state = 'written'",
    "sent": "letter_state = 'sent' AND NOT by_post",
    "posted": "by_post AND letter IS NOT NULL",
    "bounced": "letter_state IN ('failed', 'bounced')",
    "opened": "opened_at IS NOT NULL",
}
"""The lists behind the numbers of a funnel, by the names of its fields."""


def listed(
    row: Campaign,
    today: date,
    *,
    which: str = "meant",
    finding: str = "",
    segment: str | None = None,
    words: Sequence[str] = (),
    after: UUID | None = None,
    limit: int | None = 50,
) -> list[Listed]:
    """The contracts behind a number, page by page: those after the participant ``after``. ``words`` are looked for in
    numbers, labels and names. Raises ``KeyError`` for a list that there is not."""
    conditions, values = [WHICH[which]], dict[str, Any]()
    if finding:
        conditions.append("%(finding)s = ANY(findings)")
        values["finding"] = finding
    if segment is not None:
        conditions.append("segment = %(segment)s")
        values["segment"] = segment
    if after is not None:
        conditions.append("id > %(after)s")
        values["after"] = after
    for place, word in enumerate(words[:5]):
        conditions.append(
            f"(number || ' ' || label || ' ' || customer || ' ' || customer_number) ILIKE %(word{place})s"
        )
        values[f"word{place}"] = f"%{store.literal(word)}%"
    page = "" if limit is None else "LIMIT %(limit)s"
    sql = _LISTED.format(conditions=" AND ".join(conditions), limit=page)
    found = _asked(sql, row, today, values | {"limit": limit})
    rows: list[Any] = [[tuple(value) if isinstance(value, list) else value for value in one] for one in found]
    return [Listed(*one) for one in rows]


def _asked(sql: str, row: Campaign, today: date, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        parameters = {"today": today, "vendor": row.vendor_id, "campaign": row.id, **(values or {})}
        cursor.execute(f"WITH rows AS ({_ROWS}) {sql}", parameters)
        return list(cursor.fetchall())
