"""The earliest end that the rules allow, for a notice received on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from laufzeit.catalogue.model import Catalogue, Law, Terms
from laufzeit.contracts.declaration import Side
from laufzeit.contracts.timeline import Phase, Timeline
from laufzeit.dates.data_act import LONGEST_NOTICE
from laufzeit.dates.notice import NoticeRule
from laufzeit.dates.span import Span
from laufzeit.dates.term import TermChain


def rule_of(terms: Terms, side: Side) -> NoticeRule:
    return terms.notice_by_customer if side is Side.CUSTOMER else terms.notice_by_vendor


def switching_notice(terms: Terms, catalogue: Catalogue) -> Span | None:
    """The notice to a switch; ``None`` where there is no right to one. A vendor under the Data Act whose terms are
    silent is held to the longest notice that the act allows (Art. 25 (2)(d))."""
    if terms.switch_notice is None and Law.DATA_ACT in catalogue.vendor.laws:
        return LONGEST_NOTICE
    return terms.switch_notice


def earliest_last_day(
    life: Timeline, catalogue: Catalogue, side: Side, received: date, not_before: date | None = None
) -> date:
    """The last day (inclusive) of the contract when ``side`` gives notice that is received on ``received``.

    ``life`` is the contract as if nobody had given notice. The rule of the plan in force counts as long as that plan
    lasts; where another plan follows before its rule leads to an end, the rule of that plan counts, and a plan without
    a first term need not even begin. A trial ends with its last day. ``not_before``: a later day that was wished for.
    """
    phases = [phase for phase in life.phases if phase.period.end is None or phase.period.end > received]
    last_day = received
    for phase in phases:
        last_day = _last_day_in(phase, catalogue.terms(phase.terms), side, received, not_before)
        if phase.period.last_day is None or last_day <= phase.period.last_day:
            return last_day
    return last_day


def _last_day_in(phase: Phase, terms: Terms, side: Side, received: date, not_before: date | None) -> date:
    if phase.trial:
        assert phase.period.last_day is not None  # a trial is always followed by something or ends
        return phase.period.last_day
    rule = rule_of(terms, side)
    last_day = _by_rule(rule, phase, received)
    if not_before is not None and last_day < not_before:
        return _by_rule(replace(rule, lead=None), phase, not_before)
    return last_day


def _by_rule(rule: NoticeRule, phase: Phase, received: date) -> date:
    if phase.chain.term is None:
        return max(rule.last_day(received, _started(phase, received)), phase.period.start - timedelta(days=1))
    return rule.last_day(received, phase.chain)


def _started(phase: Phase, received: date) -> TermChain:
    """An indefinite chain as seen from the day of receipt: a plan that has not begun sets no end of its own."""
    return replace(phase.chain, first_day=min(phase.chain.first_day, received))
