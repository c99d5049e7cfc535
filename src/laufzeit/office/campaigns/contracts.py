"""Contracts of a campaign as its pages show them: a line of a list, and the whole trail of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.timezone import localtime

from laufzeit.campaigns.aiming import Finding
from laufzeit.campaigns.life import Stage
from laufzeit.campaigns.models import Campaign, Participant
from laufzeit.campaigns.outcome import Answer, ParticipantState, outcome
from laufzeit.campaigns.store import letter_key, refresh
from laufzeit.campaigns.watching.store import Listed
from laufzeit.campaigns.words import FINDINGS, STANDINGS
from laufzeit.contracts import store as contracts
from laufzeit.dates.wording import Language
from laufzeit.messages.models import Message
from laufzeit.office.log import LogLine, lines_of
from laufzeit.portal.billing import money
from laufzeit.portal.loading import names

TONES: Final = {
    "accepted": "good", "declined": "warn", "ended": "bad", "left_out": "", "silent": "info", "withdrawn": "",
    "overtaken": "warn", "prepared": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A contract of a list. ``letter`` is there where a letter was written; ``findings`` are sentences."""

    one: Listed
    before: str
    after: str
    tone: str
    standing: str
    findings: list[str]
    letter: Message | None


def lines(found: Sequence[Listed], language: Language) -> list[Line]:
    wanted = [one.letter for one in found if one.letter]
    letters = Message.objects.only("email", "state", "last_error", "organisation").in_bulk(wanted)
    return [
        Line(
            one=one,
            before=_price(one.before, one.currency, language),
            after=_price(one.after, one.currency, language),
            tone=TONES[one.standing],
            standing=STANDINGS[one.standing][language],
            findings=[FINDINGS[Finding(name)][language] for name in one.findings],
            letter=letters.get(one.letter),
        )
        for one in found
    ]


def _price(minor: int | None, currency: str, language: Language) -> str:
    return "–" if minor is None else money(minor, currency, language)


def _standing(one: Participant, ends_on: date | None, today: date, language: Language) -> tuple[str, str]:
    """Tone and word of the one state that the contract is in."""
    match ParticipantState(one.state):
        case ParticipantState.LEFT_OUT:
            name = "left_out"
        case ParticipantState.WAITING:
            name = "prepared"
        case ParticipantState.WRITTEN:
            name = outcome(Answer(one.answer), ends_on, today, gives_notice=one.notice is not None).value
    return TONES[name], STANDINGS[name][language]


@dataclass(frozen=True, slots=True)
class Trail:
    """All that happened to a contract in a campaign. ``letters`` are those to it since the day on which the
    plan was written, with whether it is the one by which the campaign wrote to it; ``log`` what was decided since."""

    standing: tuple[str, str]
    before: str
    after: str
    findings: list[str]
    letters: list[tuple[Message, bool]]
    log: list[LogLine]
    can_extend: bool
    can_accept: bool


def trail(row: Campaign, one: Participant, today: date, language: Language) -> Trail:
    """The trail as it stands."""
    refresh(row)
    one.refresh_from_db(fields=["answer", "answered_at", "first_day", "accept_until"])
    held = contracts.held(one.contract_id)
    since = localtime(row.created_at).replace(hour=0, minute=0, second=0, microsecond=0)
    letters = Message.objects.filter(contract=one.contract_id, created_at__gte=since)
    own = letter_key(one) if one.state == ParticipantState.WRITTEN else ""
    open_ = Stage(row.stage) in (Stage.ANNOUNCED, Stage.PAUSED) and one.running and one.offer is not None
    return Trail(
        standing=_standing(one, held.row.ends_on, today, language),
        before=_price(one.before, one.currency, language),
        after=_price(one.after, one.currency, language),
        findings=[FINDINGS[Finding(name)][language] for name in one.findings],
        letters=[
            (letter, letter.key == own) for letter in letters.defer("text", "html").order_by("-created_at", "-id")
        ],
        log=[line for line in lines_of(held, language, names(held.row.organisation_id)) if line.at >= since],
        can_extend=open_ and one.answer != Answer.ACCEPTED,
        can_accept=open_ and one.answer in (Answer.OPEN, Answer.DECLINED),
    )
