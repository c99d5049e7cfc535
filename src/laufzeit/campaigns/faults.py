"""What is wrong with a plan, seen with the vendor's catalogue and the day: all faults at once, as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from laufzeit.campaigns.plan import Plan
from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.contracts.refusal import Fact


class Flaw(StrEnum):
    """Why a plan cannot be carried out."""

    ANNOUNCED_IN_PAST = "announced_in_past"
    DEADLINE_IN_PAST = "deadline_in_past"
    DEADLINE_BEFORE_ANNOUNCEMENT = "deadline_before_announcement"
    CUT_OVER_BEFORE_ANNOUNCEMENT = "cut_over_before_announcement"
    UNKNOWN_EDITION = "unknown_edition"
    SAME_EDITION = "same_edition"
    OTHER_CURRENCY = "other_currency"
    OTHER_SEATS = "other_seats"
    EMPTY_COHORT = "empty_cohort"
    OVERLAPS = "overlaps"


@dataclass(frozen=True, slots=True)
class PlanFault:
    flaw: Flaw
    facts: Mapping[str, Fact]


def faults_of(plan: Plan, catalogue: Catalogue, today: date) -> list[PlanFault]:
    """All that speaks against announcing ``plan``, as far as catalogue and day tell."""
    return [*_days(plan, today), *_editions(plan, catalogue)]


def _days(plan: Plan, today: date) -> Iterator[PlanFault]:
    if plan.announce_on < today:
        yield PlanFault(Flaw.ANNOUNCED_IN_PAST, {"announce_on": plan.announce_on, "today": today})
    if not plan.offers:
        return
    if plan.accept_until < today:
        yield PlanFault(Flaw.DEADLINE_IN_PAST, {"accept_until": plan.accept_until, "today": today})
    elif plan.accept_until < plan.announce_on:
        facts = {"accept_until": plan.accept_until, "announce_on": plan.announce_on}
        yield PlanFault(Flaw.DEADLINE_BEFORE_ANNOUNCEMENT, facts)
    if plan.cut_over <= plan.announce_on:
        facts = {"cut_over": plan.cut_over, "announce_on": plan.announce_on}
        yield PlanFault(Flaw.CUT_OVER_BEFORE_ANNOUNCEMENT, facts)


def _editions(plan: Plan, catalogue: Catalogue) -> Iterator[PlanFault]:
    for one in plan.replacements:
        unknown = [ref for ref in (one.old, one.new) if ref is not None and not _known(ref, catalogue)]
        yield from (PlanFault(Flaw.UNKNOWN_EDITION, {"edition": str(ref)}) for ref in unknown)
        if unknown or one.new is None:
            continue
        facts: dict[str, Fact] = {"old": str(one.old), "new": str(one.new)}
        old, new = catalogue.terms(one.old), catalogue.terms(one.new)
        if one.old == one.new:
            yield PlanFault(Flaw.SAME_EDITION, facts)
        if old.currency != new.currency:
            yield PlanFault(Flaw.OTHER_CURRENCY, facts)
        if old.seats.named != new.seats.named:
            yield PlanFault(Flaw.OTHER_SEATS, facts)


def _known(ref: TermsRef, catalogue: Catalogue) -> bool:
    plan = catalogue.plans.get(ref.plan)
    return plan is not None and any(terms.ref == ref for terms in plan.editions)
