"""Which letters go out when something has happened by itself, and who lost what by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import assert_never
from uuid import UUID

from laufzeit.contracts.contract import Booking, Contract
from laufzeit.contracts.correspondence import Circumstances, Post
from laufzeit.contracts.deciding.offers import first_renewal
from laufzeit.contracts.effects import Effect, EffectKind, erase_on, export_until
from laufzeit.contracts.entitlement import bookings_without_feature
from laufzeit.contracts.events import NoticeGiven, PlanChanged
from laufzeit.contracts.timeline import Phase, Timeline, without_end
from laufzeit.dates.retention import Record, retain_until
from laufzeit.dates.span import Span
from laufzeit.dates.wording import Language, rule_in_words
from laufzeit.messages import kinds
from laufzeit.messages.facts import Kept

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Happened:
    """An effect that is carried out, on the contract as it stands."""

    effect: Effect
    contract: Contract
    timeline: Timeline
    circumstances: Circumstances

    @property
    def language(self) -> Language:
        return self.circumstances.language_of(self.contract.main_user)

    @cached_property
    def before(self) -> Phase:
        """The phase until the moment."""
        return self.timeline.phase_on(self.effect.on - _ONE_DAY) or self.timeline.phases[-1]

    @cached_property
    def after(self) -> Phase | None:
        """The phase from the moment on; ``None`` when the contract has ended."""
        return self.timeline.phase_on(self.effect.on)

    @property
    def last_day(self) -> date:
        return self.effect.on - _ONE_DAY

    def plan(self, phase: Phase, language: Language | None = None) -> str:
        return self.circumstances.plan(phase.terms, language or self.language)


def users_without_access(happened: Happened) -> tuple[UUID, ...]:
    """The named users whose access ends with this moment. The main user keeps his: he fetches the data."""
    match happened.effect.kind:
        case EffectKind.SWITCHED | EffectKind.ACCESS_ENDED | EffectKind.ENDED:
            staying = happened.after.users if happened.after else (happened.contract.main_user,)
            return tuple(user for user in happened.before.users if user not in staying)
        case _:
            return ()


def bookings_lost(happened: Happened) -> tuple[Booking, ...]:
    """The bookings that become invalid with this moment."""
    if happened.effect.kind not in (EffectKind.SWITCHED, EffectKind.RENEWED, EffectKind.ENDED):
        return ()
    catalogue = happened.circumstances.catalogue
    return bookings_without_feature(happened.contract, happened.timeline, catalogue, happened.effect.on)


def letters_of(happened: Happened) -> tuple[Post, ...]:
    """The letters to the main user, to those who lost their access, and to the organisers of lost bookings."""
    main = happened.contract.main_user
    found = [Post(f"{happened.effect.key}:main", main, letter) for letter in _to_main_user(happened)]
    found += list(_to_removed(happened))
    found += list(_to_organisers(happened))
    return tuple(found)


def _to_main_user(happened: Happened) -> Iterator[kinds.Kind]:
    match happened.effect.kind:
        case EffectKind.SWITCHED:
            yield from _switched(happened)
        case EffectKind.ENDED:
            yield _ended(happened)
        case EffectKind.REVOCATION_REMINDER:
            yield _revocation_reminder(happened)
        case EffectKind.NOTICE_REMINDER:
            yield _notice_reminder(happened)
        case EffectKind.TRIAL_REMINDER:
            yield _trial_ending(happened)
        case EffectKind.ACCEPTANCE_REMINDER:
            yield _acceptance_reminder(happened)
        case EffectKind.ERASURE_ANNOUNCED:
            yield _erasure_announced(happened)
        case EffectKind.RENEWED | EffectKind.ACCESS_ENDED | EffectKind.ERASURE:
            return
        case _:
            assert_never(happened.effect.kind)


def _switched(happened: Happened) -> Iterator[kinds.PlanSwitched]:
    """A change at once was confirmed on the same day; it needs no second letter."""
    item = happened.contract.standing_item(happened.effect.item) if happened.effect.item else None
    at_once = isinstance(item, PlanChanged) and item.declared_on == item.effective_on
    if at_once or happened.after is None:
        return
    circumstances, language = happened.circumstances, happened.language
    yield kinds.PlanSwitched(
        contract=circumstances.contract,
        old_plan=happened.plan(happened.before),
        new_plan=happened.plan(happened.after),
        first_day=happened.effect.on,
        new_prices=circumstances.prices(happened.after.terms, language),
        removed_users=circumstances.names(users_without_access(happened)),
        lost_bookings=circumstances.lost(bookings_lost(happened), language),
        link=circumstances.link,
    )


def _ended(happened: Happened) -> kinds.ContractEnded:
    catalogue = happened.circumstances.catalogue
    return kinds.ContractEnded(
        contract=happened.circumstances.contract,
        plan=happened.plan(happened.before),
        last_day=happened.last_day,
        export_until=export_until(happened.timeline, happened.contract, catalogue),
        erase_on=erase_on(happened.timeline, happened.contract, catalogue),
        link=happened.circumstances.link,
    )


def _revocation_reminder(happened: Happened) -> kinds.RevocationReminder:
    item = happened.contract.standing_item(happened.effect.item) if happened.effect.item else None
    assert isinstance(item, PlanChanged | NoticeGiven)  # reminders are made for these only
    phase = happened.timeline.phase_on(item.effective_on - _ONE_DAY) or happened.before
    next_plan = happened.circumstances.plan(item.to, happened.language) if isinstance(item, PlanChanged) else None
    last_day = item.effective_on - _ONE_DAY
    return kinds.RevocationReminder(
        happened.circumstances.contract,
        happened.plan(phase),
        next_plan,
        last_day,
        last_day,
        happened.circumstances.link,
    )


def _notice_reminder(happened: Happened) -> kinds.NoticeReminder:
    phase = happened.timeline.phase_on(happened.effect.on) or happened.before
    terms = happened.circumstances.catalogue.terms(phase.terms)
    until = happened.effect.until
    assert until is not None  # the last day to give notice
    term_last_day = terms.notice_by_customer.last_day(until, phase.chain)
    renewal = terms.renewal.after(term_last_day) if isinstance(terms.renewal, Span) else None
    following = phase.chain.term_containing(term_last_day + _ONE_DAY).last_day if renewal else None
    return kinds.NoticeReminder(
        contract=happened.circumstances.contract,
        plan=happened.plan(phase),
        notice=rule_in_words(terms.notice_by_customer, happened.language),
        notice_until=until,
        term_last_day=term_last_day,
        renewal_last_day=following,
        link=happened.circumstances.link,
    )


def _trial_ending(happened: Happened) -> kinds.TrialEnding:
    until = happened.effect.until
    assert until is not None  # the trial's last day
    phase = happened.timeline.phase_on(until) or happened.before
    circumstances = happened.circumstances
    return kinds.TrialEnding(
        contract=circumstances.contract,
        plan=happened.plan(phase),
        trial_last_day=until,
        continues=happened.timeline.phase_on(until + _ONE_DAY) is not None,
        prices=circumstances.prices(phase.terms, happened.language),
        link=circumstances.link,
    )


def _acceptance_reminder(happened: Happened) -> kinds.AcceptanceReminder:
    offer = happened.contract.offer(happened.effect.item) if happened.effect.item else None
    assert offer is not None  # reminders are made for offers of this contract
    circumstances, language = happened.circumstances, happened.language
    life = without_end(happened.contract, circumstances.catalogue)
    phase = life.phase_on(happened.effect.on) or happened.before
    terms = circumstances.catalogue.terms(phase.terms)
    return kinds.AcceptanceReminder(
        contract=circumstances.contract,
        plan=happened.plan(phase),
        first_day=first_renewal(phase, offer, terms, happened.effect.on + _ONE_DAY),
        accept_until=offer.accept_until,
        notice_last_day=happened.timeline.last_day(),
        cost_before=circumstances.cost(phase.terms, phase.seats, language),
        cost_after=circumstances.cost(offer.to, phase.seats, language),
        link=circumstances.offer_link(offer.id),
    )


def _erasure_announced(happened: Happened) -> kinds.ErasureAnnounced:
    until = happened.effect.until
    assert until is not None  # the last day to fetch the data
    return kinds.ErasureAnnounced(
        organisation=happened.circumstances.organisation,
        export_until=until,
        erase_on=until + _ONE_DAY,
        kept=kept_by_law(happened.timeline, happened.language),
        link=happened.circumstances.link,
    )


def _to_removed(happened: Happened) -> Iterator[Post]:
    why = {
        EffectKind.SWITCHED: kinds.AccessEnd.PLAN_CHANGED,
        EffectKind.ENDED: kinds.AccessEnd.CONTRACT_ENDED,
        EffectKind.ACCESS_ENDED: kinds.AccessEnd.REMOVED,
    }
    for user in users_without_access(happened):
        language = happened.circumstances.language_of(user)
        letter = kinds.AccessEnded(
            organisation=happened.circumstances.organisation,
            plan=happened.plan(happened.before, language),
            why=why[happened.effect.kind],
            last_day=happened.last_day,
        )
        yield Post(f"{happened.effect.key}:access:{user}", user, letter)


def _to_organisers(happened: Happened) -> Iterator[Post]:
    lost = bookings_lost(happened)
    for organiser in dict.fromkeys(booking.organiser for booking in lost):
        language = happened.circumstances.language_of(organiser)
        letter = kinds.BookingsInvalid(
            organisation=happened.circumstances.organisation,
            new_plan=happened.plan(happened.after, language) if happened.after else None,
            first_day=happened.effect.on,
            bookings=happened.circumstances.lost((one for one in lost if one.organiser == organiser), language),
            link=happened.circumstances.link,
        )
        yield Post(f"{happened.effect.key}:bookings:{organiser}", organiser, letter)


_KEPT: dict[Language, tuple[tuple[str, Record, str], ...]] = {
    "de": (
        ("Vertragsprotokoll mit Pseudonymen, Geschäftsbriefe", Record.LETTER, "§ 257 HGB, § 147 AO"),
        ("Rechnungen und Buchungsbelege", Record.VOUCHER, "§ 14b UStG, § 147 AO"),
    ),
    "en": (
        ("contract log with pseudonyms, business letters", Record.LETTER, "§ 257 HGB, § 147 AO"),
        ("invoices and vouchers", Record.VOUCHER, "§ 14b UStG, § 147 AO"),
    ),
}


def kept_by_law(life: Timeline, language: Language) -> tuple[Kept, ...]:
    """What the law keeps from erasure, counted from the contract's last day (§ 257 (4), (5) HGB, § 147 (3), (4) AO)."""
    last_day = life.last_day()
    assert last_day is not None  # erasure follows an end
    return tuple(Kept(what, retain_until(record, last_day), rule) for what, record, rule in _KEPT[language])
