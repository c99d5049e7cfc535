"""Limits that several decisions share."""

from __future__ import annotations

from datetime import date
from typing import Final

from laufzeit.catalogue.model import Terms
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.timeline import Timeline

FIRST_SANE_DAY: Final = date(1990, 1, 1)
LAST_SANE_DAY: Final = date(2200, 1, 1)
"""A day outside is a slip of the pen, and would make chains of terms long."""

MOST_SEATS: Final = 1_000_000


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
