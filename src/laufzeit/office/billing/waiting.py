"""What about money waits for somebody: for the first page and the overview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from laufzeit.invoices.models import Run, RunState
from laufzeit.invoices.running.summary import from_json
from laufzeit.office.counting import Count, counted
from laufzeit.payments.models import BankEntry
from laufzeit.payments.store import missing_debits
from laufzeit.payments.why import EntryState

MOST = 99


@dataclass(frozen=True, slots=True)
class Waiting:
    """``entries``: payments that nobody has assigned. ``refused``: contracts that the latest run did not bill.
    ``debits``: collections whose money should have come."""

    entries: Count
    debits: Count
    run: Run | None
    refused: int

    @property
    def anything(self) -> bool:
        return bool(self.entries.number or self.debits.number or self.refused)


def waiting(today: date) -> Waiting:
    """What waits today."""
    latest = Run.objects.filter(state=RunState.DONE).order_by("-id").first()
    return Waiting(
        counted(BankEntry.objects.filter(state=EntryState.OPEN), most=MOST),
        counted(missing_debits(today), most=MOST),
        latest,
        from_json(latest.totals).refused if latest and latest.totals else 0,
    )
