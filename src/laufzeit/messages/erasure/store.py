"""The erasure of personal data in the outbox."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import DateField, Func, IntegerField, Q, QuerySet
from django.db.models.functions import Cast, ExtractYear

from laufzeit.dates.retention import YEARS, Record
from laufzeit.messages.codec import KINDS
from laufzeit.messages.models import Enclosure, Message
from laufzeit.messages.state import ON_ITS_WAY, State

_BUSINESS_LETTERS: Final = [name for name, kind in KINDS.items() if kind.business_letter]
_WITHOUT_PEOPLE: Final[dict[str, object]] = {
    "email": "",
    "name": "",
    "user": None,
    "facts": {},
    "erase_when_done": False,
}
_WITHOUT_CONTENT: Final = {"subject": "", "text": "", "html": ""}
# As ``dates.retention.retain_until``, for many rows at once: the last day of the sixth year after the letter's.
_KEPT_UNTIL: Final = Func(
    Cast(ExtractYear("created_at"), IntegerField()) + YEARS[Record.LETTER],
    12,
    31,
    function="make_date",
    output_field=DateField(),
)


def erase(letters: QuerySet[Message]) -> int:
    """Take the people out of ``letters``; the number of them. Those on their way follow when they have arrived.

    What remains of a letter is that it went out: kind, days, state, hash. A business letter that went out keeps its
    text, restricted (Art. 18 GDPR), for as long as § 257 (1) No. 3, (4), (5) HGB and § 147 (3), (4) AO ask for it.
    """
    waiting = letters.filter(state__in=ON_ITS_WAY).update(erase_when_done=True)
    ended = letters.exclude(state__in=ON_ITS_WAY).filter(kept_until=None)
    went_out = Q(kind__in=_BUSINESS_LETTERS, state__in=[State.SENT, State.UNCLEAR, State.BOUNCED])
    others = ended.exclude(went_out)
    Enclosure.objects.filter(message__in=others).delete()
    erased = others.update(**_WITHOUT_PEOPLE, **_WITHOUT_CONTENT)
    restricted = ended.filter(went_out).update(**_WITHOUT_PEOPLE, kept_until=_KEPT_UNTIL)
    return waiting + erased + restricted


def erase_outdated(today: date) -> int:
    """Restricted letters, and letters to nobody's organisation (a cancellation whose contract was never found), when
    their time of retention is over; the number of letters."""
    to_strangers = Q(organisation=None, created_at__year__lt=today.year - YEARS[Record.LETTER])
    outdated = Message.objects.filter(Q(kept_until__lt=today) | to_strangers).exclude(text="", facts={})
    outdated = outdated.exclude(state__in=ON_ITS_WAY)
    Enclosure.objects.filter(message__in=outdated).delete()
    return outdated.update(**_WITHOUT_PEOPLE, **_WITHOUT_CONTENT, kept_until=None)
