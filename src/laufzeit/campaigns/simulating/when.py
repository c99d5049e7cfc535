"""On which day a simulated campaign is announced, and received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laufzeit.campaigns.plan import By, Plan
from laufzeit.campaigns.receipt import by_post, workday


@dataclass(frozen=True, slots=True)
class When:
    today: date
    received: date


def when_announced(plan: Plan, state: str) -> When:
    """As the plan says: by mail within office hours, or by post; ``state`` whose holidays count."""
    if plan.by is By.PAPER:
        return When(plan.announce_on, by_post(plan.announce_on, plan.post_days, state))
    return When(plan.announce_on, workday(plan.announce_on, state))
