"""What the page of a contract says: what is pending, the plan with its prices, and which changes are possible.

Everything about a change is asked of ``decide`` itself, so that the page offers what would be decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from laufzeit.catalogue.model import ChangeMoment, Terms
from laufzeit.catalogue.words import PriceLine, price_lines
from laufzeit.contracts.commands import ChangePlan, Command
from laufzeit.contracts.consent import consents_needed
from laufzeit.contracts.consequences import Consequences, consequences
from laufzeit.contracts.contract import evolve
from laufzeit.contracts.decide import decide
from laufzeit.contracts.declaration import Actor, Channel, Consent, Declaration, Role, Side
from laufzeit.contracts.events import Event, PlanChanged
from laufzeit.contracts.pending import Pending, PendingKind
from laufzeit.contracts.refusal import Refused
from laufzeit.contracts.wording import refusal_in_words
from laufzeit.dates.wording import day_in_digits, rule_in_words
from laufzeit.portal.shown import Shown


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan as it stands on a page."""

    key: str
    name: str
    description: str
    prices: tuple[PriceLine, ...]
    price_note: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PossibleChange:
    """A way to another plan. ``first_day`` is the earliest first day; with ``refused`` it is closed for the reason
    that stands there."""

    plan: PlanCard
    first_day: date | None
    at_once: bool
    rule: str
    refused: str


def plan_card(terms: Terms, shown: Shown) -> PlanCard:
    """The plan of ``terms`` with the prices and features of this edition."""
    catalogue, language = shown.catalogue, shown.language
    plan = catalogue.plans[terms.ref.plan]
    return PlanCard(
        key=plan.key,
        name=plan.names.text(language),
        description=plan.descriptions.text(language),
        prices=price_lines(terms, catalogue.meters, language),
        price_note=terms.price_notes.text(language),
        features=tuple(catalogue.features[grant.feature].names.text(language) for grant in terms.grants),
    )


def possible_changes(shown: Shown, names: Mapping[UUID, str]) -> tuple[PossibleChange, ...]:
    """The plans that the customer may change to by itself, each with its earliest day."""
    if shown.ended or shown.upcoming:
        return ()
    return tuple(_changes(shown, names))


def _changes(shown: Shown, names: Mapping[UUID, str]) -> Iterator[PossibleChange]:
    for path in shown.terms.changes:
        outcome = rehearsed(shown, ChangePlan(shown.contract.id, path.to))
        possible = isinstance(outcome, Consequences)
        terms = terms_of_change(shown, path.to, outcome)
        if terms is None:
            continue
        yield PossibleChange(
            plan=plan_card(terms, shown),
            first_day=outcome.first_day if isinstance(outcome, Consequences) else None,
            at_once=path.when is ChangeMoment.AT_ONCE,
            rule=rule_of_change(shown, path.to),
            refused="" if possible else _in_words(outcome, shown, names),
        )


def _in_words(outcome: Consequences | Refused, shown: Shown, names: Mapping[UUID, str]) -> str:
    assert isinstance(outcome, Refused)  # asked for closed ways only
    return str(refusal_in_words(outcome, shown.catalogue, shown.language, names))


def terms_of_change(shown: Shown, plan: str, outcome: Consequences | Refused) -> Terms | None:
    """The edition that a change would be bound to, which is the one on sale on its first day; where the way is
    closed, the one that is offered today."""
    if isinstance(outcome, Consequences) and outcome.plan_after is not None:
        return shown.catalogue.terms(outcome.plan_after)
    known = shown.catalogue.plans.get(plan)
    return known.sold_on(shown.today) if known else None


def rule_of_change(shown: Shown, plan: str) -> str:
    """The notice period in words, where a change to ``plan`` takes effect at its end."""
    path = shown.terms.path_to(plan)
    if path is None or path.when is not ChangeMoment.NOTICE:
        return ""
    return rule_in_words(shown.terms.notice_by_customer, shown.language)


def terms_to_be_bound(shown: Shown, plan: str) -> Terms | None:
    """The edition that a change to ``plan`` would be bound to, as ``terms_of_change`` says it, without looking at what
    else would follow."""
    events = decided(shown, ChangePlan(shown.contract.id, plan))
    if not isinstance(events, Refused):
        changed = next(event for event in events if isinstance(event, PlanChanged))
        return shown.catalogue.terms(changed.to)
    return terms_of_change(shown, plan, events)


def rehearsed(shown: Shown, command: Command) -> Consequences | Refused:
    """What would come of ``command``, as ``decided`` says it."""
    events = decided(shown, command)
    if isinstance(events, Refused):
        return events
    after = shown.contract
    for event in events:
        after = evolve(after, event)
    return consequences(shown.contract, after, events, shown.catalogue, shown.today)


def decided(shown: Shown, command: Command) -> tuple[Event, ...] | Refused:
    """What would be decided if the main user declared ``command`` now and agreed to what has to be agreed to."""
    declaration = Declaration(
        shown.today,
        Actor(Side.CUSTOMER, Role.MAIN, shown.contract.main_user),
        Channel.PORTAL,
        consents_to(shown, command),
    )
    try:
        return decide(shown.contract, command, declaration, shown.catalogue)
    except Refused as refused:
        return refused


def consents_to(shown: Shown, command: Command) -> tuple[Consent, ...]:
    """The consents that a page has to ask for before ``command``, in the page's language."""
    consents = []
    for needed in consents_needed(command, shown.contract, shown.catalogue, shown.today):
        hashes = dict(needed.edition.hashes)
        language = shown.language if shown.language in hashes else next(iter(hashes))
        sentence = consent_sentence(shown.catalogue.agreements[needed.agreement].names.text(shown.language))
        consents.append(Consent(needed.agreement, needed.edition.edition, language, hashes[language], sentence))
    return tuple(consents)


def consent_sentence(name: str) -> str:
    """The sentence beside the box, as it goes into the log. German bends the article to the text's name."""
    match name:
        case "AGB":
            sentence = pgettext("plural", "I agree to the %(text)s.")
        case "AVV":
            sentence = pgettext("masculine", "I agree to the %(text)s.")
        case _:
            sentence = _("I agree to the %(text)s.")
    return sentence % {"text": name}


@dataclass(frozen=True, slots=True)
class Notice:
    """A note about something pending. ``lead`` is its first sentence; ``revoke`` names the decision that can be taken
    back with the link ``link``, until ``until``; ``offer`` one that can be answered."""

    tone: str
    lead: str
    text: str
    link: str = ""
    revoke: UUID | None = None
    offer: UUID | None = None
    until: date | None = None
    switch: UUID | None = None
    """A request by the Data Act, which can be completed earlier or extended."""


def notices(shown: Shown) -> tuple[Notice, ...]:
    """What is pending, in words; the words for a change of plan are the vendor's own."""
    found = [_notice(one, shown) for one in shown.pending]
    return tuple(notice for notice in found if notice is not None)


def _notice(one: Pending, shown: Shown) -> Notice | None:
    match one.kind:
        case PendingKind.CHANGE:
            return _change(one, shown)
        case PendingKind.NOTICE_BY_CUSTOMER:
            return _own_notice(one, shown)
        case PendingKind.NOTICE_BY_VENDOR:
            return _vendor_notice(one, shown)
        case PendingKind.SWITCH:
            return _switch(one, shown)
        case PendingKind.SEATS:
            return _seats(one, shown)
        case PendingKind.ACCEPTANCE:
            return _acceptance(one, shown)
        case PendingKind.OFFER:
            return _offer(one, shown)


def _change(one: Pending, shown: Shown) -> Notice:
    """By notice: "Ihr aktueller Vertrag wird zum 30.06.2021 gekündigt. …"; at another moment: it runs until then."""
    said, following = _said(one, shown), shown.phase_after(one.effective_on)
    before = shown.timeline.phase_on(one.last_day) or shown.phase
    path = None if following is None else shown.catalogue.terms(before.terms).path_to(following.terms.plan)
    if path is None or path.when is ChangeMoment.NOTICE:
        lead = _("Your current contract is terminated to the end of %(last)s.") % said
    else:
        lead = _("Your current plan runs until %(last)s.") % said
    sentences = [_("Until then you can use your present functions in full.")]
    if following is not None:
        if set(before.users) - set(following.users):
            sentences.append(_("Additional users will be deleted at the time named above."))
        said |= {"plan": shown.name_of(following.terms), "seats": shown.seats_in_words(following)}
        alone = shown.catalogue.terms(following.terms).seats.maximum == 1
        with_one = _("From %(first)s on you use %(plan)s with one user only.")
        sentences.append((with_one if alone else _("From %(first)s on you use %(plan)s (%(seats)s).")) % said)
    return _revocable(one, Notice("info", lead, " ".join(sentences)), _("Revoke termination"))


def _own_notice(one: Pending, shown: Shown) -> Notice:
    lead = _("Your contract is terminated to the end of %(last)s.") % _said(one, shown)
    text = _("Until then you can use all functions in full.")
    return _revocable(one, Notice("info", lead, text), _("Revoke termination"))


def _vendor_notice(one: Pending, shown: Shown) -> Notice:
    said = _said(one, shown) | {"vendor": shown.catalogue.vendor.name}
    lead = _("%(vendor)s has terminated your contract to the end of %(last)s.") % said
    return Notice("warn", lead, _("Until then you can use all functions in full."))


def _switch(one: Pending, shown: Shown) -> Notice:
    lead = _("Your switch has been requested; the contract ends on %(last)s at the latest.") % _said(one, shown)
    text = _("Until then you can use all functions in full. Your data can be fetched at any time.")
    return _revocable(one, Notice("info", lead, text, switch=one.item), _("Revoke request"))


def _seats(one: Pending, shown: Shown) -> Notice:
    following = shown.phase_after(one.effective_on)
    said = _said(one, shown) | {"seats": "" if following is None else shown.seats_in_words(following)}
    lead = _("From %(first)s on your contract covers %(seats)s.") % said
    return _revocable(one, Notice("info", lead, _("Until then nothing changes.")), _("Revoke change"))


def _acceptance(one: Pending, shown: Shown) -> Notice:
    lead = _("You have accepted new terms; they apply from %(first)s on.") % _said(one, shown)
    return _revocable(one, Notice("good", lead, _("Until then your present terms apply.")), _("Revoke acceptance"))


def _offer(one: Pending, shown: Shown) -> Notice:
    said = _said(one, shown) | {"vendor": shown.catalogue.vendor.name}
    lead = _("%(vendor)s offers you other terms.") % said
    text = _("You can accept or decline the offer until %(last)s.") % said
    return Notice("info", lead, text, _("See offer"), offer=one.item)


def _revocable(one: Pending, notice: Notice, link: str) -> Notice:
    if one.revocable_until is None:
        return notice
    return replace(notice, link=link, revoke=one.item, until=one.revocable_until)


def _said(one: Pending, shown: Shown) -> dict[str, str]:
    return {
        "last": day_in_digits(one.last_day, shown.language),
        "first": day_in_digits(one.effective_on, shown.language),
    }


def state_tag(shown: Shown) -> tuple[str, str]:
    """The contract's state in a word, with its tone."""
    last_day = shown.timeline.last_day()
    said = {"day": "" if last_day is None else day_in_digits(last_day, shown.language)}
    if shown.ended:
        return "bad", _("ended on %(day)s") % said
    if shown.upcoming:
        return "info", _("begins on %(day)s") % {"day": day_in_digits(shown.timeline.start, shown.language)}
    if last_day is not None:
        return "warn", _("ends on %(day)s") % said
    change = shown.of_kind(PendingKind.CHANGE)
    if change is not None:
        return "warn", _("terminated to the end of %(last)s") % _said(change, shown)
    if shown.phase.trial:
        return "info", _("trial")
    return "good", _("running")
