"""How far the worker is with what was asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from laufzeit.campaigns.life import Stage, Task
from laufzeit.campaigns.models import Campaign
from laufzeit.campaigns.pace import room
from laufzeit.campaigns.plan import Plan
from laufzeit.campaigns.store import cohort_size
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.money.wording import in_digits
from laufzeit.office.campaigns.counts import Counts


@dataclass(frozen=True, slots=True)
class Progress:
    """``waiting``: nothing is to be done yet, or the pace allows nothing at this moment."""

    title: str
    words: str
    done: int
    all: int
    waiting: bool = False

    @property
    def percent(self) -> int:
        return min(100 * self.done // self.all, 100) if self.all else 0


def progress_of(row: Campaign, plan: Plan, counts: Counts, now: datetime, language: Language) -> Progress | None:
    """``None`` where nothing is to be done."""
    match Task(row.task):
        case Task.NONE:
            return None
        case Task.CHECK:
            size = cohort_size(plan, max(plan.announce_on, now.date()))
            words = _("%(done)s of %(all)s contracts have been looked at.")
            return _progress(_("The contracts are being checked."), words, counts.meant, size, language)
        case Task.ANNOUNCE:
            return _announcing(row, plan, counts, now, language)
        case Task.EXTEND:
            words = _("%(done)s of %(all)s customers have been told of the new day.")
            return _progress(_("The deadline is being extended."), words, counts.told, counts.to_tell, language)
        case Task.WITHDRAW:
            words = _("%(done)s of %(all)s offers and notices are taken back.")
            all_ = counts.taken_back + counts.to_take_back
            return _progress(_("The campaign is being taken back."), words, counts.taken_back, all_, language)


def _announcing(row: Campaign, plan: Plan, counts: Counts, now: datetime, language: Language) -> Progress:
    done, all_ = counts.written, counts.written + counts.waiting
    words = _("%(done)s of %(all)s contracts have been written to.")
    if row.stage == Stage.PAUSED:
        return _progress(_("The announcement is paused."), words, done, all_, language, waiting=True)
    if now.date() < plan.announce_on:
        day = day_in_digits(plan.announce_on, language)
        return _progress(_("Letters go out from %(day)s on.") % {"day": day}, words, done, all_, language, waiting=True)
    paced = plan.letters_an_hour
    held_back = paced is not None and not room(paced, row.counted_from or now, row.counted_since, done, now)
    if paced is not None:
        words += " " + _("%(pace)s go out an hour.") % {"pace": in_digits(paced, language)}
    return _progress(_("Letters are being written."), words, done, all_, language, waiting=held_back)


def _progress(title: str, words: str, done: int, all_: int, language: Language, *, waiting: bool = False) -> Progress:
    said = words % {"done": in_digits(done, language), "all": in_digits(all_, language)}
    return Progress(title, said, done, all_, waiting)
