"""Discounts that the vendor grants a contract, and their end. They shape no phase: what is owed becomes less."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from laufzeit.catalogue.model import Catalogue, Charge
from laufzeit.contracts.commands import EndDiscount, GrantDiscount
from laufzeit.contracts.currency import currency_on
from laufzeit.contracts.deciding.bounds import (
    require_amount,
    require_before_end,
    require_sane_day,
    require_text,
    require_vendor,
)
from laufzeit.contracts.events import DiscountEnded, DiscountGranted, Event
from laufzeit.contracts.pending import Wish, require_possible
from laufzeit.contracts.refusal import Code, refuse
from laufzeit.contracts.situation import Situation
from laufzeit.contracts.timeline import Timeline
from laufzeit.money.vat import WHOLE

MOST_DISCOUNTS: Final = 200
"""Discounts of one contract in its whole life; more are a script that ran wild, or a price that should change."""

MOST_PERIODS: Final = 1200
"""A hundred years of months, as for a span."""


def grant_discount(command: GrantDiscount, situation: Situation) -> tuple[Event, ...]:
    """The vendor takes less, from the billing periods on that begin on or after ``command.effective_on``. That day may
    have gone by: what was invoiced too high is then credited."""
    require_vendor(situation)
    require_possible(Wish.DISCOUNT, situation.pending)
    _require_days(command, situation)
    _require_measure(command, situation)
    reason = require_text(command.reason)
    if len(situation.contract.discounts) >= MOST_DISCOUNTS:
        raise refuse(Code.TOO_MANY_DISCOUNTS, maximum=MOST_DISCOUNTS)
    return (
        DiscountGranted(
            command.id,
            command.effective_on,
            command.percent,
            command.amount,
            command.charge,
            command.until,
            command.periods,
            reason,
        ),
    )


def end_discount(command: EndDiscount, situation: Situation) -> tuple[Event, ...]:
    """The discount ends earlier than was granted; from its own first day on, it is as if it had not been granted."""
    require_vendor(situation)
    require_possible(Wish.DISCOUNT, situation.pending)
    require_sane_day(command.effective_on)
    discount = situation.contract.discount(command.discount)
    if discount is None:
        raise refuse(Code.DISCOUNT_UNKNOWN)
    if command.effective_on < discount.effective_on:
        raise refuse(Code.DISCOUNT_NOT_BEGUN, day=command.effective_on, first=discount.effective_on)
    if discount.ends is not None and command.effective_on >= discount.ends:
        raise refuse(Code.DISCOUNT_OVER, day=discount.ends)
    return (DiscountEnded(command.id, command.effective_on, discount.id),)


def _require_days(command: GrantDiscount, situation: Situation) -> None:
    require_sane_day(command.effective_on)
    start = situation.contract.start
    if command.effective_on < start:
        raise refuse(Code.BEFORE_START, start=start, today=command.effective_on)
    require_before_end(situation.timeline, command.effective_on)
    if command.until is not None:
        require_sane_day(command.until)
        if command.until <= command.effective_on:
            last_day = command.until - timedelta(days=1)
            raise refuse(Code.DISCOUNT_WITHOUT_TIME, last_day=last_day, first=command.effective_on)
    if command.periods is not None and not 1 <= command.periods <= MOST_PERIODS:
        raise refuse(Code.PERIODS_OUT_OF_RANGE, periods=command.periods, maximum=MOST_PERIODS)


def _require_measure(command: GrantDiscount, situation: Situation) -> None:
    """Either a part of the price, or an amount off one charge: off several it would count several times."""
    if (command.percent is None) == (command.amount is None):
        raise refuse(Code.DISCOUNT_UNCLEAR)
    if command.percent is not None and not 1 <= command.percent <= WHOLE:
        raise refuse(Code.PERCENT_OUT_OF_RANGE)
    charges = recurring_charges(situation.timeline, situation.catalogue, command.effective_on)
    if command.charge is not None and command.charge not in charges:
        raise refuse(Code.CHARGE_UNKNOWN, charge=command.charge)
    if command.amount is None:
        return
    if command.charge is None:
        raise refuse(Code.DISCOUNT_NEEDS_CHARGE)
    currency = currency_on(situation.timeline, situation.catalogue, command.effective_on)
    require_amount(command.amount, currency, credit=False)


def recurring_charges(life: Timeline, catalogue: Catalogue, day: date) -> dict[str, Charge]:
    """The charges that come again and again from ``day`` on, as far as is decided, by their keys; of several editions
    the latest. What is asked for once has no billing periods to take anything off."""
    phases = (phase for phase in life.phases if phase.period.end is None or phase.period.end > day)
    charges = (charge for phase in phases for charge in catalogue.terms(phase.terms).charges)
    return {charge.key: charge for charge in charges if charge.interval is not None}
