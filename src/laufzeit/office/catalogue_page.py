"""The catalogue's plans and editions in words, with the contracts that are bound to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from laufzeit.catalogue.diff import Change
from laufzeit.catalogue.model import Catalogue, ChangeMoment, ChangePath, Plan, SeatPolicy, Terms
from laufzeit.catalogue.words import PriceLine, price_lines
from laufzeit.dates.span import Span
from laufzeit.dates.term import Renewal
from laufzeit.dates.wording import rule_in_words, span_in_words
from laufzeit.portal.wording import language

Bound = Mapping[tuple[str, str], int]
"""How many contracts have a phase on each edition."""


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition of terms in words. ``sold_until`` is inclusive; ``bound`` counts contracts, now or at any time."""

    terms: Terms
    sold_until: date | None
    on_sale: bool
    bound: int
    prices: tuple[PriceLine, ...]
    facts: tuple[tuple[str, str], ...]
    features: tuple[tuple[str, int | None], ...]
    note: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    key: str
    name: str
    description: str
    editions: tuple[EditionRow, ...]


def plan_rows(catalogue: Catalogue, bound: Bound, today: date) -> list[PlanRow]:
    """All plans, each with its editions, the newest first."""
    spoken = language()
    return [
        PlanRow(
            plan.key,
            plan.names.text(spoken),
            plan.descriptions.text(spoken),
            tuple(_edition(terms, plan, catalogue, bound, today) for terms in reversed(plan.editions)),
        )
        for plan in catalogue.plans.values()
    ]


def _edition(terms: Terms, plan: Plan, catalogue: Catalogue, bound: Bound, today: date) -> EditionRow:
    spoken = language()
    return EditionRow(
        terms=terms,
        sold_until=terms.sold_until - timedelta(days=1) if terms.sold_until else None,
        on_sale=plan.sold_on(today) == terms,
        bound=bound.get((terms.ref.plan, terms.ref.edition), 0),
        prices=price_lines(terms, catalogue.meters, spoken),
        facts=tuple(_facts(terms, catalogue)),
        features=tuple((catalogue.features[one.feature].names.text(spoken), one.limit) for one in terms.grants),
        note=terms.price_notes.text(spoken),
    )


def _facts(terms: Terms, catalogue: Catalogue) -> list[tuple[str, str]]:
    spoken = language()
    facts = [
        (_("Term"), _term(terms)),
        (_("Notice by the customer"), rule_in_words(terms.notice_by_customer, spoken)),
        (_("Notice by us"), rule_in_words(terms.notice_by_vendor, spoken)),
        (_("Seats"), _seats(terms)),
        (_("Revocable until the last day"), _revocable(terms)),
        (_("Time to fetch data"), _("%(days)d days") % {"days": terms.export_days}),
    ]
    if terms.switch_notice is not None:
        facts.append((_("Notice to a switch (Data Act)"), span_in_words(terms.switch_notice, spoken)))
    if terms.trial is not None:
        facts.append((_("Trial"), span_in_words(terms.trial.length, spoken)))
    facts += [(_("Change of plan"), _path(path, catalogue)) for path in terms.changes]
    names = (catalogue.agreements[key].names.text(spoken) for key in terms.agreements if key in catalogue.agreements)
    agreements = ", ".join(names)
    return [*facts, (_("Agreements"), agreements)] if agreements else facts


def _term(terms: Terms) -> str:
    if terms.term is None:
        return _("indefinite")
    first = span_in_words(terms.term, language())
    match terms.renewal:
        case Span():
            return _("%(first)s, then %(renewal)s each time") % {
                "first": first,
                "renewal": span_in_words(terms.renewal, language()),
            }
        case Renewal.INDEFINITE:
            return _("%(first)s, then indefinite") % {"first": first}
        case _:
            return _("%(first)s, then it ends") % {"first": first}


def _seats(terms: Terms) -> str:
    seats = terms.seats
    said = {
        "from": seats.minimum,
        "to": seats.maximum,
        "units": seats.plurals.text(language()) or seats.names.text(language()),
    }
    number = _("%(from)s to %(to)s %(units)s") if seats.maximum is not None else _("from %(from)s %(units)s on")
    if seats.minimum == seats.maximum:
        number = _("%(from)s %(units)s")
    policies = {
        SeatPolicy.AT_ONCE: _("at once"),
        SeatPolicy.EXTEND_TERM: _("at once, the term begins anew"),
        SeatPolicy.PERIOD_END: _("at the end of the billing period"),
        SeatPolicy.TERM_END: _("at the end of the term"),
        SeatPolicy.NEVER: _("not possible"),
    }
    if seats.minimum == seats.maximum:
        return number % said
    return _("%(number)s; more: %(more)s; fewer: %(fewer)s") % {
        "number": number % said,
        "more": policies[seats.increase],
        "fewer": policies[seats.decrease],
    }


def _revocable(terms: Terms) -> str:
    match terms.revocable_by_customer, terms.revocable_by_vendor:
        case True, True:
            return _("by both sides")
        case True, False:
            return _("by the customer")
        case False, True:
            return _("by us")
        case _:
            return _("by nobody")


def _path(path: ChangePath, catalogue: Catalogue) -> str:
    moments = {
        ChangeMoment.AT_ONCE: _("at once"),
        ChangeMoment.NOTICE: _("at the end of the notice period"),
        ChangeMoment.TERM_END: _("at the end of the term"),
        ChangeMoment.PERIOD_END: _("at the end of the billing period"),
    }
    plan = catalogue.plans[path.to].names.text(language()) if path.to in catalogue.plans else path.to
    return _("to %(plan)s %(moment)s") % {"plan": plan, "moment": moments[path.when]}


def change_row(change: Change, bound: Bound) -> dict[str, Any]:
    """A difference with the number of contracts that it concerns."""
    concerned = bound.get((change.terms.plan, change.terms.edition), 0) if change.terms else None
    return {"change": change, "contracts": concerned}
