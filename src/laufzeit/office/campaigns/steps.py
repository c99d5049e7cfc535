"""What a step of a campaign will do, in words, before anybody takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from laufzeit.campaigns.life import LEADS, Stage, StepKind, Task
from laufzeit.campaigns.models import Campaign
from laufzeit.campaigns.plan import Plan, Way
from laufzeit.dates.wording import Language, day_in_digits
from laufzeit.money.wording import in_digits
from laufzeit.office.campaigns.counts import Counts

KINDS: Final = {
    "check": StepKind.CHECKED,
    "announce": StepKind.ANNOUNCED,
    "pause": StepKind.PAUSED,
    "resume": StepKind.RESUMED,
    "remind": StepKind.REMINDED,
    "extend": StepKind.EXTENDED,
    "close": StepKind.CLOSED,
    "withdraw": StepKind.WITHDRAWN,
}
"""The steps by their names in addresses, in the order in which the page offers them."""

GRAVE: Final = frozenset({"withdraw"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A campaign about which a step is asked for."""

    row: Campaign
    plan: Plan
    counts: Counts
    today: date
    language: Language

    def number(self, count: int) -> str:
        return in_digits(count, self.language)

    def day(self, day: date) -> str:
        return day_in_digits(day, self.language)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """``sentences`` say what will happen; ``cautions`` what is to be considered before."""

    name: str
    title: str
    button: str
    sentences: tuple[str, ...]
    cautions: tuple[str, ...] = ()

    @property
    def grave(self) -> bool:
        return self.name in GRAVE


def possible(row: Campaign, plan: Plan, counts: Counts) -> list[str]:
    """The steps that make sense now. Whether they can be taken is judged again when they are."""
    stage, idle = Stage(row.stage), row.task == Task.NONE
    found = [name for name, kind in KINDS.items() if stage in LEADS[kind][0]]
    needs_idle = {"check", "announce", "remind", "extend", "close"}
    senseless = {
        "pause": row.task != Task.ANNOUNCE,
        "remind": not plan.offers or not counts.silent,
        "extend": not plan.offers or not counts.to_tell,
        "close": bool(counts.silent),
    }
    return [name for name in found if (idle or name not in needs_idle) and not senseless.get(name, False)]


def label(name: str) -> str:
    """A step as a button of the campaign's page."""
    return {
        "check": pgettext("a campaign", "Check"),
        "announce": pgettext("a campaign", "Announce …"),
        "pause": _("Pause"),
        "resume": _("Go on"),
        "remind": _("Remind the silent …"),
        "extend": _("Give all more time …"),
        "close": pgettext("a campaign", "Close …"),
        "withdraw": _("Take everything back …"),
    }[name]


def confirmation(name: str, asked: Asked) -> Confirmation:
    """What the step will do."""
    title, button = _titles(name, asked)
    return Confirmation(name, title, button, tuple(_SENTENCES[name](asked)), tuple(_cautions(name, asked)))


def _titles(name: str, asked: Asked) -> tuple[str, str]:
    count = asked.counts.waiting
    announce = ngettext("Announce to %(count)s contract", "Announce to %(count)s contracts", count)
    return {
        "check": (_("Check the contracts"), pgettext("a campaign", "Check")),
        "announce": (_("Announce the campaign"), announce % {"count": asked.number(count)}),
        "pause": (_("Pause the announcement"), _("Pause")),
        "resume": (_("Go on with the announcement"), _("Go on")),
        "remind": (_("Remind the silent"), _("Send reminders")),
        "extend": (_("Give all more time"), _("Extend the deadline")),
        "close": (_("Close the campaign"), pgettext("a campaign", "Close")),
        "withdraw": (_("Take everything back"), _("Take back")),
    }[name]


def _check(asked: Asked) -> Iterator[str]:
    yield _("Every contract that is meant is looked at: what announcing would do to it. Nothing is sent or changed.")


def _announce(asked: Asked) -> Iterator[str]:
    counts, plan = asked.counts, asked.plan
    day = asked.day(max(plan.announce_on, asked.today))
    letters = ngettext(
        "%(count)s letter goes out from %(day)s on.", "%(count)s letters go out from %(day)s on.", counts.waiting
    )
    yield letters % {"count": asked.number(counts.waiting), "day": day}
    yield _("%(mails)s of them by e-mail, %(posted)s by post.") % {
        "mails": asked.number(counts.waiting - counts.by_post), "posted": asked.number(counts.by_post),
    }  # fmt: skip
    yield {
        Way.NOTICE_AND_OFFER: _(
            "Each contract gets notice to the end of its term, and the offer to go on at the new terms. Whoever accepts"
            " takes the notice back; all others end."
        ),
        Way.OFFER: _("Each contract gets the offer. Whoever does not accept goes on at the old terms."),
        Way.NOTICE: _("Each contract gets notice to the end of its term, and ends."),
    }[plan.way]
    if plan.letters_an_hour:
        yield _("At most %(pace)s go out an hour, which takes about %(time)s.") % {
            "pace": asked.number(plan.letters_an_hour), "time": _hours(counts.waiting, plan.letters_an_hour),
        }  # fmt: skip
    if plan.offers:
        yield _("The offer can be accepted until %(day)s.") % {"day": asked.day(asked.row.accept_until)}
        yield from _reminders(asked)


def _reminders(asked: Asked) -> Iterator[str]:
    until = asked.row.accept_until
    days = [until - timedelta(days=ahead) for ahead in asked.plan.reminders]
    said = ", ".join(asked.day(day) for day in days if day > max(asked.plan.announce_on, asked.today))
    if said:
        yield _("Whoever has not answered is reminded on %(days)s.") % {"days": said}


def _hours(count: int, pace: int) -> str:
    minutes = -(-count * 60 // pace)
    if minutes < 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}


def _pause(asked: Asked) -> Iterator[str]:
    left = ngettext(
        "%(count)s contract is not written to until you go on.",
        "%(count)s contracts are not written to until you go on.",
        asked.counts.waiting,
    )
    yield left % {"count": asked.number(asked.counts.waiting)}
    yield _("What has been written stays as it is, and can be answered.")


def _resume(asked: Asked) -> Iterator[str]:
    left = ngettext(
        "%(count)s contract is still to be written to.",
        "%(count)s contracts are still to be written to.",
        asked.counts.waiting,
    )
    yield left % {"count": asked.number(asked.counts.waiting)}


def _remind(asked: Asked) -> Iterator[str]:
    said = ngettext(
        "%(count)s contract is still without an answer: a reminder goes out.",
        "%(count)s contracts are still without an answer: a reminder goes out for each.",
        asked.counts.silent,
    )
    yield said % {"count": asked.number(asked.counts.silent)}


def _extend(asked: Asked) -> Iterator[str]:
    said = ngettext(
        "%(count)s contract has not accepted: its customer gets a letter with the new day.",
        "%(count)s contracts have not accepted: their customers get a letter with the new day.",
        asked.counts.to_tell,
    )
    yield said % {"count": asked.number(asked.counts.to_tell)}
    yield _("At present the last day is %(day)s.") % {"day": asked.day(asked.row.accept_until)}
    yield _("Contracts that end before the new day have their own end as the last day. A deadline is never shortened.")


def _close(asked: Asked) -> Iterator[str]:
    yield _("%(accepted)s contracts have accepted, %(declined)s have declined.") % {
        "accepted": asked.number(asked.counts.accepted), "declined": asked.number(asked.counts.declined),
    }  # fmt: skip
    yield _("Nobody can accept any more, and no late acceptance can be recorded. The pages and lists stay.")


def _withdraw(asked: Asked) -> Iterator[str]:
    counts = asked.counts
    said = ngettext(
        "%(count)s offer or notice is taken back, with a letter.",
        "%(count)s offers and notices are taken back, each with a letter.",
        counts.to_take_back,
    )
    yield said % {"count": asked.number(counts.to_take_back)}
    if counts.waiting:
        spared = ngettext(
            "%(count)s contract is not written to at all.",
            "%(count)s contracts are not written to at all.",
            counts.waiting,
        )
        yield spared % {"count": asked.number(counts.waiting)}
    if counts.accepted:
        stays = ngettext(
            "%(count)s contract has accepted: that is agreed, and stays.",
            "%(count)s contracts have accepted: that is agreed, and stays.",
            counts.accepted,
        )
        yield stays % {"count": asked.number(counts.accepted)}


def _cautions(name: str, asked: Asked) -> Iterator[str]:
    counts = asked.counts
    if name == "announce":
        if counts.left_out:
            left_out = ngettext(
                "%(count)s contract is left out; the check says why.",
                "%(count)s contracts are left out; the check says why.",
                counts.left_out,
            )
            yield left_out % {"count": asked.number(counts.left_out)}
        yield _("What is sent can be taken back with another letter, but not undone.")
    if name == "withdraw":
        yield _("A campaign that was taken back cannot be announced again.")
    if name == "close":
        yield _("A campaign that is closed cannot be opened again.")


_SENTENCES: Final[dict[str, Callable[[Asked], Iterator[str]]]] = {
    "check": _check,
    "announce": _announce,
    "pause": _pause,
    "resume": _resume,
    "remind": _remind,
    "extend": _extend,
    "close": _close,
    "withdraw": _withdraw,
}
