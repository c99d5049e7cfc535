"""SEPA mandates: for how long one may be used, and what a collection by it is called.

Source: the rulebooks for direct debits of the European Payments Council (EPC016-06 CORE, EPC222-07 B2B) and Anlage 3 of
the DFÜ agreement of the German banks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from stdnum.eu import at_02
from stdnum.exceptions import ValidationError

from laufzeit.dates.day import add_months
from laufzeit.payments.fault import Code, Fault, fault
from laufzeit.payments.sepa_text import identifier, is_identifier

LAPSE_MONTHS: Final = 36
"""A mandate that nothing was collected by for so long must not be used any more (EPC016-06, section 4.1)."""

REFUND_WEEKS: Final = 8
"""CORE: for so long the customer gets the money back without giving a reason (§ 675x (2), (4) BGB)."""

UNAUTHORISED_MONTHS: Final = 13
"""For so long, where there was no mandate at all (§ 676b (2) BGB)."""


class Scheme(StrEnum):
    """``B2B`` is for businesses only; their bank has to know the mandate, and nothing is refunded."""

    CORE = "CORE"
    B2B = "B2B"


class Sequence(StrEnum):
    """What a collection is within its mandate."""

    FIRST = "FRST"
    RECURRING = "RCUR"
    ONE_OFF = "OOFF"
    FINAL = "FNAL"


@dataclass(frozen=True, slots=True)
class Mandate:
    """A customer's mandate. ``revoked_on`` is the first day on which nothing is collected by it any more."""

    reference: str
    creditor_id: str
    scheme: Scheme
    signed_on: date
    recurring: bool = True
    first_used_on: date | None = None
    last_used_on: date | None = None
    revoked_on: date | None = None

    @property
    def last_day(self) -> date:
        """The last day on which something may be collected if nothing is until then.

        >>> Mandate("K-1", "DE98ZZZ09999999999", Scheme.CORE, date(2023, 11, 22)).last_day
        datetime.date(2026, 11, 22)
        """
        return add_months(self.last_used_on or self.signed_on, LAPSE_MONTHS)


def usable(mandate: Mandate, on: date, creditor_id: str) -> Fault | None:
    """Why nothing may be collected by this mandate on that day; ``None`` where it may."""
    if mandate.creditor_id != creditor_id:
        return fault(Code.MANDATE_OF_OTHER_CREDITOR, reference=mandate.reference, creditor_id=mandate.creditor_id)
    if mandate.revoked_on is not None and mandate.revoked_on <= on:
        return fault(Code.MANDATE_REVOKED, reference=mandate.reference, day=mandate.revoked_on)
    if not mandate.recurring and mandate.first_used_on is not None:
        return fault(Code.MANDATE_USED_UP, reference=mandate.reference, day=mandate.first_used_on)
    if on > mandate.last_day:
        return fault(Code.MANDATE_LAPSED, reference=mandate.reference, day=mandate.last_day)
    return None


def sequence(mandate: Mandate, *, last: bool = False) -> Sequence:
    """What the next collection by this mandate is. The first one is told apart although banks no longer ask for it
    (since November 2016 ``RCUR`` may take its place): those that still look for it find it."""
    if not mandate.recurring:
        return Sequence.ONE_OFF
    if last:
        return Sequence.FINAL
    return Sequence.FIRST if mandate.first_used_on is None else Sequence.RECURRING


def reference_fault(reference: str) -> Fault | None:
    """References have at most 35 characters of those that banks take, and no spaces."""
    return None if is_identifier(reference) else fault(Code.REFERENCE_FORM, reference=reference)


def reference_key(reference: str) -> str:
    """By which two references of one creditor are the same: capitals do not count.

    >>> reference_key("K-10001-1a") == reference_key("k-10001-1A")
    True
    """
    return reference.upper()


def new_reference(customer: str, count: int) -> str:
    """The reference of a customer's ``count``-th mandate, from the number that the vendor calls it by.

    >>> new_reference("K-10001", 2), new_reference("Praxis Dr. Müller " * 3, 12)
    ('K-10001-2', 'PraxisDr.MuellerPraxisDr.Mueller-12')
    """
    ending = f"-{count}"
    return f"{identifier(customer)[: 35 - len(ending)].rstrip('/')}{ending}"


def creditor_id_fault(creditor_id: str) -> Fault | None:
    """The creditor identifier's check digits (ISO 7064; the business code in its middle is none of them)."""
    if not creditor_id:
        return fault(Code.NO_CREDITOR_ID)
    try:
        good = at_02.validate(creditor_id) == creditor_id
    except ValidationError:
        good = False
    return None if good else fault(Code.CREDITOR_ID_WRONG, creditor_id=creditor_id)


def refundable_until(scheme: Scheme, debited_on: date) -> date | None:
    """The last day on which the customer gets an authorised debit back without a reason; ``None``: never.

    >>> refundable_until(Scheme.CORE, date(2026, 12, 1)), refundable_until(Scheme.B2B, date(2026, 12, 1))
    (datetime.date(2027, 1, 26), None)
    """
    return debited_on + timedelta(weeks=REFUND_WEEKS) if scheme is Scheme.CORE else None


def contestable_until(debited_on: date) -> date:
    """The last day on which a debit without any mandate can be contested.

    >>> contestable_until(date(2026, 12, 1))
    datetime.date(2028, 1, 1)
    """
    return add_months(debited_on, UNAUTHORISED_MONTHS)
