"""The billing periods of a charge.

Three kinds: the terms themselves, where a charge is asked once a term ("a term of 12 months in advance is one period");
calendar periods; and periods counted from the anchor, which is the day on which contract, plan or term began.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from laufzeit.catalogue.model import Charge, Periods, Terms
from laufzeit.dates.period import Period
from laufzeit.dates.recurrence import Recurrence
from laufzeit.dates.span import Span
from laufzeit.dates.term import TermChain


def is_calendar(charge: Charge) -> bool:
    """Whether the periods are the same whatever day a contract began."""
    return charge.periods is Periods.CALENDAR


def follows_terms(charge: Charge, terms: Terms) -> bool:
    """Whether each term (Laufzeit) is one billing period. Terms and anchored periods are the same but at the ends of
    months, where § 188 (3) and § 190 BGB count from term to term."""
    spans = (charge.interval, terms.term, terms.renewal)
    lengths = {(span.months, span.days) if isinstance(span, Span) else None for span in spans}
    return not is_calendar(charge) and None not in lengths and len(lengths) == 1


def periods(charge: Charge, terms: Terms, anchor: date, within: Period) -> Iterator[Period]:
    """The billing periods of a recurring charge that share a day with ``within``, whole and in their order."""
    assert charge.interval is not None, "what is asked once has no periods"
    if follows_terms(charge, terms):
        return _terms(TermChain(anchor, terms.term, terms.renewal), within)
    if is_calendar(charge):
        return Recurrence.calendar(charge.interval).periods(within)
    return Recurrence(anchor, charge.interval).periods(within)


def _terms(chain: TermChain, within: Period) -> Iterator[Period]:
    period = chain.term_containing(max(within.start, chain.first_day))
    while within.end is None or period.start < within.end:
        yield period
        assert period.end is not None  # each term is followed by another of the same length
        period = chain.term_containing(period.end)
