"""One-off charges and credits that the vendor makes beside the prices, and taking them back."""

from __future__ import annotations

from typing import Final

from laufzeit.contracts.commands import CancelExtra, ChargeExtra
from laufzeit.contracts.currency import currency_on
from laufzeit.contracts.deciding.bounds import require_amount, require_sane_day, require_text, require_vendor
from laufzeit.contracts.events import Event, ExtraCancelled, ExtraCharged
from laufzeit.contracts.pending import Wish, require_possible
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation
from laufzeit.dates.span import Span, Unit

MOST_EXTRAS: Final = 1000
"""One-off charges and credits of one contract in its whole life; what comes more often is a price or a meter."""

AHEAD: Final = Span(1, Unit.YEARS)
"""How far ahead something may be owed; what is further away is a slip, or belongs into the terms."""


def charge_extra(command: ChargeExtra, situation: Situation) -> tuple[Event, ...]:
    """Something is owed once, on ``command.effective_on``: also after the contract's end, for a final account."""
    require_vendor(situation)
    require_possible(Wish.EXTRA, situation.pending)
    require_sane_day(command.effective_on)
    start = situation.contract.start
    if command.effective_on < start:
        raise refuse(Code.BEFORE_START, start=start, today=command.effective_on)
    latest = AHEAD.after(situation.today)
    if command.effective_on > latest:
        raise refuse(Code.EXTRA_TOO_FAR_AHEAD, day=command.effective_on, latest=latest)
    currency = currency_on(situation.timeline, situation.catalogue, command.effective_on)
    require_amount(command.amount, currency, credit=True)
    text = require_text(command.text)
    if len(situation.contract.extras) >= MOST_EXTRAS:
        raise refuse(Code.TOO_MANY_EXTRAS, maximum=MOST_EXTRAS)
    return (ExtraCharged(command.id, command.effective_on, command.amount, text, command.vat),)


def cancel_extra(command: CancelExtra, situation: Situation) -> tuple[Event, ...]:
    """It is no longer owed; what was invoiced of it is then reversed."""
    require_vendor(situation)
    require_possible(Wish.EXTRA, situation.pending)
    extra = next((one for one in situation.contract.extras if one.id == command.extra), None)
    if extra is None:
        raise refuse(Code.EXTRA_UNKNOWN)
    return (ExtraCancelled(command.id, situation.today, extra.id),)
