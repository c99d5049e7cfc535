"""A catalogue in a few lines, as the console shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from laufzeit.catalogue.model import Catalogue, Terms
from laufzeit.catalogue.words import price_lines
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.wording import Language


def summary(catalogue: Catalogue) -> str:
    """Plans with their editions, prices and rules, in the vendor's first language."""
    vendor = catalogue.vendor
    lines = [f"{vendor.name} ({vendor.key}), {vendor.currency}, {', '.join(vendor.languages)}"]
    for plan in catalogue.plans.values():
        lines += ["", plan.names.text(vendor.languages[0])]
        for terms in plan.editions:
            lines += [f"  {line}" for line in _edition(catalogue, terms)]
    return "\n".join(lines)


def _edition(catalogue: Catalogue, terms: Terms) -> Iterator[str]:
    until = f" through {terms.sold_until - ONE_DAY}" if terms.sold_until else ""
    yield f"{terms.ref}, sold from {terms.sold_from}{until}"
    language = cast(Language, catalogue.vendor.languages[0])
    for line in price_lines(terms, catalogue.meters, language):
        yield f"  {line.amount} {line.text}"
    term = f"{terms.term}, then {terms.renewal}" if terms.term else "indefinite"
    yield f"  term {term}; notice {terms.notice_by_customer} (vendor: {terms.notice_by_vendor})"
    changes = ", ".join(f"{change.to} ({change.when})" for change in terms.changes)
    if changes:
        yield f"  changes to {changes}"
