"""A campaign announced to many contracts: each decided about, its notice and offer in the log, its letter in the
outbox."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

from laufzeit.campaigns import actions, jobs
from laufzeit.campaigns.plan import Plan as Campaign
from laufzeit.campaigns.plan import Replacement, Way
from laufzeit.catalogue.actions import apply
from laufzeit.catalogue.model import TermsRef
from laufzeit.catalogue.store import catalogue_of
from laufzeit.messages.models import Message
from laufzeit.server.bench.population import Plan, analyze, populate
from laufzeit.server.bench.result import Result
from laufzeit.server.demo_data import EXAMPLES
from laufzeit.server.helping import beside_us, work_on_campaign
from laufzeit.vendors.store import acting_for, create_vendor

OLD, NEW = TermsRef("prepaid", "2022"), TermsRef("prepaid", "2023")
DAY = date(2022, 10, 28)
NOW = datetime(2022, 10, 28, 8, tzinfo=UTC)
CAMPAIGN = Campaign(
    "bench", "bench", Way.NOTICE_AND_OFFER, (Replacement(OLD, NEW),), DAY, date(2023, 1, 31), date(2023, 2, 1)
)
AIM = 100_000 / 300
"""A hundred thousand letters in five minutes."""


def announcement(count: int, *, say: Callable[[str], None]) -> list[Result]:
    """Checked by one process, announced by two."""
    vendor = create_vendor(slug="announced", name="announced", sandbox_day=DAY)
    with acting_for(vendor.id):
        text = (EXAMPLES / "gapteq.toml").read_text(encoding="utf-8").replace('"gapteq"', '"announced"')
        apply(vendor, text.replace('"gapteq.localhost"', '"announced.localhost"'), by="bench", now=NOW)
        populate(vendor.id, catalogue_of(vendor.id), Plan(OLD, 1, DAY), count)
        row = actions.draft(CAMPAIGN, NOW)
        actions.check(row.id, NOW)
    analyze()
    say(f"made {count:,} contracts to be written to")
    began = time.perf_counter()
    _work(vendor.id, row.id)
    checked = time.perf_counter() - began
    with acting_for(vendor.id):
        actions.announce(row.id, NOW)
    began = time.perf_counter()
    with beside_us(work_on_campaign, 1, vendor.id, row.id, NOW):
        _work(vendor.id, row.id)
    seconds = time.perf_counter() - began
    with acting_for(vendor.id):
        letters = Message.objects.filter(kind="terms_offered").count()
    assert letters == count, f"{letters} of {count} letters were prepared"
    facts: dict[str, float | int | str] = {"letters": letters, "seconds": round(seconds, 1), "processes": 2}
    return [
        Result("contracts looked at before an announcement", count / checked, "a second", AIM, False),
        Result("letters of an announcement prepared", letters / seconds, "a second", AIM, False, facts=facts),
    ]


def _work(vendor_id: UUID, campaign_id: UUID) -> None:
    while jobs.work(vendor_id, campaign_id, NOW).more:
        pass
