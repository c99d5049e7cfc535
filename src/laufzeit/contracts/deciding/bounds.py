"""Limits that several decisions share."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Final

from laufzeit.catalogue.model import Terms
from laufzeit.catalogue.prices import MAX_PRICE
from laufzeit.contracts.declaration import Role, Side
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation
from laufzeit.contracts.timeline import Timeline
from laufzeit.money.amount import Currency

FIRST_SANE_DAY: Final = date(1990, 1, 1)
LAST_SANE_DAY: Final = date(2200, 1, 1)
"""A day outside is a slip of the pen, and would make chains of terms long."""

MOST_SEATS: Final = 1_000_000
LONGEST_TEXT: Final = 200

_UNFIT: Final = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of Unicode (control, surrogate, private, unassigned, separators of lines) that have no place in a line of
an invoice; XML and the database refuse most of them."""


def require_sane_day(day: date) -> None:
    if not FIRST_SANE_DAY <= day < LAST_SANE_DAY:
        raise refuse(Code.DAY_OUT_OF_RANGE, day=day, first=FIRST_SANE_DAY, last=LAST_SANE_DAY)


def require_before_end(life: Timeline, first_day: date, *, continuing: bool = False) -> None:
    """Refuses what would begin when the contract is over. ``continuing``: it may take the place of an end that comes
    by itself, on the day after it."""
    if life.end is not None and (first_day > life.end or (first_day == life.end and not continuing)):
        raise refuse(Code.AFTER_THE_END, effective_on=first_day, last_day=life.last_day())


def require_seats(seats: int, terms: Terms) -> None:
    """Refuses a number of seats that the terms do not sell."""
    maximum = MOST_SEATS if terms.seats.maximum is None else terms.seats.maximum
    if seats > maximum:
        raise refuse(Code.TOO_MANY_SEATS, seats=seats, maximum=maximum)
    if seats < terms.seats.minimum:
        raise refuse(Code.TOO_FEW_SEATS, seats=seats, minimum=terms.seats.minimum)


def require_vendor(situation: Situation) -> None:
    """Refuses everybody but the vendor's staff, and programs that act for it."""
    situation.require_side(Side.VENDOR)
    role = situation.declaration.actor.role
    if role not in (Role.STAFF, Role.PROGRAM):
        raise refuse(Code.MAY_NOT_DECIDE, role=role.value)


def require_amount(minor: int, currency: Currency, *, credit: bool) -> None:
    """Refuses an amount in minor units that is zero or beyond any price; a negative one without ``credit``."""
    largest = MAX_PRICE * currency.per_major
    if minor == 0 or abs(minor) > largest or (minor < 0 and not credit):
        raise refuse(Code.AMOUNT_OUT_OF_RANGE, maximum=MAX_PRICE, currency=currency.code)


def require_text(text: str) -> str:
    """What will stand in a line of an invoice, without space around it."""
    line = text.strip()
    if not 1 <= len(line) <= LONGEST_TEXT or any(unicodedata.category(sign) in _UNFIT for sign in line):
        raise refuse(Code.TEXT_OUT_OF_RANGE, maximum=LONGEST_TEXT)
    return line
