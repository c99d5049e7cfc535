"""The dates of a switch to another provider under the Data Act: Regulation (EU) 2023/2854, Article 25.

They run beside the contract's own notice rule: "3 months to quarter end" stays for other terminations but cannot
delay a switch. Periods are counted by Regulation (EEC, Euratom) No 1182/71, Article 3: the day of the event is not
counted, months end with the same number or the last day of a shorter month. Its Article 3 (4), by which a period that
ends on a holiday, Saturday or Sunday lasts to the next working day, is not applied: these are the latest days the
customer can be held to, and a provider that keeps them keeps the later ones too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from laufzeit.dates.day import add_months
from laufzeit.dates.span import Span, Unit
from laufzeit.dates.workday import State, add_workdays

APPLIES_FROM: Final = date(2025, 9, 12)
"""Article 50; also to contracts concluded before."""

NO_CHARGES_FROM: Final = date(2027, 1, 12)
"""Article 29 (1)."""

LONGEST_NOTICE: Final = Span(2, Unit.MONTHS)
"""Article 25 (2) (d)."""

TRANSITION_DAYS: Final = 30
"""Article 25 (2) (a)."""

RETRIEVAL_DAYS: Final = 30
"""Article 25 (2) (g): at least."""

LONGEST_TRANSITION_MONTHS: Final = 7
"""Article 25 (4)."""

ANNOUNCE_WORKDAYS: Final = 14
"""Article 25 (4): within which the provider has to say that 30 days are technically unfeasible."""


class SwitchCharges(StrEnum):
    """What a provider may ask for a switch (Article 29)."""

    COST_BASED = "cost-based only"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SwitchDates:
    """What happens until when after a customer's notice that it switches; all days are inclusive last days.

    >>> dates = SwitchDates.from_receipt(date(2026, 12, 31), State.BERLIN)
    >>> str(dates.notice_end), str(dates.transition_end), str(dates.retrieval_end)
    ('2027-02-28', '2027-03-30', '2027-04-29')
    """

    received: date
    notice_end: date
    """The notice period is over at the latest."""
    transition_end: date
    """The switch is done at the latest."""
    retrieval_end: date
    """The customer can retrieve its data at least until then; the erasure follows."""
    announce_by: date
    """Until then the provider says that the transition takes longer, and why."""
    extended_transition_end: date
    """The switch is done at the latest where the provider has said so in time."""

    @classmethod
    def from_receipt(cls, received: date, state: State, notice: Span = LONGEST_NOTICE) -> SwitchDates:
        """The dates for a notice received on a day; a longer notice period than two months is cut to two months.

        ``state`` says whose holidays are no working days for the announcement.
        """
        notice_end = min(notice.after(received), LONGEST_NOTICE.after(received))
        transition_end = notice_end + timedelta(days=TRANSITION_DAYS)
        return cls(
            received=received,
            notice_end=notice_end,
            transition_end=transition_end,
            retrieval_end=transition_end + timedelta(days=RETRIEVAL_DAYS),
            announce_by=add_workdays(received, ANNOUNCE_WORKDAYS, state),
            extended_transition_end=add_months(notice_end, LONGEST_TRANSITION_MONTHS),
        )


def applies_on(day: date) -> bool:
    """Whether the chapter on switching is in force."""
    return day >= APPLIES_FROM


def switching_charges(imposed_on: date) -> SwitchCharges:
    """What may be charged for a switch; the day the charge is imposed counts, not the day of the notice.

    >>> switching_charges(date(2027, 1, 11)).value, switching_charges(date(2027, 1, 12)).value
    ('cost-based only', 'none')
    """
    return SwitchCharges.NONE if imposed_on >= NO_CHARGES_FROM else SwitchCharges.COST_BASED
