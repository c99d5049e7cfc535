"""Where a catalogue breaks the law that its vendor says it is under. These are warnings, not faults: a clause may be
void and the contract valid all the same, and whoever applies the catalogue decides. It is not legal advice.

Sources: BGB § 307, § 309 Nr. 5, Nr. 9 (contracts since 2022-03-01), § 312k, § 356a (from 2026-06-19); PAngV § 3;
UStG § 14; Regulation (EU) 2023/2854 (Data Act) Art. 25 (since 2025-09-12); the rules of XRechnung 3.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from laufzeit.catalogue.billing import TaxScheme
from laufzeit.catalogue.checking import gaps
from laufzeit.catalogue.model import Catalogue, Law, PriceBasis, Terms, VendorFacts
from laufzeit.dates.notice import KeyDate, NoticeRule
from laufzeit.dates.span import Span


class Weight(StrEnum):
    WARNING = "warning"
    NOTE = "note"
    """Nothing is wrong; the vendor has to know something."""


@dataclass(frozen=True, slots=True, order=True)
class Caution:
    """Something to think about before a catalogue is applied; ``rule`` names the law, if it is one."""

    line: int
    path: str
    message: str
    rule: str = ""
    weight: Weight = Weight.WARNING

    def __str__(self) -> str:
        return f"line {self.line}: {self.path}: {self.message}" + (f" ({self.rule})" if self.rule else "")


_Found = tuple[str, str, str]
"""Path below the terms, message, rule."""


def cautions_of(catalogue: Catalogue, lines: Mapping[str, int]) -> tuple[Caution, ...]:
    """All cautions in the order of the lines. ``lines`` says where each path stands."""
    found = [*_notes(catalogue, lines), *_of_billing(catalogue.vendor, lines)]
    for plan in catalogue.plans.values():
        for index, terms in enumerate(plan.editions):
            base = f"plan.{plan.key}.terms[{index}]"
            for below, message, rule in _of_terms(catalogue, terms):
                path = f"{base}.{below}"
                found.append(Caution(lines.get(path) or lines.get(base, 1), path, message, rule))
        for index, before, terms in gaps(plan.editions):
            path = f"plan.{plan.key}.terms[{index}].sold_from"
            message = f"the plan is not sold from {before.sold_until} until {terms.sold_from}"
            found.append(Caution(lines.get(path, 1), path, message))
    return tuple(sorted(found))


def _notes(catalogue: Catalogue, lines: Mapping[str, int]) -> Iterator[Caution]:
    vendor = catalogue.vendor
    line = lines.get("vendor.laws", 1)
    if Law.CONSUMER in vendor.laws:
        if vendor.prices is PriceBasis.NET and vendor.billing.tax is TaxScheme.REGULAR:
            message = "consumers are shown prices with VAT in them"
            yield Caution(lines.get("vendor.prices", line), "vendor.prices", message, "§ 3 (1) PAngV")
        message = 'the public page "Verträge hier kündigen" has to be linked from every page of your site'
        yield Caution(line, "vendor.laws", message, "§ 312k (2) BGB", Weight.NOTE)
        message = 'contracts concluded online need the function "Vertrag widerrufen" for the time of withdrawal'
        yield Caution(line, "vendor.laws", message, "§ 356a BGB, from 2026-06-19", Weight.NOTE)


def _of_billing(vendor: VendorFacts, lines: Mapping[str, int]) -> Iterator[Caution]:
    """What keeps invoices from being right, or from being paid. A vendor that says nothing of invoices sends none."""
    if (line := lines.get("vendor.billing")) is None:
        return
    if vendor.billing.bank is None:
        message = "without a bank account nobody can pay what is invoiced"
        yield Caution(line, "vendor.billing.bank", message, "BR-DE-1 of XRechnung")
    if not vendor.vat_id and not vendor.tax_number:
        german = vendor.address.country == "DE"
        rule = "§ 14 (4) Nr. 2 UStG" if german else "Art. 226 Nr. 3 Directive 2006/112/EC"
        yield Caution(line, "vendor.vat_id", "an invoice states the VAT id or the tax number", rule)
    if not vendor.phone:
        message = "an XRechnung states a telephone number"
        yield Caution(line, "vendor.phone", message, "BR-DE-6 of XRechnung")
    for index, level in enumerate(vendor.billing.dunning):
        if level.fee and Law.CONSUMER in vendor.laws:
            path = f"vendor.billing.dunning[{index}].fee"
            message = "consumers owe what a letter costs and no more, and an e-mail costs nothing"
            yield Caution(lines.get(path, line), path, message, "§ 309 Nr. 5 BGB")


def _of_terms(catalogue: Catalogue, terms: Terms) -> Iterator[_Found]:
    if Law.CONSUMER in catalogue.vendor.laws:
        yield from _consumer(terms)
    if Law.DATA_ACT in catalogue.vendor.laws:
        yield from _data_act(terms)


def _consumer(terms: Terms) -> Iterator[_Found]:
    """§ 309 Nr. 9 BGB; pure use of software may be lease, for which the same is then likely to follow from § 307."""
    if terms.term is not None and exceeds(terms.term, months=24):
        yield "term", f"a first term of {terms.term} binds consumers for more than two years", "§ 309 Nr. 9 a BGB"
    if isinstance(terms.renewal, Span):
        message = f'a renewal for {terms.renewal} is void; consumers\' contracts only renew "indefinite"'
        yield "renewal", message, "§ 309 Nr. 9 b BGB"
    rule = terms.notice_by_customer
    if rule.lead is not None and exceeds(rule.lead, months=1):
        yield "notice", f'"{rule}" is a notice of more than one month', "§ 309 Nr. 9 c BGB"
    elif _indefinite(terms) and rule.key not in (KeyDate.ANY_DAY, KeyDate.TERM_END):
        message = f'by "{rule}" the end may be more than a month away; it has to be possible at any time'
        yield "notice", message, "§ 309 Nr. 9 b BGB"
    if _shorter(terms.notice_by_vendor, rule):
        message = f'the vendor leaves by "{terms.notice_by_vendor}", faster than the customer by "{rule}"'
        yield "notice", message, "§ 307 (1) BGB"


def _data_act(terms: Terms) -> Iterator[_Found]:
    """Art. 25 (2) Data Act: the notice to a switch, and the time to fetch the data."""
    if terms.switch_notice is not None and exceeds(terms.switch_notice, months=2):
        message = f"a notice of {terms.switch_notice} to switch is longer than two months"
        yield "switch_notice", message, "Art. 25 (2)(d) Data Act"
    elif terms.switch_notice is None and _longest_wait_exceeds_two_months(terms):
        message = f'"{terms.notice_by_customer}" may bind for more than two months, and no switch_notice is offered'
        yield "notice", message, "Art. 25 (2)(d) Data Act"
    if terms.export_days < 30:
        message = f"{terms.export_days} days to fetch the data; the law gives at least 30"
        yield "export_days", message, "Art. 25 (2)(g) Data Act"


def exceeds(span: Span, *, months: int) -> bool:
    """Whether a span can be longer than so many months. Days are compared with the shortest that those months may
    have: 30 days from 30 January end after the month does.

    >>> exceeds(Span.parse("30 days"), months=1), exceeds(Span.parse("4 weeks"), months=1)
    (True, False)
    """
    if span.months is not None:
        return span.months > months
    shortest = 28 + 30 * (months - 1) + (months - 1) // 2
    return (span.days or 0) > shortest


def _longest_wait_exceeds_two_months(terms: Terms) -> bool:
    """Whether the customer's own rule can keep it for more than two months after it has declared."""
    rule = terms.notice_by_customer
    if terms.term is not None and exceeds(terms.term, months=2):
        return True
    lead = rule.lead.months or -(-(rule.lead.days or 0) // 28) if rule.lead else 0
    to_key_date = {
        KeyDate.ANY_DAY: 0,
        KeyDate.MONTH_END: 1,
        KeyDate.QUARTER_END: 3,
        KeyDate.HALF_YEAR_END: 6,
        KeyDate.YEAR_END: 12,
        KeyDate.TERM_END: 0,
    }
    return lead + to_key_date[rule.key] > 2


def _indefinite(terms: Terms) -> bool:
    """Whether the contract is, or becomes, one without a fixed end."""
    return terms.term is None or not isinstance(terms.renewal, Span)


def _shorter(one: NoticeRule, other: NoticeRule) -> bool:
    """Whether the first leads out of a contract faster, judged by the notice period."""
    return _days(one) < _days(other)


def _days(rule: NoticeRule) -> int:
    if rule.lead is None:
        return 0
    return rule.lead.days or (rule.lead.months or 0) * 30
