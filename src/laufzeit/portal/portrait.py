"""A contract's life and its days in words: what the picture (``life.py``) draws, and the table beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from django.utils.translation import gettext as _

from laufzeit.contracts.pending import PendingKind
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.period import Period
from laufzeit.dates.wording import day_in_digits
from laufzeit.portal import life as picture
from laufzeit.portal.keydates import About, KeyDay, billing_days, key_days
from laufzeit.portal.shown import Shown


@dataclass(frozen=True, slots=True)
class DayInWords:
    day: date
    title: str
    note: str
    about: About


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything that the template of the picture needs: two drawings, what they are called, and the table."""

    title: str
    description: str
    lying: picture.Drawing
    upright: picture.Drawing
    phases: tuple[picture.Stretch, ...]


def portrait(shown: Shown, days: Sequence[KeyDay] | None = None) -> Portrait:
    """The picture of ``shown``; ``days`` are its key days, where they are known already."""
    life = _life(shown, key_days(shown) if days is None else days)
    return Portrait(
        title=_("The life of your contract"),
        description=_description(shown, life),
        lying=picture.lying(life),
        upright=picture.upright(life),
        phases=life.stretches,
    )


def days_in_words(shown: Shown, days: Sequence[KeyDay] | None = None) -> tuple[DayInWords, ...]:
    """The key days with a title and, where it helps, a note; ``days`` as above."""
    known = key_days(shown) if days is None else days
    return tuple(DayInWords(one.day, *_words(one, shown), one.about) for one in known)


def _life(shown: Shown, days: Sequence[KeyDay]) -> picture.Life:
    stretches = tuple(_stretch(phase.period, shown, index) for index, phase in enumerate(shown.timeline.phases))
    marks = [picture.Mark(shown.today, picture.Kind.TODAY, _("today")), *_marks(shown, days)]
    bare = picture.Life(stretches, tuple(marks), (), shown.today)
    billing = billing_days(shown, Period(max(bare.window().start, shown.today), bare.window().end))
    return picture.Life(stretches, tuple(marks), billing, shown.today)


def _stretch(period: Period, shown: Shown, index: int) -> picture.Stretch:
    phase = shown.timeline.phases[index]
    name = shown.name_of(phase.terms)
    title = _("%(plan)s (trial)") % {"plan": name} if phase.trial else name
    tense = picture.Tense.NEXT
    if period.contains(shown.today):
        tense = picture.Tense.NOW
    elif period.start <= shown.today:
        tense = picture.Tense.PAST
    return picture.Stretch(period, title, shown.seats_in_words(phase), tense)


def _marks(shown: Shown, days: Sequence[KeyDay]) -> Iterator[picture.Mark]:
    """Marks of the picture; days that fall together become one."""
    revocable = {one.other: one.day for one in days if one.about is About.REVOKE_UNTIL}
    for one in days:
        mark = _mark(one, shown, revocable)
        if mark is not None:
            yield mark
    last_day = shown.timeline.last_day()
    if shown.ended and last_day is not None:
        yield picture.Mark(last_day + ONE_DAY, picture.Kind.END, _("End %(day)s") % {"day": _day(last_day, shown)})


def _mark(one: KeyDay, shown: Shown, revocable: dict[date | None, date]) -> picture.Mark | None:
    said = _day(one.day, shown)
    match one.about:
        case About.CHANGE | About.SEATS:
            assert one.other is not None  # a pending decision has a last day before it
            return picture.Mark(
                one.day, picture.Kind.CHANGE, _change_title(one, shown), _until(revocable.get(one.other), shown)
            )
        case About.END:
            detail = _until(revocable.get(one.day), shown)
            return picture.Mark(one.day + ONE_DAY, picture.Kind.END, _("End %(day)s") % {"day": said}, detail)
        case About.NOTICE_UNTIL:
            assert one.other is not None  # notice leads to an end
            detail = _("to end on %(day)s") % {"day": _day(one.other, shown)}
            return picture.Mark(
                one.day + ONE_DAY, picture.Kind.DEADLINE, _("Notice by %(day)s") % {"day": said}, detail
            )
        case About.RENEWAL:
            return picture.Mark(one.day, picture.Kind.RENEWAL, _("Renewal %(day)s") % {"day": said})
        case About.TRIAL_END:
            title = _("Trial until %(day)s") % {"day": said}
            return picture.Mark(one.day + ONE_DAY, picture.Kind.CHANGE, title)
        case About.ACCEPT_UNTIL:
            title = _("Offer until %(day)s") % {"day": said}
            return picture.Mark(one.day + ONE_DAY, picture.Kind.DEADLINE, title)
        case About.START:
            return picture.Mark(one.day, picture.Kind.START, _("Start %(day)s") % {"day": said})
        case About.REVOKE_UNTIL | About.BILLING:
            return None  # told beside the decision itself; billing days are dots
        case _:
            assert_never(one.about)


def _change_title(one: KeyDay, shown: Shown) -> str:
    """ "Ab 01.07.2021 RED connect basis": what begins on the day."""
    phase = shown.phase_after(one.day)
    what = ""
    if phase is not None:
        what = shown.seats_in_words(phase) if one.about is About.SEATS else shown.name_of(phase.terms)
    return _("From %(day)s %(what)s") % {"day": _day(one.day, shown), "what": what}


def _until(day: date | None, shown: Shown) -> str:
    return "" if day is None else _("revocable until %(day)s") % {"day": _day(day, shown)}


def _words(one: KeyDay, shown: Shown) -> tuple[str, str]:
    other = "" if one.other is None else _day(one.other, shown)
    match one.about:
        case About.START:
            return _("The contract begins"), ""
        case About.TRIAL_END:
            return _("Last day of the trial"), ""
        case About.REVOKE_UNTIL:
            return _revocation_title(one), _("The last day on which you can take it back.")
        case About.ACCEPT_UNTIL:
            return _("Last day to accept the offer"), _("Without your consent nothing changes by itself.")
        case About.NOTICE_UNTIL:
            note = _("Notice that is received by then ends the contract on %(day)s.") % {"day": other}
            return _("Last day to give notice to the next date"), note
        case About.CHANGE:
            phase = shown.phase_after(one.day)
            plan = "" if phase is None else shown.name_of(phase.terms)
            return _("Change to %(plan)s") % {"plan": plan}, _("Your current plan runs until %(day)s.") % {"day": other}
        case About.SEATS:
            phase = shown.phase_after(one.day)
            return _("Change to %(seats)s") % {"seats": "" if phase is None else shown.seats_in_words(phase)}, ""
        case About.RENEWAL:
            note = _("The next term runs until %(day)s.") % {"day": other} if other else _("From then on indefinitely.")
            return _("The contract renews"), note
        case About.BILLING:
            return _("Next billing"), ""
        case About.END:
            return _("Last day of the contract"), ""
        case _:
            assert_never(one.about)


def _revocation_title(one: KeyDay) -> str:
    match one.kind:
        case PendingKind.CHANGE:
            return _("Change of plan revocable until")
        case PendingKind.NOTICE_BY_CUSTOMER:
            return _("Notice revocable until")
        case PendingKind.SEATS:
            return _("Change of seats revocable until")
        case _:
            return _("Revocable until")


def _description(shown: Shown, life: picture.Life) -> str:
    """The picture in sentences, for those who hear it."""
    sentences = []
    for stretch in life.stretches:
        facts = {
            "plan": stretch.title,
            "seats": stretch.detail,
            "first": _day(stretch.period.start, shown),
            "last": "" if stretch.period.last_day is None else _day(stretch.period.last_day, shown),
        }
        if stretch.period.end is None:
            sentences.append(_("%(plan)s, %(seats)s, from %(first)s on.") % facts)
        else:
            sentences.append(_("%(plan)s, %(seats)s, from %(first)s to %(last)s.") % facts)
    sentences += [
        f"{mark.title}, {mark.detail}." if mark.detail else f"{mark.title}."
        for mark in life.marks
        if mark.kind is not picture.Kind.TODAY
    ]
    sentences.append(_("Today is %(day)s.") % {"day": _day(shown.today, shown)})
    return " ".join(sentences)


def _day(day: date, shown: Shown) -> str:
    return day_in_digits(day, shown.language)
