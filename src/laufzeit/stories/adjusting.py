"""What the vendor can declare beside the prices in a story: discounts, one-off charges and credits.

An amount is written in the major unit of the contract's currency ("12.50"), as in a catalogue; which currency that is
shows when the story is told (``naming``). ``until`` is a last day, as everywhere in a story.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from laufzeit.contracts.commands import ChargeExtra, GrantDiscount
from laufzeit.money.vat import VatCategory
from laufzeit.stories.cursor import Cursor
from laufzeit.stories.model import CancelThatExtra, ChargeThat, Deed, EndThat, GrantThat

GRANTS: Final = (
    'vendor grants PERCENT | AMOUNT [off CHARGE] as "REASON" [from DAY] [until DAY] [for NUMBER periods]',
)  # fmt: skip
ENDS: Final = ('vendor ends the discount "REASON" [from DAY]',)
CHARGES: Final = ('vendor charges AMOUNT for "TEXT" [on DAY] [at the reduced rate]',)
CREDITS: Final = ('vendor credits AMOUNT for "TEXT" [on DAY] [at the reduced rate]',)
CANCELS_EXTRA: Final = ('vendor cancels the extra "TEXT"',)


def grants(cursor: Cursor, deed_id: UUID, today: date) -> Deed:
    percent = cursor.maybe_percent()
    amount = None if percent is not None else cursor.take_amount()
    charge = cursor.take_key("a charge") if cursor.maybe("off") else None
    cursor.take("as", GRANTS)
    discount = GrantDiscount(deed_id, today, percent, None, charge, None, None, cursor.take_quoted())
    while True:
        cursor.maybe(",")
        if cursor.maybe("from"):
            discount = replace(discount, effective_on=cursor.take_day())
        elif cursor.maybe("until"):
            discount = replace(discount, until=_day_after(cursor))
        elif cursor.maybe("for"):
            discount = replace(discount, periods=cursor.take_number())
            if not cursor.maybe("period"):
                cursor.take("periods", GRANTS)
        else:
            return discount if amount is None else GrantThat(deed_id, discount, amount)


def ends(cursor: Cursor, deed_id: UUID, today: date) -> Deed:
    cursor.take("the discount", ENDS)
    reason = cursor.take_quoted()
    return EndThat(deed_id, reason, cursor.take_day() if cursor.maybe("from") else today)


def charges(cursor: Cursor, deed_id: UUID, today: date) -> Deed:
    return _once(cursor, deed_id, today, sign=1)


def credit(cursor: Cursor, deed_id: UUID, today: date) -> Deed:
    return _once(cursor, deed_id, today, sign=-1)


def cancels_extra(cursor: Cursor, deed_id: UUID) -> Deed:
    return CancelThatExtra(deed_id, cursor.take_quoted())


def _once(cursor: Cursor, deed_id: UUID, today: date, *, sign: int) -> Deed:
    amount = sign * cursor.take_amount()
    cursor.take("for", CHARGES if sign > 0 else CREDITS)
    extra = ChargeExtra(deed_id, today, 0, cursor.take_quoted())
    if cursor.maybe("on"):
        extra = replace(extra, effective_on=cursor.take_day())
    if cursor.maybe("at the reduced rate"):
        extra = replace(extra, vat=VatCategory.REDUCED)
    return ChargeThat(deed_id, extra, Decimal(amount))


def _day_after(cursor: Cursor) -> date:
    place = cursor.copy()
    last_day = cursor.take_day()
    if last_day == date.max:
        place.fail(f"{last_day} is out of reach")
    return last_day + timedelta(days=1)
