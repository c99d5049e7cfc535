"""What ``decide`` says when it says no: a code and the facts, as a value.

The wording for people and the HTTP status belong to the shell (``wording.py``, the views). Every code has one case in
the error gallery that reproduces it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

Fact = str | int | date | UUID | tuple[str, ...] | None


class Code(StrEnum):
    """Why a command was refused."""

    NO_CONTRACT = "no_contract"
    ALREADY_CONCLUDED = "already_concluded"
    BEFORE_START = "before_start"
    CONTRACT_ENDED = "contract_ended"
    MAY_NOT_DECIDE = "may_not_decide"
    UNKNOWN_PLAN = "unknown_plan"
    UNKNOWN_EDITION = "unknown_edition"
    NOT_ON_SALE = "not_on_sale"
    CHANGE_NOT_OFFERED = "change_not_offered"
    SAME_PLAN = "same_plan"
    TRIAL_NOT_OFFERED = "trial_not_offered"
    CONSENT_MISSING = "consent_missing"
    CONSENT_OUTDATED = "consent_outdated"
    CHANGE_PENDING = "change_pending"
    SEATS_PENDING = "seats_pending"
    ACCEPTANCE_PENDING = "acceptance_pending"
    NOTICE_PENDING = "notice_pending"
    SWITCH_PENDING = "switch_pending"
    OFFER_OPEN = "offer_open"
    NOT_REVOCABLE = "not_revocable"
    NOTHING_TO_REVOKE = "nothing_to_revoke"
    REVOCATION_TOO_LATE = "revocation_too_late"
    NOT_YOUR_DECLARATION = "not_your_declaration"
    TOO_MANY_SEATS = "too_many_seats"
    TOO_FEW_SEATS = "too_few_seats"
    SAME_SEATS = "same_seats"
    SEATS_FIXED = "seats_fixed"
    SEATS_ARE_NAMED = "seats_are_named"
    SEATS_NOT_NAMED = "seats_not_named"
    USER_ALREADY_THERE = "user_already_there"
    USER_UNKNOWN = "user_unknown"
    MAIN_USER_STAYS = "main_user_stays"
    EXTENDS_BEYOND_END = "extends_beyond_end"
    AFTER_THE_END = "after_the_end"
    RECEIVED_IN_FUTURE = "received_in_future"
    FEATURE_UNKNOWN = "feature_unknown"
    FEATURE_NOT_BOOKABLE = "feature_not_bookable"
    FEATURE_NOT_INCLUDED = "feature_not_included"
    BOOKING_IN_PAST = "booking_in_past"
    BOOKING_UNKNOWN = "booking_unknown"
    BOOKING_EXISTS = "booking_exists"
    TOO_MANY_BOOKINGS = "too_many_bookings"
    NO_OFFER = "no_offer"
    OFFER_EXPIRED = "offer_expired"
    OFFER_DECIDED = "offer_decided"
    OFFER_WITHDRAWN = "offer_withdrawn"
    OFFER_NOT_LONGER = "offer_not_longer"
    REMINDERS_OUT_OF_RANGE = "reminders_out_of_range"
    NO_SWITCHING_RIGHT = "no_switching_right"
    EXTENSION_TOO_LONG = "extension_too_long"
    SWITCH_UNKNOWN = "switch_unknown"
    DAY_OUT_OF_RANGE = "day_out_of_range"
    AMOUNT_OUT_OF_RANGE = "amount_out_of_range"
    TEXT_OUT_OF_RANGE = "text_out_of_range"
    PERCENT_OUT_OF_RANGE = "percent_out_of_range"
    PERIODS_OUT_OF_RANGE = "periods_out_of_range"
    CHARGE_UNKNOWN = "charge_unknown"
    DISCOUNT_UNCLEAR = "discount_unclear"
    DISCOUNT_NEEDS_CHARGE = "discount_needs_charge"
    DISCOUNT_WITHOUT_TIME = "discount_without_time"
    DISCOUNT_UNKNOWN = "discount_unknown"
    DISCOUNT_NOT_BEGUN = "discount_not_begun"
    DISCOUNT_OVER = "discount_over"
    TOO_MANY_DISCOUNTS = "too_many_discounts"
    EXTRA_UNKNOWN = "extra_unknown"
    EXTRA_TOO_FAR_AHEAD = "extra_too_far_ahead"
    TOO_MANY_EXTRAS = "too_many_extras"
    CHANGED_MEANWHILE = "changed_meanwhile"
    """Somebody else decided after the page was shown (raised by the store, which knows the version)."""


@dataclass
class Refused(Exception):
    """A command that cannot be carried out; nothing was changed.

    Not frozen: on its way through a block Python writes the traceback into an exception.
    """

    code: Code
    facts: Mapping[str, Fact]

    def __str__(self) -> str:
        return f"{self.code.value}: " + ", ".join(f"{name}={fact}" for name, fact in self.facts.items())


def refuse(code: Code, **facts: Fact) -> Refused:
    """``raise refuse(Code.CHANGE_PENDING, effective_on=day)``."""
    return Refused(code, facts)
