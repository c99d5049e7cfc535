"""What was agreed by one declaration, as plain texts for the layout.

All of it is read off the contract's log up to that declaration, and off the editions that it names: whatever comes
later changes nothing about it, and the same log gives the same document. Names of people and of the customer are those
of today; after an erasure they are gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from laufzeit.agreed.words import WORDS
from laufzeit.catalogue.model import Catalogue, Terms, TermsRef, VendorFacts
from laufzeit.catalogue.prose import parts_of
from laufzeit.catalogue.quote import quote
from laufzeit.catalogue.words import price_lines
from laufzeit.contracts.contract import Contract, folded
from laufzeit.contracts.correspondence import seat_unit
from laufzeit.contracts.declaration import Consent
from laufzeit.contracts.events import Concluded, Event, NoticeGiven, PlanChanged, TermsAccepted
from laufzeit.contracts.explain import history
from laufzeit.contracts.saying import Said
from laufzeit.contracts.timeline import Phase, timeline
from laufzeit.dates.day import ONE_DAY
from laufzeit.dates.wording import Language, day_in_words, notice_in_words, span_in_words
from laufzeit.einvoice.page.letters import settable
from laufzeit.messages.facts import Cost
from laufzeit.messages.wording.say import Say

Agreement = Concluded | PlanChanged | TermsAccepted
"""Declarations by which terms are agreed."""

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log: ``hash`` is over it and all before it."""

    seq: int
    said: Said
    recorded_at: datetime
    hash: str


@dataclass(frozen=True, slots=True)
class Case:
    """A contract with its log up to the declaration, which is the last entry. ``texts`` are those that were agreed to,
    by their hashes; ``names`` the people's."""

    catalogue: Catalogue
    number: str
    label: str
    customer: str
    customer_number: str
    log: Sequence[Entry]
    texts: Mapping[str, str]
    names: Mapping[UUID, str]

    @property
    def entry(self) -> Entry:
        return self.log[-1]

    @property
    def event(self) -> Agreement:
        event = self.entry.said.event
        assert isinstance(event, Agreement)  # nothing else is asked for
        return event


def page_of(case: Case, language: Language) -> dict[str, Any]:
    """What the layout sets."""
    words, facts = WORDS[language], case.catalogue.vendor
    say = Say(language, ZoneInfo(facts.time_zone))
    page = _Page(case, language, say)
    sections = [
        (words["parties"], page.parties()),
        (words["agreed"], page.agreed()),
        (words["prices"], page.prices()),
        (words["declared"], page.declared()),
        (words["evidence"], page.evidence()),
    ]
    return {
        "language": language,
        "title": settable(page.title()),
        "vendor": settable(facts.name),
        "colour": facts.brand,
        "day": day_in_words(case.entry.said.declaration.today, language),
        "sections": [
            {"title": title, "rows": [[settable(name), settable(value)] for name, value in rows]}
            for title, rows in sections
            if rows
        ],
        "note": words["note"],
        "texts": list(page.texts()),
        "page": words["page"],
        "imprint": settable(_imprint(facts)),
    }


def _imprint(facts: VendorFacts) -> str:
    address = facts.address
    return f"{facts.legal_name} · {address.street} · {address.postcode} {address.city} · {facts.email}"


@dataclass(frozen=True, slots=True)
class _Page:
    case: Case
    language: Language
    say: Say

    def word(self, name: str, **values: str) -> str:
        return WORDS[self.language][name].format(**values)

    def title(self) -> str:
        event = self.case.event
        match event:
            case Concluded():
                return self.word("concluded", plan=self.plan(event.terms))
            case PlanChanged():
                return self.word("changed", plan=self.plan(event.to))
            case TermsAccepted():
                return self.word("accepted", plan=self.plan(event.to))

    def plan(self, ref: TermsRef) -> str:
        return self.case.catalogue.plans[ref.plan].names.text(self.language)

    def edition(self, ref: TermsRef) -> str:
        return self.word("edition", plan=self.plan(ref), edition=ref.edition)

    def parties(self) -> Rows:
        facts, case = self.case.catalogue.vendor, self.case
        address = f"{facts.address.street}, {facts.address.postcode} {facts.address.city}"
        contract = f"{case.number} ({case.label})" if case.label else case.number
        rows = [
            (self.word("vendor"), f"{facts.legal_name}, {address}"),
            (self.word("customer"), f"{case.customer} ({self.word('number', number=case.customer_number)})"),
            (self.word("contract"), contract),
        ]
        return rows if facts.legal_name else rows[1:]

    def agreed(self) -> Rows:
        """The terms with their days, as the contract stands by the declaration."""
        after, event = _folded(self.case.log), self.case.event
        life = timeline(after, self.case.catalogue)
        phase, first = life.phase_on(event.effective_on) or life.phases[-1], event.effective_on
        before = life.phase_on(first - ONE_DAY)
        terms, term = self.case.catalogue.terms(_terms(event)), life.term_on(first)
        rows = [(self.word("terms"), self.edition(terms.ref)), (self.word("first day"), self.day(first))]
        if before is not None and not isinstance(event, Concluded):
            rows.append(
                (
                    self.word("before"),
                    self.word("until", what=self.edition(before.terms), day=self.day(first - ONE_DAY)),
                )
            )
        rows.append((self.word("quantity"), f"{phase.seats} {seat_unit(terms, phase.seats, self.language)}"))
        rows += [(self.word("cost"), cost) for cost in self.costs(terms, phase)]
        if term is not None and term.last_day is not None:
            span = self.word("span", first=self.day(term.start), last=self.day(term.last_day))
            rows.append((self.word("first term"), span))
        return [*rows, *self._rules(terms), *self._taken_back()]

    def costs(self, terms: Terms, phase: Phase) -> Iterator[str]:
        for interval, amount in quote(terms, phase.seats).recurring.items():
            if interval.months is not None:
                unit = seat_unit(terms, phase.seats, self.language)
                yield self.say.cost(Cost(phase.seats, unit, amount, interval.months))

    def _rules(self, terms: Terms) -> Rows:
        rows = [
            (self.word("notice"), notice_in_words(terms.notice_by_customer, self.language)),
            (self.word("vendor notice"), notice_in_words(terms.notice_by_vendor, self.language)),
        ]
        if terms.term is None:
            return [(self.word("term"), self.word("indefinite")), *rows]
        renewal = terms.renewal
        renewed = self.word("by") + span_in_words(renewal, self.language) if not isinstance(renewal, str) else ""
        renewals = [(self.word("renewal"), renewed)] if renewed else []
        return [(self.word("term"), span_in_words(terms.term, self.language)), *renewals, *rows]

    def _taken_back(self) -> Rows:
        event = self.case.event
        if not isinstance(event, TermsAccepted) or event.takes_back is None:
            return []
        notices = (one.said.event for one in self.case.log)
        notice = next(one for one in notices if isinstance(one, NoticeGiven) and one.id == event.takes_back)
        return [(self.word("taken back"), self.word("falls", day=self.day(notice.effective_on - ONE_DAY)))]

    def prices(self) -> Rows:
        catalogue = self.case.catalogue
        terms = catalogue.terms(_terms(self.case.event))
        rows = [(line.amount, line.text) for line in price_lines(terms, catalogue.meters, self.language)]
        note = terms.price_notes.text(self.language)
        return [*rows, ("", note)] if note else rows

    def declared(self) -> Rows:
        said = self.case.entry.said
        *_, sentence = history((one.said for one in self.case.log), self.case.catalogue, self.language, self.case.names)
        rows = [(self.word("declaration"), sentence[:1].upper() + sentence[1:])]
        rows.append((self.word("recorded"), self.say.instant(self.case.entry.recorded_at)))
        for consent in said.declaration.consents:
            rows.append((self.word("consent"), f"„{consent.sentence}“" if self.language == "de" else consent.sentence))
            rows.append((self.agreement(consent), f"SHA-256 {consent.sha256}"))
        return rows

    def agreement(self, consent: Consent) -> str:
        name = self.case.catalogue.agreements[consent.agreement].names.text(self.language)
        return self.word("edition", plan=name[:1].upper() + name[1:], edition=consent.edition)

    def evidence(self) -> Rows:
        entry = self.case.entry
        return [(self.word("entry", seq=str(entry.seq)), f"SHA-256 {entry.hash}")]

    def texts(self) -> Iterator[dict[str, Any]]:
        """The texts that were agreed to, word by word."""
        for consent in self.case.entry.said.declaration.consents:
            body = self.case.texts.get(consent.sha256)
            if body is not None:
                yield {
                    "head": settable(f"{self.agreement(consent)} · SHA-256 {consent.sha256}"),
                    "language": consent.language,
                    "parts": [
                        {
                            "heading": part.heading,
                            "lead": settable(part.lead),
                            "lines": [settable(line) for line in part.lines],
                        }
                        for part in parts_of(body)
                    ],
                }

    def day(self, day: date) -> str:
        return day_in_words(day, self.language)


def _terms(event: Agreement) -> TermsRef:
    return event.terms if isinstance(event, Concluded) else event.to


def _folded(log: Sequence[Entry]) -> Contract:
    found = folded(one.said.event for one in log)
    assert found is not None  # the log has an entry
    return found


def is_agreement(event: Event) -> bool:
    """Whether terms are agreed by it, so that there is a document."""
    return isinstance(event, Agreement)
