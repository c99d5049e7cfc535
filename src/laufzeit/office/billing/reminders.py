"""What would be reminded of today, by the vendor's levels."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from laufzeit.catalogue.model import Catalogue
from laufzeit.dates.wording import Language
from laufzeit.office.billing.collecting import MOST, SHOWN, taken_back
from laufzeit.office.billing.lines import DocumentLine, document_lines
from laufzeit.payments import store as payments
from laufzeit.payments.booking.actions import set_off_corrections
from laufzeit.payments.dunning import Overdue, level_due
from laufzeit.payments.post.store import addressees
from laufzeit.payments.reminding import store as reminding
from laufzeit.payments.standing import Standing
from laufzeit.portal.billing import money


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """An invoice with the level that it is due for. ``reachable``: somebody can be written to."""

    line: DocumentLine
    level: int
    days_late: int
    reachable: bool


@dataclass(frozen=True, slots=True)
class LevelDue:
    """How many invoices are due for a level; ``fee`` is empty where it has none."""

    level: int
    count: int
    days: int
    fee: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """What would be reminded of. ``too_many``: so many overdue invoices that nobody waits for it here."""

    levels: tuple[LevelDue, ...] = ()
    lines: tuple[ReminderLine, ...] = ()
    count: int = 0
    letters: int = 0
    too_many: int = 0
    print: str = ""


def reminders(catalogue: Catalogue, today: date, now: datetime, language: Language) -> Reminders:
    """What is due for a reminder today, by the vendor's levels."""
    levels = catalogue.vendor.billing.dunning
    if not levels:
        return Reminders()
    with taken_back():
        set_off_corrections(today=today, now=now)
        overdue = reminding.overdue(today, levels[0].days, len(levels))
        documents = [document for some in overdue.values() for document in some]
        if len(documents) > MOST:
            return Reminders(too_many=len(documents))
        due = _due(documents, catalogue, today)
        lines = document_lines([item.document for item, _level in due[:SHOWN]], today, language)
    reachable = set(addressees({item.organisation for item, _level in due}))
    counts = Counter(level for _item, level in due)
    letters = {(item.organisation, level, item.currency) for item, level in due if item.organisation in reachable}
    said = sorted(f"{item.document} {level}" for item, level in due)
    return Reminders(
        levels=tuple(_level_due(level, counts[level], catalogue, language) for level in sorted(counts)),
        lines=tuple(
            ReminderLine(line, level, (today - line.due_on).days, line.organisation in reachable)
            for line, (_item, level) in zip(lines, due, strict=False)
        ),
        count=len(due),
        letters=len(letters),
        print=hashlib.sha256("\n".join(said).encode()).hexdigest() if said else "",
    )


def _due(documents: list[UUID], catalogue: Catalogue, today: date) -> list[tuple[Standing, int]]:
    """Those that are due for a level today, the longest overdue first."""
    reached = reminding.reached(documents)
    found = []
    for one in sorted(payments.standings(documents).values(), key=lambda one: (one.due_on, one.number)):
        level, on = reached.get(one.document, (0, None))
        late = Overdue(one.open, one.due_on, one.disputed, one.collecting(today), level, on)
        next_level = level_due(late, catalogue.vendor.billing.dunning, today)
        if next_level is not None:
            found.append((one, next_level))
    return found


def _level_due(level: int, count: int, catalogue: Catalogue, language: Language) -> LevelDue:
    of = catalogue.vendor.billing.dunning[level - 1]
    return LevelDue(level, count, of.days, money(of.fee, catalogue.vendor.currency, language) if of.fee else "")
