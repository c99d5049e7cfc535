"""Whether the parts of a catalogue fit together: what each refers to exists, and each rule can be carried out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import pairwise

from laufzeit.catalogue.charging import check_charges
from laufzeit.catalogue.faults import Report, meant
from laufzeit.catalogue.model import (
    Agreement,
    Catalogue,
    ChangeMoment,
    ChangePath,
    SeatPolicy,
    Terms,
)
from laufzeit.catalogue.places import Path
from laufzeit.catalogue.table import is_name
from laufzeit.dates.notice import KeyDate
from laufzeit.dates.span import Span


def check(catalogue: Catalogue, report: Report) -> None:
    """Adds everything that does not fit to ``report``."""
    for agreement in catalogue.agreements.values():
        _check_agreement(agreement, report)
    if not catalogue.plans:
        report.add(("plan",), "there is no plan", "a catalogue sells something: [plan.NAME]")
    for plan in catalogue.plans.values():
        path: Path = ("plan", plan.key, "terms")
        _check_sale(path, plan.editions, report)
        for index, terms in enumerate(plan.editions):
            _check_terms((*path, index), terms, catalogue, report)


def _check_agreement(agreement: Agreement, report: Report) -> None:
    path: Path = ("agreement", agreement.key, "edition")
    names = [edition.edition for edition in agreement.editions]
    _check_edition_names(path, names, report)
    days = [edition.valid_from for edition in agreement.editions]
    for index, (before, day) in enumerate(pairwise(days), 1):
        if day <= before:
            report.add((*path, index, "valid_from"), f"is {day}, not after {before}", "the oldest edition comes first")


def _check_edition_names(path: Path, names: Sequence[str], report: Report) -> None:
    for index, name in enumerate(names):
        place = (*path, index, "edition")
        if name and not is_name(name):
            report.add(place, f'"{name}" is not a name', 'small letters, digits and hyphens, such as "2023"')
        elif name in names[:index]:
            report.add(place, f'there are two editions "{name}"')


def _check_sale(path: Path, editions: Sequence[Terms], report: Report) -> None:
    """Editions follow each other: on each day, at most one of a plan's editions is sold."""
    _check_edition_names(path, [terms.ref.edition for terms in editions], report)
    for index, terms in enumerate(editions):
        if terms.sold_until is not None and terms.sold_until <= terms.sold_from:
            message = f"is {terms.sold_until}, not after {terms.sold_from}"
            report.add((*path, index, "sold_until"), message, "it is the first day without sale")
    for index, (before, terms) in enumerate(pairwise(editions), 1):
        if not any(report.faulty((*path, either, "sold_from")) for either in (index - 1, index)):
            _check_succession(path, index, before, terms, report)


def _check_succession(path: Path, index: int, before: Terms, terms: Terms, report: Report) -> None:
    place = (*path, index, "sold_from")
    if terms.sold_from <= before.sold_from:
        message = f"is {terms.sold_from}, not after {before.sold_from}"
        report.add(place, message, "the oldest edition comes first")
    elif before.sold_until is None:
        message = f'is missing, and edition "{terms.ref.edition}" follows'
        report.add((*path, index - 1, "sold_until"), message, f"write sold_until = {terms.sold_from}")
    elif before.sold_until > terms.sold_from:
        message = f"is {terms.sold_from}, and the edition before is sold until {before.sold_until}"
        report.add(place, message, "editions do not overlap")


def _check_terms(path: Path, terms: Terms, catalogue: Catalogue, report: Report) -> None:
    _check_known((*path, "features"), [grant.feature for grant in terms.grants], catalogue.features, "feature", report)
    _check_agreed((*path, "agreements"), terms.agreements, terms.sold_from, catalogue, report)
    _check_rules(path, terms, report)
    _check_seats((*path, "seats"), terms, report)
    check_charges((*path, "charge"), terms, catalogue.meters, report)
    for index, change in enumerate(terms.changes):
        _check_change((*path, "change", index), change, terms, catalogue, report)
    targets = [change.to for change in terms.changes]
    for index, target in enumerate(targets):
        if target in targets[:index]:
            report.add((*path, "change", index, "to"), f'there are two changes to "{target}"')


def _check_known(path: Path, words: Sequence[str], known: Collection[str], what: str, report: Report) -> None:
    for index, word in enumerate(words):
        if word not in known:
            report.add((*path, index), f'there is no {what} "{word}"', meant(word, known))
        elif word in words[:index]:
            report.add((*path, index), f'"{word}" is named twice')


def _check_agreed(path: Path, keys: Sequence[str], day: date, catalogue: Catalogue, report: Report) -> None:
    """What customers agree to exists, and has a text on the first day on which it may be agreed to."""
    _check_known(path, keys, catalogue.agreements, "agreement", report)
    for index, key in enumerate(keys):
        agreement = catalogue.agreements.get(key)
        if agreement is None or report.faulty(("agreement", key)):
            continue
        if agreement.on(day) is None:
            message = f'"{key}" has no edition that is valid on {day}'
            report.add((*path, index), message, "its first edition begins later")


def _check_rules(path: Path, terms: Terms, report: Report) -> None:
    """Notice rules and the term fit together."""
    for side, rule in (("customer", terms.notice_by_customer), ("vendor", terms.notice_by_vendor)):
        place = (*path, "notice", side) if (*path, "notice", side) in report.lines else (*path, "notice")
        if rule.key is KeyDate.TERM_END and terms.term is None:
            message = f'"{rule}" leads to the end of a term, and the term is indefinite'
            report.add(place, message, 'write "… to month end", or a fixed term')
        elif rule.key is not KeyDate.TERM_END and isinstance(terms.renewal, Span):
            message = f'"{rule}" ends a contract within a term, and it renews for {terms.renewal}'
            report.add(place, message, 'write "… to term end", or renewal = "indefinite"')


def _check_seats(path: Path, terms: Terms, report: Report) -> None:
    for key, policy in (("increase", terms.seats.increase), ("decrease", terms.seats.decrease)):
        if policy in (SeatPolicy.TERM_END, SeatPolicy.EXTEND_TERM) and terms.term is None:
            report.add((*path, key), f'is "{policy}", and the term is indefinite', 'write "at once" or "period end"')
        elif policy is SeatPolicy.PERIOD_END and not _has_periods(terms):
            report.add((*path, key), f'is "{policy}", and nothing is charged by the period', 'write "at once"')
    if terms.seats.decrease is SeatPolicy.EXTEND_TERM:
        report.add((*path, "decrease"), 'cannot be "extend term"', 'only an increase can; write "term end"')


def _check_change(path: Path, change: ChangePath, terms: Terms, catalogue: Catalogue, report: Report) -> None:
    target = catalogue.plans.get(change.to)
    if target is None:
        report.add((*path, "to"), f'there is no plan "{change.to}"', meant(change.to, catalogue.plans))
    elif change.to == terms.ref.plan:
        report.add((*path, "to"), "leads to the same plan")
    elif not any(_sold_after(terms.sold_from, edition.sold_until) for edition in target.editions):
        report.add((*path, "to"), f'"{change.to}" is no longer sold when these terms begin')
    if change.when is ChangeMoment.TERM_END and terms.term is None:
        report.add((*path, "when"), f'is "{change.when}", and the term is indefinite', f'write "{ChangeMoment.NOTICE}"')
    elif change.when is ChangeMoment.PERIOD_END and not _has_periods(terms):
        report.add((*path, "when"), f'is "{change.when}", and nothing is charged by the period', 'write "at once"')
    _check_agreed((*path, "agree"), change.agreements, terms.sold_from, catalogue, report)


def _sold_after(day: date, until: date | None) -> bool:
    return until is None or until > day


def _has_periods(terms: Terms) -> bool:
    return any(charge.interval is not None for charge in terms.charges)


def gaps(editions: Iterable[Terms]) -> Iterable[tuple[int, Terms, Terms]]:
    """The pairs of editions between which a plan is not sold, with the index of the later one."""
    for index, (before, terms) in enumerate(pairwise(editions), 1):
        if before.sold_until is not None and before.sold_until < terms.sold_from:
            yield index, before, terms
