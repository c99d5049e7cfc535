"""What announcing would do to one contract: the same decision that will be stored, asked before.

Nothing is computed here that ``decide`` does not say; a contract that it refuses is left out, with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from laufzeit.campaigns import receipt
from laufzeit.campaigns.plan import EndingBefore, Plan
from laufzeit.catalogue.model import Catalogue, TermsRef
from laufzeit.catalogue.quote import Quote, quote
from laufzeit.catalogue.steps import NoPrice
from laufzeit.contracts.commands import AcceptTerms, Command, GiveNotice, OfferTerms
from laufzeit.contracts.contract import Contract, evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Declaration, Role, Side
from laufzeit.contracts.events import Event, NoticeGiven, TermsAccepted, TermsOffered
from laufzeit.contracts.refusal import Code, Refused
from laufzeit.contracts.timeline import timeline
from laufzeit.dates.day import ONE_DAY
from laufzeit.money.rounding import div_half_away


class Finding(StrEnum):
    """What is to be known of a contract before it is written to."""

    NOTICE_TOO_LATE = "notice_too_late"
    """The vendor's own period of notice can no longer be kept for the end of the running term: the contract renews once
    more at the old terms, by law, and its next end is meant."""
    DEARER = "dearer"
    """The price rises by more than the threshold."""
    CHEAPER = "cheaper"
    NO_FIXED_PRICE = "no_fixed_price"
    """What is paid depends on what meters count."""
    NO_PRICE = "no_price"
    """The new terms have no price for the contract's quantity: left out."""
    CONSUMER = "consumer"
    """Silence is not consent, and the offer has to be neutral (LG Köln 15.05.2025, 6 S 114/23)."""
    NO_MAIL = "no_mail"
    """The one who decides has no address that mails reach: the letter goes by post."""
    NO_ADDRESS = "no_address"
    """Neither a mail nor a letter would arrive: left out."""
    NOBODY_DECIDES = "nobody_decides"
    """There is no main user who could accept: left out."""
    ENDING = "ending"
    """Notice has been given already: left out."""
    CHANGING = "changing"
    """A change is pending that has to be settled first: left out."""
    REFUSED = "refused"
    """The contract cannot be offered the new terms for another reason, which is named: left out."""


LEAVING_OUT: Final = frozenset(
    {
        Finding.NO_PRICE, Finding.NO_ADDRESS, Finding.NOBODY_DECIDES, Finding.ENDING, Finding.CHANGING, Finding.REFUSED,
    }
)  # fmt: skip

_BY_CODE: Final = {
    Code.NOTICE_PENDING: Finding.ENDING,
    Code.SWITCH_PENDING: Finding.ENDING,
    Code.CONTRACT_ENDED: Finding.ENDING,
    Code.CHANGE_PENDING: Finding.CHANGING,
    Code.SEATS_PENDING: Finding.CHANGING,
    Code.ACCEPTANCE_PENDING: Finding.CHANGING,
    Code.OFFER_OPEN: Finding.CHANGING,
}


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who would be written to. ``decides``: there is a main user who can sign in; ``mail``: and has an address that
    mails reach; ``post``: the customer's postal address is complete."""

    decides: bool
    mail: bool
    post: bool
    consumer: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """``new``, ``accept_until``, ``first_day`` (of the new terms, if they are accepted) belong to the offer,
    ``notice_last_day`` to the notice; ``None`` where there is none. Prices are minor units a year, without what meters
    count; ``None`` where they are not defined. ``refusal`` says why the contract is left out."""

    old: TermsRef
    new: TermsRef | None
    seats: int
    currency: str
    before: int | None
    after: int | None
    notice_last_day: date | None
    first_day: date | None
    accept_until: date | None
    findings: tuple[Finding, ...]
    refusal: Code | None = None

    @property
    def left_out(self) -> bool:
        return any(one in LEAVING_OUT for one in self.findings)


@dataclass(frozen=True, slots=True)
class Ids:
    """The names that the decision creates."""

    offer: UUID
    notice: UUID


def received_on(plan: Plan, sent: date, receipt_by_mail: date, state: str, *, by_post: bool) -> date:
    """The day of receipt that applies to the letter of a contract."""
    return receipt.by_post(sent, plan.post_days, state) if by_post else receipt_by_mail


def command(plan: Plan, new: TermsRef | None, ids: Ids, today: date, received: date) -> Command:
    """What the vendor declares to a contract."""
    if not plan.offers or new is None:
        return GiveNotice(ids.notice, received_on=received)
    at_once = plan.ending_before is EndingBefore.NEW_TERMS
    return OfferTerms(
        ids.offer,
        new,
        accept_until=plan.accept_until,
        cut_over=min(plan.cut_over, today) if at_once else plan.cut_over,
        judged_by=plan.judged_by,
        notice=ids.notice if plan.gives_notice else None,
        received_on=received if plan.gives_notice else None,
        reminders=plan.reminders,
    )


def declaration(today: date, by: UUID | None) -> Declaration:
    """The vendor declares; ``by`` is the member of staff who announced, ``None`` for the console."""
    role = Role.STAFF if by else Role.PROGRAM
    return Declaration(today, Actor(Side.VENDOR, role, by), Channel.OFFICE)


def aim(
    plan: Plan, contract: Contract, to: Addressee, catalogue: Catalogue, today: date, received: date, ids: Ids
) -> Aim:
    """What announcing on ``today``, received on ``received``, comes to. The contract has a phase on that day at an
    edition that the plan replaces."""
    life = timeline(contract, catalogue)
    phase = life.phase_on(today)
    assert phase is not None  # the cohort was chosen by the phases of the day
    new = plan.replacing(phase.terms)
    before = yearly(phase.terms, phase.seats, catalogue)
    after = yearly(new, phase.seats, catalogue) if new is not None else None
    findings = [*_prices(plan, before, after, offered=new is not None), *_people(to)]
    wanted = command(plan, new, ids, today, received)
    events: tuple[Event, ...] = ()
    refusal = None
    try:
        events = decide(contract, wanted, declaration(today, None), catalogue)
    except Refused as reason:
        refusal = reason.code
        findings.insert(0, _BY_CODE.get(reason.code, Finding.REFUSED))
    notice = next((event for event in events if isinstance(event, NoticeGiven)), None)
    offer = next((event for event in events if isinstance(event, TermsOffered)), None)
    term = life.term_on(today)
    if notice is not None and term is not None and term.end is not None and notice.effective_on > term.end:
        findings.insert(0, Finding.NOTICE_TOO_LATE)
    return Aim(
        old=phase.terms,
        new=new,
        seats=phase.seats,
        currency=catalogue.terms(phase.terms).currency,
        before=before.amount,
        after=after.amount if after else None,
        notice_last_day=notice.effective_on - ONE_DAY if notice else None,
        first_day=first_day_if_accepted(contract, events, catalogue, today) if offer else None,
        accept_until=offer.accept_until if offer else None,
        findings=tuple(findings),
        refusal=refusal,
    )


def first_day_if_accepted(
    contract: Contract, events: tuple[Event, ...], catalogue: Catalogue, today: date
) -> date | None:
    """From when on the new terms would hold, if the customer accepted on the day of the announcement; ``None`` where it
    could not."""
    for event in events:
        contract = evolve(contract, event)
    offer = contract.offers[-1]
    consenting = Declaration(today, Actor(Side.CUSTOMER, Role.STAFF), Channel.OFFICE)
    try:
        accepted = decide(contract, AcceptTerms(offer.id, offer.id), consenting, catalogue)
    except Refused:
        return None
    return next((event.effective_on for event in accepted if isinstance(event, TermsAccepted)), None)


@dataclass(frozen=True, slots=True)
class Yearly:
    """``amount``: minor units a year; ``None``: no price for the quantity. ``metered``: meters decide in part."""

    amount: int | None
    metered: bool


def yearly(ref: TermsRef, seats: int, catalogue: Catalogue) -> Yearly:
    """What an edition costs in a year, as far as no meter decides. Intervals of days count as in a year of 365."""
    try:
        found = quote(catalogue.terms(ref), seats)
    except NoPrice:
        return Yearly(None, metered=False)
    return Yearly(_of_a_year(found), metered=bool(found.uncounted))


def _of_a_year(found: Quote) -> int:
    total = 0
    for interval, money in found.recurring.items():
        months, days = interval.months, interval.days
        per_year = (money.minor * 12, months) if months is not None else (money.minor * 365, days or 365)
        total += div_half_away(*per_year)
    return total


def _prices(plan: Plan, before: Yearly, after: Yearly | None, *, offered: bool) -> list[Finding]:
    if not offered or after is None:
        return []
    if after.amount is None:
        return [Finding.NO_PRICE]
    found = [Finding.NO_FIXED_PRICE] if before.metered or after.metered else []
    if before.amount is None:
        return found
    if after.amount < before.amount:
        found.append(Finding.CHEAPER)
    elif (after.amount - before.amount) * 10_000 > plan.threshold * before.amount:
        found.append(Finding.DEARER)
    return found


def _people(to: Addressee) -> list[Finding]:
    found = [Finding.CONSUMER] if to.consumer else []
    if not to.decides:
        return [*found, Finding.NOBODY_DECIDES]
    if not to.mail:
        found.append(Finding.NO_MAIL if to.post else Finding.NO_ADDRESS)
    return found
