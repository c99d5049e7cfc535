"""The German letters: formal, in the tone of the vendors' own documents, without advertising (§ 7 UWG)."""

from __future__ import annotations

from typing import assert_never

from laufzeit.messages.kinds import (
    BeginKind,
    ChangeKind,
    EndKind,
    InvoiceKind,
    Kind,
    NoticeKind,
    OfferKind,
    PaymentKind,
    PeopleKind,
    SwitchKind,
)
from laufzeit.messages.letter import Body
from laufzeit.messages.wording.german import begin, change, end, invoice, notice, offer, payment, people, switch
from laufzeit.messages.wording.say import Say


def body(kind: Kind, say: Say) -> Body:
    if isinstance(kind, BeginKind):
        return begin.body(kind, say)
    if isinstance(kind, ChangeKind):
        return change.body(kind, say)
    if isinstance(kind, NoticeKind):
        return notice.body(kind, say)
    if isinstance(kind, EndKind):
        return end.body(kind, say)
    if isinstance(kind, OfferKind):
        return offer.body(kind, say)
    if isinstance(kind, SwitchKind):
        return switch.body(kind, say)
    if isinstance(kind, PaymentKind):
        return payment.body(kind, say)
    if isinstance(kind, PeopleKind):
        return people.body(kind, say)
    if isinstance(kind, InvoiceKind):
        return invoice.body(kind, say)
    assert_never(kind)
