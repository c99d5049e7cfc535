"""Notice rules: how long before, and to which day, a contract can be ended.

The rule of every computation here: the day of receipt is not counted (§ 187 (1) BGB), the period ends with the same
weekday or number, or with the last day of a shorter month (§ 188 (2), (3)), and weekends and holidays move nothing
(BGH 17.02.2005, III ZR 172/04: § 193 does not apply to notice periods). Everything is computed forward: taking months
off an end date gives wrong days at the ends of months.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, assert_never

from laufzeit.dates.day import half_year_end, month_end, quarter_end, year_end
from laufzeit.dates.fault import TextFault
from laufzeit.dates.span import VALID_SPANS, Span, read_span
from laufzeit.dates.term import TermChain


class KeyDate(StrEnum):
    """The days that notice can be given to."""

    ANY_DAY = "any day"
    MONTH_END = "month end"
    QUARTER_END = "quarter end"
    HALF_YEAR_END = "half-year end"
    YEAR_END = "year end"
    TERM_END = "term end"


VALID_RULES: Final = (
    "3 months to quarter end", "6 weeks to quarter end", "1 month to month end", "30 days", "3 months to term end",
    "2 months to year end", "6 months to half-year end", "half-year end", "any time",
)  # fmt: skip
_WRITTEN_KEYS: Final = tuple(key.value for key in KeyDate if key is not KeyDate.ANY_DAY)
_ANY_TIME: Final = "any time"


class RuleFault(TextFault):
    """A notice rule that cannot be read."""


class TermsMissing(ValueError):
    """A rule to the end of a term was asked without the contract's terms."""


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """A notice period (None: none) and the day that it leads to.

    >>> rule = NoticeRule.parse("3 months to quarter end")
    >>> rule.last_day(date(2021, 3, 31)), rule.last_day(date(2021, 4, 1))
    (datetime.date(2021, 6, 30), datetime.date(2021, 9, 30))
    >>> rule.latest_receipt(date(2021, 6, 30))
    datetime.date(2021, 3, 31)
    """

    lead: Span | None
    key: KeyDate

    @classmethod
    def parse(cls, text: str) -> NoticeRule:
        """Reads ``LEAD to KEY``, ``LEAD``, ``KEY`` or ``any time``; "0 days" is "any time".

        Raises ``RuleFault`` with the place of the first thing that cannot be read.
        """
        words = " ".join(text.lower().split())
        if words in (_ANY_TIME, "0 days"):
            return cls(None, KeyDate.ANY_DAY)
        if words in _WRITTEN_KEYS:
            return cls(None, KeyDate(words))
        to = re.search(r"(?<!\S)to(?!\S)", text, re.IGNORECASE)
        lead = _read_lead(text, len(text) if to is None else to.start())
        return cls(lead, KeyDate.ANY_DAY if to is None else _read_key(text, to.end()))

    def __str__(self) -> str:
        if self.key is KeyDate.ANY_DAY:
            return _ANY_TIME if self.lead is None else str(self.lead)
        return str(self.key) if self.lead is None else f"{self.lead} to {self.key}"

    def period_end(self, received: date) -> date:
        """The last day (inclusive) of the notice period that begins with the receipt."""
        return received if self.lead is None else self.lead.after(received)

    def last_day(self, received: date, terms: TermChain | None = None) -> date:
        """The contract's last day (inclusive): the first day the rule permits on or after the end of the period.

        With ``terms``, never before the end of a fixed first term; a contract that ends by itself ends then,
        whatever notice is given. Raises ``TermsMissing`` where the rule leads to a term's end and no terms are given.
        """
        if terms is not None and terms.own_end is not None:
            return terms.own_end
        earliest = self.period_end(received)
        if terms is not None:
            earliest = max(earliest, terms.first_term.last_day or terms.first_day)
        match self.key:
            case KeyDate.ANY_DAY:
                return earliest
            case KeyDate.MONTH_END:
                return month_end(earliest)
            case KeyDate.QUARTER_END:
                return quarter_end(earliest)
            case KeyDate.HALF_YEAR_END:
                return half_year_end(earliest)
            case KeyDate.YEAR_END:
                return year_end(earliest)
            case KeyDate.TERM_END:
                if terms is None:
                    raise TermsMissing(f"{self}: the end of a term needs the contract's terms")
                return terms.ends_on_or_after(earliest)
            case _:
                assert_never(self.key)

    def latest_receipt(self, last_day: date, terms: TermChain | None = None) -> date | None:
        """The latest day of receipt with which the contract ends on ``last_day`` (inclusive).

        None where no receipt leads to that day, and where the contract ends by itself on it, so that it does not
        depend on a receipt. Found by searching among the results of ``last_day``, which grow with the receipt.
        """
        if terms is not None and terms.own_end is not None:
            return None
        days = range(self._earliest_worth_trying(last_day).toordinal(), last_day.toordinal() + 1)
        found = bisect_right(days, last_day.toordinal(), key=lambda day: self._end(day, terms))
        if found == 0:
            return None
        latest = days[found - 1]
        return date.fromordinal(latest) if self._end(latest, terms) == last_day.toordinal() else None

    def _end(self, received: int, terms: TermChain | None) -> int:
        """``last_day`` in ordinals; one that the calendar no longer holds lies after all others."""
        try:
            return self.last_day(date.fromordinal(received), terms).toordinal()
        except OverflowError:
            return date.max.toordinal() + 1

    def _earliest_worth_trying(self, last_day: date) -> date:
        """A day whose notice period surely ends before ``last_day``: months are taken to have 31 days."""
        if self.lead is None:
            return last_day
        longest = self.lead.days or (self.lead.months or 0) * 31
        return max(date.min + timedelta(days=longest), last_day) - timedelta(days=longest)


def _read_lead(text: str, end: int) -> Span:
    try:
        return read_span(text, 0, end)
    except TextFault as fault:
        # Where a whole span would be valid, a whole rule is; units and bounds are the same for both.
        forms = VALID_RULES if fault.valid_forms is VALID_SPANS else fault.valid_forms
        raise RuleFault(text, fault.position, fault.message, forms) from None


def _read_key(text: str, start: int) -> KeyDate:
    written = text[start:]
    words = " ".join(written.lower().split())
    if words in _WRITTEN_KEYS:
        return KeyDate(words)
    position = start + len(written) - len(written.lstrip())
    said = f"{written.strip()!r} is not a day that notice can be given to" if words else "the day after 'to' is missing"
    raise RuleFault(text, position, said, _WRITTEN_KEYS)
