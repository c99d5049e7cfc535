"""What applying a file would change, and what of it is forbidden: whatever a customer may have agreed to stays.

An applied edition of terms or of an agreement is fixed: it is in the log of contracts by its name. Only until when
terms are sold may be set, texts may be corrected and translated, and further changes of plan may be offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from laufzeit.catalogue.billing import Billing
from laufzeit.catalogue.canonical import terms_json, to_json, without_texts
from laufzeit.catalogue.model import Agreement, Catalogue, Feature, Plan, Terms, TermsRef, VendorFacts
from laufzeit.money.amount import MICRO_DIGITS, MICROS, Currency, Money


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``forbidden`` is the reason why it cannot be applied, or empty; ``terms`` the edition whose
    contracts it concerns."""

    kind: Kind
    path: str
    message: str
    forbidden: str = ""
    terms: TermsRef | None = None
    line: int = 1

    def __str__(self) -> str:
        refusal = f" - forbidden: {self.forbidden}" if self.forbidden else ""
        return f"line {self.line}: {self.path}: {self.message}{refusal}"


class EditionFixed(ValueError):
    """A file would change what is fixed; ``changes`` are the forbidden ones."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        super().__init__("\n".join(str(change) for change in changes))
        self.changes = changes


_NEW_EDITION = "an applied edition stays as it is; write a new edition, and sold_until here"
WORDS = "says it in other words"
_KEEP = "contracts may be bound to it; set sold_until to sell it no longer"


def compare(old: Catalogue, new: Catalogue, lines: Mapping[str, int] | None = None) -> tuple[Change, ...]:
    """All differences in the order of the new file. ``lines`` says where its paths stand."""
    known = lines or {}
    found = [*_vendor(old, new), *_agreements(old, new), *_features(old, new), *_meters(old, new), *_plans(old, new)]
    placed = [replace(change, line=_line(change.path, known)) for change in found]
    return tuple(sorted(placed, key=lambda change: change.line))


def forbidden(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.forbidden)


def _line(path: str, lines: Mapping[str, int]) -> int:
    """The line of a path, or of the nearest table around it."""
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path, 1)


def _vendor(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    fixed = {
        "key": "this file is another vendor's",
        "prices": "the prices of all applied editions would mean something else",
    }
    for name, before, after in _changed_fields(old.vendor, new.vendor):
        if name != "billing":
            yield Change(Kind.CHANGED, f"vendor.{name}", _from_to(before, after), fixed.get(name, ""))
    currencies = [Currency.of(vendor.currency) for vendor in (old.vendor, new.vendor)]
    for name, *values in _changed_fields(old.vendor.billing, new.vendor.billing):
        before, after = map(_with_amounts, map(without_texts, values), currencies)
        yield Change(Kind.CHANGED, f"vendor.billing.{name}", WORDS if before == after else _told(before, after))


def _with_amounts(stored: Any, currency: Currency) -> Any:
    """A stored part of how a vendor bills, with minor units as amounts."""
    match stored:
        case list():
            return [_with_amounts(item, currency) for item in stored]
        case {"fee": int(minor)} | {"defer_from": int(minor)}:
            key = "fee" if "fee" in stored else "defer_from"
            return stored | {key: str(Money(minor, currency).decimal)}
        case _:
            return stored


def _changed_fields(old: VendorFacts | Billing, new: VendorFacts | Billing) -> Iterator[tuple[str, Any, Any]]:
    for field in fields(old):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            yield field.name, before, after


def _agreements(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    for key, agreement in new.agreements.items():
        path = f"agreement.{key}"
        if key not in old.agreements:
            yield Change(Kind.NEW, path, "a new agreement")
        else:
            yield from _words(f"{path}.name", old.agreements[key].names, agreement.names)
            yield from _agreement_editions(path, old.agreements[key], agreement)
    for key in old.agreements.keys() - new.agreements.keys():
        yield Change(Kind.GONE, f"agreement.{key}", "is no longer in the file", "customers may have agreed to it")


def _agreement_editions(path: str, old: Agreement, new: Agreement) -> Iterator[Change]:
    before = {edition.edition: edition for edition in old.editions}
    for index, edition in enumerate(new.editions):
        place = f"{path}.edition[{index}]"
        known = before.pop(edition.edition, None)
        if known is None:
            yield Change(Kind.NEW, place, f'a new edition "{edition.edition}", valid from {edition.valid_from}')
            continue
        if known.valid_from != edition.valid_from:
            message = _from_to(known.valid_from, edition.valid_from)
            yield Change(Kind.CHANGED, f"{place}.valid_from", message, "this edition has been applied")
        hashes = dict(edition.hashes)
        for language, was in known.hashes:
            if hashes.get(language) != was:
                message = f'the {language} text of edition "{edition.edition}" is another'
                yield Change(Kind.CHANGED, f"{place}.text.{language}", message, "write a new edition")
    for name in before:
        yield Change(Kind.GONE, path, f'edition "{name}" is no longer in the file', "customers may have agreed to it")


def _features(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    granted = {grant.feature for plan in old.plans.values() for terms in plan.editions for grant in terms.grants}
    for key, feature in new.features.items():
        path = f"feature.{key}"
        before = old.features.get(key)
        if before is None:
            yield Change(Kind.NEW, path, "a new feature")
            continue
        yield from _words(path, before.names, feature.names)
        yield from _bookable(path, before, feature, granted=key in granted)
    for key in old.features.keys() - new.features.keys():
        yield Change(Kind.GONE, f"feature.{key}", "is no longer in the file")


def _bookable(path: str, before: Feature, after: Feature, *, granted: bool) -> Iterator[Change]:
    if before.bookable != after.bookable:
        reason = "an applied edition includes this feature; write another feature" if granted else ""
        yield Change(Kind.CHANGED, f"{path}.bookable", _from_to(before.bookable, after.bookable), reason)


def _meters(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    editions = [terms for plan in old.plans.values() for terms in plan.editions]
    charged = {charge.meter for terms in editions for charge in terms.charges}
    for key, meter in new.meters.items():
        path, before = f"meter.{key}", old.meters.get(key)
        if before is None:
            yield Change(Kind.NEW, path, "a new meter")
            continue
        yield from _words(path, before, replace(meter, aggregate=before.aggregate))
        if before.aggregate != meter.aggregate:
            reason = "an applied edition charges by this meter; write another meter" if key in charged else ""
            message = _from_to(before.aggregate, meter.aggregate)
            yield Change(Kind.CHANGED, f"{path}.aggregate", message, reason)
    for key in old.meters.keys() - new.meters.keys():
        yield Change(Kind.GONE, f"meter.{key}", "is no longer in the file")


def _plans(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    for key, plan in new.plans.items():
        path = f"plan.{key}"
        if key not in old.plans:
            yield Change(Kind.NEW, path, "a new plan")
            continue
        yield from _words(f"{path}.name", old.plans[key].names, plan.names)
        yield from _words(f"{path}.description", old.plans[key].descriptions, plan.descriptions)
        yield from _editions(path, old.plans[key], plan)
    for key in old.plans.keys() - new.plans.keys():
        for terms in old.plans[key].editions:
            yield Change(Kind.GONE, f"plan.{key}", "is no longer in the file", _KEEP, terms.ref)


def _editions(path: str, old: Plan, new: Plan) -> Iterator[Change]:
    before = {terms.ref.edition: terms for terms in old.editions}
    for index, terms in enumerate(new.editions):
        place = f"{path}.terms[{index}]"
        known = before.pop(terms.ref.edition, None)
        if known is None:
            message = f'a new edition "{terms.ref.edition}", sold from {terms.sold_from}'
            yield Change(Kind.NEW, place, message, terms=terms.ref)
        else:
            yield from _edition(place, known, terms)
    for name, terms in before.items():
        yield Change(Kind.GONE, path, f'edition "{name}" is no longer in the file', _KEEP, terms.ref)


def _edition(place: str, old: Terms, new: Terms) -> Iterator[Change]:
    if old.sold_until != new.sold_until:
        message = _from_to(old.sold_until, new.sold_until)
        yield Change(Kind.CHANGED, f"{place}.sold_until", message, terms=old.ref)
    before, after = terms_json(old), terms_json(new)
    for path, was, is_now in _differences("", before, after):
        yield Change(Kind.CHANGED, f"{place}.{path}", _told(was, is_now), _NEW_EDITION, old.ref)
    if before == after:
        yield from _offers(place, old, new)
        yield from _words(place, replace(old, sold_until=None, changes=()), replace(new, sold_until=None, changes=()))


_KEYS = {
    "charges": "charge",
    "notice_by_customer": "notice.customer",
    "notice_by_vendor": "notice.vendor",
    "grants": "features",
    "revocable_by_customer": "revocable.customer",
    "revocable_by_vendor": "revocable.vendor",
    "quantity": "per",
    "meter": "per",
    "interval": "every",
    "due": "in",
    "steps": "price",
}
"""What the fields of terms and charges are called in a file, where it is something else."""


def _differences(path: str, before: Any, after: Any) -> Iterator[tuple[str, Any, Any]]:
    """The innermost places that differ, by their names in the file. Steps are told as a whole."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and "rows" not in before:
        names: dict[str, Any] = before | after
        for name in names:
            key = _KEYS.get(name, name)
            yield from _differences(f"{path}.{key}" if path else key, before.get(name), after.get(name))
    elif path == "charge" and len(before) == len(after):
        for index, (was, is_now) in enumerate(zip(before, after, strict=True)):
            yield from _differences(f"{path}[{index}]", _with_bounds(was), _with_bounds(is_now))
    else:
        yield path, before, after


def _with_bounds(charge: dict[str, Any]) -> dict[str, Any]:
    """A stored charge with its least and most as amounts."""
    return charge | {key: _amount(charge[key]) for key in ("minimum", "maximum") if key in charge}


def _offers(place: str, old: Terms, new: Terms) -> Iterator[Change]:
    """Changes of plan: what was offered stays, more may be offered."""
    for change in new.changes:
        if old.path_to(change.to) is None:
            yield Change(Kind.NEW, f"{place}.change", f'offers the change to "{change.to}"', terms=old.ref)
    for change in old.changes:
        if new.path_to(change.to) != change:
            message = f'the change to "{change.to}" is another, or gone'
            yield Change(Kind.CHANGED, f"{place}.change", message, _NEW_EDITION, old.ref)


def _words(path: str, old: object, new: object) -> Iterator[Change]:
    """Texts that say something else; what they stand for is the same."""
    if to_json(old) != to_json(new):
        yield Change(Kind.CHANGED, path, WORDS)


def _from_to(before: Any, after: Any) -> str:
    """Two values of the catalogue in short."""
    return _told(to_json(before), to_json(after))


def _told(before: Any, after: Any) -> str:
    """Two stored values in short; of two lists, what one has and the other has not."""
    if isinstance(before, list) and isinstance(after, list):
        gone = [f"without {_short(item)}" for item in before if item not in after]
        added = [f"with {_short(item)}" for item in after if item not in before]
        return ", ".join(gone + added) or "in another order"
    return f"{_short(before)} -> {_short(after)}"


def _short(value: Any) -> str:
    match value:
        case None:
            shown = "nothing"
        case {"rows": list(rows), **rest}:
            shown = _steps(rows, percent=bool(rest.get("percent")))
        case {"feature": feature} | {"key": feature}:
            shown = str(feature)
        case dict():
            shown = ", ".join(f"{name} {item}" for name, item in value.items())
        case bool():
            shown = str(value).lower()
        case _:
            shown = str(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}…"


def _steps(rows: list[dict[str, int]], *, percent: bool) -> str:
    """Steps as amounts: "600.00, over 5: 240.00 + 72.00 each"."""
    parts = []
    for row in rows:
        each = f"{_amount(row['each'] * 100)} %" if percent else f"{_amount(row['each'])} each"
        fixed = _amount(row["fixed"])
        amount = each if row["each"] and not row["fixed"] else f"{fixed} + {each}" if row["each"] else fixed
        parts.append(f"over {row['over']}: {amount}" if row["over"] else amount)
    return ", ".join(parts)


def _amount(micros: int) -> str:
    """Micros in major units, with two decimals or as many as it needs."""
    sign = "-" if micros < 0 else ""
    major, rest = divmod(abs(micros), MICROS)
    return f"{sign}{major}.{f'{rest:0{MICRO_DIGITS}}'.rstrip('0').ljust(2, '0')}"
